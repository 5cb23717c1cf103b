"""Notices to many people: written by a member of staff, approved by another if they are large, sent in portions.

Tables: notice, notice_tap, notice_list, notice_listed.
notice: write_notice, cancel_notice; approval: submit_notice; sending: prepare_portion; audience: count_audience.
It must not know WeChat's template messages: models/city/wechat_templates.py maps them.
"""

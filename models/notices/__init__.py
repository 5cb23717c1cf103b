"""Notices to many people: written by a member of staff, approved by another if they are large, sent in portions.

Tables: notice, notice_tap, notice_answer, notice_list, notice_listed.
notice: write_notice; handing_in: hand_in_notice; sending: prepare_portion; following; survey; audience: count_audience.
It must not know WeChat's template messages: models/city/wechat_templates.py maps them.
"""

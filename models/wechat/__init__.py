"""Shared state of the WeChat account: its token, its quotas, and the times at which it may write to a person.

Tables: wechat_value, wechat_budget, wechat_call, wechat_consent, wechat_window, wechat_mass.
account: keep_value; budget: spend_budget; call: is_first_body; consent: give_consent; window: spend; mass: plan_mass.
It must not know WeChat's API nor the messages: bot/channels/wechat/channel does.
"""

"""WeChat Official Account: its calls, its encryption, and the few messages that it lets an account send.

Tables: none of its own; models/wechat keeps what processes share.
channel: WeChatChannel; api: calls of WeChat; update: events as aiogram updates; message: replies; notice: templates.
It must not know what is said, nor when it is due.
"""

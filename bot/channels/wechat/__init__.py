"""WeChat Official Account: its calls, its encryption, and the few messages that it lets an account send.

Tables: none of its own; models/wechat keeps what processes share.
channel: WeChatChannel; routes: WeChat's calls; api: our calls; update: events in; message: replies out; template:
gists.
It must not know what is said, nor when it is due.
"""

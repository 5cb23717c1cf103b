"""Every channel: a way in from raw events to aiogram updates, and a way out from Bot API methods to messages.

Tables: none of its own.
channel: what every channel keeps to; telegram, webchat, wechat: the channels; text_menu: keyboards for those without.
It must not know what is said, nor when it is due.
"""

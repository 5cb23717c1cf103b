"""What every channel keeps to: a way in from raw events to aiogram updates, a way out from Bot API methods to messages.

Tables: none of its own.
channel: Channel; text_menu: keyboards for those without; kept_files: files of replies; finding: a line of `check`.
It must not know any one channel, what is said, nor when it is due.
"""

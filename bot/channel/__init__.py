"""The base of every channel: raw events in, as aiogram updates, and Bot API methods out, as messages.

Tables: none of its own.
channel: Channel; text_menu: keyboards for channels without any; kept_files: files of replies; finding: a line of
`check`.
It must not know any one channel, what is said, nor when it is due.
"""

"""The web chat: a page of our own, its frames, its cookie, its socket and its files.

Tables: none of its own.
channel: WebChatChannel; routes: the paths; socket: inputs in, frames out; cookie: the identity; files: both ways.
It must not know conversations: what comes in goes to intake.
"""

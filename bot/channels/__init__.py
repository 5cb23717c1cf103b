"""The channels, a folder each with everything of it: in, out, its paths, its check.

Tables: none of its own.
telegram, webchat, wechat: the channels; their common base is bot/channel.
They must not know each other, what is said, nor when it is due.
"""

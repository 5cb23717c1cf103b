"""The channels, a folder each with everything of it: in, out, its paths, its check.

Tables: none of its own.
telegram, webchat, wechat: the channels; what they keep to is in bot/channel.
They must not know each other, what is said, nor when it is due.
"""

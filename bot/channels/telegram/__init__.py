"""Telegram: the Bot API by polling or a webhook.

Tables: none of its own.
channel: TelegramChannel; update: events; polling, webhook: the ways in; profile: the bot's description of itself.
It must not know what is said, nor when it is due.
"""

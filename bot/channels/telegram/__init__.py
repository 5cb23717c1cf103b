"""Telegram: the Bot API by polling or a webhook.

Tables: none of its own.
channel: TelegramChannel; update: events as aiogram reads them; polling: the way in; profile: how the bot presents itself.
It must not know what is said, nor when it is due.
"""

"""Finds out from the bot's own calls whether Telegram can be reached."""

import time
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware
from aiogram.methods import GetUpdates, SetWebhook

SILENT_S = 120.0
"""Polling asks at least twice a minute. After this many seconds without an answer, Telegram does not reach us."""


class TelegramHealth(BaseRequestMiddleware):
    """Notes when Telegram last answered a poll, and whether it has accepted our webhook."""

    def __init__(self) -> None:
        self._answered_at = time.monotonic()
        self._webhook_set = False
        self._is_asked = False
        self.by_webhook = False

    def begin(self) -> None:
        """This process begins to ask Telegram."""
        self._answered_at, self._is_asked = time.monotonic(), True

    def end(self) -> None:
        """Another process asks Telegram from now on."""
        self._is_asked = False

    async def __call__(self, make_request: Any, bot: Bot, method: Any) -> Any:
        response = await make_request(bot, method)
        if isinstance(method, GetUpdates):
            self._answered_at = time.monotonic()
        elif isinstance(method, SetWebhook):
            self._webhook_set = True
        return response

    def is_well(self) -> bool:
        """Return whether updates reach us; True if another process receives them. Polling counts as working until
        SILENT_S pass without an answer."""
        if not self._is_asked:
            return True
        return self._webhook_set if self.by_webhook else time.monotonic() - self._answered_at < SILENT_S

"""Whether Telegram can be reached, as its own calls show."""

import time
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware
from aiogram.methods import GetUpdates, SetWebhook

SILENT_S = 120.0
"""Polling asks at least twice a minute: so long without an answer, and Telegram does not reach us."""


class TelegramHealth(BaseRequestMiddleware):
    """Notices when Telegram last answered a poll, and that it has taken our webhook."""

    def __init__(self) -> None:
        self._answered_at = time.monotonic()
        self._webhook_set = False
        self._is_asked = False
        self.by_webhook = False

    def begin(self) -> None:
        """From now on this process is the one that asks Telegram."""
        self._answered_at, self._is_asked = time.monotonic(), True

    def end(self) -> None:
        """Another does."""
        self._is_asked = False

    async def __call__(self, make_request: Any, bot: Bot, method: Any) -> Any:
        response = await make_request(bot, method)
        if isinstance(method, GetUpdates):
            self._answered_at = time.monotonic()
        elif isinstance(method, SetWebhook):
            self._webhook_set = True
        return response

    def is_well(self) -> bool:
        """Whether updates reach us; true where another process sees to it. Polling is believed to work until it was
        silent for SILENT_S."""
        if not self._is_asked:
            return True
        return self._webhook_set if self.by_webhook else time.monotonic() - self._answered_at < SILENT_S

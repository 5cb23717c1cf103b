"""Whether the service can serve: its database, its scheduler, and each of its channels."""

import asyncio
import time
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware
from aiogram.methods import GetUpdates, SetWebhook

if TYPE_CHECKING:
    from bot.app import App

log = structlog.get_logger(__name__)

ANSWERS_WITHIN_S = 2.0
SILENT_S = 120.0
"""Polling asks at least twice a minute: so long without an answer, and Telegram does not reach us."""


class TelegramHealth(BaseRequestMiddleware):
    """Notices when Telegram last answered a poll, and that it has taken our webhook."""

    def __init__(self) -> None:
        self._answered_at = time.monotonic()
        self._webhook_set = False

    async def __call__(self, make_request: Any, bot: Bot, method: Any) -> Any:
        response = await make_request(bot, method)
        if isinstance(method, GetUpdates):
            self._answered_at = time.monotonic()
        elif isinstance(method, SetWebhook):
            self._webhook_set = True
        return response

    def is_well(self, *, by_webhook: bool) -> bool:
        """Whether updates reach us. Polling is believed to work until it has been silent for SILENT_S."""
        return self._webhook_set if by_webhook else time.monotonic() - self._answered_at < SILENT_S


async def parts_of(app: "App") -> dict[str, bool]:
    """Every part of the running service, and whether it works: `database`, `scheduler`, and each channel's name."""
    parts = {
        "database": await _database_answers(app),
        "scheduler": app.schedule is not None and app.schedule.is_alive(),
        **dict.fromkeys(app.channels, True),
    }
    if app.telegram is not None:
        by_webhook = app.settings.telegram_webhook_secret is not None
        parts[app.telegram.name] = app.telegram_health.is_well(by_webhook=by_webhook)
    return parts


async def _database_answers(app: "App") -> bool:
    """A question that has to look into the database's file, and is no more than that."""
    try:
        async with asyncio.timeout(ANSWERS_WITHIN_S), app.database.reading() as session:
            await session.execute(sa.text("SELECT version_num FROM alembic_version"))
    except Exception as error:
        log.warning("the database does not answer", error=type(error).__name__)
        return False
    return True

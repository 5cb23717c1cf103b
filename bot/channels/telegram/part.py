"""Telegram in the service: by polling, or by a webhook if a secret is set."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

import structlog

from bot.channel.finding import Finding
from bot.channels.part import ChannelPart, Means
from bot.settings import Settings
from handlers.talk.texts import Words
from models.city.pack import City
from models.storage.encryption import Cipher

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from bot.app import App
    from bot.channels.telegram.channel import TelegramChannel

log = structlog.get_logger(__name__)


class TelegramPart(ChannelPart["TelegramChannel"]):
    """On if there is a token."""

    name = "telegram"

    def is_on(self, settings: Settings) -> bool:
        return settings.telegram_token is not None

    def open(self, means: Means) -> "TelegramChannel":
        from bot.channels.telegram.channel import TelegramChannel
        from bot.channels.telegram.uploaded import Uploaded

        settings = means.settings
        token = settings.telegram_token.get_secret_value() if settings.telegram_token is not None else ""
        uploaded = Uploaded(means.database)
        channel = TelegramChannel(token, settings.telegram_api, means.files.read, uploaded)
        channel.rate = settings.telegram_rate
        return channel

    def routes(self, app: "App", channel: "TelegramChannel") -> "list[BaseRoute]":
        from bot.channels.telegram.mini_app import mini_app_routes
        from bot.channels.telegram.webhook import webhook_routes

        by_webhook = app.settings.telegram_webhook_secret is not None
        return [*(webhook_routes(app, channel) if by_webhook else []), *mini_app_routes(app, channel)]

    @asynccontextmanager
    async def running(self, app: "App", channel: "TelegramChannel", left: Callable[[], float]) -> AsyncIterator[None]:
        """Lets exactly one process poll and tell Telegram how the bot presents itself."""
        channel.health.by_webhook = app.settings.telegram_webhook_secret is not None
        doing = asyncio.create_task(app.peers.while_held(self.name, partial(_for_all, app, channel)))
        try:
            yield
        finally:
            doing.cancel()
            await asyncio.wait([doing], timeout=left())
            if not doing.done():
                log.warning("updates under way were not finished; they come again")
                doing.cancel()
                await asyncio.wait([doing])

    async def link(self, settings: Settings, start: str) -> str | None:
        from bot.channels.telegram.check import bot_username

        username = await bot_username(settings) if settings.telegram_token is not None else None
        return f"https://t.me/{username}?start={start}" if username is not None else None

    def greeting(self, settings: Settings, words: Words) -> str:
        return words("operator-telegram", mode="polling" if settings.telegram_webhook_secret is None else "webhook")

    async def check(self, settings: Settings, cipher: Cipher | None, city: City | None) -> AsyncIterator[Finding]:
        from bot.channels.telegram.check import telegram_findings

        async for finding in telegram_findings(settings):
            yield finding
        if settings.telegram_webhook_secret is not None and not (settings.public_url or "").startswith("https://"):
            yield Finding(False, "operator-check-public-url")


async def _for_all(app: "App", channel: "TelegramChannel") -> None:
    """Serves Telegram for all processes until cancelled, then finishes the updates that were fetched."""
    from bot.channels.telegram.polling import Polling
    from bot.channels.telegram.profile import set_profile

    channel.health.begin()
    profile = asyncio.create_task(set_profile(channel, app.settings, app.city))
    polling = Polling(channel, app.receive, app.hear)
    try:
        if channel.health.by_webhook:
            await asyncio.Event().wait()
        else:
            await polling.run()
    finally:
        channel.health.end()
        profile.cancel()
        await asyncio.wait([profile])
        await polling.drain()

"""The web chat in the service, a page of our own."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.channel.finding import Finding
from bot.channels.part import ChannelPart, Means
from bot.settings import Settings
from handlers.talk.texts import Words
from models.city.pack import City
from models.storage.encryption import Cipher

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from bot.app import App
    from bot.channels.webchat.channel import WebChatChannel


class WebChatPart(ChannelPart["WebChatChannel"]):
    """On if it is asked for, or if nothing else is configured."""

    name = "webchat"

    def is_on(self, settings: Settings) -> bool:
        return settings.serves_webchat

    def open(self, means: Means) -> "WebChatChannel":
        from bot.channels.webchat.channel import WebChatChannel

        return WebChatChannel(means.files.read_sent)

    def routes(self, app: "App", channel: "WebChatChannel") -> "list[BaseRoute]":
        from bot.channels.webchat.routes import chat_routes

        return chat_routes(app, channel)

    @asynccontextmanager
    async def running(self, app: "App", channel: "WebChatChannel", left: Callable[[], float]) -> AsyncIterator[None]:
        """If there are other processes, shows their messages on the pages that are open here."""
        from bot.channels.webchat.said_elsewhere import SaidElsewhere

        if app.database.is_sqlite:
            yield
            return
        showing = asyncio.create_task(SaidElsewhere(app.database, channel, app.peers.holder).run())
        try:
            yield
        finally:
            showing.cancel()
            await asyncio.wait([showing])

    async def link(self, settings: Settings, start: str) -> str | None:
        return f"{settings.address}/chat?start={start}"

    def greeting(self, settings: Settings, words: Words) -> str:
        return words("operator-chat", address=f"{settings.address}/chat")

    async def check(self, settings: Settings, cipher: Cipher | None, city: City | None) -> AsyncIterator[Finding]:
        yield Finding(True, "operator-check-webchat")

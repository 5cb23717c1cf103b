"""The service's heart around the tiny product of tests/world/tickets.py, on WeChat, with the API on loopback."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.app import App
from bot.channel.channel import Channel
from bot.channels.wechat.api import WeChatApi
from bot.channels.wechat.channel import WeChatChannel
from bot.channels.wechat.file_link import signed_file_link
from bot.intake.intake import Intake
from bot.intake.middlewares import NoNetworkInside
from bot.keys import Keys
from bot.sending.replies import Delivery
from bot.web.site import build_site
from handlers.talk.texts import texts
from models.storage.database import Database
from models.storage.encryption import Cipher, new_key
from tests.world.tickets import dispatcher, metadata
from tests.world.wechat.api import (
    AES_KEY,
    APP_ID,
    SECRET,
    WeChatServer,
    asgi,
    call,
    message_xml,
    opened,
    serve_wechat_api,
    wechat_settings,
)

SIGNING = "s" * 32
CALLBACK = "/wechat/callback"


@dataclass
class Service:
    """A running service, and what WeChat does to it."""

    app: App
    channel: WeChatChannel
    server: WeChatServer
    site: Any

    async def calls(self, xml: str, mode: str = "safe", *, key: str = AES_KEY) -> Any:
        """WeChat brings a message: the passive reply, or none; then all that follows has been sent."""
        status, body, _ = await self.posts(*call(xml, mode, key=key))
        assert status == 200
        await self.channel.drain()
        return opened(body, mode, key=key)

    async def posts(self, query: dict[str, str], body: bytes) -> tuple[int, bytes, dict[str, str]]:
        return await asgi(self.site, "POST", CALLBACK, query, body)

    async def says(self, text: str, follower: str = "anna") -> str | None:
        reply = await self.calls(message_xml(follower, "text", Content=text))
        return None if reply is None else str(reply.content)


@asynccontextmanager
async def wechat_service(
    database: Database, *, built: Any = None, msgmenu: bool = False, **settings: Any
) -> AsyncIterator[Service]:
    """built: the dispatcher, instead of the tiny product's."""
    async with database.engine.begin() as connection:
        await connection.run_sync(metadata.drop_all)
        await connection.run_sync(metadata.create_all)
    async with serve_wechat_api() as server:
        api = WeChatApi(database, app_id=APP_ID, secret=SECRET, api=server.url)
        link = signed_file_link("https://example.org", SIGNING)
        channel = WeChatChannel(api, database, read_file=_picture, file_link=link, msgmenu=msgmenu)
        channel.bot.session.middleware(NoNetworkInside())
        intake = Intake(database, built or dispatcher(), texts())
        channels: dict[str, Channel] = {"wechat": channel}
        city: Any = None
        delivery = Delivery(database, channels, intake, city)
        keys = Keys(signing=SIGNING, cipher=Cipher([new_key()], SIGNING))
        app = App(wechat_settings(**settings), keys, database, city, channels, intake, delivery, intake.clock)
        try:
            yield Service(app, channel, server, build_site(app))
        finally:
            await channel.drain()
            await channel.close()


async def _picture(key: str) -> bytes:
    if key == "gone":
        raise LookupError(key)
    return b"\xff\xd8\xff" + key.encode()

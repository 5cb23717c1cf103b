"""WeChat in the service: an Official Account whose server address is ours."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.channel.finding import Finding
from bot.channels.part import ChannelPart, Means
from bot.settings import Settings
from handlers.talk.texts import Words, texts
from models.city.pack import City
from models.storage.encryption import Cipher
from models.wechat.account import WECHAT

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from bot.app import App
    from bot.channels.wechat.channel import WeChatChannel


class WeChatPart(ChannelPart["WeChatChannel"]):
    """WeChat's part; it is on if the settings name an account."""

    name = WECHAT

    def is_on(self, settings: Settings) -> bool:
        return settings.wechat_app_id is not None

    def open(self, means: Means) -> "WeChatChannel":
        from bot.channels.wechat.api import api_of
        from bot.channels.wechat.channel import WeChatChannel
        from bot.channels.wechat.file_link import signed_file_link
        from bot.channels.wechat.template import WeChatTemplates

        settings, database, clock = means.settings, means.database, means.clock
        api, address = api_of(settings, database, clock), settings.public_url or ""
        return WeChatChannel(
            api,
            database,
            read_file=means.files.read,
            file_link=signed_file_link(address, means.keys.signing),
            templates=WeChatTemplates(api, database, means.city, address, clock),
            msgmenu=settings.wechat_msgmenu,
            device_datum=settings.wechat_device_datum,
            default_locale=settings.default_locale,
            clock=clock,
        )

    def routes(self, app: "App", channel: "WeChatChannel") -> "list[BaseRoute]":
        from bot.channels.wechat.routes import wechat_routes
        from bot.channels.wechat.signed_page import signature_routes
        from bot.channels.wechat.template_page import template_routes

        return [*wechat_routes(app, channel), *template_routes(app, channel), *signature_routes(app, channel)]

    @asynccontextmanager
    async def running(self, app: "App", channel: "WeChatChannel", left: Callable[[], float]) -> AsyncIterator[None]:
        """Set the menu while everything else is already being served."""
        from bot.channels.wechat.menu import keep_setting_menu

        words = texts().in_(app.settings.default_locale)
        address = app.settings.address
        setting = asyncio.create_task(keep_setting_menu(channel.api, app.database, words, app.city, address))
        try:
            yield
        finally:
            setting.cancel()
            await asyncio.wait([setting])

    async def scene(self, channel: "WeChatChannel", start: str, lasts: timedelta) -> str | None:
        return await channel.scenes.address(start, lasts=lasts)

    def greeting(self, settings: Settings, words: Words) -> str:
        return words("operator-wechat", address=f"{settings.address}/wechat/callback")

    async def check(self, settings: Settings, cipher: Cipher | None, city: City | None) -> AsyncIterator[Finding]:
        from bot.channels.wechat.check import wechat_findings

        if cipher is None:
            yield Finding(None, "operator-check-wechat-later")
            return
        async for finding in wechat_findings(settings, cipher, city):
            yield finding

"""The channels that the settings name, each put together with what it needs."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.channels.channel import Channel
from bot.channels.kept_files import KeptFiles
from bot.channels.telegram import TelegramChannel
from bot.channels.webchat import WebChatChannel
from bot.channels.wechat.api import WeChatApi
from bot.channels.wechat.channel import WeChatChannel, signed_file_link
from bot.channels.wechat.template import WeChatTemplates
from bot.keys import Keys
from bot.settings import Settings
from models.city.pack import City
from models.storage.database import Database


def configured_channels(
    settings: Settings, keys: Keys, database: Database, city: City, clock: Callable[[], datetime]
) -> list[Channel]:
    """Telegram with a token, WeChat with an account, the web chat where it is on. None is started."""
    files = KeptFiles(database, clock)
    channels: list[Channel] = []
    if settings.telegram_token is not None:
        token = settings.telegram_token.get_secret_value()
        channels.append(TelegramChannel(token, settings.telegram_api, files.read, files))
    if settings.wechat_app_id is not None:
        channels.append(_wechat(settings, keys, database, city, clock, files.read))
    if settings.serves_webchat:
        channels.append(WebChatChannel(files.read_sent))
    return channels


def _wechat(
    settings: Settings,
    keys: Keys,
    database: Database,
    city: City,
    clock: Callable[[], datetime],
    read: Callable[[str], Awaitable[bytes]],
) -> WeChatChannel:
    secret = settings.wechat_app_secret.get_secret_value() if settings.wechat_app_secret else ""
    api = WeChatApi(database, app_id=settings.wechat_app_id or "", secret=secret, api=settings.wechat_api, clock=clock)
    return WeChatChannel(
        api,
        database,
        read_file=read,
        file_link=signed_file_link(settings.public_url or "", keys.signing),
        templates=WeChatTemplates(api, database, city, settings.public_url or "", clock),
        msgmenu=settings.wechat_msgmenu,
        device_datum=settings.wechat_device_datum,
        default_locale=settings.default_locale,
        clock=clock,
    )

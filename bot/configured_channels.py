"""Every channel there is, and those that the settings name, each put together with what it needs."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.channels.part import ChannelPart, Means
from bot.channels.telegram.part import TelegramPart
from bot.channels.webchat.part import WebChatPart
from bot.channels.wechat.part import WeChatPart
from bot.settings import Settings
from models.city.pack import City
from models.storage.database import Database

if TYPE_CHECKING:
    from bot.channel.channel import Channel
    from bot.keys import Keys

PARTS: Mapping[str, ChannelPart[Any]] = {each.name: each for each in (WebChatPart(), TelegramPart(), WeChatPart())}
"""By the name of the channel, in the order in which an operator is told of them."""


def parts_on(settings: Settings) -> list[ChannelPart[Any]]:
    """The parts of the channels that the settings ask for."""
    return [part for part in PARTS.values() if part.is_on(settings)]


def parts_of(channels: "Mapping[str, Channel]") -> "list[tuple[ChannelPart[Any], Channel]]":
    """The parts of the channels that are open."""
    return [(part, channels[name]) for name, part in PARTS.items() if name in channels]


def configured_channels(
    settings: Settings, keys: "Keys", database: Database, city: City, clock: Callable[[], datetime]
) -> "list[Channel]":
    """Put the channels together; start none."""
    from bot.channel.kept_files import KeptFiles

    means = Means(settings, keys, database, city, clock, KeptFiles(database, clock))
    return [part.open(means) for part in parts_on(settings)]

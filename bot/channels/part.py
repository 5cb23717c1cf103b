"""What a channel adds to the service beside its conversations: when it is on, its paths, what runs with it, its check.

Each channel's folder has one in `part.py`. It is looked at before anything is started, and by `check`, so that it
imports the channel itself only where that is opened.
"""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from bot.channel.finding import Finding
from bot.settings import Settings
from handlers.talk.texts import Words
from models.city.pack import City
from models.storage.database import Database
from models.storage.encryption import Cipher

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from bot.app import App
    from bot.channel.channel import Channel
    from bot.channel.kept_files import KeptFiles
    from bot.keys import Keys

C = TypeVar("C", bound="Channel")


@dataclass(frozen=True, slots=True)
class Means:
    """What a channel is put together with."""

    settings: Settings
    keys: "Keys"
    database: Database
    city: City
    clock: Callable[[], datetime]
    files: "KeptFiles"


class ChannelPart(ABC, Generic[C]):
    """One channel's."""

    name: ClassVar[str]
    """The channel's, and its folder's."""

    @abstractmethod
    def is_on(self, settings: Settings) -> bool:
        """Whether the settings ask for it."""

    @abstractmethod
    def open(self, means: Means) -> C:
        """The channel, put together and not started."""

    def routes(self, app: "App", channel: C) -> "list[BaseRoute]":
        """Its paths on the web."""
        return []

    @asynccontextmanager
    async def running(self, app: "App", channel: C, left: Callable[[], float]) -> AsyncIterator[None]:
        """What runs as long as the service does. left: the seconds that there are to stop in."""
        yield

    async def link(self, settings: Settings, start: str) -> str | None:
        """An address that opens a chat and hands `start` in; None where there is none, or it is not known now."""
        return None

    @abstractmethod
    def greeting(self, settings: Settings, words: Words) -> str:
        """What the operator is told when it is open."""

    @abstractmethod
    def check(self, settings: Settings, cipher: Cipher | None, city: City | None) -> AsyncIterator[Finding]:
        """What `check` says of it. cipher, city: None where the database or the city pack cannot be used."""

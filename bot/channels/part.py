"""A channel's additions to the service beside its conversations: when it is on, its paths, what runs with it, its
check.

Each channel's folder has one in `part.py`. It is imported before anything is started, and by `check`; so it imports the
channel itself only where it opens it.
"""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
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
    """The things that a channel is put together from."""

    settings: Settings
    keys: "Keys"
    database: Database
    city: City
    clock: Callable[[], datetime]
    files: "KeptFiles"


class ChannelPart(ABC, Generic[C]):
    """The part of one channel."""

    name: ClassVar[str]
    """The name of the channel, and of its folder."""

    @abstractmethod
    def is_on(self, settings: Settings) -> bool:
        """Return whether the settings ask for the channel."""

    @abstractmethod
    def open(self, means: Means) -> C:
        """Put the channel together without starting it."""

    def routes(self, app: "App", channel: C) -> "list[BaseRoute]":
        """The channel's paths on the web."""
        return []

    @asynccontextmanager
    async def running(self, app: "App", channel: C, left: Callable[[], float]) -> AsyncIterator[None]:
        """Run what the channel needs for as long as the service runs. left: returns the seconds left for stopping."""
        yield

    async def link(self, settings: Settings, start: str) -> str | None:
        """An address that opens a chat and hands in `start`; None if there is none, or it is not known now."""
        return None

    async def scene(self, channel: C, start: str, lasts: timedelta) -> str | None:
        """An address that opens a chat only on the phone that scans it as a picture, and hands in `start`, which is
        good for a while; None if there is none, or not now."""
        return None

    @abstractmethod
    def greeting(self, settings: Settings, words: Words) -> str:
        """Say to the operator that the channel is open."""

    @abstractmethod
    def check(self, settings: Settings, cipher: Cipher | None, city: City | None) -> AsyncIterator[Finding]:
        """The findings of `check` about the channel. cipher, city: None if the database or the city pack cannot be
        used.
        """

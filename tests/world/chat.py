"""People who chat: they send what a client sends, and see what it would show, on every channel alike.

A story reads `await anna.sends("厕所")`, `await anna.presses("1")`, `anna.sees("180 米")`. What goes in are raw
updates; what comes out is what each channel hands to its client, so that a story tells what a person would see.
"""

import importlib
import itertools
from abc import ABC, abstractmethod
from collections.abc import Coroutine
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from bot.app import App
from bot.assembly import build_app
from bot.channel.channel import Channel
from bot.keys import Keys
from bot.settings import Settings
from bot.understanding.reading import Understanding
from models.city.pack import City
from models.learned.looked_at import LookedAt
from models.storage.database import Database, Json
from models.storage.encryption import Cipher, new_key
from models.storage.kept_file import read_file
from tests.world.senders import running

ids = itertools.count(1000)
PICTURE = "(a picture)"


@dataclass
class Button:
    """Something a person can press: the callback, a text to say, a link, or a question for the position."""

    label: str
    press: str | None = None
    say: str | None = None
    url: str | None = None
    asks_location: bool = False
    message_id: int = 0


@dataclass
class Seen:
    """One message as the client shows it."""

    text: str
    buttons: list[Button] = field(default_factory=list)
    document: str | None = None
    place: tuple[float, float] | None = None
    edited: bool = False


@dataclass
class Chat:
    """The service, and people who talk to it on one channel."""

    app: App
    client: "Client"
    city: City
    time: Any
    people: dict[str, "Someone"] = field(default_factory=dict)

    async def person(self, name: str, *, language: str = "zh-hans", agreed: bool = False) -> "Someone":
        """Somebody who has not written yet; with `agreed`, who has been through the first contact."""
        someone = self.people.setdefault(name, Someone(self, str(next(ids)), language))
        if agreed:
            await someone.sends("/start")
            await someone.presses("同意" if language.startswith("zh") else "Agree")
        return someone

    async def send_due(self) -> None:
        """Everything in the outbox that is due now."""
        self.app.sender.chat_pause_s = 0.0  # a second between two messages to one chat is tested with the sender
        async with running(self.app.sender):
            await self.app.sender.drain()

    def wait(self, **duration: float) -> None:
        """Time passes: `wait(hours=2)`."""
        from datetime import timedelta

        self.time.shift(timedelta(**duration))


@dataclass
class Someone:
    """A person with a client in their hand."""

    chat: Chat
    address: str
    language: str
    screen: list[Seen] = field(default_factory=list)
    """What the last thing they did was answered with."""
    history: list[Seen] = field(default_factory=list)

    async def sends(self, text: str, *, message_id: int | None = None) -> "Someone":
        return await self._do({"text": text, **({"message_id": message_id} if message_id else {})})

    async def edits(self, message_id: int, text: str) -> "Someone":
        """Changes what was sent before, on Telegram."""
        return await self._do({"text": text, "message_id": message_id, "edited": True})

    async def sends_voice(self, file_id: str = "voice-1", *, heard: str | None = None) -> "Someone":
        """heard: what the channel understood, on WeChat. The page of the web chat has no voice."""
        return await self._do({"voice": file_id, **({"heard": heard} if heard else {})})

    async def shares(self, latitude: float, longitude: float) -> "Someone":
        return await self._do({"location": {"latitude": latitude, "longitude": longitude}})

    async def shares_centre(self) -> "Someone":
        centre = self.chat.city.centre
        return await self.shares(centre.latitude, centre.longitude)

    async def sends_photo(self, file_id: str = "photo-1", *, caption: str | None = None) -> "Someone":
        return await self._do({"photo": file_id, **({"caption": caption} if caption else {})})

    async def sends_file(self, file_id: str = "file-1", *, name: str = "a.pdf", size: int = 1000) -> "Someone":
        return await self._do({"document": {"file_id": file_id, "file_name": name, "file_size": size}})

    async def sends_album(self, *file_ids: str) -> list[Seen]:
        """Several photos at once; where a channel has no albums, one after the other. Returns all answers."""
        seen: list[Seen] = []
        for each in file_ids:
            self.screen = await self.chat.client.deliver(self.chat.app, self, {"photo": each, "album": file_ids[0]})
            seen += self.screen
        self.history += seen
        return seen

    async def presses(self, label: str) -> "Someone":
        """Presses the newest button whose label contains the text."""
        return await self.presses_button(self.button(label))

    async def presses_button(self, button: Button) -> "Someone":
        """Presses a button kept from before, however old."""
        if button.say is not None:
            return await self._do({"text": button.say})
        assert button.press is not None, f"{button.label} opens a link"
        return await self._do({"press": button.press, "message": button.message_id, "label": button.label})

    def button(self, label: str) -> Button:
        for seen in reversed(self.history):
            for button in seen.buttons:
                if label == button.label or (label in button.label and not label.isdigit()):
                    return button
        if label.isdigit() and self.chat.client.types_numbers:
            return Button(label, say=label)
        raise AssertionError(f"no button {label!r}; there are {self.labels()} below {self.text}")

    def buttons(self) -> list[Button]:
        """The buttons below the last answer."""
        return [button for seen in self.screen for button in seen.buttons]

    def labels(self) -> list[str]:
        return [button.label for button in self.buttons()]

    @property
    def text(self) -> str:
        """All of the last answer, with plain blanks for those that do not break."""
        return "\n".join(seen.text for seen in self.screen).replace("\N{NO-BREAK SPACE}", " ")

    def sees(self, *parts: str) -> None:
        for part in parts:
            assert part in self.text, f"{part!r} is not in:\n{self.text}"

    def sees_no(self, *parts: str) -> None:
        for part in parts:
            assert part not in self.text, f"{part!r} is in:\n{self.text}"

    async def document(self) -> str:
        """The text of the file in the last answer."""
        key = next(seen.document for seen in self.screen if seen.document)
        async with self.chat.app.database.reading() as session:
            file = await read_file(session, key, contact_id=None, now=datetime.now(UTC))
        assert file is not None
        return file.content.decode()

    async def is_told(self) -> "Someone":
        """What was due for anybody is sent: `screen` is what of it reached this person."""
        self.screen = await self.chat.client.during(self, self.chat.send_due())
        self.history += self.screen
        return self

    async def sends_parts(self, **parts: Json) -> "Someone":
        """A message of these parts, as the Bot API has them; it may be one that nobody answers."""
        self.screen = await self.chat.client.deliver(self.chat.app, self, {"parts": parts})
        self.history += self.screen
        return self

    async def sends_part(self, album: str, **what: Json) -> "Someone":
        """One part of an album, on Telegram; it may be answered by what the others are."""
        self.screen = await self.chat.client.deliver(self.chat.app, self, {**what, "album": album})
        self.history += self.screen
        return self

    async def _do(self, what: Json) -> "Someone":
        self.screen = await self.chat.client.deliver(self.chat.app, self, what)
        assert self.screen or what == {}, "no answer at all"
        self.history += self.screen
        return self


class Client(ABC):
    """What a channel's client program does: wraps what is done into a raw event, and shows what comes back."""

    channel: Channel
    types_numbers = False
    """Nothing can be pressed: a number of the text is typed, whether or not a menu names it."""

    def settings(self) -> Settings:
        """Of a service with this channel alone."""
        return _plain_settings().model_copy()  # a test may change it

    async def deliver(self, app: App, someone: Someone, what: Json) -> list[Seen]:
        """Hands in what was done, and shows what comes back."""
        return await self.during(someone, self.hand_in(app, someone, what))

    async def hand_in(self, app: App, someone: Someone, what: Json) -> None:
        raise NotImplementedError

    @abstractmethod
    async def during(self, someone: Someone, doing: Coroutine[Any, Any, None]) -> list[Seen]:
        """What reaches the person while something is done."""


def client_on(channel: str, database: Database) -> Client:
    """What tests/world/clients has for the channel: a file of its name."""
    client: Client = importlib.import_module(f"tests.world.clients.{channel}").open_client(database)
    return client


def open_chat(channel: str, database: Database, city: City, time: Any) -> Chat:
    """The product on one channel, with whatever is said checked strictly."""
    client = client_on(channel, database)
    settings = client.settings()
    keys = Keys(signing="s" * 32, cipher=Cipher([new_key()], "s" * 32))
    understanding = copy(_understanding(city))  # a test may give it another model
    understanding.looked_at = LookedAt()
    app = build_app(settings, keys, database, city, channels=[client.channel], understanding=understanding, strict=True)
    return Chat(app, client, city, time)


@cache
def _plain_settings() -> Settings:
    return Settings(_env_file=None, webchat=False, encoder=False)  # type: ignore[call-arg]


_UNDERSTANDINGS: dict[int, tuple[City, Understanding]] = {}


def _understanding(city: City) -> Understanding:
    """By the rules, of a city's words, which take as long to collect as a whole conversation."""
    if id(city) not in _UNDERSTANDINGS:
        _UNDERSTANDINGS[id(city)] = city, Understanding(city)
        _UNDERSTANDINGS[id(city)][1].read("你好")
    return _UNDERSTANDINGS[id(city)][1]

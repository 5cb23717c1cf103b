"""A sender on a channel that writes down what it is given, and people it can write to."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiogram import Bot
from aiogram.types import Update

from bot.channel.channel import Channel, Incoming, SendError, Sent
from bot.channel.no_network import NoNetwork
from bot.channels.telegram.stored_reply import dump
from bot.metrics import Metrics
from bot.sending.sender import Sender
from handlers.talk.texts import texts
from models.city.pack import City
from models.outbox.message import OutboxMessage, put
from models.people.conversation import Conversation
from models.people.person import Contact, agree, meet
from models.storage.database import Database, Json
from tests.world.outbox_rows import as_put, in_words

NOON = datetime.fromisoformat("2026-11-26T15:00:00+08:00").astimezone(UTC)
"""A Thursday afternoon, nobody's quiet time."""


class NotebookChannel(Channel):
    """Everything sent is written down, or refused with the next of `errors`; `open` says who may be pushed to."""

    def __init__(self, name: str = "telegram", clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.name = name
        self.bot = Bot("42:TEST", session=NoNetwork())
        self.said: list[tuple[str, str]] = []
        self.at: list[datetime] = []
        self.errors: list[SendError | None] = []
        self.closed_to: set[str] = set()
        self._clock = clock

    def incoming(self, raw: Any) -> Incoming:
        raise NotImplementedError

    def read(self, incoming: Incoming, contact: Contact | None, conversation: Conversation | None) -> Update:
        raise NotImplementedError

    def write(self, methods: Sequence[Any], conversation: Conversation | None) -> list[Json]:
        return [dump(method, self.bot) for method in methods]

    def chat_id(self, address: str | None, contact: Contact | None) -> int | None:
        return int(address or 0)

    async def may_push(self, session: Any, contact: Contact, *, now: datetime) -> bool:
        return contact.address not in self.closed_to

    async def send(self, address: str, reply: Sequence[Json], *, answering: Incoming | None = None) -> Sent:
        error = self.errors.pop(0) if self.errors else None
        if error is not None:
            return Sent(error=error)
        self.said += [(address, arguments["text"]) for _, arguments in reply]
        self.at.append(self._clock())
        return Sent([len(self.said)], len(reply))

    def texts(self, address: str) -> list[str]:
        return [text for to, text in self.said if to == address]


@dataclass
class Post:
    """A sender at work, with a clock of its own."""

    database: Database
    city: City
    channels: dict[str, Any] = field(default_factory=dict)
    now: datetime = NOON
    options: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.channels:
            self.channels = {"telegram": NotebookChannel(clock=lambda: self.now)}
        self.sender = self.another()

    def another(self, **options: Any) -> Sender:
        """A second process on the same database."""
        given = {"chat_pause_s": 0.0, **self.options, **options}
        return Sender(self.database, self.channels, self.city, texts(), Metrics(), clock=lambda: self.now, **given)

    @property
    def said(self) -> list[tuple[str, str]]:
        said: list[tuple[str, str]] = self.channels["telegram"].said
        return said

    async def person(self, address: str, *, channel: str = "telegram", **about: Any) -> int:
        async with self.database.transaction() as session:
            person, _, _ = await meet(session, channel, address, locale="zh-CN", now=self.now)
            await agree(session, person, now=self.now)
            for name, value in about.items():
                setattr(person, name, value)
            return person.id

    async def put(self, person_id: int, text: str, **options: Any) -> None:
        async with self.database.transaction() as session:
            await put(session, person_id, in_words(text), **{"due_at": self.now, **options})

    async def rows(self) -> list[OutboxMessage]:
        import sqlalchemy as sa

        async with self.database.reading() as session:
            return as_put(await session.scalars(sa.select(OutboxMessage)))

    async def states(self) -> list[str]:
        return [row.state for row in await self.rows()]

    async def deliver(self, times: int = 1) -> None:
        """Everything that is due now, and what failed as often as that."""
        async with running(self.sender):
            for _ in range(times):
                await self.sender.drain()


@asynccontextmanager
async def running(sender: Sender) -> AsyncIterator[Sender]:
    task = asyncio.create_task(sender.run())
    await asyncio.sleep(0)
    try:
        yield sender
    finally:
        task.cancel()
        await asyncio.wait([task])
        await sender.stop()

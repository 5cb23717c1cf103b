"""The base class of every channel: an aiogram `Bot`, a way in (`incoming`, `read`) and a way out (`write`, `send`).

`incoming`, `words_of`, `read` and `write` are pure; only `send` touches the network. A refusal to send is one of three:

    SendError
    ├── TryLater    the channel or the network is busy or away: the rest is parked
    │   └── Closed  the channel takes nothing for this chat until the person writes
    ├── Blocked     the person does not want to be written to
    └── Refused     the channel will never take this message: a defect of ours
"""

import itertools
from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from aiogram import Bot
from aiogram.methods import SendMessage
from aiogram.types import Update
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.talk.abilities import Abilities
from handlers.talk.texts import Words
from models.city.pack import City
from models.people.conversation import Conversation
from models.people.person import Contact
from models.storage.database import Json

_update_ids = itertools.count(1)


def as_own_update(event: Json, bot: Bot) -> Update:
    """An event in the Bot API's form as an update with an id that no other has, because aiogram compares updates of the
    same id field by field with the last hundred. Raises ValueError if it cannot be read.
    """
    return Update.model_validate({**event, "update_id": next(_update_ids)}, context={"bot": bot})


class SendError(Exception):
    """A message could not be sent; the text says why."""


class TryLater(SendError):
    """The channel or the network is busy or away; try again after `after`."""

    def __init__(self, reason: str, after: timedelta = timedelta(seconds=1), *, everyone: bool = False) -> None:
        super().__init__(reason)
        self.after = after
        self.everyone = everyone
        """Whether the channel refuses every chat for that long, not only this one."""


class Closed(TryLater):
    """The channel takes nothing for this chat until the person writes. after: how long the rest of a reply waits for
    that.
    """


class Blocked(SendError):
    """The person has blocked us."""


class Refused(SendError):
    """The channel says that the message itself is wrong."""


class FileLost(Exception):
    """The channel no longer has the file, and never will."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One raw event: its delivery key, unique on its channel, and the address of its chat."""

    channel: str
    key: str
    address: str | None
    """None if the event has no chat, or is malformed."""
    raw: Json
    private: bool = True
    language: str | None = None
    sent_at: datetime | None = None
    """The moment the person sent it, if the event says so (aware UTC)."""
    album: str | None = None
    welcomed: bool = False
    """The chat showed the welcome before there was a row to remember that."""


@dataclass(slots=True)
class Sent:
    """How far a reply got: the ids of its messages in order, how many items are done, and the error that stopped it."""

    message_ids: list[int] = field(default_factory=list)
    done: int = 0
    error: SendError | None = None


@dataclass(frozen=True, slots=True)
class Gist:
    """How to tell of a row that the chat may not show now: by `reply`, or not before `later`."""

    reply: list[Json] = field(default_factory=list)
    later: datetime | None = None


class Pressed(Enum):
    """The proof of a press in an event: no button was pressed, one of ours was, or one that anybody can have
    made up.
    """

    NOTHING = "nothing"
    OURS = "ours"
    UNPROVEN = "unproven"


class Channel(ABC):
    """One way to chat."""

    name: str
    bot: Bot
    can = Abilities()
    """All that screens and handlers know of the channel."""
    rate: float | None = None
    """How many messages a second may be pushed; None: any number."""
    page: str | None = None
    """The path of the page that the channel is, if it is one of ours."""
    beside: tuple[str, ...] = ()
    """The names of the service's other open channels that notify of news."""

    @abstractmethod
    def incoming(self, raw: Any) -> Incoming:
        """The event's key, chat and sender. Never raises, however malformed the event."""

    def words_of(self, incoming: Incoming) -> str:
        """The words that the person wrote or said, edited texts and captions included; empty if there are none. Never
        raises, however malformed the event.
        """
        text = incoming.raw.get("text") if isinstance(incoming.raw, dict) else None
        return text if isinstance(text, str) else ""

    @abstractmethod
    def read(self, incoming: Incoming, contact: Contact | None, conversation: Conversation | None) -> Update:
        """The event as an aiogram update. Raises pydantic's ValidationError if it cannot be one."""

    @abstractmethod
    def write(self, methods: Sequence[Any], conversation: Conversation | None) -> list[Json]:
        """The reply as it is stored, one item for each thing to send. Notes the shown menu in the conversation."""

    def push(self, methods: Sequence[Any], conversation: Conversation | None) -> Sequence[Any]:
        """A message sent unasked, in a form that `send` takes. It is not stored in that form, so it need not
        be JSON.
        """
        return self.write(methods, conversation)

    def with_own(self, incoming: Incoming, reply: list[Json], conversation: Conversation) -> list[Json]:
        """The reply as it is stored, with the person's own input if the channel itself shows both sides."""
        return reply

    @abstractmethod
    def chat_id(self, address: str | None, contact: Contact | None) -> int | None:
        """The chat's number for aiogram."""

    @abstractmethod
    async def send(self, address: str, reply: Sequence[Json], *, answering: Incoming | None = None) -> Sent:
        """Send the items in order until one fails. Never raises a SendError."""

    async def say_unstored(self, incoming: Incoming, text: str, words: Words) -> bool:
        """Answer an event with a text, without the database: it has no number and is not sent again. Returns whether
        the channel took it.
        """
        method = SendMessage(chat_id=self.chat_id(incoming.address, None) or 0, text=text)
        sent = await self.send(incoming.address or "", self.write([method], None), answering=incoming)
        return sent.error is None

    def unsaid(self, item: Json, said: str) -> Json | None:
        """The stored item without the text at its beginning that the person has read already; None if
        nothing is left.
        """
        if "text" not in item:
            return item
        rest = rest_of(item["text"], said)
        return {**item, "text": rest} if rest else None

    async def edit(self, address: str, item: Json) -> bool:
        """Change a message by an item that `write` made of an EditMessageText. Returns False if the message is gone or
        cannot be changed. Raises TryLater.
        """
        return False

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file that somebody sent. Raises FileLost; after any other error try again."""
        raise FileLost

    def pressed(self, incoming: Incoming) -> Pressed:
        """Return whether a press comes from a button that was shown, as far as the event itself proves it."""
        return Pressed.NOTHING

    async def note(self, session: AsyncSession, incoming: Incoming, contact: Contact) -> bool:
        """Write what the channel itself remembers of an event, in its transaction. The same event can come again.
        Returns whether rows of the outbox had waited for the person to write.
        """
        return False

    async def heard(self, session: AsyncSession, contacts: Collection[Contact]) -> set[int]:
        """The ids of those of the channel's chats where the person notices what is sent now; elsewhere another of their
        chats is told first.
        """
        return {each.id for each in contacts}

    async def may_push(self, session: AsyncSession, contact: Contact, *, now: datetime) -> bool:
        """Return whether the person can be written to unasked now; if not, it waits until they write."""
        return True

    async def paused_until(self, session: AsyncSession, *, now: datetime) -> datetime | None:
        """Until when the channel takes nothing unasked, for anybody; None if it does now."""
        return None

    async def gist(
        self, session: AsyncSession, contact: Contact, row: Any, text: str, words: Words, *, now: datetime
    ) -> Gist | None:
        """How else to tell of an outbox row (OUTBOX_COLUMNS) that has to wait; the row itself follows when
        they write.
        """
        return None

    async def invitation(
        self,
        session: AsyncSession,
        contact: Contact,
        causes: Collection[str | None],
        words: Words,
        *,
        conversation: Conversation | None,
        now: datetime,
    ) -> list[Json]:
        """Extra messages to append to a reply that queued rows for `causes`, so that the person can be told of them."""
        return []

    async def send_masses(self, city: City) -> None:  # noqa: B027 - most channels have none
        """Send mass messages to the people who could not be told in their chat, if the channel has such messages."""

    def is_well(self) -> bool:
        """Return whether what people write reaches us, as far as that can be known."""
        return True

    async def drain(self) -> None:  # noqa: B027 - most channels are called by nobody
        """Wait until everything that has come in is handled."""

    async def close(self) -> None:
        """Close the connections to the network; nothing is sent any more."""
        await self.bot.session.close()

    async def refuse(self, incoming: Incoming, text: str, *, first: bool) -> None:
        """Say, if this is the first time (`first`), that the input is not taken. It is no reply: nothing is stored or
        sent again.
        """
        chat = self.chat_id(incoming.address, None)
        if first and chat is not None and incoming.address is not None:
            await self.send(incoming.address, self.write([SendMessage(chat_id=chat, text=text)], None))


def rest_of(text: str | None, said: str) -> str:
    """The rest of a text that begins with `said`; the whole of one that does not."""
    return (text or "").removeprefix(said).strip("\n")

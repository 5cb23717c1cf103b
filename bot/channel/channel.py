"""What every channel keeps to: an aiogram `Bot`, a way in (`incoming`, `read`) and a way out (`write`, `send`).

`incoming`, `words_of`, `read` and `write` are pure; only `send` touches the network. A refusal to send is one of three:

    SendError
    ├── TryLater    the channel or the network is busy or away: the rest goes to the outbox
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
    """An event in the Bot API's form, as an update with an id that no other has: aiogram compares updates of the same
    id field by field with the last hundred. Raises ValueError where it cannot be read."""
    return Update.model_validate({**event, "update_id": next(_update_ids)}, context={"bot": bot})


class SendError(Exception):
    """What could not be sent, and why."""


class TryLater(SendError):
    def __init__(self, reason: str, after: timedelta = timedelta(seconds=1), *, everyone: bool = False) -> None:
        super().__init__(reason)
        self.after = after
        self.everyone = everyone
        """The channel refuses everybody for so long, not only this chat."""


class Closed(TryLater):
    """Nothing is taken for this chat until the person writes. after: how long a rest of a reply waits for that."""


class Blocked(SendError):
    """The person has blocked us."""


class Refused(SendError):
    """The channel says that the message itself is wrong."""


class FileLost(Exception):
    """The channel does not have the file any more, and never will."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One raw event: its delivery key, unique on its channel, and the address of the chat it came from."""

    channel: str
    key: str
    address: str | None
    """None where the event has no chat, or is malformed."""
    raw: Json
    private: bool = True
    language: str | None = None
    sent_at: datetime | None = None
    """When the person sent it, where the event says so (aware UTC)."""
    album: str | None = None
    welcomed: bool = False
    """The welcome was shown before there was anybody to remember it of."""


@dataclass(slots=True)
class Sent:
    """How far a reply got: the ids of its messages in order; where it stopped, the error."""

    message_ids: list[int] = field(default_factory=list)
    done: int = 0
    error: SendError | None = None


@dataclass(frozen=True, slots=True)
class Gist:
    """How a row that may not be said in the chat now is told of all the same: by `reply`, or not before `later`."""

    reply: list[Json] = field(default_factory=list)
    later: datetime | None = None


class Pressed(Enum):
    """What an event shows of a button: none was pressed; one that was ours; one that anybody can have made up."""

    NOTHING = "nothing"
    OURS = "ours"
    UNPROVEN = "unproven"


class Channel(ABC):
    """One way to chat."""

    name: str
    bot: Bot
    can = Abilities()
    """All that screens and handlers know of it."""
    rate: float | None = None
    """How many messages a second may be pushed on it; None: any number."""
    page: str | None = None
    """The path of the page that it is, if it is one of ours."""
    beside: tuple[str, ...] = ()
    """The names of the other channels that the service has open and that notify of news."""

    @abstractmethod
    def incoming(self, raw: Any) -> Incoming:
        """Whose it is; never raises, however malformed the event."""

    def words_of(self, incoming: Incoming) -> str:
        """What the person wrote or said, edited texts and captions included; empty where they did neither. Never
        raises, however malformed the event."""
        text = incoming.raw.get("text") if isinstance(incoming.raw, dict) else None
        return text if isinstance(text, str) else ""

    @abstractmethod
    def read(self, incoming: Incoming, contact: Contact | None, conversation: Conversation | None) -> Update:
        """The event as an aiogram update. Raises pydantic's ValidationError for one it cannot be."""

    @abstractmethod
    def write(self, methods: Sequence[Any], conversation: Conversation | None) -> list[Json]:
        """The reply as it is stored, one item for each thing to send; notes the menu shown in the conversation."""

    def push(self, methods: Sequence[Any], conversation: Conversation | None) -> Sequence[Any]:
        """What is said unasked, in a form that `send` takes: it is not stored as it is, so it need not be JSON."""
        return self.write(methods, conversation)

    def with_own(self, incoming: Incoming, reply: list[Json], conversation: Conversation) -> list[Json]:
        """The reply as it is stored, with what the person did, where the channel shows both sides itself."""
        return reply

    @abstractmethod
    def chat_id(self, incoming: Incoming, contact: Contact | None) -> int | None:
        """The chat's number in aiogram's eyes."""

    @abstractmethod
    async def send(self, address: str, reply: Sequence[Json], *, answering: Incoming | None = None) -> Sent:
        """Sends the items in order until one fails; never raises a SendError."""

    async def say_unstored(self, incoming: Incoming, text: str, words: Words) -> bool:
        """Answers an event with a text, without the database: it has no number and is not sent again. Returns whether
        the channel took it."""
        method = SendMessage(chat_id=self.chat_id(incoming, None) or 0, text=text)
        sent = await self.send(incoming.address or "", self.write([method], None), answering=incoming)
        return sent.error is None

    def unsaid(self, item: Json, said: str) -> Json | None:
        """The stored item without the text that it begins with, where the person has read that; None: that was all."""
        if "text" not in item:
            return item
        rest = rest_of(item["text"], said)
        return {**item, "text": rest} if rest else None

    async def edit(self, address: str, item: Json) -> bool:
        """Changes a message by an item that `write` made of an EditMessageText; False: it is not there any more, or
        cannot be changed. Raises TryLater."""
        return False

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file that somebody sent. Raises FileLost; anything else: it is to be tried again."""
        raise FileLost

    def pressed(self, incoming: Incoming) -> Pressed:
        """Whether a press comes from a button that was shown, as far as the event itself proves it."""
        return Pressed.NOTHING

    async def note(self, session: AsyncSession, incoming: Incoming, contact: Contact) -> bool:
        """What the channel itself remembers of an event, written in its transaction. The same event can come again.

        Returns whether something of the outbox had waited for the person to write.
        """
        return False

    def is_heard(self, address: str) -> bool:
        """Whether what is sent now is noticed now; if not, another chat of the person is told before this one."""
        return True

    async def may_push(self, session: AsyncSession, contact: Contact, *, now: datetime) -> bool:
        """Whether the person can be written to without having asked; if not, it waits until they write."""
        return True

    async def paused_until(self, session: AsyncSession, *, now: datetime) -> datetime | None:
        """Until when the channel takes nothing that was not asked for, for anybody; None: it does."""
        return None

    async def gist(
        self, session: AsyncSession, contact: Contact, row: Any, text: str, words: Words, *, now: datetime
    ) -> Gist | None:
        """For an outbox row (OUTBOX_COLUMNS) that is held: how else to tell of it; its words follow when they write."""
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
        """What is added to an answer after which something of these causes is to be told, so that it can be."""
        return []

    async def send_masses(self, city: City) -> None:  # noqa: B027 - most channels have none
        """Tells by messages to many whoever could not be told in their chat, where the channel has such."""

    def is_well(self) -> bool:
        """Whether what people write reaches us, as far as that can be known."""
        return True

    async def drain(self) -> None:  # noqa: B027 - most channels are called by nobody
        """Waits until what has come in is handled."""

    async def close(self) -> None:
        """Ends what is open to the network; nothing is sent any more."""
        await self.bot.session.close()

    async def refuse(self, incoming: Incoming, text: str, *, first: bool) -> None:
        """Says, once (`first`), that what was sent is not taken. It is no reply: nothing is stored or tried again."""
        chat = self.chat_id(incoming, None)
        if first and chat is not None and incoming.address is not None:
            await self.send(incoming.address, self.write([SendMessage(chat_id=chat, text=text)], None))


def rest_of(text: str | None, said: str) -> str:
    """What follows in a text that begins with what was said; all of one that does not."""
    return (text or "").removeprefix(said).strip("\n")

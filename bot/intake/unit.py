"""The unit of work of one update: the session and rows it may touch in its one transaction, and the statements that
every update runs (load, save, mark).
"""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.outbox.parked import waits_for
from models.people.conversation import Conversation, ProcessedUpdate
from models.people.person import Contact, Person, is_tied, meet, set_aside
from models.storage.database import Json
from models.storage.one_hop import OneHop, attach, is_changed, made, names_of
from models.storage.unlinkable import by_the_day, mark_key


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark that the update was handled before: its reply, and the contact that got it."""

    contact_id: int | None
    reply: Json


@dataclass(slots=True)
class Unit:
    """The session and the rows of the chat. `keep` writes changes of the conversation; the session writes those of the
    person and the contact.
    """

    session: AsyncSession
    person: Person | None = None
    contact: Contact | None = None
    conversation: Conversation | None = None
    queue: bool = False
    """Whether something waits in the outbox for this chat: then the reply goes behind it."""
    mark: Mark | None = None
    chat_id: int | None = None
    held: bool = False
    """Whether something in the outbox waited for the person to write."""
    broken: Exception | None = None
    """A rule of the unit was broken; the unit rolls back whatever the handler did with the error."""
    _loaded: tuple[Any, ...] = ()
    """The columns of the conversation as they are in the database; _UNKNOWN if what is there has to go."""
    _mark_key: str | None = None
    """The key of the update's mark, once it is known."""

    @classmethod
    async def load(cls, session: AsyncSession, channel: str, key: str, address: str | None) -> "Unit":
        """Load the rows of the chat. address: None outside of private chats."""
        marked = await mark_key(session, channel, key)
        ((waits, *columns),) = await _LOAD.rows(session, channel=channel, key=marked, address=address)
        mark, contact, person, conversation = (columns[start:end] for start, end in _PARTS)
        unit = cls(session, queue=waits, mark=Mark(*mark[1:]) if mark[0] is not None else None, _mark_key=marked)
        unit.contact = attach(session.sync_session, Contact, contact)
        unit.person = attach(session.sync_session, Person, person)
        if conversation[0] is not None:
            unit.conversation = made(Conversation, conversation)
            theirs = unit.conversation.open()
            unit._loaded = _columns(unit.conversation) if theirs else _UNKNOWN
        return unit

    async def need_tie(self, *, update: str, now: datetime) -> None:
        """If the chat's seal does not hold, because somebody tied it to its person by hand, set the chat aside: its
        sender has no person yet, and nothing waits for them.
        """
        contact, person = self.contact, self.person
        if contact is None or (person is not None and is_tied(self.session, contact, person, update=update)):
            return
        await set_aside(self.session, contact, now=now)
        self.contact, self.person, self.conversation, self.queue = None, None, None, False

    async def meet(self, channel: str, address: str, *, locale: str, now: datetime) -> None:
        """Create the rows of somebody who writes for the first time."""
        self.person, self.contact, self.conversation = await meet(
            self.session, channel, address, locale=locale, now=now
        )
        self.session.expunge(self.conversation)
        self._loaded = _columns(self.conversation)

    async def keep(self, channel: str, key: str, contact_id: int | None, reply: Json, *, at: datetime) -> None:
        """Write the changes and the mark. The mark is a plain INSERT: its primary key is the last defence against
        handling twice.
        """
        session = self.session
        counter = self.conversation.counter if self.conversation is not None else None
        key = self._mark_key or await mark_key(session, channel, key)
        mark = {"channel": channel, "key": key, "contact_id": contact_id, "at": by_the_day(at), "reply": reply}
        mark["counter"] = counter
        if is_changed(session):
            await session.flush()
        saved = self._changes()
        if not saved:
            await _MARK.run(session, **mark)
        elif session.get_bind().dialect.name == "postgresql":
            await _save_and_mark(tuple(saved)).run(session, **mark, **saved)
        else:
            await _save(tuple(saved)).run(session, **saved)
            await _MARK.run(session, **mark)

    def _changes(self) -> dict[str, Any]:
        """The values of the conversation that are not in the database yet, and its key; empty if there are none."""
        if self.conversation is None:
            return {}
        now = _columns(self.conversation)
        if now == self._loaded:
            return {}
        each = zip(_NAMES, now, self._loaded, strict=True)
        changed = {f"{NEW}{name}": value for name, value, before in each if value != before}
        return {**changed, CONTACT: self.conversation.contact_id}


def _columns(conversation: Conversation) -> tuple[Any, ...]:
    values = conversation.__dict__  # an attribute that is not there was not read yet
    return tuple([values[name] if name in values else getattr(conversation, name) for name in _ATTRIBUTES])


current_unit: ContextVar[Unit | None] = ContextVar("current_unit", default=None)
"""The unit whose handler runs in this task; None outside of one. The intake sets it for the length of a handler; read
where aiogram calls with arguments of its own: ConversationStorage, and NoNetworkInside around every call of a bot."""


_CONVERSATION = cast(sa.Table, Conversation.__table__)
_CONTACT = cast(sa.Table, Contact.__table__)
_PERSON = cast(sa.Table, Person.__table__)
_PROCESSED = cast(sa.Table, ProcessedUpdate.__table__)

_NAMES = [column.key for column in _CONVERSATION.c]
_ATTRIBUTES = names_of(Conversation)
_UNKNOWN = (object(),) * len(_NAMES)
"""Equal to no columns, so that all of them are written."""
_MARK_COLUMNS = (_PROCESSED.c.key, _PROCESSED.c.contact_id, _PROCESSED.c.reply)
_ENDS = list(accumulate(len(part) for part in ((), _MARK_COLUMNS, _CONTACT.c, _PERSON.c, _CONVERSATION.c)))
_PARTS = list(pairwise(_ENDS))
"""The slices of a _LOAD row that hold the columns of each table."""

NEW, CONTACT = "new_", "saved_contact_id"
"""Of the parameters of the UPDATE, as others of the same statement have the same names."""

_ONE = sa.select(sa.literal(1).label("one")).subquery()
_LOAD = OneHop(
    sa.select(waits_for(Contact.id), *_MARK_COLUMNS, *_CONTACT.c, *_PERSON.c, *_CONVERSATION.c)
    .select_from(_ONE)
    .outerjoin(
        _PROCESSED,
        sa.and_(_PROCESSED.c.channel == sa.bindparam("channel"), _PROCESSED.c.key == sa.bindparam("key")),
    )
    .outerjoin(
        _CONTACT, sa.and_(_CONTACT.c.channel == sa.bindparam("channel"), _CONTACT.c.address == sa.bindparam("address"))
    )
    .outerjoin(_PERSON, _PERSON.c.id == _CONTACT.c.person_id)
    .outerjoin(_CONVERSATION, _CONVERSATION.c.contact_id == _CONTACT.c.id)
)

_INSERT = sa.insert(_PROCESSED).values(
    {name: sa.bindparam(name) for name in ("channel", "key", "contact_id", "at", "counter", "reply")}
)
_MARK = OneHop(_INSERT)


@lru_cache(maxsize=64)
def _save(names: tuple[str, ...]) -> OneHop:
    return OneHop(_update(names))


@lru_cache(maxsize=64)
def _save_and_mark(names: tuple[str, ...]) -> OneHop:
    """One statement, because on PostgreSQL each statement is a round trip."""
    return OneHop(_INSERT.add_cte(_update(names).cte("saved")))


def _update(names: tuple[str, ...]) -> sa.Update:
    """Writes only what changed, as the rest would be encrypted again. names: of the parameters."""
    changed: dict[str, Any] = {each.removeprefix(NEW): sa.bindparam(each) for each in names if each != CONTACT}
    return sa.update(_CONVERSATION).where(_CONVERSATION.c.contact_id == sa.bindparam(CONTACT)).values(changed)

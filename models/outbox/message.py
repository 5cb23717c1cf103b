"""The outbox: messages that the product sends unasked, such as reminders, progress, warnings, notices. A row is written
in the transaction that causes it; a reminder is a row due in the future. A row is addressed to a person: their chat
and the words are chosen when it is sent.

    waiting ──► sending ──► sent
       │           ├──► waiting     the network failed: tried again later, and the person's later rows wait behind it
       │           └──► failed      the channel will never take it, or it was tried often enough
       ├──► held ──► sending        the channel may only answer: until the person writes, together with the answer
       ├──► missed                  its time was over before it could be sent
       └──► cancelled               withdrawn, or its cause holds no longer, or nobody is there to read it
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from enum import IntEnum, StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.outbox.causes import Cause, CauseKind, hidden_values, is_hidden, kept_cause
from models.people.addressee import for_people
from models.storage.database import Base, BigId, EncryptedJson, Json, UtcDateTime
from models.storage.one_hop import OneHop, insert_of
from models.storage.session_info import Kept
from models.storage.unlinkable import digest_key
from models.storage.wakeups import WakeUp, wake

KEEP_ENDED = timedelta(days=30)
"""How long a row stays after it was sent or given up, so that nothing is said twice."""


class Urgency(StrEnum):
    """`now` goes at once, also at night; `today` moves within the day; `can_wait` never comes in quiet times."""

    NOW = "now"
    TODAY = "today"
    CAN_WAIT = "can_wait"


class Priority(IntEnum):
    """A smaller value overtakes: first urgent rows, then rows for one person, then rows for many."""

    FIRST = 0
    USUAL = 1
    BULK = 2


class OutboxState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    HELD = "held"
    SENT = "sent"
    MISSED = "missed"
    CANCELLED = "cancelled"
    FAILED = "failed"


class OutboxMessage(Base):
    """One message to one person. `send_at` is when it is tried next: `due_at`, or later because of quiet times, a form
    being filled in, or a failure. priority: a `Priority`. cause, dedupe_key: digests for hidden kinds
    (models/outbox/causes.py). content, reply: tied to their addressee (models/people/addressee.py)."""

    __tablename__ = "outbox"
    __table_args__ = (
        sa.Index("ix_outbox_due", "state", "priority", "send_at", "id"),
        sa.Index("ix_outbox_person", "person_id", "state"),
        sa.Index("ix_outbox_message", "contact_id", "message_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"))
    content: Mapped[Json] = mapped_column(EncryptedJson)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    send_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    urgency: Mapped[Urgency]
    priority: Mapped[int] = mapped_column(sa.SmallInteger)
    dedupe_key: Mapped[str | None] = mapped_column(unique=True)
    cause: Mapped[str | None] = mapped_column(index=True)
    state: Mapped[OutboxState]
    attempts: Mapped[int]
    channel: Mapped[str | None]
    """The channel whose sender has it, or sent it."""
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id", ondelete="SET NULL"))
    message_id: Mapped[int | None] = mapped_column(sa.BigInteger)
    reply: Mapped[Json | None] = mapped_column(EncryptedJson)
    """The reply as it was sent, on a channel whose page fetches what it missed."""
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str | None]
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The moment when a channel where the person has to write first sent the gist by a message of its own; the full
    text follows when the person writes."""


_ROWS: sa.Table = OutboxMessage.__table__  # type: ignore[assignment]


class News(StrEnum):
    """The kinds of messages. A room names its own in a subclass; handlers/pushed shows each, or a test fails. A value
    is never changed: waiting rows name it."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """A message: news, and its facts as plain data. Words and buttons are chosen on sending, in the person's language
    at that time (handlers/pushed/table.py).

    A fact that is a mapping is taken for titles by language, or for a form that `said_arguments` in handlers/pushed
    reads.
    """

    news: News
    facts: Mapping[str, Json] = field(default_factory=dict)
    picture: str | None = None
    """The key of a picture (models/outbox/pictures.py)."""
    contact_id: int | None = None
    """The one chat of the person that this is meant for; None: the one they used last."""


# --- writing --------------------------------------------------------------------------------------------------------


async def put(
    session: AsyncSession,
    person_id: int,
    pushed: Pushed,
    *,
    due_at: datetime,
    urgency: Urgency = Urgency.TODAY,
    expires_at: datetime | None = None,
    dedupe_key: str | None = None,
    cause: Cause | None = None,
) -> None:
    """Queues a message for sending at `due_at` (aware), but not after `expires_at`.

    A second call with the same dedupe key changes the row while it waits, or takes back its withdrawal; a sent row
    stays sent. cause: the thing that the message depends on (models/outbox/causes.py).
    """
    await put_all(session, [Put(person_id, pushed, due_at, urgency, expires_at, dedupe_key, cause)])


@dataclass(frozen=True, slots=True)
class Put:
    """One row to be queued, with the parameters of `put`. promised: whether the answer says how it will reach the
    person; not for what they do not wait for."""

    person_id: int
    pushed: Pushed
    due_at: datetime
    urgency: Urgency = Urgency.TODAY
    expires_at: datetime | None = None
    dedupe_key: str | None = None
    cause: Cause | None = None
    promised: bool = True


def will_tell(session: AsyncSession, person_id: int, kind: CauseKind) -> None:
    """Notes that a row of this kind will be queued for the person later, so that the answer says how it reaches
    them."""
    session.info.setdefault(Kept.CAUSES, set()).add((person_id, kind))


async def put_all(session: AsyncSession, rows: Collection[Put]) -> None:
    """Queues several rows as `put` does; each has a dedupe key of its own."""
    if not rows:
        return
    now = datetime.now(UTC)
    contents = {id(row.pushed): row.pushed for row in rows}  # often the same for many rows
    written = {key: asdict(pushed) for key, pushed in contents.items()}
    whose = await for_people(session, {row.person_id for row in rows})
    values = [_values(row, written[id(row.pushed)] | whose.get(row.person_id, {}), now) for row in rows]
    plain = [each for each in values if not is_hidden(each["cause"])]
    hidden = [each for each in values if is_hidden(each["cause"])]
    if hidden:
        key = await digest_key(session)
        hidden = [hidden_values(each, key) for each in hidden]
    for some in filter(None, (plain, hidden)):
        await _upsert(session.get_bind().dialect.name, tuple(some[0])).run_all(session, some)
    if any(row.due_at <= now for row in rows):
        wake(session, WakeUp.OUTBOX)
    session.info.setdefault(Kept.CAUSES, set()).update((row.person_id, row.cause) for row in rows if row.promised)


def _values(row: Put, content: dict[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "person_id": row.person_id,
        "content": content,
        "created_at": now,
        "due_at": row.due_at,
        "send_at": row.due_at,
        "expires_at": row.expires_at,
        "urgency": row.urgency,
        "priority": (Priority.FIRST if row.urgency is Urgency.NOW else Priority.USUAL).value,
        "dedupe_key": row.dedupe_key,
        "cause": row.cause,
        "state": OutboxState.WAITING,
        "attempts": 0,
    }


@cache
def _upsert(dialect: str, columns: tuple[str, ...]) -> OneHop:
    insert = insert_of(dialect, _ROWS)
    insert = insert.values({name: sa.bindparam(name) for name in columns})
    changed = {name: insert.excluded[name] for name in columns if name not in ("id", "created_at", "dedupe_key")}
    # not IN: its list cannot be expanded for several rows at once
    ended = sa.or_(
        *(_ROWS.c.state == state for state in (OutboxState.WAITING, OutboxState.HELD, OutboxState.CANCELLED))
    )
    return OneHop(insert.on_conflict_do_update(index_elements=["dedupe_key"], set_=changed, where=ended))


async def withdraw(session: AsyncSession, *, cause: Cause) -> None:
    """Cancels the rows of this cause that have not been sent."""
    open_ = (OutboxState.WAITING, OutboxState.HELD)
    await session.execute(
        sa.update(_ROWS)
        .where(_ROWS.c.cause == await kept_cause(session, cause), _ROWS.c.state.in_(open_))
        .values(state=OutboxState.CANCELLED, error="withdrawn")
    )


# --- afterwards -------------------------------------------------------------------------------------------------------


async def try_again(session: AsyncSession, *, now: datetime, ids: Collection[int] | None = None) -> int:
    """Makes failed rows wait once more: these, or all. Returns how many."""
    failed = _ROWS.c.state == OutboxState.FAILED
    which = failed if ids is None else sa.and_(failed, _ROWS.c.id.in_(ids))
    result = await session.execute(
        sa.update(_ROWS).where(which).values(state=OutboxState.WAITING, send_at=now, attempts=0)
    )
    wake(session, WakeUp.OUTBOX)
    return int(getattr(result, "rowcount", 0))


async def forget_ended(session: AsyncSession, *, now: datetime, limit: int = 5000) -> int:
    """Deletes a portion of the rows that ended more than KEEP_ENDED ago. Returns how many."""
    ended = (OutboxState.SENT, OutboxState.MISSED, OutboxState.CANCELLED, OutboxState.FAILED)
    held_in_vain = sa.and_(_ROWS.c.state == OutboxState.HELD, _ROWS.c.expires_at < now)
    gone = sa.or_(_ROWS.c.state.in_(ended), held_in_vain)
    old = sa.select(_ROWS.c.id).where(gone, _ROWS.c.send_at < now - KEEP_ENDED).limit(limit)
    result = await session.execute(sa.delete(_ROWS).where(_ROWS.c.id.in_(old)))
    return int(getattr(result, "rowcount", 0))

"""The outbox from the side of the sender: which process sends on a channel, the rows that are due, the order in which a
person gets them, and what becomes of them.

Earlier rows go first, and nothing overtakes a row that is being sent, an earlier row that failed and will be tried
again, or a parked reply.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.outbox.causes import cause_of, order_of
from models.outbox.message import OutboxMessage, OutboxState, Priority, Urgency
from models.outbox.parked import ParkedReply, ParkedState
from models.people.person import Contact
from models.storage.database import Base, Json, UtcDateTime
from models.storage.lease import over
from models.storage.one_hop import insert_of
from models.storage.readable import UNREADABLE, readable_rows
from models.storage.wakeups import WakeUp, wake

_ROWS: sa.Table = OutboxMessage.__table__  # type: ignore[assignment]


class SenderLease(Base):
    """The process that sends on a channel. until: the end of its lease, unless it renews it."""

    __tablename__ = "sender_lease"

    channel: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime] = mapped_column(UtcDateTime)


async def hold_channel(session: AsyncSession, channel: str, holder: str, *, now: datetime, until: datetime) -> bool:
    """Take or renew the channel's lease until a moment; False while another process has it."""
    connection = await session.connection()
    table: sa.Table = SenderLease.__table__  # type: ignore[assignment]
    insert = insert_of(connection.dialect.name, table)
    free = sa.or_(table.c.holder == holder, over(table.c.until, lasts=until - now, now=now))
    upsert = insert.on_conflict_do_update(
        index_elements=["channel"], set_={"holder": holder, "until": until}, where=free
    ).returning(table.c.holder)
    result = await connection.execute(upsert, {"channel": channel, "holder": holder, "until": until})
    return result.first() is not None


# --- rows that are due ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Due:
    """The columns of a row that decide what becomes of it. cause: readable, also a hidden one. since: when it was first
    to be sent, to the second. order: among the person's rows."""

    id: int
    person_id: int
    content: Json
    due_at: datetime
    send_at: datetime
    expires_at: datetime | None
    urgency: Urgency
    priority: int
    cause: str | None
    attempts: int
    told_at: datetime | None
    since: datetime
    hidden: bool
    order: tuple[datetime, int]


OUTBOX_COLUMNS = tuple(each.name for each in fields(Due) if each.name not in ("since", "hidden", "order"))


def due_row(row: sa.Row[Any]) -> Due:
    """A row of OUTBOX_COLUMNS, its cause readable."""
    cause, order = cause_of(row), order_of(row)
    hidden = cause != row.cause
    since = max(row.send_at, order[0]) if hidden else row.send_at
    return Due(**{**row._asdict(), "cause": cause}, since=since, hidden=hidden, order=order)


async def due(session: AsyncSession, *, now: datetime, limit: int) -> Sequence[Due]:
    """Rows to be sent now, the urgent first, locked until the transaction ends.

    It walks one index, at most `limit` entries long, however many rows are due, also on a table that was never
    analysed: what a row has to wait for is asked separately (`ahead_of`).
    """
    rows: list[sa.Row[Any]] = []
    for priority in Priority:
        if len(rows) < limit:
            some = {"priority": priority.value, "now": now, "most": limit - len(rows)}
            found, broken = await readable_rows(session, _DUE, _ROWS.c.id, some)
            rows += found
            await fail_broken(session, broken)
    return [due_row(row) for row in rows]


async def fail_broken(session: AsyncSession, broken: Collection[int]) -> None:
    """Marks unreadable rows as failed, for `audit` to report and the operator to look at; the others go on."""
    if broken:
        aside = sa.update(_ROWS).where(_ROWS.c.id.in_(broken))
        await session.execute(aside.values(state=OutboxState.FAILED, error=UNREADABLE))


_DUE = (
    sa.select(*(_ROWS.c[name] for name in OUTBOX_COLUMNS))
    .where(
        _ROWS.c.state == OutboxState.WAITING,
        _ROWS.c.priority == sa.bindparam("priority"),
        _ROWS.c.send_at <= sa.bindparam("now", type_=UtcDateTime()),
    )
    .order_by(_ROWS.c.send_at, _ROWS.c.id)
    .limit(sa.bindparam("most"))
    .with_for_update(skip_locked=True, of=_ROWS)
)


# --- their order ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Ahead:
    """Rows and replies that may have to go before others of the same people: due rows not yet sent, parked replies."""

    rows: Mapping[int, Sequence[sa.Row[Any]]]
    parked: Collection[int]
    """The people with a parked reply: nothing overtakes it."""

    @property
    def causes(self) -> set[str]:
        return {each.cause for rows in self.rows.values() for each in rows if each.cause}

    def of(self, row: Due, ended: Collection[int], paused: Collection[str]) -> datetime | None:
        """The moment at which a row that must wait its turn may be tried again; None if it need not wait.

        ended: rows, and paused: causes of rows, that it need not wait for.
        """
        ahead = [
            each
            for each in self.rows.get(row.person_id, ())
            if each.id not in ended and each.cause not in paused and _precedes(each, row)
        ]
        waits = [row.send_at] if row.person_id in self.parked else []
        return max((*waits, *(each.send_at for each in ahead)), default=None)


async def ahead_of(session: AsyncSession, people: Collection[int], *, now: datetime) -> Ahead:
    """The rows and parked replies of these people that can make other rows wait. now: aware UTC."""
    rows: dict[int, list[sa.Row[Any]]] = {}
    open_, _ = await readable_rows(session, _OPEN, _ROWS.c.id, {"people": list(people), "now": now})
    for each in open_:
        rows.setdefault(each.person_id, []).append(each)
    parked = await session.execute(_PARKED, {"people": list(people)})
    return Ahead(rows, set(parked.scalars()))


def _precedes(one: sa.Row[Any], other: Due) -> bool:
    """Whether a person must get `one` before `other`.

    True if `one` is being sent, or if it comes first in order and has failed before or cannot wait longer than `other`.
    A row that can wait longer may be overtaken, because it may still be held back by quiet times.
    """
    if one.id == other.id or one.priority > other.priority:
        return False
    if one.state == OutboxState.SENDING:
        return True
    before = order_of(one) < other.order
    return before and (one.attempts > 0 or _PATIENCE[one.urgency] <= _PATIENCE[other.urgency])


_PATIENCE = {urgency: number for number, urgency in enumerate(Urgency)}
_OPEN_COLUMNS = ("id", "person_id", "state", "priority", "urgency", "due_at", "send_at", "attempts", "cause", "content")
_OPEN = sa.select(*(_ROWS.c[name] for name in _OPEN_COLUMNS)).where(
    _ROWS.c.person_id.in_(sa.bindparam("people", expanding=True)),
    _ROWS.c.state.in_((OutboxState.SENDING, OutboxState.WAITING)),
    _ROWS.c.due_at <= sa.bindparam("now", type_=UtcDateTime()),
)
_PARKED = (
    sa.select(Contact.person_id)
    .join(ParkedReply, ParkedReply.contact_id == Contact.id)
    .where(Contact.person_id.in_(sa.bindparam("people", expanding=True)), ParkedReply.state == ParkedState.WAITING)
)


# --- what becomes of them ---------------------------------------------------------------------------------------------


async def lease(session: AsyncSession, ids: Collection[int], *, channel: str, until: datetime) -> None:
    """Marks the rows as on their way by this channel: nobody else sends them until `until`."""
    if ids:
        taken = {"state": OutboxState.SENDING, "channel": channel, "leased_until": until, "error": None}
        await session.execute(sa.update(_ROWS).where(_ROWS.c.id.in_(ids)).values(taken))


async def change(session: AsyncSession, changes: Sequence[Mapping[str, Any]]) -> None:
    """Writes changes of rows in one statement: each `{"b_id": …, column: value}`, all with the same columns."""
    if not changes:
        return
    columns = [name for name in changes[0] if name != "b_id"]
    connection = await session.connection()
    await connection.execute(
        sa.update(_ROWS)
        .where(_ROWS.c.id == sa.bindparam("b_id"))
        .values({name: sa.bindparam(name) for name in columns}),
        list(changes),
    )


async def record_sent(session: AsyncSession, sent: Sequence[Mapping[str, Any]]) -> None:
    """Marks rows as sent: each with b_id, contact_id, message_id, send_at, sent_at and reply, which its page shows."""
    if sent:
        connection = await session.connection()
        await connection.execute(_SENT, list(sent))
    for row in sent:
        if row["reply"] is not None:
            wake(session, WakeUp.PAGE, row["contact_id"])


_SENT = (
    sa.update(_ROWS)
    .where(_ROWS.c.id == sa.bindparam("b_id"))
    .values(
        {
            "state": sa.literal_column(f"'{OutboxState.SENT}'"),
            "leased_until": sa.null(),
            **{name: sa.bindparam(name) for name in ("contact_id", "message_id", "send_at", "sent_at", "reply")},
        }
    )
)


async def take_back(session: AsyncSession, *, channel: str) -> None:
    """Makes rows wait again that the channel's senders had and did not report."""
    await session.execute(_TAKEN_BACK.where(_ROWS.c.channel == channel))


async def put_back(session: AsyncSession, ids: Collection[int]) -> None:
    """Makes claimed rows wait again."""
    if ids:
        await session.execute(_TAKEN_BACK.where(_ROWS.c.id.in_(ids)))


async def take_back_overdue(session: AsyncSession, *, lasts: timedelta, now: datetime) -> None:
    """Makes rows wait again that a sender had and did not report within its lease. lasts: the length of a lease."""
    await session.execute(_TAKEN_BACK.where(over(_ROWS.c.leased_until, lasts=lasts, now=now)))


_TAKEN_BACK = (
    sa.update(_ROWS).where(_ROWS.c.state == OutboxState.SENDING).values(state=OutboxState.WAITING, leased_until=None)
)

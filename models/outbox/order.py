"""The order in which a person gets the rows of the outbox.

Earlier rows go first, and nothing overtakes a row that is being sent, an earlier row that failed and will be tried
again, or a parked reply.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.outbox.hidden_cause import order_of
from models.outbox.message import Due, OutboxMessage, OutboxState, Urgency
from models.storage.database import UtcDateTime
from models.storage.readable import readable_rows

_ROWS: sa.Table = OutboxMessage.__table__  # type: ignore[assignment]


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
_CONTACTS = sa.table("contact", sa.column("id"), sa.column("person_id"))
_PARKED_ROWS = sa.table("parked_reply", sa.column("contact_id"), sa.column("state"))
_PARKED = (
    sa.select(_CONTACTS.c.person_id)
    .join(_PARKED_ROWS, _PARKED_ROWS.c.contact_id == _CONTACTS.c.id)
    .where(_CONTACTS.c.person_id.in_(sa.bindparam("people", expanding=True)), _PARKED_ROWS.c.state == "WAITING")
)

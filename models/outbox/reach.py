"""Whether a person can be reached now, and what became of messages to them.

So a department that asks, or a notice that is sent, shows "cannot be reached in the chat now" instead of silence. For
an anonymous case, ask by the cause of its filer (models/cases/filer.py): the answer does not tell who it is.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.outbox.causes import kept_cause, order_of
from models.outbox.message import OutboxMessage, OutboxState
from models.people.person import contacts_of
from models.wechat.account import WECHAT
from models.wechat.window import may_send


class Reach(StrEnum):
    """`now`: a chat is open; `when_they_write`: all unblocked chats may only answer; `blocked`: every chat is blocked;
    `gone`: there is no chat, or no person any more."""

    NOW = "now"
    WHEN_THEY_WRITE = "when_they_write"
    BLOCKED = "blocked"
    GONE = "gone"


class Fate(StrEnum):
    """`under_way`: it will be sent; `sent`; `told`: its gist was sent, and the words follow when the person writes;
    `waits`: it is sent when the person writes; `not_told`: it is too late, blocked or failed."""

    UNDER_WAY = "under_way"
    SENT = "sent"
    TOLD = "told"
    WAITS = "waits"
    NOT_TOLD = "not_told"


@dataclass(frozen=True, slots=True)
class Said:
    """The fate of one row of the outbox. at: when it or its gist was sent, else when it was due (UTC)."""

    fate: Fate
    at: datetime


async def reach_of(session: AsyncSession, person_id: int, *, now: datetime) -> Reach:
    """Whether the person can be reached now. now: aware UTC."""
    contacts = await contacts_of(session, person_id)
    open_ = [each for each in contacts if each.blocked_at is None]
    for contact in open_:
        if contact.channel != WECHAT or await may_send(session, contact.id, now=now):
            return Reach.NOW
    if open_:
        return Reach.WHEN_THEY_WRITE
    return Reach.BLOCKED if contacts else Reach.GONE


async def last_said(session: AsyncSession, cause: str) -> Said | None:
    """The fate of the newest row of a cause; None if there is none. Withdrawn rows do not count."""
    taken_back = sa.and_(OutboxMessage.state == OutboxState.CANCELLED, OutboxMessage.error != "blocked")
    mine = sa.select(OutboxMessage).where(OutboxMessage.cause == await kept_cause(session, cause), ~taken_back)
    row = max(await session.scalars(mine), key=order_of, default=None)
    if row is None:
        return None
    return Said(_fate_of(row), row.sent_at or row.told_at or row.due_at)


def _fate_of(row: OutboxMessage) -> Fate:
    if row.state == OutboxState.HELD:
        return Fate.TOLD if row.told_at is not None else Fate.WAITS
    if row.state == OutboxState.SENT:
        return Fate.SENT
    return Fate.UNDER_WAY if row.state in (OutboxState.WAITING, OutboxState.SENDING) else Fate.NOT_TOLD

"""Parked replies: replies that could not be sent at once wait in order, and later ones of the chat wait behind them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.people.addressee import for_chat
from models.people.person import Contact
from models.storage.database import Base, BigId, EncryptedJson, Json, UtcDateTime
from models.storage.lease import SKEW, is_over, over
from models.storage.readable import UNREADABLE, readable_rows
from models.storage.unlinkable import by_the_hour

KEEP_TRYING = timedelta(hours=24)
LEASE = timedelta(seconds=60)


class ParkedState(StrEnum):
    WAITING = "waiting"
    FAILED = "failed"


class ParkedReply(Base):
    """The unsent rest of a reply, as the channel stores it, with the chat as addressee (models/people/addressee.py).

    Rows of one contact are sent in the order of their ids.
    """

    __tablename__ = "parked_reply"
    __table_args__ = (
        sa.Index("ix_parked_reply_due", "state", "due_at"),
        sa.Index("ix_parked_reply_contact", "contact_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"))
    reply: Mapped[Json] = mapped_column(EncryptedJson)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Until this moment only the process that leased the row may send it."""
    state: Mapped[ParkedState] = mapped_column(sa.Enum(ParkedState, native_enum=False, length=16))
    attempts: Mapped[int]
    error: Mapped[str | None]

    @property
    def said(self) -> Json:
        """The messages to send. The caller has checked that the row is addressed to this chat."""
        return self.reply["said"]


def waits_for(contact_id: sa.SQLColumnExpression[int]) -> sa.Exists:
    """The condition that a parked reply waits for the contact, so that later replies queue behind it."""
    return sa.exists().where(ParkedReply.contact_id == contact_id, ParkedReply.state == ParkedState.WAITING)


async def park(
    session: AsyncSession, contact_id: int, reply: Json, *, now: datetime, after: timedelta, error: str | None
) -> None:
    """Park messages that could not be sent, to be tried again after a while. error: None if sending was not tried."""
    contact = await session.get_one(Contact, contact_id)
    session.add(
        ParkedReply(
            contact_id=contact_id,
            reply=for_chat(contact, reply),
            created_at=now,
            due_at=now + after,
            state=ParkedState.WAITING,
            attempts=0 if error is None else 1,
            error=error,
        )
    )
    await session.flush()


async def claim_due(session: AsyncSession, *, now: datetime, limit: int) -> Sequence[ParkedReply]:
    """The first waiting row of each contact, if it is due and free, leased to the caller for LEASE."""
    first = sa.select(sa.func.min(ParkedReply.id)).where(ParkedReply.state == ParkedState.WAITING)
    free = sa.or_(ParkedReply.leased_until.is_(None), over(ParkedReply.leased_until, lasts=LEASE, now=now))
    due = sa.or_(ParkedReply.due_at <= now, ParkedReply.created_at > now + SKEW)  # the latter: by a wrong clock
    rows = sa.select(ParkedReply).where(ParkedReply.id.in_(first.group_by(ParkedReply.contact_id)), due, free)
    claimed = await _readable(session, rows.limit(limit).with_for_update(skip_locked=True))
    for row in claimed:
        row.leased_until = now + LEASE
    await session.flush()
    return claimed


async def _readable(session: AsyncSession, rows: sa.Select[ParkedReply]) -> Sequence[ParkedReply]:
    """The readable rows in order; unreadable ones are marked as failed."""
    found, broken = await readable_rows(session, rows.order_by(ParkedReply.id), ParkedReply.__table__.c.id)
    for each in broken:
        await give_up(session, each, error=UNREADABLE)
    return [row[0] for row in found]


async def claim_all(session: AsyncSession, contact_id: int, *, now: datetime) -> Sequence[ParkedReply]:
    """Every waiting row of the contact in order, due or not, leased to the caller; none while another process has
    leased one of them."""
    waiting = (ParkedReply.contact_id == contact_id, ParkedReply.state == ParkedState.WAITING)
    claimed = await _readable(session, sa.select(ParkedReply).where(*waiting).with_for_update())
    if any(row.leased_until is not None and not is_over(row.leased_until, lasts=LEASE, now=now) for row in claimed):
        return []
    for row in claimed:
        row.leased_until = now + LEASE
    await session.flush()
    return claimed


async def postpone(
    session: AsyncSession, message_id: int, rest: Json, *, now: datetime, after: timedelta, error: str
) -> None:
    """Note that sending failed again: the row is tried later, or kept as failed after KEEP_TRYING. rest: the messages
    still unsent."""
    row = await session.get(ParkedReply, message_id)
    if row is None:
        return
    row.reply, row.error, row.leased_until = {**row.reply, "said": rest}, error, None
    row.attempts += 1
    row.due_at = now + after
    if now - row.created_at > KEEP_TRYING:
        row.state, row.due_at, row.created_at = ParkedState.FAILED, by_the_hour(now), by_the_hour(row.created_at)
    await session.flush()


async def settle(session: AsyncSession, message_id: int) -> None:
    """Delete a row that was sent."""
    await session.execute(sa.delete(ParkedReply).where(ParkedReply.id == message_id))


async def give_up(session: AsyncSession, message_id: int, *, error: str) -> None:
    """Mark a row as failed that the channel will never accept; it is kept with the reason and never tried again."""
    await session.execute(
        sa.update(ParkedReply)
        .where(ParkedReply.id == message_id)
        .values(state=ParkedState.FAILED, error=error, leased_until=None)
    )

"""What could not be sent, for who looks after the service: counts and reasons, never contents or people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.outbox.message import OutboxMessage, OutboxState, try_again
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole


@dataclass(frozen=True, slots=True)
class Failed:
    """One row that was given up. channel: its last one; send_at: when it was tried last."""

    id: int
    channel: str | None
    attempts: int
    error: str | None
    send_at: datetime


async def count_rows(session: AsyncSession) -> dict[OutboxState, int]:
    """How many rows are in each state, by the states' names; states without any are left out."""
    count = sa.select(OutboxMessage.state, sa.func.count()).group_by(OutboxMessage.state).order_by("state")
    return {row[0]: row[1] for row in await session.execute(count)}


async def failed_rows(session: AsyncSession, *, limit: int) -> Sequence[Failed]:
    """The rows that were given up, the newest first."""
    columns = (
        OutboxMessage.id,
        OutboxMessage.channel,
        OutboxMessage.attempts,
        OutboxMessage.error,
        OutboxMessage.send_at,
    )
    failed = sa.select(*columns).where(OutboxMessage.state == OutboxState.FAILED)
    rows = await session.execute(failed.order_by(OutboxMessage.send_at.desc(), OutboxMessage.id).limit(limit))
    return [Failed(*row) for row in rows]


async def retry_failed(
    session: AsyncSession, staff: Staff, *, now: datetime, ids: Collection[int] | None = None
) -> int:
    """Makes failed rows wait once more: these, or all. Returns how many. Raises NotStaff for anybody but an
    administrator: the rows are everybody's."""
    if staff.role is not StaffRole.ADMIN:
        raise NotStaff
    return await try_again(session, now=now, ids=ids)

"""Rows that the outbox holds until a person writes: on a channel that may only answer, or once they are back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.outbox.message import OutboxMessage, OutboxState, Priority
from models.outbox.sending import OUTBOX_COLUMNS, Due, due_row, fail_broken
from models.storage.readable import readable_rows
from models.storage.wakeups import WakeUp, wake

_ROWS: sa.Table = OutboxMessage.__table__  # type: ignore[assignment]
BLOCKED = "blocked"
"""The error of a row that was cancelled because its person had blocked every chat."""
TOLD_AGAIN = timedelta(days=14)
"""How old a message for one person may be to be sent when they are back."""


async def is_held(session: AsyncSession, person_id: int) -> bool:
    """Whether anything waits for the person to write."""
    held = sa.exists().where(_ROWS.c.person_id == person_id, _ROWS.c.state == OutboxState.HELD)
    return bool((await session.execute(sa.select(held))).scalar_one())


async def hold_again(session: AsyncSession, person_id: int, *, now: datetime) -> bool:
    """Holds what was meant for the person alone while they had blocked every chat, now that they are back; it goes when
    they write. Returns whether there was any."""
    missed = sa.update(_ROWS).where(
        _ROWS.c.person_id == person_id,
        _ROWS.c.state == OutboxState.CANCELLED,
        _ROWS.c.error == BLOCKED,
        _ROWS.c.priority < Priority.BULK.value,
        _ROWS.c.send_at >= now - TOLD_AGAIN,
    )
    held = await session.execute(missed.values(state=OutboxState.HELD, error=None))
    return bool(getattr(held, "rowcount", 0))


async def held_rows(session: AsyncSession, person_id: int) -> Sequence[Due]:
    """The rows that wait for the person to write, the urgent first, locked until the transaction ends."""
    held = (
        sa.select(*(_ROWS.c[name] for name in OUTBOX_COLUMNS))
        .where(_ROWS.c.person_id == person_id, _ROWS.c.state == OutboxState.HELD)
        .with_for_update(skip_locked=True)
    )
    rows, broken = await readable_rows(session, held, _ROWS.c.id)
    await fail_broken(session, broken)
    return sorted(map(due_row, rows), key=lambda row: (row.priority, row.order))


async def gist_was_lost(session: AsyncSession, contact_id: int, message_id: int, *, error: str) -> None:
    """Notes that the gist of a held row, which the channel had taken, did not arrive."""
    mine = (_ROWS.c.contact_id == contact_id, _ROWS.c.message_id == message_id)
    lost = sa.update(_ROWS).where(*mine, _ROWS.c.state == OutboxState.HELD)
    await session.execute(lost.values(told_at=None, error=error))


async def release_held(session: AsyncSession, person_id: int, *, at: datetime) -> None:
    """Frees the rows that waited for the person to write: they may go by themselves from `at` on."""
    released = await session.execute(
        sa.update(_ROWS)
        .where(_ROWS.c.person_id == person_id, _ROWS.c.state == OutboxState.HELD)
        .values(state=OutboxState.WAITING, send_at=at)
    )
    if getattr(released, "rowcount", 0):
        wake(session, WakeUp.OUTBOX)

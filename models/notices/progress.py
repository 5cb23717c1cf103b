"""The message in which a colleague watches a notice go out, and when it is updated next.

It is updated every few seconds while people are being told, then less and less often, and a last time when the notice
is over. The process that claims an update makes it: a claim is a due time in the future.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.notices.notice import Notice
from models.storage.lease import is_over, over

FIRST = timedelta(seconds=4)
"""The time between two updates while something changes."""
LONGEST = timedelta(minutes=10)
"""The longest time between two updates while nothing changes: people have to write first, the notice is paused or not
due."""
LEASE = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=2)
"""The longest time to the next update, also if a channel refuses everybody."""


@dataclass(frozen=True, slots=True)
class Watch:
    """One message to update. said: the digest of the shown text; every: the time since the last update."""

    notice_id: int
    contact_id: int
    message_id: int
    said: str | None
    every: timedelta


async def watch_notice(
    session: AsyncSession, notice: Notice, contact_id: int, message_id: int, *, now: datetime
) -> None:
    """Makes this message the one that shows the notice; an earlier message stays as it is."""
    await stop_watching(session, contact_id, message_id)
    notice.progress_contact_id, notice.progress_message_id = contact_id, message_id
    notice.progress_due_at, notice.progress_every_s, notice.progress_said = now + FIRST, FIRST.seconds, None
    await session.flush()


async def stop_watching(session: AsyncSession, contact_id: int, message_id: int | None) -> None:
    """Ends the updates of a message that shows something else now, or is gone."""
    mine = (Notice.progress_contact_id == contact_id, Notice.progress_message_id == message_id)
    await session.execute(sa.update(Notice).where(*mine).values(_NONE))


async def stop_watches(session: AsyncSession, contact_ids: Collection[int]) -> None:
    """Ends the updates in chats that are deleted."""
    await session.execute(sa.update(Notice).where(Notice.progress_contact_id.in_(contact_ids)).values(_NONE))


def look_soon(notice: Notice, *, now: datetime) -> None:
    """Makes the update due at once, because something has changed."""
    if notice.progress_due_at is not None:
        notice.progress_due_at, notice.progress_every_s = now, FIRST.seconds


async def watches_due(session: AsyncSession, *, now: datetime) -> list[int]:
    """The notices whose message is due for an update."""
    return list(
        await session.scalars(sa.select(Notice.id).where(over(Notice.progress_due_at, lasts=LONGEST_WAIT, now=now)))
    )


async def claim_watch(session: AsyncSession, notice_id: int, *, now: datetime) -> Watch | None:
    """Claims the update for the caller for LEASE. None if it is not due, or somebody else has it."""
    notice = await session.get(Notice, notice_id, with_for_update=True, populate_existing=True)
    if notice is None or notice.progress_due_at is None:
        return None
    if not is_over(notice.progress_due_at, lasts=LONGEST_WAIT, now=now):
        return None
    contact_id, message_id = notice.progress_contact_id, notice.progress_message_id
    if contact_id is None or message_id is None:
        return None
    notice.progress_due_at = now + LEASE
    await session.flush()
    every = timedelta(seconds=notice.progress_every_s or FIRST.seconds)
    return Watch(notice.id, contact_id, message_id, notice.progress_said, every)


async def is_watched(session: AsyncSession, watch: Watch) -> bool:
    """Whether the message still shows the notice; the colleague may have gone on to something else."""
    return await session.scalar(sa.select(Notice.id).where(*_same(watch))) is not None


async def look_again(session: AsyncSession, watch: Watch, *, at: datetime, every: timedelta, said: str | None) -> None:
    """Notes the shown text `said`, and the moment of the next update."""
    seconds = round(every.total_seconds())
    values = {"progress_due_at": at, "progress_every_s": seconds, "progress_said": said}
    await session.execute(sa.update(Notice).where(*_same(watch)).values(values))


def pause_after(watch: Watch, *, changed: bool, took: timedelta) -> timedelta:
    """How long to wait for the next update: twice the last wait if nothing changed, and always so long that updates
    (took: the last one) use no more than a twentieth of the time."""
    return max(FIRST if changed else min(watch.every * 2, LONGEST), 20 * took)


_NONE = {
    "progress_contact_id": None,
    "progress_message_id": None,
    "progress_due_at": None,
    "progress_every_s": None,
    "progress_said": None,
}


def _same(watch: Watch) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Notice.id == watch.notice_id,
        Notice.progress_contact_id == watch.contact_id,
        Notice.progress_message_id == watch.message_id,
        Notice.progress_due_at.is_not(None),
    )

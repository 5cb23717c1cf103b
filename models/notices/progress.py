"""The message in which somebody of the staff watches a notice: which one it is, and when it is brought up to date next.

It is shown anew every few seconds while people are being told, then less and less often, and a last time when the
notice is over. Whichever process claims it does so: a claim is a due time in the future.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.notices.notice import Notice
from models.storage.lease import is_over, over

FIRST = timedelta(seconds=4)
"""Between two looks while something changes."""
LONGEST = timedelta(minutes=10)
"""While nothing does: people who have to write first, a pause, a time that has not come."""
LEASE = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=2)
"""Also where a channel refuses everybody."""


@dataclass(frozen=True, slots=True)
class Watch:
    """One message to bring up to date. said: the digest of what it shows; every: since the last look."""

    notice_id: int
    contact_id: int
    message_id: int
    said: str | None
    every: timedelta


async def watch_notice(
    session: AsyncSession, notice: Notice, contact_id: int, message_id: int, *, now: datetime
) -> None:
    """This message shows the notice from now on; what showed it before stays as it is."""
    await stop_watching(session, contact_id, message_id)
    notice.progress_contact_id, notice.progress_message_id = contact_id, message_id
    notice.progress_due_at, notice.progress_every_s, notice.progress_said = now + FIRST, FIRST.seconds, None
    await session.flush()


async def stop_watching(session: AsyncSession, contact_id: int, message_id: int | None) -> None:
    """The message shows something else now, or is gone."""
    mine = (Notice.progress_contact_id == contact_id, Notice.progress_message_id == message_id)
    await session.execute(sa.update(Notice).where(*mine).values(_NONE))


async def stop_watches(session: AsyncSession, contact_ids: Collection[int]) -> None:
    """The chats are gone, and whatever they watched with them."""
    await session.execute(sa.update(Notice).where(Notice.progress_contact_id.in_(contact_ids)).values(_NONE))


def look_soon(notice: Notice, *, now: datetime) -> None:
    """Something has changed: whoever watches it sees it at once."""
    if notice.progress_due_at is not None:
        notice.progress_due_at, notice.progress_every_s = now, FIRST.seconds


async def watches_due(session: AsyncSession, *, now: datetime) -> list[int]:
    """The notices whose message is due."""
    return list(
        await session.scalars(sa.select(Notice.id).where(over(Notice.progress_due_at, lasts=LONGEST_WAIT, now=now)))
    )


async def claim_watch(session: AsyncSession, notice_id: int, *, now: datetime) -> Watch | None:
    """The caller looks now, nobody else for LEASE; None where somebody else does."""
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
    """Whether the message still shows the notice: whoever watches it may have gone on meanwhile."""
    return await session.scalar(sa.select(Notice.id).where(*_same(watch))) is not None


async def look_again(session: AsyncSession, watch: Watch, *, at: datetime, every: timedelta, said: str | None) -> None:
    """It shows `said`, and is due again then."""
    seconds = round(every.total_seconds())
    values = {"progress_due_at": at, "progress_every_s": seconds, "progress_said": said}
    await session.execute(sa.update(Notice).where(*_same(watch)).values(values))


def pause_after(watch: Watch, *, changed: bool, took: timedelta) -> timedelta:
    """How long to the next look: twice as long as the last time where nothing changed, and never so often that the
    looks (took: the last one) are more than a twentieth of the time."""
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

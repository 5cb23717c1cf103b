"""The next notice of a series, made once everybody has their row of the one before (models/notices/repeating.py)."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from models.city.pack import City
from models.notices.approval import weight_now
from models.notices.handing_in import tell_approvers
from models.notices.notice import Notice, NoticeState
from models.notices.repeating import next_time
from models.outbox.causes import CauseKind
from models.outbox.pictures import belongs_to, copy_media

_COPIED = (
    "author", "department", "topic", "urgency", "titles", "texts", "kept_targets", "audience", "shelter",
    "kept_questions", "repeat_weeks", "repeat_until", "approver", "weight",
)  # fmt: skip


async def follow_notices(session: AsyncSession, *, city: City, now: datetime) -> int:
    """Makes the next one of every series whose last one has gone out. It waits for a yes if something new asks for one.
    Returns how many were made."""
    later = aliased(Notice)
    last = sa.select(Notice).where(
        Notice.repeat_weeks.is_not(None),
        Notice.prepared_at.is_not(None),
        Notice.state.in_((NoticeState.SENDING, NoticeState.DONE)),
        ~sa.exists().where(later.follows == Notice.id),
        Notice.repeat_until > now.date(),
    )
    made = 0
    for notice in (await session.scalars(last.with_for_update(skip_locked=True))).all():
        made += await _follow(session, notice, city=city, now=now)
    return made


async def _follow(session: AsyncSession, notice: Notice, *, city: City, now: datetime) -> bool:
    if notice.repeat is None or notice.send_at is None or notice.expires_at is None:
        return False
    send_at = next_time(notice.send_at, notice.repeat, now=now, zone=city.zone)
    if send_at is None:
        return False
    following = Notice(**{name: getattr(notice, name) for name in _COPIED}, follows=notice.id, created_at=now)
    following.send_at, following.expires_at = send_at, send_at + (notice.expires_at - notice.send_at)
    following.state, following.mass = NoticeState.SCHEDULED, False
    session.add(following)
    await session.flush()
    if notice.picture is not None:
        following.picture = await copy_media(session, notice.picture)
        cause = CauseKind.NOTICE.of(following.id)
        if following.picture is not None:
            await belongs_to(session, following.picture, cause, until=following.expires_at)
    weight = await weight_now(session, following, approve_above=city.approve_notices_above)
    if weight is not None and weight != notice.weight:
        following.state, following.approver = NoticeState.TO_APPROVE, None
        await tell_approvers(session, following, city=city, now=now)
    await session.flush()
    return True

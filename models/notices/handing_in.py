"""A notice is handed in and decided on, and everybody concerned is told once: people who can approve it, and its
author."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.notices.approval import (
    Weight,
    approve_notice,
    approvers_of,
    send_back_notice,
    submit_notice,
    weight_now,
)
from models.notices.notice import Author, Notice, NoticeNews, NoticeState
from models.notices.repeating import Repeat
from models.outbox.causes import Cause, CauseKind
from models.outbox.message import Pushed, Urgency, put
from models.staff.post import Staff


async def hand_in_notice(
    session: AsyncSession,
    notice_id: int,
    by: Author,
    *,
    send_at: datetime,
    expires_at: datetime,
    city: City,
    now: datetime,
    repeat: Repeat | None = None,
) -> Notice:
    """Hands in the draft, and tells the people who can approve it if it needs a yes. repeat: it goes out again and
    again. Raises NoticeGone, NoticeMovedOn, NoticeIncomplete, MassBudgetSpent."""
    notice = await submit_notice(
        session,
        notice_id,
        by,
        send_at=send_at,
        expires_at=expires_at,
        approve_above=city.approve_notices_above,
        now=now,
        repeat=repeat,
    )
    if notice.state == NoticeState.TO_APPROVE:
        await tell_approvers(session, notice, city=city, now=now)
    return notice


async def decide_notice(
    session: AsyncSession, notice_id: int, by: Author, *, yes: bool, city: City, now: datetime
) -> Notice:
    """Approves the notice or sends it back, and tells its author. Raises NoticeGone, NoticeMovedOn, NoticeIncomplete,
    SecondPersonNeeded."""
    if yes:
        above = city.approve_notices_above
        notice = await approve_notice(session, notice_id, by, approve_above=above, now=now)
    else:
        notice = await send_back_notice(session, notice_id, by)
    author = await session.get(Staff, notice.author)
    if author is not None and author.person_id is not None:
        news = NoticeNews.APPROVED if yes else NoticeNews.SENT_BACK
        await _tell(session, author.person_id, notice, news, cause=CauseKind.STAFF.of(author.id), now=now)
    return notice


async def tell_approvers(session: AsyncSession, notice: Notice, *, city: City, now: datetime) -> None:
    """Tells everybody who may approve the notice, except its author. A notice about money goes to the leads of its own
    department if there are any. An emergency goes to all of them, at once."""
    weight = await weight_now(session, notice, approve_above=city.approve_notices_above)
    approvers = await approvers_of(session, notice, weight, lead_department=city.lead_department.key)
    own = [each for each in approvers if each.department == notice.department]
    for person_id in {each.person_id for each in (own if weight is Weight.MONEY and own else approvers)}:
        if person_id is not None:
            cause = CauseKind.APPROVAL.of(notice.id)
            await _tell(session, person_id, notice, NoticeNews.WANTED, cause=cause, now=now)


async def _tell(
    session: AsyncSession, person_id: int, notice: Notice, news: NoticeNews, *, cause: Cause, now: datetime
) -> None:
    pushed = Pushed(news, {"notice_id": notice.id, "title": notice.titles})
    urgency = Urgency.NOW if notice.is_emergency else Urgency.TODAY
    await put(session, person_id, pushed, due_at=now, urgency=urgency, cause=cause)

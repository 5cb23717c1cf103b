"""When a notice goes out without another person's yes, and whose yes it needs.

many people (above the number of the pack)    a lead of the lead department, or an administrator
an emergency, or a sum of money               the same, or a lead of the author's own department; a lead who writes
                                              such a notice needs no other yes
"""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.notices.audience import count_audience
from models.notices.errors import NoticeIncomplete
from models.notices.notice import LONGEST_VALID, NOBODY, Author, Notice, NoticeState, must_be, own_notice
from models.notices.repeating import Repeat, check_repeat
from models.outbox.causes import CauseKind
from models.outbox.message import Urgency
from models.outbox.pictures import belongs_to
from models.staff.errors import SecondPersonNeeded
from models.staff.four_eyes import need_second_person
from models.staff.post import Staff, StaffRole
from models.wechat.errors import MassBudgetSpent
from models.wechat.mass import A_MONTH, mass_left

_MONEY = re.compile(r"[\d一二两三四五六七八九十百千万]\s*(?:元|块|圆|yuan|rmb|cny)|[¥$]\s*\d", re.IGNORECASE)


class Weight(StrEnum):
    """Why a notice needs a second person's yes. MANY weighs most."""

    MANY = "many"
    URGENT = "urgent"
    MONEY = "money"


def weight_of(urgency: Urgency, titles: Mapping[str, str], texts: Mapping[str, str], *, many: bool) -> Weight | None:
    """The reason why the notice needs a yes; None if it needs none."""
    if many:
        return Weight.MANY
    if urgency == Urgency.NOW:
        return Weight.URGENT
    return Weight.MONEY if any(promises_money(each) for each in (*titles.values(), *texts.values())) else None


def promises_money(text: str) -> bool:
    """Whether the text names a sum of money."""
    return bool(_MONEY.search(unicodedata.normalize("NFKC", text)))


def needs_yes(weight: Weight | None, by: Author) -> bool:
    """Whether another person has to approve a notice that `by` hands in."""
    return weight is not None and (weight is Weight.MANY or not (by.leads or by.approves))


async def weight_now(session: AsyncSession, notice: Notice, *, approve_above: int) -> Weight | None:
    """The weight of the notice with the audience that it has now."""
    count = await count_audience(session, notice.for_whom, notice.topic, emergency=notice.is_emergency)
    return weight_of(notice.urgency, notice.titles, notice.texts, many=count.told > approve_above)


def may_approve(notice: Notice, weight: Weight | None, by: Author) -> bool:
    """Whether the colleague has the right to approve the notice. The caller also checks that they did not write it."""
    return by.approves or (by.leads and by.department == notice.department and weight is not Weight.MANY)


def decides(notice: Notice, by: Author) -> bool:
    """Whether to offer the colleague to approve the notice or to send it back."""
    return (by.approves or by.leads) and by.staff_id != notice.author


async def approvers_of(
    session: AsyncSession, notice: Notice, weight: Weight | None, *, lead_department: str
) -> Sequence[Staff]:
    """All posts that can approve the notice and have a holder, without the author and the author's other posts."""
    leading = Staff.role.in_((StaffRole.LEAD, StaffRole.ADMIN))
    of_all = sa.or_(
        sa.and_(leading, Staff.department == lead_department),
        sa.and_(Staff.role == StaffRole.ADMIN, Staff.department.is_not(None)),
    )
    own = sa.and_(leading, Staff.department == notice.department)
    author = sa.select(Staff.person_id).where(Staff.id == notice.author, Staff.person_id.is_not(None))
    them = sa.select(Staff).where(
        Staff.active,
        Staff.id != notice.author,
        Staff.person_id.is_not(None),
        Staff.person_id.not_in(author),
        of_all if weight is Weight.MANY else sa.or_(of_all, own),
    )
    return (await session.scalars(them.order_by(Staff.department != notice.department, Staff.id))).all()


async def submit_notice(
    session: AsyncSession,
    notice_id: int,
    by: Author,
    *,
    send_at: datetime,
    expires_at: datetime,
    approve_above: int,
    now: datetime,
    repeat: Repeat | None = None,
) -> Notice:
    """Hands in the draft: it goes out at its time, or waits for a yes. approve_above: more people than this are many.
    Raises NoticeGone, NoticeMovedOn, NoticeIncomplete, MassBudgetSpent.
    """
    notice = await own_notice(session, notice_id, by)
    must_be(notice, NoticeState.DRAFT)
    if not max(send_at, now) < expires_at <= send_at + LONGEST_VALID:
        raise NoticeIncomplete("time")
    if repeat is not None:
        check_repeat(repeat, notice.for_whom, mass=notice.mass, send_at=send_at, expires_at=expires_at)
    cause = CauseKind.NOTICE.of(notice.id)
    if notice.picture and not await belongs_to(session, notice.picture, cause, until=expires_at):
        raise NoticeIncomplete("picture")
    if notice.mass and not await mass_left(session, now=now):
        raise MassBudgetSpent(A_MONTH)
    weight = await weight_now(session, notice, approve_above=approve_above)
    notice.send_at, notice.expires_at, notice.weight = send_at, expires_at, weight
    notice.repeat_weeks, notice.repeat_until = (repeat.weeks, repeat.until) if repeat else (None, None)
    notice.state = NoticeState.TO_APPROVE if needs_yes(weight, by) else NoticeState.SCHEDULED
    await session.flush()
    return notice


async def approve_notice(
    session: AsyncSession, notice_id: int, by: Author, *, approve_above: int, now: datetime
) -> Notice:
    """Approves the notice, by a second person. Raises NoticeGone, NoticeMovedOn, NoticeIncomplete (its time is over),
    SecondPersonNeeded."""
    notice = await own_notice(session, notice_id, by)
    must_be(notice, NoticeState.TO_APPROVE)
    weight = await weight_now(session, notice, approve_above=approve_above)
    if not may_approve(notice, weight, by):
        raise SecondPersonNeeded
    await need_second_person(session, notice.author if notice.author != NOBODY else None, by.staff_id)
    if notice.expires_at is not None and notice.expires_at <= now:
        raise NoticeIncomplete("time")
    notice.state, notice.approver, notice.weight = NoticeState.SCHEDULED, by.staff_id, weight
    await session.flush()
    return notice


async def send_back_notice(session: AsyncSession, notice_id: int, by: Author) -> Notice:
    """Makes the notice a draft again. Raises NoticeGone, NoticeMovedOn, SecondPersonNeeded."""
    notice = await own_notice(session, notice_id, by)
    must_be(notice, NoticeState.TO_APPROVE)
    if not (by.approves or by.leads or by.staff_id == notice.author):
        raise SecondPersonNeeded
    notice.state = NoticeState.DRAFT
    await session.flush()
    return notice


async def approvals_still_asked(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Which of the notices wait for a yes."""
    waiting = sa.select(Notice.id).where(
        Notice.id.in_([int(each) for each in ids]), Notice.state == NoticeState.TO_APPROVE
    )
    return {str(each) for each in await session.scalars(waiting)}

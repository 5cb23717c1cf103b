"""A promise to a worker (“周五前给结果”): a date that is watched like a deadline. The colleague who made it is reminded
on the morning of its day, and a broken one is counted (models/casework/deadline.py)."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.case import Case
from models.cases.news import StaffNews, about
from models.cases.steps import OPEN
from models.city.pack import City
from models.errors import DayPassed
from models.outbox.causes import CauseKind
from models.outbox.message import Pushed, Urgency, put
from models.staff.post import Staff
from models.storage.database import Base, BigId, EncryptedJson, Json, UtcDateTime

LATEST = date(2100, 12, 31)
"""No later day can be promised: near the end of the calendar no day can be reckoned with."""


class CasePromise(Base):
    """One promise. kept_at: the moment of the next answer or of the outcome, in time or not; broken_at: the moment when
    the job found its day over."""

    __tablename__ = "case_promise"
    __table_args__ = (sa.Index("ix_case_promise_due", "kept_at", "broken_at", "due_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    said: Mapped[Json] = mapped_column(EncryptedJson)
    kept_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    broken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def end_of(day: date, city: City, *, now: datetime) -> datetime:
    """The closing time of the offices on that day, as aware UTC. Raises DayPassed, for a day after LATEST too."""
    if not now.astimezone(city.zone).date() <= day <= LATEST:
        raise DayPassed
    return datetime.combine(day, city.calendar.ends, city.zone).astimezone(UTC)


async def still_promised(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Which promises still need a reminder: not those that are kept, or whose case a colleague has taken over."""
    mine = sa.and_(Case.id == CasePromise.case_id, Case.handler_id == CasePromise.staff_id, Case.state.in_(OPEN))
    post = sa.and_(Staff.id == CasePromise.staff_id, Staff.active)
    rows = sa.select(CasePromise.id).join(Case, mine).join(Staff, post)
    open_ = (CasePromise.id.in_([int(each) for each in ids]), CasePromise.kept_at.is_(None))
    return {str(each) for each in await session.scalars(rows.where(*open_))}


async def keep_promise(
    session: AsyncSession, case: Case, staff: Staff, said: str, *, due_at: datetime, city: City, now: datetime
) -> None:
    """Notes a promise, and plans the reminder for the morning of its day."""
    promise = CasePromise(case_id=case.id, staff_id=staff.id, made_at=now, due_at=due_at, said=said)
    session.add(promise)
    await session.flush()
    morning = datetime.combine(due_at.astimezone(city.zone).date(), city.calendar.begins, city.zone).astimezone(UTC)
    if staff.person_id is None or morning <= now:
        return
    cause = CauseKind.PROMISE.of(promise.id)
    await put(
        session,
        staff.person_id,
        Pushed(StaffNews.PROMISE_DUE, {**about(case), "text": {"said": said}}),
        due_at=morning,
        urgency=Urgency.TODAY,
        expires_at=due_at,
        dedupe_key=cause,
        cause=cause,
    )


async def promises_kept(session: AsyncSession, case_id: int, *, now: datetime) -> None:
    """Marks the promises of a case as kept, because the worker has been answered. The case must be locked."""
    open_ = sa.select(CasePromise).where(CasePromise.case_id == case_id, CasePromise.kept_at.is_(None))
    for promise in await session.scalars(open_):
        promise.kept_at = now
    await session.flush()


async def promises_of(session: AsyncSession, case_id: int) -> Sequence[CasePromise]:
    """All promises of a case, the oldest first."""
    of_case = sa.select(CasePromise).where(CasePromise.case_id == case_id)
    return (await session.scalars(of_case.order_by(CasePromise.id))).all()

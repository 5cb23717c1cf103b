"""A promise to a worker (“周五前给结果”) is a date that is watched like a deadline."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.city import City
from models.database import Base, BigId, EncryptedJson, Json, UtcDateTime
from models.errors import DayPassed


class CasePromise(Base):
    """kept_at: when the next answer or the outcome came, in time or not; broken_at: when its day was over."""

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
    """When the offices close that day: aware UTC. Raises DayPassed."""
    if day < now.astimezone(city.zone).date():
        raise DayPassed
    return datetime.combine(day, city.calendar.ends, city.zone).astimezone(UTC)


async def keep_promise(
    session: AsyncSession, case_id: int, staff_id: int, said: str, *, due_at: datetime, now: datetime
) -> None:
    """Notes what was promised, to be watched."""
    session.add(CasePromise(case_id=case_id, staff_id=staff_id, made_at=now, due_at=due_at, said=said))
    await session.flush()


async def promises_kept(session: AsyncSession, case_id: int, *, now: datetime) -> None:
    """The worker has been answered: whatever was promised before is done."""
    open_ = sa.update(CasePromise).where(CasePromise.case_id == case_id, CasePromise.kept_at.is_(None))
    await session.execute(open_.values(kept_at=now))


async def promises_of(session: AsyncSession, case_id: int) -> Sequence[CasePromise]:
    """Every promise of a case, the first first."""
    of_case = sa.select(CasePromise).where(CasePromise.case_id == case_id)
    return (await session.scalars(of_case.order_by(CasePromise.id))).all()

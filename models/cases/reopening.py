"""What a case that was reopened had to keep to before, and when it was taken and answered again. Its clock went on with
other dates; so that the figures count it as in time only where it was in time both times, the first ones stay here."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from models.cases.case import Case
from models.storage.database import Base, UtcDateTime


class CaseReopening(Base):
    """department: whose case it was. accept_by, answer_by: as they were until then. taken_at, answered_at: the first
    time since."""

    __tablename__ = "case_reopening"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    department: Mapped[str] = mapped_column(server_default="")
    """Empty where it was reopened before this was kept."""
    accept_by: Mapped[datetime] = mapped_column(UtcDateTime)
    answer_by: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def keep_first_round(session: AsyncSession, case: Case, department: str) -> None:
    """To be called before the clock of the case goes on. department: whose it was until now."""
    dates = {"accept_by": case.accept_by, "answer_by": case.answer_by}
    session.add(CaseReopening(case_id=case.id, department=department, **dates))


async def taken_again(session: AsyncSession, case_id: int, *, now: datetime) -> None:
    await _first_time(session, case_id, CaseReopening.taken_at, now)


async def answered_again(session: AsyncSession, case_id: int, *, now: datetime) -> None:
    await _first_time(session, case_id, CaseReopening.answered_at, now)


async def _first_time(
    session: AsyncSession, case_id: int, which: InstrumentedAttribute[datetime | None], now: datetime
) -> None:
    """Where it was reopened at all."""
    row = await session.get(CaseReopening, case_id)
    if row is not None and getattr(row, which.key) is None:
        setattr(row, which.key, now)

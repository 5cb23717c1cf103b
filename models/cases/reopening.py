"""The deadlines of a reopened case's first round.

Reopening starts a new clock, and figures count the case as in time only if both rounds were; so the first round is kept
here, with the moments of the second.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from models.cases.case import Case
from models.storage.database import Base, UtcDateTime


class CaseReopening(Base):
    """The first round of a reopened case. department: had the case then. accept_by, answer_by: the deadlines then.
    taken_at, answered_at: the first time after it was reopened."""

    __tablename__ = "case_reopening"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    department: Mapped[str] = mapped_column(server_default="")
    """Empty if the case was reopened before this was stored."""
    accept_by: Mapped[datetime] = mapped_column(UtcDateTime)
    answer_by: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def keep_first_round(session: AsyncSession, case: Case, department: str) -> None:
    """Store the first round; the caller does this before the clock of the case goes on. department: has the case until
    now."""
    dates = {"accept_by": case.accept_by, "answer_by": case.answer_by}
    session.add(CaseReopening(case_id=case.id, department=department, **dates))


async def taken_again(session: AsyncSession, case_id: int, *, now: datetime) -> None:
    await _first_time(session, case_id, CaseReopening.taken_at, now)


async def answered_again(session: AsyncSession, case_id: int, *, now: datetime) -> None:
    await _first_time(session, case_id, CaseReopening.answered_at, now)


async def _first_time(
    session: AsyncSession, case_id: int, which: InstrumentedAttribute[datetime | None], now: datetime
) -> None:
    """Set a moment of the second round once, if the case was reopened."""
    row = await session.get(CaseReopening, case_id)
    if row is not None and getattr(row, which.key) is None:
        setattr(row, which.key, now)

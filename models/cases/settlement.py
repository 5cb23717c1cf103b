"""How often a case was settled, and what its worker said to each outcome: so that figures say of a department what
became of its own outcomes, also where the case went on elsewhere.

A row goes with each SETTLE of the record (models/cases/record.py). It has no moment of its own: when a worker answered
is told by the record alone.
"""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.case import Case
from models.staff.post import Staff
from models.storage.database import Base


class CaseSettlement(Base):
    """number: of the link of the record. department: whose colleague settled it, by key. solved, satisfied: as the
    worker last said of this outcome."""

    __tablename__ = "case_settlement"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    department: Mapped[str]
    staff_id: Mapped[int]
    solved: Mapped[bool | None]
    satisfied: Mapped[str | None]


async def note_settlement(session: AsyncSession, case: Case, staff: Staff) -> None:
    """Right after the step was taken."""
    number, department = case.event_count, staff.department or case.department
    session.add(CaseSettlement(case_id=case.id, number=number, department=department, staff_id=staff.id))
    await session.flush()


async def last_settlement(session: AsyncSession, case_id: int) -> CaseSettlement | None:
    """The outcome that the worker is asked about, or was last."""
    mine = sa.select(CaseSettlement).where(CaseSettlement.case_id == case_id)
    return await session.scalar(mine.order_by(CaseSettlement.number.desc()).limit(1))


async def note_opinion(
    session: AsyncSession, case_id: int, *, solved: bool | None = None, satisfied: str | None = None
) -> CaseSettlement | None:
    """Keeps what the worker says of the last outcome, and returns it."""
    settled = await last_settlement(session, case_id)
    if settled is not None:
        settled.solved = solved if solved is not None else settled.solved
        settled.satisfied = satisfied or settled.satisfied
        await session.flush()
    return settled

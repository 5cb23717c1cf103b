"""Settlements of a case, with the worker's opinion of each: figures then judge a department by its own outcomes, even
if the case went on elsewhere.

Each SETTLE of the record (models/cases/record.py) has a row. It has no moment: only the record tells when a worker
answered.
"""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.case import Case
from models.staff.post import Staff
from models.storage.database import Base


class CaseSettlement(Base):
    """One settlement. number: of its link in the record. department: the key of the department that settled it. solved,
    satisfied: the worker's last opinion of this outcome."""

    __tablename__ = "case_settlement"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    department: Mapped[str]
    staff_id: Mapped[int]
    solved: Mapped[bool | None]
    satisfied: Mapped[str | None]


async def note_settlement(session: AsyncSession, case: Case, staff: Staff) -> None:
    """Store a settlement; the caller does this right after the SETTLE step."""
    number, department = case.event_count, staff.department or case.department
    session.add(CaseSettlement(case_id=case.id, number=number, department=department, staff_id=staff.id))
    await session.flush()


async def last_settlement(session: AsyncSession, case_id: int) -> CaseSettlement | None:
    """The latest settlement, which the worker is or was last asked about; None if there is none."""
    mine = sa.select(CaseSettlement).where(CaseSettlement.case_id == case_id)
    return await session.scalar(mine.order_by(CaseSettlement.number.desc()).limit(1))


async def note_opinion(
    session: AsyncSession, case_id: int, *, solved: bool | None = None, satisfied: str | None = None
) -> CaseSettlement | None:
    """Store the worker's opinion of the latest settlement, and return that."""
    settled = await last_settlement(session, case_id)
    if settled is not None:
        settled.solved = solved if solved is not None else settled.solved
        settled.satisfied = satisfied or settled.satisfied
        await session.flush()
    return settled

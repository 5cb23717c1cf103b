"""Who looked at which case, and at which piece of its evidence: for those who lead. It goes with the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.case import Case
from models.cases.steps import Role
from models.casework.acting import actor_of
from models.casework.handling import case_for_staff
from models.city.pack import City
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole
from models.storage.database import Base, UtcDateTime
from models.storage.secrets import insert
from models.storage.unlinkable import by_the_hour

CARD, IDENTITY, PIECE = "case", "identity", "piece:"
"""What was looked at; behind PIECE the number of a piece of evidence."""


class CaseLook(Base):
    """That a post looked, once for each hour in which it did."""

    __tablename__ = "case_look"
    __table_args__ = (sa.Index("ix_case_look_staff", "staff_id", "at"), {"sqlite_with_rowid": False})

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    """By the hour."""


@dataclass(frozen=True, slots=True)
class Look:
    """name: of the post; its department's key. number: of the case."""

    name: str
    department: str
    number: str
    what: str
    at: datetime


async def note_look(session: AsyncSession, case_id: int, staff: Staff, what: str, *, now: datetime) -> None:
    """The colleague looks at it now; the caller has checked that they may."""
    row = insert(session, CaseLook).values(case_id=case_id, staff_id=staff.id, what=what, at=by_the_hour(now))
    await session.execute(row.on_conflict_do_nothing())


def may_read_looks(staff: Staff) -> bool:
    """Those who lead a department, and everybody of the lead department who leads."""
    return staff.department is not None and staff.role in (StaffRole.LEAD, StaffRole.ADMIN)


async def looks_at(
    session: AsyncSession, case_id: int, staff: Staff, *, city: City, limit: int, skip: int = 0
) -> Sequence[Look]:
    """Everybody who looked at a case, the newest first. Raises CaseGone, NotStaff."""
    await case_for_staff(session, case_id, staff, city=city)
    return await _looks(session, staff, CaseLook.case_id == case_id, limit=limit, skip=skip)


async def looks_of(session: AsyncSession, staff: Staff, *, city: City, limit: int, skip: int = 0) -> Sequence[Look]:
    """What the colleagues of the lead's department looked at, the newest first; for the lead department, everybody.
    Raises NotStaff."""
    everybody = staff.department is not None and actor_of(staff, city).role is Role.LEAD_DEPARTMENT
    theirs = sa.true() if everybody else Staff.department == staff.department
    return await _looks(session, staff, theirs, limit=limit, skip=skip)


async def _looks(
    session: AsyncSession, staff: Staff, which: sa.ColumnElement[bool], *, limit: int, skip: int
) -> Sequence[Look]:
    if not may_read_looks(staff):
        raise NotStaff
    rows = await session.execute(
        sa.select(Staff.name, Staff.department, Case.number, CaseLook.what, CaseLook.at)
        .join(Staff, Staff.id == CaseLook.staff_id)
        .join(Case, Case.id == CaseLook.case_id)
        .where(which)
        .order_by(CaseLook.at.desc(), CaseLook.staff_id, CaseLook.case_id, CaseLook.what)
        .limit(limit)
        .offset(skip)
    )
    return [Look(row.name, row.department or "", row.number, row.what, row.at) for row in rows]

"""Looks of staff at cases and evidence, for leads.

A look is a link in the record of the post (models/staff/record.py). It is shown while the case exists.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.seal import name_of
from models.cases.steps import Role
from models.cases.taking import actor_of
from models.casework.handling import case_for_staff
from models.city.pack import City
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole
from models.staff.record import StaffEvent, note_event
from models.storage.database import Json
from models.storage.encryption import cipher_of
from models.storage.unlinkable import by_the_hour

CARD, IDENTITY, PIECE, ORIGINAL = "case", "identity", "piece:", "original:"
"""The objects of a look; PIECE and ORIGINAL are followed by the number of a piece of evidence."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look. name, department: of the post (department by key). number: of the case. what: the object. why: the
    reason that was given, or empty."""

    name: str
    department: str
    number: str
    what: str
    at: datetime
    why: str = ""


async def note_look(session: AsyncSession, case_id: int, staff: Staff, what: str, *, now: datetime) -> None:
    """Record that the colleague looks at a case, once per hour and object. The caller has checked that they may."""
    look = StaffEvent.case_id == case_id, StaffEvent.staff_id == staff.id, StaffEvent.what == what
    if not await session.scalar(sa.select(sa.exists().where(*look, StaffEvent.at == by_the_hour(now)))):
        case = await session.get_one(Case, case_id)
        named = case_id, name_of(case.number, cipher_of(session))
        await note_event(session, staff.id, what, at=by_the_hour(now), case=named)


def may_read_looks(staff: Staff) -> bool:
    """Whether the member of staff may see looks: leads and administrators of a department may."""
    return staff.department is not None and staff.role in (StaffRole.LEAD, StaffRole.ADMIN)


async def looks_at(
    session: AsyncSession, case_id: int, staff: Staff, *, city: City, limit: int, skip: int = 0
) -> Sequence[Look]:
    """The looks at a case, newest first. Raises CaseGone, NotStaff."""
    await case_for_staff(session, case_id, staff, city=city)
    return await _looks(session, staff, StaffEvent.case_id == case_id, limit=limit, skip=skip)


async def looks_of(session: AsyncSession, staff: Staff, *, city: City, limit: int, skip: int = 0) -> Sequence[Look]:
    """The looks of the department's staff, newest first; for the lead department, of all staff. Raises NotStaff."""
    everybody = staff.department is not None and actor_of(staff, city).role is Role.LEAD_DEPARTMENT
    theirs = sa.true() if everybody else Staff.department == staff.department
    return await _looks(session, staff, theirs, limit=limit, skip=skip)


async def _looks(
    session: AsyncSession, staff: Staff, which: sa.ColumnElement[bool], *, limit: int, skip: int
) -> Sequence[Look]:
    if not may_read_looks(staff):
        raise NotStaff
    rows = await session.execute(
        sa.select(Staff.name, Staff.department, Case.number, StaffEvent.what, StaffEvent.at, StaffEvent.sealed)
        .join(Staff, Staff.id == StaffEvent.staff_id)
        .join(Case, Case.id == StaffEvent.case_id)
        .where(which)
        .order_by(StaffEvent.at.desc(), StaffEvent.staff_id, StaffEvent.case_id, StaffEvent.what)
        .limit(limit)
        .offset(skip)
    )
    return [Look(row.name, row.department or "", row.number, row.what, row.at, _why(row.sealed)) for row in rows]


def _why(sealed: Json | None) -> str:
    return str(sealed["data"].get("text") or "") if sealed else ""

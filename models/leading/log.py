"""The log of what was done from posts: looks at cases, names and evidence, posts given and taken, sign-ins, exports.

It reads the records of posts (models/staff/record.py), which are chains: `audit` tells whether they hold. A look is
kept by the hour, and names its case while that exists.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.casework.looks import CARD, IDENTITY, PIECE
from models.casework.posts import Change
from models.city.pack import City
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole
from models.staff.record import StaffEvent

SIGNED, EXPORTED = "sign", "export"
"""How the links of sign-ins and of exports begin."""


class ActKind(StrEnum):
    """What the log can be narrowed to."""

    LOOK = "look"
    IDENTITY = "identity"
    EVIDENCE = "evidence"
    POST = "post"
    SIGN_IN = "sign_in"
    EXPORT = "export"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Act:
    """One link. name, department: of the post it was done from. number: of the case, while it exists. what: as the
    link names it; about: the name of the post that was changed, with its role then."""

    at: datetime
    staff_id: int
    name: str
    department: str
    what: str
    number: str | None
    about: str | None
    role: str | None

    @property
    def kind(self) -> ActKind:
        return kind_of(self.what)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; None: everything. staff_id: of one post; first, last: days of the city, both included."""

    staff_id: int | None = None
    kind: ActKind | None = None
    first: date | None = None
    last: date | None = None


def kind_of(what: str) -> ActKind:
    """The kind of a link, by what it says."""
    if what == CARD:
        return ActKind.LOOK
    if what == IDENTITY:
        return ActKind.IDENTITY
    if what.startswith(PIECE):
        return ActKind.EVIDENCE
    if what in tuple(Change):
        return ActKind.POST
    if what.startswith(SIGNED):
        return ActKind.SIGN_IN
    return ActKind.EXPORT if what.startswith(EXPORTED) else ActKind.OTHER


def may_read_log(staff: Staff) -> bool:
    """Whether the colleague reads the log: an administrator that of everybody, a lead that of their department."""
    return staff.department is not None and staff.role in (StaffRole.LEAD, StaffRole.ADMIN)


async def log_page(
    session: AsyncSession, staff: Staff, wanted: Wanted, *, city: City, limit: int, skip: int = 0
) -> Sequence[Act]:
    """The log, the newest first. Raises NotStaff."""
    if not may_read_log(staff):
        raise NotStaff
    about = sa.orm.aliased(Staff)
    rows = await session.execute(
        sa.select(
            StaffEvent.at,
            StaffEvent.staff_id,
            Staff.name,
            Staff.department,
            StaffEvent.what,
            Case.number,
            about.name.label("about"),
            StaffEvent.role,
        )
        .join(Staff, Staff.id == StaffEvent.staff_id)
        .outerjoin(Case, Case.id == StaffEvent.case_id)
        .outerjoin(about, about.id == StaffEvent.post_id)
        .where(*_which(staff, wanted, city))
        .order_by(StaffEvent.at.desc(), StaffEvent.staff_id, StaffEvent.number.desc())
        .limit(limit)
        .offset(skip)
    )
    return [
        Act(row.at, row.staff_id, row.name, row.department or "", row.what, row.number, row.about, row.role)
        for row in rows
    ]


def _which(staff: Staff, wanted: Wanted, city: City) -> list[sa.ColumnElement[bool]]:
    which: list[sa.ColumnElement[bool]] = []
    if staff.role is not StaffRole.ADMIN:
        which.append(Staff.department == staff.department)
    if wanted.staff_id is not None:
        which.append(StaffEvent.staff_id == wanted.staff_id)
    if wanted.kind is not None:
        which.append(_is(wanted.kind))
    if wanted.first is not None:
        which.append(StaffEvent.at >= datetime.combine(wanted.first, time(), city.zone).astimezone(UTC))
    if wanted.last is not None:
        after = wanted.last + timedelta(days=1)
        which.append(StaffEvent.at < datetime.combine(after, time(), city.zone).astimezone(UTC))
    return which


def _is(kind: ActKind) -> sa.ColumnElement[bool]:
    what = StaffEvent.what
    known: dict[ActKind, sa.ColumnElement[bool]] = {
        ActKind.LOOK: what == CARD,
        ActKind.IDENTITY: what == IDENTITY,
        ActKind.EVIDENCE: what.startswith(PIECE, autoescape=True),
        ActKind.POST: what.in_([each.value for each in Change]),
        ActKind.SIGN_IN: what.startswith(SIGNED, autoescape=True),
        ActKind.EXPORT: what.startswith(EXPORTED, autoescape=True),
    }
    return known[kind] if kind in known else sa.not_(sa.or_(*known.values()))


async def actors_of(session: AsyncSession, staff: Staff) -> Sequence[Staff]:
    """The posts whose log the colleague reads, ended ones too, by name. Raises NotStaff."""
    if not may_read_log(staff):
        raise NotStaff
    theirs = sa.true() if staff.role is StaffRole.ADMIN else Staff.department == staff.department
    return (await session.scalars(sa.select(Staff).where(theirs).order_by(Staff.name, Staff.id))).all()

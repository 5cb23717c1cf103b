"""Other cases that a colleague should know of while they work on one: at the same spot, against the same platform, and
of the same named filer.

Nothing here leads to somebody who filed anonymously: no anonymous case is listed, nor one whose filer became known
later, and for such a case nobody is looked up. Cases about health are left out too.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.same_spot import METRES_A_DEGREE, SAME_SPOT_M
from models.cases.steps import CaseState, Role
from models.cases.taking import actor_of
from models.casework.identity import may_see_identity
from models.city.pack import City
from models.staff.post import Staff
from models.values.position import Position

RELATED_SINCE = timedelta(days=90)
MOST_RELATED = 6
"""Cases of each kind."""


@dataclass(frozen=True, slots=True)
class Related:
    """The newest cases that the colleague may open, the open ones first; MOST_RELATED of each kind."""

    spot: Sequence[Case]
    platform: Sequence[Case]
    filer: Sequence[Case]

    def __bool__(self) -> bool:
        return bool(self.spot or self.platform or self.filer)


async def related_cases(session: AsyncSession, case: Case, staff: Staff, *, city: City, now: datetime) -> Related:
    """What else was filed lately that belongs to this case. The caller has checked that the colleague may see it."""
    seen = [*_shown(case, staff, city), Case.filed_at >= now - RELATED_SINCE]
    return Related(
        await _same_spot(session, case, seen),
        await _same_platform(session, case, seen),
        await _same_filer(session, case, staff, seen, city),
    )


def _shown(case: Case, staff: Staff, city: City) -> list[sa.ColumnElement[bool]]:
    """Cases that the colleague sees, without those that may not be put beside another."""
    private = [key for key, each in city.case_types.items() if each.needs_second_consent]
    shown = [
        Case.id != case.id,
        Case.anonymous.is_(False),
        Case.pseudonym.is_(None),
        Case.urgent.is_(False),
        Case.type.not_in(private),
        Case.state != CaseState.WITHDRAWN,
    ]
    if actor_of(staff, city).role is not Role.LEAD_DEPARTMENT:
        shown.append(Case.department == staff.department)
    return shown


async def _same_spot(session: AsyncSession, case: Case, seen: list[sa.ColumnElement[bool]]) -> list[Case]:
    if case.latitude is None or case.longitude is None:
        return []
    north = SAME_SPOT_M / METRES_A_DEGREE
    east = north / max(math.cos(math.radians(case.latitude)), 0.01)
    near = [
        Case.latitude.between(case.latitude - north, case.latitude + north),
        Case.longitude.between(case.longitude - east, case.longitude + east),
    ]
    here = Position.wgs84(case.latitude, case.longitude)
    found = await _newest(session, [*seen, *near], 10 * MOST_RELATED)
    close = [each for each in found if here.distance_m(_spot(each)) <= SAME_SPOT_M]
    return close[:MOST_RELATED]


def _spot(case: Case) -> Position:
    return Position.wgs84(case.latitude or 0.0, case.longitude or 0.0)


async def _same_platform(session: AsyncSession, case: Case, seen: list[sa.ColumnElement[bool]]) -> list[Case]:
    if case.platform is None:
        return []
    return await _newest(session, [*seen, Case.platform == case.platform, Case.type == case.type], MOST_RELATED)


async def _same_filer(
    session: AsyncSession, case: Case, staff: Staff, seen: list[sa.ColumnElement[bool]], city: City
) -> list[Case]:
    """Of who filed this case under their name, for colleagues who may see that name."""
    if case.pseudonym is not None or case.person_id is None or not may_see_identity(case, staff, city=city):
        return []
    return await _newest(session, [*seen, Case.person_id == case.person_id], MOST_RELATED)


async def _newest(session: AsyncSession, where: list[sa.ColumnElement[bool]], limit: int) -> list[Case]:
    """The newest, and of these the open ones first: an index has them in the order in which they were filed."""
    rows = sa.select(Case).where(*where).order_by(Case.filed_at.desc(), Case.id.desc()).limit(limit)
    return sorted(await session.scalars(rows), key=lambda each: not each.is_open)

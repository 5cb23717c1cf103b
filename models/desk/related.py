"""Other cases that a colleague should know of while they work on one: at the same spot, against the same platform, and
of the same named filer.

Nothing here leads to somebody who filed anonymously: no anonymous case is listed, nor one whose filer became known
later, and for such a case nobody is looked up. Cases about health are left out too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.same_spot import near, shown_beside, spot_of
from models.cases.steps import CaseState, Role
from models.cases.taking import actor_of
from models.casework.identity import may_see_identity
from models.city.pack import City
from models.staff.post import Staff

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
    shown = [*shown_beside(city), Case.id != case.id, Case.state != CaseState.WITHDRAWN]
    if actor_of(staff, city).role is not Role.LEAD_DEPARTMENT:
        shown.append(Case.department == staff.department)
    return shown


async def _same_spot(session: AsyncSession, case: Case, seen: list[sa.ColumnElement[bool]]) -> list[Case]:
    spot = spot_of(case)
    return [] if spot is None else await _newest(session, [*seen, *near(spot)], MOST_RELATED)


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

"""The cases of a department in the order in which they changed, for its own system."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from models.cases.case import Case
from models.cases.record import CaseEvent
from models.cases.steps import Role
from models.cases.taking import actor_of
from models.city.pack import City
from models.staff.post import Staff
from models.storage.unlinkable import by_the_hour

MOST = 200
"""Cases of one page."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A page of cases that changed, each once. after: where the next page begins; None if there is none."""

    cases: Sequence[Case]
    after: int | None


async def changed_cases(
    session: AsyncSession, staff: Staff, *, since: datetime | None, after: int, limit: int, city: City
) -> Changed:
    """The cases with a step since that hour, by the order of their steps: a case with several is on several pages.

    since: rounded down to the hour, because steps of anonymous cases show only their hour. after: of the page before.
    """
    steps = sa.select(CaseEvent.id, CaseEvent.case_id).join(Case, Case.id == CaseEvent.case_id)
    steps = steps.where(CaseEvent.id > after)
    if actor_of(staff, city).role is not Role.LEAD_DEPARTMENT:
        steps = steps.where(Case.department == staff.department)
    if since is not None:
        steps = steps.where(CaseEvent.at >= by_the_hour(since))
    rows = (await session.execute(steps.order_by(CaseEvent.id).limit(limit + 1))).all()
    ids = list(dict.fromkeys(case_id for _, case_id in rows[:limit]))
    found = sa.select(Case).where(Case.id.in_(ids)).options(defer(Case.locked))
    cases = {each.id: each for each in await session.scalars(found)}
    return Changed([cases[each] for each in ids if each in cases], rows[limit - 1][0] if len(rows) > limit else None)

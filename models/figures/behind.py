"""The cases behind a figure of a span, for those who may open them.

What is counted is what `figures_between` counts: cases filed in the span and not withdrawn. The merged group has no
list: its groups are merged so that nobody tells them apart, in figures that others read too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.reopening import CaseReopening
from models.cases.steps import CaseState, Role
from models.cases.taking import actor_of
from models.city.pack import City
from models.figures.cases import Dimension, may_see_report
from models.figures.spans import Span
from models.staff.errors import NotStaff
from models.staff.post import Staff

PAGE = 50


@dataclass(frozen=True, slots=True)
class Behind:
    """A page of cases, the newest first. more: whether others follow."""

    cases: Sequence[Case]
    more: bool


async def cases_behind(
    session: AsyncSession,
    staff: Staff,
    span: Span,
    dimension: Dimension | None = None,
    key: str = "",
    *,
    city: City,
    page: int = 0,
) -> Behind:
    """The cases of a span, or of one group of it. dimension: None for all. A group by department is its rounds: what it
    has now, and what it had before a worker said “not solved”. Raises NotStaff."""
    actor = actor_of(staff, city)
    if not may_see_report(staff, city) or (dimension is not None and not key):
        raise NotStaff
    begins, ends = _midnight(span.first, city.zone), _midnight(span.after, city.zone)
    found = sa.select(Case).where(Case.filed_at >= begins, Case.filed_at < ends, Case.state != CaseState.WITHDRAWN)
    if actor.role is not Role.LEAD_DEPARTMENT:
        found = found.where(Case.department == actor.department)
    if dimension is Dimension.DEPARTMENT:
        before = sa.select(CaseReopening.case_id).where(CaseReopening.department == key)
        found = found.where(sa.or_(Case.department == key, Case.id.in_(before)))
    elif dimension is not None:
        found = found.where(getattr(Case, dimension.value) == key)
    ordered = found.order_by(Case.filed_at.desc(), Case.id.desc()).offset(page * PAGE).limit(PAGE + 1)
    cases = (await session.scalars(ordered)).all()
    return Behind(cases[:PAGE], len(cases) > PAGE)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)

"""Searches for nearby places that found nothing, by need and area: they show where stations and services are missing.

Groups of fewer than LEAST_GROUP searches are not shown; searches are stored without a person
(models/places/search_counts.py).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.people.person import Person
from models.places.search import SearchRecord
from models.places.search_counts import SearchCount
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole, need_staff
from models.values.position import Position
from models.values.small_groups import LEAST_GROUP

WEEKS = (1, 4, 12)
"""The spans that can be chosen, in weeks, the current one included."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """A group of searches that found nothing. searches: their number, at least LEAST_GROUP. needs: keys of the city
    pack. area: the centre of an H3 cell of resolution 8; None if the whole district is counted."""

    district: str
    needs: tuple[str, ...]
    searches: int
    area: Position | None = None


def may_see_unmet(staff: Staff, city: City) -> bool:
    """Whether the member of staff may see them: the lead department, and leads and administrators of others, may."""
    return staff.department == city.lead_department.key or staff.role in (StaffRole.LEAD, StaffRole.ADMIN)


async def unmet_searches(
    session: AsyncSession, person: Person, *, weeks: int, by_area: bool = False, city: City, now: datetime
) -> Sequence[Unmet]:
    """The groups of searches that found nothing, most frequent first. Raises NotStaff."""
    if not may_see_unmet(await need_staff(session, person), city):
        raise NotStaff
    counts: Counter[tuple[str, str, str]] = Counter()
    for cell, needs, searches in await _counted(session, weeks=weeks, city=city, now=now):
        district = city.district_at(_centre(cell))
        if district is not None and needs:
            counts[district.key, needs, cell if by_area else ""] += int(searches)
    return [
        Unmet(district, _keys(needs, city), searches, _centre(cell) if cell else None)
        for (district, needs, cell), searches in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        if searches >= LEAST_GROUP
    ]


async def _counted(session: AsyncSession, *, weeks: int, city: City, now: datetime) -> list[tuple[str, str, int]]:
    """(cell, needs, searches) from the records of the last days and from the counts of older ones."""
    today = now.astimezone(city.zone).date()
    monday = today - timedelta(days=today.weekday()) - timedelta(weeks=weeks - 1)
    begins = datetime.combine(monday, datetime.min.time(), city.zone)
    single = (
        sa.select(SearchRecord.cell, SearchRecord.needs, sa.func.count())
        .where(SearchRecord.met.is_(False), SearchRecord.at >= begins)
        .group_by(SearchRecord.cell, SearchRecord.needs)
    )
    kept = (
        sa.select(SearchCount.cell, SearchCount.needs, sa.func.sum(SearchCount.searches))
        .where(SearchCount.met.is_(False), SearchCount.week >= monday)
        .group_by(SearchCount.cell, SearchCount.needs)
    )
    rows = [row for query in (single, kept) for row in await session.execute(query)]
    return [(cell, needs, int(count)) for cell, needs, count in rows]


def _keys(needs: str, city: City) -> tuple[str, ...]:
    return tuple(key for key in needs.strip("|").split("|") if key in city.needs)


def _centre(cell: str) -> Position:
    from h3.api.basic_str import cell_to_latlng  # 70 ms to import

    return Position.wgs84(*cell_to_latlng(cell))

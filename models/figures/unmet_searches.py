"""Searches for nearby places that found nothing, by need and area: they show where stations and services are missing.

They are counted until yesterday, in people (models/places/search_counts.py); groups of fewer than LEAST_GROUP are not
shown.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.people.person import Person
from models.places.demand import centre_of
from models.places.search_counts import unmet_counts
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole, need_staff
from models.values.calendar import monday_of
from models.values.position import Position
from models.values.small_groups import LEAST_GROUP

WEEKS = (1, 4, 12)
"""The spans that can be chosen, in weeks, the current one included."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """A group of searches that found nothing. people: who made them, at least LEAST_GROUP; somebody who searched on two
    days counts twice. needs: keys of the city pack. area: the centre of an H3 cell of resolution 8; None if the whole
    district is counted."""

    district: str
    needs: tuple[str, ...]
    people: int
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
    monday = monday_of(now, city.zone) - timedelta(weeks=weeks - 1)
    for cell, needs, people in await unmet_counts(session, monday):
        district = city.district_at(centre_of(cell))
        if district is not None and needs:
            counts[district.key, needs, cell if by_area else ""] += people
    return [
        Unmet(district, _keys(needs, city), people, centre_of(cell) if cell else None)
        for (district, needs, cell), people in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        if people >= LEAST_GROUP
    ]


def _keys(needs: str, city: City) -> tuple[str, ...]:
    return tuple(key for key in needs.strip("|").split("|") if key in city.needs)

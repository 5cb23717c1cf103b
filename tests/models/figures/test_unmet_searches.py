"""What was looked for in vain: by need and area, for who may, and nothing of a few."""

from datetime import timedelta

import pytest
from h3.api.basic_str import latlng_to_cell

from models.casework.posts import join_staff
from models.city.pack import City
from models.figures.unmet_searches import unmet_searches
from models.people.person import Person
from models.staff.errors import NotStaff
from models.staff.post import StaffRole, add_staff
from models.storage.database import Database
from tests.world.filing import NOW, a_person
from tests.world.searches import a_count

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


async def _staff(database: Database, role: StaffRole, department: str) -> Person:
    async with database.transaction() as session:
        person = await a_person(session, f"{role}-{department}")
        _, code = await add_staff(session, name="a", role=role, department=department, now=NOW)
        await join_staff(session, code, person, now=NOW)
        return person


async def test_people_who_found_nothing_are_counted_and_a_few_are_not_told(database: Database, city: City) -> None:
    lead = await _staff(database, StaffRole.STAFF, "social_work")
    cell = latlng_to_cell(city.centre.latitude, city.centre.longitude, 8)
    monday = NOW.date() - timedelta(days=NOW.weekday())
    async with database.transaction() as session:
        session.add(a_count(monday, cell, "|toilet|", 3, searches=30))
        session.add(a_count(monday, cell, "|charging|", 4, searches=30))
        session.add(a_count(monday, cell, "|rest|", 30, outcome="met"))
        session.add(a_count(monday - timedelta(weeks=1), cell, "|toilet|", 2, band="late"))
        before = {"days": "unknown", "band": "unknown", "outcome": "unknown", "searches": 40}
        session.add(a_count(monday - timedelta(weeks=6), cell, "|toilet|", None, **before))
    async with database.reading() as session:
        this_week = await unmet_searches(session, lead, weeks=1, city=city, now=NOW)
        (month,) = await unmet_searches(session, lead, weeks=4, city=city, now=NOW)
        (quarter,) = await unmet_searches(session, lead, weeks=12, by_area=True, city=city, now=NOW)
    assert this_week == []
    assert (month.needs, month.people, month.area) == (("toilet",), 5, None)
    assert quarter.people == 45
    assert quarter.area is not None
    assert quarter.area.distance_m(city.centre) < 1000


@pytest.mark.parametrize(
    ("role", "department", "may"),
    [(StaffRole.STAFF, "social_work", True), (StaffRole.LEAD, "union", True), (StaffRole.STAFF, "union", False)],
)
async def test_who_may_see_it(database: Database, city: City, role: StaffRole, department: str, may: bool) -> None:
    person = await _staff(database, role, department)
    async with database.reading() as session:
        if may:
            assert await unmet_searches(session, person, weeks=4, city=city, now=NOW) == []
        else:
            with pytest.raises(NotStaff):
                await unmet_searches(session, person, weeks=4, city=city, now=NOW)

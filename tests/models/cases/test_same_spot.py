"""Others who reported the same: the same spot, joined once; the same platform, counted once they are five."""

from datetime import timedelta

import pytest

from models.cases import errors
from models.cases.filer import Part, followers_of
from models.cases.mine import own_case, withdraw_case
from models.cases.same_spot import join_city_report, others_reported_count, similar_reports
from models.cases.steps import CaseState
from models.city.pack import City
from models.storage.database import Database
from models.values.position import Position
from tests.world.filing import NOW, SPOT, a_case, a_person

TOMORROW = NOW + timedelta(days=1)


async def test_the_same_spot_is_found_and_joined_once(database: Database, city: City) -> None:
    here = Position.wgs84(SPOT["latitude"], SPOT["longitude"])
    async with database.transaction() as session:
        anna, boris = await a_person(session, "1"), await a_person(session, "2")
        case = await a_case(session, anna, city, "gate_parking", anonymous=True)
        far = {"name": "远处", "latitude": SPOT["latitude"] + 0.002, "longitude": SPOT["longitude"]}
        await a_case(session, anna, city, "gate_parking", spot=far)
        await a_case(session, anna, city, "road_damage")
        old = await a_case(session, anna, city, "gate_parking", now=NOW - timedelta(days=15))
        found = await similar_reports(session, "gate_parking", here, now=NOW)
        assert [(each.case.id, each.distance_m) for each in found] == [(case.id, 0.0)]
        assert old.district == "hewan"
        for _ in range(2):
            await join_city_report(session, case.id, boris, now=NOW)
        assert case.reporters == 2
        assert [each.part for each in await followers_of(session, case.id)] == [Part.FILED, Part.JOINED]
        assert (await own_case(session, case.id, boris))[1] is Part.JOINED
        await withdraw_case(session, case.id, anna, now=NOW)
        assert (case.state, case.reporters) == (CaseState.FILED, 1)
        await withdraw_case(session, case.id, boris, now=NOW)
        assert case.state is CaseState.WITHDRAWN
        deduction = await a_case(session, anna, city)
        with pytest.raises(errors.CaseGone):
            await join_city_report(session, deduction.id, boris, now=NOW)


async def test_others_are_told_of_from_five_people_on(database: Database, city: City) -> None:
    async with database.transaction() as session:
        people = [await a_person(session, str(each)) for each in range(5)]
        for person in people[:4]:
            await a_case(session, person, city, anonymous=True)
            await a_case(session, person, city)
        await a_case(session, people[4], city, platform="b")
        await a_case(session, people[4], city, now=NOW - timedelta(days=8))
        assert await others_reported_count(session, "deduction", "a", now=TOMORROW) is None
        await a_case(session, people[4], city)
        assert await others_reported_count(session, "deduction", "a", now=NOW) is None  # of whole days alone
        assert await others_reported_count(session, "deduction", "a", now=TOMORROW) == 5

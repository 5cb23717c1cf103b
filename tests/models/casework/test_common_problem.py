"""A problem that many have is told to those who can speak to the platform: once a week, by number alone."""

import asyncio
import json
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from models.cases.mine import withdraw_case
from models.cases.same_spot import COMMON_LEAST, others_reported_count
from models.casework.common_problem import common_problems, tell_common_problems
from models.city.pack import City
from models.negotiations.joining import filers_of_problem
from models.outbox.message import OutboxMessage
from models.people.person import Person
from models.storage.database import Database
from tests.world.colleagues import a_clerk
from tests.world.filing import NOW, a_case, a_person
from tests.world.outbox_rows import as_put

TOMORROW = NOW + timedelta(days=1)


async def cards(session: Any) -> list[OutboxMessage]:
    rows = as_put(await session.scalars(sa.select(OutboxMessage)))
    return [each for each in rows if each.content["news"] == "common-problem"]


async def tell(database: Database, city: City, now: datetime) -> int:
    async with database.transaction() as session:
        return await tell_common_problems(session, city=city, now=now)


async def test_five_people_with_the_same_trouble_are_told_of_once_a_week(database: Database, city: City) -> None:
    platform, other = [*city.platforms][:2]
    async with database.transaction() as session:
        zhou, li = await a_clerk(session, "周姐", "social_work"), await a_clerk(session, "李", "union")
        await a_clerk(session, "王芳")
        people = [await a_person(session, f"rider-{each}") for each in range(COMMON_LEAST)]
        for person in people[1:]:
            await a_case(session, person, city, platform=platform)
            await a_case(session, person, city, platform=platform, anonymous=True)
            await a_case(session, person, city, platform=other)
    assert await tell(database, city, TOMORROW) == 0  # four people, however many cases
    async with database.transaction() as session:
        first = await session.get_one(Person, people[0].id)
        await a_case(session, first, city, platform=platform, anonymous=True, now=NOW)
    assert await tell(database, city, NOW) == 0  # of whole days alone: the fifth would be seen coming
    assert sorted(await asyncio.gather(tell(database, city, TOMORROW), tell(database, city, TOMORROW)))[-1] == 2
    assert await tell(database, city, NOW + timedelta(days=2)) == 0
    async with database.transaction() as session:
        problems = await common_problems(session, now=TOMORROW)
        assert [(each.type, each.people) for each in problems] == [("deduction", 5)]
        told = await cards(session)
        assert {each.person_id for each in told} == {zhou.person_id, li.person_id}
        assert len(told) == 2
        assert set(told[0].content["facts"]) == {"people", "type", "platform", "problem", "negotiates"}
        assert told[0].content["facts"]["people"] == COMMON_LEAST
        assert "rider" not in json.dumps(told[0].content)
        for person in people:
            again = await session.get_one(Person, person.id)
            await a_case(session, again, city, platform=platform, now=NOW + timedelta(days=7))
    assert await tell(database, city, NOW + timedelta(days=8)) == 2


async def test_five_new_identities_are_no_five_people(database: Database, city: City) -> None:
    """They are kept, and count when they are no longer new."""
    kind, platform = "deduction", next(iter(city.platforms))
    async with database.transaction() as session:
        people = [
            await a_person(session, f"fresh-{each}", since=NOW - timedelta(minutes=each))
            for each in range(COMMON_LEAST - 1)
        ]
        people.append(await a_person(session, "old"))
        for each in people:
            await a_case(session, each, city, platform=platform)
        assert await common_problems(session, now=NOW) == []
        assert await others_reported_count(session, kind, platform, now=NOW) is None
        assert len(await filers_of_problem(session, kind, platform, now=NOW)) == 1
        later = NOW + timedelta(days=1)
        assert [each.people for each in await common_problems(session, now=later)] == [COMMON_LEAST]
        assert await others_reported_count(session, kind, platform, now=later) == COMMON_LEAST
        assert len(await filers_of_problem(session, kind, platform, now=later)) == COMMON_LEAST


async def test_one_more_is_not_told_of(database: Database, city: City) -> None:
    async with database.transaction() as session:
        for number in range(2 * COMMON_LEAST):
            person = await a_person(session, f"rider-{number}")
            await a_case(session, person, city, platform="a", now=NOW + timedelta(days=number))
        told = [
            [each.people for each in await common_problems(session, now=NOW + timedelta(days=day))] for day in range(12)
        ]
    assert told == [[]] * 5 + [[COMMON_LEAST]] * 7


async def test_what_was_withdrawn_is_no_problem_any_more(database: Database, city: City) -> None:
    async with database.transaction() as session:
        people = [await a_person(session, f"rider-{each}") for each in range(COMMON_LEAST)]
        cases = [await a_case(session, each, city, platform="a", anonymous=True) for each in people]
        assert [each.people for each in await common_problems(session, now=TOMORROW)] == [COMMON_LEAST]
        await withdraw_case(session, cases[0].id, people[0], now=NOW)
        assert await common_problems(session, now=TOMORROW) == []

"""Searches of a day that is over become counts: none lost, none doubled, nothing of a single one left."""

import asyncio
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.city.pack import City
from models.places.demand import SearchRecord
from models.places.search_counts import SearchCount, count_searches, unmet_counts
from models.storage.database import Database
from tests.world.searches import a_count, a_record

NOW = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)
"""Two o'clock of a Thursday in the city."""
TODAY = date(2026, 11, 26)
WEDNESDAY = TODAY - timedelta(days=1)


async def _add(database: Database, *records: SearchRecord) -> None:
    async with database.transaction() as session:
        session.add_all(records)


async def _count(database: Database, city: City, *, limit: int = 200) -> int:
    async with database.transaction() as session:
        return await count_searches(session, city=city, now=NOW, limit=limit)


async def _counts(database: Database) -> list[SearchCount]:
    async with database.reading() as session:
        return list(await session.scalars(sa.select(SearchCount).order_by(SearchCount.week, SearchCount.cell)))


async def _left(database: Database) -> int:
    async with database.reading() as session:
        return (await session.scalars(sa.select(sa.func.count()).select_from(SearchRecord))).one()


searches = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from("pqrs"), st.sampled_from("ab"), st.sampled_from(["met", "shut"])),
    max_size=40,
)
"""Days ago, who, cell, outcome."""


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=searches, portion=st.integers(1, 20))
async def test_the_counts_add_up_to_the_records_whatever_the_portions(
    database: Database, city: City, made: list[tuple[int, str, str, str]], portion: int
) -> None:
    async with database.transaction() as session:
        await session.execute(sa.delete(SearchRecord))
        await session.execute(sa.delete(SearchCount))
    people, number = defaultdict(set), defaultdict(int)
    for at, (ago, who, cell, outcome) in enumerate(made):
        day = TODAY - timedelta(days=ago)
        await _add(database, a_record(day, who, str(at), cell=cell, outcome=outcome))
        if ago:
            days = "working" if city.calendar.is_working_day(day) else "off"
            key = (day - timedelta(days=day.weekday()), days, cell, outcome)
            people[key].add((day, who))
            number[key] += 1
    while await _count(database, city, limit=portion):
        pass
    counts = {(each.week, each.days, each.cell, each.outcome): each for each in await _counts(database)}
    assert {key: each.people for key, each in counts.items()} == {key: len(each) for key, each in people.items()}
    assert {key: each.searches for key, each in counts.items()} == number
    assert {key: each.open_m for key, each in counts.items()} == {key: 120 * each for key, each in number.items()}
    assert await _left(database) == sum(ago == 0 for ago, *_ in made)


async def test_a_second_run_changes_nothing(database: Database, city: City) -> None:
    await _add(database, a_record(WEDNESDAY, "p"), a_record(WEDNESDAY, "q"), a_record(WEDNESDAY, "q", "2", cell="b"))
    assert await _count(database, city) == 3
    assert await _count(database, city) == 0
    counts = [(each.cell, each.people, each.searches) for each in await _counts(database)]
    assert counts == [("a", 2, 2), ("b", 1, 1)]


async def test_a_crash_between_deleting_and_counting_loses_nothing(database: Database, city: City) -> None:
    await _add(database, a_record(WEDNESDAY, "p"), a_record(WEDNESDAY, "q"))
    with pytest.raises(RuntimeError, match="power"):
        await _broken_off(database, city)
    assert (await _left(database), await _counts(database)) == (2, [])
    await _count(database, city)
    assert [each.people for each in await _counts(database)] == [2]


async def _broken_off(database: Database, city: City) -> None:
    async with database.transaction() as session:
        await count_searches(session, city=city, now=NOW)
        raise RuntimeError("power")


async def test_two_processes_at_once_count_each_record_and_each_person_once(database: Database, city: City) -> None:
    await _add(database, *(a_record(WEDNESDAY, str(number % 50), str(number)) for number in range(200)))

    async def process() -> None:
        while await _count(database, city, limit=13):
            pass

    await asyncio.gather(*(process() for _ in range(4)))
    while await _count(database, city, limit=13):
        pass
    assert await _left(database) == 0
    assert [(each.people, each.searches) for each in await _counts(database)] == [(50, 200)]


async def test_days_off_are_counted_apart_from_working_days(database: Database, city: City) -> None:
    sunday = date(2026, 11, 22)
    await _add(database, a_record(sunday, "p"), a_record(sunday - timedelta(days=2), "p"))
    while await _count(database, city):
        pass
    counts = {(each.days, str(each.week)) for each in await _counts(database)}
    assert counts == {("off", "2026-11-16"), ("working", "2026-11-16")}


async def test_what_was_not_met_is_counted_in_people_and_before_that_in_searches(
    database: Database, city: City
) -> None:
    week = date(2026, 11, 16)
    before = {"days": "unknown", "band": "unknown", "open_m": None, "any_m": None}
    async with database.transaction() as session:
        session.add(a_count(week, "a", "|toilet|", 3, outcome="shut", searches=9))
        session.add(a_count(week, "a", "|toilet|", 2, outcome="far", searches=9))
        session.add(a_count(week, "a", "|toilet|", 40, outcome="met"))
        session.add(a_count(week, "a", "|toilet|", None, outcome="unknown", searches=7, **before))
        session.add(a_count(week - timedelta(weeks=1), "a", "|toilet|", 50))
        session.add(a_count(week + timedelta(weeks=1), "a", "|toilet|", 60))
        assert await unmet_counts(session, week, until=week + timedelta(weeks=1)) == [("a", "|toilet|", 12)]
        assert await unmet_counts(session, week) == [("a", "|toilet|", 72)]

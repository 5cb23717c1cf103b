"""Searches of more than a week ago become counts by week and cell: none lost, none doubled, nothing finer left."""

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.places.search import SearchRecord
from models.places.search_counts import KEEP_RECORDS, SearchCount, count_searches
from models.storage.database import Database

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
OLD = NOW - KEEP_RECORDS - timedelta(hours=1)


def record(at: datetime = OLD, cell: str = "a", needs: str = "|toilet|", met: bool = True) -> SearchRecord:
    return SearchRecord(at=at, cell=cell, needs=needs, open_only=True, best_distance_m=120.0 if met else None, met=met)


async def _add(database: Database, *records: SearchRecord) -> None:
    async with database.transaction() as session:
        session.add_all(records)


async def _count(database: Database, *, limit: int = 200, now: datetime = NOW) -> int:
    async with database.transaction() as session:
        return await count_searches(session, now=now, zone=SHANGHAI, limit=limit)


async def _counts(database: Database) -> list[SearchCount]:
    async with database.reading() as session:
        return list(await session.scalars(sa.select(SearchCount).order_by(SearchCount.week, SearchCount.cell)))


async def _left(database: Database) -> int:
    async with database.reading() as session:
        return (await session.scalars(sa.select(sa.func.count()).select_from(SearchRecord))).one()


records_of_a_month = st.lists(
    st.builds(
        record,
        at=st.integers(0, 24 * 30).map(lambda hours: NOW - timedelta(hours=hours)),
        cell=st.sampled_from("abc"),
        needs=st.sampled_from(["", "|toilet|", "|rest|toilet|"]),
        met=st.booleans(),
    ),
    max_size=40,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=records_of_a_month, portion=st.integers(1, 50))
async def test_the_counts_add_up_to_the_records_whatever_the_portions(
    database: Database, made: list[SearchRecord], portion: int
) -> None:
    async with database.transaction() as session:
        await session.execute(sa.delete(SearchRecord))
        await session.execute(sa.delete(SearchCount))
    expected = Counter(
        (_monday(each.at), each.cell, each.needs, each.met) for each in made if each.at < NOW - KEEP_RECORDS
    )
    await _add(database, *(record(each.at, each.cell, each.needs, each.met) for each in made))
    while await _count(database, limit=portion) == portion:
        pass
    counts = await _counts(database)
    assert {(each.week, each.cell, each.needs, each.met): each.searches for each in counts} == expected
    assert await _left(database) == len(made) - expected.total()


def _monday(at: datetime) -> date:
    local = at.astimezone(SHANGHAI)
    return next(day for back in range(7) if (day := local.date() - timedelta(days=back)).weekday() == 0)


async def test_a_second_run_changes_nothing(database: Database) -> None:
    await _add(database, record(), record(), record(cell="b"))
    assert await _count(database) == 3
    before = [(each.cell, each.searches) for each in await _counts(database)]
    assert await _count(database) == 0
    assert [(each.cell, each.searches) for each in await _counts(database)] == before == [("a", 2), ("b", 1)]


async def test_later_records_are_added_to_the_count_of_their_week(database: Database) -> None:
    await _add(database, record())
    await _count(database)
    await _add(database, record(), record())
    await _count(database)
    assert [each.searches for each in await _counts(database)] == [3]


async def test_a_crash_between_deleting_and_counting_loses_nothing(database: Database) -> None:
    await _add(database, record(), record(cell="b"))
    with pytest.raises(RuntimeError, match="power"):
        await _broken_off(database)
    assert (await _left(database), await _counts(database)) == (2, [])
    await _count(database)
    assert sum(each.searches for each in await _counts(database)) == 2


async def _broken_off(database: Database) -> None:
    async with database.transaction() as session:
        await count_searches(session, now=NOW, zone=SHANGHAI)
        raise RuntimeError("power")


async def test_two_processes_at_once_count_each_record_once(database: Database) -> None:
    await _add(database, *(record(cell=f"{number % 7}") for number in range(200)))

    async def process() -> None:
        while await _count(database, limit=13):
            pass

    await asyncio.gather(*(process() for _ in range(4)))
    while await _count(database, limit=13):
        pass
    assert (await _left(database), sum(each.searches for each in await _counts(database))) == (0, 200)


async def test_a_week_begins_on_monday_in_the_city(database: Database) -> None:
    sunday_evening = datetime(2026, 11, 15, 15, 0, tzinfo=UTC)
    await _add(database, record(sunday_evening, "a"), record(sunday_evening + timedelta(hours=1), "b"))
    await _count(database)
    assert [(each.cell, each.week) for each in await _counts(database)] == [
        ("a", date(2026, 11, 9)),
        ("b", date(2026, 11, 16)),
    ]


async def test_a_record_of_this_week_stays_as_it_is(database: Database) -> None:
    await _add(database, record(NOW - KEEP_RECORDS))
    assert await _count(database) == 0
    assert await _count(database, now=NOW + timedelta(hours=1)) == 1

"""A search leaves whether it was met, and if not why not, once for each person; without keys nobody reads any of it."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import h3
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.city.pack import City
from models.my_data.nouns import NOUNS
from models.people.conversation import ProcessedUpdate
from models.places.demand import FARTHEST_M, Band, Outcome, Searched, SearchRecord, band_of
from models.places.place import Place
from models.places.search import search_places
from models.places.search_counts import SearchCount
from models.places.search_key import Searcher, SearchKey, search_key
from models.storage.database import Database, open_database
from models.storage.encryption import Cipher
from models.upkeep.written_apart import WritingApart
from models.values.position import Position
from tests.world.searches import attempts, count_attempts, searched

NOON = datetime(2026, 11, 24, 4, 37, 12, tzinfo=UTC)
"""A Tuesday, 12:37 in the city."""
ANNA, BO = Searcher.in_chat(1), Searcher.in_chat(2)
A_METRE = 1 / 111_195.08
"""Degrees of latitude."""
NEEDS = ("charging", "toilet")


class Somewhere(NamedTuple):
    north_m: int
    needs: tuple[str, ...]
    hours: str


def place(city: City, number: int, at: Somewhere) -> Place:
    return Place(
        code=f"P{number}", kind="station", name=f"P{number}", latitude=city.centre.latitude + at.north_m * A_METRE,
        longitude=city.centre.longitude, street=None, address="", needs=f"|{'|'.join(at.needs)}|" if at.needs else "",
        hours=at.hours, sample=True,
    )  # fmt: skip


async def search(
    database: Database, city: City, *needs: str, by: Searcher = ANNA, now: datetime = NOON, north_m: float = 0.0
) -> None:
    here = Position.wgs84(city.centre.latitude + north_m * A_METRE, city.centre.longitude)
    async with database.transaction() as session:
        await search_places(session, here, needs=needs, by=by, city=city, now=now)


async def kept(database: Database) -> Sequence[Searched]:
    async with database.reading() as session:
        return await searched(session)


async def the_day_ends(database: Database, city: City, *, now: datetime = NOON) -> None:
    """What the service does soon after midnight."""
    for old in (each for noun in NOUNS for each in noun.forget_old if each.of_city):
        async with database.transaction() as session:
            await old.work(session, now=now, city=city, **({"limit": 200} if old.limit else {}))


towns = st.lists(
    st.builds(
        Somewhere,
        st.integers(0, 80).map(lambda steps: 30 * steps),
        st.sets(st.sampled_from(NEEDS)).map(lambda needs: tuple(sorted(needs))),
        st.sampled_from(["24/7", "off", "22:00-06:00", "", "not to be read"]),
    ),
    max_size=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(town=towns, needs=st.sets(st.sampled_from(NEEDS)))
async def test_what_was_missing_is_what_the_places_within_reach_were_missing(
    database: Database, city: City, town: list[Somewhere], needs: set[str]
) -> None:
    async with database.transaction() as session:
        for table in (Place, SearchRecord):
            await session.execute(sa.delete(table))
        session.add_all(place(city, number, each) for number, each in enumerate(town))
    await search(database, city, *needs)
    (record,) = await kept(database)
    having = [each for each in town if needs <= set(each.needs)]
    opened = [each.north_m for each in having if each.hours == "24/7"]
    if any(metres <= 1000 for metres in opened):
        outcome = Outcome.MET
    elif any(each.north_m <= 1000 for each in having):
        outcome = Outcome.SHUT
    else:
        outcome = Outcome.LACKING if any(each.north_m <= 1000 for each in town) else Outcome.FAR
    assert record.outcome is outcome
    assert record.open_m == min(opened, default=FARTHEST_M)
    assert record.any_m == min((each.north_m for each in having), default=FARTHEST_M)
    assert record.needs == (f"|{'|'.join(sorted(needs))}|" if needs else "")


async def test_it_holds_the_cell_the_band_the_needs_and_the_source(database: Database, city: City) -> None:
    await search(database, city, "toilet", "charging", by=Searcher.on_page("10.0.0.1", "a browser"))
    (record,) = await kept(database)
    cell = h3.latlng_to_cell(city.centre.latitude, city.centre.longitude, 8)
    assert record == Searched(Band.NOON, cell, "|charging|toilet|", Outcome.FAR, FARTHEST_M, FARTHEST_M, "page")


def test_every_hour_is_in_a_band() -> None:
    bands = [band_of(hour) for hour in range(24)]
    assert list(dict.fromkeys(bands)) == [each for each in Band if each is not Band.UNKNOWN]
    assert (band_of(5), band_of(6), band_of(20), band_of(21)) == (Band.NIGHT, Band.MORNING, Band.EVENING, Band.LATE)


async def test_a_repeat_within_the_hour_counts_once_and_all_else_counts(database: Database, city: City) -> None:
    for _ in range(3):
        await search(database, city, "toilet")
    await search(database, city, "toilet", now=NOON + timedelta(minutes=20))
    assert len(await kept(database)) == 1
    await search(database, city, "toilet", now=NOON + timedelta(hours=1))
    await search(database, city, "toilet", by=BO)
    await search(database, city, "charging")
    await search(database, city, "toilet", north_m=3000)
    assert len(await kept(database)) == 5


async def test_who_counts_attempts_sees_a_repeat(database: Database, city: City) -> None:
    """As the tests do that kill the service: an update that was done twice leaves no second row."""
    await count_attempts(database)
    for _ in range(2):
        await search(database, city, "toilet")
    async with database.reading() as session:
        assert (await attempts(session), len(await searched(session))) == (2, 1)


async def test_five_taps_are_one_person_and_five_people_five(database: Database, city: City) -> None:
    for minutes in range(0, 300, 60):
        await search(database, city, "toilet", now=NOON - timedelta(minutes=157) + timedelta(minutes=minutes))
    for number in range(5):
        await search(database, city, "rest", by=Searcher.in_chat(10 + number))
    await the_day_ends(database, city, now=NOON + timedelta(days=1))
    async with database.reading() as session:
        counts = list(await session.scalars(sa.select(SearchCount).order_by(SearchCount.needs, SearchCount.band)))
    assert [(each.needs, each.band, each.people, each.searches) for each in counts] == [
        ("|rest|", Band.NOON, 5, 5),
        ("|toilet|", Band.AFTERNOON, 1, 1),
        ("|toilet|", Band.NOON, 1, 4),
    ]


async def test_nothing_is_kept_from_farther_outside_than_any_distance_counts(database: Database, city: City) -> None:
    north = max(each.shape.bounds[3] for each in city.districts.values())
    edge_m = (north - city.centre.latitude) / A_METRE
    await search(database, city, "toilet", north_m=edge_m + FARTHEST_M + 1000)
    assert await kept(database) == []
    await search(database, city, "toilet", north_m=edge_m + 1000)
    assert len(await kept(database)) == 1


async def test_who_has_no_keys_reads_neither_where_nor_when_nor_what(database: Database, city: City) -> None:
    await search(database, city, "toilet")
    async with database.reading() as session:
        row = (await session.execute(sa.text("SELECT * FROM place_search_record"))).mappings().one()
        key = (await session.execute(sa.text("SELECT * FROM search_key"))).mappings().one()
    assert set(row) == {"day", "token", "once", "content"}
    (record,) = await kept(database)
    for part in (record.cell, "toilet", "noon", "far"):
        assert part.encode() not in bytes(row["content"])
        assert part not in f"{row['token']}{row['once']}"
    async with database.reading() as session:
        assert await search_key(session, NOON.date()) not in bytes(key["value"])


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
async def test_no_transaction_tells_whose_update_it_was(database: Database, city: City) -> None:
    mark = {"channel": "telegram", "key": "1", "at": NOON, "reply": []}
    async with database.transaction() as session:
        session.add(ProcessedUpdate(**mark))
        await search_places(session, city.centre, needs=(), by=ANNA, city=city, now=NOON)
    same = sa.text("SELECT count(*) FROM place_search_record s JOIN processed_update p ON p.xmin = s.xmin")
    async with database.reading() as session:
        assert (await session.execute(same)).scalar_one() == 1
    await WritingApart().once(database)
    async with database.reading() as session:
        assert (await session.execute(same)).scalar_one() == 0


async def test_processes_share_the_key_of_the_day(
    database: Database, database_url: str, cipher: Cipher, city: City
) -> None:
    others = [open_database(database_url, cipher) for _ in range(3)]
    await asyncio.gather(*(search(each, city, "toilet", north_m=2000.0 * n) for n, each in enumerate(others)))
    await search(database, city, "toilet", north_m=8000)
    async with database.reading() as session:
        tokens = list(await session.scalars(sa.select(SearchRecord.token)))
        assert await session.scalar(sa.select(sa.func.count()).select_from(SearchKey)) == 1
    assert (len(tokens), len(set(tokens))) == (4, 1)
    for each in others:
        await each.close()


async def test_after_midnight_the_key_is_gone_and_the_searches_are_counts(database: Database, city: City) -> None:
    late = datetime(2026, 11, 24, 15, 59, tzinfo=UTC)
    async with database.transaction() as session:
        session.add(place(city, 1, Somewhere(300, ("toilet",), "off")))
    await search(database, city, "toilet", now=late)
    async with database.reading() as session:
        token = await session.scalar(sa.select(SearchRecord.token))
    await the_day_ends(database, city, now=late)
    assert len(await kept(database)) == 1
    midnight = late + timedelta(minutes=1)
    await search(database, city, "toilet", now=midnight)
    for _ in range(2):
        await the_day_ends(database, city, now=midnight)
    async with database.reading() as session:
        assert list(await session.scalars(sa.select(SearchKey.day))) == [midnight.astimezone(city.zone).date()]
        (left,) = await session.scalars(sa.select(SearchRecord))
        assert left.token != token
        (count,) = await session.scalars(sa.select(SearchCount))
    assert (str(count.week), count.days, count.band, count.outcome) == ("2026-11-23", "working", "late", "shut")
    assert (count.people, count.searches, count.open_m, count.any_m) == (1, 1, FARTHEST_M, 300)

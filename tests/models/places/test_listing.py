"""Lists for a page: around a spot, in a district, along a street, page by page; nothing of them is noted."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from models.city.pack import City
from models.places.demand import SearchRecord
from models.places.host import PlaceDay
from models.places.listing import A_PAGE, Asked, list_places
from models.places.place import Place
from models.places.published import places_now, published_places
from models.storage.database import Database
from tests.world.directory import PLACES

NOON = datetime.fromisoformat("2026-11-26T12:00:00+08:00")
SPREAD = 1 / 5000
"""Degrees between two of many."""


def many(city: City, count: int) -> list[Place]:
    return [
        Place(
            code=f"M{n:03}", kind="station", name=f"柳巷{n}号暖新驿站", latitude=city.centre.latitude + n * SPREAD,
            longitude=city.centre.longitude, district="hewan", street=None, address=f"柳巷{n}号", needs="|toilet|",
            hours="24/7", phone=None, note=None, sample=True,
        )
        for n in range(count)
    ]  # fmt: skip


@pytest.fixture
async def places(database: Database, city: City) -> Database:
    async with database.transaction() as session:
        session.add_all(PLACES(city))
    return database


async def test_words_lead_to_what_is_around_them_or_to_a_choice(places: Database, city: City) -> None:
    async with places.reading() as session:
        around = await list_places(session, Asked(words="我在河湾综合体附近"), city=city, now=NOON)
        assert around.spot is not None
        assert (around.found[0].place.code, around.measured) == ("T2", True)
        several = await list_places(session, Asked(words="暖新驿站"), city=city, now=NOON)
        assert (len(several.choices) > 1, list(several.found)) == (True, [])
        nothing = await list_places(session, Asked(words="没有这个地方吧"), city=city, now=NOON)
        assert nothing.unknown
        records = await session.scalar(sa.select(sa.func.count()).select_from(SearchRecord))
    assert records == 0


async def test_a_page_begins_where_the_one_before_ends(database: Database, city: City) -> None:
    async with database.transaction() as session:
        session.add_all(many(city, 2 * A_PAGE + 1))
    async with database.reading() as session:
        pages = [await list_places(session, Asked(page=page), city=city, now=NOON) for page in range(3)]
    codes = [found.place.code for page in pages for found in page.found]
    assert codes == [f"M{n:03}" for n in range(2 * A_PAGE + 1)]
    assert [page.more for page in pages] == [True, True, False]


async def test_what_is_published_leaves_out_what_closed_and_says_what_is_shut_now(places: Database, city: City) -> None:
    async with places.transaction() as session:
        rows = await session.scalars(sa.select(Place).where(Place.code.in_(["T2", "T5", "T6", "T7"])))
        closed, shut, opened, over = sorted(rows, key=lambda place: place.code)
        closed.closed_at, shut.shut_until, over.shut_until = NOON, NOON + timedelta(hours=1), NOON
        session.add(PlaceDay(place_id=opened.id, day=NOON.date(), is_open=True, staff_id=1, at=NOON))
    async with places.reading() as session:
        published = await published_places(session)
        now = await places_now(session, now=NOON, zone=city.zone)
    assert [each.code for each in published] == ["T1", "T3", "T4", "T5", "T6", "T7", "T8", "T9"]
    assert dict(now.shut) == {"T5": NOON + timedelta(hours=1)}
    assert list(now.said_open) == ["T6"]

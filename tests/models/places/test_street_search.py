"""A street is measured from the house number that was said; without one, what lies on it comes first, and no lack on it
is written down, as nobody knows where on it the person is."""

from datetime import datetime

import pytest
import sqlalchemy as sa

from models.city.pack import City
from models.places.demand import Outcome, SearchRecord
from models.places.house_number import KnownNumber, nearest_number, number_said
from models.places.place import Place
from models.places.search import Spot, search_places, spots_named
from models.places.search_key import Searcher
from models.places.street_search import search_street
from models.storage.database import Database
from models.values.position import Position
from tests.world.searches import searched

NOON = datetime.fromisoformat("2026-11-26T12:00:00+08:00")
KM = 1 / 111.195
"""Degrees of latitude."""
ON_IT = [(2, "toilet", 0.0), (24, "charging", 1.0), (25, "toilet", 1.1), (300, "charging|toilet", 12.0)]


def place(code: str, north_km: float, needs: str, street: str | None, address: str) -> Place:
    return Place(
        code=code, kind="station", name=f"{code}驿站", latitude=32.6 + north_km * KM, longitude=115.16, district=None,
        street=street, address=address, needs=f"|{needs}|", hours="24/7", phone=None, note=None, sample=True,
    )  # fmt: skip


@pytest.fixture
async def long_street(database: Database) -> Database:
    async with database.transaction() as session:
        for number, needs, north_km in ON_IT:
            session.add(place(f"L{number}", north_km, needs, "长河大道", f"长河大道{number}号，一楼"))
        session.add(place("AWAY", 6.0, "shower", None, "无名巷 1 号"))
    return database


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("长河大道24号附近", 24), ("长河大道 24 号", 24), ("长河大道24", 24), ("我在长河大道二十四号", 24),
        ("长河大道一百零五号", 105), ("长河大道八八号", 88), ("长河大道", None), ("24号长河大道", None),
        ("长河大道十字路口", None), ("长河大道no.7", 7),
    ],
)  # fmt: skip
def test_a_house_number_is_read_behind_its_street(text: str, number: int | None) -> None:
    assert number_said(text, "长河大道") == number


def test_the_nearest_number_is_the_one_with_the_least_difference() -> None:
    known = [KnownNumber(number, Position.wgs84(32, 115)) for number in (22, 26, 40)]
    assert [nearest_number(known, number).number for number in (24, 25, 1, 900)] == [22, 26, 22, 40]  # type: ignore[union-attr]
    assert nearest_number([], 3) is None


async def spot_of(database: Database, city: City, words: str) -> Spot:
    async with database.reading() as session:
        return (await spots_named(session, city, words))[0]


@pytest.mark.parametrize(
    ("words", "north_km", "sure"),
    [
        ("长河大道24号", 1.0, True),
        ("长河大道290号旁边", 12.0, True),
        ("长河大道120号", 1.1, False),
        ("长河大道", None, False),
    ],
)
async def test_a_spot_lies_where_its_house_number_does(
    long_street: Database, city: City, words: str, north_km: float | None, sure: bool
) -> None:
    spot = await spot_of(long_street, city, words)
    assert spot.sure == sure
    assert spot.long == (north_km is None)
    if north_km is not None:
        assert spot.position.latitude == pytest.approx(32.6 + north_km * KM)


async def test_along_a_long_street_what_lies_on_it_comes_by_its_number(long_street: Database, city: City) -> None:
    async with long_street.transaction() as session:
        found = await search_street(session, "长河大道", needs=["toilet"], now=NOON, zone=city.zone)
        assert [each.place.code for each in found.open_now] == ["L2", "L25", "L300"]
        assert found.scope == "street"
        beside = await search_street(session, "长河大道", needs=["shower"], now=NOON, zone=city.zone)
        assert ([each.place.code for each in beside.open_now], beside.scope) == (["AWAY"], "outside")
        assert beside.open_now[0].distance_m == pytest.approx(4900, rel=0.02)
        assert list(await session.scalars(sa.select(SearchRecord))) == []


@pytest.mark.parametrize("sure", [True, False])
async def test_a_lack_is_written_down_only_where_the_person_surely_is(
    long_street: Database, city: City, sure: bool
) -> None:
    here = Position.wgs84(32.6, 115.16)
    async with long_street.transaction() as session:
        for need in ("shower", "toilet"):
            by = Searcher.in_chat(1)
            await search_places(session, here, needs=[need], by=by, city=city, now=NOON, sure=sure)
        kept = {record.outcome for record in await searched(session)}
    assert kept == ({Outcome.LACKING, Outcome.MET} if sure else {Outcome.MET})

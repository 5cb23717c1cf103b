"""A search finds what is near; a name that was typed becomes the spots it may mean."""

import subprocess
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from models.city.pack import City
from models.places.demand import Outcome, SearchRecord
from models.places.district_search import search_district
from models.places.place import Place
from models.places.search import Spot, plain, search_places, spots_named
from models.places.search_key import Searcher
from models.storage.database import Database
from models.values.position import Position
from tests.world.searches import searched

SHANGHAI = ZoneInfo("Asia/Shanghai")
TUESDAY_NOON = datetime(2026, 11, 24, 4, 37, 12, tzinfo=UTC)
CENTRE = Position.wgs84(32.615, 115.165)
A_KILOMETRE = 1_000 / 111_195.08  # degrees of latitude


def station(code: str, kilometres_north: float, **columns: object) -> Place:
    return Place(
        **{
            "code": code, "kind": "station", "name": code, "latitude": CENTRE.latitude + kilometres_north * A_KILOMETRE,
            "longitude": CENTRE.longitude, "street": None, "address": "", "needs": "|toilet|charging|", "hours": "24/7",
            "sample": True,
        } | columns
    )  # fmt: skip


async def search(database: Database, city: City, *needs: str) -> tuple[list[str], list[str], bool]:
    by = Searcher.in_chat(1)
    async with database.transaction() as session:
        found = await search_places(session, CENTRE, needs=needs, by=by, city=city, now=TUESDAY_NOON)
        (record,) = await searched(session)
        assert found.met is (record.outcome is Outcome.MET)
        return [each.place.code for each in found.open_now], [each.place.code for each in found.any_state], found.met


async def test_a_search_gives_the_nearest_open_and_the_nearest_of_any_state(database: Database, city: City) -> None:
    places = [station(f"P{n:02}", n / 10, hours="24/7" if n % 2 else "22:00-06:00") for n in range(40)]
    async with database.transaction() as session:
        session.add_all(places)
    open_now, any_state, _ = await search(database, city, "toilet")
    assert open_now == [f"P{n:02}" for n in range(1, 31, 2)]
    assert any_state == [f"P{n:02}" for n in range(15)]


@pytest.mark.parametrize(("kilometres", "met"), [(0.995, True), (1.01, False)])
async def test_a_search_is_met_within_a_kilometre(database: Database, city: City, kilometres: float, met: bool) -> None:
    async with database.transaction() as session:
        session.add(station("P", kilometres))
    assert (await search(database, city, "toilet"))[2] is met


def test_the_cells_library_is_not_imported_before_the_first_search() -> None:
    code = "import sys, models.places.search; sys.exit('h3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.fixture
async def directory(database: Database) -> Database:
    """Two on one street, one on another whose name begins alike, and names that LIKE would read as patterns."""
    async with database.transaction() as session:
        session.add_all(
            [
                station("A", 0, name="青石路暖新驿站", street="青石路"),
                station("B", 2, name="河湾综合体", street="青石路", kind="complex"),
                station("C", 5, name="老码头驿站(青石路店)", street="青石路东段"),
                station("D", 6, name="100%满意驿站", street="长青石板街"),
                station("E", 7, name="Dock 7 Rest Stop", street="Willow Lane"),
                station("F", 8, name="青石路旧驿站", street="青石路", closed_at=TUESDAY_NOON),
                station("G", 9, name="人民路驿站", street="人民路"),
                station("H", 10, name="K_3 驿站"),
            ]
        )
    return database


async def named(database: Database, city: City, words: str, limit: int = 6) -> list[Spot]:
    async with database.transaction() as session:
        return await spots_named(session, city, words, limit)


async def titles(database: Database, city: City, words: str, limit: int = 6) -> list[tuple[str, str]]:
    return [(spot.kind, spot.title) for spot in await named(database, city, words, limit)]


@pytest.mark.parametrize("words", ["河湾区", "河湾", "我在河湾", "Hewan", "HEWAN district", "Ｈｅｗａｎ"])
async def test_a_district_is_known_by_its_titles_in_both_languages(directory: Database, city: City, words: str) -> None:
    spot = (await named(directory, city, words))[0]
    assert (spot.kind, spot.title, spot.district, spot.place_id) == ("district", "河湾区", "hewan", None)
    assert spot.position == city.districts["hewan"].centre()


async def test_a_street_lies_in_the_middle_of_its_open_places(directory: Database, city: City) -> None:
    street = (await named(directory, city, "青石路"))[0]
    assert (street.kind, street.title, street.count) == ("street", "青石路", 2)
    assert street.position.distance_m(CENTRE) == pytest.approx(1_000, abs=1)


async def test_the_whole_name_comes_first_then_what_begins_so_then_what_holds_it(
    directory: Database, city: City
) -> None:
    assert await titles(directory, city, "青石") == [
        ("street", "青石路"),
        ("street", "青石路东段"),
        ("place", "青石路暖新驿站"),
        ("street", "长青石板街"),
        ("place", "老码头驿站(青石路店)"),
    ]
    assert (await titles(directory, city, "青石路"))[0] == ("street", "青石路")
    assert await titles(directory, city, "青石", limit=2) == [("street", "青石路"), ("street", "青石路东段")]


@pytest.mark.parametrize(
    "words",
    [
        "青石路附近",
        "我在青石路",
        "我现在在青石路这边呢",
        "在 青石路 旁边",
        "到了青石路",
        "青石路到了",
        "我到青石路了",
        "位置：青石路。",
        "青石路８８号",
        "青石路 12 号院 3 楼",
        "河湾区青石路",
        "就是青石路和一条小巷的交叉口那里",
        "near 青石路",
        "I'm at 青石路 now",
        "\x00青石路\ud800",
    ],
)
async def test_words_around_a_name_do_not_matter(directory: Database, city: City, words: str) -> None:
    assert (await titles(directory, city, words))[0] == ("street", "青石路")


@pytest.mark.parametrize("words", ["人民路", "我在人民路", "正在人民路附近"])
async def test_a_name_that_begins_like_a_filler_stays_whole(directory: Database, city: City, words: str) -> None:
    assert (await titles(directory, city, words))[0] == ("street", "人民路")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("河湾综合体", "河湾综合体"),
        ("老码头 青石路店", "老码头驿站(青石路店)"),
        ("老码头驿站（青石路店）", "老码头驿站(青石路店)"),
        ("dock   7", "Dock 7 Rest Stop"),
        ("ＤＯＣＫ ７ ＲＥＳＴ", "Dock 7 Rest Stop"),
        ("rest dock", "Dock 7 Rest Stop"),
        ("100%满意", "100%满意驿站"),
        ("k_3", "K_3 驿站"),
    ],
)
async def test_a_place_is_known_by_all_of_the_words(directory: Database, city: City, words: str, found: str) -> None:
    [spot] = await named(directory, city, words)
    assert (spot.kind, spot.title, spot.count) == ("place", found, 1)
    async with directory.transaction() as session:
        place = await session.get_one(Place, spot.place_id)
    assert place.position == spot.position


@pytest.mark.parametrize(
    "words",
    ["", "  ", "%", "_", "100_满意", "K%3", "Doc_ 7", "青%路", "/", "没有这条街", "附近", "?" * 5000, "了" * 5000],
)
async def test_nothing_is_made_up_for_what_no_name_holds(directory: Database, city: City, words: str) -> None:
    assert await named(directory, city, words) == []


async def test_a_place_that_closed_for_good_is_not_named(directory: Database, city: City) -> None:
    assert await titles(directory, city, "青石路旧驿站") == [("street", "青石路")]  # only what else the words name


def test_names_are_compared_without_width_case_and_spacing() -> None:
    assert plain("　ＡＢＣ\t１２３\n路 ") == "abc 123 路"


@pytest.mark.parametrize("words", ["河湾广场", "24小时的驿站 河湾广场", "我在河湾大厦旁边"])
async def test_a_longer_name_that_begins_like_a_district_is_not_the_district(
    directory: Database, city: City, words: str
) -> None:
    assert await named(directory, city, words) == []


@pytest.mark.parametrize(
    ("words", "found", "partly"),
    [
        ("24小时的驿站 河湾综合体", "河湾综合体", True),
        ("人民路 河湾 那边", "人民路", False),
        ("我要去河湾区那边看看", "河湾区", True),
        ("河湾区青石路88号", "青石路", False),
        ("青石路东段往北", "青石路东段", True),
    ],
)
async def test_the_longest_name_in_a_sentence_comes_first_and_what_else_was_said_is_known(
    directory: Database, city: City, words: str, found: str, partly: bool
) -> None:
    spot = (await named(directory, city, words))[0]
    assert (spot.title, spot.partly) == (found, partly)


async def test_a_district_is_searched_within_its_borders_and_leaves_no_record(database: Database, city: City) -> None:
    centre = city.districts["heting"].centre()
    near = {"latitude": centre.latitude, "longitude": centre.longitude}
    async with database.transaction() as session:
        session.add_all(
            [
                station("beside", 0, district="hewan", **near),
                station("in", 0, district="heting"),
                station("shut", 0.1, district="heting", hours="22:00-06:00"),
            ]
        )
    async with database.transaction() as session:
        options = {"now": TUESDAY_NOON, "zone": SHANGHAI}
        found = await search_district(session, city.districts["heting"], needs=("toilet",), **options)
        codes = [[each.place.code for each in places] for places in (found.open_now, found.any_state)]
        assert (found.scope, codes[0], set(codes[1])) == ("inside", ["in"], {"in", "shut"})
        found = await search_district(session, city.districts["luyu"], needs=("toilet",), **options)
        assert (found.scope, len(found.any_state)) == ("outside", 3)
        assert (await session.scalars(sa.select(SearchRecord))).all() == []


async def test_what_names_no_spot_costs_nearly_nothing_since_every_text_is_looked_up(
    database: Database, city: City
) -> None:
    async with database.transaction() as session:
        session.add_all([station(f"S{n:03}", n / 100, street=f"第{n}大街") for n in range(300)])
    calls = 0

    def count(_frame: object, what: str, _argument: object) -> None:
        nonlocal calls
        calls += what in ("call", "c_call")

    async with database.transaction() as session:
        assert await spots_named(session, city, "厕所") == []  # what is made once is made
        sys.setprofile(count)
        try:
            assert await spots_named(session, city, "厕所") == []
        finally:
            sys.setprofile(None)
    assert calls < 3_000

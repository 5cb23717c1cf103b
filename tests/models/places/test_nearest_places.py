"""The nearest places are those that a look at every place would find, on both databases."""

import math
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import asyncpg
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from models.places import boxes, nearest
from models.places.boxes import Sought
from models.places.listed_place import ListedPlace
from models.places.nearest import FoundPlace, Wanted, gather_places, nearest_places
from models.places.place import Place, PlaceNeed
from models.storage.database import Database
from models.values.opening_hours import OpenState, open_state
from models.values.position import Position

SHANGHAI = ZoneInfo("Asia/Shanghai")
TUESDAY_NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
CENTRE = Position.wgs84(32.615, 115.165)
HOURS = ("24/7", "Mo-Fr 09:00-18:00", "22:00-06:00", "Mo-Su 08:00-12:00", "")
NEEDS = ("toilet", "hot_water", "hotXwater", "%", "wi/fi")


def row(code: str, latitude: float, longitude: float, **columns: object) -> dict[str, object]:
    return {
        "code": code, "kind": "station", "name": code, "latitude": latitude, "longitude": longitude, "address": "",
        "needs": "|toilet|", "hours": "24/7", "sample": True, "closed_at": None, "shut_until": None, "useful_count": 0,
    } | columns  # fmt: skip


def east_of_centre(code: str, metres: float, **columns: object) -> dict[str, object]:
    degrees = math.degrees(metres / (6_371_008.8 * math.cos(math.radians(CENTRE.latitude))))
    return row(code, CENTRE.latitude, CENTRE.longitude + degrees, **columns)


async def add(session: AsyncSession, rows: Sequence[dict[str, object]]) -> None:
    if rows:
        await session.execute(sa.insert(Place), list(rows))


def codes(found: Sequence[FoundPlace]) -> list[str]:
    return [each.place.code for each in found]


def by_brute_force(
    rows: Sequence[dict[str, object]],
    here: Position,
    needs: Sequence[str],
    open_at: datetime | None,
    without: Collection[str],
    limit: int,
) -> list[tuple[float, str]]:
    def wanted(place: dict[str, object]) -> bool:
        offered = str(place["needs"]).split("|")
        return (
            place["closed_at"] is None
            and all(need in offered for need in needs)
            and place["kind"] not in without
            and (open_at is None or open_then(place, open_at))
        )

    def open_then(place: dict[str, object], at: datetime) -> bool:
        shut = place["shut_until"]
        is_shut = isinstance(shut, datetime) and shut > at
        return open_state(str(place["hours"]), at, SHANGHAI).is_open is True and not is_shut

    found = [
        (here.distance_m(Position.wgs84(place["latitude"], place["longitude"])), str(place["code"]))  # type: ignore[arg-type]
        for place in rows
        if wanted(place)
    ]
    return sorted(found)[:limit]


# A few metres apart on a grid (ties, many at one spot), over the city, over the province.
near = st.integers(-3, 3).map(lambda step: step * 0.0002)
in_city = st.floats(-0.2, 0.2)
in_province = st.floats(-3, 3)
offsets = st.one_of(near, near, in_city, in_province)
moments = st.one_of(
    st.none(),
    st.integers(-300, 300).map(lambda minutes: TUESDAY_NOON + timedelta(minutes=minutes)),
    st.just(TUESDAY_NOON),
)
# The corners and sides of the city, its middle, and far outside.
whereabouts = st.one_of(
    st.tuples(near, near), st.sampled_from([(0.2, 0.2), (-0.2, 0.2), (-0.2, -0.2), (0.0, 0.2), (8.0, -8.0)]),
    st.tuples(in_city, in_city),
)  # fmt: skip


@st.composite
def directories(draw: st.DrawFn) -> list[dict[str, object]]:
    count = draw(st.integers(0, 40))
    numbers = draw(st.permutations(range(count)))  # the order of codes is not the order of rows
    return [
        row(
            f"P{number:02}",
            CENTRE.latitude + draw(offsets),
            CENTRE.longitude + draw(offsets),
            kind=draw(st.sampled_from(["station", "station", "complex"])),
            needs="|" + "".join(f"{need}|" for need in draw(st.sets(st.sampled_from(NEEDS)))),
            hours=draw(st.sampled_from(HOURS)),
            closed_at=draw(st.sampled_from([None, None, None, TUESDAY_NOON])),
            shut_until=draw(
                st.sampled_from(
                    [None, None, TUESDAY_NOON, TUESDAY_NOON + timedelta(hours=1), TUESDAY_NOON.min.replace(tzinfo=UTC)]
                )
            ),
        )
        for number in numbers
    ]


class Guess:
    """Stands for what earlier searches taught: a search must find the same whatever that was."""

    def __init__(self, half_side_m: float | None) -> None:
        self.half_side_m = half_side_m

    def guess_m(self, *_: object) -> float | None:
        return self.half_side_m

    def learn(self, _: object, distance_m: float) -> None: ...


@pytest.mark.parametrize("few_rows", [3, 64])
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=directories(),
    offset=whereabouts,
    needs=st.lists(st.sampled_from(NEEDS), max_size=2),
    open_at=moments,
    without=st.sampled_from([(), (), ("complex",), ("station", "complex")]),
    limit=st.integers(1, 50),
    guess_m=st.sampled_from([None, 100.0, 300.0, 4_000.0, 50_000.0, math.inf]),
)
async def test_the_nearest_are_those_of_a_look_at_every_place(
    database: Database,
    few_rows: int,
    rows: list[dict[str, object]],
    offset: tuple[float, float],
    needs: list[str],
    open_at: datetime | None,
    without: tuple[str, ...],
    limit: int,
    guess_m: float | None,
) -> None:
    here = Position.wgs84(CENTRE.latitude + offset[0], CENTRE.longitude + offset[1])
    expected = by_brute_force(rows, here, needs, open_at, without, limit)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boxes, "FEW_ROWS", few_rows)
        patch.setattr(nearest, "_reach", Guess(guess_m))
        async with database.sessions() as session:
            await add(session, rows)
            sought = Sought(needs, without)
            found = await nearest_places(session, here, sought=sought, open_at=open_at, zone=SHANGHAI, limit=limit)
            await session.rollback()
    assert [(each.distance_m, each.place.code) for each in found] == expected


@pytest.mark.parametrize(
    ("here", "others"),
    [
        ((0.0, 179.99), [(0.0, -179.99), (0.0, 179.0)]),
        ((0.0, -180.0), [(0.0, 180.0), (0.0, -179.9)]),
        ((89.99, 0.0), [(89.98, 180.0), (89.95, 0.0)]),
        ((-90.0, 0.0), [(-89.999, 120.0), (-89.9, 0.0)]),
        ((70.0, 20.0), [(70.01, 20.0), (70.0, 20.05)]),
    ],
)
async def test_boxes_hold_across_the_date_line_and_the_poles(
    database: Database, here: tuple[float, float], others: list[tuple[float, float]]
) -> None:
    rows = [row(f"P{number}", *other) for number, other in enumerate(others)]
    async with database.transaction() as session:
        await add(session, rows)
        found = await nearest_places(session, Position.wgs84(*here), open_at=None, zone=SHANGHAI)
    assert codes(found) == ["P0", "P1"]


async def test_what_lies_in_a_corner_of_the_box_does_not_come_before_what_lies_straight_ahead(
    database: Database,
) -> None:
    corner = row("corner", CENTRE.latitude + 0.034, CENTRE.longitude + 0.040)  # in the first box, 5.3 km away
    async with database.transaction() as session:
        await add(session, [corner, east_of_centre("ahead", 4_500)])  # just outside of it
        found = await nearest_places(session, CENTRE, open_at=None, zone=SHANGHAI, limit=1)
    assert codes(found) == ["ahead"]


async def test_a_found_place_says_how_far_which_way_and_until_when(database: Database) -> None:
    async with database.transaction() as session:
        await add(session, [east_of_centre("P", 1_000, hours="08:00-22:00")])
        [found] = await nearest_places(session, CENTRE, open_at=TUESDAY_NOON, zone=SHANGHAI)
    assert found.distance_m == pytest.approx(1_000, abs=0.1)
    assert found.bearing_deg == pytest.approx(90, abs=0.1)
    assert found.state == OpenState(is_open=True, until=datetime(2026, 11, 24, 14, 0, tzinfo=UTC), always=False)
    assert found.open_now


async def test_with_any_state_asked_for_the_shut_and_the_unknown_come_too_and_say_so(database: Database) -> None:
    later = TUESDAY_NOON + timedelta(hours=1)
    rows = [
        east_of_centre("1 shut by people", 10, shut_until=later),
        east_of_centre("2 night only", 20, hours="22:00-06:00"),
        east_of_centre("3 not known", 30, hours=""),
        east_of_centre("4 nonsense", 40, hours="when I am here"),
        east_of_centre("5 open", 50),
    ]
    async with database.transaction() as session:
        await add(session, rows)
        everything = await nearest_places(session, CENTRE, open_at=None, at=TUESDAY_NOON, zone=SHANGHAI)
        open_ones = await nearest_places(session, CENTRE, open_at=TUESDAY_NOON, zone=SHANGHAI)
        after_the_report = await nearest_places(session, CENTRE, open_at=later, zone=SHANGHAI)
    assert [(each.state.is_open, each.open_now) for each in everything] == [
        (True, False), (False, False), (None, False), (None, False), (True, True),
    ]  # fmt: skip
    assert everything[0].place.shut_until == later
    assert codes(open_ones) == ["5 open"]
    assert codes(after_the_report) == ["1 shut by people", "5 open"]


async def test_one_walk_fills_the_open_and_any_as_two_searches_would(database: Database) -> None:
    rows = [east_of_centre(f"P{n:03}", 37 * n, hours="24/7" if n % 3 else "22:00-06:00") for n in range(120)]
    open_now, any_state = Wanted(15, open_only=True), Wanted(15, open_only=False)
    async with database.transaction() as session:
        await add(session, rows)
        await gather_places(session, CENTRE, open_now, any_state, at=TUESDAY_NOON, zone=SHANGHAI)
        assert open_now.found == await nearest_places(session, CENTRE, open_at=TUESDAY_NOON, zone=SHANGHAI, limit=15)
        assert any_state.found == await nearest_places(
            session, CENTRE, open_at=None, at=TUESDAY_NOON, zone=SHANGHAI, limit=15
        )
    assert len(open_now.found) == len(any_state.found) == 15


@pytest.mark.parametrize("written", ["by itself", "in bulk"])
async def test_a_place_is_found_by_its_needs_however_it_was_written(database: Database, written: str) -> None:
    async def found(session: AsyncSession, need: str) -> list[str]:
        return codes(await nearest_places(session, CENTRE, sought=Sought([need]), open_at=None, zone=SHANGHAI))

    async with database.transaction() as session:
        if written == "in bulk":
            await add(session, [east_of_centre("P", 100, needs='|toilet|a"b|')])
        else:
            session.add(Place(**east_of_centre("P", 100, needs='|toilet|a"b|')))
        place = (await session.scalars(sa.select(Place))).one()
        assert (await found(session, "toilet"), await found(session, 'a"b')) == (["P"], ["P"])
        place.needs, place.latitude = "|wifi|toilet|", place.latitude + 1
        await session.flush()
        assert [await found(session, need) for need in ("toilet", "wifi", 'a"b')] == [["P"], ["P"], []]
        await session.execute(sa.update(Place).values(closed_at=TUESDAY_NOON))
        assert await found(session, "toilet") == []
        await session.execute(sa.update(Place).values(closed_at=None))
        assert await found(session, "toilet") == ["P"]
        await session.execute(sa.delete(Place))
        assert (await session.scalars(sa.select(sa.func.count()).select_from(PlaceNeed))).one() == 0


@pytest.mark.parametrize("metres", [30, 9_000])
async def test_the_next_search_for_the_same_takes_one_statement(
    database: Database, monkeypatch: pytest.MonkeyPatch, metres: int
) -> None:
    monkeypatch.setattr(nearest, "_reach", nearest._Reach())
    rows = [east_of_centre(f"P{n:04}", metres * n) for n in range(-200, 200)]  # 200 in the first box, or one
    async with database.transaction() as session:
        await add(session, rows)
        async with counted_statements(session) as first:
            before = await nearest_places(session, CENTRE, open_at=None, zone=SHANGHAI, limit=4)
        async with counted_statements(session) as second:
            after = await nearest_places(session, CENTRE, open_at=None, zone=SHANGHAI, limit=4)
    assert before == after
    assert len(first) > 1
    assert len(second) == 1


async def test_at_night_the_next_search_finds_the_few_open_ones_among_many_in_one_statement(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "_reach", nearest._Reach())
    midnight = TUESDAY_NOON + timedelta(hours=12)
    hours = ("24/7", *["Mo-Fr 09:00-18:00"] * 9)
    rows = [east_of_centre(f"P{n:04}", 60 * n, hours=hours[n % 10]) for n in range(200)]

    async def search(session: AsyncSession) -> list[list[str]]:
        lists = Wanted(5, open_only=True), Wanted(5, open_only=False)
        await gather_places(session, CENTRE, *lists, at=midnight, zone=SHANGHAI)
        return [codes(each.found) for each in lists]

    async with database.transaction() as session:
        await add(session, rows)
        before = await search(session)
        async with counted_statements(session) as second:
            after = await search(session)
    assert before == after == [[f"P{n:04}" for n in range(0, 50, 10)], [f"P{n:04}" for n in range(5)]]
    assert len(second) == 1


async def test_a_need_that_few_places_offer_does_not_take_a_box_after_a_box(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "_reach", nearest._Reach())
    async with database.transaction() as session:
        await add(session, [east_of_centre("P", 100), east_of_centre("Q", 12_000)])
        async with counted_statements(session) as first:
            assert len(await nearest_places(session, CENTRE, open_at=None, zone=SHANGHAI)) == 2
        async with counted_statements(session) as second:
            assert len(await nearest_places(session, CENTRE, open_at=None, zone=SHANGHAI)) == 2
    assert len(first) <= 3
    assert len(second) == 1


async def test_what_is_remembered_of_searches_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "KINDS_OF_SEARCHES", 3)
    reach = nearest._Reach()
    for number in range(10):
        reach.learn(number, 700.0)
    assert [reach.guess_m(number) for number in (6, 9)] == [None, pytest.approx(700 * nearest.SPARE)]


def test_a_listed_place_has_columns_of_the_table_only() -> None:
    assert set(ListedPlace._fields) <= set(Place.__table__.columns.keys())


@asynccontextmanager
async def counted_statements(session: AsyncSession) -> AsyncIterator[list[str]]:
    """Every statement that the driver is given, in whatever way."""
    statements: list[str] = []
    driver = cast(Any, (await (await session.connection()).get_raw_connection()).driver_connection)
    if isinstance(driver, asyncpg.Connection):
        with driver.query_logger(lambda record: statements.append(record.query)):
            yield statements
        return
    await driver.set_trace_callback(statements.append)
    yield statements
    await driver.set_trace_callback(None)

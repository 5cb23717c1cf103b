"""A place and what people say of it: two of them before a shut door hide it until it opens next, and are forgotten."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from models.people.person import Person
from models.places.errors import PlaceGone, PlaceUnknown
from models.places.place import (
    FeedbackKind,
    Place,
    PlaceFeedback,
    Report,
    find_place,
    forget_reporters,
    next_opening,
    place_by_code,
    report_place,
)
from models.storage.database import Database

SHANGHAI = ZoneInfo("Asia/Shanghai")
TUESDAY_NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
WEDNESDAY_EIGHT = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
LONG_AGO = TUESDAY_NOON - timedelta(days=30)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
SHUT, USEFUL = FeedbackKind.SHUT, FeedbackKind.USEFUL


def station(code: str = "HW0001", *, hours: str = "08:00-20:00", closed_at: datetime | None = None) -> Place:
    return Place(
        code=code, kind="station", name=code, latitude=32.6, longitude=115.1, district=None, street=None, address="",
        needs="|toilet|", hours=hours, phone=None, note=None, sample=True, closed_at=closed_at,
    )  # fmt: skip


class Door:
    """A place, and people who stand before it and say something, each in a transaction of their own."""

    def __init__(self, database: Database, place_id: int, people: list[int]) -> None:
        self.database = database
        self.place_id = place_id
        self.people = people

    async def hears(
        self, kind: FeedbackKind, who: int | None, at: datetime = TUESDAY_NOON, need: str | None = None
    ) -> Place:
        person_id = None if who is None else self.people[who]
        async with self.database.transaction() as session:
            report = Report(self.place_id, kind, person_id, need)
            return await report_place(session, report, now=at, zone=SHANGHAI)

    async def place(self) -> Place:
        async with self.database.transaction() as session:
            return await find_place(session, self.place_id)

    async def said(self) -> list[tuple[FeedbackKind, int | None]]:
        async with self.database.transaction() as session:
            columns = (PlaceFeedback.kind, PlaceFeedback.person_id)
            return [(kind, person) for kind, person in await session.execute(sa.select(*columns))]


@pytest.fixture
async def door(database: Database) -> Door:
    return await _door(database)


async def _door(database: Database, hours: str = "08:00-20:00", code: str = "HW0001", people: int = 3) -> Door:
    async with database.transaction() as session:
        place = station(code, hours=hours)
        reporters = [Person(created_at=LONG_AGO, consent_at=LONG_AGO, locale="zh-CN") for _ in range(people)]
        session.add_all([place, *reporters])
        await session.flush()
        return Door(database, place.id, [person.id for person in reporters])


async def test_a_place_is_found_by_id_and_by_the_code_at_its_door(door: Door) -> None:
    async with door.database.transaction() as session:
        place = await place_by_code(session, "HW0001")
        assert place is await find_place(session, door.place_id)
        assert place.position.latitude == 32.6


async def test_a_place_that_closed_for_good_is_gone_however_it_is_asked_for(database: Database) -> None:
    async with database.transaction() as session:
        place = station(closed_at=TUESDAY_NOON)
        session.add(place)
        await session.flush()
        with pytest.raises(PlaceGone):
            await find_place(session, place.id)
        with pytest.raises(PlaceGone) as gone:
            await place_by_code(session, "HW0001")
        with pytest.raises(PlaceGone):
            await report_place(session, Report(place.id, SHUT), now=TUESDAY_NOON, zone=SHANGHAI)
        with pytest.raises(PlaceGone):
            await find_place(session, place.id + 1)
        with pytest.raises(PlaceUnknown):
            await place_by_code(session, "HW9999")
    assert gone.value.place_id == place.id


async def test_one_shut_report_changes_nothing_and_two_people_s_hide_it_until_it_opens_next(door: Door) -> None:
    assert (await door.hears(SHUT, 0)).shut_until is None
    assert (await door.hears(SHUT, 1, TUESDAY_NOON + HOUR)).shut_until == WEDNESDAY_EIGHT
    assert (await door.place()).shut_until == WEDNESDAY_EIGHT


async def test_the_same_person_twice_and_people_nobody_knows_count_once_or_not_at_all(door: Door) -> None:
    await door.hears(SHUT, 0)
    await door.hears(SHUT, 0, TUESDAY_NOON + MINUTE)
    await door.hears(SHUT, None)
    await door.hears(SHUT, None)
    assert (await door.place()).shut_until is None
    assert len(await door.said()) == 3


async def test_reports_more_than_two_hours_apart_do_not_meet(door: Door) -> None:
    await door.hears(SHUT, 0)
    await door.hears(SHUT, 1, TUESDAY_NOON + 2 * HOUR + MINUTE)
    assert (await door.place()).shut_until is None
    await door.hears(SHUT, 2, TUESDAY_NOON + 4 * HOUR)
    assert (await door.place()).shut_until == WEDNESDAY_EIGHT


async def test_a_report_repeated_counts_from_its_last_time(door: Door) -> None:
    await door.hears(SHUT, 0)
    await door.hears(SHUT, 0, TUESDAY_NOON + HOUR)
    await door.hears(SHUT, 1, TUESDAY_NOON + 3 * HOUR - MINUTE)
    assert (await door.place()).shut_until == WEDNESDAY_EIGHT


async def test_what_was_said_before_it_opened_again_is_settled(door: Door) -> None:
    before_eight, after_eight = WEDNESDAY_EIGHT - 10 * MINUTE, WEDNESDAY_EIGHT + 5 * MINUTE
    await door.hears(SHUT, 0, before_eight)
    await door.hears(SHUT, 1, before_eight)
    assert (await door.hears(SHUT, 2, after_eight)).shut_until == WEDNESDAY_EIGHT
    assert (await door.hears(SHUT, 1, after_eight)).shut_until == WEDNESDAY_EIGHT + 24 * HOUR


async def test_a_report_about_one_place_or_another_matter_does_not_shut_this_one(door: Door) -> None:
    other = await _door(door.database, code="HW0002")
    await door.hears(SHUT, 0)
    await other.hears(SHUT, 1)
    await door.hears(FeedbackKind.REFUSED, 1)
    await door.hears(USEFUL, 1)
    assert (await door.place()).shut_until is None


@pytest.mark.parametrize(
    ("hours", "opens"),
    [
        ("08:00-20:00", WEDNESDAY_EIGHT),
        ("08:00-11:00,13:00-20:00", TUESDAY_NOON + HOUR),  # shut now by its hours
        ("Tu 08:00-20:00; We-Fr off; Sa 09:00-12:00", datetime(2026, 11, 28, 1, 0, tzinfo=UTC)),
        ("10:00-02:00", datetime(2026, 11, 25, 2, 0, tzinfo=UTC)),
        ("24/7", TUESDAY_NOON + 24 * HOUR),
        ("Mo-Sa 00:00-24:00", TUESDAY_NOON + 24 * HOUR),  # open until Sunday anyway
        ("2020 Jan 01 08:00-20:00", TUESDAY_NOON + 24 * HOUR),  # never again
        ("", TUESDAY_NOON + 24 * HOUR),
        ("when I am here", TUESDAY_NOON + 24 * HOUR),
    ],
)
def test_the_next_opening_is_the_next_time_that_it_begins_to_be_open(hours: str, opens: datetime) -> None:
    assert next_opening(hours, TUESDAY_NOON, SHANGHAI) == opens


async def test_useful_counts_once_a_person_and_day_of_the_city(door: Door) -> None:
    before_midnight, after_midnight = TUESDAY_NOON + 12 * HOUR - MINUTE, TUESDAY_NOON + 12 * HOUR + MINUTE
    for who, at in [(0, TUESDAY_NOON), (0, before_midnight), (1, before_midnight), (None, before_midnight)]:
        await door.hears(USEFUL, who, at)
    assert (await door.place()).useful_count == 2
    await door.hears(USEFUL, 0, after_midnight)
    assert (await door.place()).useful_count == 3


async def test_other_problems_are_kept_without_the_person(door: Door) -> None:
    await door.hears(FeedbackKind.MISSING_SERVICE, 0, need="toilet")
    await door.hears(FeedbackKind.WRONG_POSITION, 0)
    await door.hears(FeedbackKind.REFUSED, 0)
    said = await door.said()
    assert [person for _, person in said] == [None, None, None]
    async with door.database.transaction() as session:
        missing = FeedbackKind.MISSING_SERVICE
        assert await session.scalar(sa.select(PlaceFeedback.need).where(PlaceFeedback.kind == missing)) == "toilet"


async def test_who_reported_is_forgotten_when_it_is_not_needed_any_more(door: Door) -> None:
    await door.hears(SHUT, 0)
    await door.hears(USEFUL, 1)
    for later, forgotten, left in [(2 * HOUR, 0, 2), (2 * HOUR + MINUTE, 1, 1), (24 * HOUR + MINUTE, 1, 0)]:
        async with door.database.transaction() as session:
            assert await forget_reporters(session, TUESDAY_NOON + later) == forgotten
        assert sum(person is not None for _, person in await door.said()) == left
    assert len(await door.said()) == 2


async def test_a_person_who_is_deleted_leaves_the_report_without_a_name(door: Door) -> None:
    await door.hears(SHUT, 0)
    async with door.database.transaction() as session:
        await session.execute(sa.delete(Person).where(Person.id == door.people[0]))
    assert await door.said() == [(SHUT, None)]


async def test_two_people_at_the_same_moment_both_count(database: Database) -> None:
    doors = [await _door(database, code=f"HW{number}", people=2) for number in range(8)]
    reports = [door.hears(kind, who) for door in doors for kind in (SHUT, USEFUL) for who in (0, 1)]
    await asyncio.gather(*reports)
    for door in doors:
        place = await door.place()
        assert (place.shut_until, place.useful_count) == (WEDNESDAY_EIGHT, 2)


async def test_one_person_s_double_tap_counts_once(door: Door) -> None:
    await asyncio.gather(*(door.hears(kind, 0) for _ in range(5) for kind in (SHUT, USEFUL)))
    place = await door.place()
    assert (place.shut_until, place.useful_count) == (None, 1)
    assert len(await door.said()) == 2

"""Hours that whoever runs a place gives for some days: searches have them at once, and they end by themselves."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from handlers.pushed.table import pushed_screen
from handlers.talk.texts import texts
from models.city.pack import City
from models.errors import DayPassed
from models.outbox.message import OutboxMessage
from models.people.person import Person
from models.places.directory import PlaceRow
from models.places.errors import ClosureGone, ClosureTooLong, HoursPassed
from models.places.host import PlaceDay
from models.places.hours import PlaceHours, closures_at, forget_exceptions
from models.places.importing import Changes, put_places
from models.places.nearest import nearest_places
from models.places.place import Place
from models.places.running import as_usual, close_days, confirm_today, end_closure, find_places, open_until
from models.staff.errors import NotStaff
from models.storage.database import Database
from models.values.written_date import read_from_to
from models.values.written_moment import read_closing, read_opening
from tests.models.figures.test_place_report import a_host
from tests.world.colleagues import LEAD, a_clerk
from tests.world.directory import PLACES
from tests.world.filing import NOW
from tests.world.outbox_rows import as_put

TODAY = NOW.date()
DAY = timedelta(days=1)


class Station:
    """One place with a host, and a lead of the department that runs all."""

    def __init__(self, database: Database, city: City) -> None:
        self.database, self.city, self.now = database, city, NOW

    async def open(self) -> "Station":
        async with self.database.transaction() as session:
            session.add_all(PLACES(self.city))
            await session.flush()
            place = (await session.scalars(sa.select(Place).where(Place.code == "T1"))).one()
            self.host, self.place_id, self.position = await a_host(session, place), place.id, place.position
            lead = await a_clerk(session, "孙科", "union", LEAD)
            self.lead = await session.get_one(Person, lead.person_id)
        return self

    async def does(self, operation: Any, person: Person | None = None, *, at: datetime = NOW, **said: Any) -> None:
        async with self.database.transaction() as session:
            await operation(session, self.place_id, person or self.host, city=self.city, now=at, **said)

    async def is_found(self, at: datetime) -> bool:
        """Whether a search for open places finds it."""
        async with self.database.reading() as session:
            found = await nearest_places(session, self.position, open_at=at, zone=self.city.zone, limit=20)
            return self.place_id in {each.place.id for each in found}

    async def told(self) -> list[tuple[int, str]]:
        async with self.database.reading() as session:
            rows = as_put(await session.scalars(sa.select(OutboxMessage)))
            return [(row.person_id, row.content["facts"]["how"]) for row in rows if "hours" in row.content["news"]]

    def at(self, hour: int, days: int = 0) -> datetime:
        local = datetime.combine(TODAY + days * DAY, datetime.min.time(), self.city.zone)
        return (local + timedelta(hours=hour)).astimezone(UTC)


@pytest.fixture
async def station(database: Database, city: City) -> AsyncIterator[Station]:
    yield await Station(database, city).open()
    async with database.reading() as session:
        for row in await session.scalars(sa.select(OutboxMessage)):
            for locale in texts().locales:
                assert "{" not in pushed_screen(texts().in_(locale), row.content).text


async def test_a_place_that_closes_earlier_or_later_today_is_found_until_then(station: Station) -> None:
    await station.does(open_until, minute=20 * 60)
    assert await station.is_found(station.at(19))
    assert not await station.is_found(station.at(21))
    assert await station.is_found(station.at(21, days=1))
    await station.does(open_until, minute=24 * 60, at=NOW + timedelta(minutes=1))
    assert await station.is_found(station.at(23))
    assert not await station.is_found(station.at(6, days=1))
    for minute in (12 * 60, 31 * 60):
        with pytest.raises(HoursPassed):
            await station.does(open_until, minute=minute)
    assert await station.told() == 2 * [(station.lead.id, "until")]


@pytest.mark.parametrize("begins", [None, 22 * 60])
async def test_a_place_that_is_open_through_the_night_is_found_until_the_morning(
    station: Station, begins: int | None
) -> None:
    await station.does(open_until, minute=26 * 60, begins=begins)
    assert await station.is_found(station.at(21)) is (begins is None)
    assert await station.is_found(station.at(23))
    assert await station.is_found(station.at(1, days=1))
    assert not await station.is_found(station.at(3, days=1))
    assert await station.is_found(station.at(14, days=1))
    assert await station.told() == [(station.lead.id, "until-night")]
    async with station.database.transaction() as session:
        assert await forget_exceptions(session, city=station.city, now=station.at(1, 1), limit=9) == 0
        assert await forget_exceptions(session, city=station.city, now=station.at(1, 2), limit=9) == 1


@pytest.mark.parametrize(("hours", "tomorrow"), [("24/7", True), ("24/7; PH off", True), ("", False)])
async def test_a_place_round_the_clock_or_of_unknown_hours_can_close_too(
    station: Station, hours: str, tomorrow: bool
) -> None:
    async with station.database.transaction() as session:
        (await session.get_one(Place, station.place_id)).hours = hours
    await station.does(open_until, minute=20 * 60)
    assert await station.is_found(station.at(19))
    assert not await station.is_found(station.at(21))
    assert await station.is_found(station.at(21, days=1)) is tomorrow


async def test_a_closure_of_days_ends_by_itself_or_when_it_is_said(station: Station) -> None:
    for first, last in ((TODAY, TODAY - DAY), (TODAY - DAY, TODAY)):
        with pytest.raises(DayPassed):
            await station.does(close_days, first=first, last=last)
    with pytest.raises(ClosureTooLong):
        await station.does(close_days, first=TODAY, last=TODAY + 93 * DAY)
    await station.does(close_days, first=TODAY, last=TODAY + 2 * DAY)
    for days, found in ((0, False), (1, False), (2, False), (3, True)):
        assert await station.is_found(station.at(14, days)) is found
    async with station.database.transaction() as session:
        assert await forget_exceptions(session, city=station.city, now=station.at(23, 2), limit=9) == 0
        assert await forget_exceptions(session, city=station.city, now=station.at(1, 3), limit=9) == 1
        assert (await session.get_one(Place, station.place_id)).hours == "Mo-Su 07:00-22:00"
    await station.does(close_days, first=TODAY + DAY, last=TODAY + DAY)
    assert await station.is_found(station.at(14))
    assert not await station.is_found(station.at(14, days=1))
    await station.does(as_usual)
    assert await station.is_found(station.at(14, days=1))
    async with station.database.reading() as session:
        days = dict((await session.execute(sa.select(PlaceDay.day, PlaceDay.is_open))).all())
        assert days == {TODAY: True}
        assert (await session.scalars(sa.select(PlaceHours))).all() == []


async def test_closures_stand_side_by_side_and_end_one_by_one(station: Station) -> None:
    later, holiday = TODAY + 60 * DAY, TODAY + 67 * DAY
    await station.does(close_days, first=later, last=holiday, reason=" repair ")
    await station.does(close_days, first=TODAY + DAY, last=TODAY + 2 * DAY, reason="停水\n" + "长" * 30)
    await station.does(open_until, minute=20 * 60)
    found = {0: True, 1: False, 2: False, 3: True, 60: False, 67: False, 68: True}
    assert {days: await station.is_found(station.at(14, days)) for days in found} == found
    assert not await station.is_found(station.at(21))
    async with station.database.reading() as session:
        first, second = (await closures_at(session, [station.place_id], today=TODAY))[station.place_id]
    assert (first.reason, second.reason) == ("停水 " + "长" * 17, "repair")
    async with station.database.transaction() as session:
        await end_closure(session, first.id, station.host, city=station.city, now=NOW)
    async with station.database.transaction() as session:
        with pytest.raises(ClosureGone):
            await end_closure(session, first.id, station.host, city=station.city, now=NOW)
    assert await station.is_found(station.at(14, 1))
    assert not await station.is_found(station.at(21)), "today is another matter"
    assert not await station.is_found(station.at(14, 60))
    await station.does(close_days, first=TODAY + 65 * DAY, last=TODAY + 70 * DAY)
    assert await station.is_found(station.at(14, 61)), "the new one takes the place of what it overlaps"
    await station.does(as_usual)
    assert await station.is_found(station.at(21))
    assert not await station.is_found(station.at(14, 66)), "what is to come stays while something holds today"
    await station.does(as_usual)
    assert await station.is_found(station.at(14, 66))
    async with station.database.reading() as session:
        place = await session.get_one(Place, station.place_id)
        assert (place.hours, place.usual_hours) == ("Mo-Su 07:00-22:00", None)


async def test_open_today_ends_a_closure_and_not_today_is_told_once(station: Station) -> None:
    await station.does(close_days, first=TODAY, last=TODAY + 2 * DAY)
    await station.does(confirm_today, is_open=True, at=NOW + timedelta(minutes=1))
    assert await station.is_found(station.at(14))
    for minutes in (2, 3):
        await station.does(confirm_today, is_open=False, at=NOW + timedelta(minutes=minutes))
    assert not await station.is_found(station.at(14))
    assert [how for _, how in await station.told()] == ["closed", "open", "shut"]


async def test_the_department_says_it_too_and_the_host_hears(station: Station) -> None:
    async with station.database.transaction() as session:
        stranger = await a_clerk(session, "钱工", "police", LEAD)
        person = await session.get_one(Person, stranger.person_id)
        for who in (person, station.host):
            with pytest.raises(NotStaff):
                await find_places(session, who, "青石", city=station.city)
        assert [each.code for each in await find_places(session, station.lead, "青石", city=station.city)] == ["T1"]
    with pytest.raises(NotStaff):
        await station.does(open_until, person, minute=20 * 60)
    await station.does(close_days, station.lead, first=TODAY, last=TODAY)
    assert await station.told() == [(station.host.id, "closed")]


async def test_an_import_keeps_what_was_said_of_these_days(station: Station) -> None:
    await station.does(close_days, first=TODAY, last=TODAY + DAY)
    async with station.database.transaction() as session:
        place = await session.get_one(Place, station.place_id)
        values = {name: getattr(place, name) for name in PlaceRow._fields if name != "checked_on"}
        about = {"zone": station.city.zone, "now": NOW, "dry_run": False}
        for hours, changed in (("Mo-Su 07:00-22:00", 0), ("Mo-Su 09:00-18:00", 1)):
            changes = Changes()
            row = PlaceRow(**{**values, "hours": hours, "checked_on": None})
            await put_places(session, [row], changes, **about)
            assert (changes.changed, changes.unchanged) == (changed, 1 - changed)
    assert not await station.is_found(station.at(14))
    await station.does(as_usual)
    assert await station.is_found(station.at(14))
    assert not await station.is_found(station.at(20))


@pytest.mark.parametrize(
    ("said", "minute"),
    [
        ("20:30", 1230),
        ("晚上八点", 1200),
        ("8点", 1200),
        ("下午5点半", 1050),
        ("24点", 1440),
        ("24:00", 1440),
        ("晚上12点", 1440),
        ("11点", 23 * 60),
        ("13点", 780),
        ("早上9点", 540),
        ("25点", None),
        ("凌晨两点", 26 * 60),
        ("次日2:30", 26 * 60 + 30),
        ("第二天凌晨一点半", 25 * 60 + 30),
        ("夜里1点", 25 * 60),
        ("次日9点", None),
        ("一会儿", None),
    ],
)
def test_a_closing_time_is_read_as_the_next_one_that_can_be_meant(said: str, minute: int | None, city: City) -> None:
    now = datetime(2026, 11, 23, 12, 20, tzinfo=city.zone)
    assert read_closing(said, now) == minute
    assert read_opening(said, now) == (None if minute is None else (None, minute))
    assert date(2026, 11, 23) == now.date()


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ("22:00–02:00", (22 * 60, 26 * 60)),
        ("22:00到凌晨2:00", (22 * 60, 26 * 60)),
        ("晚上10点到次日两点半", (22 * 60, 26 * 60 + 30)),
        ("上午10点到晚上8点", (600, 1200)),
        ("10点到8点", (600, 1200)),
        ("9:00-17:00", (540, 1020)),
        ("18点至24点", (1080, 1440)),
        ("22:00-9:00", None),
        ("25点到2点", None),
        ("晚上到凌晨", None),
    ],
)
def test_times_from_and_until_are_read_also_past_midnight(said: str, times: tuple[int, int] | None, city: City) -> None:
    assert read_opening(said, datetime(2026, 11, 23, 12, 20, tzinfo=city.zone)) == times


def test_in_the_night_the_end_of_the_same_night_is_meant(city: City) -> None:
    assert read_closing("凌晨两点", datetime(2026, 11, 24, 1, 0, tzinfo=city.zone)) == 120
    assert read_closing("2点", datetime(2026, 11, 23, 20, 0, tzinfo=city.zone)) == 26 * 60


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("下周一到周三", date(2026, 11, 30), date(2026, 12, 2)),
        ("下周五至周日", date(2026, 12, 4), date(2026, 12, 6)),
        ("周五到下周一", date(2026, 11, 27), date(2026, 11, 30)),
        ("12月1日至3日", date(2026, 12, 1), date(2026, 12, 3)),
        ("明天到后天", date(2026, 11, 24), date(2026, 11, 25)),
        ("12月1日-12月5日", date(2026, 12, 1), date(2026, 12, 5)),
        ("明天", None, None),
        ("后天到明天", None, None),
    ],
)
def test_days_from_and_to_are_read(said: str, first: date | None, last: date | None) -> None:
    assert read_from_to(said, TODAY) == ((first, last) if first else None)

"""What an event has besides: who may set what, what it may be, and who hears of a change."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from models.casework.posts import join_staff
from models.city.events import EventKind
from models.city.pack import City
from models.events.details import change_detail, detail_of, details_of, set_detail, usual_event
from models.events.errors import EventIncomplete
from models.events.event import Event, EventDate
from models.events.hosting import NewEvent, create_event, hold_again
from models.places.place import Place
from models.staff.errors import NotStaff
from models.staff.post import StaffRole, add_staff
from models.storage.database import Database
from tests.models.events.test_attendance import booked, host_of, told
from tests.models.events.test_event_hosting import waiting
from tests.world.directory import PLACES
from tests.world.events import NOW, SUNDAY, a_date, people


async def event_of_date(database: Database, date_id: int) -> Event:
    async with database.reading() as session:
        event_date = await session.get_one(EventDate, date_id)
        return await session.get_one(Event, event_date.event_id)


def test_the_kind_and_who_gives_it_decide_what_there_is_to_set() -> None:
    usual = ("bring", "cancel", "remind", "questions")
    assert details_of(EventKind.VOLUNTEERING, of_department=False) == (*usual, "points")
    assert details_of(EventKind.TRAINING, of_department=True) == (*usual, "subsidy", "certificate")
    assert details_of(EventKind.ACTIVITY, of_department=False) == usual


@pytest.mark.parametrize(
    ("what", "said", "kept"),
    [
        ("bring", "手套", "手套"),
        ("bring", "", ""),
        ("cancel", "24", "24"),
        ("remind", "60,1440,60", "1440,60"),
        ("remind", "", ""),
        ("questions", "emergency_contact,size", "size,emergency_contact"),
        ("points", "1000", "1000"),
        ("subsidy", "50", "50"),
    ],
)
def test_what_can_be_is_kept(what: str, said: str, kept: str) -> None:
    event = usual_event(EventKind.VOLUNTEERING, "health", minutes=60)
    set_detail(event, what, said)
    assert detail_of(event, what) == kept


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("bring", "长" * 61),
        ("cancel", "337"),
        ("cancel", "-1"),
        ("cancel", "两"),
        ("remind", "60,x"),
        ("remind", "999999"),
        ("questions", "size,identity_number"),
        ("points", "1001"),
        ("points", "１５"),
        ("subsidy", "10001"),
        ("certificate", "1"),
        ("department", "x"),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_changes_nothing(what: str, said: str) -> None:
    event = usual_event(EventKind.VOLUNTEERING, "health", minutes=60)
    before = {each: detail_of(event, each) for each in details_of(EventKind.VOLUNTEERING, of_department=True)}
    with pytest.raises(EventIncomplete, match=what):
        set_detail(event, what, said)
    assert before == {each: detail_of(event, each) for each in before}


async def test_a_complex_promises_no_money_and_gives_points(database: Database, city: City) -> None:
    [person] = await people(database, 1)
    async with database.transaction() as session:
        session.add_all(PLACES(city))
        await session.flush()
        place = (await session.scalars(sa.select(Place).order_by(Place.id))).first()
        assert place is not None
        _, code = await add_staff(session, name="综合体", role=StaffRole.HOST, place_id=place.id, now=NOW)
        await join_staff(session, code, person, now=NOW)
        about = ("捡垃圾", "两小时", place.id, None, SUNDAY, 120, 10)
        for kind, details in ((EventKind.VOLUNTEERING, {"subsidy": "50"}), (EventKind.ACTIVITY, {"points": "5"})):
            with pytest.raises(EventIncomplete):
                await create_event(session, NewEvent(kind, *about, details), by=person, city=city, now=NOW)
        new = NewEvent(EventKind.VOLUNTEERING, *about, {"points": "5", "bring": "手套"})
        event_date = await create_event(session, new, by=person, city=city, now=NOW)
        again = await hold_again(
            session, event_date.id, starts_at=SUNDAY + timedelta(days=7), by=person, city=city, now=NOW
        )
    event = await event_of_date(database, again.id)
    assert (event.points, event.bring, event.subsidy_fen) == (5, {"zh-CN": "手套"}, 0)


async def test_changed_reminders_are_those_that_are_still_to_come(database: Database, city: City) -> None:
    date = await a_date(database, city, seats=2)
    host, (crowd, _) = await host_of(database), await booked(database, city, date, 2)
    async with database.transaction() as session:
        assert await change_detail(session, date, "remind", "180", by=host, city=city, now=NOW) == 0
    assert await waiting(database, crowd[0]) == [SUNDAY - timedelta(hours=3)]
    async with database.transaction() as session:
        await change_detail(session, date, "remind", "1440,60", by=host, city=city, now=SUNDAY - timedelta(hours=2))
    assert await waiting(database, crowd[1]) == [SUNDAY - timedelta(hours=1)]


async def test_who_has_a_seat_hears_once_what_touches_them(database: Database, city: City) -> None:
    date = await a_date(database, city, seats=2)
    host, (crowd, _) = await host_of(database), await booked(database, city, date, 2)
    async with database.transaction() as session:
        assert await change_detail(session, date, "bring", "水杯", by=host, city=city, now=NOW) == 2
        assert await change_detail(session, date, "bring", "水杯、毛巾", by=host, city=city, now=NOW) == 2
        assert await change_detail(session, date, "cancel", "24", by=host, city=city, now=NOW) == 0
        with pytest.raises(NotStaff):
            await change_detail(session, date, "bring", "钱", by=crowd[0], city=city, now=NOW)
    rows = await told(database, "event-changed")
    assert sorted(each.person_id for each in rows) == sorted(each.id for each in crowd)
    assert {each.content["facts"]["said"] for each in rows} == {"水杯、毛巾"}
    assert (await event_of_date(database, date)).cancel_minutes == 24 * 60


async def test_an_event_of_the_pack_is_changed_there_but_for_its_link(database: Database, city: City) -> None:
    date = await a_date(database, city, event={"key": "first_aid"}, online_url="https://example.org/a")
    host = await host_of(database)
    async with database.transaction() as session:
        with pytest.raises(EventIncomplete, match="pack"):
            await change_detail(session, date, "bring", "水杯", by=host, city=city, now=NOW)
        with pytest.raises(EventIncomplete, match="link"):
            await change_detail(session, date, "link", "http://example.org", by=host, city=city, now=NOW)
        await change_detail(session, date, "link", "https://example.org/b", by=host, city=city, now=NOW)
    async with database.reading() as session:
        assert (await session.get_one(EventDate, date)).online_url == "https://example.org/b"

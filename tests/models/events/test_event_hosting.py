"""Hosts: who may do what; whoever is concerned is told once, and reminders move along."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from handlers.pushed.table import causes_that_hold
from models.casework.posts import join_staff
from models.city.events import EventKind
from models.city.pack import City
from models.events.again import decide_dates
from models.events.booking import Booking
from models.events.errors import EventCalledOff, EventIncomplete, EventUndecided, SubsidyGone
from models.events.event import DateState, Event, EventDate
from models.events.hosting import (
    LONGEST_ABOUT,
    NewEvent,
    call_off_date,
    create_event,
    hold_again,
    hosted_dates,
    message_booked,
    move_date,
    roster,
)
from models.events.seat import cancel_booking, keep_booking
from models.events.waiting_list import join_waiting_list
from models.outbox.message import OutboxMessage, OutboxState
from models.people.person import Person
from models.places.place import Place
from models.staff.errors import NotStaff, SecondPersonNeeded
from models.staff.post import StaffRole, add_staff
from models.storage.database import Database
from models.values.written_moment import read_moment
from tests.models.events.test_attendance import booked, host_of, told
from tests.world.directory import PLACES
from tests.world.events import NOW, SUNDAY, a_date, counts_are_true, people

MONDAY = SUNDAY + timedelta(days=1)


async def waiting(database: Database, person: Person) -> list[datetime]:
    """When the reminders of a person are due."""
    async with database.reading() as session:
        rows = await session.scalars(
            sa.select(OutboxMessage)
            .where(OutboxMessage.person_id == person.id, OutboxMessage.state == OutboxState.WAITING)
            .order_by(OutboxMessage.due_at)
        )
        return [row.due_at for row in rows if row.content["news"] == "event-reminder"]


async def test_a_moved_date_moves_its_reminders_and_asks_each_who_is_booked(database: Database, city: City) -> None:
    date = await a_date(database, city, seats=2)
    host, (crowd, rows) = await host_of(database), await booked(database, city, date, 2)
    async with database.transaction() as session:
        with pytest.raises(NotStaff):
            await move_date(session, date, starts_at=MONDAY, by=crowd[0], city=city, now=NOW)
        with pytest.raises(EventIncomplete):
            await move_date(session, date, starts_at=NOW, by=host, city=city, now=NOW)
        assert await move_date(session, date, starts_at=MONDAY, by=host, city=city, now=NOW) == 2
        assert await move_date(session, date, starts_at=MONDAY, by=host, city=city, now=NOW) == 0
    assert await waiting(database, crowd[0]) == [MONDAY - timedelta(days=1), MONDAY - timedelta(hours=1)]
    asked = await told(database, "event-moved")
    assert sorted(each.person_id for each in asked) == sorted(each.id for each in crowd)
    assert asked[0].content["facts"]["old_day"] == "29"
    assert asked[0].content["facts"]["day"] == "30"
    late = MONDAY - timedelta(minutes=30)  # past the limit: who was asked may still say no, who said yes may not
    async with database.transaction() as session:
        await keep_booking(session, rows[0].id, person=crowd[0], now=NOW)
        await cancel_booking(session, rows[1].id, person=crowd[1], city=city, now=late)
    with pytest.raises(Exception, match="2"):
        async with database.transaction() as session:
            await cancel_booking(session, rows[0].id, person=crowd[0], city=city, now=late)
    assert (await counts_are_true(database, date)).taken == 1


async def test_a_date_called_off_is_told_once_with_its_reason_and_reminds_of_nothing(
    database: Database, city: City
) -> None:
    date = await a_date(database, city, seats=1)
    host, (crowd, rows) = await host_of(database), await booked(database, city, date, 1)
    (waiter,) = await people(database, 1)
    async with database.transaction() as session:
        await join_waiting_list(session, date, person=waiter, city=city, now=NOW)
        with pytest.raises(EventIncomplete):
            await call_off_date(session, date, reason=" ", by=host, city=city, now=NOW)
        assert await call_off_date(session, date, reason="老师病了", by=host, city=city, now=NOW) == 2
    with pytest.raises(EventCalledOff):
        async with database.transaction() as session:
            await call_off_date(session, date, reason="老师病了", by=host, city=city, now=NOW)
    rows_told = await told(database, "event-off")
    assert sorted(each.person_id for each in rows_told) == sorted((crowd[0].id, waiter.id))
    assert {each.content["facts"]["reason"] for each in rows_told} == {"老师病了"}
    assert await waiting(database, crowd[0]) == []
    async with database.reading() as session:
        assert await causes_that_hold(session, [f"booking:{rows[0].id}"]) == set()
        assert (await session.get_one(EventDate, date)).state == DateState.CALLED_OFF


async def test_words_to_who_is_booked_reach_each_once(database: Database, city: City) -> None:
    date = await a_date(database, city, seats=3)
    host, (crowd, _) = await host_of(database), await booked(database, city, date, 3)
    for _ in range(2):  # a double tap
        async with database.transaction() as session:
            assert await message_booked(session, date, text="带水", by=host, mark="1", city=city, now=NOW) == 3
    assert sorted(each.person_id for each in await told(database, "event-message")) == [each.id for each in crowd]
    async with database.transaction() as session:
        with pytest.raises(NotStaff):
            await message_booked(session, date, text="带水", by=crowd[0], mark="2", city=city, now=NOW)
        with pytest.raises(NotStaff):
            await roster(session, date, by=crowd[0])
        assert len((await roster(session, date, by=host))[2]) == 3


async def test_an_event_is_made_by_a_department_and_by_a_complex_for_itself_only(
    database: Database, city: City
) -> None:
    host = await host_of(database, "union")
    async with database.transaction() as session:
        places = PLACES(city)[:2]
        session.add_all(places)
        await session.flush()
        here, there = [each.id for each in places]
        _, code = await add_staff(session, name="李姐", role=StaffRole.HOST, place_id=there, now=NOW)
    complex_host, worker = await people(database, 2)
    async with database.transaction() as session:
        await join_staff(session, code, complex_host, now=NOW)

    def new(**given: Any) -> NewEvent:
        usual = {
            "kind": EventKind.TRAINING,
            "title": "学剪辑",
            "about": "两小时",
            "place_id": there,
            "online_url": None,
        }
        return NewEvent(**{**usual, "starts_at": SUNDAY, "minutes": 90, "seats": 10, **given})

    async def make(by: Person, what: NewEvent) -> Event:
        async with database.transaction() as session:
            event_date = await create_event(session, what, by=by, city=city, now=NOW)
            return await session.get_one(Event, event_date.event_id)

    assert (await make(host, new(place_id=here))).department == "union"
    made = await make(complex_host, new())
    assert (made.department, made.host_place_id) == (None, there)
    for by, what, error in (
        (worker, new(), NotStaff),
        (complex_host, new(place_id=here), NotStaff),
        (host, new(title=" "), EventIncomplete),
        (host, new(about="长" * (LONGEST_ABOUT + 1)), EventIncomplete),
        (host, new(place_id=None), EventIncomplete),
        (host, new(seats=0), EventIncomplete),
        (host, new(minutes=800), EventIncomplete),
        (host, new(starts_at=NOW), EventIncomplete),
    ):
        with pytest.raises(error):
            await make(by, what)
    async with database.transaction() as session:
        mine = await hosted_dates(session, complex_host, now=NOW)
        assert [event.id for _, event in mine] == [made.id]
        again = await hold_again(session, mine[0][0].id, starts_at=MONDAY, by=complex_host, city=city, now=NOW)
        assert (again.event_id, again.place_id, again.seats, again.taken) == (made.id, there, 10, 0)
        assert await session.get_one(Place, there)
        assert (await session.scalars(sa.select(sa.func.count()).select_from(Booking))).one() == 0


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("12月5号 14:30", "2026-12-05 14:30"),
        ("明天下午两点半", "2026-11-27 14:30"),
        ("2026-12-05 9:00", "2026-12-05 09:00"),
        ("12月5号上午10点", "2026-12-05 10:00"),
        ("12月5号晚上7点20分", "2026-12-05 19:20"),
        ("12月5号十点", "2026-12-05 10:00"),
        ("明晚七点", "2026-11-27 19:00"),
        ("后天夜里十一点", "2026-11-28 23:00"),
        ("12月5号晚上12点", None),
        ("12月5号", None),
        ("14:30", None),
        ("12月5号 25:00", None),
        ("好的", None),
    ],
)
def test_a_day_with_a_time_is_read_as_it_is_written(text: str, moment: str | None) -> None:
    read = read_moment(text, NOW, ZoneInfo("Asia/Shanghai"))
    assert (f"{read:%Y-%m-%d %H:%M}" if read else None) == moment


async def _post(database: Database, person: Person, name: str, role: StaffRole) -> None:
    async with database.transaction() as session:
        _, code = await add_staff(session, name=name, role=role, department="health", now=NOW)
        await join_staff(session, code, await session.get_one(Person, person.id), now=NOW)


async def test_a_further_date_that_costs_money_takes_two_people(database: Database, city: City) -> None:
    number = await a_date(database, city, event={"subsidy_fen": 5000})
    free = await a_date(database, city)
    clerk, lead, other = await people(database, 3)
    for person, name, role in (
        (clerk, "王芳", StaffRole.STAFF),
        (lead, "赵", StaffRole.LEAD),
        (other, "孙", StaffRole.LEAD),
    ):
        await _post(database, person, name, role)
    by: dict[str, Any] = {"city": city, "now": NOW}
    async with database.transaction() as session:
        first = await hold_again(session, number, starts_at=MONDAY, by=clerk, **by)
        second = await hold_again(session, number, starts_at=MONDAY + timedelta(days=1), by=clerk, **by)
        assert (first.state, second.state) == (DateState.UNDECIDED, DateState.UNDECIDED)
        assert (await hold_again(session, number, starts_at=MONDAY, by=lead, **by)).state == DateState.OPEN
        assert (await hold_again(session, free, starts_at=MONDAY, by=clerk, **by)).state == DateState.OPEN
        for operation in (
            move_date(session, first.id, starts_at=MONDAY, by=clerk, **by),
            join_waiting_list(session, first.id, person=other, **by),
        ):
            with pytest.raises(EventUndecided):
                await operation
        with pytest.raises(NotStaff):
            await decide_dates(session, first.id, 50, yes=True, by=clerk, **by)
        with pytest.raises(SubsidyGone):
            await decide_dates(session, first.id, 60, yes=True, by=lead, **by)
        assert (await decide_dates(session, first.id, 50, yes=True, by=lead, **by))[1] == 1
        assert (first.state, second.state) == (DateState.OPEN, DateState.UNDECIDED)
        await decide_dates(session, second.id, 50, yes=False, by=other, **by)
        for each in (first, second):
            with pytest.raises(SubsidyGone):
                await decide_dates(session, each.id, 50, yes=True, by=other, **by)
        assert await session.get(EventDate, second.id) is None


async def test_dates_added_while_the_money_is_asked_for_wait_too(database: Database, city: City) -> None:
    number = await a_date(database, city, event={"subsidy_asked_fen": 9000})
    clerk, lead = await people(database, 2)
    for person, name, role in ((clerk, "王芳", StaffRole.STAFF), (lead, "赵", StaffRole.LEAD)):
        await _post(database, person, name, role)
    by: dict[str, Any] = {"city": city, "now": NOW}
    async with database.transaction() as session:
        first = await hold_again(session, number, starts_at=MONDAY, by=clerk, **by)
        assert first.state == DateState.UNDECIDED
        await decide_dates(session, first.id, 90, yes=True, by=lead, **by)
        assert first.state == DateState.OPEN


async def test_who_asked_for_a_further_date_does_not_say_yes_in_another_post(database: Database, city: City) -> None:
    number = await a_date(database, city, event={"subsidy_fen": 5000})
    (clerk,) = await people(database, 1)
    await _post(database, clerk, "王芳", StaffRole.STAFF)
    by: dict[str, Any] = {"city": city, "now": NOW}
    async with database.transaction() as session:
        first = await hold_again(session, number, starts_at=MONDAY, by=clerk, **by)
    await _post(database, clerk, "王芳", StaffRole.LEAD)
    async with database.transaction() as session:
        with pytest.raises(SecondPersonNeeded):
            await decide_dates(session, first.id, 50, yes=True, by=clerk, **by)
        await call_off_date(session, first.id, reason="不办了", by=clerk, **by)
        with pytest.raises(SubsidyGone):
            await decide_dates(session, first.id, 50, yes=True, by=clerk, **by)

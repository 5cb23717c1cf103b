"""Seats are never oversold: in one process or several, with people leaving in between, on both databases."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.city.pack import City
from models.errors import DomainError
from models.events.booking import BookingState, booking_of, clashing, waiting_before
from models.events.errors import (
    AlreadyBooked,
    BookingGone,
    CancelTooLate,
    EventCalledOff,
    EventGone,
    EventOver,
    SeatsGone,
    TooManyBookings,
)
from models.events.event import DateState, EventDate
from models.events.seat import MOST_BOOKINGS, book_seat, cancel_booking
from models.events.waiting_list import accept_offer, decline_offer, join_waiting_list, pass_on
from models.my_data.export import export
from models.outbox.message import OutboxMessage, OutboxState
from models.people.errors import ConsentNeeded
from models.people.person import Person, meet
from models.storage.database import Database, open_database
from models.storage.encryption import Cipher, new_key
from tests.world.events import NOW, SUNDAY, a_date, counts_are_true, people, rows_of
from tests.world.leaving import leaves
from tests.world.processes.booking_process import CITY, crowd
from tests.world.processes.forked import start_forked

CROWD, SEATS, PROCESSES = 500, 20, 3


async def book(database: Database, city: City, date_id: int, person: Person, **given: Any) -> Any:
    async with database.transaction() as session:
        return await book_seat(session, date_id, person=person, city=city, **{"now": NOW, **given})


async def wait_for(database: Database, city: City, date_id: int, person: Person) -> Any:
    async with database.transaction() as session:
        return await join_waiting_list(session, date_id, person=person, city=city, now=NOW)


async def reminders(database: Database, city: City, *, person_id: int) -> list[str]:
    async with database.reading() as session:
        rows = await session.scalars(
            sa.select(OutboxMessage)
            .where(OutboxMessage.person_id == person_id, OutboxMessage.state == OutboxState.WAITING)
            .order_by(OutboxMessage.due_at)
        )
        return [f"{row.due_at.astimezone(city.zone):%m-%d %H:%M}" for row in rows]


# --- one seat, many people ------------------------------------------------------------------------------------------


async def test_two_people_want_the_last_seat_and_one_is_told_that_it_is_gone(database: Database, city: City) -> None:
    date = await a_date(database, city, seats=1)
    results = await asyncio.gather(
        *(book(database, city, date, each) for each in await people(database, 2)), return_exceptions=True
    )
    lost = [each for each in results if isinstance(each, Exception)]
    assert [type(each) for each in lost] == [SeatsGone]
    assert (await counts_are_true(database, date)).taken == 1


@pytest.mark.timeout(240)
async def test_500_people_at_once_for_20_seats_from_three_processes(database_url: str, database: Database) -> None:
    """Each process has connections of its own; some of those who got a seat give it back in between."""
    date = await a_date(database, CITY, seats=SEATS, starts_at=SUNDAY)
    ids = [each.id for each in await people(database, CROWD)]
    await database.close()
    key = new_key()
    shares = [ids[number::PROCESSES] for number in range(PROCESSES)]
    running = [start_forked(crowd, database_url, key, date, share) for share in shares]
    for process in running:
        await asyncio.to_thread(process.join)
    assert [process.exitcode for process in running] == [0] * PROCESSES
    opened = open_database(database_url, Cipher([key], "s" * 40))
    event_date, rows = await counts_are_true(opened, date), await rows_of(opened, date)
    await opened.close()
    assert (event_date.taken, len(rows)) == (SEATS, CROWD)
    numbers = [each.queue_number for each in rows if each.queue_number is not None]
    assert numbers == sorted(set(numbers)), "two people have the same place in the list"
    offered = [each.queue_number for each in rows if each.state == BookingState.OFFERED]
    waiting = [each.queue_number for each in rows if each.state == BookingState.WAITING]
    left = sum(each.state == BookingState.CANCELLED for each in rows)
    assert event_date.waiting == len(waiting) == CROWD - SEATS - left
    assert max(offered, default=0) < min(waiting), "somebody was asked before their turn"  # type: ignore[type-var]


Steps = st.lists(
    st.tuples(st.sampled_from(["book", "wait", "cancel", "accept", "decline", "later"]), st.integers(0, 7)), max_size=40
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seats=st.integers(1, 3), steps=Steps)
async def test_whatever_people_do_in_whatever_order_no_seat_is_sold_twice_or_left_idle(
    database: Database, seats: int, steps: list[tuple[str, int]]
) -> None:
    date = await a_date(database, CITY, seats=seats)
    crowd_, now = await people(database, 8), NOW
    for step, who in steps:
        now += timedelta(hours=13 if step == "later" else 0)
        try:
            async with database.transaction() as session:
                await _do(step, session, date, crowd_[who], now)
        except DomainError:
            pass
        event_date = await counts_are_true(database, date)
        assert now >= SUNDAY or event_date.waiting == 0 or event_date.taken == event_date.seats, (
            "somebody waits beside a free seat"
        )
    rows = await rows_of(database, date)
    numbers = [each.queue_number for each in rows if each.state == BookingState.WAITING]
    asked = [each.queue_number for each in rows if each.state == BookingState.OFFERED]
    assert not numbers or not asked or max(asked) < min(numbers)  # type: ignore[type-var]


async def _do(step: str, session: Any, date: int, person: Person, now: Any) -> None:
    about: dict[str, Any] = {"person": person, "city": CITY, "now": now}
    mine = await booking_of(session, date, person.id)
    if step == "book":
        await book_seat(session, date, **about)
    elif step == "wait":
        await join_waiting_list(session, date, **about)
    elif step == "later":
        await pass_on(session, date, city=CITY, now=now)
    elif mine is not None:
        await {"cancel": cancel_booking, "accept": accept_offer, "decline": decline_offer}[step](
            session, mine.id, **about
        )


# --- booking --------------------------------------------------------------------------------------------------------


async def test_a_booking_is_reminded_of_a_day_and_an_hour_before(database: Database, city: City) -> None:
    date = await a_date(database, city)
    (anna,) = await people(database, 1)
    await book(database, city, date, anna)
    await book(database, city, date, anna)  # a double tap
    assert (await counts_are_true(database, date)).taken == 1
    assert await reminders(database, city, person_id=anna.id) == ["11-28 14:30", "11-29 13:30"]


async def test_who_books_late_is_not_told_what_has_passed(database: Database, city: City) -> None:
    date = await a_date(database, city)
    (anna,) = await people(database, 1)
    await book(database, city, date, anna, now=SUNDAY - timedelta(hours=3))
    assert await reminders(database, city, person_id=anna.id) == ["11-29 13:30"]


async def test_a_reminder_that_quiet_time_would_swallow_comes_before_it(database: Database, city: City) -> None:
    """A rider's noon lasts until 13:30, when the course begins: what is due at 12:30 would come too late."""
    date = await a_date(database, city, starts_at=SUNDAY - timedelta(hours=1))
    (anna,) = await people(database, 1, occupation="delivery")
    await book(database, city, date, anna)
    assert await reminders(database, city, person_id=anna.id) == ["11-28 13:30", "11-29 10:59"]


async def test_a_seat_given_back_is_not_reminded_of_and_booked_again_it_is(database: Database, city: City) -> None:
    date = await a_date(database, city)
    (anna,) = await people(database, 1)
    booking = await book(database, city, date, anna)
    async with database.transaction() as session:
        await cancel_booking(session, booking.id, person=anna, city=city, now=NOW)
    assert (await counts_are_true(database, date)).taken == 0
    assert await reminders(database, city, person_id=anna.id) == []
    await book(database, city, date, anna)
    assert len(await reminders(database, city, person_id=anna.id)) == 2


async def test_within_the_limit_a_seat_cannot_be_given_back_but_a_turn_can(database: Database, city: City) -> None:
    date = await a_date(database, city, seats=1)
    anna, bert = await people(database, 2)
    hers, his = await book(database, city, date, anna), await wait_for(database, city, date, bert)
    late = SUNDAY - timedelta(minutes=119)
    async with database.transaction() as session:
        with pytest.raises(CancelTooLate) as error:
            await cancel_booking(session, hers.id, person=anna, city=city, now=late)
        assert error.value.hours == 2
        await cancel_booking(session, his.id, person=bert, city=city, now=late)
        with pytest.raises(EventOver):
            await cancel_booking(session, hers.id, person=anna, city=city, now=SUNDAY)
    assert (await counts_are_true(database, date)).waiting == 0


async def test_what_cannot_be_booked_says_why(database: Database, city: City) -> None:
    date = await a_date(database, city)
    anna, carl = await people(database, 2)
    async with database.transaction() as session:
        bert, _, _ = await meet(session, "telegram", "nobody", locale="zh-CN", now=NOW)
    for who, number, now, error in (
        (bert, date, NOW, ConsentNeeded),
        (anna, date + 1000, NOW, EventGone),
        (anna, date, SUNDAY, EventOver),
    ):
        with pytest.raises(error):
            await book(database, city, number, who, now=now)
    booking = await book(database, city, date, anna)
    with pytest.raises(AlreadyBooked):
        await wait_for(database, city, date, anna)
    async with database.transaction() as session:
        with pytest.raises(BookingGone):
            await cancel_booking(session, booking.id, person=carl, city=city, now=NOW)
        (await session.get_one(EventDate, date)).state = DateState.CALLED_OFF
    with pytest.raises(EventCalledOff):
        await book(database, city, date, carl)


async def test_more_bookings_than_anybody_keeps_are_refused(database: Database, city: City) -> None:
    (anna,) = await people(database, 1)
    for _ in range(MOST_BOOKINGS):
        await book(database, city, await a_date(database, city), anna)
    with pytest.raises(TooManyBookings):
        await book(database, city, await a_date(database, city), anna)


async def test_another_booking_at_the_same_time_is_found(database: Database, city: City) -> None:
    (anna,) = await people(database, 1)
    first = await a_date(database, city)
    await book(database, city, first, anna)
    for minutes, clashes in ((119, True), (120, False), (-119, True), (-120, False)):
        other = await a_date(database, city, starts_at=SUNDAY + timedelta(minutes=minutes))
        async with database.reading() as session:
            found = await clashing(session, anna.id, await session.get_one(EventDate, other))
        assert (found is not None and found[0].id == first) is clashes


# --- people who leave -----------------------------------------------------------------------------------------------


async def test_bookings_are_exported_and_who_is_forgotten_leaves_a_free_seat(database: Database, city: City) -> None:
    date = await a_date(database, city, seats=1)
    anna, bert, carl = await people(database, 3)
    await book(database, city, date, anna, answers={"size": "XL"})
    turns = [await wait_for(database, city, date, each) for each in (bert, carl)]
    async with database.reading() as session:
        assert [await waiting_before(session, each) for each in turns] == [0, 1]
    async with database.transaction() as session:
        person = await session.get_one(Person, anna.id)
        exported = (await export(session, person))["bookings"]
        assert [(each["state"], each["answers"]) for each in exported] == [("booked", {"size": "XL"})]
        await leaves(session, person)
        await leaves(session, await session.get_one(Person, bert.id))
    async with database.transaction() as session:
        assert await pass_on(session, date, city=city, now=NOW) == 1
    event_date, (row,) = await counts_are_true(database, date), await rows_of(database, date)
    assert (row.person_id, row.state, event_date.waiting) == (carl.id, "offered", 0)

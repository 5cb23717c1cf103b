"""The waiting list: a freed seat goes to the next at once, for a time that shrinks, and never runs out at night."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot.assembly import build_app
from bot.jobs import schedule
from bot.keys import Keys
from bot.settings import Settings
from handlers.pushed.table import causes_that_hold
from models.city.pack import City
from models.errors import DomainError
from models.events.booking import Booking, BookingState
from models.events.errors import BookingGone, OfferGone
from models.events.seat import book_seat, cancel_booking
from models.events.waiting_list import (
    LAST_CALL,
    LONGEST_HOLD,
    SHORTEST_HOLD,
    accept_offer,
    decline_offer,
    hold,
    idle_dates,
    join_waiting_list,
    pass_on,
)
from models.outbox.message import OutboxMessage, OutboxState, Urgency
from models.outbox.quiet_times import QuietTimes, allowed_at, last_free_before
from models.people.person import Person
from models.storage.database import Database
from models.storage.encryption import Cipher
from models.values.day_span import spans_written
from tests.world.events import NOW, SUNDAY, a_date, counts_are_true, people, rows_of

ZONE = ZoneInfo("Asia/Shanghai")
RIDER = QuietTimes(spans_written("22:00-07:00,11:00-13:30,17:00-20:00"))
moments = st.integers(0, 60 * 24 * 60 * 60).map(lambda seconds: NOW + timedelta(seconds=seconds))


async def full(database: Database, city: City, waiting: int = 2, **given: Any) -> tuple[int, Booking, list[Person]]:
    """A date with one seat, that is taken, and people who wait; and who has it."""
    date = await a_date(database, city, seats=1)
    crowd = await people(database, waiting + 1, **given)
    async with database.transaction() as session:
        booking = await book_seat(session, date, person=crowd[0], city=city, now=NOW)
        for person in crowd[1:]:
            await join_waiting_list(session, date, person=person, city=city, now=NOW)
    return date, booking, crowd


async def give_back(database: Database, city: City, booking: Booking, person: Person, now: datetime = NOW) -> None:
    async with database.transaction() as session:
        await cancel_booking(session, booking.id, person=person, city=city, now=now)


async def states(database: Database, date: int) -> list[str]:
    return [each.state for each in await rows_of(database, date) if each.queue_number is not None]


async def offers(database: Database) -> list[OutboxMessage]:
    async with database.reading() as session:
        rows = sa.select(OutboxMessage).where(OutboxMessage.cause.like("offer:%"))
        return list(await session.scalars(rows.order_by(OutboxMessage.id)))


# --- how long -------------------------------------------------------------------------------------------------------


@given(moments, st.integers(1, 40 * 24 * 60))
def test_no_offer_runs_out_in_quiet_time_unless_the_start_leaves_no_other(now: datetime, minutes: int) -> None:
    starts_at = now + timedelta(minutes=minutes)
    kept = hold(now, starts_at, RIDER, ZONE)
    if kept is None:
        told = allowed_at(now, Urgency.TODAY, RIDER, ZONE)
        assert told is not None
        assert told + SHORTEST_HOLD > starts_at - LAST_CALL
        return
    told, until = kept
    assert now <= told <= until - SHORTEST_HOLD
    assert until <= starts_at - LAST_CALL
    assert until == starts_at - LAST_CALL or allowed_at(until, Urgency.CAN_WAIT, RIDER, ZONE) == until


@given(st.integers(30, 10_000), st.integers(0, 10_000))
def test_the_nearer_the_start_the_shorter_it_is_held(minutes: int, more: int) -> None:
    never_quiet = QuietTimes(())
    near, far = (hold(NOW, NOW + timedelta(minutes=each), never_quiet, ZONE) for each in (minutes, minutes + more))
    assert near is not None
    assert far is not None
    assert SHORTEST_HOLD <= near[1] - NOW <= far[1] - NOW <= LONGEST_HOLD


@given(moments)
def test_the_last_moment_before_quiet_time_is_outside_and_the_next_minute_is_not(moment: datetime) -> None:
    free = last_free_before(moment, RIDER, ZONE)
    assert free is not None
    assert free <= moment
    assert allowed_at(free, Urgency.CAN_WAIT, RIDER, ZONE) == free
    if free < moment:
        assert allowed_at(free + timedelta(minutes=1), Urgency.CAN_WAIT, RIDER, ZONE) != free + timedelta(minutes=1)


# --- whose turn -----------------------------------------------------------------------------------------------------


async def test_a_freed_seat_is_offered_to_who_waits_longest_with_the_time_it_is_kept(
    database: Database, city: City
) -> None:
    date, booking, crowd = await full(database, city)
    await give_back(database, city, booking, crowd[0])
    assert await states(database, date) == ["offered", "waiting"]
    (offer,) = await offers(database)
    kept = hold(NOW, SUNDAY, QuietTimes((city.night,)), city.zone)
    assert kept is not None
    assert (offer.person_id, offer.due_at, offer.expires_at) == (crowd[1].id, *kept)
    assert offer.content["facts"]["until_time"] == "7:30"  # not in the night that it would run out in
    assert (await counts_are_true(database, date)).taken == 1


async def test_who_declines_passes_it_on_at_once_and_who_takes_it_is_reminded(database: Database, city: City) -> None:
    date, booking, crowd = await full(database, city)
    await give_back(database, city, booking, crowd[0])
    (first,) = [each for each in await rows_of(database, date) if each.state == "offered"]
    async with database.transaction() as session:
        await decline_offer(session, first.id, person=crowd[1], city=city, now=NOW)
    assert await states(database, date) == ["declined", "offered"]
    async with database.transaction() as session:
        with pytest.raises(OfferGone):
            await accept_offer(session, first.id, person=crowd[1], city=city, now=NOW)
        with pytest.raises(BookingGone):
            await accept_offer(session, first.id, person=crowd[2], city=city, now=NOW)
    waiting = [each for each in await rows_of(database, date) if each.state == "offered"]
    async with database.transaction() as session:
        for _ in range(2):  # a double tap
            await accept_offer(session, waiting[0].id, person=crowd[2], city=city, now=NOW)
        assert await causes_that_hold(session, [f"offer:{waiting[0].id}", f"booking:{waiting[0].id}"]) == {
            f"booking:{waiting[0].id}"
        }
    assert await states(database, date) == ["declined", "booked"]
    assert [each.state for each in await offers(database)] == [OutboxState.CANCELLED] * 2


async def test_an_offer_nobody_answers_goes_to_the_next_and_the_last_seat_to_whoever_comes(
    database: Database, city: City
) -> None:
    date, booking, crowd = await full(database, city)
    await give_back(database, city, booking, crowd[0])
    now = NOW
    for left in (["lapsed", "offered"], ["lapsed", "lapsed"]):
        held_until = max(each.offered_until for each in await rows_of(database, date) if each.offered_until)
        async with database.transaction() as session:
            assert await idle_dates(session, now=held_until - timedelta(seconds=1), limit=9) == []
            now = held_until
            assert await idle_dates(session, now=now, limit=9) == [date]
            await pass_on(session, date, city=city, now=now)
        assert await states(database, date) == left
    async with database.transaction() as session:
        assert await idle_dates(session, now=now, limit=9) == []
        await book_seat(session, date, person=crowd[0], city=city, now=now)
        again = await join_waiting_list(session, date, person=crowd[1], city=city, now=now)
    assert again.state == BookingState.WAITING
    assert (await counts_are_true(database, date)).waiting == 1


async def test_a_late_yes_counts_as_long_as_nobody_else_was_asked(database: Database, city: City) -> None:
    date, booking, crowd = await full(database, city, waiting=1)
    await give_back(database, city, booking, crowd[0])
    (mine,) = [each for each in await rows_of(database, date) if each.state == "offered"]
    async with database.transaction() as session:
        await accept_offer(session, mine.id, person=crowd[1], city=city, now=SUNDAY - timedelta(minutes=1))
    assert (await counts_are_true(database, date)).taken == 1


async def test_who_sleeps_until_it_is_too_late_keeps_their_turn_and_the_seat_goes_to_the_next(
    database: Database, city: City
) -> None:
    date = await a_date(database, city, seats=1, starts_at=SUNDAY - timedelta(hours=1))
    anna, rider, driver = await people(database, 3)
    async with database.transaction() as session:
        (await session.get_one(Person, rider.id)).quiet_times = "07:00-15:00"
        booking = await book_seat(session, date, person=anna, city=city, now=NOW)
        for person in (rider, driver):
            await join_waiting_list(session, date, person=person, city=city, now=NOW)
    await give_back(database, city, booking, anna, now=SUNDAY - timedelta(hours=6, minutes=0))
    rows = {each.person_id: each.state for each in await rows_of(database, date)}
    assert (rows[rider.id], rows[driver.id]) == ("waiting", "offered")


async def test_two_taps_on_one_offer_yes_and_no_end_in_one_of_them(database: Database, city: City) -> None:
    date, booking, crowd = await full(database, city)
    await give_back(database, city, booking, crowd[0])
    (mine,) = [each for each in await rows_of(database, date) if each.state == "offered"]

    async def answer(operation: Any) -> None:
        async with database.transaction() as session:
            await operation(session, mine.id, person=crowd[1], city=city, now=NOW)

    results = await asyncio.gather(answer(accept_offer), answer(decline_offer), return_exceptions=True)
    assert [type(each) for each in results if isinstance(each, DomainError)] == [OfferGone]
    await counts_are_true(database, date)


async def test_a_seat_that_is_free_by_now_is_offered_to_who_joins(database: Database, city: City) -> None:
    date = await a_date(database, city, seats=1)
    (anna,) = await people(database, 1)
    async with database.transaction() as session:
        joined = await join_waiting_list(session, date, person=anna, city=city, now=NOW)
    assert joined.state == BookingState.OFFERED
    assert (await counts_are_true(database, date)).taken == 1


async def test_the_job_passes_on_what_nobody_answered(database: Database, city: City, cipher: Cipher) -> None:
    date, booking, crowd = await full(database, city)
    await give_back(database, city, booking, crowd[0])
    held_until = max(each.offered_until for each in await rows_of(database, date) if each.offered_until)
    settings = Settings(_env_file=None, webchat=False)  # type: ignore[call-arg]
    clock = held_until + timedelta(seconds=1)
    app = build_app(settings, Keys("s" * 40, cipher), database, city, channels=[], clock=lambda: clock)
    for _ in range(2):
        await schedule.Schedule(app).begin("pass_on_seats")
    assert await states(database, date) == ["lapsed", "offered"]

"""Seats: booking and giving back, never more than there are.

Every change of a seat locks the row of its date first, so that two people at once take turns, in one process or
several.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value

from models.city.pack import City
from models.events.booking import HOLDS_SEAT, LIVE, Booking, BookingState, find_booking, is_one_of
from models.events.errors import BookingGone, CancelTooLate, EventOver, SeatsGone, TooManyBookings
from models.events.event import DateState, EventDate, check_coming, event_of, lock_date, of_each, place_of_date
from models.events.reminder import withdraw_reminders, write_reminders
from models.events.waiting_list import offer_free_seats, take_offered
from models.outbox.causes import CauseKind
from models.outbox.message import withdraw
from models.people.person import Person, need_consent
from models.storage.database import UtcDateTime
from models.storage.one_hop import OneHop, attach

MOST_BOOKINGS = 30
"""The most bookings of a person at dates still to come."""


async def book_seat(
    session: AsyncSession,
    date_id: int,
    *,
    person: Person,
    city: City,
    now: datetime,
    answers: Mapping[str, str] | None = None,
) -> Booking:
    """Gives the person a seat and writes the reminders; a second call returns the same seat. now: aware UTC. Raises
    ConsentNeeded, EventGone, EventCalledOff, EventOver, SeatsGone, TooManyBookings.
    """
    need_consent(person)
    event_date = await lock_date(session, date_id)
    check_coming(event_date, now)
    booking, coming = await _before(session, date_id, person.id, now)
    state = booking.state if booking is not None else None
    if booking is not None and state in (BookingState.BOOKED, BookingState.ATTENDED):
        return booking
    if booking is not None and state == BookingState.OFFERED:
        await take_offered(session, booking, event_date, person=person, city=city, now=now)
        return booking
    if event_date.free == 0:
        raise SeatsGone(waiting=event_date.waiting)
    if coming >= MOST_BOOKINGS:
        raise TooManyBookings(MOST_BOOKINGS)
    given = dict(answers) if answers else None
    if booking is None:
        booking = await _new_booking(session, event_date, person.id, given, now)
    else:
        booking.state, booking.changed_at = BookingState.BOOKED, now
        booking.queue_number, booking.offered_until, booking.kept = None, None, event_date.moved
        booking.answers = given or booking.answers
    await _take_seat(session, event_date, waited=state == BookingState.WAITING)
    await session.flush()
    event, place = await event_of(session, event_date), await place_of_date(session, event_date)
    await write_reminders(session, booking, event_date, event, place, person=person, city=city, now=now)
    return booking


async def _before(session: AsyncSession, date_id: int, person_id: int, now: datetime) -> tuple[Booking | None, int]:
    """The person's booking of this date, if there is one, and the number of their bookings at dates still to come."""
    ((coming, *booking),) = await _before_statement().rows(session, date_id=date_id, person_id=person_id, now=now)
    return attach(session.sync_session, Booking, booking), coming


async def _new_booking(
    session: AsyncSession, event_date: EventDate, person_id: int, answers: dict[str, str] | None, now: datetime
) -> Booking:
    (row,) = await _booking_statement().rows(
        session,
        date_id=event_date.id,
        person_id=person_id,
        state=BookingState.BOOKED,
        answers=answers,
        now=now,
        kept=event_date.moved,
    )
    booking = attach(session.sync_session, Booking, row)
    assert booking is not None
    return booking


async def _take_seat(session: AsyncSession, event_date: EventDate, *, waited: bool) -> None:
    """Writes the counts of the date. waited: the person leaves the waiting list for the seat."""
    counts = {"taken": event_date.taken + 1, "waiting": event_date.waiting - waited}
    await _counts_statement().run(session, date_id=event_date.id, **counts)
    for name, value in counts.items():
        set_committed_value(event_date, name, value)


# Every booking runs these statements; they are cached because building them takes longer than running them.
@cache
def _before_statement() -> OneHop:
    date, booking, mine = EventDate.__table__.c, Booking.__table__.c, Booking.__table__.alias("mine").c
    coming = (
        sa.select(sa.func.count())
        .select_from(Booking.__table__)
        .join(EventDate.__table__, date.id == booking.session_id)
        .where(booking.person_id == sa.bindparam("person_id"), is_one_of(booking.state, LIVE))
        .where(of_each(date.state) == DateState.OPEN, of_each(date.starts_at) > sa.bindparam("now"))
    )
    one = sa.select(sa.literal(1).label("one")).subquery()
    is_mine = sa.and_(mine.session_id == sa.bindparam("date_id"), mine.person_id == sa.bindparam("person_id"))
    return OneHop(sa.select(coming.scalar_subquery(), *mine).select_from(one).outerjoin(mine.id.table, is_mine))


@cache
def _booking_statement() -> OneHop:
    columns = cast(sa.Table, Booking.__table__)
    given: dict[str, Any] = {name: sa.bindparam(name) for name in ("person_id", "state", "answers", "kept")}
    given |= {"session_id": sa.bindparam("date_id")}
    given |= {name: sa.bindparam("now", type_=UtcDateTime) for name in ("created_at", "changed_at")}
    return OneHop(sa.insert(columns).values(given).returning(*columns.c))


@cache
def _counts_statement() -> OneHop:
    columns = EventDate.__table__.c
    counts: dict[str, Any] = {name: sa.bindparam(name) for name in ("taken", "waiting")}
    of_date = columns.id == sa.bindparam("date_id")
    return OneHop(sa.update(cast(sa.Table, EventDate.__table__)).where(of_date).values(counts))


async def cancel_booking(
    session: AsyncSession, booking_id: int, *, person: Person, city: City, now: datetime
) -> Booking:
    """Gives back a seat, which is offered to the next person at once, or leaves the waiting list. Raises BookingGone,
    EventGone, CancelTooLate (only with a seat), EventOver.
    """
    booking = await find_booking(session, booking_id, person_id=person.id)
    event_date = await lock_date(session, booking.date_id)
    await session.refresh(booking)
    if booking.state not in LIVE:
        return booking
    if booking.state == BookingState.BOOKED:
        if event_date.starts_at <= now:
            raise EventOver
        event = await event_of(session, event_date)
        asked = booking.kept != event_date.moved
        if (
            event_date.state == DateState.OPEN
            and not asked
            and now > event_date.starts_at - timedelta(minutes=event.cancel_minutes)
        ):
            raise CancelTooLate(hours=event.cancel_minutes // 60)
    await leave(session, booking, event_date, now=now)
    await offer_free_seats(session, event_date, city=city, now=now)
    return booking


async def keep_booking(session: AsyncSession, booking_id: int, *, person: Person, now: datetime) -> Booking:
    """Confirms the person's seat after the date was moved. Raises BookingGone, EventGone, EventCalledOff, EventOver."""
    booking = await find_booking(session, booking_id, person_id=person.id)
    event_date = await lock_date(session, booking.date_id)
    await session.refresh(booking)
    if booking.state != BookingState.BOOKED:
        raise BookingGone
    check_coming(event_date, now)
    booking.kept = event_date.moved
    await session.flush()
    return booking


async def leave(session: AsyncSession, booking: Booking, event_date: EventDate, *, now: datetime) -> None:
    """Cancels the booking and frees its seat or turn. The caller has locked the date."""
    if booking.state in HOLDS_SEAT:
        event_date.taken -= 1
    elif booking.state == BookingState.WAITING:
        event_date.waiting -= 1
    booking.state, booking.changed_at, booking.offered_until = BookingState.CANCELLED, now, None
    await withdraw_reminders(session, booking)
    await withdraw(session, cause=CauseKind.OFFER.of(booking.id))
    await session.flush()

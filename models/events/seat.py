"""Seats: booking and giving back, never more than there are.

Every change of a seat locks the row of its date first, so that two people at once take turns, in one process or
several.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from models.city.pack import City
from models.events.booking import HOLDS_SEAT, LIVE, Booking, BookingState, find_booking
from models.events.errors import BookingGone, CancelTooLate, EventOver, SeatsGone, TooManyBookings
from models.events.event import DateState, EventDate, check_coming, event_of, lock_date, of_each, place_of_date
from models.events.reminder import withdraw_reminders, write_reminders
from models.events.waiting_list import offer_free_seats, take_offered
from models.outbox.causes import CauseKind
from models.outbox.message import withdraw
from models.people.person import Person, need_consent

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
    event_date.taken += 1
    if state == BookingState.WAITING:
        event_date.waiting -= 1
    if booking is None:
        booking = Booking(date_id=date_id, person_id=person.id, created_at=now)
        session.add(booking)
    booking.state, booking.changed_at = BookingState.BOOKED, now
    booking.queue_number, booking.offered_until, booking.kept = None, None, event_date.moved
    booking.answers = dict(answers) if answers else booking.answers
    await session.flush()
    event, place = await event_of(session, event_date), await place_of_date(session, event_date)
    await write_reminders(session, booking, event_date, event, place, person=person, city=city, now=now)
    return booking


async def _before(session: AsyncSession, date_id: int, person_id: int, now: datetime) -> tuple[Booking | None, int]:
    """The person's booking of this date, if there is one, and the number of their bookings at dates still to come."""
    found = await session.execute(_BEFORE, {"date_id": date_id, "person_id": person_id, "now": now})
    row = found.one()
    return row[0], row[1]


_COMING = (
    sa.select(sa.func.count())
    .select_from(Booking)
    .join(EventDate, EventDate.id == Booking.date_id)
    .where(Booking.person_id == sa.bindparam("person_id"), Booking.state.in_(LIVE))
    .where(of_each(EventDate.state) == DateState.OPEN, of_each(EventDate.starts_at) > sa.bindparam("now"))
)
_MINE = aliased(Booking)
_ONE = sa.select(sa.literal(1).label("one")).subquery()
_BEFORE = (
    sa.select(_MINE, _COMING.scalar_subquery())
    .select_from(_ONE)
    .outerjoin(
        _MINE,
        sa.and_(_MINE.date_id == sa.bindparam("date_id"), _MINE.person_id == sa.bindparam("person_id")),
    )
)
"""Built once: building takes longer than running."""


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

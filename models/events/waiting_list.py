"""The waiting list: whose turn it is, how long a freed seat is kept for them, and how it is passed on.

A freed seat is offered in the same transaction that frees it, to the person who has waited longest and can be asked in
time. A job passes on offers that nobody answers, and finds any seat that was left idle.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.events.booking import HOLDS_SEAT, Booking, BookingState, booking_of, find_booking
from models.events.errors import AlreadyBooked, OfferGone
from models.events.event import (
    DateState,
    Event,
    EventDate,
    check_coming,
    event_of,
    lock_date,
    moment_arguments,
    place_of_date,
)
from models.events.news import EventNews, facts_of
from models.events.reminder import write_reminders
from models.outbox.causes import CauseKind
from models.outbox.message import Pushed, Urgency, put, will_tell, withdraw
from models.outbox.quiet_times import QuietTimes, allowed_at, quiet_times_of
from models.people.person import Person, need_consent
from models.places.place import Place

HOLD_SHARE = 6
"""A seat is held for this part of the time that is left until the start: 6 is a sixth."""
SHORTEST_HOLD = timedelta(minutes=10)
LONGEST_HOLD = timedelta(hours=12)
AFTER_QUIET = timedelta(minutes=30)
"""How much longer than the quiet time an offer lasts that would have run out in it."""
LAST_CALL = timedelta(minutes=15)
"""From this long before the start nobody is asked any more; the first to come gets the seat."""


def hold(now: datetime, starts_at: datetime, quiet: QuietTimes, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """When the person can be told of a seat, and until when it is kept for them; None if that is too late. It never
    ends in their quiet time, unless the start leaves no other moment.
    """
    told = allowed_at(now, Urgency.TODAY, quiet, zone) or now
    last = starts_at - LAST_CALL
    if told + SHORTEST_HOLD > last:
        return None
    until = told + min(LONGEST_HOLD, max(SHORTEST_HOLD, (starts_at - told) / HOLD_SHARE))
    while until < last:
        free = allowed_at(until, Urgency.CAN_WAIT, quiet, zone)
        if free == until or free is None:
            break
        until = free + AFTER_QUIET
    return told, min(until, last)


async def join_waiting_list(
    session: AsyncSession,
    date_id: int,
    *,
    person: Person,
    city: City,
    now: datetime,
    answers: Mapping[str, str] | None = None,
) -> Booking:
    """Puts the person at the end of the list; a person who waits already keeps their turn. A seat that is free by now
    is offered at once. Raises ConsentNeeded, EventGone, EventCalledOff, EventOver, AlreadyBooked.
    """
    need_consent(person)
    event_date = await lock_date(session, date_id)
    check_coming(event_date, now)
    booking = await booking_of(session, date_id, person.id)
    if booking is not None and booking.state == BookingState.WAITING:
        return booking
    if booking is not None and booking.state in HOLDS_SEAT:
        raise AlreadyBooked
    event_date.waiting += 1
    event_date.queue_last += 1
    if booking is None:
        booking = Booking(date_id=date_id, person_id=person.id, created_at=now)
        session.add(booking)
    booking.state, booking.changed_at = BookingState.WAITING, now
    booking.queue_number, booking.offered_until = event_date.queue_last, None
    booking.answers = dict(answers) if answers else booking.answers
    await session.flush()
    will_tell(session, person.id, CauseKind.OFFER)
    await offer_free_seats(session, event_date, city=city, now=now)
    return booking


async def accept_offer(session: AsyncSession, booking_id: int, *, person: Person, city: City, now: datetime) -> Booking:
    """Gives the person the offered seat, also late if nobody else was asked meanwhile. Raises BookingGone, OfferGone,
    EventCalledOff, EventOver.
    """
    booking = await find_booking(session, booking_id, person_id=person.id)
    event_date = await lock_date(session, booking.date_id)
    await session.refresh(booking)
    if booking.state == BookingState.BOOKED:
        return booking
    if booking.state != BookingState.OFFERED:
        raise OfferGone
    check_coming(event_date, now)
    await take_offered(session, booking, event_date, person=person, city=city, now=now)
    return booking


async def take_offered(
    session: AsyncSession, booking: Booking, event_date: EventDate, *, person: Person, city: City, now: datetime
) -> None:
    """Books the seat that was held by an offer. The caller has locked the date."""
    booking.state, booking.changed_at, booking.offered_until = BookingState.BOOKED, now, None
    booking.kept = event_date.moved
    await withdraw(session, cause=CauseKind.OFFER.of(booking.id))
    event, place = await event_of(session, event_date), await place_of_date(session, event_date)
    await session.flush()
    await write_reminders(session, booking, event_date, event, place, person=person, city=city, now=now)


async def decline_offer(
    session: AsyncSession, booking_id: int, *, person: Person, city: City, now: datetime
) -> Booking:
    """Refuses the offer; the seat goes to the next person at once. Raises BookingGone, OfferGone."""
    booking = await find_booking(session, booking_id, person_id=person.id)
    event_date = await lock_date(session, booking.date_id)
    await session.refresh(booking)
    if booking.state == BookingState.DECLINED:
        return booking
    if booking.state != BookingState.OFFERED:
        raise OfferGone
    await _take_back(session, booking, event_date, BookingState.DECLINED, now)
    await offer_free_seats(session, event_date, city=city, now=now)
    return booking


async def _take_back(
    session: AsyncSession, booking: Booking, event_date: EventDate, state: BookingState, now: datetime
) -> None:
    event_date.taken -= 1
    booking.state, booking.changed_at, booking.offered_until = state, now, None
    await withdraw(session, cause=CauseKind.OFFER.of(booking.id))
    await session.flush()


async def offer_free_seats(session: AsyncSession, event_date: EventDate, *, city: City, now: datetime) -> int:
    """Offers every free seat to the next person who can be asked in time. The caller has locked the date. Returns how
    many it offers. A person who cannot be reached in time keeps their turn, but the seat does not wait for them.
    """
    if (
        event_date.state != DateState.OPEN
        or event_date.free == 0
        or event_date.waiting == 0
        or event_date.starts_at <= now
    ):
        return 0
    event, place = await event_of(session, event_date), await place_of_date(session, event_date)
    offered = 0
    for booking, person in await _in_turn(session, event_date.id):
        if event_date.free == 0:
            break
        kept = hold(now, event_date.starts_at, quiet_times_of(person, city), city.zone)
        if kept is None:
            continue
        booking.state, booking.changed_at, booking.offered_until = BookingState.OFFERED, now, kept[1]
        event_date.taken += 1
        event_date.waiting -= 1
        offered += 1
        await _tell(session, booking, _offer(booking, event_date, event, place, city), told=kept[0])
    await session.flush()
    return offered


async def _in_turn(session: AsyncSession, date_id: int) -> Sequence[tuple[Booking, Person]]:
    rows = await session.execute(
        sa.select(Booking, Person)
        .join(Person, Person.id == Booking.person_id)
        .where(Booking.date_id == date_id, Booking.state == BookingState.WAITING)
        .order_by(Booking.queue_number)
        .execution_options(populate_existing=True)
    )
    return [(row[0], row[1]) for row in rows]


async def _tell(session: AsyncSession, booking: Booking, pushed: Pushed, *, told: datetime) -> None:
    await put(
        session,
        booking.person_id,
        pushed,
        due_at=told,
        urgency=Urgency.TODAY,
        expires_at=booking.offered_until,
        dedupe_key=f"offer:{booking.id}:{booking.queue_number}",
        cause=CauseKind.OFFER.of(booking.id),
    )


def _offer(booking: Booking, event_date: EventDate, event: Event, place: Place | None, city: City) -> Pushed:
    assert booking.offered_until is not None
    until = moment_arguments(booking.offered_until, city.zone)
    facts = {
        "booking_id": booking.id,
        **facts_of(event_date, event, place, city),
        **{f"until_{name}": value for name, value in until.items()},
    }
    return Pushed(EventNews.OFFER, facts)


# --- nothing stays idle ---------------------------------------------------------------------------------------------


async def idle_dates(session: AsyncSession, *, now: datetime, limit: int) -> Sequence[int]:
    """Dates with an offer whose time is over, or with a free seat while somebody waits."""
    over = (
        sa.select(Booking.date_id)
        .where(Booking.state == BookingState.OFFERED, Booking.offered_until <= now)
        .limit(limit)
    )
    idle = (
        sa.select(EventDate.id)
        .where(EventDate.state == DateState.OPEN, EventDate.starts_at > now)
        .where(EventDate.waiting > 0, EventDate.taken < EventDate.seats)
        .limit(limit)
    )
    return sorted({*(await session.scalars(over)), *(await session.scalars(idle))})


async def pass_on(session: AsyncSession, date_id: int, *, city: City, now: datetime) -> int:
    """Takes back offers whose time is over, and offers the free seats. Returns how many people it asks. Raises
    EventGone."""
    event_date = await lock_date(session, date_id)
    over = sa.select(Booking).where(
        Booking.date_id == date_id,
        Booking.state == BookingState.OFFERED,
        Booking.offered_until <= now,
    )
    for booking in await session.scalars(over.execution_options(populate_existing=True)):
        await _take_back(session, booking, event_date, BookingState.LAPSED, now)
    return await offer_free_seats(session, event_date, city=city, now=now)

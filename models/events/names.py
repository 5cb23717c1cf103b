"""The names of people with a seat at a date: subsidies and certificates need them.

A person may leave a name, with or without a phone number. Only the event's hosts read them, and they are erased
NAMES_KEPT after the end of the date.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.events.answers import read_answer
from models.events.booking import OF_ONE_DATE, Booking, find_booking
from models.events.event import Event, EventDate
from models.people.errors import NameUnreadable
from models.people.person import Person, need_consent
from models.values.clean_text import clean_line

NAMES_KEPT = timedelta(days=90)
"""Time after the end of a date; subsidies are paid by then."""
LONGEST_NAME = 20
NAME, PHONE = "name", "phone"
"""Keys in `Booking.answers`. Their values belong to this date and are never copied to another."""


def wants_names(event: Event) -> bool:
    """Whether the event needs names: it pays a subsidy or gives a certificate."""
    return event.subsidy_fen > 0 or event.certificate


def name_of(booking: Booking) -> str | None:
    return (booking.answers or {}).get(NAME)


async def leave_name(session: AsyncSession, booking_id: int, name: str, *, person: Person) -> Booking:
    """Store a name that the person lets the event's hosts read. Raises ConsentNeeded, BookingGone, NameUnreadable."""
    need_consent(person)
    said = clean_line(name)
    if not 1 < len(said) <= LONGEST_NAME or not any(each.isalpha() for each in said):
        raise NameUnreadable(most=LONGEST_NAME)
    return await _keep(session, booking_id, person, **{NAME: said})


async def leave_phone(session: AsyncSession, booking_id: int, phone: str, *, person: Person) -> Booking:
    """Store a phone number that the person lets the event's hosts read. Raises ConsentNeeded, BookingGone,
    PhoneUnreadable."""
    need_consent(person)
    return await _keep(session, booking_id, person, **{PHONE: read_answer("emergency_contact", phone)})


async def take_name_back(session: AsyncSession, booking_id: int, *, person: Person) -> Booking:
    """Erase name and phone number of a booking. Raises BookingGone."""
    booking = await find_booking(session, booking_id, person_id=person.id)
    _erase(booking)
    await session.flush()
    return booking


async def _keep(session: AsyncSession, booking_id: int, person: Person, **said: str) -> Booking:
    booking = await find_booking(session, booking_id, person_id=person.id)
    event_date = await session.get_one(EventDate, booking.date_id)
    booking.answers = {**(booking.answers or {}), **said}
    booking.named_until = event_date.ends_at + NAMES_KEPT
    await session.flush()
    return booking


def _erase(booking: Booking) -> None:
    rest = {key: value for key, value in (booking.answers or {}).items() if key not in OF_ONE_DATE}
    booking.answers, booking.named_until = rest or None, None


async def forget_names(session: AsyncSession, *, now: datetime, limit: int) -> int:
    """Erase a portion of the names and numbers older than NAMES_KEPT. Returns the number of bookings."""
    over = sa.select(Booking).where(Booking.named_until < now).order_by(Booking.id).limit(limit)
    rows = (await session.scalars(over.with_for_update(skip_locked=True))).all()
    for booking in rows:
        _erase(booking)
    await session.flush()
    return len(rows)

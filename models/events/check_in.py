"""Check-in at a date: the host shows a six-digit code that changes every five minutes, and people with a seat type or
scan it; or the host types the worker's own code. Checking in twice changes nothing.

Both codes are derived by HMAC-SHA256 from a secret in the database: nobody can guess one, and none is stored.
"""

import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.events.booking import Booking, BookingState
from models.events.errors import BookingGone, CheckInCodeWrong, CheckInOver, CheckInTooEarly, TooManyCheckInTries
from models.events.event import DateState, EventDate, event_of, lock_date, of_each
from models.events.host import need_event_host
from models.events.reminder import withdraw_reminders
from models.people.person import Person
from models.storage.secrets import secret
from models.storage.tries import Limit, left, spend

OPENS_BEFORE = timedelta(minutes=30)
CLOSES_AFTER = timedelta(minutes=15)
"""After the end of the date."""
CODE_LASTS = timedelta(minutes=5)
"""The previous code stays valid for as long again, for people who are still typing it."""
DIGITS = 6
SAME_DAY = timedelta(hours=12)
"""If a code is typed this long before or after a date, the answer says when check-in is open."""
OWN_TRIES = Limit(5, timedelta(hours=12))
"""Wrong codes per seat; after that only the host can check the person in."""
ALL_TRIES = Limit(200, timedelta(hours=1))
"""Wrong codes per date, of all seats together. Two codes in a million are valid, so that guessing one with many seats
takes 2,500 hours. A hundred people at the door who each mistype once can still check in."""
SECRET = "check_in"
_THERE = (BookingState.BOOKED, BookingState.ATTENDED)


def check_open(event_date: EventDate, now: datetime) -> None:
    """Raises CheckInTooEarly, CheckInOver unless check-in at the date is open now."""
    opens = event_date.starts_at - OPENS_BEFORE
    if now < opens:
        raise CheckInTooEarly(minutes=max(1, round((opens - now) / timedelta(minutes=1))))
    if now > event_date.ends_at + CLOSES_AFTER or event_date.closed_at is not None:
        raise CheckInOver


async def code_to_show(
    session: AsyncSession, date_id: int, *, host: Person, now: datetime
) -> tuple[EventDate, str, datetime]:
    """The date, its current code, and until when that is shown. Raises EventGone, NotStaff, CheckInTooEarly,
    CheckInOver."""
    event_date = await lock_date(session, date_id)
    await need_event_host(session, host, await event_of(session, event_date), event_date)
    check_open(event_date, now)
    window = _window(now)
    until = datetime.fromtimestamp((window + 1) * CODE_LASTS.total_seconds(), now.tzinfo)
    return event_date, _digits(await secret(session, SECRET), f"{date_id}:{window}"), until


async def worker_code(session: AsyncSession, booking: Booking) -> str:
    """The code that the person shows the host."""
    return _digits(await secret(session, SECRET), f"worker:{booking.id}")


async def worker_codes(session: AsyncSession, bookings: Sequence[Booking]) -> dict[str, Booking]:
    """The bookings by the codes that their people show."""
    key = await secret(session, SECRET)
    return {_digits(key, f"worker:{booking.id}"): booking for booking in bookings}


async def check_in(session: AsyncSession, code: str, *, person: Person, now: datetime) -> tuple[Booking, bool]:
    """Check the person in with the code that the host shows. Returns the booking, and whether they were checked in
    before.

    Raises BookingGone if the person has no seat at a date of about now, CheckInTooEarly, CheckInOver,
    TooManyCheckInTries, and CheckInCodeWrong; after the last the caller must commit, because the try was counted.
    """
    seats = await bookings_near(session, person.id, now=now)
    if not seats:
        raise BookingGone
    trouble: Exception | None = None
    tried: list[Booking] = []
    for booking, event_date in seats:
        try:
            check_open(event_date, now)
            await _need_try(session, booking, now)
        except (CheckInTooEarly, CheckInOver, TooManyCheckInTries) as error:
            trouble = trouble or error
            continue
        if await _is_shown(session, code, event_date, now):
            return booking, await _attend(session, booking, now)
        tried.append(booking)
    for booking in tried:
        await spend(session, _own(booking))
        await spend(session, _of_date(booking))
    raise CheckInCodeWrong if tried else trouble or CheckInCodeWrong


async def _need_try(session: AsyncSession, booking: Booking, now: datetime) -> None:
    """Raises TooManyCheckInTries if no try is left. The counts are locked, so that concurrent tries are counted."""
    own = await left(session, _own(booking), OWN_TRIES, now=now)
    if not own or not await left(session, _of_date(booking), ALL_TRIES, now=now):
        raise TooManyCheckInTries(booking_id=booking.id)


def _own(booking: Booking) -> str:
    return f"check_in:{booking.id}"


def _of_date(booking: Booking) -> str:
    return f"check_in_date:{booking.date_id}"


async def _is_shown(session: AsyncSession, code: str, event_date: EventDate, now: datetime) -> bool:
    key, window = await secret(session, SECRET), _window(now)
    good = (_digits(key, f"{event_date.id}:{each}") for each in (window, window - 1))
    return any(hmac.compare_digest(each.encode(), code.encode()) for each in good)


async def check_in_worker(
    session: AsyncSession, date_id: int, code: str, *, host: Person, now: datetime
) -> tuple[Booking, bool]:
    """Check a person in with their own code, typed by the host. Returns the booking, and whether they were checked in
    before. Raises EventGone, NotStaff, CheckInTooEarly, CheckInOver, CheckInCodeWrong."""
    event_date = await lock_date(session, date_id)
    await need_event_host(session, host, await event_of(session, event_date), event_date)
    check_open(event_date, now)
    key = await secret(session, SECRET)
    bookings = sa.select(Booking).where(Booking.date_id == date_id, Booking.state.in_(_THERE))
    for booking in await session.scalars(bookings):
        if hmac.compare_digest(_digits(key, f"worker:{booking.id}").encode(), code.encode()):
            return booking, await _attend(session, booking, now)
    raise CheckInCodeWrong


async def bookings_near(session: AsyncSession, person_id: int, *, now: datetime) -> list[tuple[Booking, EventDate]]:
    """The person's seats at open dates within SAME_DAY of now, the nearest start first."""
    rows = await session.execute(
        sa.select(Booking, EventDate)
        .join(EventDate, EventDate.id == Booking.date_id)
        .where(Booking.person_id == person_id, Booking.state.in_(_THERE), of_each(EventDate.state) == DateState.OPEN)
        .where(of_each(EventDate.starts_at) < now + SAME_DAY, EventDate.ends_at > now - SAME_DAY)
    )
    return sorted(((row[0], row[1]) for row in rows), key=lambda each: abs(each[1].starts_at - now))


async def counts(session: AsyncSession, date_id: int) -> tuple[int, int]:
    """The number of people with a seat, and how many of them are checked in."""
    found = await session.execute(
        sa.select(Booking.state, sa.func.count())
        .where(Booking.date_id == date_id, Booking.state.in_((*_THERE, BookingState.NO_SHOW)))
        .group_by(Booking.state)
    )
    by_state = {row[0]: row[1] for row in found}
    return sum(by_state.values()), by_state.get(BookingState.ATTENDED, 0)


async def _attend(session: AsyncSession, booking: Booking, now: datetime) -> bool:
    """Check the booking in, and return whether it was checked in before. Raises BookingGone."""
    await lock_date(session, booking.date_id)
    await session.refresh(booking)
    if booking.state == BookingState.ATTENDED:
        return True
    if booking.state != BookingState.BOOKED:
        raise BookingGone
    booking.state, booking.attended_at, booking.changed_at = BookingState.ATTENDED, now, now
    await withdraw_reminders(session, booking)
    await session.flush()
    return False


def _window(now: datetime) -> int:
    return int(now.timestamp() // CODE_LASTS.total_seconds())


def _digits(key: bytes, of: str) -> str:
    number = int.from_bytes(hmac.digest(key, of.encode(), sha256)[:8])
    return f"{number % 10**DIGITS:0{DIGITS}}"

"""Settling a date after it is over: who attended and who did not, points for volunteers, and two questions.

If nobody at all was checked in, nobody counts as absent: the host did not check people in, and nobody should pay for
that. Codes that a host scanned where there was no network come in later, each with its moment: it counts if check-in
was open then, and somebody who was noted as absent meanwhile was there after all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.events.booking import Booking, BookingState, find_booking
from models.events.check_in import CLOSES_AFTER, OPENS_BEFORE, worker_codes
from models.events.errors import BookingGone, CheckInOver
from models.events.event import DateState, Event, EventDate, event_of, lock_date
from models.events.host import need_event_host
from models.events.news import EventNews
from models.events.points import earn_points
from models.events.reminder import withdraw_reminders
from models.outbox.message import Pushed, Urgency, put
from models.people.person import Person

LATEST_CODES = timedelta(days=3)
"""How long after the end of a date codes are taken."""
_HAD_SEAT = (BookingState.BOOKED, BookingState.ATTENDED, BookingState.NO_SHOW)
ASKED_FOR = timedelta(days=2)
NO_SHOWS, NO_SHOWS_WITHIN = 2, timedelta(days=90)
"""After this many missed dates within this time, the person is asked for a better time."""


class Fit(StrEnum):
    """A person's opinion of time and place: both right, or the one that was not."""

    RIGHT = "right"
    TIME = "time"
    PLACE = "place"


async def dates_to_close(session: AsyncSession, *, now: datetime, limit: int) -> Sequence[int]:
    """Dates whose check-in is over and that are not settled yet."""
    over = sa.select(EventDate.id).where(
        EventDate.state == DateState.OPEN,
        EventDate.closed_at.is_(None),
        EventDate.ends_at < now - CLOSES_AFTER,
        sa.or_(EventDate.taken > 0, EventDate.waiting > 0),
        EventDate.starts_at > now - timedelta(days=7),
    )
    return (await session.scalars(over.order_by(EventDate.starts_at).limit(limit))).all()


async def close_date(session: AsyncSession, date_id: int, *, now: datetime) -> int:
    """Settles a date, once. Returns how many people attended. Raises EventGone."""
    event_date = await lock_date(session, date_id)
    if event_date.closed_at is not None or now <= event_date.ends_at + CLOSES_AFTER:
        return 0
    event_date.closed_at = now
    event = await event_of(session, event_date)
    rows = list(await session.scalars(sa.select(Booking).where(Booking.date_id == date_id)))
    there = [each for each in rows if each.state == BookingState.ATTENDED]
    for booking in rows:
        if booking.state == BookingState.OFFERED:
            event_date.taken -= 1
            booking.state = BookingState.LAPSED
        elif booking.state == BookingState.WAITING:
            event_date.waiting -= 1
            booking.state = BookingState.LAPSED
        elif booking.state == BookingState.BOOKED and there:
            booking.state, booking.changed_at = BookingState.NO_SHOW, now
            await _miss(session, booking, now)
    for booking in there:
        await _thank(session, booking, event, now)
    await session.flush()
    return len(there)


async def _thank(session: AsyncSession, booking: Booking, event: Event, now: datetime) -> None:
    """Gives somebody who attended their points, once, and asks them how it was."""
    if event.points:
        await earn_points(session, booking.person_id, event.points, mark=f"booking:{booking.id}", now=now)
    facts = {"booking_id": booking.id, "title": dict(event.titles), "points": event.points or "none"}
    await put(
        session,
        booking.person_id,
        Pushed(EventNews.HOW_WAS_IT, facts),
        due_at=now,
        urgency=Urgency.CAN_WAIT,
        expires_at=now + ASKED_FOR,
        dedupe_key=f"event-how-was-it:{booking.id}",
    )


async def _miss(session: AsyncSession, booking: Booking, now: datetime) -> None:
    """Asks a person, without reproach, what time would be better, after every NO_SHOWS missed dates."""
    await session.flush()
    missed = sa.select(sa.func.count()).where(
        Booking.person_id == booking.person_id,
        Booking.state == BookingState.NO_SHOW,
        Booking.changed_at > now - NO_SHOWS_WITHIN,
    )
    if (await session.scalars(missed)).one() % NO_SHOWS:
        return
    await put(
        session,
        booking.person_id,
        Pushed(EventNews.MISSED_TWO),
        due_at=now,
        urgency=Urgency.CAN_WAIT,
        expires_at=now + ASKED_FOR,
        dedupe_key=f"event-missed:{booking.id}",
    )


async def say_useful(session: AsyncSession, booking_id: int, useful: int, *, person_id: int) -> Booking:
    """Records the first answer; a later one replaces it. Raises BookingGone."""
    booking = await _attended(session, booking_id, person_id)
    booking.useful = min(3, max(1, useful))
    await session.flush()
    return booking


async def say_fit(session: AsyncSession, booking_id: int, fit: Fit, *, person_id: int) -> Booking:
    """Records the second answer. Raises BookingGone."""
    booking = await _attended(session, booking_id, person_id)
    booking.fit = fit.value
    await session.flush()
    return booking


async def _attended(session: AsyncSession, booking_id: int, person_id: int) -> Booking:
    booking = await find_booking(session, booking_id, person_id=person_id)
    if booking.state != BookingState.ATTENDED:
        raise BookingGone
    return booking


# --- codes that were scanned where there was no network ---------------------------------------------------------------


class Checked(StrEnum):
    """What became of a code. OUTSIDE: it was scanned while check-in was not open."""

    THERE = "there"
    AGAIN = "again"
    UNKNOWN = "unknown"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Scan:
    """One code as it was scanned. at: aware."""

    code: str
    at: datetime


async def check_in_scanned(
    session: AsyncSession, date_id: int, scans: Sequence[Scan], *, host: Person, now: datetime
) -> list[Checked]:
    """Checks people in by their codes. Returns what became of each, in the same order. Raises EventGone, NotStaff,
    CheckInOver LATEST_CODES after the end."""
    event_date = await lock_date(session, date_id)
    event = await event_of(session, event_date)
    await need_event_host(session, host, event, event_date)
    if now > event_date.ends_at + LATEST_CODES:
        raise CheckInOver
    rows = (
        await session.scalars(sa.select(Booking).where(Booking.date_id == date_id, Booking.state.in_(_HAD_SEAT)))
    ).all()
    codes = await worker_codes(session, rows)
    results = []
    for scan in scans:
        booking, at = codes.get(scan.code), min(scan.at, now)
        result = _result(booking, event_date, at)
        results.append(result)
        if result is Checked.THERE and booking is not None:
            booking.state, booking.attended_at, booking.changed_at = BookingState.ATTENDED, at, now
            await withdraw_reminders(session, booking)
            if event_date.closed_at is not None:
                await _thank(session, booking, event, now)
    await session.flush()
    return results


def _result(booking: Booking | None, event_date: EventDate, at: datetime) -> Checked:
    if booking is None:
        return Checked.UNKNOWN
    if booking.state == BookingState.ATTENDED:
        return Checked.AGAIN
    opens, closes = event_date.starts_at - OPENS_BEFORE, event_date.ends_at + CLOSES_AFTER
    return Checked.THERE if opens <= at <= closes else Checked.OUTSIDE

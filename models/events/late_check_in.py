"""Checking people in by their own codes where there was no network: each code with the moment at which it was scanned,
handed in later.

A code counts if it was scanned while check-in was open. Somebody who was noted as absent meanwhile was there after all,
and gets what everybody got. Handing the same in again changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.events.booking import Booking, BookingState
from models.events.check_in import CLOSES_AFTER, OPENS_BEFORE, worker_codes
from models.events.closing import thank
from models.events.errors import CheckInOver
from models.events.event import EventDate, event_of, lock_date
from models.events.host import need_event_host
from models.events.reminder import withdraw_reminders
from models.people.person import Person

LATEST = timedelta(days=3)
"""How long after the end of a date codes are taken."""
_THERE = (BookingState.BOOKED, BookingState.ATTENDED, BookingState.NO_SHOW)


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
    CheckInOver LATEST after the end."""
    event_date = await lock_date(session, date_id)
    event = await event_of(session, event_date)
    await need_event_host(session, host, event, event_date)
    if now > event_date.ends_at + LATEST:
        raise CheckInOver
    rows = (
        await session.scalars(sa.select(Booking).where(Booking.date_id == date_id, Booking.state.in_(_THERE)))
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
                await thank(session, booking, event, now)
    await session.flush()
    return results


def _result(booking: Booking | None, event_date: EventDate, at: datetime) -> Checked:
    if booking is None:
        return Checked.UNKNOWN
    if booking.state == BookingState.ATTENDED:
        return Checked.AGAIN
    opens, closes = event_date.starts_at - OPENS_BEFORE, event_date.ends_at + CLOSES_AFTER
    return Checked.THERE if opens <= at <= closes else Checked.OUTSIDE

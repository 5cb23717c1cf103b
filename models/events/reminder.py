"""The reminders of a seat: rows of the outbox, due at the event's chosen minutes before the start. They are written
when the seat is booked and withdrawn when it is given back. Moving the date makes another set of reminders.
"""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.events.booking import Booking
from models.events.event import Event, EventDate
from models.events.news import EventNews, facts_of
from models.outbox.causes import Cause, CauseKind
from models.outbox.message import Pushed, Put, Urgency, put_all, withdraw
from models.outbox.quiet_times import allowed_at, last_free_before, quiet_times_of
from models.people.person import Person
from models.places.place import Place

IN_TIME = timedelta(minutes=20)
"""A reminder that would come later than this before the start is too late to set out."""


def cause_of(booking: Booking) -> Cause:
    return CauseKind.BOOKING.of(booking.id)


async def write_reminders(
    session: AsyncSession,
    booking: Booking,
    event_date: EventDate,
    event: Event,
    place: Place | None,
    *,
    person: Person,
    city: City,
    now: datetime,
) -> None:
    """Writes one row for each reminder that is still ahead, so that a late booker is not told what has passed."""
    # The text names the time of the start, not how soon it is: a reminder may be sent earlier or later than planned.
    said = Pushed(EventNews.REMINDER, {**facts_of(event_date, event, place, city), "booking_id": booking.id})
    due = reminders_ahead(event_date, event, person=person, city=city, now=now)
    await put_all(
        session,
        [
            Put(
                person.id,
                said,
                due_at,
                Urgency.TODAY,
                expires_at=event_date.starts_at - (IN_TIME if minutes > 60 else timedelta(0)),
                dedupe_key=f"booking:{booking.id}:{event_date.moved}:{minutes}",
                cause=cause_of(booking),
            )
            for minutes, due_at in due.items()
        ],
    )


def reminders_ahead(
    event_date: EventDate, event: Event, *, person: Person, city: City, now: datetime
) -> dict[int, datetime]:
    """The reminders that are still to come: minutes before the start -> moment."""
    due = {minutes: reminder_due(event_date.starts_at, minutes, person, city) for minutes in event.remind_minutes}
    return {minutes: due_at for minutes, due_at in due.items() if due_at > now}


def reminder_due(starts_at: datetime, minutes: int, person: Person, city: City) -> datetime:
    """The moment `minutes` before the start. If the person's quiet times would delay that message too long, the last
    moment before the quiet time."""
    quiet = quiet_times_of(person, city)
    due_at = starts_at - timedelta(minutes=minutes)
    allowed = allowed_at(due_at, Urgency.CAN_WAIT, quiet, city.zone)
    if allowed is not None and allowed <= starts_at - min(IN_TIME, timedelta(minutes=minutes)):
        return due_at
    return last_free_before(due_at, quiet, city.zone) or due_at


async def withdraw_reminders(session: AsyncSession, booking: Booking) -> None:
    await withdraw(session, cause=cause_of(booking))

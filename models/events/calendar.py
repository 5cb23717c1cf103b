"""The dates that somebody hosts between two days, and what is to be paid for those of a month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.events.attendance import EventCertificate
from models.events.booking import Booking, BookingState
from models.events.event import Event, EventDate, find_date
from models.events.host import need_event_host
from models.events.hosting import hosted_by
from models.events.names import NAME, PHONE
from models.people.person import Person
from models.places.place import Place
from models.staff.post import need_staff
from models.staff.record import note_event

SUBSIDIES, ROSTER = "export_subsidies", "export_event"
"""What the record of a post calls a list of subsidies, and the list of a date, that were taken along."""


@dataclass(frozen=True, slots=True)
class Subsidy:
    """What one person is to be paid for one date. name, phone: None if they left none, or it is erased."""

    event: Event
    event_date: EventDate
    name: str | None
    phone: str | None
    certificate: str | None
    fen: int


async def dates_between(
    session: AsyncSession, person: Person, *, since: datetime, until: datetime
) -> Sequence[tuple[EventDate, Event, Place | None]]:
    """The dates that the person hosts and that begin in this time, called-off ones too, the soonest first. Raises
    NotStaff."""
    mine = await hosted_by(session, person)
    rows = await session.execute(
        sa.select(EventDate, Event, Place)
        .join(Event, Event.id == EventDate.event_id)
        .outerjoin(Place, Place.id == EventDate.place_id)
        .where(mine, EventDate.starts_at >= since, EventDate.starts_at < until)
        .order_by(EventDate.starts_at, EventDate.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def seen_date(session: AsyncSession, date_id: int, *, by: Person) -> tuple[EventDate, Event, Place | None]:
    """A date with its event and place, to be read by a host of it. Raises EventGone, NotStaff."""
    event_date, event, place = await find_date(session, date_id)
    await need_event_host(session, by, event, event_date)
    return event_date, event, place


async def subsidies_between(
    session: AsyncSession, person: Person, *, since: datetime, until: datetime, now: datetime
) -> list[Subsidy]:
    """Everybody who attended a date that pays a subsidy and that the person's department gave in this time. That the
    list was taken goes into the record of their post. Raises NotStaff."""
    staff = await need_staff(session, person)
    rows = await session.execute(
        sa.select(Booking, EventDate, Event, EventCertificate.number)
        .join(EventDate, EventDate.id == Booking.date_id)
        .join(Event, Event.id == EventDate.event_id)
        .outerjoin(EventCertificate, EventCertificate.booking_id == Booking.id)
        .where(Event.department == staff.department, Event.subsidy_fen > 0, Booking.state == BookingState.ATTENDED)
        .where(EventDate.starts_at >= since, EventDate.starts_at < until)
        .order_by(EventDate.starts_at, Booking.id)
    )
    await note_event(session, staff.id, SUBSIDIES, at=now)
    found = []
    for booking, event_date, event, number in rows.all():
        answers = booking.answers or {}
        found.append(Subsidy(event, event_date, answers.get(NAME), answers.get(PHONE), number, event.subsidy_fen))
    return found

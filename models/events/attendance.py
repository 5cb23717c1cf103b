"""Proof of attendance: the training record, and a certificate with a number to look it up by.

The public page shows what the course was and when; the name only if the holder allows it. A job draws the file after
the commit, because drawing takes a third of a second.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.city.pack import City
from models.events.booking import Booking, BookingState, find_booking
from models.events.certificate_font import letters_missing
from models.events.errors import BookingGone, NameUndrawable
from models.events.event import Event, EventDate, event_of, lock_date
from models.events.host import need_event_host
from models.events.news import EventNews
from models.outbox.message import Pushed, Urgency, put
from models.people.errors import NameUnreadable
from models.people.person import Person
from models.staff.post import need_staff
from models.storage.database import Base, EncryptedBytes, EncryptedJson, UtcDateTime
from models.values.clean_text import clean_line
from models.values.codes import LETTERS

LONGEST_NAME = 20
SUBSIDY_CASE = "training_subsidy"
"""The case type for asking for a subsidy, in a city pack that has it."""


class EventCertificate(Base):
    """number: `C26-7K3M9QRT2A`; titles, held_on and minutes as they were at the date. pdf: NULL until it is drawn."""

    __tablename__ = "event_certificate"

    number: Mapped[str] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(sa.ForeignKey("booking.id", ondelete="CASCADE"), unique=True)
    titles: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    held_on: Mapped[date]
    minutes: Mapped[int]
    name: Mapped[str] = mapped_column(EncryptedJson)
    show_name: Mapped[bool]
    pdf: Mapped[bytes | None] = mapped_column(EncryptedBytes)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The moment when a host said that the name is that of who was there."""
    checked_by: Mapped[int | None]
    """The post of that host."""


Attended = tuple[Booking, EventDate, Event]


async def training_record(session: AsyncSession, person_id: int) -> Sequence[Attended]:
    """The dates that the person attended, the newest first."""
    rows = await session.execute(
        sa.select(Booking, EventDate, Event)
        .join(EventDate, EventDate.id == Booking.date_id)
        .join(Event, Event.id == EventDate.event_id)
        .where(Booking.person_id == person_id, Booking.state == BookingState.ATTENDED)
        .order_by(EventDate.starts_at.desc(), Booking.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def event_certificates_of(session: AsyncSession, person_id: int) -> Sequence[EventCertificate]:
    mine = sa.select(EventCertificate).join(Booking).where(Booking.person_id == person_id)
    return (await session.scalars(mine.order_by(EventCertificate.issued_at))).all()


async def attended_booking(session: AsyncSession, booking_id: int, *, person_id: int, now: datetime) -> Attended:
    """The person's booking of a date that they attended and that is over. Raises BookingGone."""
    booking = await find_booking(session, booking_id, person_id=person_id)
    event_date = await session.get_one(EventDate, booking.date_id)
    if booking.state != BookingState.ATTENDED or event_date.ends_at > now:
        raise BookingGone
    return booking, event_date, await event_of(session, event_date)


async def certificate_of(session: AsyncSession, booking_id: int) -> EventCertificate | None:
    return await session.scalar(sa.select(EventCertificate).where(EventCertificate.booking_id == booking_id))


async def issue_certificate(
    session: AsyncSession, booking_id: int, *, person_id: int, name: str, city: City, now: datetime
) -> EventCertificate:
    """Issues the one certificate of an attendance. Another name makes it another certificate: the earlier number, which
    somebody may have seen, becomes invalid. Raises BookingGone (also if the event gives none), NameUnreadable,
    NameUndrawable.
    """
    booking, event_date, event = await attended_booking(session, booking_id, person_id=person_id, now=now)
    if not event.certificate:
        raise BookingGone
    said = clean_line(name)
    if not 1 < len(said) <= LONGEST_NAME or not any(each.isalpha() for each in said):
        raise NameUnreadable(most=LONGEST_NAME)
    if missing := letters_missing(said):
        raise NameUndrawable(missing)
    await session.refresh(booking, with_for_update=True)
    issued = await certificate_of(session, booking_id)
    if issued is None:
        issued = EventCertificate(
            number=_number(now, city),
            booking_id=booking_id,
            titles=event.titles,
            held_on=event_date.starts_at.astimezone(city.zone).date(),
            minutes=event.training_minutes,
            show_name=False,
            issued_at=now,
        )
        session.add(issued)
    elif issued.name != said:
        issued.number, issued.pdf, issued.issued_at = _number(now, city), None, now
        issued.checked_at, issued.checked_by = None, None
    issued.name = said
    await session.flush()
    return issued


def _number(now: datetime, city: City) -> str:
    return f"C{now.astimezone(city.zone):%y}-" + "".join(secrets.choice(LETTERS) for _ in range(10))


async def show_name(session: AsyncSession, booking_id: int, *, person_id: int, shown: bool) -> EventCertificate:
    """Sets whether the public page shows the holder's name. Raises BookingGone."""
    await find_booking(session, booking_id, person_id=person_id)
    issued = await certificate_of(session, booking_id)
    if issued is None:
        raise BookingGone
    issued.show_name = shown
    await session.flush()
    return issued


async def certificate_by_number(session: AsyncSession, number: str) -> EventCertificate | None:
    """The certificate with that number, for anybody who has the number; None if there is none."""
    return await session.get(EventCertificate, number.strip().upper())


async def undrawn(session: AsyncSession, *, limit: int) -> Sequence[EventCertificate]:
    waiting = sa.select(EventCertificate).where(EventCertificate.pdf.is_(None))
    return (await session.scalars(waiting.order_by(EventCertificate.issued_at).limit(limit))).all()


async def keep_drawn(session: AsyncSession, number: str, name: str, pdf: bytes, *, now: datetime) -> bool:
    """Keeps the file and tells the holder. False if the name was changed meanwhile, or the certificate is gone."""
    issued = await session.get(EventCertificate, number, with_for_update=True, populate_existing=True)
    if issued is None or issued.name != name:
        return False
    issued.pdf = pdf
    person_id = (await session.scalars(sa.select(Booking.person_id).where(Booking.id == issued.booking_id))).one()
    await put(
        session,
        person_id,
        Pushed(EventNews.CERTIFICATE, {"booking_id": issued.booking_id, "title": dict(issued.titles)}),
        due_at=now,
        urgency=Urgency.NOW,  # the holder is waiting for it
    )
    await session.flush()
    return True


# --- hosts compare the names with who was there -----------------------------------------------------------------------


async def certificates_at(session: AsyncSession, date_id: int) -> Mapping[int, EventCertificate]:
    """The certificates of a date by their bookings. The caller has checked that a host asks."""
    rows = sa.select(EventCertificate).join(Booking).where(Booking.date_id == date_id)
    return {each.booking_id: each for each in await session.scalars(rows)}


async def check_name(
    session: AsyncSession, date_id: int, booking_id: int, name: str, *, right: bool, host: Person, now: datetime
) -> EventCertificate:
    """Notes that the name on a certificate is right, or asks its holder for another. name: as the host read it. Raises
    EventGone, NotStaff, BookingGone if there is no certificate of this date with that name."""
    event_date = await lock_date(session, date_id)
    event = await event_of(session, event_date)
    await need_event_host(session, host, event, event_date)
    staff = await need_staff(session, host)
    mine = sa.select(EventCertificate).join(Booking).where(Booking.id == booking_id, Booking.date_id == date_id)
    issued = await session.scalar(mine.with_for_update(of=EventCertificate))
    if issued is None or issued.name != name:
        raise BookingGone
    if right:
        issued.checked_at, issued.checked_by = now, staff.id
    else:
        issued.checked_at, issued.checked_by = None, None
        booking = await session.get_one(Booking, booking_id)
        pushed = Pushed(EventNews.NAME_WRONG, {"booking_id": booking_id, "title": dict(event.titles)})
        mark = f"event-name-wrong:{booking_id}:{issued.number}"
        await put(session, booking.person_id, pushed, due_at=now, dedupe_key=mark)
    await session.flush()
    return issued

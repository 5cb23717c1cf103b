"""The names on certificates, which the hosts of a date compare with who was there."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.events.attendance import EventCertificate
from models.events.booking import Booking
from models.events.errors import BookingGone
from models.events.event import event_of, lock_date
from models.events.host import need_event_host
from models.events.news import EventNews
from models.outbox.message import Pushed, put
from models.people.person import Person
from models.staff.post import need_staff


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

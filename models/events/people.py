"""Who is booked for a date: whom its host tells of something."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.events.booking import Booking, BookingState
from models.people.person import Person


async def people_of_date(
    session: AsyncSession, date_id: int, states: Collection[BookingState]
) -> Sequence[tuple[Booking, Person]]:
    """Whose bookings of a date are in one of the states, in the order they were made."""
    rows = await session.execute(
        sa.select(Booking, Person)
        .join(Person, Person.id == Booking.person_id)
        .where(Booking.date_id == date_id, Booking.state.in_(states))
        .order_by(Booking.id)
    )
    return [(row[0], row[1]) for row in rows]

"""The people booked for a date, to whom its host can send messages."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.events.booking import Booking, BookingState
from models.people.person import Person


async def people_of_date(
    session: AsyncSession, date_id: int, states: Collection[BookingState]
) -> Sequence[tuple[Booking, Person]]:
    """The bookings of a date in one of the states, with their people, in the order in which they were made."""
    rows = await session.execute(
        sa.select(Booking, Person)
        .join(Person, Person.id == Booking.person_id)
        .where(Booking.date_id == date_id, Booking.state.in_(states))
        .order_by(Booking.id)
    )
    return [(row[0], row[1]) for row in rows]

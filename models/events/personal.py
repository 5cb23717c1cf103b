"""Data kept of people who come to events: seats, certificates, points."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.events.attendance import event_certificates_of
from models.events.booking import bookings_of, merge_bookings, release_seats
from models.events.event import forget_old_dates
from models.events.names import forget_names
from models.events.points import points_entries
from models.people.person import Person
from models.storage.database import Json
from models.storage.personal import PORTION, Kept, Leaving, Merging, Old, Personal, Until, columns_of


async def _export(session: AsyncSession, person: Person) -> dict[str, Json]:
    return {
        "bookings": [columns_of(each) for each in await bookings_of(session, person.id)],
        "event_certificates": [columns_of(each, but="pdf") for each in await event_certificates_of(session, person.id)],
        "points": [columns_of(each, but="seal") for each in await points_entries(session, person.id)],
    }


async def _hand_over(session: AsyncSession, merging: Merging) -> None:
    await merge_bookings(session, merging.other.id, merging.kept.id)


async def _forget(session: AsyncSession, leaving: Leaving) -> int:
    await release_seats(session, leaving.person.id)
    return 0


PERSONAL = Personal(
    kept=(
        Kept("booking.person_id", Until.THEY_GO),
        Kept("event_certificate.booking_id", Until.THEY_GO),
        Kept("points_entry.person_id", Until.THEY_GO),
        Kept(
            "event.created_by",
            Until.THEY_GO,
            untold="an event is the city's; who gives it has a post, and that is taken along",
            outlives="is the city's",
        ),
    ),
    export=_export,
    hand_over=_hand_over,
    forget=_forget,
    forget_old=(Old(forget_old_dates, PORTION), Old(forget_names, PORTION)),
)

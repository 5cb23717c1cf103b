"""The hosts of an event: staff of the department that organises it, and hosts of the complex that does, or of the place
where a date is held."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from models.events.event import Event, EventDate
from models.people.person import Person
from models.staff.errors import NotStaff
from models.staff.post import hosted_places, staff_of


async def hosts(session: AsyncSession, person: Person, event: Event, event_date: EventDate | None = None) -> bool:
    """Whether the person is a host of this event, or at least of this date of it."""
    staff = await staff_of(session, person)
    if staff is not None and staff.department is not None and staff.department == event.department:
        return True
    places = await hosted_places(session, person)
    return (event.host_place_id or 0) in places or (event_date is not None and (event_date.place_id or 0) in places)


async def need_event_host(
    session: AsyncSession, person: Person, event: Event, event_date: EventDate | None = None
) -> None:
    """Raises NotStaff unless the person is a host of this event or date."""
    if not await hosts(session, person, event, event_date):
        raise NotStaff


async def hosting_of(session: AsyncSession, person: Person) -> tuple[str | None, Sequence[int]]:
    """The department and the places that the person organises events for. Raises NotStaff if there are none."""
    staff = await staff_of(session, person)
    places = await hosted_places(session, person)
    if staff is None and not places:
        raise NotStaff
    return (staff.department if staff is not None else None), places


async def is_host(session: AsyncSession, person: Person) -> bool:
    """Whether the person can organise events at all."""
    return await staff_of(session, person) is not None or bool(await hosted_places(session, person))

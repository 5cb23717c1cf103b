"""Who may look after an event: staff of the department that gives it, and whoever looks after the complex that does, or
the place where a date is held."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from models.events.event import Event, EventDate
from models.people.person import Person
from models.staff.errors import NotStaff
from models.staff.post import hosted_places, staff_of


async def hosts(session: AsyncSession, person: Person, event: Event, event_date: EventDate | None = None) -> bool:
    """Whether the person may look after this event, or at least this date of it."""
    staff = await staff_of(session, person)
    if staff is not None and staff.department is not None and staff.department == event.department:
        return True
    places = await hosted_places(session, person)
    return (event.host_place_id or 0) in places or (event_date is not None and (event_date.place_id or 0) in places)


async def need_event_host(
    session: AsyncSession, person: Person, event: Event, event_date: EventDate | None = None
) -> None:
    """Raises NotStaff."""
    if not await hosts(session, person, event, event_date):
        raise NotStaff


async def hosting_of(session: AsyncSession, person: Person) -> tuple[str | None, Sequence[int]]:
    """The department the person gives events for, and the places. Raises NotStaff for who has neither."""
    staff = await staff_of(session, person)
    places = await hosted_places(session, person)
    if staff is None and not places:
        raise NotStaff
    return (staff.department if staff is not None else None), places


async def is_host(session: AsyncSession, person: Person) -> bool:
    """Whether the person gives events at all."""
    return await staff_of(session, person) is not None or bool(await hosted_places(session, person))

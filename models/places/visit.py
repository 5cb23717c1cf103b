"""One question after a visit: is it still so? A person is asked once a day at most, about the place they chose last,
and only if nobody has checked it for RECHECK_AFTER: a city's places need few answers, and riders are not there to give
many.
"""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.outbox.causes import CauseKind
from models.outbox.message import Pushed, Put, Urgency, put_all
from models.people.person import Person
from models.places.change import What, mark_of, value_of
from models.places.host import PlaceNews
from models.places.place import Place
from models.values.opening_hours import BadOpeningHours, open_times

ASK_AFTER = timedelta(hours=2)
RECHECK_AFTER = timedelta(days=30)


async def ask_after_visit(session: AsyncSession, person: Person, place: Place, *, city: City, now: datetime) -> None:
    """Queues the question for ASK_AFTER from now; it is over at the end of the city's day, and where a chat may only
    answer, it waits for the person's next word until then. Who has not agreed to being remembered is not asked."""
    local = now.astimezone(city.zone)
    ends = datetime.combine(local.date() + timedelta(days=1), time(0), city.zone).astimezone(UTC)
    known = _known(place, local)
    if not person.agreed or known is None or not _is_due(place, now) or now + ASK_AFTER >= ends:
        return
    said = {"place": [known.value, value_of(place, known), local.date().isoformat()]}
    facts = {"place_id": place.id, "place": place.name, "what": known.value, "value": said, "mark": mark_of(place)}
    pushed = Pushed(PlaceNews.VISIT, facts)
    key, cause = f"visit:{person.id}:{local.date()}", CauseKind.VISIT.of(person.id)
    row = Put(person.id, pushed, now + ASK_AFTER, Urgency.CAN_WAIT, ends, key, cause, promised=False)
    await put_all(session, [row])


def _known(place: Place, local: datetime) -> What | None:
    """What to ask about: the hours, if they say that it opens today and there is no exception; else how one gets in.
    None if neither is known."""
    if place.usual_hours is not None:
        return None
    try:
        opens = bool(open_times(place.hours, local.date(), local.tzinfo))  # type: ignore[arg-type]  # the city's zone
    except BadOpeningHours:
        opens = False
    if opens:
        return What.HOURS
    return What.ACCESS if place.access is not None else None


def _is_due(place: Place, now: datetime) -> bool:
    return place.checked_at is None or now - place.checked_at > RECHECK_AFTER


async def visits_to_ask_about(session: AsyncSession, numbers: Collection[str]) -> set[str]:
    """Of these people, by number, those whose last place is still there and has not been checked meanwhile."""
    last = (
        sa.select(Person.id)
        .join(Place, Place.id == Person.last_place_id)
        .where(Person.id.in_([int(each) for each in numbers]), Place.closed_at.is_(None))
    )
    unchecked = sa.or_(Place.checked_at.is_(None), Place.checked_at < datetime.now(UTC) - RECHECK_AFTER)
    return {str(each) for each in await session.scalars(last.where(unchecked))}

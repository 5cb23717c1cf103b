"""Write the regular events of the city pack, and their dates for the next month, to the database.

It can run at any time and in several processes: each date is made once, by its slot, and a date that was moved, called
off or booked stays as it is.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.events import EventTemplate
from models.city.pack import City
from models.events.event import DateState, Event, EventDate, minutes_of_day, searchable
from models.places.place import Place
from models.storage.secrets import insert

DAYS_AHEAD = 31
"""Days for which dates are made, beginning with today."""


async def fill_programme(session: AsyncSession, city: City, *, now: datetime) -> int:
    """Add the missing dates, and return their number. An event at a place that is not in the directory gets no
    dates."""
    if not city.events:
        return 0
    places = await places_of_events(session, city)
    await _write_events(session, city)
    ids = await _ids(session, list(city.events))
    rows = [
        row
        for template in city.events.values()
        if template.place is None or template.place in places
        for row in _dates(template, ids[template.key], places.get(template.place or ""), city, now)
    ]
    known = await _known_slots(session, list(ids.values()), now)
    fresh = [row for row in rows if (row["event_id"], row["slot"]) not in known]
    if fresh:
        connection = await session.connection()
        await connection.execute(insert(session, EventDate).on_conflict_do_nothing(), fresh)
    return len(fresh)


async def places_of_events(session: AsyncSession, city: City) -> dict[str, int]:
    """Code -> id of the places that the pack's events name, without those that are not in the directory."""
    codes = {each.place for each in city.events.values() if each.place}
    rows = await session.execute(sa.select(Place.code, Place.id).where(Place.code.in_(codes)))
    return {row.code: row.id for row in rows}


async def _write_events(session: AsyncSession, city: City) -> None:
    """Insert or update the events as the pack has them now."""
    rows = [_event_row(each, city) for each in city.events.values()]
    upsert = insert(session, Event)
    changed = {name: upsert.excluded[name] for name in rows[0] if name != "key"}
    connection = await session.connection()
    await connection.execute(upsert.on_conflict_do_update(index_elements=["key"], set_=changed), rows)


def _event_row(template: EventTemplate, city: City) -> dict[str, Any]:
    department = city.departments[template.department]
    return {
        "key": template.key,
        "kind": template.kind.value,
        "titles": dict(template.titles),
        "about": dict(template.about),
        "bring": dict(template.bring) if template.bring else None,
        "department": template.department,
        "subsidy_fen": template.subsidy_yuan * 100,
        "points": template.points,
        "training_minutes": template.training_minutes,
        "cancel_minutes": template.cancel_minutes,
        "remind_minutes": list(template.remind_minutes),
        "questions": list(template.questions),
        "certificate": template.certificate,
        "satisfies": template.satisfies,
        "article": template.article,
        "search": searchable(template.titles, template.about, *department.titles.values()),
        "sample": city.sample,
    }


async def _ids(session: AsyncSession, keys: Sequence[str]) -> Mapping[str, int]:
    found = await session.execute(sa.select(Event.key, Event.id).where(Event.key.in_(keys)))
    return {key: number for key, number in found if key is not None}


def _dates(
    template: EventTemplate, event_id: int, place_id: int | None, city: City, now: datetime
) -> list[dict[str, Any]]:
    today = now.astimezone(city.zone).date()
    rows = []
    for starts_at, ends_at in template.dates(today, DAYS_AHEAD, city.zone):
        if starts_at - now < timedelta(hours=1):
            continue  # too soon to remind anybody
        start_minute, end_minute = minutes_of_day(starts_at, ends_at, city.zone)
        rows.append(
            {
                "event_id": event_id,
                "slot": f"{starts_at:%Y-%m-%dT%H:%M}",
                "kind": template.kind.value,
                "starts_at": starts_at,
                "ends_at": ends_at,
                "start_minute": start_minute,
                "end_minute": end_minute,
                "place_id": place_id,
                "room": dict(template.room) if template.room else None,
                "online_url": template.online,
                "seats": template.seats,
                "taken": 0,
                "waiting": 0,
                "queue_last": 0,
                "state": DateState.OPEN,
                "moved": 0,
            }
        )
    return rows


async def _known_slots(session: AsyncSession, event_ids: Sequence[int], now: datetime) -> set[tuple[int, str | None]]:
    since = f"{now - timedelta(days=2):%Y-%m-%d}"
    known = sa.select(EventDate.event_id, EventDate.slot).where(
        EventDate.event_id.in_(event_ids), EventDate.slot >= since
    )
    return {(event_id, slot) for event_id, slot in await session.execute(known)}

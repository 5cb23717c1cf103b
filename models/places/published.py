"""The directory as published: every place with what its page shows, and what is true of some places right now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.places.host import PlaceDay
from models.places.hours import PlaceHours, closures_at
from models.places.place import Place


class PublishedPlace(NamedTuple):
    """Columns of Place that do not change by the hour. Degrees are WGS-84."""

    code: str
    kind: str
    name: str
    latitude: float
    longitude: float
    district: str | None
    address: str
    needs: str
    hours: str
    phone: str | None
    note: str | None
    details: str
    sample: bool
    access: str | None
    access_note: str | None
    checked_at: datetime | None
    unmended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlacesNow:
    """By code. shut: until when riders are not led there, by the word of people or the host; said_open: places whose
    host said today that they are open; closures: the first closure of days that is not over."""

    shut: Mapping[str, datetime]
    said_open: Sequence[str]
    closures: Mapping[str, PlaceHours]


class WayIn(NamedTuple):
    """The columns that a list shows besides those of `ListedPlace`, and the first closure that is not over."""

    details: str = ""
    phone: str | None = None
    note: str | None = None
    access: str | None = None
    access_note: str | None = None
    checked_at: datetime | None = None
    closure: PlaceHours | None = None


async def published_places(session: AsyncSession) -> Sequence[PublishedPlace]:
    """Every place that is not closed for good, in the order of the codes."""
    columns = Place.__table__.c
    listed = sa.select(*(columns[name] for name in PublishedPlace._fields))
    rows = await session.execute(listed.where(columns.closed_at.is_(None)).order_by(columns.code))
    return [PublishedPlace._make(row) for row in rows]


async def places_now(session: AsyncSession, *, now: datetime, zone: ZoneInfo) -> PlacesNow:
    """The present word of people and hosts on places. now: aware."""
    shut = sa.select(Place.code, Place.shut_until).where(Place.shut_until > now, Place.closed_at.is_(None))
    said = (
        sa.select(Place.code)
        .join(PlaceDay, PlaceDay.place_id == Place.id)
        .where(PlaceDay.day == now.astimezone(zone).date(), PlaceDay.is_open, Place.closed_at.is_(None))
    )
    shut_rows = await session.execute(shut.order_by(Place.code))
    today = now.astimezone(zone).date()
    closed = sa.select(Place.code, PlaceHours).join(PlaceHours, PlaceHours.place_id == Place.id)
    closures = await session.execute(
        closed.where(PlaceHours.closes_minute.is_(None), PlaceHours.until >= today, Place.closed_at.is_(None)).order_by(
            PlaceHours.first.desc()
        )
    )
    return PlacesNow(
        {code: until for code, until in shut_rows if until is not None},
        (await session.scalars(said.order_by(Place.code))).all(),
        {row.code: row.PlaceHours for row in closures},
    )


async def ways_in(session: AsyncSession, ids: Collection[int], *, today: date) -> Mapping[int, WayIn]:
    """What a list shows of how to get in, when it was checked, and when it is shut, for each of the places, by id.
    today: in the city."""
    closures = await closures_at(session, ids, today=today)
    columns = (Place.details, Place.phone, Place.note, Place.access, Place.access_note, Place.checked_at)
    rows = await session.execute(sa.select(Place.id, *columns).where(Place.id.in_(ids)))
    return {row.id: WayIn(*row[1:], closure=closures[row.id][0] if row.id in closures else None) for row in rows}

"""The directory as published: every place with what its page shows, and what is true of some places right now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.places.host import PlaceDay
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
    checked_at: datetime | None
    sample: bool


@dataclass(frozen=True, slots=True)
class PlacesNow:
    """By code. shut: until when riders are not led there, by the word of people or the host; said_open: places whose
    host said today that they are open."""

    shut: Mapping[str, datetime]
    said_open: Sequence[str]


class WayIn(NamedTuple):
    """The columns that a list shows besides those of `ListedPlace`."""

    phone: str | None
    note: str | None
    details: str
    checked_at: datetime | None


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
    return PlacesNow(
        {code: until for code, until in shut_rows if until is not None},
        (await session.scalars(said.order_by(Place.code))).all(),
    )


async def ways_in(session: AsyncSession, ids: Collection[int]) -> Mapping[int, WayIn]:
    """The telephone number, and what helps to get in, for each of the places, by id."""
    columns = (getattr(Place, name) for name in WayIn._fields)
    rows = await session.execute(sa.select(Place.id, *columns).where(Place.id.in_(ids)))
    return {place_id: WayIn(*way) for place_id, *way in rows}

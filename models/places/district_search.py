"""Search in a whole district: its places with the needs, else the nearest ones to it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from models.city.ground import District
from models.places.boxes import Sought
from models.places.nearest import Wanted, gather_places
from models.places.search import PLACES_FOUND, PlaceSearch


async def search_district(
    session: AsyncSession,
    district: District,
    *,
    needs: Sequence[str],
    now: datetime,
    zone: ZoneInfo,
    without: Collection[str] = (),
) -> PlaceSearch:
    """The places of a district that offer all the needs, those near its middle first; else the nearest ones to it.
    without: the kinds that are left out.

    The search leaves no record: the person's position within the district is unknown, and so is the distance.
    """
    inside = await _from_the_middle(session, district, Sought(needs, without, district.key), now=now, zone=zone)
    if inside.any_state:
        return replace(inside, scope="inside")
    outside = await _from_the_middle(session, district, Sought(needs, without), now=now, zone=zone)
    return replace(outside, scope="outside")


async def _from_the_middle(
    session: AsyncSession, district: District, sought: Sought, *, now: datetime, zone: ZoneInfo
) -> PlaceSearch:
    open_now, any_state = Wanted(PLACES_FOUND, open_only=True), Wanted(PLACES_FOUND, open_only=False)
    lists = (open_now, any_state)
    await gather_places(session, district.centre(), *lists, sought=sought, at=now, zone=zone)
    return PlaceSearch(open_now.found, any_state.found)

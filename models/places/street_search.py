"""Search along a street when the position on it is unknown: the places on it, else the nearest ones to it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.ground import District
from models.city.pack import City
from models.places.boxes import Sought
from models.places.house_number import number_said
from models.places.listed_place import LIKE_ESCAPE, ListedPlace, like_literal
from models.places.nearest import FoundPlace, Wanted, gather_places
from models.places.place import Place
from models.places.search import PLACES_FOUND, PlaceSearch, Spot, plain
from models.values.opening_hours import NOT_KNOWN, BadOpeningHours, open_state
from models.values.position import Position

POINTS = 8
"""Points of a long street from which the nearest places are searched."""
LANDMARKS = 4
"""The most places along a street that are offered to choose a part of it."""


async def search_street(
    session: AsyncSession,
    street: str,
    *,
    needs: Sequence[str],
    now: datetime,
    zone: ZoneInfo,
    without: Collection[str] = (),
) -> PlaceSearch:
    """The places on the street that offer all the needs, by house number; else the nearest ones to the street. without:
    the kinds that are left out.

    The search leaves no record: the person's position on the street is unknown.
    """
    on_street = await _on(session, street)
    fitting = [each for each in on_street if each.kind not in without]
    found = [_found(each, now, zone) for each in fitting if all(f"|{need}|" in each.needs for need in needs)]
    if found:
        open_now = [each for each in found if each.open_now]
        return PlaceSearch(open_now[:PLACES_FOUND], found[:PLACES_FOUND], scope="street")
    step = max(1, len(on_street) // POINTS)
    points = [each.position for each in on_street[::step]]
    return await _beside(session, points, Sought(needs, without), now=now, zone=zone)


async def landmarks(session: AsyncSession, street: str) -> list[ListedPlace]:
    """Places spread along the street in the order of house numbers, LANDMARKS at most."""
    on_street = await _on(session, street)
    numbered = [each for each in on_street if number_of(each, street)] or on_street
    last = len(numbered) - 1
    chosen = {round(step * last / (LANDMARKS - 1)) for step in range(LANDMARKS)} if last > 0 else {0}
    return [numbered[at] for at in sorted(chosen) if numbered]


def number_of(place: ListedPlace, street: str) -> int | None:
    """The house number of the place on the street; None if the address has none."""
    return number_said(plain(place.address), plain(street))


async def part_in(session: AsyncSession, city: City, street: str, district: District) -> Spot | None:
    """The part of the street that lies in a district, at the mean position of its places there; None if there are
    none."""
    positions = [each.position for each in await _on(session, street) if city.district_at(each.position) == district]
    if not positions:
        return None
    middle = Position.wgs84(
        sum(each.latitude for each in positions) / len(positions),
        sum(each.longitude for each in positions) / len(positions),
    )
    return Spot("street", street, middle, None, len(positions))


async def _on(session: AsyncSession, street: str) -> list[ListedPlace]:
    columns = Place.__table__.c
    listed = sa.select(*(columns[name] for name in ListedPlace._fields))
    rows = await session.execute(
        listed.where(columns.street.ilike(like_literal(street), escape=LIKE_ESCAPE), columns.closed_at.is_(None))
    )
    places = [ListedPlace._make(row) for row in rows]
    return sorted(places, key=lambda each: (number_said(plain(each.address), plain(street)) or 0, each.code))


def _found(place: ListedPlace, now: datetime, zone: ZoneInfo) -> FoundPlace:
    """A place of the list, with its state now and without a distance."""
    try:
        state = open_state(place.hours, now, zone)
    except BadOpeningHours:
        state = NOT_KNOWN
    shut = place.shut_until is not None and place.shut_until > now
    return FoundPlace(place, 0.0, 0.0, state, bool(state.is_open) and not shut and place.unmended_at is None)


async def _beside(
    session: AsyncSession, points: Sequence[Position], sought: Sought, *, now: datetime, zone: ZoneInfo
) -> PlaceSearch:
    """The places nearest to any of the points."""
    open_now: dict[int, FoundPlace] = {}
    any_state: dict[int, FoundPlace] = {}
    for here in points:
        lists = Wanted(PLACES_FOUND, open_only=True), Wanted(PLACES_FOUND, open_only=False)
        await gather_places(session, here, *lists, sought=sought, at=now, zone=zone)
        for kept, wanted in zip((open_now, any_state), lists, strict=True):
            for each in wanted.found:
                known = kept.get(each.place.id)
                if known is None or each.distance_m < known.distance_m:
                    kept[each.place.id] = each
    return PlaceSearch(_nearest(open_now.values()), _nearest(any_state.values()), scope="outside")


def _nearest(found: Iterable[FoundPlace]) -> list[FoundPlace]:
    return sorted(found, key=lambda each: (each.distance_m, each.place.code))[:PLACES_FOUND]

"""A list of places as a page asks for it: from a spot that has a name, in a district, or of the whole city.

Nobody says where they are, and nothing is noted: what the page finds by a position, the page finds by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.city.ground import District
from models.city.pack import City
from models.places.boxes import Sought
from models.places.nearest import FoundPlace, Wanted, gather_places
from models.places.search import Spot, spot_meant, spots_named
from models.places.street_search import search_street
from models.values.position import Position

A_PAGE = 20
MOST_PAGES = 25
"""Somebody who looks at more looks for something else."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks for. needs: keys, all of which a place must offer. words: the name of a spot, empty where there
    is none. page: from 0."""

    needs: tuple[str, ...] = ()
    open_only: bool = True
    district: District | None = None
    words: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """found: one page, nearest first. measured: its distances are from `spot`, and are worth saying. choices: the spots
    that the words can mean, where they can mean several; then nothing was looked for. unknown: nothing is called so."""

    found: Sequence[FoundPlace] = ()
    more: bool = False
    spot: Spot | None = None
    measured: bool = False
    choices: Sequence[Spot] = field(default_factory=tuple)
    unknown: bool = False


async def list_places(session: AsyncSession, asked: Asked, *, city: City, now: datetime) -> Listing:
    """A page of what is asked for. now: aware."""
    if not asked.words:
        return await _around(session, asked, None, city=city, now=now)
    spots = await spots_named(session, city, asked.words)
    spot = spot_meant(asked.words, spots)
    if spot is None:
        return Listing(choices=spots, unknown=not spots)
    if spot.long:
        found = await search_street(session, spot.title, needs=asked.needs, now=now, zone=city.zone)
        return Listing(found.open_now if asked.open_only else found.any_state, spot=spot)
    return await _around(session, asked, spot, city=city, now=now)


async def around_place(session: AsyncSession, asked: Asked, place: Spot, *, city: City, now: datetime) -> Listing:
    """The same around one place that is known by its code."""
    return await _around(session, asked, place, city=city, now=now)


async def _around(session: AsyncSession, asked: Asked, spot: Spot | None, *, city: City, now: datetime) -> Listing:
    district = city.districts.get(spot.district or "") if spot is not None else asked.district
    here = _from(spot, district, city)
    before = asked.page * A_PAGE
    wanted = Wanted(before + A_PAGE + 1, open_only=asked.open_only)
    sought = Sought(asked.needs, district=district.key if district is not None else None)
    await gather_places(session, here, wanted, sought=sought, at=now, zone=city.zone)
    page = wanted.found[before : before + A_PAGE]
    measured = spot is not None and district is None
    return Listing(page, len(wanted.found) > before + A_PAGE, spot, measured)


def _from(spot: Spot | None, district: District | None, city: City) -> Position:
    if district is not None:
        return district.centre()
    return spot.position if spot is not None else city.centre

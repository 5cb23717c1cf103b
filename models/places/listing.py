"""A list of places as a page asks for it: around a spot that has a name, in a district, or in the whole city.

The visitor does not say where they are, and nothing is recorded. A page that has a position searches by itself, and
then says roughly where (bot/web/map/searched.py).
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
"""A visitor who looks at more pages looks for something else."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A page's request. needs: keys, all of which a place must offer. words: the name of a spot, or empty. page: from
    0."""

    needs: tuple[str, ...] = ()
    open_only: bool = True
    district: District | None = None
    words: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """found: one page, nearest first. measured: the distances are from `spot`, and worth showing. choices: the spots
    that the words can mean, if several; then nothing was searched. unknown: the words name nothing."""

    found: Sequence[FoundPlace] = ()
    more: bool = False
    spot: Spot | None = None
    measured: bool = False
    choices: Sequence[Spot] = field(default_factory=tuple)
    unknown: bool = False


async def list_places(session: AsyncSession, asked: Asked, *, city: City, now: datetime) -> Listing:
    """A page of the places that are asked for. now: aware."""
    if not asked.words:
        return await _around(session, asked, None, city=city, now=now)
    spots = await spots_named(session, city, asked.words)
    spot = spot_meant(asked.words, spots)
    if spot is None:
        return Listing(choices=spots, unknown=not spots)
    if spot.long:
        without = city.left_out(asked.needs)
        found = await search_street(session, spot.title, needs=asked.needs, now=now, zone=city.zone, without=without)
        return Listing(found.open_now if asked.open_only else found.any_state, spot=spot)
    return await _around(session, asked, spot, city=city, now=now)


async def around_place(session: AsyncSession, asked: Asked, place: Spot, *, city: City, now: datetime) -> Listing:
    """A page of the places around one place that is known by its code."""
    return await _around(session, asked, place, city=city, now=now)


async def _around(session: AsyncSession, asked: Asked, spot: Spot | None, *, city: City, now: datetime) -> Listing:
    district = city.districts.get(spot.district or "") if spot is not None else asked.district
    here = _from(spot, district, city)
    before = asked.page * A_PAGE
    wanted = Wanted(before + A_PAGE + 1, open_only=asked.open_only)
    sought = Sought(asked.needs, city.left_out(asked.needs), district.key if district is not None else None)
    await gather_places(session, here, wanted, sought=sought, at=now, zone=city.zone)
    page = wanted.found[before : before + A_PAGE]
    measured = spot is not None and district is None
    return Listing(page, len(wanted.found) > before + A_PAGE, spot, measured)


def _from(spot: Spot | None, district: District | None, city: City) -> Position:
    if district is not None:
        return district.centre()
    return spot.position if spot is not None else city.centre

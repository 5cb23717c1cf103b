"""Boxes that grow around a position, over the index on (latitude, longitude), or over that of the first need: the same
statements on SQLite and PostgreSQL."""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.places.listed_place import LIKE_ESCAPE, ListedPlace, like_literal
from models.places.place import Place, PlaceNeed
from models.storage.one_hop import OneHop
from models.values.position import EARTH_RADIUS_M, Position

FIRST_HALF_SIDE_M = 4_000.0
"""Of the first box: at a city's 1,161 places it mostly holds enough, so that one statement does."""
SMALLEST_HALF_SIDE_M = 100.0
LARGEST_HALF_SIDE_M = 1_000_000.0
BOX_STEP = 4.0
LEAST_STEP = 1.5
MOST_STEP = 2.5
FEW_ROWS = 64
"""A first box that holds so many is too large, the next is tried before its rows are fetched. Of a later one only the
middle is fetched, with so many; the next fetches MORE_ROWS times as many."""
MORE_ROWS = 2
ALL_ROWS = 2**31 - 1
ROUNDING = 1e-9
"""Of angles in radians and degrees; makes a box a little larger than it need be."""
ROUNDED_M = 0.05
"""Taken off a middle's half side, so that no place this near its edge is thought to be in it."""

_Row = tuple[int, str, str, str, float, float, str, str, str, bool, datetime | None]


@dataclass(frozen=True, slots=True)
class Sought:
    """Which places: those that offer all the needs; of one of the kinds, where any is given; in the district with this
    key, where one is given."""

    needs: Sequence[str] = ()
    kinds: Collection[str] = ()
    district: str | None = None


ANY_PLACE = Sought()


_Hit = tuple[float, str, ListedPlace]
"""(distance in metres, code, place): in this order a ring is sorted; codes are unique."""


class Boxes:
    """Boxes that grow around a position and hand over what they hold ring by ring, nearest ring first.

    A box holds every place up to half its side away, and in its corners some that are farther: those wait until
    a larger box has seen all of their distance.
    """

    def __init__(
        self,
        session: AsyncSession,
        here: Position,
        sought: Sought = ANY_PLACE,
        *,
        half_side_m: float = FIRST_HALF_SIDE_M,
    ) -> None:
        self._session = session
        self._here = here
        self._start_m = half_side_m
        needs = sought.needs
        self._need_count = len(needs)
        self._filters: dict[str, object] = {f"need_{n}": _like_need(key) for n, key in enumerate(needs[1:], 1)}
        if needs:
            self._filters["need_0"] = needs[0]
        if sought.kinds:
            self._filters["kinds"] = list(sought.kinds)
        if sought.district is not None:
            self._filters["district"] = sought.district
        self._reached_m = -1.0
        self._most = FEW_ROWS
        self._many = False

    async def next_ring(self, share: float, leave_out: Sequence[str] = ()) -> list[_Hit] | None:
        """The places beyond the last ring, in order of (distance, code); None when nothing more exists.

        share: how much of what is wanted is there, 0 to 1; the less, the larger the step. leave_out: opening hours.
        """
        if self._reached_m == math.inf:
            return None
        self._filters["leave_out"] = list(leave_out)
        half_side_m, rows = await (self._first() if self._reached_m < 0 else self._grown(share))
        distance_m = _distance_from(self._here)
        hits = [(distance_m(row[4], row[5]), row[1], row) for row in rows]
        ring = [(far, code, ListedPlace._make(row)) for far, code, row in hits if self._reached_m < far <= half_side_m]
        self._reached_m = half_side_m
        return sorted(ring)

    async def _first(self) -> tuple[float, Sequence[_Row]]:
        half_side_m = self._start_m
        while len(rows := await self._rows(_box_edges(self._here, half_side_m), FEW_ROWS)) == FEW_ROWS:
            self._many = True
            half_side_m = min(half_side_m / BOX_STEP, FIRST_HALF_SIDE_M)
            if half_side_m < SMALLEST_HALF_SIDE_M:
                return await self._box(half_side_m)
        return half_side_m, rows

    async def _grown(self, share: float) -> tuple[float, Sequence[_Row]]:
        """A city has few places with a rare need: once two boxes did not do, all of them are asked for at once."""
        if self._reached_m > max(self._start_m, FIRST_HALF_SIDE_M) and not self._many:
            rows = await self._rows(_box_edges(self._here, math.inf), FEW_ROWS)
            if len(rows) < FEW_ROWS:
                return math.inf, rows
            self._many = True
        half_side_m = self._reached_m * min(MOST_STEP, max(LEAST_STEP, 1.2 / math.sqrt(share or 1e-9)))
        return await self._box(half_side_m if half_side_m <= LARGEST_HALF_SIDE_M else math.inf)

    async def _box(self, half_side_m: float) -> tuple[float, Sequence[_Row]]:
        """The box, or as much of its middle as holds `_most` places: half its side, and what it holds."""
        edges = _box_edges(self._here, half_side_m)
        if edges["west"] == -180.0 and edges["east"] == 180.0:  # has no middle
            return half_side_m, await self._rows(edges, ALL_ROWS)
        stretch = (edges["north"] - self._here.latitude) / (edges["east"] - self._here.longitude)
        rows = await self._rows(edges, self._most, stretch)
        if len(rows) < self._most:
            return half_side_m, rows
        self._many = True
        self._most *= MORE_ROWS
        north, south = (abs(edge(row[4] for row in rows) - self._here.latitude) for edge in (max, min))
        east, west = (abs(edge(row[5] for row in rows) - self._here.longitude) * stretch for edge in (max, min))
        middle_m = math.radians(max(north, south, east, west)) * EARTH_RADIUS_M * (1 - ROUNDING) - ROUNDED_M
        if middle_m > max(self._reached_m, 0.0):
            return middle_m, rows
        return half_side_m, await self._rows(edges, ALL_ROWS)  # so many at one spot

    async def _rows(self, edges: Mapping[str, float], most: int, stretch: float | None = None) -> Sequence[_Row]:
        """stretch: of a degree of longitude, as seen in the box; with it the rows of its middle come first."""
        values = {**self._filters, **edges, "most": most}
        if stretch is not None:
            values |= {"latitude": self._here.latitude, "longitude": self._here.longitude, "stretch": stretch}
        statement = _box_statement(self._need_count, "kinds" in values, "district" in values, stretch is not None)
        return cast(Sequence[_Row], await statement.rows(self._session, **values))


@lru_cache(maxsize=64)
def _box_statement(need_count: int, by_kind: bool, by_district: bool, from_middle: bool) -> OneHop:
    """Built once: building it takes longer than running it."""
    columns = Place.__table__.c
    walked = PlaceNeed.__table__.c if need_count else columns
    in_box = [
        walked.latitude.between(sa.bindparam("south"), sa.bindparam("north")),
        walked.longitude.between(sa.bindparam("west"), sa.bindparam("east")),
        walked.hours.not_in(sa.bindparam("leave_out", expanding=True)),
        walked.need == sa.bindparam("need_0") if need_count else columns.closed_at.is_(None),
    ]
    of_place: list[sa.ColumnElement[bool]] = [
        columns.needs.like(sa.bindparam(f"need_{n}"), escape=LIKE_ESCAPE) for n in range(1, need_count)
    ]
    if by_kind:
        of_place.append(columns.kind.in_(sa.bindparam("kinds", expanding=True)))
    if by_district:
        of_place.append(columns.district == sa.bindparam("district"))
    listed = sa.select(*(columns[name] for name in ListedPlace._fields))
    most = sa.bindparam("most", type_=sa.Integer)
    if from_middle and need_count and not of_place:  # chosen without a look at their rows
        chosen = sa.select(walked.place_id).where(*in_box).order_by(_from_middle(walked)).limit(most).subquery()
        return OneHop(listed.where(columns.id == chosen.c.place_id))
    if need_count:
        in_box.append(walked.place_id == columns.id)
    statement = listed.where(*in_box, *of_place).limit(most)
    return OneHop(statement.order_by(_from_middle(walked)) if from_middle else statement)


def _from_middle(walked: Any) -> sa.ColumnElement[float]:
    """Half the side of the smallest box around here that holds the place, in degrees of latitude."""
    latitude, longitude, stretch = (
        sa.bindparam(name, type_=sa.Double) for name in ("latitude", "longitude", "stretch")
    )
    north = sa.func.abs(walked.latitude - latitude)
    east = sa.func.abs(walked.longitude - longitude) * stretch
    return sa.case((north > east, north), else_=east)


def _like_need(key: str) -> str:
    return f"%|{like_literal(key)}|%"


def _box_edges(here: Position, half_side_m: float) -> Mapping[str, float]:
    """Degrees of a box that holds all up to `half_side_m` from here. The meridians come together towards the poles:
    a circle of angle r touches those at asin(sin r / cos latitude). Around a pole or over 180°, all longitudes."""
    angle = half_side_m / EARTH_RADIUS_M * (1 + ROUNDING) + ROUNDING
    south, north = here.latitude - math.degrees(angle), here.latitude + math.degrees(angle)
    west, east = -180.0, 180.0
    if south > -90 and north < 90:
        width = math.degrees(math.asin(math.sin(angle) / math.cos(math.radians(here.latitude)))) + ROUNDING
        if here.longitude - width >= -180 and here.longitude + width <= 180:
            west, east = here.longitude - width, here.longitude + width
    return {"south": max(south, -90.0), "north": min(north, 90.0), "west": west, "east": east}


def _distance_from(here: Position) -> Callable[[float, float], float]:
    """`here.distance_m` to many positions: the same formula without a Position each, which took half of a search."""
    latitude, longitude, radians, sin, cos = here.latitude, here.longitude, math.radians, math.sin, math.cos
    phi = radians(latitude)
    cos_phi = cos(phi)

    def distance_m(other_latitude: float, other_longitude: float) -> float:
        other_phi = radians(other_latitude)
        half_chord = (
            sin((other_phi - phi) / 2) ** 2
            + cos_phi * cos(other_phi) * sin(radians(other_longitude - longitude) / 2) ** 2
        )
        return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, half_chord)))

    return distance_m

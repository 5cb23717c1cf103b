"""Search in growing boxes around a position, by the index on (latitude, longitude) or that of the first need.

The statements are the same on SQLite and PostgreSQL.
"""

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
"""Half the side of the first box. In a city of 1,161 places it mostly holds enough, so that one statement is enough."""
SMALLEST_HALF_SIDE_M = 100.0
LARGEST_HALF_SIDE_M = 1_000_000.0
BOX_STEP = 4.0
LEAST_STEP = 1.5
MOST_STEP = 2.5
FEW_ROWS = 64
"""A first box that holds this many rows is too large, and a smaller one is tried. Of later boxes only the nearest
FEW_ROWS are fetched; each box after that fetches MORE_ROWS times as many."""
MORE_ROWS = 2
ALL_ROWS = 2**31 - 1
ROUNDING = 1e-9
"""Rounding error of angles in radians and degrees; a box is made larger by it."""
ROUNDED_M = 0.05
"""Metres subtracted from half the side of a box's middle, so that a place this near its edge does not count as
inside."""

_Row = tuple[int, str, str, str, float, float, str, str, str, bool, datetime | None]


@dataclass(frozen=True, slots=True)
class Sought:
    """The places that a search selects. needs: a place offers all of them. without: the kinds that are left out.
    district: the key of its district; None: any."""

    needs: Sequence[str] = ()
    without: Collection[str] = ()
    district: str | None = None


ANY_PLACE = Sought()


_Hit = tuple[float, str, ListedPlace]
"""(distance in metres, code, place); rings are sorted in this order, and codes are unique."""


class Boxes:
    """Growing boxes around a position that give their places ring by ring, nearest ring first.

    A box holds every place up to half its side away, and in its corners some places farther away: those wait until a
    larger box holds every place of their distance.
    """

    def __init__(
        self,
        session: AsyncSession,
        here: Position,
        sought: Sought = ANY_PLACE,
        *,
        half_side_m: float | None = None,
    ) -> None:
        """half_side_m: half the side of a first box that was large enough for similar searches; None: not known."""
        self._session = session
        self._here = here
        self._start_m = FIRST_HALF_SIDE_M if half_side_m is None else half_side_m
        self._is_like_others = half_side_m is not None
        needs = sought.needs
        self._need_count = len(needs)
        self._filters: dict[str, object] = {f"need_{n}": _like_need(key) for n, key in enumerate(needs[1:], 1)}
        if needs:
            self._filters["need_0"] = needs[0]
        if sought.without:
            self._filters["without"] = list(sought.without)
        if sought.district is not None:
            self._filters["district"] = sought.district
        self._reached_m = -1.0
        self._most = FEW_ROWS
        self._many = False

    async def next_ring(self, share: float, leave_out: Sequence[str] = ()) -> list[_Hit] | None:
        """The places beyond the last ring, in order of (distance, code); None if there are no more.

        share: the part of the wanted places that was found, 0 to 1; the smaller, the larger the next box. leave_out:
        opening hours of places to skip.
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
        """A first box of a size that similar searches needed gives its nearest places in one statement, though most of
        them may be shut. Of any other size it may hold very many, and sorting them would take longer than looking into
        smaller ones.
        """
        half_side_m = self._start_m
        if self._is_like_others and half_side_m <= LARGEST_HALF_SIDE_M:
            return await self._box(half_side_m)
        while len(rows := await self._rows(box_edges(self._here, half_side_m), FEW_ROWS)) == FEW_ROWS:
            self._many = True
            half_side_m = min(half_side_m / BOX_STEP, FIRST_HALF_SIDE_M)
            if half_side_m < SMALLEST_HALF_SIDE_M:
                return await self._box(half_side_m)
        return half_side_m, rows

    async def _grown(self, share: float) -> tuple[float, Sequence[_Row]]:
        """A larger box. Once two boxes were not enough, all places are fetched at once if they are fewer than FEW_ROWS:
        a city has few places with a rare need."""
        if self._reached_m > max(self._start_m, FIRST_HALF_SIDE_M) and not self._many:
            rows = await self._rows(box_edges(self._here, math.inf), FEW_ROWS)
            if len(rows) < FEW_ROWS:
                return math.inf, rows
            self._many = True
        half_side_m = self._reached_m * min(MOST_STEP, max(LEAST_STEP, 1.2 / math.sqrt(share or 1e-9)))
        return await self._box(half_side_m if half_side_m <= LARGEST_HALF_SIDE_M else math.inf)

    async def _box(self, half_side_m: float) -> tuple[float, Sequence[_Row]]:
        """Half the side and the rows of a box, or of as much of its middle as holds `_most` places."""
        edges = box_edges(self._here, half_side_m)
        if edges["west"] == -180.0 and edges["east"] == 180.0:  # a box of all longitudes has no middle
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
        return half_side_m, await self._rows(edges, ALL_ROWS)  # that many places at one spot

    async def _rows(self, edges: Mapping[str, float], most: int, stretch: float | None = None) -> Sequence[_Row]:
        """At most `most` rows within the edges. stretch: the length of a degree of longitude in degrees of latitude;
        if given, the rows in the middle of the box come first."""
        values = {**self._filters, **edges, "most": most}
        if stretch is not None:
            values |= {"latitude": self._here.latitude, "longitude": self._here.longitude, "stretch": stretch}
        statement = _box_statement(self._need_count, "without" in values, "district" in values, stretch is not None)
        return cast(Sequence[_Row], await statement.rows(self._session, **values))


@lru_cache(maxsize=64)
def _box_statement(need_count: int, without: bool, by_district: bool, from_middle: bool) -> OneHop:
    """The statement for a box, cached because building it takes longer than running it."""
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
    if without:
        of_place.append(columns.kind.not_in(sa.bindparam("without", expanding=True)))
    if by_district:
        of_place.append(columns.district == sa.bindparam("district"))
    listed = sa.select(*(columns[name] for name in ListedPlace._fields))
    most = sa.bindparam("most", type_=sa.Integer)
    if from_middle and need_count and not of_place:  # chosen by the index alone, without reading the places
        chosen = sa.select(walked.place_id).where(*in_box).order_by(_from_middle(walked)).limit(most).subquery()
        return OneHop(listed.where(columns.id == chosen.c.place_id))
    if need_count:
        in_box.append(walked.place_id == columns.id)
    statement = listed.where(*in_box, *of_place).limit(most)
    return OneHop(statement.order_by(_from_middle(walked)) if from_middle else statement)


def _from_middle(walked: Any) -> sa.ColumnElement[float]:
    """Half the side, in degrees of latitude, of the smallest box around the position that holds the place."""
    latitude, longitude, stretch = (
        sa.bindparam(name, type_=sa.Double) for name in ("latitude", "longitude", "stretch")
    )
    north = sa.func.abs(walked.latitude - latitude)
    east = sa.func.abs(walked.longitude - longitude) * stretch
    return sa.case((north > east, north), else_=east)


def _like_need(key: str) -> str:
    return f"%|{like_literal(key)}|%"


def box_edges(here: Position, half_side_m: float) -> Mapping[str, float]:
    """The edges, in degrees, of a box that holds every place up to `half_side_m` away.

    Meridians converge towards the poles: a circle of angle r touches those at asin(sin r / cos latitude). A box around
    a pole or across 180° has all longitudes.
    """
    angle = half_side_m / EARTH_RADIUS_M * (1 + ROUNDING) + ROUNDING
    south, north = here.latitude - math.degrees(angle), here.latitude + math.degrees(angle)
    west, east = -180.0, 180.0
    if south > -90 and north < 90:
        width = math.degrees(math.asin(math.sin(angle) / math.cos(math.radians(here.latitude)))) + ROUNDING
        if here.longitude - width >= -180 and here.longitude + width <= 180:
            west, east = here.longitude - width, here.longitude + width
    return {"south": max(south, -90.0), "north": min(north, 90.0), "west": west, "east": east}


def _distance_from(here: Position) -> Callable[[float, float], float]:
    """`here.distance_m` for many positions: the same formula without making Position objects, which took half of a
    search."""
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

"""The nearest places that offer what is needed, open or not.

Boxes grow around a position, over the index on (latitude, longitude), or over that of the first need: the same
statements on SQLite and PostgreSQL. Exact distance, opening and order are Python's, place by place, nearest first,
until there is enough.
"""

import math
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.places.place import Place, PlaceNeed
from models.storage.one_hop import OneHop
from models.values.opening_hours import NOT_KNOWN, BadOpeningHours, OpenState, is_shut, open_state
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
SPARE = 2.0
"""A box is chosen so much larger than what was needed lately: places lie closer here than there."""
MOST_HOURS = 300
"""So many different opening hours are left to the database; a city's directory has some dozens."""
KINDS_OF_SEARCHES = 2000
"""So many are remembered; what was not searched for lately goes first."""
ROUNDING = 1e-9
"""Of angles in radians and degrees; makes a box a little larger than it need be."""
ROUNDED_M = 0.05
"""Taken off a middle's half side, so that no place this near its edge is thought to be in it."""
LIKE_ESCAPE = "/"

_Row = tuple[int, str, str, str, float, float, str, str, str, bool, datetime | None]


class ListedPlace(NamedTuple):
    """What a list shows of a place: columns of Place, read with the search itself; `find_place` has the rest."""

    id: int
    code: str
    kind: str
    name: str
    latitude: float
    longitude: float
    address: str
    needs: str
    hours: str
    sample: bool
    shut_until: datetime | None

    @property
    def position(self) -> Position:
        return Position.wgs84(self.latitude, self.longitude)


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place as seen from where somebody is: metres, degrees clockwise from north, and what its hours say.

    `state` is the hours' word alone: a place that people found shut has `place.shut_until`, and `open_now` False.
    """

    place: ListedPlace
    distance_m: float
    bearing_deg: float
    state: OpenState
    open_now: bool
    """Open at the moment asked about, as far as hours and people say; False where the hours are not known."""


async def nearest_places(
    session: AsyncSession,
    here: Position,
    *,
    sought: "Sought | None" = None,
    open_at: datetime | None,
    zone: ZoneInfo,
    limit: int = 5,
    at: datetime | None = None,
) -> list[FoundPlace]:
    """The nearest places that offer what is sought, in order of (distance, code), never one that closed for good.

    open_at: aware; only places open then, and not found shut by people. None: whatever the hours say, and `at` is the
    moment that `state` speaks of (without it: not known). limit: fewer come if no more exist.
    """
    moment = open_at or at
    wanted = Wanted(limit, open_only=open_at is not None)
    await gather_places(session, here, wanted, sought=sought or ANY_PLACE, at=moment, zone=zone)
    return wanted.found


@dataclass(frozen=True, slots=True)
class Sought:
    """Which places: those that offer all the needs; of one of the kinds, where any is given; in the district with this
    key, where one is given."""

    needs: Sequence[str] = ()
    kinds: Collection[str] = ()
    district: str | None = None


ANY_PLACE = Sought()


@dataclass(slots=True)
class Wanted:
    """A list to be filled in order of distance: `limit` places, only open ones or any."""

    limit: int
    open_only: bool
    found: list[FoundPlace] = field(default_factory=list)

    @property
    def share(self) -> float:
        """How much of it is there, 0 to 1."""
        return len(self.found) / self.limit if self.limit > 0 else 1.0


async def gather_places(
    session: AsyncSession,
    here: Position,
    *lists: Wanted,
    sought: Sought = ANY_PLACE,
    at: datetime | None,
    zone: ZoneInfo,
) -> None:
    """Fills several lists in one walk outwards, until each is full or nothing more exists; else as `nearest_places`."""
    hour = at.astimezone(zone).hour if at is not None else None  # at night an open place is farther away
    at_any_hour = (
        *sorted(sought.needs),
        *sorted(sought.kinds),
        sought.district,
        *((each.limit, each.open_only) for each in lists),
    )
    alike = (*at_any_hour, hour)
    boxes = _Boxes(session, here, sought, half_side_m=_reach.guess_m(alike, at_any_hour))
    hours = _Hours(at, zone)
    share = min((each.share for each in lists), default=1.0)
    while share < 1:
        only_open = all(each.open_only or each.share >= 1 for each in lists)
        ring = await boxes.next_ring(share, leave_out=hours.known_shut() if only_open else ())
        if ring is None:
            break
        for distance_m, _, place in ring:
            _offer(lists, here, distance_m, place, hours)
            if all(len(each.found) >= each.limit for each in lists):
                _reach.learn(alike, distance_m)
                _reach.learn(at_any_hour, distance_m)
                return
        share = min(each.share for each in lists)
    if share < 1:
        _reach.learn(alike, math.inf)


class _Reach:
    """How far searches for the same had to go lately: only where the next one begins, never what it finds."""

    def __init__(self) -> None:
        self._lately: dict[Hashable, float] = {}

    def guess_m(self, *alike: Hashable) -> float:
        """Half the side of a first box that probably holds enough; infinite: all there are would not be enough.

        alike: what the search is for, and then what is less and less the same.
        """
        known = (self._lately[each] for each in alike if each in self._lately)
        return max(SMALLEST_HALF_SIDE_M, next(known, FIRST_HALF_SIDE_M))

    def learn(self, alike: Hashable, distance_m: float) -> None:
        """distance_m: of the farthest place that was wanted; infinite where there were too few."""
        spare_m = distance_m * SPARE
        before_m = self._lately.pop(alike, math.inf)
        if len(self._lately) >= KINDS_OF_SEARCHES:
            del self._lately[next(iter(self._lately))]
        far = math.isinf(before_m) or spare_m > LARGEST_HALF_SIDE_M
        self._lately[alike] = spare_m if far else math.sqrt(before_m * spare_m)


_reach = _Reach()


def _offer(lists: Sequence[Wanted], here: Position, distance_m: float, place: ListedPlace, hours: "_Hours") -> None:
    state = hours.state(place.hours)
    open_now = bool(state.is_open) and not hours.found_shut(place)
    takers = [each for each in lists if (open_now or not each.open_only) and len(each.found) < each.limit]
    if takers:
        found = FoundPlace(place, distance_m, here.bearing_deg(place.position), state, open_now)
        for each in takers:
            each.found.append(found)


class _MetHours:
    """The opening hours that searches have met. Those known to be shut a search for open places leaves to the
    database; what nobody has met yet it looks at place by place, so this is never wrong, only incomplete."""

    def __init__(self) -> None:
        self._met: dict[str, None] = {}

    def meet(self, hours: str) -> None:
        if len(self._met) < MOST_HOURS:
            self._met[hours] = None

    def shut(self, at: datetime, zone: ZoneInfo) -> list[str]:
        return [hours for hours in self._met if is_shut(hours, at, zone)]


_met_hours = _MetHours()


class _Hours:
    """What opening hours say at one moment; places that share their hours share the answer."""

    def __init__(self, at: datetime | None, zone: ZoneInfo) -> None:
        self._at = at
        self._zone = zone
        self._known: dict[str, OpenState] = {}

    def state(self, hours: str) -> OpenState:
        known = self._known.get(hours)
        if known is None:
            known = self._known[hours] = self._evaluated(hours)
        return known

    def found_shut(self, place: ListedPlace) -> bool:
        return self._at is not None and place.shut_until is not None and place.shut_until > self._at

    def _evaluated(self, hours: str) -> OpenState:
        if self._at is None:
            return NOT_KNOWN
        try:
            state = open_state(hours, self._at, self._zone)
        except BadOpeningHours:  # one bad row must not end everybody's search
            return NOT_KNOWN
        _met_hours.meet(hours)
        return state

    def known_shut(self) -> Sequence[str]:
        """Hours that are shut at the moment, as far as they are known."""
        return _met_hours.shut(self._at, self._zone) if self._at is not None else ()


_Hit = tuple[float, str, ListedPlace]
"""(distance in metres, code, place): in this order a ring is sorted; codes are unique."""


class _Boxes:
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


async def listed_places(session: AsyncSession, ids: Collection[int]) -> dict[int, ListedPlace]:
    """Places by id, as they are today; those that closed for good are not among them."""
    rows = await _by_id_statement().rows(session, ids=list(ids))
    return {row[0]: ListedPlace._make(row) for row in rows}


@lru_cache(maxsize=1)
def _by_id_statement() -> OneHop:
    columns = Place.__table__.c
    listed = sa.select(*(columns[name] for name in ListedPlace._fields))
    return OneHop(listed.where(columns.id.in_(sa.bindparam("ids", expanding=True)), columns.closed_at.is_(None)))


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


def like_literal(text: str) -> str:
    """The text for a LIKE with LIKE_ESCAPE in which nothing stands for anything else."""
    for special in (LIKE_ESCAPE, "%", "_"):
        text = text.replace(special, LIKE_ESCAPE + special)
    return text


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

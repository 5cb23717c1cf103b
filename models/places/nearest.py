"""Find the nearest places that offer what is needed, open or not.

Boxes grow around a position (models/places/boxes.py). Python computes exact distances, opening states and order, place
by place, nearest first, until enough are found.
"""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from models.places.boxes import ANY_PLACE, LARGEST_HALF_SIDE_M, SMALLEST_HALF_SIDE_M, Boxes, Sought
from models.places.listed_place import ListedPlace
from models.values.opening_hours import NOT_KNOWN, BadOpeningHours, OpenState, is_shut, open_state
from models.values.position import Position

SPARE = 2.0
"""The first box is this much larger than recent searches needed, because places are not equally dense everywhere."""
MOST_HOURS = 300
"""The most opening hours that the database is told to skip; a city's directory has some dozens of different ones."""
KINDS_OF_SEARCHES = 2000
"""The most kinds of searches that are remembered; those not searched for recently are dropped first."""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place as seen from a position: distance in metres, bearing in degrees clockwise from north, and its opening.

    `state` is by the opening hours alone: a place that people found shut has `place.shut_until`, and `open_now` False.
    """

    place: ListedPlace
    distance_m: float
    bearing_deg: float
    state: OpenState
    open_now: bool
    """Whether it is open at the moment asked about, by its hours and people's reports; False if the hours are unknown,
    and for a place that does not mend what was found there."""


async def nearest_places(
    session: AsyncSession,
    here: Position,
    *,
    sought: Sought = ANY_PLACE,
    open_at: datetime | None,
    zone: ZoneInfo,
    limit: int = 5,
    at: datetime | None = None,
) -> list[FoundPlace]:
    """The nearest places that offer what is sought, in order of (distance, code), without those closed for good.

    open_at: aware; only places that are open at this moment and not reported shut. None: places whatever their hours;
    `at` is then the moment of `state`, which is not known without it. limit: fewer are returned if no more exist.
    """
    moment = open_at or at
    wanted = Wanted(limit, open_only=open_at is not None)
    await gather_places(session, here, wanted, sought=sought, at=moment, zone=zone)
    return wanted.found


@dataclass(slots=True)
class Wanted:
    """A list to fill in order of distance with `limit` places, only open ones or any."""

    limit: int
    open_only: bool
    found: list[FoundPlace] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The part of the list that is filled, 0 to 1."""
        return len(self.found) / self.limit if self.limit > 0 else 1.0


async def gather_places(
    session: AsyncSession,
    here: Position,
    *lists: Wanted,
    sought: Sought = ANY_PLACE,
    at: datetime | None,
    zone: ZoneInfo,
) -> None:
    """Fill several lists in one walk outwards, until each is full or no more places exist; else like
    `nearest_places`."""
    hour = at.astimezone(zone).hour if at is not None else None  # at night the nearest open place is farther away
    at_any_hour = (
        *sorted(sought.needs),
        *sorted(sought.without),
        sought.district,
        *((each.limit, each.open_only) for each in lists),
    )
    alike = (*at_any_hour, hour)
    boxes = Boxes(session, here, sought, half_side_m=_reach.guess_m(alike, at_any_hour))
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
    """The distance that recent similar searches needed. It decides where the next one begins, never what it finds."""

    def __init__(self) -> None:
        self._lately: dict[Hashable, float] = {}

    def guess_m(self, *alike: Hashable) -> float | None:
        """Half the side of a first box that probably holds enough; infinite if all places would not be enough; None if
        no similar search is remembered.

        alike: keys of similar searches, the most similar first.
        """
        known = next((self._lately[each] for each in alike if each in self._lately), None)
        return None if known is None else max(SMALLEST_HALF_SIDE_M, known)

    def learn(self, alike: Hashable, distance_m: float) -> None:
        """Remember the distance of the farthest place wanted; infinite if there were too few places."""
        spare_m = distance_m * SPARE
        before_m = self._lately.pop(alike, math.inf)
        if len(self._lately) >= KINDS_OF_SEARCHES:
            del self._lately[next(iter(self._lately))]
        far = math.isinf(before_m) or spare_m > LARGEST_HALF_SIDE_M
        self._lately[alike] = spare_m if far else math.sqrt(before_m * spare_m)


_reach = _Reach()


def _offer(lists: Sequence[Wanted], here: Position, distance_m: float, place: ListedPlace, hours: "_Hours") -> None:
    state = hours.state(place.hours)
    open_now = bool(state.is_open) and not hours.found_shut(place) and place.unmended_at is None
    takers = [each for each in lists if (open_now or not each.open_only) and len(each.found) < each.limit]
    if takers:
        found = FoundPlace(place, distance_m, here.bearing_deg(place.position), state, open_now)
        for each in takers:
            each.found.append(found)


class _MetHours:
    """The opening hours that searches have met, MOST_HOURS at most.

    A search for open places lets the database skip those that are shut at the moment. It examines all other hours place
    by place, so a missing entry costs time and never changes the result.
    """

    def __init__(self) -> None:
        self._met: dict[str, None] = {}

    def meet(self, hours: str) -> None:
        if len(self._met) < MOST_HOURS:
            self._met[hours] = None

    def shut(self, at: datetime, zone: ZoneInfo) -> list[str]:
        return [hours for hours in self._met if is_shut(hours, at, zone)]


_met_hours = _MetHours()


class _Hours:
    """The states of opening hours at one moment, computed once for places with the same hours."""

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
        except BadOpeningHours:  # one broken row must not break every search
            return NOT_KNOWN
        _met_hours.meet(hours)
        return state

    def known_shut(self) -> Sequence[str]:
        """The opening hours met so far that are shut at the moment."""
        return _met_hours.shut(self._at, self._zone) if self._at is not None else ()

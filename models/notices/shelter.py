"""The nearest open place for each person while a warning is on, cool in heat, dry in a storm.

A person's position is guessed from the place they looked at last, if it is in a warned district or their own district
is not known; else from their district. No position is kept, and the named place is in the message alone.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any, TypedDict, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.notices.notice import Notice, NoticeNews
from models.outbox.causes import Told
from models.outbox.message import Pushed
from models.people.person import Person
from models.places.listed_place import LIKE_ESCAPE, like_literal
from models.places.place import Place
from models.storage.one_hop import OneHop
from models.values.opening_hours import BadOpeningHours, OpenState, open_state
from models.values.position import EARTH_RADIUS_M, Position

REACHES_M = (1_000.0, 5_000.0)
"""How far to look around the place that somebody looked at last: first near by, then as far as people would go."""
LONG = timedelta(hours=20)
"""A place that stays open longer than this is just "open", without an hour."""


class Shelter(TypedDict):
    """The value of `models.notices.notice.Notice.shelter`. kind: of the warning, for the words; need: that the place
    must offer; None: any."""

    kind: str
    need: str | None


async def places_to_go(
    session: AsyncSession, told: Collection[Told], city: City, now: datetime
) -> Mapping[Told, Pushed]:
    """The places for notices that name one, by (notice, person). A person is missing if nothing is open or nothing is
    known of them."""
    ids = {int(number) for number, _ in told}
    notices = (await session.scalars(sa.select(Notice).where(Notice.id.in_(ids), Notice.shelter.is_not(None)))).all()
    found: dict[Told, Pushed] = {}
    for notice in notices:
        shelter = cast(Shelter, notice.shelter)
        open_ = _Open(await _open_places(session, shelter["need"], city, now), city)
        for person in await _people(session, {each for number, each in told if int(number) == notice.id}):
            near = open_.for_(person, notice.for_whom.districts)
            if near is not None:
                found[str(notice.id), person.id] = _said(notice, shelter["kind"], near, city, now)
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    id: int
    name: str
    position: Position
    district: str | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class _Near:
    """distance_m: from the place that the person looked at last; None if only their district is known."""

    place: _Place
    distance_m: float | None


class _Open:
    """The open places, searched once for each place that somebody looked at last and once for each district."""

    def __init__(self, places: Collection[_Place], city: City) -> None:
        self._places = sorted(places, key=lambda each: each.position.latitude)
        self._city = city
        self._known: dict[object, _Near | None] = {}

    @cached_property
    def _latitudes(self) -> list[float]:
        return [each.position.latitude for each in self._places]

    def for_(self, person: Any, warned: Collection[str]) -> _Near | None:
        """The nearest open place for what is known of the person. warned: keys of districts; empty: the whole city."""
        there = not warned or person.district is None or person.last_district in warned
        if person.last_place_id is not None and there:
            if person.last_place_id not in self._known:
                here = Position.wgs84(person.latitude, person.longitude)
                self._known[person.last_place_id] = self._around(here)
            near = self._known[person.last_place_id]
            if near is not None:
                return near
        if person.district not in self._city.districts:
            return None
        if person.district not in self._known:
            self._known[person.district] = self._inside(person.district)
        return self._known[person.district]

    def _around(self, here: Position) -> _Near | None:
        for reach_m in REACHES_M:
            half = math.degrees(reach_m / EARTH_RADIUS_M)
            first = bisect_left(self._latitudes, here.latitude - half)
            last = bisect_right(self._latitudes, here.latitude + half)
            band = ((here.distance_m(each.position), each.id, each) for each in self._places[first:last])
            distance_m, _, place = min(band, default=(math.inf, 0, None))
            if place is not None and distance_m <= reach_m:
                return _Near(place, distance_m)
        return None

    def _inside(self, district: str) -> _Near | None:
        middle = self._city.districts[district].centre()
        inside = (each for each in self._places if each.district == district)
        place = min(inside, key=lambda each: (middle.distance_m(each.position), each.id), default=None)
        return _Near(place, None) if place is not None else None


async def _open_places(session: AsyncSession, need: str | None, city: City, now: datetime) -> list[_Place]:
    offers = f"%|{like_literal(need)}|%" if need is not None else "%"
    rows = await _places_statement().rows(session, offers=offers)
    states: dict[str, OpenState | None] = {}
    found = []
    for number, name, latitude, longitude, district, hours, shut_until in rows:
        if hours not in states:
            states[hours] = _state(hours, city, now)
        state = states[hours]
        if state is not None and state.is_open and (shut_until is None or shut_until <= now):
            found.append(_Place(number, name, Position.wgs84(latitude, longitude), district, state.until))
    return found


@lru_cache(maxsize=1)
def _places_statement() -> OneHop:
    """One hop, because every claim of the outbox runs it while a warning goes out. It walks the table once, whether or
    not the table has been analysed."""
    columns = Place.__table__.c
    names = ("id", "name", "latitude", "longitude", "district", "hours", "shut_until")
    listed = sa.select(*(columns[name] for name in names)).where(columns.closed_at.is_(None))
    return OneHop(listed.where(columns.needs.like(sa.bindparam("offers"), escape=LIKE_ESCAPE)))


def _state(hours: str, city: City, now: datetime) -> OpenState | None:
    try:
        return open_state(hours, now, city.zone)
    except BadOpeningHours:
        return None


async def _people(session: AsyncSession, ids: Collection[int]) -> Sequence[Any]:
    last = (Place.latitude, Place.longitude, Place.district.label("last_district"))
    people = sa.select(Person.id, Person.district, Place.id.label("last_place_id"), *last)
    joined = people.outerjoin(Place, Place.id == Person.last_place_id)
    return (await session.execute(joined.where(Person.id.in_(ids)))).all()


def _said(notice: Notice, kind: str, near: _Near, city: City, now: datetime) -> Pushed:
    place = near.place
    facts = {
        "notice_id": notice.id,
        "place_id": place.id,
        "kind": kind,
        "name": place.name,
        "near": "district" if near.distance_m is None else "place",
        "distance": "" if near.distance_m is None else {"distance_m": near.distance_m},
        "until": _until(place.until, city, now),
    }
    return Pushed(NoticeNews.NEAREST, facts)


def _until(until: datetime | None, city: City, now: datetime) -> str:
    if until is None or until - now > LONG:
        return "long"
    local = until.astimezone(city.zone)
    return "24:00" if (local.hour, local.minute) == (0, 0) else f"{local:%H:%M}"

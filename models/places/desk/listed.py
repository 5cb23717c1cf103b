"""Places as a table for the department that runs them: filtered, sorted, page by page after the last row of the one
before, with what waits there for an answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.people.person import Person
from models.places.change import PlaceClaim
from models.places.host import need_place_staff, unanswered
from models.places.hours import PlaceHours, during
from models.places.listed_place import LIKE_ESCAPE, like_literal
from models.places.place import LONG_UNCHECKED, Place, PlaceFeedback
from models.storage.database import UtcDateTime
from models.values.opening_hours import BadOpeningHours, open_state

PAGE = 50
LOOKED_AT_MOST = 600
"""Places whose hours are looked at for one page; what comes after them is on the next page."""
LONGEST_WORDS = 60
"""Characters of what is searched for."""
YEARS = range(1970, 2200)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""When a place that nobody has checked was checked, in the order of that."""


class Show(StrEnum):
    """Which places. OPEN, SHUT: now; CLOSURE: shut on this day, for a span of days; GONE: closed for good."""

    OPEN = "open"
    SHUT = "shut"
    CLOSURE = "closure"
    GONE = "gone"


class Checked(StrEnum):
    """When it was last checked. LONG: more than LONG_UNCHECKED ago, or never."""

    LATELY = "lately"
    LONG = "long"


class Sort(StrEnum):
    """NAME: by the name; CHECKED: what was not checked for longest first."""

    NAME = "name"
    CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class After:
    """The last row of the page before: its value in the order of the table, and its number."""

    value: datetime | str
    id: int

    def __str__(self) -> str:
        return f"{self.value.isoformat() if isinstance(self.value, datetime) else self.value}~{self.id}"

    @classmethod
    def read(cls, text: str, sort: Sort) -> Self | None:
        """The place that `str` wrote; None for anything else."""
        value, _, number = text.rpartition("~")
        if not value.isprintable() or not (number.isascii() and number.isdecimal() and len(number) < 19):
            return None
        if sort is Sort.NAME:
            return cls(value, int(number))
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return None
        return cls(moment, int(number)) if moment.tzinfo is not None and moment.year in YEARS else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A table. district, kind, need: keys of the pack. waiting: only where something waits for an answer. words: a part
    of the name, the code or the address."""

    district: str | None = None
    kind: str | None = None
    need: str | None = None
    show: Show | None = None
    checked: Checked | None = None
    waiting: bool = False
    words: str = ""
    sort: Sort = Sort.NAME
    after: After | None = None

    def plain(self) -> dict[str, str]:
        """The filters and the order as texts, without the place of the page."""
        named = ("district", "kind", "need", "show", "checked", "words")
        said = {name: str(getattr(self, name)) for name in named if getattr(self, name)}
        sort = {"sort": self.sort.value} if self.sort is not Sort.NAME else {}
        return {**said, **({"waiting": "1"} if self.waiting else {}), **sort}

    @classmethod
    def read(cls, plain: Mapping[str, str], city: City) -> Self:
        """What `plain` wrote, or somebody typed: a value that is not known counts as not wanted."""
        sort = _member(Sort, plain.get("sort")) or Sort.NAME
        words = "".join(each for each in plain.get("words", "") if each.isprintable())
        return cls(
            district=_key(city.districts, plain.get("district")),
            kind=_key(city.kinds, plain.get("kind")),
            need=_key(city.needs, plain.get("need")),
            show=_member(Show, plain.get("show")),
            checked=_member(Checked, plain.get("checked")),
            waiting=plain.get("waiting") == "1",
            words=words.strip()[:LONGEST_WORDS],
            sort=sort,
            after=After.read(plain.get("after", ""), sort),
        )


def _key(known: Mapping[str, Any], said: str | None) -> str | None:
    return said if said in known else None


def _member(kind: Any, said: str | None) -> Any:
    return kind(said) if said in {each.value for each in kind} else None


@dataclass(frozen=True, slots=True)
class DeskPlace:
    """A row. waiting: reports and riders' words without an answer. closed_until: the last day of a closure that holds
    today."""

    place: Place
    waiting: int
    closed_until: date | None


@dataclass(frozen=True, slots=True)
class DeskPlaces:
    """A page of the table. more: where the next one begins."""

    rows: Sequence[DeskPlace]
    more: After | None


async def list_places_at_desk(
    session: AsyncSession, person: Person, wanted: Wanted, *, city: City, now: datetime
) -> DeskPlaces:
    """A page, PAGE rows at most. Raises NotStaff."""
    await need_place_staff(session, person, city)
    by, filters = _order(wanted.sort), _filters(wanted, city, now)
    found: list[Place] = []
    after, looked, more = wanted.after, 0, True
    while more and len(found) <= PAGE and looked < LOOKED_AT_MOST:
        query = sa.select(Place).where(*filters).order_by(by, Place.id).limit(PAGE + 1)
        if after is not None:
            query = query.where(sa.tuple_(by, Place.id) > sa.tuple_(sa.literal(after.value, by.type), after.id))
        portion = (await session.scalars(query)).all()
        more = len(portion) > PAGE
        found += [each for each in portion[:PAGE] if _is_shown(each, wanted.show, city, now)]
        looked += len(portion)
        after = _after(portion[:PAGE][-1], wanted.sort) if portion else None
    if len(found) > PAGE:
        found, after, more = found[:PAGE], _after(found[PAGE - 1], wanted.sort), True
    return DeskPlaces(await _rows(session, found, city=city, now=now), after if more else None)


def _order(sort: Sort) -> Any:
    if sort is Sort.NAME:
        return Place.name
    return sa.func.coalesce(Place.checked_at, sa.literal(_LONG_AGO, UtcDateTime), type_=UtcDateTime)


def _after(place: Place, sort: Sort) -> After:
    return After(place.name if sort is Sort.NAME else place.checked_at or _LONG_AGO, place.id)


def _filters(wanted: Wanted, city: City, now: datetime) -> list[sa.ColumnElement[bool]]:
    gone = Place.closed_at.is_not(None)
    where: list[sa.ColumnElement[bool]] = [gone if wanted.show is Show.GONE else sa.not_(gone)]
    if wanted.district is not None:
        where.append(Place.district == wanted.district)
    if wanted.kind is not None:
        where.append(Place.kind == wanted.kind)
    if wanted.need is not None:
        where.append(Place.needs.like(f"%|{like_literal(wanted.need)}|%", escape=LIKE_ESCAPE))
    if wanted.show is Show.CLOSURE:
        today = now.astimezone(city.zone).date()
        closures = sa.select(PlaceHours.place_id).where(PlaceHours.closes_minute.is_(None), during(today, today))
        where.append(Place.id.in_(closures))
    if wanted.checked is not None:
        lately = sa.func.coalesce(Place.checked_at >= now - LONG_UNCHECKED, sa.false())
        where.append(lately if wanted.checked is Checked.LATELY else sa.not_(lately))
    if wanted.waiting:
        reported = sa.select(PlaceFeedback.place_id).where(*unanswered(now))
        where.append(sa.or_(Place.id.in_(reported), Place.id.in_(sa.select(PlaceClaim.place_id))))
    for word in wanted.words.split():
        part = f"%{like_literal(word)}%"
        texts = (Place.name, Place.code, Place.address)
        where.append(sa.or_(*(each.ilike(part, escape=LIKE_ESCAPE) for each in texts)))
    return where


def _is_shown(place: Place, show: Show | None, city: City, now: datetime) -> bool:
    if show not in (Show.OPEN, Show.SHUT):
        return True
    try:
        is_open = open_state(place.hours, now, city.zone).is_open
    except BadOpeningHours:
        is_open = None
    reported = place.shut_until is not None and place.shut_until > now
    return (is_open is True and not reported) if show is Show.OPEN else (is_open is False or reported)


async def _rows(session: AsyncSession, places: Sequence[Place], *, city: City, now: datetime) -> list[DeskPlace]:
    ids, today = [each.id for each in places], now.astimezone(city.zone).date()
    reported = sa.select(PlaceFeedback.place_id.label("id")).where(PlaceFeedback.place_id.in_(ids), *unanswered(now))
    claims = sa.select(PlaceClaim.place_id, PlaceClaim.what, PlaceClaim.value).where(PlaceClaim.place_id.in_(ids))
    said = sa.select(claims.distinct().subquery().c.place_id.label("id"))
    every = sa.union_all(reported, said).subquery()
    counted = sa.select(every.c.id, sa.func.count()).group_by(every.c.id)
    waiting = {row[0]: row[1] for row in await session.execute(counted)}
    shut = sa.select(PlaceHours.place_id, PlaceHours.until).where(
        PlaceHours.place_id.in_(ids), PlaceHours.closes_minute.is_(None), during(today, today)
    )
    until = {row[0]: row[1] for row in await session.execute(shut.order_by(PlaceHours.until))}
    return [DeskPlace(each, waiting.get(each.id, 0), until.get(each.id)) for each in places]


async def places_to_print(
    session: AsyncSession, person: Person, wanted: Wanted, *, city: City, limit: int
) -> Sequence[Place]:
    """Places whose codes are to be printed: those of a district and kind, by name, after `wanted.after`. Raises
    NotStaff."""
    await need_place_staff(session, person, city)
    filters = _filters(wanted, city, _LONG_AGO)
    query = sa.select(Place).where(*filters).order_by(Place.name, Place.id).limit(limit)
    if wanted.after is not None:
        query = query.where(sa.tuple_(Place.name, Place.id) > sa.tuple_(wanted.after.value, wanted.after.id))
    return (await session.scalars(query)).all()

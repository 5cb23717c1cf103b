"""A search for places: from a position or from the name of a spot. From a position it leaves a record
(models/places/demand.py)."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.ground import District
from models.city.pack import City
from models.places.boxes import Sought
from models.places.demand import Nearest, is_near, record_search
from models.places.house_number import NEXT_DOOR, known_numbers, nearest_number, number_said
from models.places.listed_place import LIKE_ESCAPE, like_literal
from models.places.nearest import FoundPlace, Wanted, gather_places
from models.places.place import Place
from models.places.search_key import Searcher
from models.storage.one_hop import OneHop
from models.values.position import Position
from models.values.street_in_latin import names_a_street_in_latin, with_chinese_streets
from models.values.written_position import without_links, written_position

PLACES_FOUND = 15
"""Enough for three pages of five."""
LONG_STREET_M = 500.0
"""From the middle of a street to its end: a longer street is no exact spot."""
SEVERAL_PARTS_M = 1500.0
"""From the middle of a street to its end: on a longer street the person is asked where they are."""
LEAST_OF_A_NAME = 3
"""The fewest characters that make a name by themselves among other words."""
LONGEST_WORDS = 100
"""The most characters that are read: no spot has a longer name."""

SpotKind = Literal["district", "street", "place", "point"]
Scope = Literal["around", "inside", "street", "outside"]
"""The area of a search: around a spot; inside a whole district; along a street; or outside, around a district or street
that had nothing."""


@dataclass(frozen=True, slots=True)
class PlaceSearch:
    """The nearest places that are open, and the nearest whether open or not, PLACES_FOUND at most of each."""

    open_now: list[FoundPlace]
    any_state: list[FoundPlace]
    scope: Scope = "around"

    @property
    def met(self) -> bool:
        """Whether an open place is within reach."""
        return is_near(_nearest_m(self.open_now))


@dataclass(frozen=True, slots=True)
class Spot:
    """Somewhere that has a name, or a point that was written in degrees.

    title: as in the directory, or in Chinese as in the city pack; for a point, the name in its link. district: its key,
    for its title in another language; place_id: of a place; count: how many places are there, 0 for a district. partly:
    the text held more than this name and words around it. said_number: the house number after a street's name; number:
    the nearest known number, whose position is used. spread_m: from a street's middle to its farthest known place."""

    kind: SpotKind
    title: str
    position: Position
    place_id: int | None
    count: int
    district: str | None = None
    partly: bool = False
    number: int | None = None
    said_number: int | None = None
    spread_m: float = 0.0

    @property
    def sure(self) -> bool:
        """Whether a person who named it can be taken to be at its position, for finding what is near."""
        if self.kind != "street":
            return self.kind in ("place", "point")
        return self.number is not None and abs(self.number - (self.said_number or 0)) <= NEXT_DOOR

    @property
    def has_parts(self) -> bool:
        """Whether it is a street so long that places on it are far from somebody on it."""
        return self.long and self.spread_m > SEVERAL_PARTS_M

    @property
    def long(self) -> bool:
        """Whether it is a street whose middle says little about where on it somebody is."""
        return self.kind == "street" and self.number is None and self.spread_m > LONG_STREET_M


# --- from a position ------------------------------------------------------------------------------------------------


async def search_places(
    session: AsyncSession,
    here: Position,
    *,
    needs: Sequence[str],
    by: Searcher,
    city: City,
    now: datetime,
    sure: bool = True,
) -> PlaceSearch:
    """Finds the nearest places with all the needs, open ones and any, in one walk outwards, and records the search.
    sure: the person is at the position; if not, a lack within reach would be a guess and is not recorded.
    """
    open_now, any_state = Wanted(PLACES_FOUND, open_only=True), Wanted(PLACES_FOUND, open_only=False)
    sought = Sought(needs, city.left_out(needs))
    await gather_places(session, here, open_now, any_state, sought=sought, at=now, zone=city.zone)
    found = PlaceSearch(open_now.found, any_state.found)
    if sure or found.met:
        nearest = await _nearest(session, here, found, needs=needs, city=city)
        await record_search(session, here, nearest, needs=needs, by=by, city=city, now=now)
    return found


async def _nearest(
    session: AsyncSession, here: Position, found: PlaceSearch, *, needs: Sequence[str], city: City
) -> Nearest:
    """How near the search came; without what was needed within reach it also looks for a place of any kind."""
    open_m, any_m = _nearest_m(found.open_now), _nearest_m(found.any_state)
    if is_near(any_m) or not needs:
        return Nearest(open_m, any_m, any_m)
    place = Wanted(1, open_only=False)
    await gather_places(session, here, place, sought=Sought((), city.unlisted_kinds), at=None, zone=city.zone)
    return Nearest(open_m, any_m, _nearest_m(place.found))


def _nearest_m(found: Sequence[FoundPlace]) -> float | None:
    """Metres to the first of places that are in order of distance; None if there are none."""
    return found[0].distance_m if found else None


# --- from a name ----------------------------------------------------------------------------------------------------

_BEFORE = re.compile(
    r"(?:我们?|人|现在|目前|正|就|刚|已经|快|位置|地址)*(?:在|到了?|去|是|现在|目前|我们?|位置|地址|:)[:,\s]*"
    r"|(?:i'?m|i am|we'?re|now|near|around|at|in|on|by|close to|next to|the)\s+"
)
_AFTER = re.compile(
    r"(?:[附左]近|左右|周围|周边|旁边?|边上|[那这]边|[那这]里|[那这]儿|一带|对面|门口|路口|里面|到了|[呢啊呀吧的了这那]"
    r"|[\s,.!?。、~]|\s(?:nearby|area|here|now))+$"
)
_ALONE = r"(?=$|\W|[附左]近|左右|周[围边]|旁|边|[那这]|一带|的|有)"
_NUMBERED = r"(?:号|弄|巷|栋|幢|楼|no\.?)"
_WRITTEN = "[一二三四五六七八九十百零〇两]{1,6}号"
_HOUSE_NUMBER = re.compile(rf"(?:\d+\s*{_NUMBERED}?|{_WRITTEN}).*$")
_DISTRICT_ENDING = re.compile(r"(?:新区|区|县|市|\s+district|\s+county)$")
_BETWEEN_WORDS = re.compile(r"[^\w%]+")
_LETTER = re.compile(r"[^\W_]")

_EXACT, _BEGINS, _CONTAINS = 0, 1, 2
_KIND_ORDER: tuple[SpotKind, ...] = ("district", "street", "place")
_KIND_ORDER_WITHIN: tuple[SpotKind, ...] = ("street", "place", "district")
_Ranked = tuple[int, Spot]
_PLACES = Place.__table__.c


async def spots_named(session: AsyncSession, city: City, words: str, limit: int = 6) -> list[Spot]:
    """The districts, streets and places that the typed words may mean, best first; none if nothing fits.

    Full-width letters, upper case, spaces and words around a name (我在…附近, near …) do not matter. A whole name comes
    before one that begins so, and that before one that holds the words. If no name holds the typed words, spots whose
    names the words hold are found, the longest name first. Degrees and links to maps are one point, with the link's
    name as its title. Every text is asked about while a place is sought, so the statements are made once.
    """
    written = written_position(words)
    if written is not None:
        return [Spot("point", written.name, written.position, None, 0, partly=bool(written.rest))]
    words = without_links(words)
    if names_a_street_in_latin(words):
        titles = await session.scalars(sa.select(Place.street).where(Place.street.is_not(None)).distinct())
        said = with_chinese_streets(words, titles.all())
        if said != words:
            spots = await spots_named(session, city, said, limit)
            return [spot for spot in spots if spot.kind == "street" and spot.title in said] or spots
    for form in _forms(words):
        ranked = [
            *_districts(city, form),
            *await _streets(session, form, limit),
            *await _places(session, form, limit),
        ]
        if ranked:
            ranked.sort(key=lambda each: (each[0], _KIND_ORDER.index(each[1].kind)))
            return [await _at_its_number(session, spot, words) for _, spot in ranked[:limit]]
    spots = await _spots_within(session, city, plain(words[:LONGEST_WORDS]), limit)
    return [await _at_its_number(session, spot, words) for spot in spots]


async def _at_its_number(session: AsyncSession, spot: Spot, words: str) -> Spot:
    """Moves a street with a house number to the nearest number that the directory knows; if it knows none, the street's
    middle stays."""
    said = number_said(plain(words[:LONGEST_WORDS]), plain(spot.title)) if spot.kind == "street" else None
    nearest = nearest_number(await known_numbers(session, spot.title), said) if said is not None else None
    if nearest is None:
        return replace(spot, said_number=said)
    return replace(spot, position=nearest.position, number=nearest.number, said_number=said)


def spot_meant(text: str, spots: Sequence[Spot]) -> Spot | None:
    """The only spot, or the only one whose whole name was said; a district before it does not count. None if it is not
    clear."""
    if len(spots) == 1:
        return spots[0]
    said = [spot for spot in spots if plain(spot.title) in plain(text)]
    within_district = [spot for spot in said if spot.kind != "district"]
    if within_district:
        return within_district[0] if len(within_district) == 1 else None
    return said[0] if len(said) == 1 and spots[0] == said[0] else None


def is_called(words: str, names: Collection[str]) -> bool:
    """Whether the words are one of these names and nothing more than a house number and words around it. names: as
    `plain` returns them."""
    bare = _forms(words)[:2]
    numbered = rf"(?:\s?\d+\s?{_NUMBERED}?|{_WRITTEN})?"
    return any(re.fullmatch(rf"{re.escape(name)}{numbered}", form) for form in bare for name in names)


def plain(text: str) -> str:
    """A text in the form in which names are compared: compatible forms made one (NFKC), lower case, single spaces,
    nothing invisible."""
    compatible = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(char if char.isprintable() else " " for char in compatible).split())


@lru_cache(20_000)
def _plain_street(name: str) -> str:
    """`plain` for the names in the directory, which are the same every time."""
    return plain(name)


def _forms(words: str) -> list[str]:
    """The possible names in the words, likeliest first: all of it, without the words around, without the house
    number."""
    whole = plain(words[:LONGEST_WORDS])
    name = whole
    while (shorter := _without_words_around(name)) != name:
        name = shorter
    street = _HOUSE_NUMBER.sub("", name).strip()
    return [form for form in dict.fromkeys((whole, name, street)) if _LETTER.search(form)]


def _without_words_around(name: str) -> str:
    before = _BEFORE.match(name)
    return _AFTER.sub("", name[before.end() :] if before else name).strip()


def _districts(city: City, form: str) -> Iterator[_Ranked]:
    short = _DISTRICT_ENDING.sub("", form)
    for district in city.districts.values():
        names = _district_names(district)
        if form in names or short in names:
            yield _EXACT, district_spot(district)
        elif any(name.startswith(form) for name in names):
            yield _BEGINS, district_spot(district)


def _district_names(district: District) -> frozenset[str]:
    return _with_short_names((*district.titles.values(), *district.words))


@lru_cache(1_000)
def _with_short_names(called: tuple[str, ...]) -> frozenset[str]:
    names = {plain(name) for name in called}
    return frozenset(names | {short for name in names if len(short := _DISTRICT_ENDING.sub("", name)) > 1})


def district_spot(district: District) -> Spot:
    """The district as a spot: its middle."""
    return Spot("district", district.titles["zh-CN"], district.centre(), None, 0, district.key)


async def _streets(session: AsyncSession, form: str, limit: int) -> list[_Ranked]:
    rows = await _streets_called().rows(session, **_likes(form), inside=_inside(form), most=limit)
    return [(row[0], _street_spot(row)) for row in rows]


@cache
def _streets_called() -> OneHop:
    rank, inside = _rank(_PLACES.street), _PLACES.street.ilike(sa.bindparam("inside"), escape=LIKE_ESCAPE)
    found = _street_means(rank).where(inside).order_by(rank, sa.func.count().desc(), _PLACES.street)
    return OneHop(found.limit(sa.bindparam("most")))


@cache
def _every_street() -> OneHop:
    return OneHop(_street_means(sa.literal(_CONTAINS)))


def _street_means(rank: sa.ColumnElement[int]) -> sa.Select[*tuple[Any, ...]]:
    mean, least, most = sa.func.avg, sa.func.min, sa.func.max
    corners = (each(column) for each in (least, most) for column in (_PLACES.latitude, _PLACES.longitude))
    columns = (rank, _PLACES.street, mean(_PLACES.latitude), mean(_PLACES.longitude), *corners, sa.func.count())
    return sa.select(*columns).where(_PLACES.closed_at.is_(None), _PLACES.street.is_not(None)).group_by(_PLACES.street)


def _street_spot(row: tuple[Any, ...]) -> Spot:
    _, street, latitude, longitude, south, west, north, east, count = row
    middle = Position.wgs84(latitude, longitude)
    corners = Position.wgs84(south, west), Position.wgs84(north, east)
    spread_m = max(middle.distance_m(corner) for corner in corners)
    return Spot("street", street or "", middle, None, count, spread_m=spread_m)


async def _places(session: AsyncSession, form: str, limit: int) -> list[_Ranked]:
    words = [_inside(word) for word in _BETWEEN_WORDS.split(form) if word]
    named = {f"inside_{number}": word for number, word in enumerate(words)}
    rows = await _places_called(len(words)).rows(session, **_likes(form), **named, most=limit)
    return [
        (tier, Spot("place", name, Position.wgs84(latitude, longitude), place_id, 1))
        for tier, place_id, name, latitude, longitude in rows
    ]


@cache
def _places_called(words: int) -> OneHop:
    """Places whose names hold so many words, each of them."""
    rank = _rank(_PLACES.name)
    inside: list[sa.BindParameter[str]] = [sa.bindparam(f"inside_{number}") for number in range(words)]
    found = sa.select(rank, _PLACES.id, _PLACES.name, _PLACES.latitude, _PLACES.longitude).where(
        _PLACES.closed_at.is_(None), *(_PLACES.name.ilike(each, escape=LIKE_ESCAPE) for each in inside)
    )
    found = found.order_by(rank, sa.func.length(_PLACES.name), _PLACES.code)
    return OneHop(found.limit(sa.bindparam("most")))


def _rank(column: sa.ColumnElement[Any]) -> sa.Case[int]:
    """How well the name fits `_likes`."""
    return sa.case(
        (column.ilike(sa.bindparam("whole"), escape=LIKE_ESCAPE), _EXACT),
        (column.ilike(sa.bindparam("begins"), escape=LIKE_ESCAPE), _BEGINS),
        else_=_CONTAINS,
    )


def _likes(form: str) -> dict[str, str]:
    text = like_literal(form)
    return {"whole": text, "begins": f"{text}%"}


def _inside(word: str) -> str:
    return f"%{like_literal(word)}%"


async def _spots_within(session: AsyncSession, city: City, words: str, limit: int) -> list[Spot]:
    """The spots that the words name among others, the longest name first; among equal lengths streets first."""
    rows = await _every_street().rows(session)
    named = [(name, _street_spot(row)) for row in rows if len(row[1]) > 1 and (name := _plain_street(row[1])) in words]
    named += [
        (max(names, key=len), district_spot(district))
        for district in city.districts.values()
        if (names := _district_names_in(district, words))
    ]
    for piece in filter(_LETTER.search, _BETWEEN_WORDS.split(words)):
        places = await _places(session, piece, limit + 1) if len(piece) >= LEAST_OF_A_NAME else []
        if len(places) <= limit:  # else it is a common part of names
            named += [(piece, spot) for _, spot in places]
    named.sort(key=lambda each: (-len(each[0]), _KIND_ORDER_WITHIN.index(each[1].kind), -each[1].count, each[1].title))
    longest = [each for each in named if not any(_is_part(each[0], other) for other, _ in named)]
    rest = words
    for name, _ in longest:
        rest = re.sub(rf"{re.escape(name)}(?:\s?\d+\s?{_NUMBERED}\w*|{_WRITTEN})?", " ", rest)
    partly = any(_LETTER.search(_without_words_around(piece.strip())) for piece in rest.split())
    return [replace(spot, partly=partly) for _, spot in longest[:limit]]


def _district_names_in(district: District, words: str) -> list[str]:
    """The names of the district that the words hold. A short name counts only if it stands alone, because it may begin
    another name (二七广场 is not 二七区)."""
    return [
        name
        for name in _district_names(district)
        if name in words and (_DISTRICT_ENDING.search(name) or re.search(rf"(?<!\w){re.escape(name)}{_ALONE}", words))
    ]


def _is_part(name: str, other: str) -> bool:
    return name != other and name in other

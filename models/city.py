"""The city pack: the folder that holds all in which one city differs from another.

city.toml        key, titles, sample, timezone, centre, kinds, occupations, first_needs
needs.toml       one table a need: emoji, titles, the words people say for it
districts.geojson  one polygon a district (WGS-84, longitude first), with key, titles and words as properties
places.csv       the places to begin with; the import reads it, not this file

A pack is checked whole when it is loaded, so that a slip in it stops the start and not a rider's search.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import shapely

from models.position import BadPosition, Position

LOCALES = ("zh-CN", "en")
FIRST_NEEDS = 5
LONGEST_KEY = 24
"""A key travels in a button, and a button carries 64 bytes in all."""

Titles = Mapping[str, str]
"""Locale -> what people read; every locale of LOCALES is there."""


class BadCityPack(Exception):
    """A pack cannot be used. For the operator: which file, where in it (line or key), what is wrong, how to mend it."""

    def __init__(self, file: Path, where: str, problem: str, mend: str) -> None:
        super().__init__(f"{file}{', ' if where else ''}{where}: {problem}. {mend}")
        self.file = file
        self.where = where
        self.problem = problem
        self.mend = mend


@dataclass(frozen=True)
class Need:
    """Something a place can offer. words: locale -> what people say when they want it."""

    key: str
    emoji: str
    titles: Titles
    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class District:
    """A part of the city. shape: a shapely (multi)polygon, x = longitude, y = latitude, WGS-84 degrees."""

    key: str
    titles: Titles
    words: tuple[str, ...]
    shape: shapely.Geometry

    def centre(self) -> Position:
        """A position in its middle, always inside it."""
        point = self.shape.centroid
        if not self.shape.covers(point):
            point = self.shape.representative_point()
        return Position.wgs84(point.y, point.x)


@dataclass(frozen=True)
class Occupation:
    """A way of working that people of the city name when they are asked."""

    key: str
    titles: Titles


@dataclass(frozen=True)
class City:
    """A loaded pack. sample: everything in it is invented and must be marked so. places_file need not exist."""

    key: str
    titles: Titles
    sample: bool
    centre: Position
    zone: ZoneInfo
    needs: Mapping[str, Need]
    first_needs: tuple[str, ...]
    """The keys that are asked for most, FIRST_NEEDS of them; `needs` keeps the order of the file."""
    districts: Mapping[str, District]
    occupations: Mapping[str, Occupation]
    kinds: Mapping[str, Titles]
    places_file: Path

    def district_at(self, position: Position) -> District | None:
        """The district a position lies in; on a border, the one that comes first in the file."""
        hits = shapely.intersects_xy(self._shapes, position.longitude, position.latitude).nonzero()[0]
        return self._in_order[hits[0]] if len(hits) else None

    @cached_property
    def _in_order(self) -> tuple[District, ...]:
        return tuple(self.districts.values())

    @cached_property
    def _shapes(self) -> tuple[shapely.Geometry, ...]:
        shapes = tuple(district.shape for district in self._in_order)
        shapely.prepare(shapes)
        return shapes


def load_city(folder: Path) -> City:
    """The pack of a folder. Raises BadCityPack at the first thing that is wrong."""
    needs = _needs(_Table.of_toml(folder / "needs.toml"))
    pack = _Table.of_toml(folder / "city.toml")
    pack.only("key", "titles", "sample", "timezone", "centre", "kinds", "occupations", "first_needs")
    city = City(
        key=pack.key(),
        titles=pack.titles(),
        sample=pack.flag("sample"),
        centre=_position(pack.table("centre")),
        zone=_zone(pack),
        needs=needs,
        first_needs=_first_needs(pack, needs),
        districts=_districts(folder / "districts.geojson"),
        occupations={key: Occupation(key, table.texts()) for key, table in pack.table("occupations").tables()},
        kinds={key: table.texts() for key, table in pack.table("kinds").tables()},
        places_file=folder / "places.csv",
    )
    if city.district_at(city.centre) is None:
        raise pack.bad("centre", "it lies in no district", "Give WGS-84 degrees inside one of districts.geojson")
    return city


def _needs(pack: "_Table") -> dict[str, Need]:
    return {key: _need(key, table) for key, table in pack.tables()}


def _need(key: str, table: "_Table") -> Need:
    table.only("emoji", "titles", "words")
    emoji = table.text("emoji")
    if len(emoji) > 4 or emoji.isascii() or any(char.isalnum() for char in emoji):
        raise table.bad("emoji", f"{emoji!r} is not an emoji", "Write one emoji")
    words = table.table("words")
    words.only(*LOCALES)
    return Need(key, emoji, table.titles(), {locale: words.texts_of(locale) for locale in LOCALES})


def _first_needs(pack: "_Table", needs: Mapping[str, Need]) -> tuple[str, ...]:
    first = pack.texts_of("first_needs")
    for key in first:
        if key not in needs:
            raise pack.bad("first_needs", f"{key!r} is no need of needs.toml", "Name keys that are there")
    if len(first) != FIRST_NEEDS:
        raise pack.bad("first_needs", f"{len(first)} needs", f"Name the {FIRST_NEEDS} that are asked for most")
    return first


def _zone(pack: "_Table") -> ZoneInfo:
    name = pack.text("timezone")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise pack.bad("timezone", f"{name!r} is no time zone", 'Write an IANA name such as "Asia/Shanghai"') from error


def _position(table: "_Table") -> Position:
    table.only("latitude", "longitude")
    try:
        return Position.wgs84(table.number("latitude"), table.number("longitude"))
    except BadPosition as error:
        raise table.bad("", str(error), "Write WGS-84 degrees; are the two swapped?") from error


def _districts(file: Path) -> dict[str, District]:
    found: dict[str, District] = {}
    for number, feature in enumerate(_features(file), 1):
        district = _district(_Table(file, f"feature {number}", feature if isinstance(feature, dict) else {}))
        if district.key in found:
            raise BadCityPack(file, f"feature {number}", f"{district.key!r} is there twice", "Give each its own key")
        found[district.key] = district
    return found


def _features(file: Path) -> list[Any]:
    try:
        collection = json.loads(_read(file))
    except json.JSONDecodeError as error:
        raise BadCityPack(file, f"line {error.lineno}", error.msg, "Correct the JSON") from error
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or not features:
        raise BadCityPack(file, "features", "there are none", "Write a GeoJSON FeatureCollection with every district")
    return features


def _district(feature: "_Table") -> District:
    about = feature.table("properties")
    about.only("key", "titles", "words")
    return District(about.key(), about.titles(), about.texts_of("words"), _shape(feature))


def _shape(feature: "_Table") -> shapely.Geometry:
    mend = "Draw it as a Polygon or MultiPolygon in WGS-84 degrees, longitude first, no border crossing itself"
    try:
        shape = shapely.from_geojson(json.dumps(feature.values.get("geometry")))
    except shapely.errors.GEOSException as error:
        raise feature.bad("geometry", f"there is no polygon: {error}", mend) from error
    if not isinstance(shape, shapely.Polygon | shapely.MultiPolygon) or shape.is_empty:
        raise feature.bad("geometry", "there is no polygon", mend)
    if not shape.is_valid:
        raise feature.bad("geometry", shapely.is_valid_reason(shape), mend)
    if not shapely.box(-180, -90, 180, 90).covers(shape):
        raise feature.bad("geometry", "it lies beyond 180° or 90°", mend)
    return shape


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadCityPack(file, "", error.strerror or str(error), "A city pack needs this file") from error
    except UnicodeDecodeError as error:
        raise BadCityPack(file, f"byte {error.start}", "it is not UTF-8", "Save it as UTF-8") from error


@dataclass(frozen=True)
class _Table:
    """A table of a file, read key by key; every complaint names the file and the key."""

    file: Path
    where: str
    values: Mapping[str, Any]

    @classmethod
    def of_toml(cls, file: Path) -> "_Table":
        try:
            return cls(file, "", tomllib.loads(_read(file)))
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line \d+", str(error))
            raise BadCityPack(file, line[0] if line else "the end", str(error), "Correct the TOML") from error

    def bad(self, key: str, problem: str, mend: str) -> BadCityPack:
        return BadCityPack(self.file, self._path(key), problem, mend)

    def only(self, *keys: str) -> None:
        for key in self.values:
            if key not in keys:
                raise self.bad(key, "the key is not known", f"Known here: {', '.join(keys)}")

    def text(self, key: str) -> str:
        value = self._get(key, '"…"')
        if not isinstance(value, str) or not value.strip():
            raise self.bad(key, f"{value!r} is not a text", "Write some words in quotes")
        return value

    def key(self) -> str:
        return self._checked(self.text("key"), "key")

    def flag(self, key: str) -> bool:
        value = self._get(key, "true or false")
        if not isinstance(value, bool):
            raise self.bad(key, f"{value!r} is neither true nor false", "Write true or false, without quotes")
        return value

    def number(self, key: str) -> float:
        value = self._get(key, "a number")
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.bad(key, f"{value!r} is not a number", "Write a number, without quotes")
        return float(value)

    def texts_of(self, key: str) -> tuple[str, ...]:
        """The texts of a list: one at least, none twice."""
        values = self._get(key, '["…", "…"]')
        if not isinstance(values, list) or not values or not all(isinstance(v, str) and v.strip() for v in values):
            raise self.bad(key, "it is not a list of texts", 'Write it as ["…", "…"], with at least one')
        for value in values:
            if values.count(value) > 1:
                raise self.bad(key, f"{value!r} is there twice", "Take one away")
        return tuple(values)

    def titles(self) -> Titles:
        return self.table("titles").texts()

    def texts(self) -> Titles:
        """This table as titles: one text for each locale."""
        self.only(*LOCALES)
        return {locale: self.text(locale) for locale in LOCALES}

    def table(self, key: str) -> "_Table":
        value = self._get(key, "a table of its own")
        if not isinstance(value, dict):
            raise self.bad(key, f"{value!r} is not a table", "Write it as a table")
        return _Table(self.file, self._path(key), value)

    def tables(self) -> Iterator[tuple[str, "_Table"]]:
        """Every table in this one, with its key; at least one."""
        if not self.values:
            raise self.bad("", "nothing is there", "Add at least one table")
        for key in self.values:
            yield self._checked(key, key), self.table(key)

    def _checked(self, key: str, where: str) -> str:
        if not re.fullmatch(f"[a-z_]{{1,{LONGEST_KEY}}}", key):
            mend = f"Use a to z and _ only, {LONGEST_KEY} letters at most"
            raise self.bad(where, f"{key!r} cannot be a key", mend)
        return key

    def _get(self, key: str, example: str) -> Any:
        if key not in self.values:
            raise self.bad(key, "it is missing", f"Add {key}: {example}")
        return self.values[key]

    def _path(self, key: str) -> str:
        return ".".join(filter(None, (self.where, key)))

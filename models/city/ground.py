"""Read what a pack says about its city: needs, districts and occupations."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely

from models.city.parser_fault import json_fault
from models.city.table import LOCALES, Complaint, Complaints, PackTable, Titles, Unread, emoji_of, read_pack_file
from models.values.day_span import MOST_QUIET_MINUTES, BadDaySpan, DaySpan, minutes_covered, span_written
from models.values.position import Position


@dataclass(frozen=True)
class Need:
    """Something that a place can offer. words: locale -> the words that people use for it."""

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
        """A position near the middle of the district, always inside it."""
        point = self.shape.centroid
        if not self.shape.covers(point):
            point = self.shape.representative_point()
        return Position.wgs84(point.y, point.x)


@dataclass(frozen=True)
class Occupation:
    """A kind of work that people can choose as theirs."""

    key: str
    titles: Titles
    quiet: tuple[DaySpan, ...] = ()
    """The peak hours, in which these workers are on the road and are not disturbed."""


def need_of(key: str, table: PackTable) -> Need:
    """The need that one table of `needs.toml` describes."""
    table.only("emoji", "titles", "words")
    return Need(key, emoji_of(table), table.titles(), table.words())


def occupations_of(occupations: PackTable, night: DaySpan) -> dict[str, Occupation]:
    """The occupations in `city.toml`. night: of the same file; it counts towards the most quiet time of a day."""
    return {key: _occupation(key, occupations, night) for key in occupations.all_keys()}


def _occupation(key: str, occupations: PackTable, night: DaySpan) -> Occupation:
    if isinstance(occupations.values[key], str):
        return Occupation(key, occupations.titles(key))
    table = occupations.table(key)
    table.only(*LOCALES, "quiet")
    written = table.texts_of("quiet") if table.has("quiet") else ()
    quiet = tuple(span for each in written if (span := _quiet(table, each)))
    if (minutes := minutes_covered((night, *quiet))) > MOST_QUIET_MINUTES:
        table.bad("quiet", "pack-too-quiet", hours=f"{minutes / 60:.1f}", most=MOST_QUIET_MINUTES // 60)
    return Occupation(key, table.by_language(), quiet)


def _quiet(table: PackTable, text: str) -> DaySpan | None:
    try:
        return span_written(text)
    except BadDaySpan:
        table.bad("quiet", "pack-no-span", said=text)
        return None


def districts_of(file: Path, complaints: Complaints) -> dict[str, District]:
    """The districts of `districts.geojson`, by key. Features that cannot be read are complained of."""
    features = _features(file, complaints)
    if features is None:
        return Unread()
    found: dict[str, District] = {}
    wrong: set[str] = set()
    for number, feature in enumerate(features, 1):
        values = feature if isinstance(feature, dict) else {}
        table = PackTable(file, f"feature {number}", values, complaints, wrong=wrong)
        district = _district(table)
        if district.key in found:
            table.bad("properties.key", "pack-twice", said=district.key)
        found.setdefault(district.key, district)
    return found


def _features(file: Path, complaints: Complaints) -> list[Any] | None:
    text = read_pack_file(file, complaints)
    try:
        collection = json.loads(text) if text is not None else None
    except json.JSONDecodeError as error:
        complaints.add(Complaint(file, "pack-bad-json", json_fault(error.msg)._asdict(), error.lineno))
        return None
    features = collection.get("features") if isinstance(collection, dict) else None
    if text is not None and (not isinstance(features, list) or not features):
        complaints.add(Complaint(file, "pack-no-features", path="features"))
        return None
    return features


def _district(feature: PackTable) -> District:
    about = feature.table("properties")
    about.only("key", "titles", "words")
    return District(about.key(), about.titles(), about.words_together(), _shape(feature))


def _shape(feature: PackTable) -> shapely.Geometry:
    """The polygon of a feature; an empty one, and a complaint, if it cannot be used."""
    nothing = shapely.Polygon()
    try:
        shape = shapely.from_geojson(json.dumps(feature.values.get("geometry")))
    except shapely.errors.GEOSException as error:
        feature.bad("geometry", "pack-no-polygon", reason=str(error))
        return nothing
    if not isinstance(shape, shapely.Polygon | shapely.MultiPolygon) or shape.is_empty:
        feature.bad("geometry", "pack-no-polygon", reason=type(shape).__name__)
    elif not shape.is_valid:
        feature.bad("geometry", "pack-no-polygon", reason=shapely.is_valid_reason(shape))
    elif not shapely.box(-180, -90, 180, 90).covers(shape):
        feature.bad("geometry", "pack-beyond")
    else:
        return shape
    return nothing

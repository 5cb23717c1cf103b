"""The city pack: the folder that holds all in which one city differs from another.

city.toml        key, titles, sample, timezone, centre, kinds, night, occupations (with their quiet times), first_needs
needs.toml       one table a need: emoji, titles, the words people say for it
districts.geojson  one polygon a district (WGS-84, longitude first), with key, titles and words as properties
departments.toml, platforms.toml, case_types.toml  who answers, whom it is about, what can be asked for (optional)
canned_answers.toml  what staff often ask and answer (optional)
calendar.toml    workdays and holidays beside the country's (optional)
benefits.toml    what the city offers its workers (optional)
topics.toml, articles/*.md  what there is to read, by topic; models/article_pack.py brings it in (optional)
wechat.toml      which of WeChat's own notices stands for what, when nobody may be written to (optional)
certificates.toml  the papers that expire, and where each is renewed (optional)
events.toml      what is held every week: courses, health checks, party classes, volunteering (optional)
intents.toml, search_words.toml  what people say, to learn from; words that mean the same, to search by (optional)
places.csv       the places to begin with; the import reads it, not this file

A pack is checked whole when it is loaded, so that a slip in it stops the start and not a rider's search.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import shapely

from models.action import ActionTargets
from models.article_pack import article_keys
from models.article_topic import Topic, load_topics
from models.benefit import Benefits, load_benefits
from models.canned_answer import CannedAnswer, load_canned_answers
from models.case_types import CaseGroup, CaseType, CaseTypes, load_case_types
from models.certificate_kind import CertificateKind, load_certificate_kinds
from models.day_span import (
    MOST_QUIET_MINUTES,
    BadDaySpan,
    DaySpan,
    minute_of,
    minutes_covered,
    span_between,
    span_written,
)
from models.department import Department, Platform, load_departments, load_platforms
from models.event_pack import EventTemplate, load_events
from models.intents import Sentences, load_intents
from models.pack_table import LOCALES, PackTable, read_pack_file
from models.pack_table import BadCityPack as BadCityPack  # who loads a city meets these two
from models.pack_table import Titles as Titles
from models.position import BadPosition, Position
from models.search_words import SearchWords, load_search_words
from models.wechat_notice import NoticeKind, NoticeTemplate, load_wechat_notices
from models.working_days import WorkingCalendar, load_calendar

APPROVE, APPROVE_ABOVE = "approve_notices_above", 200
FIRST_NEEDS = 5


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
    quiet: tuple[DaySpan, ...] = ()
    """The peaks, when they are on the road and not to be disturbed."""


@dataclass(frozen=True, repr=False)
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
    night: DaySpan
    """When nobody is disturbed; it crosses midnight or touches it."""
    occupations: Mapping[str, Occupation]
    kinds: Mapping[str, Titles]
    places_file: Path
    departments: Mapping[str, Department] = field(default_factory=dict)
    platforms: Mapping[str, Platform] = field(default_factory=dict)
    case_groups: Mapping[str, CaseGroup] = field(default_factory=dict)
    case_types: Mapping[str, CaseType] = field(default_factory=dict)
    """Empty for a city that takes no cases yet."""
    canned_answers: Mapping[str, CannedAnswer] = field(default_factory=dict)
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    stations_department: str | None = None
    """Who hears of what is wrong at a place that nobody looks after; none: the lead department."""
    approve_notices_above: int = APPROVE_ABOVE
    """People: a notice for more of them needs a second person's yes."""
    certificates: Mapping[str, CertificateKind] = field(default_factory=dict)
    events: Mapping[str, EventTemplate] = field(default_factory=dict)
    events_file: Path = Path("events.toml")
    wechat_notices: Mapping[NoticeKind, NoticeTemplate] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    articles_folder: Path | None = None
    benefits: Benefits = field(default_factory=Benefits)
    action_targets: ActionTargets = field(default_factory=ActionTargets)
    """What the actions of articles and benefits can name."""
    intents: Sentences = field(default_factory=dict)
    """Empty: free text is understood by rules alone."""
    search_words: SearchWords = field(default_factory=SearchWords)

    def __repr__(self) -> str:
        """Without the thousands of words of its pack."""
        return f"City({self.key!r})"

    @property
    def lead_department(self) -> Department:
        """The one that supervises the others. Raises LookupError in a city without departments."""
        for each in self.departments.values():
            if each.lead:
                return each
        raise LookupError("no department leads")

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


def _stations(pack: PackTable, departments: Mapping[str, Department]) -> str | None:
    if not pack.has("stations_department"):
        return None
    key = pack.text("stations_department")
    if key not in departments:
        raise pack.bad("stations_department", f"{key!r} is not in departments.toml", "Name one that is there")
    return key


def load_city(folder: Path) -> City:
    """The pack of a folder. Raises BadCityPack at the first thing that is wrong."""
    needs = _needs(PackTable.of_toml(folder / "needs.toml"))
    pack = PackTable.of_toml(folder / "city.toml")
    pack.only(
        "key",
        "titles",
        "sample",
        "timezone",
        "centre",
        "kinds",
        "night",
        "occupations",
        "first_needs",
        "approve_notices_above",
        "stations_department",
    )
    districts = _districts(folder / "districts.geojson")
    departments = load_departments(file) if (file := folder / "departments.toml").exists() else {}
    platforms = load_platforms(file) if (file := folder / "platforms.toml").exists() else {}
    cases = CaseTypes({}, {})
    if (file := folder / "case_types.toml").exists():
        cases = load_case_types(file, departments=departments, platforms=platforms, districts=districts)
    night = _night(pack.table("night"))
    articles = article_keys(folder / "articles")
    certificates = load_certificate_kinds(file) if (file := folder / "certificates.toml").exists() else {}
    events: dict[str, EventTemplate] = {}
    if (file := folder / "events.toml").exists():
        events = load_events(file, departments=departments, certificates=certificates, articles=articles)
    targets = ActionTargets(
        frozenset(needs),
        frozenset(cases.types),
        frozenset(each.kind.value for each in events.values()),
        frozenset(articles),
    )
    _articles_are_there(folder, cases, certificates, articles)
    city = City(
        key=pack.key(),
        titles=pack.titles(),
        sample=pack.flag("sample"),
        centre=_position(pack.table("centre")),
        zone=_zone(pack),
        needs=needs,
        first_needs=_first_needs(pack, needs),
        districts=districts,
        night=night,
        occupations={key: _occupation(key, table, night) for key, table in pack.table("occupations").tables()},
        kinds={key: table.texts() for key, table in pack.table("kinds").tables()},
        places_file=folder / "places.csv",
        departments=departments,
        platforms=platforms,
        case_groups=cases.groups,
        case_types=cases.types,
        stations_department=_stations(pack, departments),
        approve_notices_above=int(pack.number(APPROVE)) if pack.has(APPROVE) else APPROVE_ABOVE,
        canned_answers=load_canned_answers(file, types=cases.types)
        if (file := folder / "canned_answers.toml").exists()
        else {},
        calendar=load_calendar(file) if (file := folder / "calendar.toml").exists() else WorkingCalendar(),
        certificates=certificates,
        events=events,
        events_file=folder / "events.toml",
        wechat_notices=load_wechat_notices(file) if (file := folder / "wechat.toml").exists() else {},
        topics=load_topics(file, articles) if (file := folder / "topics.toml").exists() else {},
        articles_folder=folder / "articles" if articles else None,
        action_targets=targets,
        benefits=load_benefits(file, targets) if (file := folder / "benefits.toml").exists() else Benefits(),
        search_words=load_search_words(file) if (file := folder / "search_words.toml").exists() else SearchWords(),
        intents=load_intents(file, case_types=cases.types) if (file := folder / "intents.toml").exists() else {},
    )
    if city.district_at(city.centre) is None:
        raise pack.bad("centre", "it lies in no district", "Give WGS-84 degrees inside one of districts.geojson")
    return city


def _articles_are_there(
    folder: Path, cases: CaseTypes, certificates: Mapping[str, CertificateKind], articles: Collection[str]
) -> None:
    """Whatever names an article names one of the pack."""
    named = [("case_types.toml", f"types.{each.key}.article", each.article) for each in cases.types.values()]
    named += [("certificates.toml", f"{each.key}.article", each.article) for each in certificates.values()]
    for file, where, article in named:
        if article is not None and article not in articles:
            mend = f"Add articles/{article}.md, or name another"
            raise PackTable.of_toml(folder / file).bad(where, f"there is no article {article!r}", mend)


def _needs(pack: PackTable) -> dict[str, Need]:
    return {key: _need(key, table) for key, table in pack.tables()}


def _need(key: str, table: PackTable) -> Need:
    table.only("emoji", "titles", "words")
    emoji = table.text("emoji")
    if len(emoji) > 4 or emoji.isascii() or any(char.isalnum() for char in emoji):
        raise table.bad("emoji", f"{emoji!r} is not an emoji", "Write one emoji")
    words = table.table("words")
    words.only(*LOCALES)
    return Need(key, emoji, table.titles(), {locale: words.texts_of(locale) for locale in LOCALES})


def _first_needs(pack: PackTable, needs: Mapping[str, Need]) -> tuple[str, ...]:
    first = pack.texts_of("first_needs")
    for key in first:
        if key not in needs:
            raise pack.bad("first_needs", f"{key!r} is no need of needs.toml", "Name keys that are there")
    if len(first) != FIRST_NEEDS:
        raise pack.bad("first_needs", f"{len(first)} needs", f"Name the {FIRST_NEEDS} that are asked for most")
    return first


def _night(table: PackTable) -> DaySpan:
    table.only("start", "end")
    minutes = []
    for key in ("start", "end"):
        try:
            minutes.append(minute_of(table.text(key)))
        except BadDaySpan as error:
            problem = f"{table.text(key)!r} is no time of day"
            raise table.bad(key, problem, 'Write it on the 24-hour clock, such as "22:00"') from error
    start, end = minutes
    if start == end or not span_between(start, end).at_midnight:
        raise table.bad("", "it is no night", 'Let it go past midnight, such as start = "22:00" and end = "07:00"')
    return span_between(start, end)


def _occupation(key: str, table: PackTable, night: DaySpan) -> Occupation:
    table.only(*LOCALES, "quiet")
    titles = {locale: table.text(locale) for locale in LOCALES}
    quiet = tuple(_quiet(table, each) for each in table.texts_of("quiet")) if "quiet" in table.values else ()
    if (minutes := minutes_covered((night, *quiet))) > MOST_QUIET_MINUTES:
        problem = f"with the night, {minutes / 60:.1f} hours of the day are quiet"
        raise table.bad("quiet", problem, f"Leave at most {MOST_QUIET_MINUTES // 60}, or hardly anything can be sent")
    return Occupation(key, titles, quiet)


def _quiet(table: PackTable, text: str) -> DaySpan:
    try:
        return span_written(text)
    except BadDaySpan as error:
        mend = 'Write each as "11:00-13:30", on the 24-hour clock'
        raise table.bad("quiet", f"{text!r} is no span of the day", mend) from error


def _zone(pack: PackTable) -> ZoneInfo:
    name = pack.text("timezone")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise pack.bad("timezone", f"{name!r} is no time zone", 'Write an IANA name such as "Asia/Shanghai"') from error


def _position(table: PackTable) -> Position:
    table.only("latitude", "longitude")
    try:
        return Position.wgs84(table.number("latitude"), table.number("longitude"))
    except BadPosition as error:
        raise table.bad("", str(error), "Write WGS-84 degrees; are the two swapped?") from error


def _districts(file: Path) -> dict[str, District]:
    found: dict[str, District] = {}
    for number, feature in enumerate(_features(file), 1):
        district = _district(PackTable(file, f"feature {number}", feature if isinstance(feature, dict) else {}))
        if district.key in found:
            raise BadCityPack(file, f"feature {number}", f"{district.key!r} is there twice", "Give each its own key")
        found[district.key] = district
    return found


def _features(file: Path) -> list[Any]:
    try:
        collection = json.loads(read_pack_file(file))
    except json.JSONDecodeError as error:
        raise BadCityPack(file, f"line {error.lineno}", error.msg, "Correct the JSON") from error
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or not features:
        raise BadCityPack(file, "features", "there are none", "Write a GeoJSON FeatureCollection with every district")
    return features


def _district(feature: PackTable) -> District:
    about = feature.table("properties")
    about.only("key", "titles", "words")
    return District(about.key(), about.titles(), about.texts_of("words"), _shape(feature))


def _shape(feature: PackTable) -> shapely.Geometry:
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

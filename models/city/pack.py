"""The city pack: the folder with everything in which one city differs from another.

city.toml        key, titles, sample, timezone, centre, kinds of place, night, occupations, first_needs,
                 map (optional: what is drawn under the dots of the public map)
needs.toml       one table per need: emoji, titles, the words people use for it
districts.geojson  one polygon per district (WGS-84, longitude first), with key, titles and words as properties
departments.toml, platforms.toml, case_types.toml  who handles cases, whom they are about, what can be filed (optional)
canned_answers.toml  prepared questions and answers of staff (optional)
calendar.toml    workdays and holidays in addition to the country's (optional)
benefits.toml    the benefits that the city offers its workers (optional)
topics.toml, articles/*.md  articles by topic; models/articles/bring_in.py writes them to the database (optional)
wechat.toml      WeChat's template messages, for chats that are closed (optional)
certificates.toml  the papers that expire, and where each is renewed (optional)
events.toml      regular events: courses, health checks, party classes, volunteering (optional)
intents.toml, search_words.toml  example sentences to learn from; synonyms to search by (optional)
questions.toml   what people ask, by the article that answers it (optional)
standard.toml    the standard by which places are assessed (optional)
places.csv       the first places; the import reads it, not this module

The whole pack is checked when it is loaded, so that a mistake stops the start and not a rider's search; all mistakes
are reported together. README.md beside the sample city describes the contents of each file.
"""

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import shapely

from models.city.actions import ActionTargets
from models.city.articles import article_keys
from models.city.base_map import BaseMap, base_map_of
from models.city.benefits import Benefits, load_benefits
from models.city.canned_answers import CannedAnswer, load_canned_answers
from models.city.case_types import CaseGroup, CaseType, CaseTypes, load_case_types
from models.city.departments import Department, Platform, load_departments, load_platforms
from models.city.events import EventTemplate, load_events
from models.city.ground import District, Need, Occupation, districts_of, need_of, occupations_of
from models.city.intents import Sentences, load_intents
from models.city.kinds import PlaceKind, kinds_of
from models.city.papers import PaperKind, load_paper_kinds
from models.city.questions import Questions, load_questions
from models.city.search_words import SearchWords, load_search_words
from models.city.standard import Standard, load_standard
from models.city.table import BadCityPack as BadCityPack  # callers of load_city need BadCityPack and Titles
from models.city.table import Complaints, PackTable, Unread, complaining
from models.city.table import Titles as Titles
from models.city.topics import Topic, load_topics
from models.city.wechat_templates import TemplateKind, WeChatTemplate, load_wechat_templates
from models.city.working_hours import load_calendar
from models.values.calendar import WorkingCalendar
from models.values.day_span import (
    BadDaySpan,
    DaySpan,
    minute_of,
    span_between,
)
from models.values.position import BadPosition, Position

APPROVE, APPROVE_ABOVE = "approve_notices_above", 200
STATIONS = "stations_department"
FIRST_NEEDS = 5
MOST_PEOPLE = 1_000_000_000

Loaded = TypeVar("Loaded")


NEAR_M = 30_000
"""Metres around the districts within which a position still belongs to the city's searches."""
METRES_A_DEGREE = 111_195.08


@dataclass(frozen=True, repr=False)
class City:
    """A loaded pack. sample: everything in it is invented and is marked as such. places_file need not exist."""

    key: str
    titles: Titles
    sample: bool
    centre: Position
    zone: ZoneInfo
    needs: Mapping[str, Need]
    first_needs: tuple[str, ...]
    """The FIRST_NEEDS needs that people ask for most; `needs` has the order of the file."""
    districts: Mapping[str, District]
    night: DaySpan
    """The time in which nobody is disturbed; it crosses or touches midnight."""
    occupations: Mapping[str, Occupation]
    kinds: Mapping[str, PlaceKind]
    places_file: Path
    departments: Mapping[str, Department] = field(default_factory=dict)
    platforms: Mapping[str, Platform] = field(default_factory=dict)
    case_groups: Mapping[str, CaseGroup] = field(default_factory=dict)
    case_types: Mapping[str, CaseType] = field(default_factory=dict)
    """Empty if the city does not take cases yet."""
    canned_answers: Mapping[str, CannedAnswer] = field(default_factory=dict)
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    stations_department: str | None = None
    """The key of the department that gets problems at places without a host; None: the lead department."""
    approve_notices_above: int = APPROVE_ABOVE
    """A notice to more people than this needs a second person's approval."""
    papers: Mapping[str, PaperKind] = field(default_factory=dict)
    events: Mapping[str, EventTemplate] = field(default_factory=dict)
    events_file: Path = Path("events.toml")
    wechat_templates: Mapping[TemplateKind, WeChatTemplate] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    articles_folder: Path | None = None
    benefits: Benefits = field(default_factory=Benefits)
    action_targets: ActionTargets = field(default_factory=ActionTargets)
    """The keys that actions of articles and benefits can name."""
    intents: Sentences = field(default_factory=dict)
    """If empty, free text is understood by rules alone."""
    search_words: SearchWords = field(default_factory=SearchWords)
    base_map: BaseMap = field(default_factory=BaseMap)
    questions: Questions = field(default_factory=dict)
    standard: Standard | None = None
    """None if the city does not assess its places."""
    demonstration: bool = False
    """Everything in the database is invented too (models/upkeep/demonstration.py); nothing in the pack sets it."""

    def __repr__(self) -> str:
        """The key alone, without the thousands of words of the pack."""
        return f"City({self.key!r})"

    @property
    def lead_department(self) -> Department:
        """The department that supervises the others. Raises LookupError in a city without departments."""
        for each in self.departments.values():
            if each.lead:
                return each
        raise LookupError("no department leads")

    def assesses(self, kind: str) -> bool:
        """Whether places of this kind are assessed."""
        return self.standard is not None and kind in self.standard.kinds

    @cached_property
    def unlisted_kinds(self) -> tuple[str, ...]:
        """The kinds of place that come up only if somebody asks for them."""
        return tuple(key for key, kind in self.kinds.items() if not kind.listed)

    def left_out(self, needs: Collection[str]) -> tuple[str, ...]:
        """The kinds that a search for these needs leaves out."""
        return () if needs else self.unlisted_kinds

    def is_near(self, position: Position) -> bool:
        """Whether the position is at most NEAR_M from a district."""
        return bool(shapely.intersects_xy(self._around, position.longitude * self._narrow, position.latitude))

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north of a box around the districts that is NEAR_M wider on every side."""
        west, south, east, north = map(float, shapely.total_bounds(self._shapes))
        high = NEAR_M / METRES_A_DEGREE
        wide = high / math.cos(math.radians(self.centre.latitude))
        return west - wide, south - high, east + wide, north + high

    def district_at(self, position: Position) -> District | None:
        """The district that a position lies in; on a border, the first one in the file; None outside of all."""
        hits = shapely.intersects_xy(self._shapes, position.longitude, position.latitude).nonzero()[0]
        return self._in_order[hits[0]] if len(hits) else None

    @cached_property
    def _in_order(self) -> tuple[District, ...]:
        return tuple(self.districts.values())

    @property
    def _narrow(self) -> float:
        """The length of a degree of longitude at the centre, in degrees of latitude."""
        return math.cos(math.radians(self.centre.latitude))

    @cached_property
    def _around(self) -> shapely.Geometry:
        """The districts and NEAR_M around them, in degrees of latitude both ways."""
        narrow = self._narrow
        whole = shapely.transform(shapely.union_all(self._shapes), lambda points: points * (narrow, 1.0))
        around = shapely.buffer(whole, NEAR_M / METRES_A_DEGREE)
        shapely.prepare(around)
        return around

    @cached_property
    def _shapes(self) -> tuple[shapely.Geometry, ...]:
        shapes = tuple(district.shape for district in self._in_order)
        shapely.prepare(shapes)
        return shapes


def load_city(folder: Path, complaints: Complaints | None = None) -> City:
    """Load the pack of a folder. Raises BadCityPack with everything that is wrong.

    If `complaints` is given, faults are added to it instead, and parts that could not be read are left out of the city.
    """
    with complaining(complaints) as found:
        return _City(folder, found).city()


@dataclass(frozen=True)
class _City:
    """A pack while it is read."""

    folder: Path
    complaints: Complaints

    def city(self) -> City:
        pack = self._toml("city.toml")
        kinds, needs = kinds_of(pack.table("kinds"), self._needs(self._toml("needs.toml")))
        pack.only(
            "key", "titles", "sample", "timezone", "centre", "kinds", "night", "occupations", "first_needs", "map",
            APPROVE, STATIONS,
        )  # fmt: skip
        districts = districts_of(self.folder / "districts.geojson", self.complaints)
        departments = self._optional("departments.toml", load_departments, {})
        platforms = self._optional("platforms.toml", load_platforms, {})
        cases = self._optional(
            "case_types.toml", load_case_types, CaseTypes({}, {}),
            departments=departments, platforms=platforms, districts=districts, kinds=kinds,
        )  # fmt: skip
        articles = article_keys(self.folder / "articles", self.complaints)
        papers = self._optional("certificates.toml", load_paper_kinds, {})
        events = self._optional(
            "events.toml", load_events, {}, departments=departments, papers=papers, articles=articles
        )
        held = Unread() if isinstance(events, Unread) else frozenset(each.kind.value for each in events.values())
        targets = ActionTargets(needs, cases.types, held, frozenset(articles))
        self._articles_are_there(cases, papers, articles)
        night = _night(pack.table("night"))
        sample = pack.flag("sample")
        city = City(
            key=pack.key(),
            titles=pack.titles(),
            sample=sample,
            centre=_position(pack.table("centre")),
            zone=_zone(pack),
            needs=needs,
            first_needs=_first_needs(pack, needs),
            districts=districts,
            night=night,
            occupations=occupations_of(pack.table("occupations"), night),
            kinds=kinds,
            places_file=self.folder / "places.csv",
            departments=departments,
            platforms=platforms,
            case_groups=cases.groups,
            case_types=cases.types,
            stations_department=_stations(pack, departments),
            approve_notices_above=pack.whole(APPROVE, 1, MOST_PEOPLE) if pack.has(APPROVE) else APPROVE_ABOVE,
            canned_answers=self._optional("canned_answers.toml", load_canned_answers, {}, types=cases.types),
            calendar=self._optional("calendar.toml", load_calendar, WorkingCalendar()),
            papers=papers,
            events=events,
            events_file=self.folder / "events.toml",
            wechat_templates=self._optional("wechat.toml", load_wechat_templates, {}),
            topics=self._optional("topics.toml", load_topics, {}, articles=articles),
            articles_folder=self.folder / "articles" if articles else None,
            action_targets=targets,
            benefits=self._optional(
                "benefits.toml", load_benefits, Benefits(), targets=targets, departments=departments
            ),
            questions=self._optional("questions.toml", load_questions, {}, articles=articles),
            search_words=self._optional("search_words.toml", load_search_words, SearchWords()),
            intents=self._optional("intents.toml", load_intents, {}, case_types=cases.types),
            standard=self._optional(
                "standard.toml", load_standard, None, kinds=kinds, needs=needs, departments=departments
            ),
            base_map=base_map_of(pack.table("map"), sample=sample) if pack.has("map") else BaseMap(),
        )
        readable = not pack.is_wrong("centre") and not isinstance(districts, Unread)
        drawn = readable and not any(each.shape.is_empty for each in districts.values())
        if drawn and city.district_at(city.centre) is None:
            pack.bad("centre", "pack-centre-outside")
        return city

    def _toml(self, name: str) -> PackTable:
        return PackTable.of_toml(self.folder / name, self.complaints)

    def _optional(self, name: str, load: Callable[..., Loaded], nothing: Any, **beside: object) -> Loaded:
        """The contents of an optional file; `nothing` if it does not exist."""
        file = self.folder / name
        made: Loaded = load(file, **beside, complaints=self.complaints) if file.exists() else nothing
        return made

    def _needs(self, pack: PackTable) -> dict[str, Need]:
        return Unread() if pack.unread else {key: need_of(key, table) for key, table in pack.tables()}

    def _articles_are_there(self, cases: CaseTypes, papers: Mapping[str, PaperKind], articles: Collection[str]) -> None:
        """Complain about case types and papers that name an article the pack does not have."""
        for name, above, naming in (
            ("case_types.toml", "types", cases.types.values()),
            ("certificates.toml", "", papers.values()),
        ):
            named = {each.key: each.article for each in naming if each.article is not None}
            if named.keys() and not set(named.values()) <= set(articles):
                pack = self._toml(name)
                table = pack.table(above) if above else pack
                for key, article in named.items():
                    table.table(key).check_known("article", [article], articles, "articles/")


def _stations(pack: PackTable, departments: Mapping[str, Department]) -> str | None:
    if not pack.has(STATIONS):
        return None
    key = pack.text(STATIONS)
    pack.check_known(STATIONS, [key], departments, "departments.toml")
    return key


def _first_needs(pack: PackTable, needs: Mapping[str, Need]) -> tuple[str, ...]:
    first = pack.all_named("first_needs", needs, "needs.toml")
    if len(first) != FIRST_NEEDS and not pack.is_wrong("first_needs"):
        pack.bad("first_needs", "pack-first-needs", said=len(first), count=FIRST_NEEDS)
    return first


def _night(table: PackTable) -> DaySpan:
    table.only("start", "end")
    minutes = []
    for key in ("start", "end"):
        try:
            minutes.append(minute_of(table.text(key)))
        except BadDaySpan:
            table.unusable(key, "pack-no-time-of-day", said=table.text(key))
    if len(minutes) < 2 or table.is_wrong(""):
        return DaySpan(22 * 60, 7 * 60)
    start, end = minutes
    if start == end or not span_between(start, end).at_midnight:
        table.unusable("", "pack-no-night")
        return DaySpan(22 * 60, 7 * 60)
    return span_between(start, end)


def _zone(pack: PackTable) -> ZoneInfo:
    name = pack.text("timezone")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pack.bad("timezone", "pack-no-zone", said=name)
        return ZoneInfo("UTC")


def _position(table: PackTable) -> Position:
    table.only("latitude", "longitude")
    latitude, longitude = table.number("latitude"), table.number("longitude")
    try:
        return Position.wgs84(latitude, longitude)
    except BadPosition:
        table.unusable("", "pack-no-position", latitude=f"{latitude:g}", longitude=f"{longitude:g}")
        return Position.wgs84(0, 0)

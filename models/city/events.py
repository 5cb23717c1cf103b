"""The regular events of a city: `events.toml` of the city pack, one table per event.

kind, titles, about, seats, department; place (a code of places.csv) or online (a web address);
when: `["Th 14:30-16:30"]` (or 周四), weekly, or with weeks = 2 every second week, and `"2026-12-05 14:30-16:30"`, once;
optional: bring, room, subsidy_yuan, points, training_hours, cancel_hours, remind_minutes, questions, certificate,
satisfies, article.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from models.city.table import Complaints, PackTable, Titles, Unread, complaining
from models.values.day_span import BadDaySpan, DaySpan, span_written

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
QUESTIONS = ("size", "emergency_contact")
"""The questions that an event can ask when a seat is booked; their words are in the locales."""
USUAL_REMINDERS = (24 * 60, 60)
MOST_SEATS = 2000
MOST_WEEKS = 4
MOST_REMIND_MINUTES = 7 * 24 * 60
MOST_YUAN = 10_000
MOST_POINTS = 1000
MOST_HOURS = 200
MOST_CANCEL_HOURS = 14 * 24
_KEYS = (
    "kind", "titles", "about", "bring", "department", "place", "room", "online", "when", "weeks", "seats",
    "subsidy_yuan", "points", "training_hours", "cancel_hours", "remind_minutes", "questions", "certificate",
    "satisfies", "article",
)  # fmt: skip


class EventKind(StrEnum):
    """The kinds of events that people look for; their words are in the locales."""

    TRAINING = "training"
    HEALTH_CHECK = "health_check"
    PARTY_CLASS = "party_class"
    VOLUNTEERING = "volunteering"
    ACTIVITY = "activity"
    ONLINE = "online"


@dataclass(frozen=True)
class Times:
    """A weekly time of an event (weekday 0 is Monday), or one on the day `on` alone. The span may cross midnight."""

    weekday: int
    span: DaySpan
    on: date | None = None

    def falls_on(self, day: date, weeks: int) -> bool:
        """Whether the event is held on this day. weeks: 1 for every week, 2 for every second week."""
        if self.on is not None:
            return day == self.on
        return self.weekday == day.weekday() and (day.toordinal() // 7) % weeks == 0


@dataclass(frozen=True)
class EventTemplate:
    """An event of the pack. It has either a place or an online address."""

    key: str
    kind: EventKind
    titles: Titles
    about: Titles
    bring: Titles | None
    department: str
    place: str | None
    room: Titles | None
    online: str | None
    times: tuple[Times, ...]
    weeks: int
    seats: int
    subsidy_yuan: int
    points: int
    training_minutes: int
    cancel_minutes: int
    remind_minutes: tuple[int, ...]
    questions: tuple[str, ...]
    certificate: bool
    satisfies: str | None
    article: str | None

    def dates(self, since: date, days: int, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
        """The beginnings and ends of its dates on `days` days from `since`, aware."""
        return [
            (start, start + timedelta(minutes=each.span.length))
            for day in (since + timedelta(days=number) for number in range(days))
            for each in self.times
            if each.falls_on(day, self.weeks)
            for start in (datetime.combine(day, time(*divmod(each.span.start, 60)), zone),)
        ]


def load_events(
    file: Path,
    *,
    departments: Collection[str],
    papers: Collection[str],
    articles: Collection[str],
    complaints: Complaints | None = None,
) -> dict[str, EventTemplate]:
    """The events of a pack, in the order of the file. Raises BadCityPack unless `complaints` is given."""
    known = _Known(departments, papers, articles)
    with complaining(complaints) as found:
        pack = PackTable.of_toml(file, found)
        return Unread() if pack.unread else {key: _event(key, table, known) for key, table in pack.tables()}


@dataclass(frozen=True)
class _Known:
    """The keys that an event may name."""

    departments: Collection[str]
    papers: Collection[str]
    articles: Collection[str]


def _event(key: str, table: PackTable, known: _Known) -> EventTemplate:
    table.only(*_KEYS)
    if table.has("place") == table.has("online"):
        table.bad("place", "pack-place-or-online")
    return EventTemplate(
        key=key,
        kind=_kind(table),
        titles=table.titles(),
        about=table.titles("about"),
        bring=_titles(table, "bring"),
        department=table.named("department", known.departments, "departments.toml"),
        place=table.text("place") if table.has("place") else None,
        room=_titles(table, "room"),
        online=_address(table) if table.has("online") else None,
        times=tuple(times for each in table.texts_of("when") if (times := _times(table, each))),
        weeks=_whole(table, "weeks", 1, MOST_WEEKS, 1),
        seats=table.whole("seats", 1, MOST_SEATS),
        subsidy_yuan=_whole(table, "subsidy_yuan", 0, MOST_YUAN, 0),
        points=_whole(table, "points", 0, MOST_POINTS, 0),
        training_minutes=_half_hours(table),
        cancel_minutes=60 * _whole(table, "cancel_hours", 0, MOST_CANCEL_HOURS, 2),
        remind_minutes=_reminders(table),
        questions=table.all_named("questions", QUESTIONS, "questions") if table.has("questions") else (),
        certificate=table.has("certificate") and table.flag("certificate"),
        satisfies=table.named("satisfies", known.papers, "certificates.toml") if table.has("satisfies") else None,
        article=table.named("article", known.articles, "articles/") if table.has("article") else None,
    )


def _kind(table: PackTable) -> EventKind:
    kinds = [each.value for each in EventKind]
    value = table.named("kind", kinds, "kind")
    return EventKind(value) if value in kinds else EventKind(kinds[0])


def _titles(table: PackTable, key: str) -> Titles | None:
    return table.titles(key) if table.has(key) else None


def _address(table: PackTable) -> str:
    value = table.text("online")
    if not re.fullmatch(r"https://\S+", value):
        table.bad("online", "pack-no-address", said=value)
    return value


def _times(table: PackTable, text: str) -> Times | None:
    day, _, span = text.partition(" ")
    try:
        if day[:1].isdigit():
            on = date.fromisoformat(day)
            return Times(on.weekday(), span_written(span), on)
        return Times(_weekday(day), span_written(span))
    except (ValueError, BadDaySpan):
        table.bad("when", "pack-no-weekly-time", said=text)
        return None


def _weekday(said: str) -> int:
    """The number of a weekday written as `Mo` or 周一, 0 for Monday. Raises ValueError."""
    chinese = re.fullmatch(r"(?:周|星期|礼拜)([一二三四五六日天])", said)
    return "一二三四五六日".index(chinese[1].replace("天", "日")) if chinese else WEEKDAYS.index(said)


def _whole(table: PackTable, key: str, least: int, most: int, default: int) -> int:
    return table.whole(key, least, most) if table.has(key) else default


def _half_hours(table: PackTable) -> int:
    """The training hours in minutes; only whole and half hours are accepted."""
    if not table.has("training_hours"):
        return 0
    value = table.number("training_hours")
    if not 0 <= value <= MOST_HOURS or value * 2 != int(value * 2):
        table.bad("training_hours", "pack-no-half-hours", said=f"{value:g}", most=MOST_HOURS)
        return 0
    return int(value * 60)


def _reminders(table: PackTable) -> tuple[int, ...]:
    if not table.has("remind_minutes"):
        return USUAL_REMINDERS
    values = table.values["remind_minutes"]
    if not isinstance(values, list) or not all(
        type(each) is int and 0 < each <= MOST_REMIND_MINUTES for each in values
    ):
        table.bad("remind_minutes", "pack-no-minutes", said=values, most=MOST_REMIND_MINUTES)
        return USUAL_REMINDERS
    return tuple(sorted(set(values), reverse=True))

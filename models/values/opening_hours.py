"""Opening hours as the database holds them, in OSM `opening_hours` syntax, and what is open when by them.
models/values/written_hours.py reads hours as people write them.

OSM syntax: wiki.openstreetmap.org/wiki/Key:opening_hours/specification, evaluated by the library `opening_hours`. Its
Chinese calendar knows the six feast days only; the days off around them (the State Council's yearly notice, with 调休)
come from the library `holidays` and stand in for `PH` before the evaluation.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain
from zoneinfo import ZoneInfo

import holidays
from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]  # its stubs lack ParserError

COUNTRY = "CN"
HORIZON = timedelta(days=366)
ONE_DAY = timedelta(days=1)
STATES_KEPT = 4096
"""States of hours at minutes that were lately asked about."""

PUBLIC_HOLIDAY = "PH"
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b")
_NOT_KNOWN = re.compile(r'24/7 unknown "([^"]+)"')


class BadOpeningHours(ValueError):
    """The text is neither OSM opening_hours nor another way of writing them that is understood."""

    def __init__(self, text: str) -> None:
        super().__init__(f"not understood as opening hours: {text!r}")
        self.text = text


class SeasonNotSaid(BadOpeningHours):
    """The hours differ by season, and the text does not date the seasons: 旺季, 寒暑假."""


@dataclass(frozen=True, slots=True)
class OpenState:
    """is_open: None if not known. until: aware UTC, when that changes; None if never, or not within a year. always:
    open round the clock, every day."""

    is_open: bool | None
    until: datetime | None
    always: bool


NOT_KNOWN = OpenState(is_open=None, until=None, always=False)


def open_state(hours: str, at: datetime, zone: ZoneInfo) -> OpenState:
    """Whether a place with these OSM hours is open, and until when; empty hours are not known.

    at: aware. zone: the city's. Raises BadOpeningHours.
    """
    return _state_in_minute(hours, at.replace(second=0, microsecond=0), zone) if hours else NOT_KNOWN


@lru_cache(maxsize=STATES_KEPT)
def _state_in_minute(hours: str, at: datetime, zone: ZoneInfo) -> OpenState:
    """Hours change at whole minutes, and in a minute many ask about the same."""
    local = at.astimezone(zone)
    parsed = _parsed(hours, zone, _year(hours, local))
    state = parsed.state(local)[0]
    until = _next_change(parsed, state, local)
    is_open = None if state == State.UNKNOWN else state == State.OPEN
    return OpenState(is_open=is_open, until=until, always=bool(is_open) and until is None)


def not_known(said: str) -> str:
    """Unknown hours that keep the words in which they were written."""
    return f'24/7 unknown "{said.replace(chr(34), "”")}"'


def as_written(hours: str) -> str | None:
    """The words kept in unknown hours; None if there are none."""
    found = _NOT_KNOWN.match(hours)
    return found[1] if found else None


def opens_on(hours: str, day: date, zone: ZoneInfo) -> bool:
    """Whether a place with these hours is open, or may be if its hours are not known, at some time on a day of the
    city."""
    begins = datetime.combine(day, time(0), zone)
    try:
        state = open_state(hours, begins, zone)
    except BadOpeningHours:
        return True
    opens = state.until is not None and state.until < begins + ONE_DAY
    return state.is_open is not False or opens


def open_times(hours: str, day: date, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """The times when a place is surely open on a day of the city, as local times in order. Raises BadOpeningHours."""
    if not hours:
        return []
    begins = datetime.combine(day, time(0), zone)
    parsed = _parsed(hours, zone, _year(hours, begins))
    found: list[tuple[datetime, datetime]] = []
    for start, end, state, _ in parsed.intervals(begins, begins + ONE_DAY):
        if state != State.OPEN:
            continue
        if found and found[-1][1] == start:  # only the comment changed
            start = found.pop()[0]
        found.append((start, end))
    return found


@dataclass(frozen=True, slots=True)
class Spans:
    """The times when a place is open, and when it may be. Aware moments, in order, apart."""

    open: list[tuple[datetime, datetime]]
    unknown: list[tuple[datetime, datetime]]


def spans_of(hours: str, begins: datetime, ends: datetime, zone: ZoneInfo) -> Spans:
    """The answers of `open_state` for every moment between two, for readers without this library. begins, ends: aware.
    Hours that are empty, or that cannot be read, are unknown all the time.
    """
    since, until = begins.astimezone(zone), ends.astimezone(zone)
    not_known = Spans([], [(since, until)])
    if not hours:
        return not_known
    try:
        parsed = _parsed(hours, zone, _year(hours, since))
    except BadOpeningHours:
        return not_known
    spans = Spans([], [])
    for start, end, state, _ in parsed.intervals(since, until):
        kind = {State.OPEN: spans.open, State.UNKNOWN: spans.unknown}.get(state)
        if kind is None:
            continue
        if kind and kind[-1][1] == start:  # only the comment changed
            start = kind.pop()[0]
        kind.append((start, end))
    return spans


def has_seasons(hours: str) -> bool:
    """Whether some months have other hours than others."""
    return _MONTH.search(hours) is not None


def is_shut(hours: str, at: datetime, zone: ZoneInfo) -> bool:
    """Whether the hours surely say that it is shut: agrees with `open_state`, in a fifth of its time. Raises
    BadOpeningHours.
    """
    return bool(hours) and _is_shut_in_minute(hours, at.replace(second=0, microsecond=0), zone)


@lru_cache(maxsize=STATES_KEPT)
def _is_shut_in_minute(hours: str, at: datetime, zone: ZoneInfo) -> bool:
    local = at.astimezone(zone)
    return bool(_parsed(hours, zone, _year(hours, local)).state(local)[0] == State.CLOSED)


def _year(hours: str, local: datetime) -> int:
    return local.year if PUBLIC_HOLIDAY in hours else 0


def _next_change(parsed: OpeningHours, state: State, local: datetime) -> datetime | None:
    until = parsed.next_change(local)
    while until is not None and until - local <= HORIZON:
        if parsed.state(until)[0] != state:
            return until.astimezone(UTC)
        until = parsed.next_change(until)  # only the comment changed
    return None


@lru_cache(maxsize=4096)
def _parsed(hours: str, zone: ZoneInfo, year: int) -> OpeningHours:
    """The parsed hours. year: the local one for which `PH` is spelled out, with its neighbours; 0 if the hours have no
    `PH`. Raises BadOpeningHours."""
    dated = _with_days_off(hours, year) if year else hours
    for text in dict.fromkeys((dated, hours)):
        try:
            return OpeningHours(text, timezone=zone, country=COUNTRY, max_interval_days=HORIZON.days)
        except ParserError:
            continue
    raise BadOpeningHours(hours)


# --- days off -------------------------------------------------------------------------------------------------------

_OSM_DAYS = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:-(?:Mo|Tu|We|Th|Fr|Sa|Su))?"
_PH_RULE = re.compile(rf"\s*(?P<days>(?:{_OSM_DAYS},)*PH(?:,{_OSM_DAYS})*)(?P<rest>\s.*)?", re.DOTALL)


def _with_days_off(hours: str, year: int) -> str:
    """The hours with dates of the years around in place of `PH`, in rules made of weekdays and `PH`."""
    return ";".join(chain.from_iterable(_dated_rules(rule, year) for rule in hours.split(";")))


def _dated_rules(rule: str, year: int) -> list[str]:
    match = _PH_RULE.fullmatch(rule)
    if match is None:
        return [rule]
    rest = match["rest"] or ""
    weekdays = ",".join(day for day in match["days"].split(",") if day != PUBLIC_HOLIDAY)
    return [f" {days}{rest}" for days in (weekdays, _days_off(year)) if days]


@lru_cache(maxsize=8)
def _days_off(year: int) -> str:
    """OSM dates of every holiday from the year before to the year after, each with the weekend it touches."""
    calendar = holidays.country_holidays(COUNTRY, years=(year - 1, year, year + 1))
    free: set[date] = set()
    for feast in list(calendar):
        free.add(feast)
        for step in (-ONE_DAY, ONE_DAY):
            day = feast + step
            while not calendar.is_working_day(day):
                free.add(day)
                day += step
    firsts = sorted(day for day in free if day - ONE_DAY not in free)
    lasts = sorted(day for day in free if day + ONE_DAY not in free)
    return ",".join(
        f"{first:%Y %b %d}" + (f"-{last:%Y %b %d}" if last > first else "")
        for first, last in zip(firsts, lasts, strict=True)
    )

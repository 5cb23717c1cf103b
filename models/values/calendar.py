"""Working days by the State Council's calendar: weekends moved by 调休 (library `holidays`), plus the pack's own.

The calendar of a year comes out late in the year before. Until the library has it (`knows` says so), the year counts
with the holidays the library expects and without moved weekends; `calendar.toml` of the pack can add both.

Working time is the time between `begins` and `ends` of working days, in the city. Only working time uses up a case's
deadline, so that nights, holidays and the time of waiting for somebody else cost nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

import holidays

COUNTRY = "CN"
LONGEST = 400
"""The most working days in a row that a caller may ask for; more is a slip."""

SOURCE_LANGUAGE = "zh_CN"
LANGUAGES = {"zh-CN": SOURCE_LANGUAGE, "en": "en_US"}
"""Our locales -> those in which `holidays` has names."""
LOOKS_AHEAD = timedelta(days=90)
ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class WorkingCalendar:
    """workdays, holidays: the city's own additions, stronger than the country's. begins, ends: of a working day."""

    workdays: frozenset[date] = field(default_factory=frozenset)
    holidays: frozenset[date] = field(default_factory=frozenset)
    begins: time = time(8, 30)
    ends: time = time(17, 30)

    @property
    def day_length(self) -> timedelta:
        """The length of a working day."""
        begins, ends = (timedelta(hours=at.hour, minutes=at.minute) for at in (self.begins, self.ends))
        return ends - begins

    def is_working_day(self, day: date) -> bool:
        if day in self.workdays or day in self.holidays:
            return day in self.workdays
        return bool(_country(day.year).is_working_day(day))

    def knows(self, year: int) -> bool:
        """Whether the year's moved weekends are known, from the library or from the pack."""
        return any(day.year == year for day in (*_country(year).weekend_workdays, *self.workdays))

    def years_unknown(self, today: date) -> list[int]:
        """The years that today's deadlines can reach into and whose moved weekends are not known."""
        soon = today + LOOKS_AHEAD
        return [year for year in range(today.year, soon.year + 1) if not self.knows(year)]

    def working_day_after(self, day: date, count: int) -> date:
        """The count-th working day after `day`, which itself does not count; 0 is the day itself. Raises ValueError for
        a count beyond LONGEST."""
        if not 0 <= count <= LONGEST:
            raise ValueError(f"{count} working days")
        while count:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day

    def working_day_before(self, day: date, count: int) -> date:
        """The count-th working day before `day`, which itself does not count; 0 is the day itself. Raises ValueError
        for a count beyond LONGEST."""
        if not 0 <= count <= LONGEST:
            raise ValueError(f"{count} working days")
        while count:
            day -= timedelta(days=1)
            count -= self.is_working_day(day)
        return day

    def due_at(self, since: datetime, count: int, zone: ZoneInfo) -> datetime:
        """The end of the count-th working day after the day of `since` in the city: aware UTC."""
        day = self.working_day_after(since.astimezone(zone).date(), count)
        return datetime.combine(day, self.ends, zone).astimezone(UTC)

    def working_time(self, since: datetime, until: datetime, zone: ZoneInfo) -> timedelta:
        """The working time between two moments (aware); zero if `until` is not later."""
        total = timedelta(0)
        day, last = since.astimezone(zone).date(), until.astimezone(zone).date()
        while day <= last:
            begin, end = _hours(self, day, zone)
            total += max(timedelta(0), min(end, until) - max(begin, since))
            day += timedelta(days=1)
        return total

    def after_working_time(self, since: datetime, amount: timedelta, zone: ZoneInfo) -> datetime:
        """The first moment (aware UTC) by which `amount` of working time has passed since `since`. Raises ValueError if
        it is too far away."""
        left, day = amount, since.astimezone(zone).date()
        if left <= timedelta(0):
            return since.astimezone(UTC)
        for _ in range(LONGEST * 2):
            begin, end = _hours(self, day, zone)
            begin = max(begin, since)
            if end - begin >= left:
                return begin + left
            left -= max(timedelta(0), end - begin)
            day += timedelta(days=1)
        raise ValueError(f"{amount} of working time")

    def before_working_time(self, until: datetime, amount: timedelta, zone: ZoneInfo) -> datetime:
        """The last moment (aware UTC) from which `amount` of working time is left until `until`. Raises ValueError if
        it is too far away."""
        left, day = amount, until.astimezone(zone).date()
        if left <= timedelta(0):
            return until.astimezone(UTC)
        for _ in range(LONGEST * 2):
            begin, end = _hours(self, day, zone)
            end = min(end, until)
            if end - begin >= left:
                return end - left
            left -= max(timedelta(0), end - begin)
            day -= timedelta(days=1)
        raise ValueError(f"{amount} of working time")

    def not_at_opening(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The moment itself, except in the first minute of a working day: then the end of the one before, because
        hardly any working time lies between. A deadline at 8:30 would be read as a day more than there is."""
        day = moment.astimezone(zone).date()
        begin, end = _hours(self, day, zone)
        if begin == end or not begin <= moment < begin + timedelta(minutes=1):
            return moment
        while True:
            day -= timedelta(days=1)
            begin, end = _hours(self, day, zone)
            if begin < end:
                return end


@lru_cache(maxsize=2000)
def _hours(calendar: WorkingCalendar, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The beginning and end of work that day, aware UTC; twice the same moment on a day off."""
    begin = datetime.combine(day, calendar.begins, zone).astimezone(UTC)
    if not calendar.is_working_day(day):
        return begin, begin
    return begin, datetime.combine(day, calendar.ends, zone).astimezone(UTC)


@cache
def _country(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays(COUNTRY, years=year)


@dataclass(frozen=True)
class Feast:
    """A feast of the country with the days off around it. titles: by language."""

    titles: Mapping[str, str]
    days: tuple[date, ...]


def feasts_between(first: date, last: date) -> list[Feast]:
    """The feasts that begin in these days, in order."""
    found: list[Feast] = []
    day = first
    while day <= last:
        days = [day]
        while _is_off(day) and _is_off(days[-1] + ONE_DAY):
            days.append(days[-1] + ONE_DAY)
        feast = Feast({locale: _name(days, language) for locale, language in LANGUAGES.items()}, tuple(days))
        if _is_off(day) and not _is_off(day - ONE_DAY) and all(feast.titles.values()):
            found.append(feast)
        day = days[-1] + ONE_DAY
    return found


def _name(days: Sequence[date], language: str) -> str:
    """The most frequent name of the days; empty for an ordinary weekend."""
    names = [name for day in days if (name := _names(day.year, language).get(day))]
    return str(max(names, key=names.count)) if names else ""


def _is_off(day: date) -> bool:
    return not _country(day.year).is_working_day(day)


@cache
def _names(year: int, language: str) -> holidays.HolidayBase:
    return holidays.country_holidays(COUNTRY, years=year, language=language)


def day_begins(now: datetime, zone: ZoneInfo) -> datetime:
    """The first moment of today in the city: aware UTC."""
    return datetime.combine(now.astimezone(zone).date(), time(), zone).astimezone(UTC)


def monday_of(now: datetime, zone: ZoneInfo) -> date:
    """The first day of the present week, in the city."""
    today = now.astimezone(zone).date()
    return today - timedelta(days=today.weekday())


def week_span(monday: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The week from its first moment to that of the next one: aware UTC."""
    begins, ends = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (monday, monday + WEEK))
    return begins, ends

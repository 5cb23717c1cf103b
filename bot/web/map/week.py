"""The opening hours of the coming days on a place's page: a week, and the next feast days after it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.phrases.places import WEEKDAYS, times_said
from handlers.talk.texts import Words
from models.values.calendar import ONE_DAY, feasts_between
from models.values.opening_hours import BadOpeningHours, open_times

DAYS = 7
FEASTS_WITHIN = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class DaySaid:
    """day: `今天`, `周二` or a feast; date: `12 月 1 日`, or the first and last of several days;
    times: `8:00–22:00`, or that the place is shut."""

    day: str
    date: str
    times: str


def week_said(words: Words, hours: str, now: datetime, zone: ZoneInfo) -> list[DaySaid]:
    """One line for each day from today; none if the hours are unknown."""
    today = now.astimezone(zone).date()
    days = [today + timedelta(days=ahead) for ahead in range(DAYS)]
    said = [(day, _times(words, hours, day, zone)) for day in days]
    if any(times is None for _, times in said):
        return []
    return [DaySaid(_day(words, day, today), _date(words, day), times or "") for day, times in said]


def feasts_said(words: Words, hours: str, now: datetime, zone: ZoneInfo) -> list[DaySaid]:
    """The feasts that reach beyond that week, with the days off around them; one line for each stretch of days with the
    same hours."""
    today = now.astimezone(zone).date()
    lines: list[DaySaid] = []
    feasts = feasts_between(today, today + FEASTS_WITHIN)
    for feast in (each for each in feasts if each.days[-1] >= today + timedelta(days=DAYS)):
        stretch: list[date] = []
        for day in [*feast.days, None]:
            if stretch and (day is None or _times(words, hours, day, zone) != _times(words, hours, stretch[0], zone)):
                lines.append(_stretch(words, feast.titles[words.locale], stretch, hours, zone))
                stretch = []
            if day is not None:
                stretch.append(day)
    return [each for each in lines if each.times]


def _stretch(words: Words, title: str, days: list[date], hours: str, zone: ZoneInfo) -> DaySaid:
    first, last = _date(words, days[0]), _date(words, days[-1])
    between = first if len(days) == 1 else words("listing-days", first=first, last=last)
    return DaySaid(title, between, _times(words, hours, days[0], zone) or "")


def _times(words: Words, hours: str, day: date, zone: ZoneInfo) -> str | None:
    """The times of a day in words; None if they are unknown."""
    try:
        times = open_times(hours, day, zone)
    except BadOpeningHours:
        return None
    if not times:
        return words("map-day-shut") if hours else None
    start, end = times[0]
    if end - start >= ONE_DAY:
        return words("place-opening", how="always", at="", minutes="")
    return times_said(words, times)


def _day(words: Words, day: date, today: date) -> str:
    return words("listing-day", day="today" if day == today else WEEKDAYS[day.weekday()])


def _date(words: Words, day: date) -> str:
    return words("listing-date", month=words("place-month", month=day.month), date=str(day.day))

"""Days in English: yesterday, last friday, 3 days ago, nov 3, 5th of March 2027, next march."""

import calendar
import re
from datetime import date, timedelta

from models.values.day_words.calendar_days import day_of_year, is_just_passed
from models.values.day_words.counted_days import counted
from models.values.day_words.days import (
    Asked,
    Days,
    Parts,
    end_of_month,
    monday_of,
    months_on,
    one,
    read_by,
    rules,
    span,
)

_MONTHS = [each.lower() for each in calendar.month_name]
_WEEKDAYS = [each.lower() for each in calendar.day_name]
_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "a": 1, "an": 1, "a couple": 2,
}  # fmt: skip
_NEAR = {
    "today": 0, "tonight": 0, "this": 0, "just now": 0, "tomorrow": 1, "yesterday": -1, "last": -1,
    "day after tomorrow": 2, "day before yesterday": -2,
}  # fmt: skip
_FILLER = re.compile(
    r"\b(?:of|the|until|till|on|by|expires?|expired|valid|it|was|is|at|in the|since|about|around|maybe|i think)\b"
    r"|(?<=\d)(?:st|nd|rd|th)\b|[,.]"
)
_HOUR = re.compile(r" (?:\d{1,2}:\d{2} ?(?:[ap]m)?|\d{1,2} ?[ap]m)$")
_PART_OF_DAY = re.compile(r"(?<=\w) (?:early |late )?(?:morning|afternoon|evening|noon|midnight)$|(?<=day) night$")


def read_english(text: str, asked: Asked) -> Days | None:
    """The days by an English text, None if no rule reads it. A time of day is left out, and makes the day not sure.

    text: in lower case, with single blanks. Raises ValueError, OverflowError.
    """
    plain = " ".join(_FILLER.sub(" ", text).split())
    found = read_by(_RULES, plain, asked)
    if found is not None:
        return found
    shorter = _PART_OF_DAY.sub("", _HOUR.sub("", plain))
    found = read_by(_RULES, shorter, asked) if shorter != plain else None
    return Days(found.all) if found else None


def _near(parts: Parts, asked: Asked) -> Days:
    days = _NEAR[parts["near"]]
    return one(asked.today + timedelta(days=days), sure=days >= 0)


def _ago_or_later(parts: Parts, asked: Asked) -> Days:
    """3 days ago, in two weeks, half a year ago."""
    ways = -1 if parts["way"] == "ago" else 1
    count = 0.5 if parts["count"].startswith("half") else _COUNTS.get(parts["count"]) or int(parts["count"])
    unit = {"day": "天", "week": "周", "month": "月", "year": "年", "hour": "小时", "minute": "分钟"}[parts["unit"]]
    return one(counted(ways * count, unit, asked.today))


def _weekday(parts: Parts, asked: Asked) -> Days:
    """friday: the nearest, today included; last friday: the nearest before today; next friday: of the next week."""
    wanted = next(number for number, each in enumerate(_WEEKDAYS) if each.startswith(parts["day"]))
    back = (asked.today.weekday() - wanted) % 7
    match parts["which"]:
        case "last":
            return one(asked.today - timedelta(days=back or 7))
        case "next" | "this":
            return one(monday_of(asked.today) + timedelta(days=wanted, weeks=parts["which"] == "next"))
    return one(asked.today + timedelta(days=-back % 7) if asked.coming else asked.today - timedelta(days=back))


def _near_span(parts: Parts, asked: Asked) -> Days:
    """last week, next month, this year."""
    step = {"last": -1, "this": 0, "next": 1}[parts["which"]]
    if parts["unit"] == "week":
        sunday = monday_of(asked.today) + timedelta(weeks=step, days=6)
        return one(asked.today + timedelta(weeks=step) if step < 0 else sunday if asked.coming else monday_of(sunday))
    if parts["unit"] == "month":
        first = months_on(asked.today, step)
        return span(end_of_month(first) if parts["end"] else first, end_of_month(first), asked)
    year = asked.today.year + step
    return span(date(year, 12, 31) if parts["end"] else date(year, 1, 1), date(year, 12, 31), asked)


def _day_of_month(parts: Parts, asked: Asked) -> Days:
    month, day = _month_named(parts["name"]), int(parts["day"])
    if not parts["year"]:
        found = day_of_year(month, day, asked)
        return one(found, sure=asked.coming and not is_just_passed(found, asked))
    return one(date(_year(parts), month, day), sure=len(parts["year"]) == 4)


def _month(parts: Parts, asked: Asked) -> Days:
    """March 2027, end of March, last march, next march."""
    month = _month_named(parts["name"])
    if parts["year"]:
        year = _year(parts)
    elif parts["which"] == "next" or (asked.coming and parts["which"] != "last"):
        year = asked.today.year + (month < asked.today.month)
    else:
        year = asked.today.year - (month > asked.today.month)
    first = date(year, month, 1)
    last = end_of_month(first)
    return span(last if parts["end"] else first, last, asked)


def _month_named(name: str) -> int:
    """The number of the month whose English name begins with this."""
    return next(number for number, each in enumerate(_MONTHS) if number and each.startswith(name))


def _year(parts: Parts) -> int:
    year = int(parts["year"])
    return year + 2000 if year < 100 else year


def _beginnings(names: list[str]) -> str:
    """A pattern of the names and their beginnings of three letters or more, the longest first."""
    found = {name[:length] for name in names if name for length in range(3, len(name) + 1)}
    return "|".join(sorted(found, key=len, reverse=True))


_NAME = f"(?P<name>{_beginnings(_MONTHS)})"
_COUNT = rf"(?P<count>\d{{1,4}}|half an?|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
_COUNTED = rf"{_COUNT} (?P<unit>day|week|month|year|hour|minute)s?"
_RULES = rules(
    (rf"(?P<near>{'|'.join(sorted(_NEAR.keys() - {'this', 'last'}, key=len, reverse=True))})", _near),
    (r"(?P<near>last|this) (?:morning|afternoon|evening|night)", _near),
    (rf"{_COUNTED} (?P<way>ago)", _ago_or_later),
    (rf"(?P<way>in )?{_COUNTED}(?: later| from now| from today)?", _ago_or_later),
    (rf"(?:(?P<which>last|this|next) )?(?P<day>{_beginnings(_WEEKDAYS)})", _weekday),
    (r"(?P<end>end )?(?P<which>last|this|next) (?P<unit>week|month|year)", _near_span),
    (rf"(?P<day>\d{{1,2}})[ -]?{_NAME}(?:[ -](?P<year>\d{{4}}|\d\d))?", _day_of_month),
    (rf"{_NAME} ?(?P<day>\d{{1,2}})(?: (?P<year>\d{{4}}))?", _day_of_month),
    (rf"(?P<end>end )?(?:(?P<which>next|this|last) )?{_NAME}(?: (?P<year>\d{{4}}))?", _month),
)

"""A day as people write it when they are asked when something expires: 明年3月5号, 2027.3.5, 三月底, 5 March 2027.

What is written in figures is read here, strictly; jionlp reads what is left (下周三, 春节), and is not asked before: it
makes March of a thirteenth month. A day without a year is the next one to come. Of a span the last day counts.
"""

import calendar
import contextlib
import io
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

LONGEST = 40
"""Characters of a text that can be a date."""
YEARS_BACK, YEARS_AHEAD = 10, 50
JUST_PASSED = timedelta(days=90)
"""A day without a year that passed so recently may have been meant after all: the reader asks."""


class NotADate(StrEnum):
    """Why a text gives no day."""

    UNREAD = "unread"
    IMPOSSIBLE = "impossible"
    """There is no such day: 2月30号."""
    ODD_YEAR = "odd_year"
    """Longer ago than YEARS_BACK, or farther off than YEARS_AHEAD."""
    NEVER = "never"
    """It does not expire: 长期."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day that was read. sure: nothing in it was guessed, so that it need not be confirmed."""

    day: date
    sure: bool


def read_date(text: str, today: date) -> WrittenDate | NotADate:
    """The day on which something ends, by a text in Chinese or English; never raises, whatever is typed.

    today: the date where the person is.
    """
    normal = unicodedata.normalize("NFKC", text).lower().replace("。", ".").strip(" \n\t.,!?、")
    if not normal or len(normal) > LONGEST:
        return NotADate.UNREAD
    if _NEVER.fullmatch(normal):
        return NotADate.NEVER
    try:
        found = _in_figures(normal, today) or _in_english(normal, today) or _in_other_words(normal, today)
    except (ValueError, OverflowError):  # of `date`: no such day
        return NotADate.IMPOSSIBLE
    if found is None:
        return NotADate.UNREAD
    if not today.year - YEARS_BACK <= found.day.year <= today.year + YEARS_AHEAD:
        return NotADate.ODD_YEAR
    return found


# --- figures --------------------------------------------------------------------------------------------------------

_NEVER = re.compile(r"(?:有效期?[至到:]?)?(?:长期|永久|终身|无限期)(?:有效|的)?|long[ -]?term|permanent|never")
_BEFORE = re.compile(r"^(?:有效期?|截止|截至|到期日?|[至到是为在:于])+")
_BEHIND = re.compile(r"(?:到期|过期|失效|截止|为止|之前|以前|[前止的了])+$")
_CHINESE_NUMBER = re.compile("[零〇一二两三四五六七八九十]+")
_DIGITS = {each: str(number) for number, each in enumerate("零一二三四五六七八九")} | {"〇": "0", "两": "2"}
_NAMED_YEARS = {"前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "来年": 1, "后年": 2}
_NAMED = f"(?P<named>{'|'.join(_NAMED_YEARS)})的?"
_END = "(?:底|末|月底|月末)?"

Parts = Mapping[str, str | None]
Reader = Callable[[Parts, date], WrittenDate]


def _in_figures(normal: str, today: date) -> WrittenDate | None:
    text = _CHINESE_NUMBER.sub(lambda number: _number(number[0]), re.sub(r"\s", "", normal))
    text = _BEHIND.sub("", _BEFORE.sub("", text))
    for pattern, reader in _FIGURES:
        if match := pattern.fullmatch(text):
            return reader(match.groupdict(), today)
    return None


def _number(chinese: str) -> str:
    """The figures of 二零二七, 十五, 三十一."""
    if "十" not in chinese:
        return "".join(_DIGITS[each] for each in chinese)
    tens, _, ones = chinese.partition("十")
    return (_DIGITS.get(tens[-1:], "1") if tens else "1") + (_DIGITS.get(ones[:1], "0") if ones else "0")


def _year(parts: Parts, today: date) -> int:
    if named := parts.get("named"):
        return today.year + _NAMED_YEARS[named]
    year = int(parts["year"] or "")
    return year + 2000 if year < 100 else year


def _figure(parts: Parts, name: str) -> int:
    return int(parts[name] or "")


def _whole(parts: Parts, today: date) -> WrittenDate:
    return WrittenDate(date(_year(parts, today), _figure(parts, "month"), _figure(parts, "day")), sure=True)


def _whole_perhaps(parts: Parts, today: date) -> WrittenDate:
    return WrittenDate(_whole(parts, today).day, sure=False)


def _day_first(parts: Parts, today: date) -> WrittenDate:
    """05/03/2027 in the order of most of the world; the other where that is no date."""
    day, month = _figure(parts, "day"), _figure(parts, "month")
    if month > 12:
        day, month = month, day
    return WrittenDate(date(_year(parts, today), month, day), sure=False)


def _of_no_year(parts: Parts, today: date) -> WrittenDate:
    month, day = _figure(parts, "month"), _figure(parts, "day")
    return _coming(month, day, today)


def _of_no_year_perhaps(parts: Parts, today: date) -> WrittenDate:
    return WrittenDate(_of_no_year(parts, today).day, sure=False)


def _coming(month: int, day: int, today: date) -> WrittenDate:
    """The next such day, today included. Raises ValueError when there is none in any year."""
    date(2000, month, day)  # a leap year has every day there is
    for year in range(today.year, today.year + 9):
        if day > calendar.monthrange(year, month)[1]:
            continue
        found = date(year, month, day)
        if found >= today:
            break
    passed = min(day, calendar.monthrange(today.year, month)[1])
    just_passed = timedelta() < today - date(today.year, month, passed) <= JUST_PASSED
    return WrittenDate(found, sure=not just_passed)


def _end_of_month(year: int, month: int) -> WrittenDate:
    first = date(year, month, 1)
    return WrittenDate(first.replace(day=calendar.monthrange(year, month)[1]), sure=False)


def _month_of_year(parts: Parts, today: date) -> WrittenDate:
    return _end_of_month(_year(parts, today), _figure(parts, "month"))


def _month(parts: Parts, today: date) -> WrittenDate:
    return _coming_month(_figure(parts, "month"), today)


def _coming_month(month: int, today: date) -> WrittenDate:
    return _end_of_month(today.year + (month < today.month), month)


def _year_end(parts: Parts, today: date) -> WrittenDate:
    year = _year(parts, today) if parts.get("named") or parts.get("year") else today.year
    return WrittenDate(date(year, 12, 31), sure=False)


def _near_month(parts: Parts, today: date) -> WrittenDate:
    """下个月15号; without a day the month's last."""
    year, month = _months_on(today, 1 if "下" in (parts.get("which") or "") else 0)
    if parts.get("day") is None:
        return _end_of_month(year, month)
    return WrittenDate(date(year, month, _figure(parts, "day")), sure=True)


def _day(parts: Parts, today: date) -> WrittenDate:
    """15号: the next month that has it."""
    day = _figure(parts, "day")
    date(2000, 1, day)
    for ahead in range(3):
        year, month = _months_on(today, ahead)
        if day <= calendar.monthrange(year, month)[1] and date(year, month, day) >= today:
            break
    return WrittenDate(date(year, month, day), sure=False)


def _later(parts: Parts, today: date) -> WrittenDate:
    """3天后, 2个月后, 半年后."""
    count, unit = (6, "月") if parts["count"] == "半" else (_figure(parts, "count"), parts["unit"])
    if unit in ("天", "日", "day"):
        return WrittenDate(today + timedelta(days=count), sure=False)
    if unit in ("周", "星期", "礼拜", "week"):
        return WrittenDate(today + timedelta(weeks=count), sure=False)
    year, month = _months_on(today, count if unit in ("月", "month") else 12 * count)
    return WrittenDate(date(year, month, min(today.day, calendar.monthrange(year, month)[1])), sure=False)


def _months_on(day: date, months: int) -> tuple[int, int]:
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > date.max.year:
        raise ValueError(months)
    return day.year + years, month + 1


_COUNT = r"(?P<count>\d{1,4}|半)个?(?P<unit>年|月|天|日|周|星期|礼拜)"
_FIGURES: list[tuple[re.Pattern[str], Reader]] = [
    (re.compile(pattern), reader)
    for pattern, reader in [
        (r"(?P<year>\d{4})[-./年](?P<month>\d{1,2})[-./月](?P<day>\d{1,2})[日号]?", _whole),
        (r"(?P<year>\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?", _whole),
        (rf"{_NAMED}(?P<month>\d{{1,2}})[-./月](?P<day>\d{{1,2}})[日号]?", _whole),
        (r"(?P<year>\d\d)[-./年](?P<month>\d{1,2})[-./月](?P<day>\d{1,2})[日号]?", _whole_perhaps),
        (r"(?P<day>\d{1,2})[-./](?P<month>\d{1,2})[-./](?P<year>\d{4})", _day_first),
        (r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", _whole),
        (rf"(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2]){_END}", _month_of_year),
        (r"(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)", _whole_perhaps),
        (r"(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?", _of_no_year),
        (r"(?P<month>\d{1,2})[-./](?P<day>\d{1,2})[日号]?", _of_no_year_perhaps),
        (rf"(?P<year>\d{{4}})[-./年](?P<month>\d{{1,2}})月?份?{_END}", _month_of_year),
        (rf"{_NAMED}(?P<month>\d{{1,2}})月份?{_END}", _month_of_year),
        (rf"(?P<year>\d\d)年(?P<month>\d{{1,2}})月份?{_END}", _month_of_year),
        (rf"(?P<month>\d{{1,2}})月份?{_END}", _month),
        (r"(?P<year>(?:19|20)\d\d)年?(?:年?[底末])?", _year_end),
        (r"(?P<year>\d\d)年(?:年?[底末])?", _year_end),
        (rf"{_NAMED}(?:年?[底末])?", _year_end),
        ("年[底末]", _year_end),
        (r"(?P<which>这个?|本|当|下个?)月(?:(?P<day>\d{1,2})[日号]?|[底末])?", _near_month),
        ("月[底末]", _near_month),
        (r"(?P<month>(?!20)\d\d)(?P<day>\d\d)", _of_no_year_perhaps),
        (r"(?P<day>\d{1,2})[日号]", _day),
        (rf"(?:还有|还剩|再过|再有)?{_COUNT}[以之]?后", _later),
        (rf"(?:还有|还剩|再过|再有){_COUNT}", _later),
    ]
]


# --- English --------------------------------------------------------------------------------------------------------

_MONTHS = [each.lower() for each in calendar.month_name]
_FILLER = re.compile(r"\b(?:of|the|until|till|on|by|expires|valid|at)\b|(?<=\d)(?:st|nd|rd|th)\b|[,.]")
_MONTH_NAME = r"(?P<name>[a-z]{3,9})"
_ENGLISH = [
    re.compile(pattern)
    for pattern in (
        rf"(?P<day>\d{{1,2}})[ -]?{_MONTH_NAME}(?:[ -](?P<year>\d{{4}}))?",
        rf"{_MONTH_NAME} ?(?P<day>\d{{1,2}})(?: (?P<year>\d{{4}}))?",
        rf"(?:end )?(?:next |this )?{_MONTH_NAME}(?: (?P<year>\d{{4}}))?",
    )
]
_ENGLISH_LATER = re.compile(r"(?:in )?(?P<count>\d{1,4}) (?P<unit>day|week|month|year)s?")
_NEAR_DAYS = {"today": 0, "tomorrow": 1, "今天": 0, "明天": 1, "后天": 2}


def _in_english(normal: str, today: date) -> WrittenDate | None:
    text = " ".join(_FILLER.sub(" ", normal).split())
    if text in _NEAR_DAYS:
        return WrittenDate(today + timedelta(days=_NEAR_DAYS[text]), sure=True)
    if match := _ENGLISH_LATER.fullmatch(text):
        return _later(match.groupdict(), today)
    for pattern in _ENGLISH:
        if (match := pattern.fullmatch(text)) and (month := _month_named(match["name"])):
            return _english(match.groupdict(), month, today)
    return None


def _month_named(name: str) -> int | None:
    """The number of a month by its English name or the beginning of it."""
    return next((number for number, each in enumerate(_MONTHS) if number and each.startswith(name)), None)


def _english(parts: Parts, month: int, today: date) -> WrittenDate:
    if parts.get("day") is None:
        return _end_of_month(_year(parts, today), month) if parts["year"] else _coming_month(month, today)
    if parts["year"] is None:
        return _coming(month, _figure(parts, "day"), today)
    return WrittenDate(date(_year(parts, today), month, _figure(parts, "day")), sure=True)


# --- other words ----------------------------------------------------------------------------------------------------

_SAYS_YEAR = re.compile(r"年|[去上昨前]|\d{4}")


def _in_other_words(normal: str, today: date) -> WrittenDate | None:
    """下周三, 春节, 三月中旬 by jionlp; what it makes of them is for the person to confirm."""
    text = re.sub(r"\s", "", normal)
    if named := re.match(_NAMED, text):  # it finds 明年清明 in this year
        first = date(today.year + _NAMED_YEARS[named["named"]], 1, 1)
        day = _last_day(text[named.end() :], first) or _last_day(text, today)
    else:
        day = _last_day(text, today)
    if day is not None and day < today and not _SAYS_YEAR.search(text):
        day = _last_day(text, date(today.year + 1, 1, 1))
    return None if day is None else WrittenDate(day, sure=False)


def _last_day(text: str, today: date) -> date | None:
    try:
        found = _jionlp().parse_time(text, time_base=datetime.combine(today, time()))
        if found["type"] not in ("time_point", "time_span"):
            return None
        return datetime.fromisoformat(found["time"][1]).date()
    except Exception:  # it raises whatever comes up on what it cannot read
        return None


@cache
def _jionlp() -> Any:
    """The library, when it is first needed: half a second and 70 MB on disk; without the banner that it prints."""
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp
    return jionlp

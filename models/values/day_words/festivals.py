"""Festivals and the days of the old calendar: 国庆第三天, 明年清明, 除夕, 农历八月初三, 腊月二十三."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from models.values.day_words.calendar_days import NAMED_YEAR, year_of
from models.values.day_words.days import Asked, Days, Parts, one, rules
from models.values.day_words.numerals import COUNT, DIGITS, NUMERAL, value

YEARS_KNOWN = range(1901, 2100)
"""Years for which days of the old calendar are computed."""
_SOLAR = {
    "元旦": (1, 1), "情人节": (2, 14), "三八": (3, 8), "妇女节": (3, 8), "植树节": (3, 12), "愚人节": (4, 1),
    "五一": (5, 1), "劳动节": (5, 1), "五四": (5, 4), "青年节": (5, 4), "六一": (6, 1), "儿童节": (6, 1),
    "618": (6, 18), "六一八": (6, 18),
    "七一": (7, 1), "建党节": (7, 1), "八一": (8, 1), "建军节": (8, 1), "教师节": (9, 10),
    "国庆": (10, 1), "十一": (10, 1), "双十一": (11, 11), "双11": (11, 11), "光棍节": (11, 11),
    "双十二": (12, 12), "双12": (12, 12), "平安夜": (12, 24), "圣诞": (12, 25),
}  # fmt: skip
_LUNAR = {
    "春节": (1, 1), "大年初一": (1, 1), "破五": (1, 5), "元宵": (1, 15), "龙抬头": (2, 2), "端午": (5, 5),
    "七夕": (7, 7), "中元": (7, 15), "中秋": (8, 15), "重阳": (9, 9), "腊八": (12, 8), "小年": (12, 23),
}  # fmt: skip
_TERMS = {
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
}  # fmt: skip
_OF_A_WEEK = {"母亲节": (5, 6, 2), "父亲节": (6, 6, 3), "感恩节": (11, 3, 4)}
"""Month, weekday (0 is Monday), and its number within the month."""
_EVE = "除夕"
_KNOWN = {*_SOLAR, *_LUNAR, *_TERMS, *_OF_A_WEEK, _EVE}
_AT_THE_TURN = {_EVE, "腊八", "小年"}
"""Days at the end of an old-calendar year, early in a new-calendar year: 今年 can mean either year."""


def _festival(parts: Parts, asked: Asked) -> Days:
    """The festival in the year that is named; else the next one, or the last if a past day is asked for."""
    name = _EVE if parts["eve"] else parts["festival"]
    if name not in _KNOWN:
        name = name.removesuffix("节")
    return one(_occurring(lambda year: _in_year(name, year), parts, asked, name in _AT_THE_TURN, _days_from(parts)))


def _days_from(parts: Parts) -> timedelta:
    """The days between the festival and the day meant: 国庆第三天, 国庆后第二天, 春节前一天."""
    if parts["nth"]:
        return timedelta(days=value(parts["nth"]) - (0 if parts["after"] else 1))
    if parts["beside"]:
        return timedelta(days=value(parts["beside"]) * (-1 if parts["side"] == "前" else 1))
    return timedelta()


def _occurring(
    of_year: Callable[[int], date | None],
    parts: Parts,
    asked: Asked,
    at_the_turn: bool = False,
    away: timedelta = timedelta(),
) -> date:
    """The day in the year that is named; else the next, or the last if a past day is asked for.

    of_year: the day in a year; at_the_turn: 今年 may mean either of two years; away: shifts the day. Raises ValueError
    if there is no such day.
    """
    year, today = year_of(parts, asked.today), asked.today
    years = [year] if year is not None else range(today.year - 2, today.year + 3)
    found = [day + away for each in years if (day := of_year(each)) is not None]
    fitting = [day for day in found if (day >= today if asked.coming else day <= today)]
    if year == today.year and not fitting and at_the_turn:
        return _occurring(of_year, {}, asked, away=away)
    fitting = fitting or found if year is not None else fitting
    return (min if asked.coming else max)(fitting)


def _in_year(name: str, year: int) -> date | None:
    if name == _EVE:
        spring = _lunar(year, 1, 1)
        return spring - timedelta(days=1) if spring else None
    if name in _SOLAR:
        return date(year, *_SOLAR[name])
    if name in _OF_A_WEEK:
        month, weekday, which = _OF_A_WEEK[name]
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    if name in _TERMS:
        return _term(year, name)
    month, day = _LUNAR[name]
    return _lunar(year, month, day) if month < 12 else _lunar(year - 1, month, day)


def _old_calendar(parts: Parts, asked: Asked) -> Days:
    """农历八月初三, 正月十五, 闰六月初一: a day of the old calendar. A leap month is meant only if 闰 is said."""
    month = {"正": 1, "冬": 11, "腊": 12}.get(parts["old_month"]) or value(parts["old_month"])
    day = value(parts["old_day"])
    if not (1 <= month <= 12 and 1 <= day <= 30):
        raise ValueError(month, day)
    sign = -1 if parts["leap"] else 1
    return one(_occurring(lambda year: _lunar(year, sign * month, day), parts, asked, month == 12))


def _of_new_year(parts: Parts, asked: Asked) -> Days:
    """大年初三."""
    day = value(parts["old_day"])
    return one(_occurring(lambda year: _lunar(year, 1, day), parts, asked))


# --- the old calendar -----------------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def _lunar(year: int, month: int, day: int) -> date | None:
    """The date of a day of the old calendar. month: negative for a leap month. None if the year has no such day or is
    not in YEARS_KNOWN."""
    if year not in YEARS_KNOWN:
        return None
    try:
        solar = _lunar_python().Lunar.fromYmd(year, month, day).getSolar()
    except Exception:  # the library raises a bare Exception for a day that does not exist
        return None
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


@lru_cache(maxsize=512)
def _term(year: int, name: str) -> date | None:
    """The date of a solar term. The library's year begins with the winter solstice before it, so 冬至 is read from the
    next year. None if the year is not in YEARS_KNOWN."""
    if year not in YEARS_KNOWN:
        return None
    library = _lunar_python()
    moments = library.LunarYear.fromYear(year + (name == "冬至")).getJieQiJulianDays()
    solar = library.Solar.fromJulianDay(moments[library.Lunar.JIE_QI_IN_USE.index(name)])
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def _lunar_python() -> Any:
    """Import the library on first use: it takes some hundredths of a second."""
    import lunar_python

    return lunar_python


# --- how they are written -------------------------------------------------------------------------------------------


def _names() -> Iterator[str]:
    for each in (*_SOLAR, *_LUNAR, *_TERMS, *_OF_A_WEEK):
        yield each if each.endswith("节") or each[0].isdigit() else f"{each}节?"


FESTIVAL = "|".join(sorted(_names(), key=len, reverse=True))
EVE = "除夕|大年三十|年三十|大年夜|年夜|腊月三十"
_YEAR = rf"(?:{NAMED_YEAR}|(?P<year>\d{{4}}|\d\d(?=年)|{DIGITS}{{4}}(?=年))年?的?)?"
_NTH = rf"(?:(?P<after>过?后)|假期|长?假|期间)?的?第(?P<nth>{COUNT})天|(?P<side>[前后])(?P<beside>{COUNT})天"
ON_IT = rf"(?:的?(?:{_NTH}|期间|假期|放?长?假|黄金周|当[天日]|那一?[天日]))"
_OLD = "(?:农历|阴历|旧历)"
_SHOWS_IT = rf"(?=.*(?:{_OLD}|闰|[正冬腊]月|月初[^号日]))"
RULES = rules(
    (rf"{_YEAR}(?:(?P<eve>{EVE})|(?P<festival>{FESTIVAL})){ON_IT}?", _festival),
    (rf"{_YEAR}(?:大年|年)初(?P<old_day>{NUMERAL})", _of_new_year),
    (
        rf"{_SHOWS_IT}{_OLD}?{_YEAR}{_OLD}?(?P<leap>闰)?(?P<old_month>[正冬腊]|{NUMERAL})月初?(?P<old_day>{NUMERAL})[号日]?",
        _old_calendar,
    ),
)

"""Read a whole text as a day, a choice of days, "never", or nothing that is understood."""

import re
from datetime import date
from enum import StrEnum

from models.values.day_words import calendar_days, counted_days, festivals
from models.values.day_words.days import Asked, Days, read_by
from models.values.day_words.english import read_english
from models.values.day_words.finding import days_in
from models.values.day_words.spelling import english_of, less_and_less, says_time, spelled

LONGEST = 40
"""Characters; a longer text is not read as a date."""


class NotADate(StrEnum):
    """Why a text gives no day."""

    UNREAD = "unread"
    IMPOSSIBLE = "impossible"
    """There is no such day: 2月30号."""
    ODD_YEAR = "odd_year"
    """The year is more than YEARS_BACK ago or more than YEARS_AHEAD away."""
    NEVER = "never"
    """The text says that it does not expire: 长期."""


_RULES = [*counted_days.RULES, *calendar_days.RULES, *festivals.RULES]
_NEVER = re.compile(
    "(?:有效期限?|期限|截止)?[至到:-]*(?:长期|永久|终身|永远|无限期|无期限|无固定期限|不限期?|不过期|不会过期|没有?期限|一直)(?:有效|的)*"
    "|long[ -]?term|permanent(?:ly)?|never(?: expires?)?|no expiry|does not expire|lifetime"
)
_OF_DAYS = re.compile(r"\d(?!\d*(?:块|元|毛|单|公里))|[年月周号旬节每前后]|不[是在到对]|星期|礼拜|[天日](?![气常津])")
_TO = re.compile("[至到-]+|起?(?=长期|永久|终身)")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_WEEKDAY = re.compile("(?:周|星期|礼拜)[一二三四五六日天]")
_YEAR_OF, _MONTH_OF = re.compile(r"^.{1,5}年|^\d{4}(?=[-./])"), re.compile("^.{1,10}月")


def read_days(text: str, today: date, *, coming: bool) -> Days | NotADate:
    """The day or days that a text in Chinese or English names; never raises.

    Of a span the last day counts if a coming day is asked for, else the first. If the text also holds words about
    days that are not understood, the whole text is not understood.
    """
    if len(text) > 4 * LONGEST:
        return NotADate.UNREAD
    english, plain = english_of(text), spelled(text)
    if not plain or len(english) > LONGEST:
        return NotADate.UNREAD
    if _NEVER.fullmatch(english) or _NEVER.fullmatch(plain):
        return NotADate.NEVER
    asked = Asked(today, coming)
    try:
        if not _CHINESE.search(plain) and (found := read_english(english, asked)):
            return found
        found = _read(plain, asked)
        if found and "廿" in text:  # it may be a day of the old calendar
            return Days(found.all)
        return found or _read_span(plain, asked) or _read_within(plain, asked) or NotADate.UNREAD
    except (ValueError, OverflowError):  # from `date`: there is no such day
        return NotADate.IMPOSSIBLE


def _read(text: str, asked: Asked) -> Days | None:
    """The days by a text without the words around them.

    Words left out make a past day not sure (今早); of a coming day only a time of day does (零时).
    """
    for less in less_and_less(text):
        if found := read_by(_RULES, less, asked):
            doubtful = less != text and (not asked.coming or says_time(text))
            return Days(found.all) if doubtful else found
    return None


def read_from_to(text: str, today: date) -> tuple[date, date] | None:
    """The first and the last day of a coming span: 下周一到周三, 12月1日至3日. None if the text is no such span."""
    plain = spelled(text)
    try:
        found = _spans(plain, Asked(today, coming=True)) if plain and len(text) <= LONGEST else None
    except (ValueError, OverflowError):
        return None
    return (found[0].all[0], found[1].all[0]) if isinstance(found, tuple) else None


def _read_span(text: str, asked: Asked) -> Days | NotADate | None:
    """The day of a span that counts: the last if a coming day is asked for, else the first."""
    found = _spans(text, asked)
    if isinstance(found, tuple):
        return Days((found[1] if asked.coming else found[0]).all)
    return found


def _spans(text: str, asked: Asked) -> tuple[Days, Days] | NotADate | None:
    """Both ends of a span: 2022.03.05-2027.03.05, 11月3号到5号, 下周一到周三; NEVER for 2021-03-05至长期."""
    for between in _TO.finditer(text):
        first, last = text[: between.start()], text[between.end() :]
        if not last or not (begun := _read(first, asked)):
            continue
        if _NEVER.fullmatch(last):
            return NotADate.NEVER
        ended = _read(last, asked) if not last.isdecimal() or len(last) > 2 else None
        if ended is None:
            continue
        if not asked.coming:
            return begun, ended
        end = _read_end(first, last, asked)
        if end.all[0] < begun.all[0] and _WEEKDAY.fullmatch(last):
            end = _read(last, Asked(begun.all[0], coming=True)) or end
        if end.all[0] >= begun.all[0]:
            return begun, end
    return None


def _read_end(first: str, last: str, asked: Asked) -> Days:
    """The end of a span; it takes a month or year that it does not say from the beginning: 2027年3月5日至8日."""
    for part in (_MONTH_OF, _YEAR_OF):
        said = part.match(first)
        if said and not part.search(last) and (found := read_by(_RULES, said[0] + last, asked)):
            return found
    found = _read(last, asked)
    assert found is not None
    return found


def _read_within(text: str, asked: Asked) -> Days | None:
    """The only day within a sentence (昨天平台扣了我钱), not sure; None if other words of it may speak of days."""
    found = days_in(text)
    if len(found) != 1 or not found[0] or _OF_DAYS.search(text.replace(found[0], "", 1)):
        return None
    read = _read(found[0], asked)
    return Days(read.all) if read else None

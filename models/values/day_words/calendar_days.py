"""Days by the calendar: 2027.3.5, 3月5号, 明年三月底, 上个月15号, 十五六号, 去年今天, 一季度."""

import calendar
from datetime import date, timedelta
from itertools import product

from models.values.day_words.days import Asked, Days, Parts, end_of_month, months_on, one, rules, same_day_in, span
from models.values.day_words.numerals import DIGITS, NUMERAL, digits, values

JUST_PASSED = timedelta(days=90)
"""If a day without a year is asked for in the future but passed this recently, the past day may be meant: it is
not sure, and the reader asks."""
_NAMED_YEARS = {
    "大前年": -3, "前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "来年": 1, "后年": 2,
    "大后年": 3,
}  # fmt: skip
_PARTS_OF_MONTH = {
    "初": (1, 5), "上旬": (1, 10), "中": (15, 20), "中旬": (11, 20), "下旬": (21, 31), "底": (31, 31), "末": (31, 31),
}  # fmt: skip
"""The first and the last day of each part."""


def year_of(parts: Parts, today: date) -> int | None:
    """The year that the text names by a word or in figures; None if it names none."""
    if named := parts.get("named"):
        return today.year + _NAMED_YEARS[named]
    written = parts.get("year") or parts.get("digits")
    if not written:
        return None
    year = int(digits(written))
    return year + 2000 if year < 100 else year


def _years(parts: Parts, today: date) -> int:
    year = year_of(parts, today)
    if year is None:
        raise ValueError(parts)
    return year


# --- a day ----------------------------------------------------------------------------------------------------------


def _whole(parts: Parts, asked: Asked) -> Days:
    year = _years(parts, asked.today)
    found = [date(year, month, day) for month, day in product(values(parts["month"]), values(parts["day"]))]
    return Days(tuple(found), sure=len(found) == 1)


def _whole_perhaps(parts: Parts, asked: Asked) -> Days:
    return Days(_whole(parts, asked).all)


def _day_first(parts: Parts, asked: Asked) -> Days:
    """05/03/2027 as day and month; as month and day if the second number is no month."""
    day, month = int(parts["day"]), int(parts["month"])
    if month > 12:
        day, month = month, day
    return one(date(_years(parts, asked.today), month, day))


def _of_no_year(parts: Parts, asked: Asked) -> Days:
    found = [day_of_year(*each, asked) for each in product(values(parts["month"]), values(parts["day"]))]
    return Days(tuple(found), sure=asked.coming and len(found) == 1 and not is_just_passed(found[0], asked))


def _of_no_year_perhaps(parts: Parts, asked: Asked) -> Days:
    return Days(_of_no_year(parts, asked).all)


def day_of_year(month: int, day: int, asked: Asked) -> date:
    """The next such day, or the last one if a past day is asked for; today counts as both. Raises ValueError if no year
    has such a day."""
    date(2000, month, day)  # raises for a day that no year has; 2000 is a leap year
    step = 1 if asked.coming else -1
    for year in range(asked.today.year, asked.today.year + 9 * step, step):
        if day <= calendar.monthrange(year, month)[1]:
            found = date(year, month, day)
            if (found - asked.today) * step >= timedelta():
                return found
    raise ValueError(month, day)


def is_just_passed(day: date, asked: Asked) -> bool:
    """Whether this day of the current year passed at most JUST_PASSED ago."""
    this_year = same_day_in(date(asked.today.year, day.month, 1), day.day)
    return timedelta() < asked.today - this_year <= JUST_PASSED


def _day_of_near_month(parts: Parts, asked: Asked) -> Days:
    """上个月15号, 下个月十五六号."""
    first = months_on(asked.today, _months(parts))
    found = tuple(first.replace(day=day) for day in values(parts["day"]))
    return Days(found, sure=asked.coming and len(found) == 1 and _months(parts) >= 0)


def _months(parts: Parts) -> int:
    return parts["which"].count("下") - parts["which"].count("上")


def _day_alone(parts: Parts, asked: Asked) -> Days:
    """15号: in the nearest month that has this day, forward or back as asked."""
    return Days(tuple(_nearest_of_number(day, asked) for day in values(parts["day"])))


def _nearest_of_number(day: int, asked: Asked) -> date:
    date(2000, 1, day)
    step = 1 if asked.coming else -1
    for away in range(3):
        first = months_on(asked.today, away * step)
        if day <= end_of_month(first).day and (first.replace(day=day) - asked.today) * step >= timedelta():
            break
    return first.replace(day=day)


def _same_day(parts: Parts, asked: Asked) -> Days:
    """去年今天, 明年的这个时候, 上个月今天; 昨天 and 明天 in place of 今天 shift it by a day."""
    beside = {"昨": -1, "明": 1}.get(parts["beside"], 0)
    year = year_of(parts, asked.today)
    first = months_on(asked.today, _months(parts)) if year is None else asked.today.replace(year=year, day=1)
    return one(same_day_in(first, asked.today.day) + timedelta(days=beside))


# --- a month, a part of it, a year ----------------------------------------------------------------------------------


def _part_of(first: date, part: str) -> tuple[date, date]:
    part = part.removeprefix("月")
    from_day, to_day = _PARTS_OF_MONTH.get(part, (1, 31))
    return same_day_in(first, from_day), same_day_in(first, to_day)


def _month(parts: Parts, asked: Asked) -> Days:
    """三月, 明年3月底, 3月上旬: without a year, the next one that is not over, or the last one that has begun."""
    return Days(tuple(_of_month(each, parts, asked).all[0] for each in values(parts["month"])))


def _of_month(month: int, parts: Parts, asked: Asked) -> Days:
    year = year_of(parts, asked.today)
    if year is not None:
        return span(*_part_of(date(year, month, 1), parts["part"]), asked)
    first, last = _part_of(date(asked.today.year, month, 1), parts["part"])
    if asked.coming and last < asked.today:
        first, last = _part_of(date(asked.today.year + 1, month, 1), parts["part"])
    if not asked.coming and first.replace(day=1) > asked.today:
        first, last = _part_of(date(asked.today.year - 1, month, 1), parts["part"])
    return span(first, last, asked)


def _near_month(parts: Parts, asked: Asked) -> Days:
    return span(*_part_of(months_on(asked.today, _months(parts)), parts["part"]), asked)


def _part_of_some_month(parts: Parts, asked: Asked) -> Days:
    """月底, 月初 of this month; of the next month if it is over, or of the last month if a past day is asked for, it
    has not come yet and this month is not past its 20th."""
    first, last = _part_of(asked.today, parts["part"])
    if asked.coming and last < asked.today:
        first, last = _part_of(months_on(asked.today, 1), parts["part"])
    if not asked.coming and first > asked.today and asked.today.day <= 20:
        first, last = _part_of(months_on(asked.today, -1), parts["part"])
    return span(first, last, asked)


_MONTHS_OF_YEAR = {"初": (1, 2), "中": (6, 7), "上半年": (1, 6), "下半年": (7, 12), "一": (1, 3), "二": (4, 6)} | {
    "三": (7, 9), "四": (10, 12), "1": (1, 3), "2": (4, 6), "3": (7, 9), "4": (10, 12),
}  # fmt: skip


def _year(parts: Parts, asked: Asked) -> Days:
    """2027年, 明年, 年底, 明年上半年, 2027年一季度: the whole year or the named months of it."""
    year, part = year_of(parts, asked.today), parts["part"].removeprefix("年")
    if part in ("底", "末"):
        return _end_of_year(year, asked)
    months = _MONTHS_OF_YEAR.get(part, (1, 12))
    first, last = date(year or asked.today.year, months[0], 1), date(year or asked.today.year, months[1], 1)
    if year is None and asked.coming and end_of_month(last) < asked.today:
        first, last = first.replace(year=first.year + 1), last.replace(year=last.year + 1)
    if year is None and not asked.coming and first > asked.today:
        first, last = first.replace(year=first.year - 1), last.replace(year=last.year - 1)
    return span(first, end_of_month(last), asked)


def _end_of_year(year: int | None, asked: Asked) -> Days:
    if year is None:
        return one(date(asked.today.year - (not asked.coming), 12, 31))
    last = date(year, 12, 31)
    return one(last if asked.coming or year > asked.today.year else min(last, asked.today))


# --- how they are written -------------------------------------------------------------------------------------------

NAMED_YEAR = rf"(?P<named>{'|'.join(_NAMED_YEARS)})的?"
_BARE = "(?:19|20)\\d\\d(?=[ ,、]|[一二三四五六七八九十]{1,3}月)|[一二三四五六七八九零]{4}(?=\\d{1,2}月)"
_YEAR = rf"(?:{NAMED_YEAR}|(?P<year>{_BARE}|(?:\d{{4}}|\d\d|{DIGITS}{{4}})(?=年))年?[ ,、]?的?)"
_MONTH, _DAY = rf"(?P<month>{NUMERAL})月份?的?", rf"(?P<day>{NUMERAL})"
_M, _D = r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_TO_MONTH, _TO_DAY = "[-./ 、,_年]", "[-./ 、,_月]"
_PART = "(?P<part>月?[底末初中]|[上中下]旬)"
_NEAR = r"(?P<which>上{1,3}|下{1,3}|这|本|当)一?个?月的?"
_THIS_DAY = r"(?:(?P<beside>[今昨明])[天日]|这一?天|这个?时候|这会儿?|此时|现在)"
RULES = rules(
    (rf"(?P<year>\d{{4}}){_TO_MONTH}{_M}{_TO_DAY}{_D}[日号]?", _whole),
    (rf"(?:{_YEAR}|(?P<digits>{DIGITS}{{2}})年){_MONTH}{_DAY}[日号]?", _whole),
    (rf"{NAMED_YEAR}{_M}[-./]{_D}[日号]?", _whole),
    (rf"(?P<year>\d\d){_TO_MONTH}{_M}{_TO_DAY}{_D}[日号]?", _whole_perhaps),
    (rf"{_D}[-./ ]{_M}[-./ ](?P<year>\d{{4}})", _day_first),
    (r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", _whole),
    (r"(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<part>[底末]?)", _month),
    (r"(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)", _whole_perhaps),
    (rf"{_MONTH}{_DAY}[日号]?", _of_no_year),
    (rf"{_M}[-./ ]{_D}[日号]?", _of_no_year_perhaps),
    (rf"(?P<year>\d{{4}})[-./]{_M}月?份?(?P<part>[底末]?)", _month),
    (rf"{_M}[-./](?P<year>20\d\d)(?P<part>)", _month),
    (rf"{_YEAR}?{_MONTH}{_PART}?", _month),
    (rf"{_YEAR}(?P<part>年?[初底末中]|[上下]半年)?", _year),
    (r"(?P<year>(?:19|20)\d\d)(?P<part>年?[初底末中]|[上下]半年)?", _year),
    (r"(?P<part>年[初底末中]|[上下]半年)", _year),
    (rf"{_YEAR}?第?(?P<part>[一二三四1-4])季度?", _year),
    (r"(?:(?P<year>20\d\d)年?的?)?q(?P<part>[1-4])", _year),
    (rf"{_NEAR}{_DAY}[日号]?", _day_of_near_month),
    (rf"{_NEAR}{_PART}?", _near_month),
    ("(?P<part>月[底末初中]|[上中下]旬)", _part_of_some_month),
    (r"(?P<month>(?!20)\d\d)(?P<day>\d\d)", _of_no_year_perhaps),
    (rf"{_DAY}[日号]", _day_alone),
    (rf"(?:{_YEAR}|{_NEAR}){_THIS_DAY}", _same_day),
)

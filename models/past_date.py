"""The day on which something happened, as people write it: 昨天, 前天晚上, 11月3号, 上周三, 三天前, 去年3月.

models/written_date.py reads days that are to come; here the last such day counts that is not later than today. Where a
month or a year is all that is said, its first day counts. What was guessed is not `sure`, and the reader asks.
"""

import calendar
import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from models.written_date import LONGEST, NotADate, WrittenDate, read_date

YEARS_BACK = 20
_AROUND = re.compile(
    r"^(?:是|在|就|就是|应该是?|好像是?|大概是?|大约|差不多|扣的?|从|自从?|on|since|about|around|the)+"
    r"|(?:的事[情儿]?|扣的?|发生的?|左右|前后|开始的?|那天|吧|了|的|早上|上午|中午|下午|傍晚|晚上|夜里|半夜|凌晨|早晨|早|晚|"
    r"morning|afternoon|evening|night)+$"
)
_DAYS_AGO = {
    "今天": 0, "今日": 0, "今儿": 0, "今儿个": 0, "今": 0, "当天": 0, "刚才": 0, "刚刚": 0, "today": 0, "just now": 0,
    "昨天": 1, "昨日": 1, "昨儿": 1, "昨儿个": 1, "昨": 1, "yesterday": 1, "last night": 1,
    "前天": 2, "前日": 2, "前儿": 2, "前儿个": 2, "前": 2, "day before yesterday": 2,
    "大前天": 3,
}  # fmt: skip
_DIGITS = {each: number for number, each in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMBER = "[0-9零〇一二两三四五六七八九十]+"
_WEEKDAYS = {each: number for number, each in enumerate("一二三四五六")} | {"日": 6, "天": 6} | {
    str(number + 1): number for number in range(7)
}  # fmt: skip
_ENGLISH_DAYS = [each.lower() for each in calendar.day_name]
_TO_COME = re.compile(r"明[天日早晚]|后天|下[个周月星礼]|[以之]?后$|再过|还有|tomorrow|next|^in ")
_SAYS_YEAR = re.compile(r"年|(?:19|20)\d\d|\d[-./]\d+[-./]\d")

Parts = dict[str, str]


def read_past_date(text: str, today: date) -> WrittenDate | NotADate:
    """The day by a text in Chinese or English; never raises, whatever is typed. A day to come is given as such.

    today: the date where the person is.
    """
    normal = unicodedata.normalize("NFKC", text).lower().strip(" \n\t.,!?。、")
    if not normal or len(normal) > LONGEST:
        return NotADate.UNREAD
    plain = _trimmed(normal)
    if plain in _DAYS_AGO:
        ago = _DAYS_AGO[plain]
        return WrittenDate(today - timedelta(days=ago), sure=ago == 0 and plain == normal)
    try:
        found = _in_figures(plain.replace(" ", ""), today) or _in_english(plain, today)
    except (ValueError, OverflowError):  # of `date`: no such day
        return NotADate.IMPOSSIBLE
    if found is None:
        return _otherwise(plain, today)
    return WrittenDate(found, sure=False) if found.year >= today.year - YEARS_BACK else NotADate.ODD_YEAR


def _trimmed(text: str) -> str:
    before = None
    while before != text and text not in _DAYS_AGO:
        before, text = text, _AROUND.sub("", text).strip()
    return text or (before or "")


def _otherwise(text: str, today: date) -> WrittenDate | NotADate:
    """What is not about the past by its words: as a day to come is written, and then the last such day."""
    read = read_date(text, today)
    if isinstance(read, NotADate) or read.day <= today or _SAYS_YEAR.search(text) or _TO_COME.search(text):
        return read
    last = read_date(text, _years_before(today, 1) + timedelta(days=1))
    if isinstance(last, NotADate) or last.day > today:
        return read
    return WrittenDate(last.day, sure=False)


def _years_before(day: date, years: int) -> date:
    last = calendar.monthrange(day.year - years, day.month)[1]
    return day.replace(year=day.year - years, day=min(day.day, last))


def _months_before(today: date, months: int, day: int) -> date:
    years, month = divmod(today.month - 1 - months, 12)
    return date(today.year + years, month + 1, day)


# --- by the words of the past -----------------------------------------------------------------------------------------


def _in_figures(text: str, today: date) -> date | None:
    for pattern, reader in _FIGURES:
        if match := pattern.fullmatch(text):
            return reader({name: part or "" for name, part in match.groupdict().items()}, today)
    return None


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[each]) for each in text))
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _ago(parts: Parts, today: date) -> date:
    """三天前, 半个月前, 两个月以前, 一年前."""
    unit = parts["unit"]
    if parts["count"] == "半":
        return today - timedelta(days=15) if unit == "月" else _earlier(today, months=6)
    count = _number(parts["count"])
    if unit in ("天", "日"):
        return today - timedelta(days=count)
    if unit in ("周", "星期", "礼拜"):
        return today - timedelta(weeks=count)
    return _earlier(today, months=count * (12 if unit == "年" else 1))


def _earlier(today: date, *, months: int) -> date:
    first = _months_before(today, months, 1)
    return first.replace(day=min(today.day, calendar.monthrange(first.year, first.month)[1]))


def _weekday(parts: Parts, today: date) -> date:
    """周三: the last one, today included; 上周三: that of the week before."""
    wanted, weeks = _WEEKDAYS[parts["day"]], len(parts["last"])
    monday = today - timedelta(days=today.weekday())
    if weeks:
        return monday - timedelta(weeks=weeks) + timedelta(days=wanted)
    return today - timedelta(days=(today.weekday() - wanted) % 7)


def _day_of_month(parts: Parts, today: date) -> date:
    """上个月15号, 这个月3号, 3号: the last month that had it."""
    months, day = len(parts["last"]), _number(parts["day"])
    date(2000, 1, day)
    if parts["last"] or parts["this"]:
        return _months_before(today, months, day)
    for before in range(3):
        first = _months_before(today, before, 1)
        if day <= calendar.monthrange(first.year, first.month)[1] and first.replace(day=day) <= today:
            return first.replace(day=day)
    raise ValueError(day)


def _part_of_month(parts: Parts, today: date) -> date:
    """上个月, 上月底, 月初."""
    first = _months_before(today, len(parts["last"]), 1)
    part = parts["part"]
    if part in ("底", "末"):
        return min(today, first.replace(day=calendar.monthrange(first.year, first.month)[1]))
    return first.replace(day=15) if part == "中" and first.replace(day=15) <= today else first


def _month(parts: Parts, today: date) -> date:
    """3月, 去年三月, 2024年3月: its first day; without a year, the last such month."""
    month = _number(parts["month"])
    year = _year(parts, today)
    if year is None:
        year = today.year - (month > today.month)
    return date(year, month, 1)


def _year_alone(parts: Parts, today: date) -> date:
    year = _year(parts, today)
    assert year is not None
    if "底" in parts["part"] or "末" in parts["part"]:
        return min(today, date(year, 12, 31))
    return date(year, 1, 1)


def _year(parts: Parts, today: date) -> int | None:
    named = {"今年": 0, "去年": 1, "前年": 2, "大前年": 3}
    if parts["named"]:
        return today.year - named[parts["named"]]
    return int(parts["year"]) if parts["year"] else None


def _last_week(parts: Parts, today: date) -> date:
    return today - timedelta(weeks=len(parts["last"]))


def _weekend(parts: Parts, today: date) -> date:
    """周末: the Saturday of the last one, today included; 上周末: that of the week before this."""
    saturday = today - timedelta(days=today.weekday()) + timedelta(days=5)
    return saturday if saturday <= today and not parts["last"] else saturday - timedelta(weeks=len(parts["last"]) or 1)


def _edge_of_year(parts: Parts, today: date) -> date:
    """年初: of this year; 年底: of the last one that ended."""
    return date(today.year, 1, 1) if parts["part"] == "初" else date(today.year - 1, 12, 31)


_WHICH_YEAR = r"(?:(?P<named>大?前年|去年|今年)|(?P<year>(?:19|20)\d\d)[年./-])?"
_FIGURES: list[tuple[re.Pattern[str], Callable[[Parts, date], date]]] = [
    (re.compile(pattern), reader)
    for pattern, reader in [
        (rf"(?P<count>{_NUMBER}|半)个?(?P<unit>天|日|周|星期|礼拜|月|年)[以之]?前", _ago),
        (r"(?P<last>上*)个?(?:这|本)?个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天1-7])", _weekday),
        (r"(?P<last>上+)个?(?:周|星期|礼拜)", _last_week),
        (r"(?P<last>上*)个?(?:这|本)?个?周末", _weekend),
        (rf"(?:{_NUMBER}|半)个?(?:小时|钟头|分钟)[以之]?前", lambda parts, today: today),
        (r"年(?P<part>[初底末])", _edge_of_year),
        (rf"(?P<last>上*)(?P<this>这|本|当)?个?月(?P<day>{_NUMBER})[号日]?", _day_of_month),
        (rf"(?P<last>)(?P<this>)(?P<day>{_NUMBER})[号日]", _day_of_month),
        (r"(?P<last>上*)(?:这|本)?个?月(?P<part>[初中底末]?)", _part_of_month),
        (rf"{_WHICH_YEAR}的?(?P<month>{_NUMBER})月(?:份|初)?", _month),
        (r"(?:(?P<named>大?前年|去年|今年)|(?P<year>(?:19|20)\d\d)年?)的?(?P<part>年?[初底末]?)", _year_alone),
    ]
]
_ENGLISH_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ENGLISH_AGO = re.compile(rf"(?P<count>\d{{1,3}}|{'|'.join(_ENGLISH_COUNTS)}) (?P<unit>day|week|month|year)s? ago")


def _in_english(text: str, today: date) -> date | None:
    if match := _ENGLISH_AGO.fullmatch(text):
        units = {"day": "天", "week": "周", "month": "月", "year": "年"}
        count = _ENGLISH_COUNTS.get(match["count"], match["count"])
        return _ago({"count": str(count), "unit": units[match["unit"]]}, today)
    if text == "last week":
        return today - timedelta(weeks=1)
    if text == "last month":
        return _months_before(today, 1, 1)
    last, _, day = text.rpartition(" ")
    if day in _ENGLISH_DAYS and last in ("", "last"):
        back = (today.weekday() - _ENGLISH_DAYS.index(day)) % 7
        return today - timedelta(days=back or (7 if last else 0))
    return None

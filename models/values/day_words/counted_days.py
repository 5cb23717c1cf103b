"""Days that are counted from today: 昨天, 大后天, 三天前, 一个半月后, 上周三, 下个周末."""

import re
from datetime import date, timedelta

from models.values.day_words.days import Asked, Days, Parts, monday_of, months_on, one, rules, same_day_in
from models.values.day_words.numerals import COUNT, values

_NEAR = {
    "今": 0, "昨": -1, "前": -2, "明": 1, "后": 2, "夜": -1, "琴": -1, "寻": -1, "噚": -1, "听": 1, "咋": -1, "作": -1,
}  # fmt: skip
_WEEKDAYS = {each: number for number, each in enumerate("一二三四五六")} | {"日": 6, "天": 6} | {
    str(number + 1): number for number in range(7)
}  # fmt: skip
_DAYS_OF = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}
_MONTHS_OF = {"月": 1, "年": 12}
_HOURS_OF = {"小时": 1.0, "钟头": 1.0, "分钟": 1 / 60, "刻钟": 1 / 4}
_WEEK = "(?:周|星期|礼拜)"


def _near(parts: Parts, asked: Asked) -> Days:
    """昨天; each 大 moves the day one farther away. Today and days to come are sure, and need no confirmation."""
    far = len(parts.get("far", ""))
    days = _NEAR[parts["near"] or parts["dialect"][0]]
    if far and abs(days) != 2:
        raise ValueError(days)
    return one(asked.today + timedelta(days=days + (far if days > 0 else -far)), sure=days >= 0)


def _now(parts: Parts, asked: Asked) -> Days:
    return one(asked.today, sure=True)


def _that_day(parts: Parts, asked: Asked) -> Days:
    return one(asked.today)


def _ago_or_later(parts: Parts, asked: Asked) -> Days | None:
    """三天前, 半个月后, 一个半月前, 俩月前, 两三天前. If an end is asked for, 3月前 and 35年前 name a
    month and a year: None."""
    named = parts["unit"] == "月" or (parts["unit"] == "年" and re.fullmatch(r"\d\d", parts["count"]))
    if asked.coming and named and "前" in parts["way"] and not parts["of"]:
        return None
    ways = -1 if "前" in parts["way"] else 1
    unit = parts["unit"]
    half = 0.5 if parts["half"] or parts["more"] else 0
    counts = (0.5,) if parts["count"] == "半" else tuple(each + half for each in values(parts["count"]))
    return Days(tuple(counted(ways * each, unit, asked.today) for each in counts))


def counted(count: float, unit: str, today: date) -> date:
    """The day `count` units after today, or before it if negative; half a month is 15 days. Raises ValueError,
    OverflowError."""
    if unit in _HOURS_OF:
        return today + timedelta(days=int(count * _HOURS_OF[unit] / 24))
    if unit in _DAYS_OF:
        return today + timedelta(days=int(count * _DAYS_OF[unit]))
    months = count * _MONTHS_OF[unit]
    whole = same_day_in(months_on(today, int(months)), today.day)
    return whole + timedelta(days=int((months - int(months)) * 30))


def _weekday(parts: Parts, asked: Asked) -> Days:
    """周三: the nearest in the direction asked for, today included; 上周三, 这周三, 下周三: in the week named."""
    wanted, weeks = _WEEKDAYS[parts["day"]], _weeks(parts)
    if weeks is not None:
        return one(monday_of(asked.today) + timedelta(weeks=weeks, days=wanted))
    if asked.coming:
        return one(asked.today + timedelta(days=(wanted - asked.today.weekday()) % 7))
    return one(asked.today - timedelta(days=(asked.today.weekday() - wanted) % 7))


def _same_day_of_a_week(parts: Parts, asked: Asked) -> Days:
    """上周今天, 下周的明天."""
    return one(asked.today + timedelta(weeks=_weeks(parts) or 0, days=_NEAR[parts["near"]]))


def _weeks(parts: Parts) -> int | None:
    """The named week as an offset from the current one; None if no week is named."""
    named = parts["week"]
    return named.count("下") - named.count("上") if named else None


def _whole_week(parts: Parts, asked: Asked) -> Days:
    """上周: today's weekday in that week; 这周, 下周: the Sunday if a coming day is asked for, else the Monday."""
    weeks, monday = _weeks(parts) or 0, monday_of(asked.today)
    if weeks < 0:
        return one(asked.today + timedelta(weeks=weeks))
    sunday = monday + timedelta(weeks=weeks, days=6)
    return one(sunday if asked.coming else monday + timedelta(weeks=weeks))


def _weekend(parts: Parts, asked: Asked) -> Days:
    """Its Sunday if a coming day is asked for; else its Saturday, of the last weekend that has begun if no week is
    named."""
    weeks, saturday = _weeks(parts), monday_of(asked.today) + timedelta(days=5)
    if asked.coming:
        return one(saturday + timedelta(weeks=weeks or 0, days=1))
    if weeks is None and saturday > asked.today:
        weeks = -1
    return one(saturday + timedelta(weeks=weeks or 0))


_NAMED_WEEK = r"(?P<week>上{1,3}|下{1,3}|这一?|本|当)"
_UNIT = r"(?P<unit>天|日|周|星期|礼拜|月|年|小时|钟头|分钟|刻钟)"
_COUNTED = rf"(?P<count>{COUNT}|半)(?:多|来)?(?P<of>个?)(?P<half>半)?[多来]?{_UNIT}(?P<more>半)?多?"
RULES = rules(
    (r"(?P<far>大{0,2})(?P<near>[前后])(?:[天日]|儿个?|个儿?)", _near),
    (r"(?P<near>[今昨明])(?:[天日朝]|儿个?|个儿?)?", _near),
    (r"(?P<near>[前后])[晚夜]|(?P<dialect>夜儿个?|夜个儿?|[琴寻噚听][日晚])", _near),
    ("刚刚|刚才|刚|方才|现在", _now),
    ("当[天日]", _that_day),
    ("(?P<near>昨)田|(?P<dialect>[咋作]天)", _near),
    (rf"{_COUNTED}(?P<way>[以之]?[前后]|过后)(?:的?今[天日])?", _ago_or_later),
    (rf"(?:还有|还剩|再过|再有|过){_COUNTED}(?P<way>[以之]?后)?", _ago_or_later),
    (rf"(?:{_NAMED_WEEK}一?个?)?{_WEEK}(?P<day>[一二三四五六日天1-7])", _weekday),
    (rf"{_NAMED_WEEK}一?个?{_WEEK}", _whole_week),
    (rf"{_NAMED_WEEK}一?个?{_WEEK}的?(?P<near>[今昨明])[天日]", _same_day_of_a_week),
    (rf"(?:{_NAMED_WEEK}一?个?)?{_WEEK}末", _weekend),
)

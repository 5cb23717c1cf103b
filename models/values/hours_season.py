"""Read the parts of a year that opening hours name (夏季、5月-9月、10月1日-次年4月30日) as OSM month ranges."""

import re
from collections.abc import Collection

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
USUAL = {"夏": "May-Sep", "冬": "Oct-Apr"}
"""If only 夏 and 冬 are named: the way most public offices divide the year. Hours may state other months."""
FOUR = {"春": "Mar-May", "夏": "Jun-Aug", "秋": "Sep-Nov", "冬": "Dec-Feb", "春秋": "Mar-May,Sep-Nov"}
"""If spring or autumn is named too."""

_NAME = (
    r"(?:春夏|秋冬|夏秋|冬春|春秋|[春夏秋冬])(?:两?季节?|天|令时|时制|时令|令)|[夏冬](?=[:\s(\d])|[旺淡]季|[供采]暖[季期]"
    r"|非?汛期"
)
_NEXT = r"(?:次年|翌年|来年|第二年|隔年)?"
_DAY = r"\d{1,2}月份?(?:\d{1,2}(?:[日号]|(?![\d:点时.]))|[初底末])?"
_RANGE = (
    rf"(?:每年)?(?:{_DAY}|\d{{1,2}}(?!\d))-{_NEXT}{_DAY}|(?:每年)?\d{{1,2}}月?(?:、\d{{1,2}}月?){{0,10}}、\d{{1,2}}月份?"
    rf"|(?:每年)?\d{{1,2}}月份?(?!\d)"
)
_DOTS = r"\d{1,2}\.\d{1,2}-\d{1,2}\.\d{1,2}"
SEASON = (
    rf"(?P<season>(?P<season_name>{_NAME})(?:作息|工作|开放|营业|服务)?(?:时间|期间)?[:\s]*"
    rf"(?:\((?P<season_bracket>{_RANGE}|{_DOTS})(?:期间)?\)|(?P<season_range>{_RANGE}))?|(?P<season_alone>{_RANGE})(?:期间)?)"
)
OTHERWISE = r"(?P<otherwise>其[余他](?:时间|时段|月份?|季节|时候)?|平[时日])"
_ONE = re.compile(r"(?P<month>\d{1,2})(?:月份?|\.)?(?P<day>\d{1,2}|[初底末])?[日号]?")
_NUMERALS = {"十二": "12", "十一": "11", "十": "10"} | {
    each: str(at) for at, each in enumerate("一二三四五六七八九", 1)
}
_NUMERAL = re.compile("(十[一二]?|[一二三四五六七八九])(?=月)")


def with_digits(text: str) -> str:
    """五月 -> 5月."""
    return _NUMERAL.sub(lambda match: _NUMERALS[match[1]], text)


def months_of(words: str) -> str | None:
    """The OSM range of written months: `May-Sep`, `Oct 01-Apr 30`, `Jul,Aug`; None for months or days that do not
    exist."""
    plain = re.sub(rf"每年|(?<=-){_NEXT}", "", words)
    if "-" not in plain:
        found = [_ONE.fullmatch(each) for each in plain.split("、")]
        numbers = [int(each["month"]) for each in found if each is not None and each["day"] is None]
        return ",".join(MONTHS[each - 1] for each in numbers) if _are_months(numbers, len(found)) else None
    first, last = (_ONE.fullmatch(each) for each in plain.split("-", 1))
    if first is None or last is None or not _are_months([int(first["month"]), int(last["month"])], 2):
        return None
    start, end = int(first["month"]) - 1, int(last["month"]) - 1
    if first["day"] in (None, "初") and last["day"] in (None, "底", "末"):
        return f"{MONTHS[start]}-{MONTHS[end]}" if start != end else MONTHS[start]
    day = 1 if first["day"] in (None, "初") else LAST_DAYS[start] if first["day"] in ("底", "末") else int(first["day"])
    until = LAST_DAYS[end] if last["day"] in (None, "底", "末") else 1 if last["day"] == "初" else int(last["day"])
    if not 0 < day <= LAST_DAYS[start] or not 0 < until <= LAST_DAYS[end]:
        return None
    return f"{MONTHS[start]} {day:02}-{MONTHS[end]} {until:02}"


def _are_months(numbers: Collection[int], count: int) -> bool:
    return len(numbers) == count and all(0 < each <= 12 for each in numbers)


def usual_months(names: Collection[str]) -> dict[str, str]:
    """The usual months of each season; empty if one of the names has no usual months."""
    seasons = {name[0] for name in names}
    if any(name[:2] in ("春夏", "秋冬", "夏秋", "冬春") or name[0] not in FOUR for name in names):
        return {}
    table = FOUR if seasons & {"春", "秋"} else USUAL
    return {name: table[name[:2] if name[:2] in table else name[0]] for name in names}

"""Opening hours: the Chinese ways of writing them become OSM `opening_hours`, which is what the database holds and
what "open now" is computed from.

OSM syntax: wiki.openstreetmap.org/wiki/Key:opening_hours/specification, evaluated by the library `opening_hours`.
Its Chinese calendar knows the six feast days only; the days off around them (the State Council's yearly notice, with
调休) come from the library `holidays` and stand in for `PH` before the evaluation.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain, pairwise
from zoneinfo import ZoneInfo

import holidays
from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]  # its stubs lack ParserError

COUNTRY = "CN"
HORIZON = timedelta(days=366)
ONE_DAY = timedelta(days=1)

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
PUBLIC_HOLIDAY = "PH"


class BadOpeningHours(ValueError):
    """The text is neither OSM opening_hours nor a way of writing them that is understood."""

    def __init__(self, text: str) -> None:
        super().__init__(f"not understood as opening hours: {text!r}")
        self.text = text


@dataclass(frozen=True, slots=True)
class OpenState:
    """is_open: None when not known. until: aware UTC, when that changes; None if never, or not within a year.
    always: open round the clock, every day."""

    is_open: bool | None
    until: datetime | None
    always: bool


NOT_KNOWN = OpenState(is_open=None, until=None, always=False)


def open_state(hours: str, at: datetime, zone: ZoneInfo) -> OpenState:
    """Whether a place with these OSM hours is open, and until when; empty hours are not known.

    at: aware. zone: the city's. Raises BadOpeningHours.
    """
    if not hours:
        return NOT_KNOWN
    local = at.astimezone(zone)
    parsed = _parsed(hours, zone, _year(hours, local))
    state = parsed.state(local)[0]
    until = _next_change(parsed, state, local)
    is_open = None if state == State.UNKNOWN else state == State.OPEN
    return OpenState(is_open=is_open, until=until, always=bool(is_open) and until is None)


def opens_on(hours: str, day: date, zone: ZoneInfo) -> bool:
    """Whether a place with these hours is open at some time of a day of the city, or may be: hours are not known."""
    begins = datetime.combine(day, time(0), zone)
    try:
        state = open_state(hours, begins, zone)
    except BadOpeningHours:
        return True
    opens = state.until is not None and state.until < begins + ONE_DAY
    return state.is_open is not False or opens


def is_shut(hours: str, at: datetime, zone: ZoneInfo) -> bool:
    """Whether the hours say outright that it is shut: what `open_state` would say, for a fifth of its time.

    Raises BadOpeningHours.
    """
    if not hours:
        return False
    local = at.astimezone(zone)
    return bool(_parsed(hours, zone, _year(hours, local)).state(local)[0] == State.CLOSED)


def _year(hours: str, local: datetime) -> int:
    return local.year if PUBLIC_HOLIDAY in hours else 0


def _next_change(parsed: OpeningHours, state: State, local: datetime) -> datetime | None:
    until = parsed.next_change(local)
    while until is not None and until - local <= HORIZON:
        if parsed.state(until)[0] != state:
            return until.astimezone(UTC)
        until = parsed.next_change(until)  # only the comment changed
    return None


@lru_cache(maxsize=4096)
def _parsed(hours: str, zone: ZoneInfo, year: int) -> OpeningHours:
    """year: the local one that `PH` is spelled out for, with its neighbours; 0 when the hours have no `PH`."""
    dated = _with_days_off(hours, year) if year else hours
    for text in dict.fromkeys((dated, hours)):
        try:
            return OpeningHours(text, timezone=zone, country=COUNTRY, max_interval_days=HORIZON.days)
        except ParserError:
            continue
    raise BadOpeningHours(hours)


# --- days off -------------------------------------------------------------------------------------------------------

_OSM_DAYS = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:-(?:Mo|Tu|We|Th|Fr|Sa|Su))?"
_PH_RULE = re.compile(rf"\s*(?P<days>(?:{_OSM_DAYS},)*PH(?:,{_OSM_DAYS})*)(?P<rest>\s.*)?", re.DOTALL)


def _with_days_off(hours: str, year: int) -> str:
    """The same hours with the dates of the years around instead of `PH`, where a rule is made of weekdays and `PH`."""
    return ";".join(chain.from_iterable(_dated_rules(rule, year) for rule in hours.split(";")))


def _dated_rules(rule: str, year: int) -> list[str]:
    match = _PH_RULE.fullmatch(rule)
    if match is None:
        return [rule]
    rest = match["rest"] or ""
    weekdays = ",".join(day for day in match["days"].split(",") if day != PUBLIC_HOLIDAY)
    return [f" {days}{rest}" for days in (weekdays, _days_off(year)) if days]


@lru_cache(maxsize=8)
def _days_off(year: int) -> str:
    """OSM dates of every holiday from the year before to the year after, each with the weekend it touches."""
    calendar = holidays.country_holidays(COUNTRY, years=(year - 1, year, year + 1))
    free: set[date] = set()
    for feast in list(calendar):
        free.add(feast)
        for step in (-ONE_DAY, ONE_DAY):
            day = feast + step
            while not calendar.is_working_day(day):
                free.add(day)
                day += step
    firsts = sorted(day for day in free if day - ONE_DAY not in free)
    lasts = sorted(day for day in free if day + ONE_DAY not in free)
    return ",".join(
        f"{first:%Y %b %d}" + (f"-{last:%Y %b %d}" if last > first else "")
        for first, last in zip(firsts, lasts, strict=True)
    )


# --- Chinese to OSM -------------------------------------------------------------------------------------------------

_WEEK = r"每?(?:周|星期|礼拜)"
_DAY = r"(?:[一二三四五六日天]|[1-7](?![\d:点时.]))"
_HOLIDAY = r"(?:国家)?(?:法定)?(?:节假日|节日|假日|假期)|公众假期|公共假期|公共假日"
_DAYS = rf"{_WEEK}{_DAY}(?:[-,、和及]?(?:{_WEEK})?{_DAY})*|每天|每日|天天|全周|全年|工作日|周末|双休日|{_HOLIDAY}"
_PART = r"凌晨|清晨|早晨|早上|早|上午|中午|下午|午后|傍晚|晚上|晚间|夜晚|夜间|夜里|晚"
_LATER_PARTS = {"下午", "午后", "傍晚", "晚上", "晚间", "夜晚", "夜间", "夜里", "晚"}
_JOIN = r"(?:以?及|、|和|与)"
_OFF = r"(?:均|都|全天)?(?:休息|休馆|闭馆|关闭|除外|不开放|不营业|不开门|停止开放|停止服务|放假|休)"


def _clock(name: str) -> str:
    words = rf"(?P<{name}_unit>[点时])(?P<{name}_words>半|整|一刻|三刻|\d{{1,2}}分?)?"
    unit = rf"(?:[:.](?P<{name}_minute>\d\d)(?::00)?|{words})"
    day = rf"(?P<{name}_next>次日|翌日|第二天|隔天|当日|当天)"
    return rf"{day}?(?P<{name}_part>{_PART})?\s*(?P<{name}_hour>\d\d?){unit}?"


_SPAN = rf"{_clock('start')}-{_clock('end')}(?![\d:点时.])"
_ALL_DAY = r"全天候?|全日|昼夜|24[/x*×]7|7[x*×]24(?:小时|h)?|24\s*(?:小时|hours|hrs|h)"
_FILLER = r"开放|营业|服务|办公|对外|接待|时间|时段|开门|可用|正常|照常|为|含|包括|包含|无休|不打烊|不休息|不休|全年"
_TOKEN = re.compile(
    rf"(?P<all_day>{_ALL_DAY})|(?P<span>{_SPAN})|(?P<days>{_DAYS})|(?P<filler>{_FILLER})|(?P<pause>[\s,;:、。和及与/&|()\[\].]+)"
)
_OFF_CLAUSE = re.compile(rf"(?P<first>(?:(?:{_DAYS}){_JOIN})*)(?P<last>{_DAYS})\s*{_OFF}")
_AS_USUAL = re.compile(rf"(?:{_HOLIDAY}|周末|全年)(?:均|都)?(?:正常|照常|无休|不休息|不休|不打烊)(?:开放|营业|服务)?")
_EXCEPT = re.compile(rf"除(?!外)了?((?:{_DAYS})(?:{_JOIN}(?:{_DAYS}))*)(?:以|之)?外|不(?:含|包括|包含)((?:{_DAYS}))")
_NUMBER = "[零〇一两二三四五六七八九]?十?[一二三四五六七八九]?"
_NUMERAL = re.compile(
    rf"(?:(?<=[周期拜][一二三四五六日天])|(?<![周期拜一二三四五六七八九十])){_NUMBER}(?=[点时])|(?<=[点时]){_NUMBER}(?!刻)"
)
_DASHES = str.maketrans(dict.fromkeys("~—–―‐‑−〜∼至到", "-"))
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


@lru_cache(maxsize=4096)
def to_osm(text: str) -> str:
    """OSM opening_hours for OSM or Chinese text; empty stays empty.

    A day without hours ("工作日开放") becomes `unknown`, never open. Weekdays (周一至周五) are Mo-Fr whatever the
    calendar says; working days (工作日) have `PH off` besides. Raises BadOpeningHours for what is not understood.
    """
    plain = re.sub(r"\s*-+\s*", "-", unicodedata.normalize("NFKC", text).strip().translate(_DASHES))
    if not plain:
        return ""
    try:
        osm = _from_chinese(plain.lower())
    except BadOpeningHours:
        osm = unicodedata.normalize("NFKC", text).strip()
    try:
        OpeningHours(osm, country=COUNTRY)
    except ParserError as error:
        raise BadOpeningHours(text) from error
    return osm


@dataclass(slots=True)
class _Rule:
    """One clause under way: on these days (none said: every day) at these times (none said: not known)."""

    days: set[str] = field(default_factory=set)
    working_days: bool = False
    spans: list[str] = field(default_factory=list)

    def osm(self) -> list[str]:
        times = ",".join(self.spans) or "unknown"
        if not self.days:
            return ["24/7" if times == "00:00-24:00" else times]
        rules = [f"{_day_list(self.days)} {times}"]
        return [*rules, f"{PUBLIC_HOLIDAY} off"] if self.working_days else rules


def _from_chinese(text: str) -> str:
    """text: normalised. Raises BadOpeningHours."""
    plain = _EXCEPT.sub(lambda match: f"{match[1] or match[2]}除外 ", _NUMERAL.sub(_number, text))
    off: list[str] = []

    def take_off(match: re.Match[str]) -> str:
        days, rest = _off_days(match, text)
        off.append(f"{_day_list(days)} off")
        return f"{rest} "

    rules = _rules(_OFF_CLAUSE.sub(take_off, _AS_USUAL.sub(" ", plain)), text)
    if not rules and not off:
        raise BadOpeningHours(text)
    said = list(chain.from_iterable(rule.osm() for rule in rules)) or ["24/7 unknown"]
    return "; ".join([*(rule for rule in said if rule not in off), *off])


def _rules(plain: str, text: str) -> list[_Rule]:
    rules: list[_Rule] = []
    at = 0
    while at < len(plain):
        match = _TOKEN.match(plain, at)
        if match is None:
            raise BadOpeningHours(text)
        at = match.end()
        _add(rules, match, text)
    if len(rules) == 2 and not rules[0].days and not rules[1].spans and rules[1].days != {PUBLIC_HOLIDAY}:
        # "8:00-20:00（周一至周五）"
        rules = [_Rule(rules[1].days, rules[1].working_days, rules[0].spans)]
    if any("00:00-24:00" in rule.spans and len(rule.spans) > 1 for rule in rules):
        raise BadOpeningHours(text)
    if rules and all(rule.days == {PUBLIC_HOLIDAY} and not rule.spans for rule in rules):
        raise BadOpeningHours(text)  # "节假日" alone: open, or shut?
    return rules


def _add(rules: list[_Rule], match: re.Match[str], text: str) -> None:
    """Adds what one token says to the rules."""
    if match["days"]:
        if not rules or rules[-1].spans:
            rules.append(_Rule())
        rules[-1].days |= _days(match["days"])
        rules[-1].working_days |= match["days"] == "工作日"
    elif match["span"] or match["all_day"]:
        span = _span(match, text) if match["span"] else "00:00-24:00"
        rules[:] = rules or [_Rule()]
        if span not in rules[-1].spans:
            rules[-1].spans.append(span)


def _off_days(match: re.Match[str], text: str) -> tuple[set[str], str]:
    """The days a clause like 周末和节假日休息 names; of 周一至周五、节假日除外 only the last:
    the rest is handed back. Raises BadOpeningHours."""
    last = _days(match["last"])
    every = last.union(*(_days(days[0]) for days in re.finditer(_DAYS, match["first"])))
    if not every.issuperset(WEEKDAYS[:5]):
        return every, ""
    if last.issuperset(WEEKDAYS[:5]):
        raise BadOpeningHours(text)
    return last, match["first"]


def _days(words: str) -> set[str]:
    if words in ("每天", "每日", "天天", "全周", "全年"):
        return set(WEEKDAYS)
    if words in ("周末", "双休日"):
        return set(WEEKDAYS[5:])
    if words == "工作日":
        return set(WEEKDAYS[:5])
    if re.fullmatch(_HOLIDAY, words):
        return {PUBLIC_HOLIDAY}
    numbers = [(part[0] == "-", _weekday(part[-1])) for part in re.findall(rf"-?(?:{_WEEK})?{_DAY}", words)]
    days = {WEEKDAYS[number] for _, number in numbers}
    for (_, first), (through, last) in pairwise(numbers):
        if through:
            days |= {WEEKDAYS[(first + step) % 7] for step in range((last - first) % 7)}
    return days


def _weekday(char: str) -> int:
    return {"日": 6, "天": 6}.get(
        char, int(char) - 1 if char.isascii() and char.isdigit() else _DIGITS.get(char, 7) - 1
    )


def _day_list(days: set[str]) -> str:
    """`Mo-Fr,Su,PH` of a set of days."""
    runs: list[list[str]] = []
    for number, day in enumerate(WEEKDAYS):
        if day not in days:
            continue
        if runs and number and runs[-1][-1] == WEEKDAYS[number - 1]:
            runs[-1].append(day)
        else:
            runs.append([day])
    names = [run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return ",".join(names + [PUBLIC_HOLIDAY] * (PUBLIC_HOLIDAY in days))


def _span(match: re.Match[str], text: str) -> str:
    """`08:00-26:00`; minutes past 24:00 are the next day's. Raises BadOpeningHours."""
    bare = [not (match[f"{side}_minute"] or match[f"{side}_unit"]) for side in ("start", "end")]
    start, end = _minutes(match, "start", text), _minutes(match, "end", text)
    later = match["start_part"] in _LATER_PARTS and not match["end_part"]
    if later and not match["end_next"] and end <= 720 and end + 720 > start:  # "下午2点-6点"
        end += 720
    if end in (0, 1439):
        end = 1440
    if match["end_next"] in ("次日", "翌日", "第二天", "隔天") and end >= start:
        end += 1440
    if all(bare) or start == end or start >= 1440 or end > 2880:
        raise BadOpeningHours(text)
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"


def _minutes(match: re.Match[str], side: str, text: str) -> int:
    """Minutes after midnight of one end of a span. Raises BadOpeningHours."""
    hour, part = int(match[f"{side}_hour"]), match[f"{side}_part"]
    words = match[f"{side}_minute"] or match[f"{side}_words"] or "0"
    minute = {"半": 30, "整": 0, "一刻": 15, "三刻": 45}.get(words)
    minute = int(words.removesuffix("分")) if minute is None else minute
    if minute > 59 or hour * 60 + minute > 1440:
        raise BadOpeningHours(text)
    if (part in _LATER_PARTS and hour < 12) or (part == "中午" and hour < 4):
        hour += 12
    elif hour == 12 and part in _LATER_PARTS - {"下午", "午后"}:
        hour = 24
    elif hour == 12 and part == "凌晨":
        hour = 0
    return hour * 60 + minute


def _number(match: re.Match[str]) -> str:
    """`十二点` -> `12点`."""
    words = match[0]
    if not words:
        return ""
    tens, _, ones = words.rpartition("十")
    return str((_DIGITS.get(tens, 1) * 10 if "十" in words else 0) + _DIGITS.get(ones, 0))

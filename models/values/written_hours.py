"""Turn opening hours written in Chinese into OSM `opening_hours` (models/values/opening_hours.py)."""

import re
import unicodedata
from functools import lru_cache
from itertools import chain, pairwise

from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]  # its stubs lack ParserError

from models.values.hours_rule import (
    WEEKDAYS,
    Rule,
    add_season,
    by_season,
    day_list,
    find_months,
    like,
    take_breaks,
    written,
)
from models.values.hours_season import OTHERWISE, SEASON, with_digits
from models.values.opening_hours import COUNTRY, PUBLIC_HOLIDAY, BadOpeningHours, SeasonNotSaid

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
_LUNCH = r"(?:中午|午间)?午休|(?:中午|午间)(?:休息|关门|闭馆)"
_AWAY = (
    r"(?:中午|午间)?午休|(?:中午|午间)?休息(?!日)|中午关门|关门|(?:停止|暂停)(?:服务|办公|营业|开放|受理)|不开放|不营业|不办公"
    r"|不对外|闭馆|除外"
)
_BREAK = (
    rf"(?P<break>(?P<lunch>(?:{_LUNCH})(?:时间)?[:为\s]*)?(?:中午|午间|其中)?\s*{_clock('away')}-{_clock('back')}(?![\d:点时.])"
    rf"(?(lunch)|\s*\(?为?(?P<away>{_AWAY})(?:时间)?(?![\s:为]*\d)))|(?P<lunch_alone>(?:{_LUNCH})(?!时间|[:为\d]))"
)
"""The pause at noon, with its times (12:00-14:00午休, 午休12:00-14:00) or without."""
_ALL_DAY = r"全天候?|全日|昼夜|24[/x*×]7|7[x*×]24(?:小时|h)?|24\s*(?:小时|hours|hrs|h)"
_FILLER = (
    r"其[余他](?:时间|日期|各?日|各?天)?|平[时日]|中午不休息?|开放|营业|服务|办公|对外|接待|时间|时段|开门|可用|正常|照常|为|含|包括|包含|无休|不打烊"
    r"|不休息|不休|全年"
)
_TOKEN = re.compile(
    rf"(?P<all_day>{_ALL_DAY})|{SEASON}|{_BREAK}|(?P<span>{_SPAN})|(?P<days>{_DAYS})|{OTHERWISE}|(?P<filler>{_FILLER})"
    r"|(?P<pause>[\s,;:、。和及与/&|()\[\].]+)"
)
_OFF_CLAUSE = re.compile(rf"(?P<first>(?:(?:{_DAYS}){_JOIN})*)(?P<last>{_DAYS})\s*{_OFF}")
_AS_USUAL = re.compile(rf"(?:{_HOLIDAY}|周末|全年)(?:均|都)?(?:正常|照常|无休|不休息|不休|不打烊)(?:开放|营业|服务)?")
LONGEST_PAUSE_MIN = 240
NOON_BEGINS = (10 * 60 + 30, 14 * 60)
"""Minutes after midnight between which a pause at noon begins."""
_BUT_HOLIDAYS = (
    rf"如?[遇逢]?(?:国庆、?|春节、?|{_HOLIDAY})+(?:期间)?"
    r"(?:除外|例外|不休|(?:正常|照常)?(?:开放|营业|开馆|开门)|照常)"
)
_OFF_BUT_HOLIDAYS = re.compile(
    rf"逢?(?P<days>(?:{_DAYS})(?:{_JOIN}(?:{_DAYS}))*)\s*"
    rf"(?:{_OFF}[\s,(]*{_BUT_HOLIDAYS}\s*\)?|\(\s*{_BUT_HOLIDAYS}\s*\)\s*{_OFF})"
)
"""周一闭馆（法定节假日除外）: closed on Mondays, but open on a Monday that is a holiday."""
_ENTRY = r"(?:停止|最[晚后]|谢绝|截止)(?:入[场馆园]|进[场馆]|取号|受理|领票|换票)"
_WHEN = r"(?:\d{1,2}[:点]\d{0,2}分?)?"
_NOTED = re.compile(
    rf"(?:最[晚后迟])?{_WHEN}(?:前|后|起)?{_ENTRY}(?:时间)?(?:为|是)?{_WHEN}"
    rf"|(?P<holidays>{_HOLIDAY})?(?:如有变[化动])?[,、]?(?:请?以.{{0,8}}(?:公告|通知|公示)为准|另行(?:通知|公告))"
)
"""Remarks beside the hours: the last entry, a notice at the door."""
_EXCEPT = re.compile(rf"除(?!外)了?((?:{_DAYS})(?:{_JOIN}(?:{_DAYS}))*)(?:以|之)?外|不(?:含|包括|包含)((?:{_DAYS}))")
_NUMBER = "[零〇一两二三四五六七八九]?十?[一二三四五六七八九]?"
_NUMERAL = re.compile(
    rf"(?:(?<=[周期拜][一二三四五六日天])|(?<![周期拜一二三四五六七八九十])){_NUMBER}(?=[点时])|(?<=[点时]){_NUMBER}(?!刻)"
)
_SOME_SEASON = re.compile(
    r"[春夏秋冬旺淡雨农][季天忙闲令]|汛期|[供采]暖[季期]|[寒暑]{1,2}假|学期|开学|春运|夏冬|冬夏|假期|黄金周"
)
"""Parts of the year whose days differ from city to city and from year to year."""
_DASHES = str.maketrans(dict.fromkeys("~—–―‐‑−〜∼至到", "-"))
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


def assumes_months(text: str) -> bool:
    """Whether hours name seasons and no months, so that the usual months are assumed."""
    plain = with_digits(_plain(text).lower())
    names = [match for match in re.finditer(SEASON, plain) if match["season_name"]]
    said = [match for match in names if match["season_bracket"] or match["season_range"]]
    return bool(names) and not said


def _plain(text: str) -> str:
    return re.sub(r"\s*-+\s*", "-", unicodedata.normalize("NFKC", text).strip().translate(_DASHES))


@lru_cache(maxsize=4096)
def to_osm(text: str) -> str:
    """The OSM opening_hours of OSM or Chinese text; an empty text stays empty.

    A day without hours ("工作日开放") becomes `unknown`, never open. Weekdays (周一至周五) become Mo-Fr whatever the
    calendar says; working days (工作日) get `PH off` as well. Raises SeasonNotSaid if the text is not understood and
    speaks of parts of the year, else BadOpeningHours if it is not understood.
    """
    plain = _plain(text)
    if not plain:
        return ""
    try:
        osm = _from_chinese(plain.lower())
    except BadOpeningHours:
        osm = unicodedata.normalize("NFKC", text).strip()
    try:
        OpeningHours(osm, country=COUNTRY)
    except ParserError as error:
        raise (SeasonNotSaid if _SOME_SEASON.search(plain) else BadOpeningHours)(text) from error
    return osm


def _from_chinese(text: str) -> str:
    """The OSM opening_hours of a Chinese text. text: normalised. Raises BadOpeningHours."""
    not_said = any(match["holidays"] for match in _NOTED.finditer(text))
    plain, on_holidays = _OFF_BUT_HOLIDAYS.subn(_without_holidays, _NOTED.sub(" ", text))
    plain = _EXCEPT.sub(lambda match: f"{match[1] or match[2]}除外 ", _NUMERAL.sub(_number, with_digits(plain)))
    off: list[str] = []

    def take_off(match: re.Match[str]) -> str:
        days, rest = _off_days(match, text)
        off.append(f"{day_list(days)} off")
        return f"{rest} "

    rules = _rules(_OFF_CLAUSE.sub(take_off, _AS_USUAL.sub(" ", plain)), text)
    if not rules and not off:
        raise BadOpeningHours(text)
    said = list(chain.from_iterable(rule.osm() for rule in rules)) or ["24/7 unknown"]
    if any(rule.season for rule in rules):
        said = by_season(rules, said)
    opens = [f"{PUBLIC_HOLIDAY} {_usual_times(rules)}"] if on_holidays else []
    opens += [f"{PUBLIC_HOLIDAY} unknown"] if not_said and not on_holidays else []
    return "; ".join([*(rule for rule in said if rule not in off), *off, *opens])


def _without_holidays(match: re.Match[str]) -> str:
    """The days off without the exception for holidays. For a weekend it stays, because its meaning is not clear."""
    if _days_of(match["days"]).issuperset(WEEKDAYS[5:]):
        return match[0]
    return f" {match['days']}休息 "


def _days_of(words: str) -> set[str]:
    return set().union(*(_days(days[0]) for days in re.finditer(_DAYS, words)))


def _usual_times(rules: list[Rule]) -> str:
    """The times on a Sunday, which is most like a holiday; else the first times; unknown if they differ by season."""
    if any(rule.season for rule in rules):
        return "unknown"
    timed = [rule for rule in rules if rule.spans]
    usual = next((rule for rule in timed if not rule.days or WEEKDAYS[6] in rule.days), timed[0] if timed else None)
    return ",".join(usual.spans) if usual is not None else "unknown"


def _rules(plain: str, text: str) -> list[Rule]:
    rules: list[Rule] = []
    at = 0
    while at < len(plain):
        match = _TOKEN.match(plain, at)
        if match is None:
            raise BadOpeningHours(text)
        at = match.end()
        _add(rules, match, text)
    if len(rules) == 2 and not rules[0].days and not rules[1].spans and rules[1].days != {PUBLIC_HOLIDAY}:
        # "8:00-20:00（周一至周五）"
        rules = [Rule(rules[1].days, rules[1].working_days, rules[0].spans)]
    find_months(rules, text)
    if any("00:00-24:00" in rule.spans and len(rule.spans) > 1 for rule in rules):
        raise BadOpeningHours(text)
    take_breaks(rules, text)
    if rules and all(rule.days == {PUBLIC_HOLIDAY} and not rule.spans for rule in rules):
        raise BadOpeningHours(text)  # "节假日" alone: open, or shut?
    return rules


def _add(rules: list[Rule], match: re.Match[str], text: str) -> None:
    """Add what one token says to the rules. Raises BadOpeningHours."""
    if match["days"]:
        if not rules or rules[-1].spans:
            last = rules[-1] if rules and not rules[-1].closed else Rule()
            rules.append(Rule(season=last.season, otherwise=last.otherwise))
        rules[-1].own_days |= rules[-1].season is not None or rules[-1].otherwise
        rules[-1].days |= _days(match["days"])
        rules[-1].working_days |= match["days"] == "工作日"
    elif match["season"]:
        add_season(rules, match)
    elif match["otherwise"]:
        if rules and rules[-1].season is not None:
            rules.append(like(rules[-1], otherwise=True))
    elif match["break"] or match["lunch_alone"]:
        _add_break(rules, match, text)
    elif match["span"] or match["all_day"]:
        _add_span(rules, _span(match, text) if match["span"] else "00:00-24:00")


def _add_break(rules: list[Rule], match: re.Match[str], text: str) -> None:
    """Add a pause to the rule before it, or to all rules if it comes last, without brackets and with its times.

    Hours that cannot be a pause but carry a word for one are opening hours with a pause at noon. Raises
    BadOpeningHours.
    """
    at_noon = match["lunch"] or match["lunch_alone"] or "午" in (match["away"] or "")
    pause = None if match["lunch_alone"] else _pause(match, text)
    if pause is not None and not _may_pause(pause, at_noon=bool(at_noon)):
        if not at_noon or re.search("[:为]|时间", match["lunch"] or ""):
            raise BadOpeningHours(text)
        _add_span(rules, _span(match, text, ("away", "back")))
        pause = None
    rules[:] = rules or [Rule()]
    bracketed = match.string[: match.start()].rstrip().endswith("(")
    last = not re.search(r"\w", match.string[match.end() :])
    for rule in rules if last and not bracketed and pause is not None else rules[-1:]:
        rule.lunch |= pause is None
        rule.breaks += [pause] if pause is not None else []


def _pause(match: re.Match[str], text: str) -> tuple[int, int]:
    start, end = _minutes(match, "away", text), _minutes(match, "back", text)
    return start, end + 720 if end <= start else end


def _may_pause(pause: tuple[int, int], *, at_noon: bool) -> bool:
    """Whether a pause is short enough, and, at noon, begins within NOON_BEGINS. pause: minutes after midnight."""
    start, end = pause
    return 0 < end - start <= LONGEST_PAUSE_MIN and (not at_noon or NOON_BEGINS[0] <= start < NOON_BEGINS[1])


def _add_span(rules: list[Rule], span: str) -> None:
    if rules and rules[-1].closed:
        rules.append(like(rules[-1]))
    rules[:] = rules or [Rule()]
    if span not in rules[-1].spans:
        rules[-1].spans.append(span)


def _off_days(match: re.Match[str], text: str) -> tuple[set[str], str]:
    """The days off in a clause, and the words of it that are not days off.

    周末和节假日休息 names days off only; of 周一至周五、节假日除外 only the last are off. Raises BadOpeningHours if all
    weekdays would be off.
    """
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


def _span(match: re.Match[str], text: str, sides: tuple[str, str] = ("start", "end")) -> str:
    """The span as `08:00-26:00`; times past 24:00 are on the next day. Raises BadOpeningHours."""
    bare = [not (match[f"{side}_minute"] or match[f"{side}_unit"]) for side in sides]
    start, end = (_minutes(match, side, text) for side in sides)
    later = match[f"{sides[0]}_part"] in _LATER_PARTS and not match[f"{sides[1]}_part"]
    if later and not match[f"{sides[1]}_next"] and end <= 720 and end + 720 > start:  # "下午2点-6点"
        end += 720
    if end in (0, 1439):
        end = 1440
    if match[f"{sides[1]}_next"] in ("次日", "翌日", "第二天", "隔天") and end >= start:
        end += 1440
    if all(bare) or start == end or start >= 1440 or end > 2880:
        raise BadOpeningHours(text)
    return written(start, end)


def _minutes(match: re.Match[str], side: str, text: str) -> int:
    """One end of a span in minutes after midnight. Raises BadOpeningHours."""
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

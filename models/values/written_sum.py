"""Read a sum of money as people write it: 50, 50块, 八百, 一千二, 八十五块五, 一毛五, 1.2万, 贰佰元整, 85.50 yuan.

A small grammar reads the sum; cn2an reads the Chinese numerals in it. `sure` is false if another sum could be meant,
so that the reader asks: 一千二 is 1,200 to most and 1,002 to some.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

from models.values.normal_text import simplified

LONGEST = 200
"""Characters; a longer text is not searched for a sum."""


@dataclass(frozen=True, slots=True)
class WrittenSum:
    """A sum that was read. sure: nothing was guessed, so that the person need not confirm it."""

    fen: int
    sure: bool


_CHINESE = "零〇一二两俩三四五六七八九十百千万亿"
_FIGURE = "零一二两三四五六七八九"
_FORMAL = str.maketrans("壹贰叁参肆伍陆柒捌玖拾佰仟〇○", "一二三三四五六七八九十百千零零") | {
    ord("仨"): "三",
    ord("廿"): "二十",
    ord("卅"): "三十",
}
COUNTED = (
    "[单天次个人份件趟月年周日号点里米楼层岁成倍条张位名家台辆批笔票餐顿场回遍组箱袋瓶秒星折平步斤度路]"
    "|小时|公里|公斤|千米|%"
)
"""Units that a figure after 块 counts, so that it is no part of the sum: 五块一单, 50块3次."""
NUMBER = (
    rf"(?<![\d.:点])\d{{1,9}}(?:\.\d{{1,4}})?(?![\d.]*\d)(?:[十百千万][\d{_CHINESE}]{{0,8}}|[kw](?![a-z])\d?)?"
    rf"|[{_CHINESE}]{{1,14}}(?:点[{_CHINESE}]{{1,4}})?"
)
_YUAN = (
    "元整|块整|块钱|块大洋|元钱|元人民币|块(?!儿|肉|地(?!铁)|电(?!费)|屏|表(?!示|明)|砖|玻|板|石|手(?!续)|牌)"
    "|元(?![旦月宵])|圆(?!桌|形)|(?<=[十百千万\\d])整(?![天个月年晚夜周单])|大洋|yuan|kuai|rmb|cny"
)
_NOT_COUNTING = rf"(?!\s*(?:{COUNTED}|分)|[\d十百千万])"
_BEHIND_YUAN = (
    rf"(?:零?(?P<jiao>[1-9{_FIGURE}])(?:毛|角)(?:(?P<fen>[1-9{_FIGURE}])分?)?钱?|(?P<only_fen>[1-9{_FIGURE}])分(?P<fen_too>钱)?|(?P<two>\d\d)(?!\s*(?:{COUNTED}|分)|[\d十百千万])"
    rf"|零(?P<zero_fen>[1-9{_FIGURE}])(?:分钱?|{_NOT_COUNTING})|(?P<tenths>[1-9{_FIGURE}半]){_NOT_COUNTING})?"
)
_SUM = re.compile(
    rf"(?:(?P<mark>¥|rmb|cny)\s?)?(?P<number>{NUMBER})(?P<about>多|来)?\s?(?:"
    rf"(?P<yuan>{_YUAN}){_BEHIND_YUAN}"
    rf"|(?P<hao>毛(?![病不])|角(?![落度色形]))(?:钱|(?P<behind>[\d{_CHINESE}])(?!{COUNTED})分?)?"
    rf"|(?P<fen_alone>分)(?P<fen_of_money>钱)?)?"
)
_BARE_HUNDREDS = re.compile(
    rf"(?<![\d{_CHINESE}几数上])(?=(?:[百千][一二三四五六七八九]|万[二两三四五六七八九])[千百]?(?![\d{_CHINESE}]))"
)
"""百二, 千五百: the leading 一 is left out."""
_HALF_A_YUAN = re.compile(rf"(?<![\d{_CHINESE}])半块钱?")
_NO_SUM = re.compile(rf"[\d{_CHINESE}]张|分之")
"""两张一百的, 百分之三十."""
_NAMED = re.compile(f"[几{_CHINESE}](?:{_YUAN}|毛|角|分钱)")
_COUNTED = re.compile(COUNTED)
_BLANKS = re.compile(r"\s+")
_BETWEEN_NUMBERS = rf"(?:{_YUAN})?[-~到至、,]+"
_TWO_NUMBERS = rf"(?:{NUMBER}){_BETWEEN_NUMBERS}(?:{NUMBER})"
_RANGE = re.compile(rf"{_TWO_NUMBERS}(?![\d:号月日点时]|{COUNTED})")
_RANGE_OF_MONEY = re.compile(rf"{_TWO_NUMBERS}(?:多|来)?\s?(?:{_YUAN}|毛|角)")
_PAIR = "|".join(f"{first}{second}" for first, second in (*pairwise("一二三四五六七八九"), "两三", "三五"))
_SOME = (
    rf"[几数上][十百千万亿]|[十百千万亿]几|几(?=块|元|毛|角|分钱)|(?<![{_FIGURE}])(?:{_PAIR})(?![{_FIGURE}])"
    "|百十|百八十|[百千万]儿?八[百千]|[十百千万]好几"
)
_VAGUE = re.compile(rf"(?:{_SOME})[{_CHINESE}]{{0,8}}(?:多|来)?(?!{COUNTED})")
"""几十块, 十几块, 五六百, 百八十: no exact sum is said."""
_LITTLE = re.compile(rf"(?<![\d{_CHINESE}一每这那几])块(?=[{_FIGURE}][毛角]?)")
_OR_SO = re.compile(rf"(?<![\d{_CHINESE}])([百千万])把")
_ABOUT = re.compile(
    rf"大概|大约|差不多|左右|上下|估计|可能|将近|不到|[约近]|以[上下内外]|起(?![诉来码先初])|封顶|打底|出头|挂零|about|around|roughly|some|(?<![\d{_CHINESE}块元])~|~(?![\d{_CHINESE}])"
)
_OTHER_MONEY = re.compile(r"[$€£]|美元|美金|欧元|日元|港币|港元|dollar|usd|euro")
_POINT = re.compile(r"(?<=\d)(?:。(?=\d)|点(?=\d$|\d{1,2}[块元]))")
_APART = re.compile(rf"(?<=[{_CHINESE}])\s+(?=[{_CHINESE}块元毛角])")
_BETWEEN_DIGITS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_MIXED = re.compile(r"\d[十百千万kw]")
_LARGE = re.compile(r"[百千万]|.十|十(?!分|足|全)")
_AFTER_A_HUNDRED = re.compile(rf"[百千万][{_CHINESE[:-4]}\d]$")
"""一千二, 三百五, 1万2: the last figure counts hundreds to most people."""
_TOGETHER = re.compile(rf"一块(?!钱|[\s,.!?;、/]|$|[{_FIGURE}半\d]|都|没|也)")
"""我们一块去 is no sum."""


def read_sum(text: str) -> WrittenSum | None:
    """The sum that a text names; None if it names none or several. Never raises."""
    if len(text) > LONGEST:
        return None
    normal = _BLANKS.sub("", plain_numerals(text)).strip(".,!?。、~")
    if not normal or any(each.search(normal) for each in (_OTHER_MONEY, _VAGUE, _NO_SUM)):
        return None
    plain = _HALF_A_YUAN.sub("5毛", _LITTLE.sub("一块", _ABOUT.sub("", normal)))
    plain = _BARE_HUNDREDS.sub("一", _OR_SO.sub(r"一\1多", plain))
    if (match := _SUM.fullmatch(plain)) and (whole := _sum_of(match)):
        return WrittenSum(whole.fen, sure=whole.sure and plain == normal)
    if _RANGE.search(plain):
        return None
    found = {each.fen for each in _sums_within(plain)}
    return WrittenSum(found.pop(), sure=False) if len(found) == 1 else None


def sums_in(text: str) -> list[int | None]:
    """The sums, in fen, that a sentence names with a unit of money; None in place of an approximate or unclear sum."""
    normal = plain_numerals(text)
    vague = _VAGUE.search(normal) and _NAMED.search(normal)
    if vague or any(each.search(normal) for each in (_RANGE_OF_MONEY, _OR_SO, _LITTLE)):
        return [None]
    return [
        None if _is_about(match) or _may_be_points(match) else found.fen
        for match in _named(normal)
        if (found := _sum_of(match))
    ]


def _is_about(match: re.Match[str]) -> bool:
    return bool(match["about"] or _ABOUT.search(match.string, max(0, match.start() - 3), match.end() + 2))


def plain_numerals(text: str) -> str:
    """The text in half-width lower case with plain numerals: 二百 for 贰佰, 1200 for 1,200."""
    normal = simplified(unicodedata.normalize("NFKC", text).lower().replace("￥", "¥")).translate(_FORMAL)
    return _APART.sub("", _POINT.sub(".", _BETWEEN_DIGITS.sub("", normal)))


def _named(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _SUM.finditer(text) if _says_money(match) and not _TOGETHER.match(text, match.start()))


def _says_money(match: re.Match[str]) -> bool:
    return bool(match["mark"] or match["yuan"] or match["hao"] or match["fen_of_money"])


def _sums_within(text: str) -> Iterator[WrittenSum]:
    """The sums with a unit of money; if there are none, bare figures that count nothing else."""
    matches = list(_named(text))
    figures = [match for match in _SUM.finditer(text) if match["number"][0].isdigit() or _LARGE.search(match["number"])]
    bare = [match for match in figures if not match["fen_alone"] and not _COUNTED.match(text, match.end())]
    return (found for match in matches or bare if (found := _sum_of(match)))


def _sum_of(match: re.Match[str]) -> WrittenSum | None:
    number = _value(match["number"])
    if number is None:
        return None
    if match["fen_alone"]:
        return WrittenSum(int(number), sure=bool(match["fen_of_money"])) if number == int(number) else None
    if match["hao"]:
        behind = _value(match["behind"] or "0")
        return WrittenSum(int(number * 10 + behind), sure=True) if behind is not None and behind <= 9 else None
    jiao = _figure(match["jiao"] or match["tenths"])
    total = number * 100 + jiao * 10 + _figure(match["fen"] or match["only_fen"] or match["zero_fen"])
    total += int(match["two"] or 0)
    if total != int(total):
        return None
    guessed = match["about"] or _AFTER_A_HUNDRED.search(match["number"]) or _MIXED.search(match["number"])
    tenths = match["two"] or (match["tenths"] and match["tenths"] != "半")
    return WrittenSum(int(total), sure=not guessed and not tenths and not _may_be_points(match))


def _may_be_points(match: re.Match[str]) -> bool:
    """Whether 分 may mean points of a rating and not money: 扣了50块3分."""
    return bool(match["only_fen"]) and not match["fen_too"]


def _figure(written: str | None) -> int:
    return 5 if written == "半" else int(_value(written or "0") or 0)


def _value(number: str) -> Decimal | None:
    """The value of figures, Chinese numerals or both (1.2万); None if it cannot be read."""
    number = number.replace("俩", "两").replace("〇", "零").replace("w", "万").replace("k", "千")
    if re.fullmatch(r"\d+(?:\.\d+)?", number):
        return Decimal(number)
    try:
        return Decimal(str(_cn2an()(number, "smart")))
    except Exception:  # the library raises any exception on text that it cannot read
        return None


@cache
def _cn2an() -> Any:
    """Import the library's reader on first use."""
    import cn2an

    return cn2an.cn2an

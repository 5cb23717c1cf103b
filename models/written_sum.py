"""A sum of money as people write it: 50, 50块, 八百, 一千二, 八十五块五, 一毛五, 1.2万, 贰佰元整, 85.50 yuan.

A sum is read by the parts of a small grammar; the Chinese numerals in it by cn2an. `sure` is false where another sum
could be meant, so that the reader asks: 一千二 is 1,200 to most and 1,002 to some.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

LONGEST = 200
"""Characters of a text in which a sum is looked for."""


@dataclass(frozen=True, slots=True)
class WrittenSum:
    """A sum that was read. sure: nothing in it was guessed, so that it need not be confirmed."""

    fen: int
    sure: bool


_CHINESE = "零〇一二两俩三四五六七八九十百千万亿"
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_NUMBER = rf"\d+(?:\.\d+)?(?:[十百千万][\d{_CHINESE}]*|[kw](?![a-z])\d*)?|[{_CHINESE}]+(?:点[{_CHINESE}]+)?"
_YUAN = "元整|块整|块钱|元钱|块(?![儿肉地])|元|圆|整|yuan|kuai|rmb|cny"
_SUM = re.compile(
    rf"(?P<mark>¥|rmb|cny)?(?P<number>{_NUMBER})(?P<about>多|来|几)?(?:"
    rf"(?P<yuan>{_YUAN})(?:(?P<jiao>[\d{_CHINESE}半])(?P<jiao_named>毛|角)?(?:(?P<fen>[\d{_CHINESE}])分)?)?"
    rf"|(?P<only_jiao>毛|角)(?:钱|(?P<behind>[\d{_CHINESE}])分?)?)?"
)
_ABOUT = re.compile("大概|大约|差不多|左右|上下|估计|可能|将近|不到|[约近]|about|around|roughly|some|~")
_OTHER_MONEY = re.compile(r"[$€£]|美元|美金|欧元|日元|港币|港元|dollar|usd|euro")
_BETWEEN_DIGITS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_MIXED = re.compile(r"\d[十百千万kw]")
_LARGE = re.compile("[百千万]")
_AFTER_A_HUNDRED = re.compile(rf"[百千万][{_CHINESE[:-4]}\d]$")
"""一千二, 三百五, 1万2: the last figure counts hundreds to most people."""


def read_sum(text: str) -> WrittenSum | None:
    """The sum a text says; None where it says none, or several. Never raises, whatever is typed."""
    normal = _normal(text)
    if not normal or len(text) > LONGEST or _OTHER_MONEY.search(normal):
        return None
    plain = _ABOUT.sub("", normal)
    if (match := _SUM.fullmatch(plain)) and (whole := _sum_of(match)):
        return WrittenSum(whole.fen, sure=whole.sure and plain == normal)
    found = {each.fen for each in _sums_within(plain)}
    return WrittenSum(found.pop(), sure=False) if len(found) == 1 else None


def _normal(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text).lower().replace("￥", "¥").translate(_FORMAL)
    return _BETWEEN_DIGITS.sub("", re.sub(r"\s", "", normal)).strip(".,!?。、~")


def _sums_within(text: str) -> Iterator[WrittenSum]:
    """Sums named as such; where there are none, bare figures."""
    matches = [match for match in _SUM.finditer(text) if _says_money(match)]
    figures = [match for match in _SUM.finditer(text) if match["number"][0].isdigit() or _LARGE.search(match["number"])]
    return (found for match in matches or figures if (found := _sum_of(match)))


def _says_money(match: re.Match[str]) -> bool:
    return bool(match["mark"] or match["yuan"] or match["only_jiao"])


def _sum_of(match: re.Match[str]) -> WrittenSum | None:
    number = _value(match["number"])
    if number is None:
        return None
    if match["only_jiao"]:
        behind = _value(match["behind"] or "0")
        return WrittenSum(int(number * 10 + behind), sure=True) if behind is not None and behind <= 9 else None
    jiao = Decimal(5) if match["jiao"] == "半" else _value(match["jiao"] or "0")
    fen = _value(match["fen"] or "0")
    if jiao is None or fen is None or jiao > 9 or fen > 9:
        return None
    total = number * 100 + jiao * 10 + fen
    if total != int(total):
        return None
    guessed = match["about"] or _AFTER_A_HUNDRED.search(match["number"]) or _MIXED.search(match["number"])
    halves = match["jiao"] and match["jiao"] != "半" and not match["jiao_named"]
    return WrittenSum(int(total), sure=not guessed and not halves)


def _value(number: str) -> Decimal | None:
    """The value of figures or Chinese numerals, or both: 1.2万."""
    number = number.replace("俩", "两").replace("〇", "零").replace("w", "万").replace("k", "千")
    try:
        if re.fullmatch(r"\d+(?:\.\d+)?", number):
            return Decimal(number)
        return Decimal(str(_cn2an()(number, "smart")))
    except (ValueError, InvalidOperation):
        return None


@cache
def _cn2an() -> Any:
    """The library's reader, when it is first needed."""
    import cn2an

    return cn2an.cn2an

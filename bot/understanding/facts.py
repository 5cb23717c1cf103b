"""The facts that a sentence brings along, so that a form need not ask for them: a sum, a day, a platform, a number."""

import re
from collections.abc import Mapping
from decimal import Decimal

import cn2an

from handlers.meaning import Facts
from models.case_number import read_number
from models.city import City
from models.normal_text import Normal

LARGEST_YUAN = 1_000_000
SMALLEST_BARE_YUAN = 5
"""扣了我120 is a sum without a unit; 扣了我3 could be three of anything."""

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?[百千万kw]?|[一二两三四五六七八九十百千万]{1,9}"
_UNIT = r"块钱?|元|大洋|rmb|cny|yuan|kuai"
_TENTHS = {figure: number for number, figure in enumerate("一二三四五六七八九", 1)}
_WITH_UNIT = re.compile(
    rf"(?P<sum>{_NUMBER})\s*(?:多|来|几)?\s*(?:{_UNIT})(?P<tenths>[1-9一二三四五六七八九](?![\d百十]))?"
)
_WITH_SIGN = re.compile(rf"[¥$]\s*(?P<sum>{_NUMBER})|(?:rmb|cny)\s*(?P<after>{_NUMBER})")
_BARE = re.compile(
    rf"(?:[扣罚欠赔退押收交]|少[了给发]|没了)(?:了|我|掉|款|钱|的|金|过|走|他|们|大概|差不多|我们)*(?P<sum>{_NUMBER})"
    r"(?![\d一二三四五六七八九十百千万]|\s*[多几]?(?:分|秒|个|次|单|天|月|年|号|点|小时|公里|层|楼|岁|年|人|份|块|元|成|趟|倍|星|回|遍|条|张|折|%|平))"
)
_BARE_ENGLISH = re.compile(
    r"(?:fined|deducted|charged|took|owes?(?: me)?|docked)(?: me)? (?P<sum>\d+(?:\.\d{1,2})?)\b"
    r"(?! ?(?:min|hour|order|time|day|%))"
)

_DAY = re.compile(
    r"大前天|前天|昨天|昨晚|今天|今早|刚才|上上?个?(?:周|星期|礼拜)[一二三四五六日天]|(?:这|本)(?:周|星期|礼拜)[一二三四五六日天]"
    r"|(?:周|星期|礼拜)[一二三四五六日天]|(?:\d{4}年|去年|今年)?\d{1,2}月\d{1,2}[号日]?|上个?月\d{1,2}[号日]|\d{1,2}[号日](?![线楼站院码])"
    r"|\byesterday\b|\btoday\b|\blast (?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
)
_SAID_SO = {"昨晚": "昨天", "今早": "今天", "刚才": "今天"}
_CASE_NUMBER = re.compile(r"(?:nx[ -]?)?\d{6}[ -]?\d{5,}[ -]?\d")
_BEGINS_A_NUMBER = re.compile(r"(?<![a-z0-9])nx[ -]?\d{4}")


def names_a_case(normal: str) -> bool:
    """Whether the number of a case is meant, be it mistyped."""
    return bool(_BEGINS_A_NUMBER.search(normal))


class FactFinder:
    """Finds them in normalised texts of one city."""

    def __init__(self, city: City, normal: Normal) -> None:
        self._platforms = _by_word({key: each.words for key, each in city.platforms.items()}, normal)
        certificates = {
            key: (*kind.titles.values(), *(word for words in kind.words.values() for word in words))
            for key, kind in city.certificates.items()
        }
        self._certificates = _by_word(certificates, normal)

    def facts_in(self, normal: str) -> Facts:
        """What is said once and plainly; of two sums, days or platforms none is meant."""
        return Facts(
            money=_sum_in(normal),
            day=_day_in(normal),
            platform=_only(self._platforms, normal),
            certificate=_only(self._certificates, normal),
            case_number=_case_number_in(normal),
        )


def _sum_in(normal: str) -> int | None:
    """Fen."""
    found = {_fen(match["sum"], match["tenths"]) for match in _WITH_UNIT.finditer(normal)}
    found |= {_fen(match["sum"] or match["after"]) for match in _WITH_SIGN.finditer(normal)}
    if not found:
        bare = {_fen(match["sum"]) for pattern in (_BARE, _BARE_ENGLISH) for match in pattern.finditer(normal)}
        found = {fen for fen in bare if fen is not None and fen >= SMALLEST_BARE_YUAN * 100}
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def _fen(written: str, tenths: str | None = None) -> int | None:
    """The sum a number writes; None where it is none, or more than anybody means."""
    try:
        yuan = _value(written)
    except ValueError:
        return None
    fen = int(yuan * 100) + (10 * (_TENTHS.get(tenths) or int(tenths)) if tenths else 0)
    return fen if 0 < fen <= LARGEST_YUAN * 100 else None


def _value(written: str) -> Decimal:
    plain = written.replace(",", "").replace("k", "千").replace("w", "万")
    if plain[0].isdigit():
        times = {"百": 100, "千": 1000, "万": 10000}.get(plain[-1], 1)
        return Decimal(plain.rstrip("百千万")) * times
    return Decimal(str(cn2an.cn2an(plain, "smart")))


def _day_in(normal: str) -> str | None:
    days = {_SAID_SO.get(each, each) for each in _DAY.findall(normal)}
    return days.pop() if len(days) == 1 else None


def _case_number_in(normal: str) -> str | None:
    numbers = (read_number(each) for each in _CASE_NUMBER.findall(normal))
    return next((number for number in numbers if number), None)


Words = tuple[re.Pattern[str] | None, Mapping[str, str]]


def _by_word(words_of: Mapping[str, tuple[str, ...]], normal: Normal) -> Words:
    """One pattern for all words, the longest first, and the key of each."""
    keys = {normal(word): key for key, words in words_of.items() for word in words}
    longest_first = sorted(keys, key=len, reverse=True)
    return (re.compile("|".join(map(re.escape, longest_first))) if keys else None), keys


def _only(words: Words, normal: str) -> str | None:
    pattern, keys = words
    found = {keys[word] for word in pattern.findall(normal)} if pattern else set()
    return found.pop() if len(found) == 1 else None

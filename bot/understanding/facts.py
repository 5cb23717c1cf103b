"""The facts that a sentence brings along, so that a form need not ask for them: a sum, a day, a platform, a number."""

import re
from collections.abc import Iterator, Mapping

from bot.understanding.numbers import numbers_in
from handlers.talk.meaning import Facts
from models.cases.number import read_number
from models.city.pack import City
from models.questions.money import LARGEST_SUM
from models.values.day_words.finding import days_in
from models.values.normal_text import Normal
from models.values.written_sum import COUNTED, NUMBER, plain_numerals, read_sum, sums_in

LONGEST = 500
"""Characters of a text in which facts are searched."""
SMALLEST_BARE_YUAN = 5
"""The smallest sum without a unit: 扣了我120 is a sum; 扣了我3 could be three of anything."""

_NO_SUM_BEHIND = rf"(?![\d一二三四五六七八九十百千万]|左右|上下|不到|\s?(?:[多来几分块元成]|{COUNTED}))"
_BARE = re.compile(
    rf"(?:[扣罚欠赔退押收交]|少[了给发]|没了)(?:了|我|掉|款|钱|的|金|过|走|发|给|他|们){{0,6}}(?P<sum>{NUMBER}){_NO_SUM_BEHIND}"
    rf"|(?:[费金款薪资]|一个月|每个?月|一共|总共|合计)(?:是|要|就|才|:|的|欠|差|有|我|了){{0,3}}(?P<pay>{NUMBER}){_NO_SUM_BEHIND}"
    r"|\b(?:fined|deducted|charged|took|owes?|docked)(?: me)? (?P<taken>\d{1,9}(?:\.\d{1,2})?)\b"
    r"(?! ?(?:min|hour|order|time|day|%))"
)
_CASE_NUMBER = re.compile(r"(?<!\d)(?:nx[ -]?)?\d{6}[ -]?\d{5,9}[ -]?\d(?!\d)")
_BEGINS_A_NUMBER = re.compile(r"(?<![a-z0-9])nx[ -]?\d{4}")


def names_a_case(normal: str) -> bool:
    """Return whether the text means the number of a case, even a mistyped one."""
    return bool(_BEGINS_A_NUMBER.search(normal))


class FactFinder:
    """Finds facts in normalised texts, for one city."""

    def __init__(self, city: City, normal: Normal) -> None:
        self._platforms = _by_word({key: each.words for key, each in city.platforms.items()}, normal)
        papers = {
            key: (*kind.titles.values(), *(word for words in kind.words.values() for word in words))
            for key, kind in city.papers.items()
        }
        self._papers = _by_word(papers, normal)

    def facts_in(self, normal: str) -> Facts:
        """The facts that the text states once and plainly; of two sums, days or platforms neither counts."""
        normal = normal[:LONGEST]
        return Facts(
            money=_sum_in(normal),
            day=_day_in(normal),
            platform=_only(self._platforms, normal),
            paper=_only(self._papers, normal),
            case_number=_case_number_in(normal),
            **numbers_in(normal),
        )


def _sum_in(normal: str) -> int | None:
    """The sum in fen; None if there are two, or if it is only approximate. Without a unit, only money that was taken or
    is owed counts.
    """
    found = set(sums_in(normal)) or set(_bare_sums_in(normal))
    fen = found.pop() if len(found) == 1 else None
    return fen if fen is not None and 0 < fen <= LARGEST_SUM else None


def _bare_sums_in(normal: str) -> Iterator[int]:
    for match in _BARE.finditer(plain_numerals(normal)):
        found = read_sum(match[match.lastgroup or 0])
        if found is not None and found.fen >= SMALLEST_BARE_YUAN * 100:
            yield found.fen


def _day_in(normal: str) -> str | None:
    days = days_in(normal)
    return (days[0] or None) if len(days) == 1 else None


def _case_number_in(normal: str) -> str | None:
    numbers = (read_number(each) for each in _CASE_NUMBER.findall(normal))
    return next((number for number in numbers if number), None)


Words = tuple[re.Pattern[str] | None, Mapping[str, str]]


def _by_word(words_of: Mapping[str, tuple[str, ...]], normal: Normal) -> Words:
    """One pattern for all words, the longest first, and the key of each word."""
    keys = {normal(word): key for key, words in words_of.items() for word in words}
    longest_first = sorted(keys, key=len, reverse=True)
    return (re.compile("|".join(map(re.escape, longest_first))) if keys else None), keys


def _only(words: Words, normal: str) -> str | None:
    pattern, keys = words
    found = {keys[word] for word in pattern.findall(normal)} if pattern else set()
    return found.pop() if len(found) == 1 else None

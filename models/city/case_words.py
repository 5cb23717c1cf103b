"""Recognise case types and platforms in a text, by the words that the city pack gives them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from models.city.case_types import CaseType
from models.city.pack import City
from models.values.normal_text import Normal

LONGEST = 500
"""Characters; the rest of a longer text is not searched."""


def types_said(text: str, city: City) -> Sequence[CaseType]:
    """The types whose words or titles are in the text, the longest match first; ties in the order of the pack."""
    said = _plain(text[:LONGEST])
    found = ((_match(each, said), -place, each) for place, each in enumerate(city.case_types.values()))
    hits = sorted((hit for hit in found if hit[0]), key=lambda hit: hit[:2], reverse=True)
    return [each for _, _, each in hits]


def platform_said(text: str, city: City) -> str | None:
    """The key of the platform that the text names; None if it names none or several."""
    said = _plain(text[:LONGEST])
    named = {key for key, each in city.platforms.items() if any(_is_in(_plain(word), said) for word in each.words)}
    return named.pop() if len(named) == 1 else None


def _match(case_type: CaseType, said: str) -> int:
    """The length of the type's longest word in the text, 0 if none is; a Chinese character counts as three letters."""
    return max((_length(word) for word in _words(case_type) if _is_in(word, said)), default=0)


def _words(case_type: CaseType) -> Iterator[str]:
    for words in case_type.words.values():
        yield from map(_plain_word, words)
    yield from map(_plain_word, case_type.titles.values())


@lru_cache(maxsize=4096)
def _plain_word(word: str) -> str:
    return _plain(word)


def _length(word: str) -> int:
    return sum(3 if character >= "\u2e80" else 1 for character in word)


def _is_in(word: str, said: str) -> bool:
    """Whether the text contains the word: Chinese anywhere, Latin letters only as a whole word."""
    if word not in said or not word.isascii():
        return word in said
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", said) is not None


def _plain(text: str) -> str:
    """The text in half-width lower case, in simplified characters, with single blanks."""
    return " ".join(_normal()(text).split())


@cache
def _normal() -> Normal:
    return Normal()

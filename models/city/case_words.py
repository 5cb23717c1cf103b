"""What kind of case somebody speaks of, by the words that the city pack gives each type."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from models.city.case_types import CaseType
from models.city.pack import City
from models.values.normal_text import Normal

LONGEST = 500
"""Characters of a text in which words are looked for."""


def types_said(text: str, city: City) -> Sequence[CaseType]:
    """The types whose words or titles are in the text, the longest match first; of two as long, the earlier named."""
    said = _plain(text[:LONGEST])
    found = ((_match(each, said), -place, each) for place, each in enumerate(city.case_types.values()))
    hits = sorted((hit for hit in found if hit[0]), key=lambda hit: hit[:2], reverse=True)
    return [each for _, _, each in hits]


def platform_said(text: str, city: City) -> str | None:
    """The key of the platform that is named in the text, if one alone is."""
    said = _plain(text[:LONGEST])
    named = {key for key, each in city.platforms.items() if any(_is_in(_plain(word), said) for word in each.words)}
    return named.pop() if len(named) == 1 else None


def _match(case_type: CaseType, said: str) -> int:
    """How much of the text the type's longest word covers; a Chinese character counts as three letters."""
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
    """Chinese anywhere, letters only as whole words."""
    if word not in said or not word.isascii():
        return word in said
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", said) is not None


def _plain(text: str) -> str:
    """Half-width, in lower case, in simplified characters, with single blanks."""
    return " ".join(_normal()(text).split())


@cache
def _normal() -> Normal:
    return Normal()

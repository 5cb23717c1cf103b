"""What there is to learn from: the sentences of the pack, and the words its own files give for the same things."""

from collections import Counter
from collections.abc import Iterator, Mapping

from models.city import City
from models.intents import case_intent
from models.normal_text import Normal

FOLDS = 3
"""What has fewer examples is not learned: each part of them is tried on what the others taught."""


def can_be_learned(examples: Mapping[str, str]) -> bool:
    """Whether there are two intents to tell apart."""
    return sum(count >= FOLDS for count in Counter(examples.values()).values()) >= 2


def examples_of(city: City, normal: Normal) -> dict[str, str]:
    """Normalised sentence -> intent. What a person wrote for it wins over a word of another file; a pack without
    sentences is learned from those words alone."""
    found: dict[str, str] = {}
    for intent, sentences in city.intents.items():
        for sentence in sentences:
            found.setdefault(normal(sentence), intent)
    for intent, words in _of_other_files(city):
        found.setdefault(normal(words), intent)
    found.pop("", None)
    return found


def _of_other_files(city: City) -> Iterator[tuple[str, str]]:
    for need in city.needs.values():
        yield from (("place", words) for words in _all(need.words))
    for key, case_type in city.case_types.items():
        yield from ((case_intent(key), words) for words in _all(case_type.words))
        yield from ((case_intent(key), title) for title in case_type.titles.values())


def _all(by_locale: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for words in by_locale.values():
        yield from words

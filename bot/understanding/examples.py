"""The training sentences: those of the pack, and the words that its other files give for the same things."""

from collections import Counter
from collections.abc import Iterator, Mapping

from bot.settings import SAMPLE_CITY
from models.city.case_types import CaseType
from models.city.intents import Sentences, case_intent, case_type_of
from models.city.pack import City, load_city
from models.values.normal_text import Normal

FOLDS = 3
"""An intent with fewer examples is not learned: each part of the examples is tried on what the others taught."""


def can_be_learned(examples: Mapping[str, str]) -> bool:
    """Return whether at least two intents can be told apart."""
    return sum(count >= FOLDS for count in Counter(examples.values()).values()) >= 2


def examples_of(city: City, normal: Normal) -> dict[str, str]:
    """Normalised sentence -> intent. A sentence that a person wrote for an intent wins over a word of another file. A
    pack without sentences borrows those of the sample city.
    """
    found: dict[str, str] = {}
    for intent, sentences in (city.intents or _borrowed(city)).items():
        for sentence in sentences:
            found.setdefault(normal(sentence), intent)
    for intent, words in _of_other_files(city):
        found.setdefault(normal(words), intent)
    found.pop("", None)
    return found


def _borrowed(city: City) -> Sentences:
    """The sentences of the sample city: those for what the service does, and those of each case type that this city has
    too, by key or by common words.
    """
    sample = load_city(SAMPLE_CITY)
    said = {intent: sentences for intent, sentences in sample.intents.items() if case_type_of(intent) is None}
    for key, case_type in city.case_types.items():
        alike = key if key in sample.case_types else _most_alike(case_type, sample)
        if alike is not None:
            said[case_intent(key)] = sample.intents[case_intent(alike)]
    return said


def _most_alike(case_type: CaseType, sample: City) -> str | None:
    """The key of the sample type that shares most words with this one; None if no type shares any."""
    words = _names(case_type)
    shared = {key: len(words & _names(each)) for key, each in sample.case_types.items()}
    best = max(shared, key=shared.__getitem__)
    return best if shared[best] else None


def _names(case_type: CaseType) -> set[str]:
    return {*case_type.titles.values(), *_all(case_type.words)}


def _of_other_files(city: City) -> Iterator[tuple[str, str]]:
    for need in city.needs.values():
        yield from (("place", words) for words in _all(need.words))
    for key, case_type in city.case_types.items():
        yield from ((case_intent(key), words) for words in _all(case_type.words))
        yield from ((case_intent(key), title) for title in case_type.titles.values())


def _all(by_locale: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for words in by_locale.values():
        yield from words

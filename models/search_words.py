"""Words for searching: `search_words.toml` of the city pack, read whole and checked.

alike     groups of words that mean the same to a rider
whole     words of the domain that segmentation must not take apart
ignored   words that say nothing of what is looked for
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from models.pack_table import PackTable


@dataclass(frozen=True)
class SearchWords:
    """alike: each word -> all the words of its group, itself among them."""

    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    whole: tuple[str, ...] = ()
    ignored: frozenset[str] = frozenset()


def load_search_words(file: Path) -> SearchWords:
    """The words of a pack. Raises BadCityPack."""
    pack = PackTable.of_toml(file)
    pack.only("alike", "whole", "ignored")
    alike: dict[str, tuple[str, ...]] = {}
    for group in _groups(pack):
        for word in group:
            if word in alike:
                raise pack.bad("alike", f"{word!r} is in two groups", "Leave it in one of the two, or join them")
            alike[word] = group
    return SearchWords(alike, pack.texts_of("whole"), frozenset(pack.texts_of("ignored")))


def _groups(pack: PackTable) -> list[tuple[str, ...]]:
    groups = pack.values.get("alike", [])
    if not isinstance(groups, list):
        raise pack.bad("alike", "it is not a list of lists", 'Write alike = [["…", "…"], …]')
    for group in groups:
        if not isinstance(group, list) or len(group) < 2 or not all(isinstance(word, str) and word for word in group):
            raise pack.bad("alike", f"{group!r} is no group of words", 'Write each as ["…", "…"], with two at least')
        if len(set(group)) < len(group):
            raise pack.bad("alike", f"{group!r} has a word twice", "Take one away")
    return [tuple(group) for group in groups]

"""Words for searching: `search_words.toml` of the city pack, read and checked.

alike     groups of words that mean the same to a rider
whole     words of the domain that segmentation must not split
ignored   words that say nothing about what is searched
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from models.city.table import Complaints, PackTable, complaining


@dataclass(frozen=True)
class SearchWords:
    """The words of the file. alike: each word -> all words of its group, including itself."""

    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    whole: tuple[str, ...] = ()
    ignored: frozenset[str] = frozenset()


def load_search_words(file: Path, complaints: Complaints | None = None) -> SearchWords:
    """The search words of a pack. Raises BadCityPack unless `complaints` is given."""
    with complaining(complaints) as found:
        pack = PackTable.of_toml(file, found)
        pack.only("alike", "whole", "ignored")
        alike: dict[str, tuple[str, ...]] = {}
        for group in _groups(pack):
            for word in group:
                if word in alike:
                    pack.bad("alike", "pack-two-groups", said=word)
                alike[word] = group
        whole, ignored = (pack.texts_of(key) if pack.has(key) else () for key in ("whole", "ignored"))
        return SearchWords(alike, whole, frozenset(ignored))


def _groups(pack: PackTable) -> list[tuple[str, ...]]:
    groups = pack.values.get("alike", [])
    if not isinstance(groups, list):
        pack.unusable("alike", "pack-no-groups", said=groups)
        return []
    good = []
    for group in groups:
        if not isinstance(group, list) or len(group) < 2 or not all(isinstance(word, str) and word for word in group):
            pack.bad("alike", "pack-no-group", said=group)
        elif len(set(group)) < len(group):
            pack.bad("alike", "pack-group-twice", said=group)
        else:
            good.append(tuple(group))
    return good

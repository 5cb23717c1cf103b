"""The papers that a city's workers must renew: `certificates.toml` of the city pack, one table a kind.

titles; renew_place: the code of a place where it can be renewed; renew_note: where or how, in a sentence, by language;
words: what else people call it, by language; article: the key of one on how to renew it. No periods: how long a paper
is valid is what is printed on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.city.table import LOCALES, Complaints, PackTable, Titles, Unread, complaining

OWN = "own"
"""The kind of what a person named themselves; no kind of a pack may be called so."""


@dataclass(frozen=True)
class PaperKind:
    """A sort of paper with a date on it."""

    key: str
    titles: Titles
    renew_place: str | None
    renew_note: Titles | None
    words: Mapping[str, tuple[str, ...]]
    article: str | None = None


def load_paper_kinds(file: Path, complaints: Complaints | None = None) -> dict[str, PaperKind]:
    """The kinds in the order of the file. Raises BadCityPack as `complaining` says."""
    with complaining(complaints) as found:
        pack = PackTable.of_toml(file, found)
        return Unread() if pack.unread else {key: _kind(key, table) for key, table in pack.tables()}


def _kind(key: str, table: PackTable) -> PaperKind:
    table.only("titles", "renew_place", "renew_note", "words", "article")
    if key == OWN:
        table.bad("", "pack-own-paper", said=key)
    return PaperKind(
        key,
        table.titles(),
        table.text("renew_place") if table.has("renew_place") else None,
        table.titles("renew_note") if table.has("renew_note") else None,
        table.words() if table.has("words") else dict.fromkeys(LOCALES, ()),
        table.text("article") if table.has("article") else None,
    )

"""The papers that a city's workers must renew: `certificates.toml` of the city pack, one table per kind.

titles; renew_place: the code of a place that renews it; renew_note: where or how, in a sentence, by language;
words: other names of it, by language; headings: what stands above it in print, where that is none of these names;
article: the key of an article on renewing it. There are no periods of validity:
the expiry date is printed on the paper.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.city.table import LOCALES, Complaints, PackTable, Titles, Unread, complaining

OWN = "own"
"""The kind of a paper that a person named themselves; a pack must not use this key."""


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper that expires."""

    key: str
    titles: Titles
    renew_place: str | None
    renew_note: Titles | None
    words: Mapping[str, tuple[str, ...]]
    article: str | None = None
    headings: tuple[str, ...] = ()


def load_paper_kinds(file: Path, complaints: Complaints | None = None) -> dict[str, PaperKind]:
    """The kinds in the order of the file. Raises BadCityPack unless `complaints` is given."""
    with complaining(complaints) as found:
        pack = PackTable.of_toml(file, found)
        return Unread() if pack.unread else {key: _kind(key, table) for key, table in pack.tables()}


def _kind(key: str, table: PackTable) -> PaperKind:
    table.only("titles", "renew_place", "renew_note", "words", "headings", "article")
    if key == OWN:
        table.bad("", "pack-own-paper", said=key)
    return PaperKind(
        key,
        table.titles(),
        table.text("renew_place") if table.has("renew_place") else None,
        table.titles("renew_note") if table.has("renew_note") else None,
        table.words() if table.has("words") else dict.fromkeys(LOCALES, ()),
        table.text("article") if table.has("article") else None,
        table.texts_of("headings") if table.has("headings") else (),
    )

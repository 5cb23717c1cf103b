"""The papers that a city's workers must renew: `certificates.toml` of the city pack, one table a kind.

titles; renew_place: the code of a place where it can be renewed; renew_note: where or how, in a sentence, by language;
words: what else people call it, by language; article: the key of one on how to renew it. No periods: how long a paper
is valid is what is printed on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.pack_table import LOCALES, PackTable, Titles

OWN = "own"
"""The kind of what a person named themselves; no kind of a pack may be called so."""


@dataclass(frozen=True)
class CertificateKind:
    """A sort of paper with a date on it."""

    key: str
    titles: Titles
    renew_place: str | None
    renew_note: Titles | None
    words: Mapping[str, tuple[str, ...]]
    article: str | None = None


def load_certificate_kinds(file: Path) -> dict[str, CertificateKind]:
    """The kinds in the order of the file. Raises BadCityPack."""
    return {key: _kind(key, table) for key, table in PackTable.of_toml(file).tables()}


def _kind(key: str, table: PackTable) -> CertificateKind:
    table.only("titles", "renew_place", "renew_note", "words", "article")
    if key == OWN:
        raise table.bad("", f"{OWN!r} is what people name themselves", "Choose another key")
    return CertificateKind(
        key,
        table.titles(),
        table.text("renew_place") if table.has("renew_place") else None,
        table.table("renew_note").texts() if table.has("renew_note") else None,
        _words(table),
        table.text("article") if table.has("article") else None,
    )


def _words(table: PackTable) -> dict[str, tuple[str, ...]]:
    if not table.has("words"):
        return dict.fromkeys(LOCALES, ())
    words = table.table("words")
    words.only(*LOCALES)
    return {locale: words.texts_of(locale) for locale in LOCALES}

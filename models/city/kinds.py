"""The kinds of place of a city: `[kinds]` in `city.toml`, each a title, or a table with what differs from a station."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from models.city.ground import Need
from models.city.table import LOCALES, PackTable, Titles, Unread, emoji_of

GATE = "gate"
"""The kind that answers how to get into an estate; a city without it has no such question."""
GUARD = "guard"
"""The field of a gate that says what its guard wants to see or hear."""
OWN_COLUMNS = (
    *("code", "kind", "name", "latitude", "longitude", "district", "street", "address", "needs", "hours", "phone"),
    *("note", "photo", "sample", "access", "access_note", "checked_at", "checked_by"),
)
"""The names that no field can have: every place has these."""


@dataclass(frozen=True)
class PlaceKind:
    """A kind of place."""

    key: str
    titles: Titles
    listed: bool = True
    """Whether its places come up when somebody looks for a place and needs nothing in particular."""
    fields: Mapping[str, Titles] = field(default_factory=dict)
    """What is said of its places beyond what every place has: key, a column of `places.csv`, and its title."""


def kinds_of(table: PackTable, needs: Mapping[str, Need]) -> tuple[dict[str, PlaceKind], dict[str, Need]]:
    """The kinds of `city.toml`, and the needs with one more for each kind that people can ask for."""
    kinds: dict[str, PlaceKind] = {}
    asked: dict[str, Need] = {}
    for key in table.all_keys():
        if _is_title(table.values[key]):
            kinds[key] = PlaceKind(key, table.titles(key))
            continue
        about = table.table(key)
        about.only("titles", "listed", "emoji", "asked", "words", "fields")
        kinds[key] = PlaceKind(
            key,
            about.titles(),
            listed=not about.has("listed") or about.flag("listed"),
            fields=dict(_fields(about)),
        )
        if about.has("words"):
            asked[key] = Need(
                key, emoji_of(about), about.titles("asked" if about.has("asked") else "titles"), about.words()
            )
            if key in needs and not isinstance(needs, Unread):
                about.bad("words", "pack-kind-is-need", said=key)
    if GATE in kinds and GUARD not in kinds[GATE].fields:
        table.bad(GATE, "pack-gate-without", name=GUARD)
    return kinds, needs if isinstance(needs, Unread) else {**needs, **asked}


def _is_title(value: object) -> bool:
    """Whether a kind is only a title, alone or by language."""
    return not isinstance(value, dict) or (bool(value.keys()) and value.keys() <= set(LOCALES))


def _fields(about: PackTable) -> Iterator[tuple[str, Titles]]:
    if not about.has("fields"):
        return
    for key, titles in about.titles_by_key("fields").items():
        if key in OWN_COLUMNS:
            about.bad(f"fields.{key}", "pack-field-taken", said=key)
        yield key, titles

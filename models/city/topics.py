"""The topics of articles: `topics.toml` of the city pack, one table per topic, in the order in which they are offered.

emoji, titles; first: keys of the articles that are read most, listed before the others.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from models.city.table import Complaints, PackTable, Titles, Unread, complaining, emoji_of


@dataclass(frozen=True)
class Topic:
    key: str
    emoji: str
    titles: Titles
    first: tuple[str, ...] = ()


def load_topics(file: Path, articles: Collection[str], complaints: Complaints | None = None) -> dict[str, Topic]:
    """The topics in the order of the file. articles: known keys. Raises BadCityPack unless `complaints` is given."""
    with complaining(complaints) as found:
        pack = PackTable.of_toml(file, found)
        return Unread() if pack.unread else {key: _topic(key, table, articles) for key, table in pack.tables()}


def _topic(key: str, table: PackTable, articles: Collection[str]) -> Topic:
    table.only("emoji", "titles", "first")
    first = table.all_named("first", articles, "articles/") if table.has("first") else ()
    return Topic(key, emoji_of(table), table.titles(), first)

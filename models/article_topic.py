"""What articles are about: `topics.toml` of the city pack, one table a topic, in the order they are offered.

emoji, titles; first: keys of the articles that are asked for most, before the others.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from models.pack_table import PackTable, Titles


@dataclass(frozen=True)
class Topic:
    key: str
    emoji: str
    titles: Titles
    first: tuple[str, ...] = ()


def load_topics(file: Path, articles: Collection[str]) -> dict[str, Topic]:
    """The topics in the order of the file. articles: the keys there are. Raises BadCityPack."""
    return {key: _topic(key, table, articles) for key, table in PackTable.of_toml(file).tables()}


def _topic(key: str, table: PackTable, articles: Collection[str]) -> Topic:
    table.only("emoji", "titles", "first")
    first = table.texts_of("first") if table.has("first") else ()
    for each in first:
        if each not in articles:
            raise table.bad("first", f"there is no article {each!r}", f"Add articles/{each}.md, or take it away")
    return Topic(key, table.text("emoji"), table.titles(), first)

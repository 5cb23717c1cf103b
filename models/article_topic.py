"""What articles are about: `topics.toml` of the city pack, one table a topic, in the order they are offered."""

from dataclasses import dataclass
from pathlib import Path

from models.pack_table import PackTable, Titles


@dataclass(frozen=True)
class Topic:
    key: str
    emoji: str
    titles: Titles


def load_topics(file: Path) -> dict[str, Topic]:
    """The topics in the order of the file. Raises BadCityPack."""
    return {key: _topic(key, table) for key, table in PackTable.of_toml(file).tables()}


def _topic(key: str, table: PackTable) -> Topic:
    table.only("emoji", "titles")
    return Topic(key, table.text("emoji"), table.titles())

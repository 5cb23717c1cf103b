"""Bring the vectors that come with the program up to date with the sample city: `python -m tests.sentence_vectors`.

It encodes what is new in examples, questions and articles, and leaves out what is no more.
"""

import asyncio
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.commands.migration import upgrade
from bot.settings import SAMPLE_CITY
from bot.start import load_library
from bot.understanding.examples import examples_of
from bot.understanding.reading import VECTORS
from models.articles.library import passages_of
from models.articles.search import Passage, taught_by
from models.city.intents import NOTHING
from models.city.pack import City, load_city
from models.learned.vectors import ship_vectors
from models.storage.database import open_database
from models.storage.encryption import Cipher, new_key
from models.values.normal_text import Normal
from tests.world.articles import sample_articles


def sentences_of(city: City, passages: Sequence[Passage]) -> list[str]:
    """Every sentence that something is learned from, once."""
    taught = taught_by(passages, city.intents[NOTHING])
    return list(dict.fromkeys([*examples_of(city, Normal()), *(said for its in taught.values() for _, said, _ in its)]))


async def _sample_passages(city: City, folder: Path) -> list[Passage]:
    url = f"sqlite+aiosqlite:///{folder / 'sample.db'}"
    await asyncio.to_thread(upgrade, url)
    database = open_database(url, Cipher([new_key()], "s" * 40))
    await load_library(database, sample_articles(city))
    async with database.reading() as session:
        passages = await passages_of(session, city, datetime.now(UTC).date())
    await database.close()
    return passages


if __name__ == "__main__":
    sample = load_city(SAMPLE_CITY)
    with tempfile.TemporaryDirectory() as at:
        ship_vectors(sentences_of(sample, asyncio.run(_sample_passages(sample, Path(at)))), VECTORS, Path(at))

"""Everything about what is said unasked, on SQLite and PostgreSQL: rate, memory, poll, and who chats meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.commands.migration import upgrade
from models.city.pack import City
from tests.bench.databases import postgresql_empty
from tests.bench.figures import Figure
from tests.bench.notices import bench_notices
from tests.bench.poll import bench_poll
from tests.bench.replies import bench_replies
from tests.bench.sending import bench_rate, bench_unthrottled, crowd


@dataclass(frozen=True, slots=True)
class Size:
    """rows: pending. rate_s, chat_s: seconds of the measurements. few_later, many_later: people with rows that are due
    later, one each and each_later each."""

    rows: int = 150_000
    rate_s: float = 60.0
    chat_rounds: int = 3
    chat_s: float = 10.0
    chat_also_at: tuple[str, ...] = ("1000",)
    """The largest that TELEGRAM_RATE can be."""
    few_later: int = 1_000
    many_later: int = 100_000
    each_later: int = 10


async def bench_outbox(folder: Path, city: City, size: Size) -> tuple[list[Figure], list[str]]:
    """Every figure of the outbox, and what there is to say about them."""
    figures: list[Figure] = []
    for name, database in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        place = folder / name
        place.mkdir(parents=True)
        async with database(place, "sending") as url:
            if url is None:
                return figures, ["PostgreSQL: nothing sent, there is no server"]
            async with crowd(url, size.rows) as many:
                figures += await bench_unthrottled(name, many, few=size.rows // 10)
                figures += await bench_rate(name, many, place / "rate", seconds=size.rate_s)
                figures += await bench_replies(
                    name,
                    many,
                    place / "replies",
                    rounds=size.chat_rounds,
                    seconds=size.chat_s,
                    also_at=size.chat_also_at,
                )
                figures += await bench_notices(
                    name, many, place / "notices", rounds=size.chat_rounds, idle_s=size.chat_s
                )
        async with database(place, "few") as few_url, database(place, "many") as many_url:
            assert few_url is not None
            assert many_url is not None
            async with crowd(few_url, size.few_later) as few, crowd(many_url, size.many_later) as many:
                figures += await bench_poll(name, few, many, city, each=size.each_later)
    return figures, []


@asynccontextmanager
async def _sqlite(folder: Path, kind: str) -> AsyncIterator[str | None]:
    url = f"sqlite+aiosqlite:///{folder}/{kind}.db"
    await asyncio.to_thread(upgrade, url)
    yield url


@asynccontextmanager
async def _postgresql(folder: Path, kind: str) -> AsyncIterator[str | None]:
    async with postgresql_empty(kind) as url:
        if url is not None:
            await asyncio.to_thread(upgrade, url)
        yield url

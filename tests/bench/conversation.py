"""The station conversation, beside the same the usual way on the same database, and beside a bare echo."""

import itertools
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import Message

from bot.assembly import build_app
from bot.channels.telegram.channel import TelegramChannel
from bot.intake.flood import Verdict
from bot.keys import Keys
from bot.settings import Settings
from models.city.pack import City
from models.people.person import agree, meet
from models.storage.database import open_database
from models.storage.encryption import Cipher
from tests.bench.databases import postgresql_pair, sqlite_pair
from tests.bench.figures import Figure, share
from tests.bench.riders import Round, Side, Steps, TakesAtOnce, in_turns
from tests.bench.rival import open_rival, rival_engine
from tests.world.clients.telegram import telegram_update

AT_ONCE = (1, 32)
TIMES_THE_USUAL_WAY = 1.5
CPU_MS = 2.5
P99_MS = 20.0


@dataclass(frozen=True, slots=True)
class Effort:
    """riders: enough that nobody writes more than thirty times in ten seconds. at_once: of those who file and book."""

    rounds: int = 5
    seconds: float = 1.6
    riders: int = 1500
    at_once: int = 32


async def bench_conversation(
    folder: Path, city: City, cipher: Cipher, effort: Effort
) -> tuple[list[Figure], list[str]]:
    """Every figure of the conversation, and what there is to say about them."""
    figures = await _on("SQLite", await sqlite_pair(folder, city, cipher), city, cipher, effort)
    async with postgresql_pair(city, cipher) as pair:
        if pair is None:
            return figures, ["PostgreSQL: not measured, there is no server (TEST_DATABASE_URL)"]
        return figures + await _on("PostgreSQL", pair, city, cipher, effort), []


async def _on(name: str, urls: tuple[str, str], city: City, cipher: Cipher, effort: Effort) -> list[Figure]:
    chats = range(1_000, 1_000 + effort.riders)
    engine = rival_engine(urls[1])
    try:
        async with open_ours(urls[0], city, cipher, chats, TakesAtOnce()) as ours:
            sides = [ours, await open_rival(engine, city, chats, TakesAtOnce()), open_echo(chats, TakesAtOnce())]
            figures = []
            for at_once in AT_ONCE:
                rounds = await in_turns(sides, at_once=at_once, rounds=effort.rounds, seconds=effort.seconds)
                figures += _figures(f"{name}, {at_once} at once", at_once, sides, rounds)
            return figures
    finally:
        await engine.dispose()


def _figures(where: str, at_once: int, sides: Sequence[Side], rounds: Sequence[Sequence[Round]]) -> list[Figure]:
    ours, rival, echo = (sum(each, Round()) for each in rounds)
    by_round = [first.rate / second.rate for first, second in zip(rounds[0], rounds[1], strict=True)]
    spread = f"rounds: {min(by_round):.2f} to {max(by_round):.2f}"
    goal = TIMES_THE_USUAL_WAY if at_once > 1 else None
    figures = [
        Figure(f"{where}: ours / the usual way", median(by_round), "×", at_least=goal, note=spread),
        Figure(f"{where}: ours / bare echo without a database", ours.rate / echo.rate, "×"),
    ]
    for side, each in zip(sides, (ours, rival, echo), strict=True):
        figures += _side_figures(f"{where}: {side.name}", each, at_once, goals=side is sides[0])
    return figures


def _side_figures(name: str, done: Round, at_once: int, *, goals: bool) -> list[Figure]:
    p50, p99 = (share(done.latencies_s, fraction) * 1000 for fraction in (0.5, 0.99))
    cpu_ms = done.cpu_s / len(done.latencies_s) * 1000
    busy = f"{len(done.latencies_s)} updates; this process was busy {done.cpu_s / done.wall_s:.0%} of a core"
    return [
        Figure(f"{name}, rate", done.rate, "/s", note=busy),
        Figure(f"{name}, CPU an update", cpu_ms, "ms", at_most=CPU_MS if goals else None),
        Figure(f"{name}, p50", p50, "ms"),
        Figure(f"{name}, p99", p99, "ms", at_most=P99_MS if goals and at_once == 1 else None),
    ]


@asynccontextmanager
async def open_ours(url: str, city: City, cipher: Cipher, riders: range, session: TakesAtOnce) -> AsyncIterator[Side]:
    """The product with its Telegram channel and the jobs of each second, as in production but for the network."""
    database = open_database(url, cipher)
    channel = TelegramChannel("42:TEST", "https://api.telegram.org", _no_file)
    channel.bot.session = session
    settings = Settings(_env_file=None, webchat=False)  # type: ignore[call-arg]
    app = build_app(settings, Keys(signing="s" * 32, cipher=cipher), database, city, channels=[channel])
    now = datetime.now(UTC)
    async with database.transaction() as opened:
        for chat_id in riders:
            person, _, _ = await meet(opened, channel.name, str(chat_id), locale="zh-CN", now=now)
            await agree(opened, person, now=now)

    async def deliver(update: Any) -> None:
        verdict = await app.receive(channel, update)
        assert verdict is Verdict.TAKE, "more riders are needed: one of them writes too fast"

    async def jobs() -> None:
        await app.delivery.deliver_waiting()
        await app.delivery.record_message_ids()
        await database.checkpoint()

    try:
        yield Side("ours", deliver, session, Steps(city).updates, deque(riders), jobs=jobs, database=database)
    finally:
        await database.close()


def open_echo(riders: range, session: TakesAtOnce) -> Side:
    """What aiogram alone costs: a text comes in, the same goes out."""
    dispatcher = Dispatcher()
    bot = Bot("42:TEST", session=session)

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    async def deliver(update: Any) -> None:
        await dispatcher.feed_raw_update(bot, update)

    def updates(chat_id: int, *_: object) -> Any:
        yield from (telegram_update(chat_id, {"text": "厕所"}) for _ in itertools.repeat(None, 7))

    return Side("echo", deliver, session, updates, deque(riders))


async def _no_file(key: str) -> bytes:
    """Riders are sent files, and nobody looks at them."""
    return b"-"

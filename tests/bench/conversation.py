"""The station conversation, beside the same the usual way on the same database, and beside a bare echo."""

from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from statistics import median
from typing import Any

from bot.assembly import build_app
from bot.channels.telegram.channel import TelegramChannel
from bot.intake.flood import Verdict
from bot.keys import Keys
from bot.settings import Settings
from models.city.pack import City
from models.people.person import agree, meet
from models.storage.database import open_database
from models.storage.encryption import Cipher
from tests.bench.beside_echo import QUICK, USUAL, Effort
from tests.bench.databases import postgresql_pair, sqlite_pair
from tests.bench.echo import open_echo
from tests.bench.figures import Figure, share
from tests.bench.part import NO_SERVER, Ground, Part
from tests.bench.riders import Round, Side, Steps, TakesAtOnce, in_turns
from tests.bench.rival import open_rival, rival_engine

AT_ONCE = (1, 32)
TIMES_THE_USUAL_WAY = {"SQLite": 4.0, "PostgreSQL": 3.0}
CPU_ECHOES = {"SQLite": 6.0, "PostgreSQL": 7.5}
P99_MEDIANS = 3.0
"""At 32 at once."""
P99_MS = 20.0
"""At one at once."""


async def bench_conversation(ground: Ground, effort: Effort) -> None:
    """The station conversation on both databases."""
    await _on("SQLite", await sqlite_pair(ground.folder, ground.city, ground.cipher), ground, effort)
    async with postgresql_pair(ground.city, ground.cipher) as pair:
        if pair is None:
            ground.not_measured("conversation, PostgreSQL", NO_SERVER)
        else:
            await _on("PostgreSQL", pair, ground, effort)


async def _on(name: str, urls: tuple[str, str], ground: Ground, effort: Effort) -> None:
    chats, city = range(1_000, 1_000 + effort.riders), ground.city
    engine = rival_engine(urls[1])
    try:
        async with open_ours(urls[0], city, ground.cipher, chats, TakesAtOnce()) as ours:
            sides = [ours, await open_rival(engine, city, chats, TakesAtOnce()), open_echo(chats, TakesAtOnce())]
            for at_once in AT_ONCE:
                ground.say(f"{name}, {at_once} at once")
                rounds = await in_turns(sides, at_once=at_once, rounds=effort.rounds, seconds=effort.seconds)
                ground.add(*_figures(name, at_once, sides, rounds))
    finally:
        await engine.dispose()


def _figures(name: str, at_once: int, sides: Sequence[Side], rounds: Sequence[Sequence[Round]]) -> list[Figure]:
    where, many = f"{name}, {at_once} at once", at_once > 1
    ours, rival, echo = (sum(each, Round()) for each in rounds)
    by_round = [first.rate / second.rate for first, second in zip(rounds[0], rounds[1], strict=True)]
    spread = f"rounds: {min(by_round):.2f} to {max(by_round):.2f}"
    times = TIMES_THE_USUAL_WAY[name] if many else None
    both = f"{ours.cpu_ms:.2f} / {echo.cpu_ms:.2f} ms"
    figures = [
        Figure(f"{where}: ours / the usual way", median(by_round), "×", at_least=times, note=spread),
        Figure(f"{where}: ours / bare echo without a database", ours.rate / echo.rate, "×"),
        Figure(
            f"{where}: CPU an update / a bare echo's",
            ours.cpu_ms / echo.cpu_ms, "×", at_most=CPU_ECHOES[name], note=both,
        ),
        Figure(
            f"{where}: p99 / median",
            share(ours.latencies_s, 0.99) / median(ours.latencies_s), "×", at_most=P99_MEDIANS if many else None,
        ),
    ]  # fmt: skip
    for side, each in zip(sides, (ours, rival, echo), strict=True):
        p99_ms = P99_MS if side is sides[0] and not many else None
        figures += _side_figures(f"{where}: {side.name}", each, p99_ms)
    return figures


def _side_figures(name: str, done: Round, p99_ms: float | None) -> list[Figure]:
    p50, p99 = (share(done.latencies_s, fraction) * 1000 for fraction in (0.5, 0.99))
    busy = f"{len(done.latencies_s)} updates; this process was busy {done.cpu_s / done.wall_s:.0%} of a core"
    return [
        Figure(f"{name}, rate", done.rate, "/s", note=busy),
        Figure(f"{name}, CPU an update", done.cpu_ms, "ms"),
        Figure(f"{name}, p50", p50, "ms"),
        Figure(f"{name}, p99", p99, "ms", at_most=p99_ms, scales=p99_ms is not None),
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


async def _no_file(key: str) -> bytes:
    """Riders are sent files, and nobody looks at them."""
    return b"-"


PART = Part(
    "conversation", "a rider looks for a toilet, beside the usual way and a bare echo", bench_conversation, USUAL, QUICK
)

"""The outbox emptied into a Bot API on loopback: as fast as it goes, and at the channel's rate."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import sqlalchemy as sa

from bot.settings import SAMPLE_CITY, Settings
from models.city.pack import City, load_city
from models.notices.notice import NoticeNews
from models.outbox.message import OutboxMessage, Pushed
from models.storage.database import Database, open_database
from models.storage.encryption import Cipher, new_key
from tests.bench.databases import EMPTY
from tests.bench.figures import Figure
from tests.bench.part import NO_SERVER, Ground, Part
from tests.bench.raw_loop import looped
from tests.bench.stand_in import Seen, StandIn, running_stand_in
from tests.world.bot_api import TOKEN
from tests.world.outbox_rows import write_people, write_rows
from tests.world.processes.product import ROOT, Product, environment, start_product

A_SECOND = 3_000.0
OF_THE_RAW_LOOP = 0.43
"""Of what a loop without a database sends in the same run: 3,000 of 7,000 a second."""
OF_THE_RATE = 0.98
MOST_IN_A_SECOND = 30
JITTER_S = 0.02
TIMES_THE_MEMORY = 1.1
"""Of a tenth of the rows: more would mean that memory grows with them."""
LOOK_EVERY_S = 0.2
SENT_WITHIN_S = 600.0
NOTICE = Pushed(
    NoticeNews.NOTICE,
    {
        "notice_id": 1,
        "title": {"zh-CN": "高温"},
        "text": {"zh-CN": "今天 38℃。中午最热，多喝水；头晕恶心就停下，严重打 120。"},
        "targets": [{"opens": "places", "of": ""}],
        "emergency": True,
    },
)


@dataclass(frozen=True, slots=True)
class Crowd:
    """A database with people who may be written to now, whatever the hour, and the key to what is kept of them."""

    url: str
    key: str
    database: Database
    people: int

    async def notice(self, most: int | None = None) -> int:
        """To be said to everybody, or to the first so many, at once. Returns to how many."""
        await write_rows(self.database, NOTICE, due_at=datetime.now(UTC), most=most)
        await _analyse(self.database)
        return self.people if most is None else min(most, self.people)

    async def withdraw(self) -> None:
        """Nothing is to be said any more."""
        async with self.database.transaction() as session:
            await session.execute(sa.delete(OutboxMessage))


@asynccontextmanager
async def crowd(url: str, people: int) -> AsyncIterator[Crowd]:
    """In a database that is migrated and empty."""
    key, city, now = new_key(), load_city(SAMPLE_CITY), datetime.now(UTC)
    database = open_database(url, Cipher([key], "s" * 40))
    try:
        await write_people(database, people, now=now, quiet_times=_not_now(city, now))
        await _analyse(database)
        yield Crowd(url, key, database, people)
    finally:
        await database.close()


async def _analyse(database: Database) -> None:
    """What PostgreSQL does by itself within a minute of so many rows, where autovacuum is on; it may be off here."""
    if not database.is_sqlite:
        async with database.transaction() as session:
            await session.execute(sa.text("ANALYZE"))


def _not_now(city: City, now: datetime) -> str:
    """Two quiet times that each message is held against, hours away."""
    hours = [(now + timedelta(hours=each)).astimezone(city.zone).strftime("%H:00") for each in (6, 8, 14, 17)]
    return f"{hours[0]}-{hours[1]},{hours[2]}-{hours[3]}"


@dataclass(frozen=True, slots=True)
class Pending:
    """rows: to be said, beside a tenth of them. looped: messages of the raw loop. rate_s: seconds at the rate."""

    rows: int = 40_000
    looped: int = 10_000
    rate_s: float = 20.0


async def bench_sending(ground: Ground, pending: Pending) -> None:
    """On SQLite, and on PostgreSQL where there is a server."""
    for name, empty in EMPTY.items():
        folder = ground.place(name)
        async with empty(folder, "sending") as url:
            if url is None:
                ground.not_measured(f"sending, {name}", NO_SERVER)
                continue
            async with crowd(url, pending.rows) as many:
                await bench_unthrottled(ground, name, many, pending)
                ground.say(f"{name}, at the channel's rate")
                ground.add(*await bench_rate(name, many, folder / "rate", seconds=pending.rate_s))


async def bench_unthrottled(ground: Ground, name: str, crowd: Crowd, pending: Pending) -> None:
    """A notice to everybody by a process that only sends, at no rate; and to a tenth, for the memory it takes. A raw
    loop between them."""
    ground.say(f"{name}, without a rate")
    few = pending.rows // 10
    little = await _send_all(crowd, await crowd.notice(few))
    raw = (await looped(pending.looped)).rate
    rows = await crowd.notice()
    all_ = await _send_all(crowd, rows)
    assert all_.seen.chats == rows, f"{all_.seen.chats} of {rows} people were written to"
    rate = all_.seen.rate
    memory, ratio = all_.peak_mb / little.peak_mb, f"{all_.peak_mb:.0f} / {little.peak_mb:.0f} MB"
    twice = f"{rows:,} rows; {all_.seen.taken - rows} said twice"
    both = f"{rate:,.0f} / {raw:,.0f} a second"
    ground.add(
        Figure(
            f"{name}: peak memory of the sender, {rows:,} / {few:,} rows",
            memory, "×", at_most=TIMES_THE_MEMORY, note=ratio,
        ),
        Figure(f"{name}: sent without a rate / by a raw loop", rate / raw, "×", at_least=OF_THE_RAW_LOOP, note=both),
        Figure(f"{name}: sent without a rate", rate, "/s", at_least=A_SECOND, note=twice, scales=True),
        Figure(f"{name}: CPU of the sender a message", all_.cpu_s / all_.seen.taken * 1000, "ms"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Run:
    """What arrived; the most memory that the process that sent it had, and its CPU while it sent."""

    seen: Seen
    peak_mb: float
    cpu_s: float


async def _send_all(crowd: Crowd, rows: int) -> _Run:
    async with running_stand_in() as api:
        process = await start_sender(crowd.url, api.url, crowd.key)
        try:
            return await _until_sent(api, process, rows)
        finally:
            process.kill()
            await process.wait()


async def start_sender(url: str, api: str, key: str) -> asyncio.subprocess.Process:
    """A process that only sends."""
    command = (sys.executable, "-m", "tests.world.processes.sender_process", url, api, key)
    return await asyncio.create_subprocess_exec(*command, cwd=ROOT)


async def _until_sent(api: StandIn, process: asyncio.subprocess.Process, rows: int) -> _Run:
    watched, peak, started_s = psutil.Process(process.pid), 0, 0.0
    async with asyncio.timeout(SENT_WITHIN_S):
        while (taken := (await api.seen()).taken) < rows:
            assert process.returncode is None, "the sender ended"
            peak = max(peak, watched.memory_info().rss)
            started_s = started_s if taken else sum(watched.cpu_times()[:2])
            await asyncio.sleep(LOOK_EVERY_S)
    await asyncio.sleep(1.0)  # what was sent last is written down
    return _Run(await api.seen(), max(peak, watched.memory_info().rss) / 1e6, sum(watched.cpu_times()[:2]) - started_s)


async def bench_rate(name: str, crowd: Crowd, folder: Path, *, seconds: float) -> list[Figure]:
    """A notice to everybody by the product with its default settings, to a Bot API that keeps Telegram's limit."""
    rate = Settings.model_fields["telegram_rate"].default
    await crowd.withdraw()
    await crowd.notice()
    async with running_stand_in(most=MOST_IN_A_SECOND, jitter_s=JITTER_S) as api:
        product = await start_sending(folder, crowd, api)
        try:
            while not (began := await api.seen()).taken:
                await asyncio.sleep(LOOK_EVERY_S)
            await asyncio.sleep(seconds)
            seen = await api.seen()
        finally:
            await product.stop()
    taken, took_s = seen.taken - began.taken, seen.last_at - began.last_at
    reached, about = taken / took_s / rate, f"{taken} in {took_s:.1f} s, of {crowd.people:,} rows"
    most = f"at most {seen.most_in_a_second} in a second"
    return [
        Figure(f"{name}: sent / the rate of {rate:g} a second", reached, "×", at_least=OF_THE_RATE, note=about),
        Figure(f"{name}: refused with 429 at that rate", seen.refused, "messages", at_most=0, note=most),
    ]


async def start_sending(folder: Path, crowd: Crowd, api: StandIn, *options: str, **settings: str) -> Product:
    """The product on the crowd's database, with Telegram by webhook. options: of `run`."""
    folder.mkdir(exist_ok=True)
    webhook = {"TELEGRAM_WEBHOOK_SECRET": "hook", "PUBLIC_URL": "https://example.org"}
    telegram = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API": api.url, **webhook}
    where = {"DATABASE_URL": crowd.url, "ENCRYPTION_KEYS": crowd.key}
    return await start_product(folder, environment(folder, **where, **telegram, **settings), *options)


QUICK = Pending(5_000, 5_000, 5.0)
PART = Part("sending", "the outbox emptied, without a rate and at it", bench_sending, Pending(), QUICK, starts=True)

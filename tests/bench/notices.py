"""A notice to everybody: how long until each has their row of the outbox, and who chats meanwhile."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import sqlalchemy as sa

from models.notices.audience import Audience, Topic
from models.notices.notice import Notice, Written, raise_notice
from models.outbox.message import Urgency
from models.storage.database import Database
from tests.bench.databases import EMPTY
from tests.bench.figures import Figure, share
from tests.bench.part import NO_SERVER, Ground, Part
from tests.bench.replies import TIMES_IDLE, chat, riders
from tests.bench.sending import Crowd, crowd, start_sending
from tests.bench.stand_in import running_stand_in
from tests.world.processes.product import Product

PREPARED_WITHIN_S = 8.0
TIMES_PLAIN = 4.0
"""The same rows by one plain INSERT … SELECT."""
LATER = timedelta(minutes=1, seconds=55)
"""A notice is prepared two minutes before its time: so nothing of it is sent while it is measured."""
LOOK_EVERY_S = 0.05
CHAT_S = 0.2


@dataclass(frozen=True, slots=True)
class Told:
    """people: to whom each notice goes."""

    people: int = 150_000
    notices: int = 1
    idle_s: float = 6.0


async def bench_notices(ground: Ground, told: Told) -> None:
    """On SQLite, and on PostgreSQL where there is a server."""
    for name, empty in EMPTY.items():
        folder = ground.place(name)
        async with empty(folder, "notices") as url:
            if url is None:
                ground.not_measured(f"notices, {name}", NO_SERVER)
                continue
            ground.say(f"{name}, {told.people:,} people are written")
            async with crowd(url, told.people) as many:
                ground.say(name)
                ground.add(*await _on(name, many, folder / "product", told))


async def _on(name: str, crowd: Crowd, folder: Path, told: Told) -> list[Figure]:
    """The product prepares notices to the whole crowd, one after the other, while riders chat."""
    took_s: list[float] = []
    plain_s: list[float] = []
    idle: list[float] = []
    meanwhile: list[float] = []
    async with running_stand_in() as api, aiohttp.ClientSession() as client:
        product = await start_sending(folder, crowd, api)
        said = riders()
        try:
            await chat(client, product, said, told.idle_s / 4)
            for number in range(told.notices):
                idle += await chat(client, product, said, told.idle_s)
                began = time.perf_counter()
                notice_id = await _raise(crowd.database, number)
                meanwhile += await _chat_until_prepared(client, product, said, crowd.database, notice_id)
                took_s.append(time.perf_counter() - began)
                plain_s.append(await _plain(crowd))
        finally:
            await product.stop()
    times = share(meanwhile, 0.99) / share(idle, 0.99)
    note = f"{share(meanwhile, 0.99) * 1000:.1f} / {share(idle, 0.99) * 1000:.1f} ms, {len(meanwhile)} replies"
    what, both = f"{name}: a notice to {crowd.people:,} people prepared", f"{max(took_s):.2f} / {max(plain_s):.2f} s"
    return [
        Figure(f"{name}: p99 of a chat reply, a notice prepared / idle", times, "×", at_most=TIMES_IDLE, note=note),
        Figure(f"{what} / plain INSERT … SELECT", max(took_s) / max(plain_s), "×", at_most=TIMES_PLAIN, note=both),
        Figure(what, max(took_s), "s", at_most=PREPARED_WITHIN_S, scales=True),
    ]


async def _plain(crowd: Crowd) -> float:
    """Seconds that the rows which were prepared take without all else; none is left after it."""
    async with crowd.database.transaction() as session:
        await session.execute(sa.text("CREATE TABLE prepared AS SELECT * FROM outbox"))
    await crowd.withdraw()
    began = time.perf_counter()
    async with crowd.database.transaction() as session:
        await session.execute(sa.text("INSERT INTO outbox SELECT * FROM prepared"))
    took = time.perf_counter() - began
    await crowd.withdraw()
    async with crowd.database.transaction() as session:
        await session.execute(sa.text("DROP TABLE prepared"))
    return took


async def _raise(database: Database, number: int) -> int:
    """A notice that is due in a while, from the moment its preparation begins."""
    now = datetime.now(UTC) + LATER
    written = Written({"zh-CN": "通知"}, {"zh-CN": "字" * 200}, Topic.CITY, Urgency.CAN_WAIT, Audience())
    async with database.transaction() as session:
        ends = now + timedelta(days=1)
        key = f"bench:{number}"
        await raise_notice(session, written, department="social_work", source_key=key, expires_at=ends, now=now)
        return (await session.scalars(sa.select(Notice.id).where(Notice.source_key == key))).one()


async def _chat_until_prepared(
    client: aiohttp.ClientSession,
    product: Product,
    said: Iterator[dict[str, object]],
    database: Database,
    notice_id: int,
) -> list[float]:
    """The replies from when the first rows are there until the last ones are."""
    waits: list[float] = []
    while True:
        async with database.reading() as session:
            notice = await session.get_one(Notice, notice_id)
            begun, done = notice.prepared_to > 0, notice.prepared_at is not None
        if done:
            return waits or await chat(client, product, said, CHAT_S)  # so few people that it was over at once
        if begun:
            waits += await chat(client, product, said, CHAT_S)
        else:
            await asyncio.sleep(LOOK_EVERY_S)


QUICK = Told(10_000, 1, 3.0)
PART = Part("notices", "a notice to everybody, prepared while riders chat", bench_notices, Told(), QUICK, starts=True)

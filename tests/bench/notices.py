"""A notice to everybody: how long until each has their row of the outbox, and who chats meanwhile."""

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import sqlalchemy as sa

from models.notices.audience import Audience, Topic
from models.notices.notice import Notice, Written, raise_notice
from models.outbox.message import Urgency
from models.storage.database import Database
from tests.bench.figures import Figure, share
from tests.bench.replies import TIMES_IDLE, chat, riders
from tests.bench.sending import Crowd, start_sending
from tests.bench.stand_in import running_stand_in
from tests.world.processes.product import Product

PREPARED_WITHIN_S = 15.0
LATER = timedelta(minutes=1, seconds=55)
"""A notice is prepared two minutes before its time: so nothing of it is sent while it is measured."""
LOOK_EVERY_S = 0.05
CHAT_S = 0.2


async def bench_notices(name: str, crowd: Crowd, folder: Path, *, rounds: int, idle_s: float) -> list[Figure]:
    """The product prepares notices to the whole crowd, one after the other, while riders chat."""
    took_s: list[float] = []
    idle: list[float] = []
    meanwhile: list[float] = []
    await crowd.withdraw()
    async with running_stand_in() as api, aiohttp.ClientSession() as client:
        product = await start_sending(folder, crowd, api)
        said = riders()
        try:
            await chat(client, product, said, idle_s / 4)
            for number in range(rounds):
                idle += await chat(client, product, said, idle_s)
                began = time.perf_counter()
                notice_id = await _raise(crowd.database, number)
                meanwhile += await _chat_until_prepared(client, product, said, crowd.database, notice_id)
                took_s.append(time.perf_counter() - began)
                await crowd.withdraw()
        finally:
            await product.stop()
    times = share(meanwhile, 0.99) / share(idle, 0.99)
    note = f"{share(meanwhile, 0.99) * 1000:.1f} / {share(idle, 0.99) * 1000:.1f} ms, {len(meanwhile)} replies"
    return [
        Figure(f"{name}: p99 of a chat reply, a notice prepared / idle", times, "×", at_most=TIMES_IDLE, note=note),
        Figure(f"{name}: a notice to {crowd.people:,} people prepared", max(took_s), "s", at_most=PREPARED_WITHIN_S),
    ]


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

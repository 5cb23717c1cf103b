"""The job that turns notices into rows of the outbox, a portion at a time: who chats meanwhile does not notice it."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime

from models.database import Database
from models.notice_sending import PORTION, end_notices, notices_to_prepare, prepare_portion

HOLD_S = 0.008
"""About how long a portion holds the database; what it took last time says how large the next one is."""
REST = 2
"""So many times as long everybody else has it."""
SMALLEST = 500
"""People of a portion, at least: a statement itself takes some milliseconds, whatever it writes."""


async def prepare_notices(database: Database, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> int:
    """Everybody of every notice whose time has come gets their row, and what is over is closed. Returns how many rows.

    Every portion is a transaction: it may end anywhere, and run in several processes.
    """
    async with database.reading() as session:
        ids = await notices_to_prepare(session, now=clock())
    rows = 0
    for notice_id in ids:
        rows += await _prepare(database, notice_id, clock)
    async with database.transaction() as session:
        await end_notices(session, now=clock())
    return rows


async def _prepare(database: Database, notice_id: int, clock: Callable[[], datetime]) -> int:
    rows, size = 0, SMALLEST
    while True:
        async with database.transaction() as session:
            began = time.perf_counter()
            done = await prepare_portion(session, notice_id, now=clock(), limit=size)
        took = time.perf_counter() - began
        rows += done
        if done < size:
            return rows
        size = max(SMALLEST, min(PORTION, int(size * HOLD_S / took)))
        await asyncio.sleep(REST * took)

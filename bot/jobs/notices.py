"""The job that turns notices into rows of the outbox, a portion at a time, so that people who chat do not notice it."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from models.city.pack import City
from models.notices.following import follow_notices
from models.notices.sending import (
    PORTION,
    count_left_out,
    end_notices,
    keep_left_out,
    notices_to_count,
    notices_to_prepare,
    prepare_portion,
)
from models.storage.database import Database


@dataclass(frozen=True, slots=True)
class Pace:
    """The pace of the job. hold_s: about how many seconds a portion holds the database; the time of the last one sets
    the size of the next. rest: others then have the database for this many times as long.
    """

    hold_s: float
    rest: int


ALONE = Pace(0.008, rest=2)
"""On SQLite nobody else can write meanwhile."""
BESIDE = Pace(0.05, rest=1)
"""On PostgreSQL a portion only takes one core of the server."""
SMALLEST = 500
"""People of a portion, at least: a statement takes some milliseconds however little it writes."""
TURN_S = 0.25
"""Seconds for which one notice is prepared before a more urgent one can take over, and before SQLite's log is written
back. In that time the log stays so short that no commit has to write it back (130 ms, in which nobody is answered).
"""


async def prepare_notices(database: Database, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> int:
    """Give everybody of every due notice their row, and close the notices that are over. Emergencies come first, even
    if another notice was begun. Return the number of rows.

    Every portion is a transaction, so the job may stop anywhere and run in several processes.
    """
    rows = 0
    while (notice_id := await _first_due(database, clock)) is not None:
        rows += await _prepare(database, notice_id, clock)
    await _count(database)
    async with database.transaction() as session:
        await end_notices(session, now=clock())
    return rows


async def follow(database: Database, city: City, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> int:
    """Make the next notice of every series whose last one has gone out. Return how many."""
    async with database.transaction() as session:
        return await follow_notices(session, city=city, now=clock())


async def _first_due(database: Database, clock: Callable[[], datetime]) -> int | None:
    async with database.reading() as session:
        due = await notices_to_prepare(session, now=clock())
    return due[0] if due else None


async def _prepare(database: Database, notice_id: int, clock: Callable[[], datetime]) -> int:
    """Prepare the notice for one turn, or until everybody has their row."""
    rows, size, until = 0, SMALLEST, time.perf_counter() + TURN_S
    pace = ALONE if database.is_sqlite else BESIDE
    while True:
        async with database.transaction() as session:
            began = time.perf_counter()
            done = await prepare_portion(session, notice_id, now=clock(), limit=size)
        took = time.perf_counter() - began
        rows += done
        if done < size:
            return rows
        size = max(SMALLEST, min(PORTION, int(size * pace.hold_s / took)))
        await asyncio.sleep(pace.rest * took)
        if time.perf_counter() >= until:
            await database.checkpoint()
            return rows


async def _count(database: Database) -> None:
    """Count the people left out of the notices just prepared, outside of the writing transactions."""
    async with database.reading() as session:
        counts = {each: await count_left_out(session, each) for each in await notices_to_count(session)}
    for notice_id, left_out in counts.items():
        async with database.transaction() as session:
            await keep_left_out(session, notice_id, left_out)

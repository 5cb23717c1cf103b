"""The job that makes the daily lines, one portion a transaction, so that people who chat meanwhile come first."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime, tzinfo

import structlog

from models.duties.record import DUTIES
from models.receipts.daily_seal import root_of
from models.receipts.daily_sealing import EVERYTHING, close_day, days_to_seal, seal_portion
from models.storage.database import Database

log = structlog.get_logger(__name__)

BETWEEN_PORTIONS_S = 0.01


async def seal_days(database: Database, zone: tzinfo, *, clock: Callable[[], datetime]) -> None:
    """Make the line of every past day that has none. May run in several processes at once."""
    async with database.reading() as session:
        days = await days_to_seal(session, today=clock().astimezone(zone).date())
    for day in days:
        while not await _sealed(database, day):
            log.info("the daily line grew while it was added up", day=day.isoformat())


async def _sealed(database: Database, day: date) -> bool:
    """Return whether the day has its line now; False if it grew while it was added up."""
    for each in (*EVERYTHING, DUTIES):
        after: int | None = 0
        while after is not None:
            async with database.transaction() as session:
                after = await seal_portion(session, day, after, of=each)
            await asyncio.sleep(BETWEEN_PORTIONS_S)
    async with database.reading() as session:
        changed, root = await root_of(session, day)
    async with database.transaction() as session:
        return await close_day(session, day, changed=changed, root=root)

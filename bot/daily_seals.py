"""The job that makes the daily lines: a portion a transaction, so that people who chat meanwhile come first."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime, tzinfo

from models.daily_sealing import close_day, days_to_seal, seal_portion
from models.database import Database

BETWEEN_PORTIONS_S = 0.01


async def seal_days(database: Database, zone: tzinfo, *, clock: Callable[[], datetime]) -> None:
    """Every day that has none yet gets its line. May run in several processes at once."""
    async with database.reading() as session:
        days = await days_to_seal(session, today=clock().astimezone(zone).date())
    for day in days:
        done = 1
        while done:
            done = await _portion(database, day)
            await asyncio.sleep(BETWEEN_PORTIONS_S)
        async with database.transaction() as session:
            await close_day(session, day)


async def _portion(database: Database, day: date) -> int:
    async with database.transaction() as session:
        return await seal_portion(session, day)

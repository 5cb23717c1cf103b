"""The other processes of the service: what they wake here, and what only one of them does at a time.

On PostgreSQL one connection of the pool is kept for it. When it is lost no lease is sure any more, and with the next
one whatever may have been missed is looked at. On SQLite there is one process: it holds everything, and wakes itself.
"""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.trouble import place_of
from models.storage.database import Database
from models.storage.process_lease import LASTS, give_back, live_as, take
from models.storage.wakeups import hear_others

log = structlog.get_logger(__name__)

JOBS_LEASE = "jobs"
"""Of the process that runs what is done by the clock."""
RENEW_S = 2.0
ANSWERS_WITHIN_S = 3.0
AGAIN_AFTER_S = 0.5
LOOK_S = 0.1


@dataclass(slots=True)
class Peers:
    """One for the process; `run` until cancelled."""

    database: Database
    holder: str = field(default_factory=lambda: uuid.uuid4().hex, init=False)
    """The name of this process among them."""
    _is_alone: bool = field(default=True, init=False)
    """`run` was never asked to look for others."""
    _wanted: set[str] = field(default_factory=set, init=False)
    _until: dict[str, float] = field(default_factory=dict, init=False)
    """Of each lease, by the clock that never leaps: counted from before it was asked for."""

    def holds(self, name: str) -> bool:
        """Whether this process is surely the one that does it now."""
        return self._is_alone or time.monotonic() < self._until.get(name, 0.0)

    def was_given(self, name: str) -> bool:
        """Whether it was the one when the database was last asked. While that is away nobody else can become it, and
        what does no harm when it is done twice goes on."""
        return self._is_alone or name in self._until

    def want(self, name: str) -> None:
        """From now on the lease is taken whenever it is free."""
        self._wanted.add(name)

    async def while_held(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Does the work, which goes on for ever, whenever this process was given the lease. Until cancelled; what the
        work does at its end is waited for."""
        self.want(name)
        while True:
            while not self.was_given(name):  # noqa: ASYNC110 - seldom, and it need not be at once
                await asyncio.sleep(LOOK_S)
            working = asyncio.ensure_future(work())
            try:
                while self.was_given(name) and not working.done():  # noqa: ASYNC110
                    await asyncio.sleep(LOOK_S)
            finally:
                working.cancel()
                try:
                    await asyncio.wait([working])
                except asyncio.CancelledError:  # nobody waits for its end any longer
                    working.cancel()
                    raise
            if not working.cancelled() and (error := working.exception()) is not None:
                log.error("work for all ended", lease=name, error=place_of(error))
                await asyncio.sleep(AGAIN_AFTER_S)

    async def run(self) -> None:
        """Hears the others, and takes the leases that are wanted. At the end gives back what it has."""
        if self.database.is_sqlite:
            return
        self._is_alone = False
        while True:
            try:
                async with self._connected() as driver:
                    while True:
                        await self._renew(driver)
                        await asyncio.sleep(RENEW_S)
            except Exception as error:
                log.warning("other processes are not heard", error=place_of(error))
            await asyncio.sleep(AGAIN_AFTER_S)

    async def _renew(self, driver: Any) -> None:
        async with asyncio.timeout(ANSWERS_WITHIN_S):
            await driver.execute("SELECT 1")  # also where there is nothing to take: whether the line is there
            for name in tuple(self._wanted):
                asked_at = time.monotonic()
                if await take(driver, name, self.holder):
                    if not self.holds(name):
                        log.info("lease taken", lease=name)
                    self._until[name] = asked_at + LASTS.total_seconds()
                else:
                    self._until.pop(name, None)

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Any]:
        """asyncpg's connection, heard on and living under our name."""
        connection = await self.database.engine.raw_connection()
        while connection.driver_connection is not None and connection.driver_connection.is_closed():
            connection.invalidate()  # as all of the pool are, after the database was away
            connection = await self.database.engine.raw_connection()
        try:
            driver = connection.driver_connection
            async with asyncio.timeout(ANSWERS_WITHIN_S):
                await live_as(driver, self.holder)
                await hear_others(driver)
            yield driver
        finally:
            self._until = dict.fromkeys(self._until, 0.0)
            with suppress(Exception):
                async with asyncio.timeout(1):
                    await give_back(connection.driver_connection, self.holder)
            connection.invalidate()  # its lock must not go back into the pool

"""The other processes of the service: hears their wake-ups, and holds leases for work that only one of them may do.

On PostgreSQL it uses one connection of the pool. When that is lost, no lease is sure any more; with the next one,
everything that may have been missed is looked at. On SQLite there is one process: it holds every lease and wakes
itself.
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
"""The lease of the process that runs the jobs."""
RENEW_S = 2.0
ANSWERS_WITHIN_S = 3.0
AGAIN_AFTER_S = 0.5
LOOK_S = 0.1


@dataclass(slots=True)
class Peers:
    """The leases and wake-ups of this process. `run` until cancelled."""

    database: Database
    holder: str = field(default_factory=lambda: uuid.uuid4().hex, init=False)
    """The name of this process among the others."""
    _is_alone: bool = field(default=True, init=False)
    """True until `run` begins to look for other processes."""
    _wanted: set[str] = field(default_factory=set, init=False)
    _until: dict[str, float] = field(default_factory=dict, init=False)
    """The end of each lease by the monotonic clock, counted from the moment before it was asked for."""

    def holds(self, name: str) -> bool:
        """Return whether this process surely holds the lease now."""
        return self._is_alone or time.monotonic() < self._until.get(name, 0.0)

    def was_given(self, name: str) -> bool:
        """Return whether this process held the lease when the database last answered. While the database is away no
        other process can take it, so work that may be done twice goes on."""
        return self._is_alone or name in self._until

    def want(self, name: str) -> None:
        """Take the lease from now on whenever it is free."""
        self._wanted.add(name)

    async def while_held(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Do the work, which never ends by itself, whenever this process has the lease. Runs until cancelled, and waits
        for the work to stop."""
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
                except asyncio.CancelledError:  # the caller no longer waits for the work to end
                    working.cancel()
                    raise
            if not working.cancelled() and (error := working.exception()) is not None:
                log.error("work for all ended", lease=name, error=place_of(error))
                await asyncio.sleep(AGAIN_AFTER_S)

    async def run(self) -> None:
        """Hear the others and take the wanted leases. At the end give the leases back."""
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
            await driver.execute("SELECT 1")  # fails if the connection is lost, even if no lease is wanted
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
        """asyncpg's connection, which hears wake-ups and is registered under this process's name."""
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
            connection.invalidate()  # its lock must not stay on a connection of the pool

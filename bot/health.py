"""Check whether the database can be written."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
import structlog

from bot.database_file import DatabaseFile
from models.storage.database import Database
from models.storage.write_check import write_something

log = structlog.get_logger(__name__)

ANSWERS_WITHIN_S = 2.0
CHECKED_EVERY_S = 2.0
LOOK_AGAIN_S = 0.2


@dataclass(slots=True)
class DatabaseHealth:
    """Tells whether the database can be written. It tries at most every CHECKED_EVERY_S, however often it is asked."""

    database: Database
    clock: Callable[[], datetime]
    _file: DatabaseFile | None = field(default=None, init=False)
    _checking: asyncio.Task[None] | None = field(default=None, init=False)
    _began_at: float = field(default=float("-inf"), init=False)
    _well: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        path = self.database.engine.url.database
        if self.database.is_sqlite and path and path != ":memory:":
            self._file = DatabaseFile(Path(path))
            self._file.trouble()  # so that it knows the file with which the service began
            # Database.close disposes this engine last.
            sa.event.listen(self.database.read_engine.sync_engine, "engine_disposed", self._forget_file)

    def _forget_file(self, _: sa.Engine) -> None:
        if self._file is not None:
            self._file.close()

    async def is_well(self) -> bool:
        """Return whether the database can be written. A check that takes longer than ANSWERS_WITHIN_S continues, and
        counts as a failure until it ends.
        """
        if self._checking is None or (self._checking.done() and time.monotonic() - self._began_at > CHECKED_EVERY_S):
            self._began_at = time.monotonic()
            self._checking = asyncio.create_task(self._check())
        if not self._checking.done():
            await asyncio.wait([self._checking], timeout=ANSWERS_WITHIN_S)
        return self._checking.done() and self._well

    async def _check(self) -> None:
        """Check the file first: an open file can be read and written even if it has been deleted."""
        try:
            trouble = await self._file_trouble()
            if trouble is not None:
                log.error("the database file is not what it was", trouble=trouble)
            else:
                async with self.database.reading() as session:
                    await session.execute(sa.text("SELECT version_num FROM alembic_version"))
                async with self.database.transaction() as session:
                    await write_something(session, now=self.clock())
            self._well = trouble is None
        except Exception as error:
            log.warning("the database does not answer", error=type(error).__name__)
            self._well = False

    async def _file_trouble(self) -> str | None:
        """Look twice, because a checkpoint makes a file look cut for a moment."""
        if self._file is None or self._file.trouble() is None:
            return None
        await asyncio.sleep(LOOK_AGAIN_S)
        return self._file.trouble()

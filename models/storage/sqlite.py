"""The writing connection of SQLite: its statements and commits run on the thread of the event loop.

aiosqlite hands every call to a thread; a statement through SQLAlchemy makes four such hops, and a hop costs more than
the statement. While this connection is inside BEGIN IMMEDIATE nobody else can write, so no statement waits. BEGIN
itself may wait, and does so without blocking the loop. A commit only appends to the write-ahead log
(synchronous=NORMAL); only a checkpoint waits for the disk, and `checkpoint` makes it separately.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from typing import Any

import aiosqlite

BEGIN_AGAIN_S = 0.01


class InLoopConnection(aiosqlite.Connection):
    """An aiosqlite connection whose calls do not leave the thread of the event loop."""

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self._connection is None:
            raise ValueError("Connection closed")
        return fn(*args, **kwargs)

    async def begin_immediate(self, wait_s: float) -> None:
        """Take the write lock. Raises sqlite3.OperationalError (SQLITE_BUSY) if it stays taken for `wait_s` seconds."""
        until = time.monotonic() + wait_s
        while True:
            try:
                self._conn.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
            await asyncio.sleep(BEGIN_AGAIN_S)


def connect_in_loop(path: str, **options: Any) -> InLoopConnection:
    """A connection for SQLAlchemy's `async_creator_fn`; awaiting it opens it."""
    connection = InLoopConnection(lambda: sqlite3.connect(path, **options), iter_chunk_size=64)
    connection._thread.daemon = True
    return connection

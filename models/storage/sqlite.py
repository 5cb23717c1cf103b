"""The writing connection of SQLite: its statements run where they are called, and so does a commit.

aiosqlite hands every call to a thread; a statement through SQLAlchemy is four such hops, and a hop costs more than
the statement. While this connection is inside BEGIN IMMEDIATE nobody else can write, so no statement waits; BEGIN
itself may have to, and does so without holding up the loop. A commit only appends to the write-ahead log
(synchronous=NORMAL): what waits for the disk is a checkpoint, and those are made beside, by `checkpoint`.
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
        """Takes the write lock. Raises sqlite3.OperationalError (SQLITE_BUSY) if it is not to be had in `wait_s`."""
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
    """For SQLAlchemy's `async_creator_fn`: not yet open, to be awaited."""
    connection = InLoopConnection(lambda: sqlite3.connect(path, **options), iter_chunk_size=64)
    connection._thread.daemon = True
    return connection

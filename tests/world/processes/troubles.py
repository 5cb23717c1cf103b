"""Databases in trouble, really: a disk that is full, a lock that somebody else has, a server that is away or silent."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from tests.world.processes.outage import line_to

TROUBLES = [
    ("sqlite", "full"),
    ("sqlite", "locked"),
    ("postgresql", "away"),
    ("postgresql", "locked"),
    ("postgresql", "silent"),
]
"""Kind of database and what befalls it."""
ROOM = 3 * 1024 * 1024
"""Bytes beside the database on the disk that is filled later."""


@dataclass
class Trouble:
    """A database by its address, and what begins and ends its trouble."""

    url: str
    begin: Callable[[], Awaitable[None]]
    end: Callable[[], Awaitable[None]]


@asynccontextmanager
async def trouble(what: str, database_url: str, folder: Path) -> AsyncIterator[Trouble]:
    """The database of the address, that the trouble can befall."""
    if what == "full":
        with _small_disk(folder, database_url) as disk:
            yield disk
    elif what == "locked":
        lock = _sqlite_lock if database_url.startswith("sqlite") else _postgresql_lock
        async with lock(database_url) as locked:
            yield locked
    else:
        async with line_to(database_url) as line:
            assert line._proxy is not None
            begin = line._proxy.stop if what == "away" else line._proxy.hush
            yield Trouble(line.url, begin, line._proxy.start if what == "away" else line._proxy.speak)


@contextmanager
def _small_disk(folder: Path, database_url: str) -> Iterator[Trouble]:
    source = Path(make_url(database_url).database or "")
    disk = folder / "disk"
    disk.mkdir()
    size = source.stat().st_size + ROOM
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk")
    filler = disk / "filler"

    async def fill() -> None:
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"0" * 4096)
            except OSError:
                return

    async def empty() -> None:
        filler.unlink()

    try:
        yield Trouble(f"sqlite+aiosqlite:///{shutil.copy(source, disk)}", fill, empty)
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


@asynccontextmanager
async def _sqlite_lock(database_url: str) -> AsyncIterator[Trouble]:
    file = make_url(database_url).database or ""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=10, check_same_thread=False)) as other:

        async def begin() -> None:
            await asyncio.to_thread(other.execute, "BEGIN EXCLUSIVE")

        async def end() -> None:
            other.execute("ROLLBACK")

        yield Trouble(database_url, begin, end)


@asynccontextmanager
async def _postgresql_lock(database_url: str) -> AsyncIterator[Trouble]:
    address = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    other = await asyncpg.connect(address)

    async def begin() -> None:
        await other.execute("BEGIN; LOCK TABLE processed_update, conversation, write_check IN ACCESS EXCLUSIVE MODE")

    async def end() -> None:
        await other.execute("ROLLBACK")

    try:
        yield Trouble(database_url, begin, end)
    finally:
        await other.close()

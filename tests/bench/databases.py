"""Databases of the bench's own, with the sample city's places in them: made for a run, gone after it."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import asyncpg
from sqlalchemy.engine import URL, make_url

from bot.commands.migration import upgrade
from bot.start import load_places
from models.city.pack import City
from models.storage.database import open_database
from models.storage.encryption import Cipher

LOCAL_POSTGRESQL = "postgresql+asyncpg://postgres@127.0.0.1:5432/test"


async def sqlite_pair(folder: Path, city: City, cipher: Cipher) -> tuple[str, str]:
    """Two files with the same rows, so that neither side of a comparison grows the other's."""
    first, second = folder / "ours.db", folder / "rival.db"
    await _fill(f"sqlite+aiosqlite:///{first}", city, cipher)
    shutil.copy(first, second)
    return f"sqlite+aiosqlite:///{first}", f"sqlite+aiosqlite:///{second}"


@asynccontextmanager
async def postgresql_pair(city: City, cipher: Cipher) -> AsyncIterator[tuple[str, str] | None]:
    """The same on the server of TEST_DATABASE_URL, or the local one; None where there is no server."""
    server = await _server()
    if server is None:
        yield None
        return
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(_own(server, "ours"))
        await _fill(first, city, cipher)
        second = await stack.enter_async_context(_own(server, "rival", template=first))
        yield first, second


@asynccontextmanager
async def sqlite_empty(folder: Path, kind: str) -> AsyncIterator[str | None]:
    """All tables and no row."""
    url = f"sqlite+aiosqlite:///{folder}/{kind}.db"
    await asyncio.to_thread(upgrade, url)
    yield url


@asynccontextmanager
async def postgresql_empty(_: Path, kind: str) -> AsyncIterator[str | None]:
    """The same; None where there is no server."""
    async with postgresql_bare(kind) as url:
        if url is not None:
            await asyncio.to_thread(upgrade, url)
        yield url


EMPTY = {"SQLite": sqlite_empty, "PostgreSQL": postgresql_empty}


@asynccontextmanager
async def postgresql_bare(kind: str) -> AsyncIterator[str | None]:
    """A database without tables; None where there is no server."""
    server = await _server()
    if server is None:
        yield None
        return
    async with _own(server, kind) as url:
        yield url


@asynccontextmanager
async def _own(server: URL, kind: str, *, template: str | None = None) -> AsyncIterator[str]:
    name = f"nuanxin_bench_{os.getpid()}_{kind}"
    source = f' TEMPLATE "{make_url(template).database}"' if template else ""
    await _run_on(server, f'CREATE DATABASE "{name}"{source}')
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        await _run_on(server, f'DROP DATABASE "{name}" WITH (FORCE)')


async def _fill(url: str, city: City, cipher: Cipher) -> None:
    await asyncio.to_thread(upgrade, url)
    database = open_database(url, cipher)
    try:
        await load_places(database, city)
    finally:
        await database.close()


async def _server() -> URL | None:
    for url in filter(None, (os.environ.get("TEST_DATABASE_URL"), LOCAL_POSTGRESQL)):
        try:
            await _run_on(make_url(url), "SELECT 1")
        except (OSError, asyncpg.PostgresError):
            continue
        return make_url(url)
    return None


async def _run_on(url: URL, statement: str) -> None:
    connection = await asyncpg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()

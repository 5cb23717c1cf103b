"""A database that goes away and comes back: PostgreSQL behind a proxy that cuts its line, SQLite behind a long lock."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field

from sqlalchemy.engine import make_url


@dataclass
class Line:
    """The address to reach the database by, and a way to be without it for a while."""

    url: str
    _proxy: "_Proxy | None" = None

    async def away(self, seconds: float) -> None:
        """Nobody reaches the database for so long; what is connected is cut off."""
        if self._proxy is not None:
            await self._proxy.stop()
            await asyncio.sleep(seconds)
            await self._proxy.start()
            return
        file = make_url(self.url).database
        assert file is not None
        with closing(sqlite3.connect(file, isolation_level=None, timeout=10, check_same_thread=False)) as other:
            # in a thread: the service under test holds its lock in this loop, and has to go on to give it up
            await asyncio.to_thread(other.execute, "BEGIN EXCLUSIVE")
            await asyncio.sleep(seconds)
            other.execute("ROLLBACK")


@dataclass
class _Proxy:
    host: str
    port: int
    listens_on: int = 0
    _server: asyncio.Server | None = None
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)
    _speaks: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self._speaks.set()

    async def hush(self) -> None:
        """Connections stay, and nothing passes."""
        self._speaks.clear()

    async def speak(self) -> None:
        """What was held back passes, and everything after it."""
        self._speaks.set()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.listens_on)
        self.listens_on = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        assert self._server is not None
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()
        await asyncio.sleep(0)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection(self.host, self.port)
        self._writers |= {writer, there_writer}
        with suppress(ConnectionError, asyncio.CancelledError):
            await asyncio.gather(self._copy(reader, there_writer), self._copy(there_reader, writer))
        for each in (writer, there_writer):
            each.transport.abort()
            self._writers.discard(each)

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            await self._speaks.wait()
            writer.write(data)
            await writer.drain()
        writer.close()


@asynccontextmanager
async def line_to(database_url: str) -> AsyncIterator[Line]:
    """The database by a line that can be cut."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        yield Line(database_url)
        return
    proxy = _Proxy(url.host or "127.0.0.1", url.port or 5432)
    await proxy.start()
    try:
        through = url.set(host="127.0.0.1", port=proxy.listens_on).render_as_string(hide_password=False)
        yield Line(through, proxy)
    finally:
        await proxy.stop()

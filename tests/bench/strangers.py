"""People on the web chat as the bench of bombs needs them: a page that waits for its answers, and a stranger."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from models.storage.database import Database
from tests.world.raw_socket import Line, line_to, socket_to

SOCKET, UPLOAD = "/chat/socket", "/chat/upload"
OF_A_NETWORK = 15
"""Strangers; more than as many uploads of a network at a time are refused."""
PIECE = 64 * 1024
"""Bytes of a file that are sent at once."""


@dataclass
class Stranger:
    """Somebody with a cookie, as the bombs come from them. at: the address of their network. did: what of a bomb has
    reached the service, by what it is."""

    client: aiohttp.ClientSession
    url: str
    at: str
    database: Database | None = None
    """The service's own, for what would take many steps in the chat."""
    did: Counter[str] = field(default_factory=Counter)

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    @property
    def cookie(self) -> str:
        return "; ".join(f"{each.key}={each.value}" for each in self.client.cookie_jar)

    async def socket(self, **headers: str) -> Line:
        """Raises ConnectionRefusedError where the service does not agree."""
        return await socket_to(self.port, SOCKET, {"Cookie": self.cookie, **headers}, at=self.at)

    @asynccontextmanager
    async def page(self) -> AsyncIterator["Page"]:
        async with self.client.ws_connect(self.url + SOCKET) as socket:
            await socket.send_json({"hello": {"language": "zh-CN"}})
            page = Page(socket)
            reading = asyncio.create_task(page.read())
            try:
                await page.until("message")
                yield page
            finally:
                reading.cancel()
                await asyncio.wait([reading])

    async def uploads(self, content: bytes) -> str | None:
        """The key, or None where it was refused."""
        headers = {"X-Requested-With": "chat", "Content-Length": str(len(content))}
        with suppress(aiohttp.ClientOSError):  # refused before it was whole, and closed
            async with self.client.post(self.url + UPLOAD, data=_in_pieces(content), headers=headers) as answer:
                self.did["bytes sent"] += len(content)
                if answer.status == 200:
                    self.did["files taken"] += 1
                    return str((await answer.json())["key"])
        self.did["files refused"] += 1
        return None

    @asynccontextmanager
    async def others(self, count: int, *, of_a_network: int = OF_A_NETWORK) -> AsyncIterator[list["Stranger"]]:
        """So many more; what they did is counted here."""
        block = random.randrange(2, 250)
        async with AsyncExitStack() as opened:
            found = []
            for number in range(count):
                at = f"127.0.{block}.{number // of_a_network + 1}"
                other = await opened.enter_async_context(stranger(self.url, at, self.database))
                other.did = self.did
                found.append(other)
            yield found


async def _in_pieces(content: bytes) -> AsyncIterator[bytes]:
    """At once it would hold up those who are measured, who live in the same process."""
    for at in range(0, len(content), PIECE):
        yield content[at : at + PIECE]


@dataclass
class Page:
    """A page that is open."""

    socket: aiohttp.ClientWebSocketResponse
    said: int = 0
    newest: Any = None
    frames: asyncio.Queue[Any] = field(default_factory=asyncio.Queue)

    async def read(self) -> None:
        """All the time: who does not read answers no ping either, and is gone."""
        async for message in self.socket:
            self.frames.put_nowait(message.json())

    async def until(self, *names: str) -> Any:
        while True:
            shown = await self.frames.get()
            self.newest = shown.get("message") or shown.get("edit") or self.newest
            if any(name in shown for name in names):
                return shown

    async def sends(self, inputs: Sequence[Mapping[str, Any]]) -> None:
        for what in inputs:
            self.said += 1
            await self.socket.send_json({"id": f"{id(self)}-{self.said}", **what})

    async def says(self, **what: Any) -> float:
        """How many seconds until it was accepted."""
        took, _ = await self.answered(**what)
        return took

    async def answered(self, **what: Any) -> tuple[float, str]:
        """How many seconds until, and what became of it: accepted, refused or again."""
        began = time.perf_counter()
        await self.sends([what])
        told = await self.until("accepted", "refused", "again")
        return time.perf_counter() - began, next(iter(told))


@asynccontextmanager
async def stranger(url: str, at: str = "127.0.0.1", database: Database | None = None) -> AsyncIterator[Stranger]:
    """Somebody new."""
    connector = aiohttp.TCPConnector(local_addr=(at, 0), limit=0, force_close=True)
    jar = aiohttp.CookieJar(unsafe=True)
    timeout = aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(cookie_jar=jar, connector=connector, timeout=timeout) as client:
        async with client.get(f"{url}/chat") as answer:
            assert answer.status == 200
        yield Stranger(client, url, at, database)


async def opened(opening: Sequence[Awaitable[Line]]) -> list[Line]:
    """Those of the lines that the service took."""
    lines = []
    for start in range(0, len(opening), 50):
        done = await asyncio.gather(*opening[start : start + 50], return_exceptions=True)
        lines += [each for each in done if not isinstance(each, BaseException)]
    return lines


async def posting(who: Stranger, path: str, *, length: int) -> Line:
    """A line on which the head of a request was sent whose body is still to come."""
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nX-Requested-With: chat\r\nContent-Length: {length}\r\n"
    return await line_to(who.port, f"{head}Cookie: {who.cookie}\r\n\r\n".encode(), at=who.at)


def are_open(lines: Sequence[Line]) -> int:
    """How many of them the service has not closed."""
    return sum(not reader.at_eof() and not writer.transport.is_closing() for reader, writer in lines)


def close(lines: Sequence[Line]) -> None:
    for _, writer in lines:
        writer.transport.abort()


async def for_so_long(
    seconds: float, go_on: Callable[[], Awaitable[object]], *, pause_s: float = 0.0, times: int = 1
) -> None:
    """Again and again for about so many seconds, and so many times at least."""
    until, done = time.monotonic() + seconds, 0
    while done < times or time.monotonic() < until:
        await go_on()
        done += 1
        await asyncio.sleep(pause_s)

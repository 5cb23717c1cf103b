"""People on the web chat as the bench of bombs needs them: a page that waits for its answers, and a stranger."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from models.database import Database
from tests.raw_socket import Line, socket_to

SOCKET, UPLOAD = "/chat/socket", "/chat/upload"


@dataclass
class Stranger:
    """Somebody with a cookie, as the bombs come from them. at: the address of their network."""

    client: aiohttp.ClientSession
    url: str
    at: str
    database: Database | None = None
    """The service's own, for what would take many steps in the chat."""

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{each.key}={each.value}" for each in self.client.cookie_jar)}

    async def socket(self, **headers: str) -> Line:
        return await socket_to(self.port, SOCKET, {**self.headers, **headers}, at=self.at)

    @asynccontextmanager
    async def page(self) -> AsyncIterator["Page"]:
        async with self.client.ws_connect(self.url + SOCKET) as socket:
            await socket.send_json({"hello": {"language": "zh-CN"}})
            page = Page(socket)
            await page.until("message")
            yield page

    async def uploads(self, content: bytes) -> str | None:
        """The key, or None where it was refused."""
        headers = {"X-Requested-With": "chat"}
        async with self.client.post(self.url + UPLOAD, data=content, headers=headers) as answer:
            return str((await answer.json())["key"]) if answer.status == 200 else None


@dataclass
class Page:
    """A page that is open."""

    socket: aiohttp.ClientWebSocketResponse
    said: int = 0
    newest: Any = None

    async def until(self, *names: str) -> Any:
        while True:
            shown = await self.socket.receive_json()
            self.newest = shown.get("message") or shown.get("edit") or self.newest
            if any(name in shown for name in names):
                return shown

    async def says(self, **what: Any) -> float:
        """How many seconds until it was accepted."""
        self.said += 1
        began = time.perf_counter()
        await self.socket.send_json({"id": f"{id(self)}-{self.said}", **what})
        await self.until("accepted", "refused", "again")
        return time.perf_counter() - began


@asynccontextmanager
async def stranger(url: str, at: str = "127.0.0.1", database: Database | None = None) -> AsyncIterator[Stranger]:
    """Somebody new."""
    connector = aiohttp.TCPConnector(local_addr=(at, 0), limit=0)
    jar = aiohttp.CookieJar(unsafe=True)
    timeout = aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(cookie_jar=jar, connector=connector, timeout=timeout) as client:
        async with client.get(f"{url}/chat") as answer:
            assert answer.status == 200
        yield Stranger(client, url, at, database)

"""The web chat as a page sees it, spoken to the way the page speaks, on a running service."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.app import App
from bot.assembly import build_app
from bot.keys import Keys
from bot.running import running
from bot.settings import Settings
from bot.web.site import build_site
from models.city.pack import City
from models.storage.database import Database
from models.storage.encryption import Cipher
from tests.world.directory import PLACES
from tests.world.processes.serving import free_port

SIGNING = "s" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 100


@dataclass
class Page:
    """A browser tab as the service sees it."""

    client: aiohttp.ClientSession
    url: str
    socket: aiohttp.ClientWebSocketResponse
    frames: list[Any] = field(default_factory=list)

    async def say(self, key: str, **what: Any) -> None:
        await self.socket.send_json({"id": key, **what})

    async def until(self, name: str, value: Any = None) -> Any:
        """The next frame with this name (and value), keeping those before it."""
        while True:
            frame = await asyncio.wait_for(self.socket.receive_json(), 20)
            self.frames.append(frame)
            if name in frame and value in (None, frame[name]):
                return frame

    def texts(self) -> list[str]:
        return [(each.get("message") or each.get("edit") or {}).get("text", "") for each in self.frames]


@dataclass
class Site:
    app: App
    url: str

    @asynccontextmanager
    async def tab(
        self,
        client: aiohttp.ClientSession,
        *,
        seen: int | None = None,
        load: bool = True,
        welcomed: bool = False,
        **headers: str,
    ) -> AsyncIterator[Page]:
        if load:
            await client.get(f"{self.url}/chat")
        async with client.ws_connect(f"{self.url}/chat/socket", headers=headers) as socket:
            await socket.send_json({"hello": {"seen": seen, "language": "zh-CN", "welcomed": welcomed}})
            yield Page(client, self.url, socket)


@asynccontextmanager
async def running_site(
    database: Database, city: City, cipher: Cipher, *, trusted_proxies: Sequence[str] = ()
) -> AsyncIterator[Site]:
    """A service with a web chat, in a city with the places of tests/world/directory.py."""
    settings = Settings(
        _env_file=None, webchat=True, encoder=False, http_port=free_port(), trusted_proxies=list(trusted_proxies)
    )  # type: ignore[call-arg]
    async with database.transaction() as session:
        session.add_all(PLACES(city))
    app = build_app(settings, Keys(SIGNING, cipher), database, city, strict=True)
    async with running(app, build_site(app)):
        yield Site(app, f"http://127.0.0.1:{settings.http_port}")


@asynccontextmanager
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    """A browser with a cookie jar of its own."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield session

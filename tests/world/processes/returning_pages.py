"""Pages of the web chat that come back by themselves, as chat-connection.js does, and go on where they were."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp

AGAIN_AFTER_S = 0.5


@dataclass
class ReturningPage:
    """One page that says a word each second. seen: the highest number it was shown."""

    url: str
    client: aiohttp.ClientSession
    seen: int | None = None
    shown: dict[int, Any] = field(default_factory=dict)
    """Number -> the frame."""
    twice: int = 0
    """Frames that were brought again although the page had said that it had seen them."""
    returned: int = 0
    asked: int = 0
    _accepted: asyncio.Event = field(default_factory=asyncio.Event)
    _words: Any = field(default_factory=itertools.count)

    async def stay(self) -> None:
        """Until cancelled."""
        await self._load()
        word = ""
        while True:
            try:
                async with self.client.ws_connect(f"{self.url}/chat/socket") as socket:
                    await socket.send_json({"hello": {"seen": self.seen, "language": "zh-CN", "welcomed": True}})
                    word = await self._talk(socket, word)
            except (aiohttp.ClientError, OSError):
                pass
            self.returned += 1
            await asyncio.sleep(AGAIN_AFTER_S)

    async def _load(self) -> None:
        async with self.client.get(f"{self.url}/chat") as response:
            assert response.status == 200

    async def _talk(self, socket: aiohttp.ClientWebSocketResponse, word: str) -> str:
        """Say the word until it is accepted, then the next; return what is not accepted when the socket ends."""
        while not socket.closed:
            if not word:
                word, self.asked = f"word-{next(self._words)}", self.asked + 1
            await socket.send_json({"id": word, "text": "厕所"})
            if not await self._until_accepted(socket, word):
                return word
            word = ""
            await self._listen(socket, 1.0)
        return word

    async def _until_accepted(self, socket: aiohttp.ClientWebSocketResponse, word: str) -> bool:
        while True:
            message = await socket.receive(timeout=30)
            if message.type is not aiohttp.WSMsgType.TEXT:
                return False
            frame = message.json()
            if frame.get("accepted") == word:
                return True
            if frame.get("again") == word:
                await asyncio.sleep(AGAIN_AFTER_S)
                await socket.send_json({"id": word, "text": "厕所"})
            self._show(frame)

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                while (message := await socket.receive()).type is aiohttp.WSMsgType.TEXT:
                    self._show(message.json())
        except TimeoutError:
            pass

    def _show(self, frame: Any) -> None:
        number = frame.get("seq")
        if number is None:
            return
        self.twice += number in self.shown
        self.shown[number] = frame
        self.seen = max(self.seen or 0, number)

    def has(self, text: str) -> int:
        """How many of the messages shown end with this text."""
        texts = [(frame.get("message") or {}).get("text", "") for frame in self.shown.values()]
        return sum(each.endswith(text) for each in texts)


@asynccontextmanager
async def returning_pages(url: str, count: int) -> AsyncIterator[list[ReturningPage]]:
    """Pages of so many people for the length of the block."""
    jars = [aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) for _ in range(count)]
    pages = [ReturningPage(url, jar) for jar in jars]
    staying = [asyncio.create_task(page.stay()) for page in pages]
    try:
        yield pages
    finally:
        for each in staying:
            each.cancel()
        await asyncio.wait(staying)
        for jar in jars:
            await jar.close()
    for each in staying:
        assert each.cancelled(), each.exception()

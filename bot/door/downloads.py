"""Files on their way out: each is in memory once, however many read it, and is sent in pieces as fast as
they are read.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import quote

from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from bot.app import App
from models.storage.kept_file import read_file

PIECE = 64 * 1024
SMALL = 512 * 1024
"""Bytes; smaller files (receipts, calendar dates, charts) always have room."""
MOST_IN_HAND = 80 * 1024 * 1024
"""Bytes of larger files in memory."""
MOST_OF_A_CHAT = 3
"""Downloads of one chat at a time."""
AGAIN_AFTER_S = "10"

ReadContent = Callable[[], Awaitable[bytes | None]]


class DownloadsBusy(Exception):
    """Too many downloads are under way, in this chat or in all."""


@dataclass(slots=True)
class _Held:
    content: asyncio.Future[bytes | None]
    size: int
    users: int = 0


class Downloads:
    """The downloads that are under way."""

    def __init__(self) -> None:
        self._held: dict[str, _Held] = {}
        self._in_hand = 0
        self._under_way: Counter[str] = Counter()
        self._one_at_a_time = asyncio.Lock()

    @asynccontextmanager
    async def content(self, key: str, size: int, chat: str, read: ReadContent) -> AsyncIterator[bytes | None]:
        """The file's bytes for the length of the block; None if the file is gone. size: bytes, approximately.

        Raises DownloadsBusy.
        """
        if self._under_way[chat] >= MOST_OF_A_CHAT:
            raise DownloadsBusy
        held = self._held.get(key) or self._begun(key, size, read)
        held.users += 1
        self._under_way[chat] += 1
        try:
            yield await asyncio.shield(held.content)
        finally:
            self._left(chat)
            held.users -= 1
            if not held.users and self._held.get(key) is held:
                del self._held[key]
                self._in_hand -= held.size

    def _begun(self, key: str, size: int, read: ReadContent) -> _Held:
        counted = size if size > SMALL else 0
        if counted and self._in_hand + counted > MOST_IN_HAND:
            raise DownloadsBusy
        self._in_hand += counted
        held = self._held[key] = _Held(asyncio.ensure_future(self._read(read)), counted)
        return held

    async def _read(self, read: ReadContent) -> bytes | None:
        async with self._one_at_a_time:
            return await read()

    def _left(self, chat: str) -> None:
        self._under_way[chat] -= 1
        if not self._under_way[chat]:
            del self._under_way[chat]


@dataclass(frozen=True, slots=True)
class FileInPieces:
    """The answer with a file: 404 if it is gone meanwhile, 503 while too many are being sent."""

    downloads: Downloads
    key: str
    name: str
    media_type: str
    size: int
    chat: str
    read: ReadContent
    gone: str
    busy: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with self.downloads.content(self.key, self.size, self.chat, self.read) as content:
                if content is None:
                    await PlainTextResponse(self.gone + "\n", status_code=404)(scope, receive, send)
                    return
                await self._send(content, send)
        except DownloadsBusy:
            headers = {"Retry-After": AGAIN_AFTER_S}
            await PlainTextResponse(self.busy + "\n", status_code=503, headers=headers)(scope, receive, send)

    async def _send(self, content: bytes, send: Send) -> None:
        headers = {"Content-Length": str(len(content)), **file_headers(self.name)}
        head = Response(headers=headers, media_type=self.media_type)
        await send({"type": "http.response.start", "status": 200, "headers": head.raw_headers})
        for start in range(0, len(content), PIECE):
            await send({"type": "http.response.body", "body": content[start : start + PIECE], "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def read_content(app: App, key: str) -> bytes | None:
    """A kept file's bytes; None if it is gone."""
    async with app.database.reading() as session:
        file = await read_file(session, key, contact_id=None, now=app.clock())
        return file.content if file is not None else None


def file_headers(name: str) -> dict[str, str]:
    """Headers: save it under its name, cache it nowhere in between, and tell no other site."""
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Cache-Control": "private, no-store",
        "Referrer-Policy": "no-referrer",
    }

"""Files on their way in: so many at a time, so many bytes an hour from a network, none without a disk for it."""

import shutil
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.requests import Request

from bot.door.body import pieces
from bot.door.budget import Budget
from models.storage.database import Database
from models.storage.kept_file import LARGEST, MOST_BYTES_IN_ALL, kept_bytes

MOST_IN_HAND = 100 * 1024 * 1024
"""Bytes of unfinished uploads in memory."""
MOST_OF_A_CHAT = 2
"""At a time; the page sends one after the other."""
MOST_OF_A_NETWORK = 16
STORE, A_SECOND = 300 * 1024 * 1024, 300 * 1024 * 1024 / 3600
"""Bytes that one network may send at once, and that grow back."""
LEAST_FREE = 500_000_000
"""Bytes of the disk that stay free for what people write; `check` warns at as many."""
COUNT_EVERY = 10.0
"""Seconds between two looks at how much is kept in all."""


class UploadRefused(Exception):
    """key: of the words that say why and what to do; status: of HTTP."""

    def __init__(self, key: str, status: int) -> None:
        super().__init__(key)
        self.key, self.status = key, status


class Uploads:
    """What is being received now, and how much each network has sent."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._folder = Path(database.engine.url.database or ".").absolute().parent if database.is_sqlite else None
        self._in_hand = 0
        self._under_way: Counter[str] = Counter()
        self._of_network = Budget(STORE, A_SECOND)
        self._kept, self._counted_at = 0, float("-inf")

    @asynccontextmanager
    async def received(self, request: Request, chat: str, network: str) -> AsyncIterator[bytearray]:
        """The whole body, held for the length of the block: a copy of it would hold up everybody else.

        Raises UploadRefused, BodyTooLarge, ClientDisconnect."""
        mine = ("chat " + chat, MOST_OF_A_CHAT), ("network " + network, MOST_OF_A_NETWORK)
        if any(self._under_way[user] >= most for user, most in mine):
            raise UploadRefused("web-uploads-busy", 429)
        await self._need_room()
        self._under_way.update(user for user, _ in mine)
        body = bytearray()
        try:
            async for piece in pieces(request, LARGEST):
                if self._in_hand + len(piece) > MOST_IN_HAND:
                    raise UploadRefused("web-uploads-busy", 503)
                if not self._of_network.spend(network, len(piece)):
                    raise UploadRefused("web-uploads-enough", 429)
                self._in_hand += len(piece)
                body += piece
            self._kept += len(body)
            yield body
        finally:
            self._in_hand -= len(body)
            for user, _ in mine:
                self._under_way[user] -= 1
                if not self._under_way[user]:
                    del self._under_way[user]

    async def _need_room(self) -> None:
        """Raises UploadRefused where the next file could take the place of what people write."""
        if self._folder is not None and shutil.disk_usage(self._folder).free < LEAST_FREE + MOST_IN_HAND:
            raise UploadRefused("web-uploads-full", 507)
        if time.monotonic() - self._counted_at > COUNT_EVERY:
            self._counted_at = time.monotonic()
            async with self._database.reading() as session:
                self._kept = await kept_bytes(session)
        if self._kept > MOST_BYTES_IN_ALL:
            raise UploadRefused("web-uploads-full", 507)

"""Files on their way in, with bounds: how many at a time, how many bytes an hour from a network, and none without free
disk.
"""

import shutil
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.door.body import BodyTooLarge, pieces
from bot.door.budget import Budget
from handlers.talk.texts import Words
from models.cases.errors import EvidenceRefused
from models.storage.database import Database
from models.storage.errors import TooManyFiles
from models.storage.kept_file import LARGEST, MOST_BYTES_IN_ALL, kept_bytes

log = structlog.get_logger(__name__)

MOST_IN_HAND = 100 * 1024 * 1024
"""Bytes of unfinished uploads in memory."""
MOST_OF_A_CHAT = 2
"""Uploads of one chat at a time; the page sends them one after the other."""
MOST_OF_A_NETWORK = 16
STORE, A_SECOND = 300 * 1024 * 1024, 300 * 1024 * 1024 / 3600
"""Bytes that one network may send at once, and that grow back in a second."""
LEAST_FREE = 500_000_000
"""Bytes of the disk that stay free for what people write; `check` warns at the same number."""
COUNT_EVERY = 10.0
"""Seconds between two counts of all kept bytes."""


class UploadRefused(Exception):
    """An upload is refused. key: of the words that say why and what to do; status: of HTTP."""

    def __init__(self, key: str, status: int) -> None:
        super().__init__(key)
        self.key, self.status = key, status


REFUSALS = (UploadRefused, BodyTooLarge, EvidenceRefused, TooManyFiles)
"""What a file that comes in can be refused for, on its way or where it is kept."""


def refused_upload(words: Words, error: Exception, headers: Mapping[str, str] | None = None) -> Response:
    """Say in words why a file was refused. error: one of REFUSALS."""
    if isinstance(error, UploadRefused):
        log.info("upload refused", why=error.key)
        said, status = words(error.key), error.status
    elif isinstance(error, EvidenceRefused):
        said, status = words("error-evidence-refused", reason=error.reason), 415
    elif isinstance(error, TooManyFiles):
        said, status = words("error-too-many-files"), 429
    else:
        said, status = words("web-file-too-large"), 413
    return JSONResponse({"error": said}, status_code=status, headers=headers)


class Uploads:
    """The uploads that are under way, and how much each network has sent."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._folder = Path(database.engine.url.database or ".").absolute().parent if database.is_sqlite else None
        self._in_hand = 0
        self._under_way: Counter[str] = Counter()
        self._of_network = Budget(STORE, A_SECOND)
        self._kept, self._counted_at = 0, float("-inf")

    @asynccontextmanager
    async def received(self, request: Request, chat: str, network: str) -> AsyncIterator[bytearray]:
        """The whole body, held for the length of the block: copying it would hold up everybody else.

        Raises UploadRefused, BodyTooLarge, ClientDisconnect.
        """
        limits = ("chat " + chat, MOST_OF_A_CHAT), ("network " + network, MOST_OF_A_NETWORK)
        if any(self._under_way[user] >= most for user, most in limits):
            raise UploadRefused("web-uploads-busy", 429)
        await self._need_room()
        self._under_way.update(user for user, _ in limits)
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
            for user, _ in limits:
                self._under_way[user] -= 1
                if not self._under_way[user]:
                    del self._under_way[user]

    async def _need_room(self) -> None:
        """Raises UploadRefused if the next file could take the space of what people write."""
        if self._folder is not None and shutil.disk_usage(self._folder).free < LEAST_FREE + MOST_IN_HAND:
            raise UploadRefused("web-uploads-full", 507)
        if time.monotonic() - self._counted_at > COUNT_EVERY:
            self._counted_at = time.monotonic()
            async with self._database.reading() as session:
                self._kept = await kept_bytes(session)
        if self._kept > MOST_BYTES_IN_ALL:
            raise UploadRefused("web-uploads-full", 507)

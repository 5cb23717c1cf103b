"""Files of replies: kept in the database until a channel sends them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from models.outbox.pictures import find_media, is_media
from models.storage.database import Database
from models.storage.kept_file import read_file


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """Reads the files of replies, and those that pages have uploaded."""

    database: Database
    clock: Callable[[], datetime]

    async def read(self, key: str) -> bytes:
        """The bytes of a kept file. Raises LookupError."""
        async with self.database.reading() as session:
            if is_media(key):
                file = await find_media(session, key)
                content = file.content if file is not None else None
            else:
                kept = await read_file(session, key, contact_id=None, now=self.clock())
                content = kept.content if kept is not None else None
        if content is None:
            raise LookupError(key)
        return content

    async def read_sent(self, key: str) -> bytes:
        """The bytes of a file that somebody sent us; never one of our own pictures. Raises LookupError."""
        if is_media(key):
            raise LookupError(key)
        return await self.read(key)

"""Has the text in strangers' pictures read by a process of its own (bot/picture_process.py), one picture at a time.

The process starts with the first picture and ends by itself when none comes. A picture may kill it: then that picture
counts as unreadable, and the next one starts another process.
"""

import asyncio
import json
import struct
import sys
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from bot.picture_process import LENGTH
from models.storage.database import Json
from models.values.own_process import OwnProcess, begin_process

log = structlog.get_logger(__name__)

ROOT = Path(__file__).parents[1]
WITHIN_S = 15.0
"""Real time for one picture, the start of the process included."""
IDLE_S = 300.0
"""Seconds without a picture after which the process ends."""
LARGEST = 8 * 1024 * 1024
"""Bytes of a picture that is read; a larger one is no screenshot."""
MOST_OUT = 1024 * 1024


class PictureUnread(Exception):
    """Nothing can be read in the picture: it is broken, too large, or took too long."""


@dataclass(slots=True)
class PictureReader:
    """Reads pictures one after the other, for every caller. process: the one that runs now."""

    within_s: float = WITHIN_S
    idle_s: float = IDLE_S
    process: OwnProcess | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def lines_of(self, content: bytes) -> Json:
        """The lines of the picture, as models/foreign_files/lines.py writes them. Raises PictureUnread."""
        if len(content) > LARGEST:
            raise PictureUnread
        async with self._turn:
            try:
                async with asyncio.timeout(self.within_s):
                    answer = await self._answer(content)
            except (TimeoutError, OSError, asyncio.IncompleteReadError, struct.error) as error:
                log.warning("a picture was too much for its process", error=type(error).__name__)
                await self._end()
                raise PictureUnread from error
            except asyncio.CancelledError:
                await self._end()
                raise
        if not answer:
            raise PictureUnread
        return json.loads(answer)

    async def close(self) -> None:
        """End the process, if there is one."""
        async with self._turn:
            await self._end()

    async def _answer(self, content: bytes) -> bytes:
        process = await self._running()
        process.writer.write(LENGTH.pack(len(content)) + content)
        await process.writer.drain()
        (length,) = LENGTH.unpack(await process.reader.readexactly(LENGTH.size))
        if length > MOST_OUT:
            raise OSError("too long an answer")
        return await process.reader.readexactly(length)

    async def _running(self) -> OwnProcess:
        if self.process is None or self.process.returncode is not None:
            await self._end()
            command = (sys.executable, "-m", "bot.picture_process", str(self.idle_s))
            self.process = await begin_process(command, cwd=ROOT, quiet=True)
        return self.process

    async def _end(self) -> None:
        process, self.process = self.process, None
        if process is not None:
            await process.end()

"""Open strangers' files in a process of their own, one at a time; a file may kill that process.

    bytes in ──> python -m bot.opened_file TASK ──> bytes out, or one word why not

The process has limits of memory, of processor time and of real time. If it dies, the file counts as unreadable.
"""

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import structlog

from bot.opened_file import ENDS_HEAD, Task
from bot.picture_reader import PictureReader
from models.foreign_files.box import Box
from models.values.own_process import begin_process

log = structlog.get_logger(__name__)

ROOT = Path(__file__).parents[1]
WITHIN_S = 30.0
MOST_OUT = 64 * 1024 * 1024
"""Bytes of an answer; a picture of 25 million pixels as PNG fits."""

Reason = Literal["unreadable", "too_long", "uncleanable"]


class FileUnfit(Exception):
    """The file is of no use. reason: unreadable, too_long, or uncleanable."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Opened:
    """The result of opening a file."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class ForeignFiles:
    """Opens files one after the other, for every caller. reader: reads the text in pictures; None: nobody does."""

    reader: PictureReader | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def clean_copy(self, content: bytes, media_type: str) -> Opened:
        """The copy that others than the sender may have (models/foreign_files/cleaned.py). Raises FileUnfit."""
        return await self._open(Task("clean_copy", media_type=media_type), content)

    async def draw_anew(self, content: bytes, *, longest_side: int) -> Opened:
        """Only the pixels of a picture, scaled to `longest_side` pixels at most. Raises FileUnfit."""
        return await self._open(Task("draw_anew", longest_side=longest_side), content)

    async def blackened(self, content: bytes, boxes: Sequence[Box]) -> Opened:
        """A clean copy of a picture in which nothing is left of these parts. Raises FileUnfit."""
        return await self._open(Task("draw_anew", blackened=tuple(boxes)), content)

    async def text_of_table(self, content: bytes) -> str:
        """The text of a table file. Raises FileUnfit."""
        return (await self._open(Task("text_of_table"), content)).content.decode()

    async def rows_of_table(self, content: bytes) -> list[list[str]]:
        """The rows of a table file, each a list of its cells as text. Raises FileUnfit."""
        rows: list[list[str]] = json.loads((await self._open(Task("rows_of_table"), content)).content)
        return rows

    async def close(self) -> None:
        """End the process that reads pictures, if there is one."""
        if self.reader is not None:
            await self.reader.close()

    async def _open(self, task: Task, content: bytes) -> Opened:
        async with self._turn:
            answer = await _answer_of(task, content)
        head, separator, body = answer.partition(ENDS_HEAD)
        if not separator:
            raise FileUnfit("unreadable")
        said = json.loads(head)
        if "unfit" in said:
            raise FileUnfit(said["unfit"])
        return Opened(body, said["media_type"])


async def _answer_of(task: Task, content: bytes) -> bytes:
    """The output of the process; empty if it died or took too long."""
    command = (sys.executable, "-m", "bot.opened_file", *task.as_arguments())
    process = await begin_process(command, cwd=ROOT, quiet=True)
    try:
        async with asyncio.timeout(WITHIN_S):
            written = await process.answer_to(content)
    except TimeoutError:
        written = b""
    finally:
        await process.end()
    if process.returncode != 0 or len(written) > MOST_OUT:
        log.warning("a file was too much for its process", task=task.name, code=process.returncode)
        return b""
    return written

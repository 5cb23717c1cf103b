"""What a process of its own learned from texts, kept as a file under a digest of those texts and of the code: it is
learned once on a machine, and the next start has it at once.
"""

import asyncio
import hashlib
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar
from zipfile import BadZipFile
from zlib import error as BadCompression

import structlog

from models.values.own_process import begin_process

log = structlog.get_logger(__name__)
Learned = TypeVar("Learned")

ROOT = Path(__file__).parents[2]
LOOK_AGAIN_S = 0.2
NICER = 5
"""How much lower the priority of a process that learns is than that of the service."""
UNREADABLE = (OSError, ValueError, KeyError, EOFError, BadZipFile, BadCompression)
"""What reading a file raises that is missing, or not whole."""


class LearningFailed(Exception):
    """The learning process ended with this code; its messages are on the service's own stderr."""


@dataclass(frozen=True)
class Lesson:
    """Something to learn. folder: where the result is kept. kind: what its file is called, without `-`.

    module: learns it from its standard input, given these arguments. source: that input; code: the files that read it,
    and learn.
    """

    folder: Path
    kind: str
    module: str
    source: bytes
    code: tuple[Path, ...]
    arguments: tuple[str, ...] = ()

    @cached_property
    def file(self) -> Path:
        """The file of what is learned from just this."""
        found = hashlib.sha256(self.source)
        for each in self.code:
            found.update(each.read_bytes())
        return self.folder / f"{self.kind}-{found.hexdigest()[:32]}.npz"


def keep_learned(file: Path, packed: bytes) -> None:
    """Replace the file as a whole or not at all, readable by the owner alone, and delete those of the same kind. A
    failure does no harm: it is learned again."""
    try:
        part = file.with_name(f"{file.name}.{os.getpid()}")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(packed)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
        for old in file.parent.glob(f"{file.name.partition('-')[0]}-*"):
            if old != file:
                old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("what was learned is not kept", error=str(error))


@asynccontextmanager
async def one_learns(folder: Path, kind: str) -> AsyncIterator[None]:
    """Let one process of those that share the folder learn, while the others wait for its result. The lock is the
    operating system's: it ends with the process."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # not on Windows

    file = os.open(folder / f"{kind}.lock", os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                await asyncio.sleep(LOOK_AGAIN_S)
        yield
    finally:
        os.close(file)


async def learned_once(lesson: Lesson, use: Callable[[bytes], Learned]) -> Learned:
    """What `use` makes of what was learned, by an earlier start, by another process, or now. Raises LearningFailed, and
    OSError if there is no folder."""
    known = await learned_before(lesson, use)
    if known is not None:
        return known
    async with one_learns(lesson.folder, lesson.kind):
        known = await learned_before(lesson, use)
        if known is None:
            packed = await learn_apart(lesson.module, lesson.source, *lesson.arguments)
            await asyncio.to_thread(keep_learned, lesson.file, packed)
            known = await asyncio.to_thread(use, packed)
    return known


async def learned_before(lesson: Lesson, use: Callable[[bytes], Learned]) -> Learned | None:
    """What `use` makes of what is kept; None if that is missing, or not whole."""
    try:
        return await asyncio.to_thread(lambda: use(lesson.file.read_bytes()))
    except UNREADABLE:
        return None


async def learn_apart(module: str, source: bytes, *arguments: str) -> bytes:
    """Run a module that learns from its standard input, at lower priority, and return its output. Raises
    LearningFailed."""
    process = await begin_process((sys.executable, "-m", module, *arguments), cwd=ROOT)
    try:
        packed = await process.answer_to(source)
    finally:
        await process.end()
    if process.returncode != 0:
        raise LearningFailed(process.returncode)
    return packed

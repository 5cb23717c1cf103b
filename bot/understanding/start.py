"""Makes the service understand free text when it starts: it loads what was learned, or learns while it serves."""

import asyncio
import gc
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog

from bot.understanding.reading import Understanding

log = structlog.get_logger(__name__)

LEARN_AFTER = 1.0
"""Seconds after the start until learning occupies a core, so that people who waited for the start are answered
first."""
LOOK_AGAIN_S = 0.2


@asynccontextmanager
async def learning(understanding: Understanding | None, folder: Path) -> AsyncIterator[None]:
    """Learn while the service runs; until then rules alone read free text."""
    if understanding is None:
        yield
        return
    task = asyncio.create_task(_learn(understanding, folder))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


@asynccontextmanager
async def _one_at_a_time(folder: Path) -> AsyncIterator[None]:
    """Let one process of those that share the folder learn, while the others wait for its result. The lock is the
    operating system's: it ends with the process."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # not on Windows

    file = os.open(folder / "learning.lock", os.O_WRONLY | os.O_CREAT, 0o600)
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


async def _learn(understanding: Understanding, folder: Path) -> None:
    """Load what an earlier start learned from the same examples; else learn after a pause, since it occupies a core."""
    began = time.monotonic()
    try:
        if not await understanding.remember(folder):
            log.info("free text is understood by rules only until the pack has been learned")
            await asyncio.sleep(LEARN_AFTER)
            async with _one_at_a_time(folder):
                if not await understanding.remember(folder):
                    await understanding.learn(folder)
    except Exception:  # whatever the error, rules still read texts
        log.exception("free text is understood by rules only")
    else:
        if understanding.model is None:
            log.info("free text is understood by rules only: the pack has too few examples")
            return
        log.info("free text is understood", learned_in_s=round(time.monotonic() - began, 1))
        gc.freeze()
    finally:
        understanding.is_learning = False

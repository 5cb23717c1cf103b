"""Makes the service understand free text when it starts: it loads what was learned, or learns while it serves."""

import asyncio
import gc
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog

from bot.understanding.reading import KEPT, Understanding
from models.learned.kept import one_learns

log = structlog.get_logger(__name__)

LEARN_AFTER = 1.0
"""Seconds after the start until learning occupies a core, so that people who waited for the start are answered
first."""


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


async def _learn(understanding: Understanding, folder: Path) -> None:
    """Load what an earlier start learned from the same examples; else learn after a pause, since it occupies a core."""
    began = time.monotonic()
    try:
        if not await understanding.remember(folder):
            log.info("free text is understood by rules only until the pack has been learned")
            await asyncio.sleep(LEARN_AFTER)
            async with one_learns(folder, KEPT):
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

"""Makes the service understand free text when it starts: it loads what was learned, or learns while it serves."""

import asyncio
import gc
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
    """Load what an earlier start learned from the same examples; else learn after a pause, since it occupies a core.
    With the encoder, then learn what vectors add, which takes minutes for a pack whose vectors did not come with us.
    """
    began = time.monotonic()
    try:
        await _learn_words(understanding, folder)
    except Exception:  # whatever the error, rules still read texts
        log.exception("free text is understood by rules only")
        return
    finally:
        understanding.is_learning = False
    if understanding.model is None:
        log.info("free text is understood by rules only: the pack has too few examples")
        return
    log.info("free text is understood", learned_in_s=round(time.monotonic() - began, 1))
    if understanding.looked_at.encodes and understanding.model.closer is None:
        try:
            await understanding.learn(folder, closer=True)
        except Exception:  # whatever the error, words alone are read
            log.exception("no text is looked at closely")
    gc.freeze()


async def _learn_words(understanding: Understanding, folder: Path) -> None:
    if understanding.looked_at.encodes and await understanding.remember(folder, closer=True):
        return
    if not await understanding.remember(folder):
        log.info("free text is understood by rules only until the pack has been learned")
        await asyncio.sleep(LEARN_AFTER)
        await understanding.learn(folder)

"""Pause after storing a large file, which blocks the event loop and SQLite's only writer, so that others get a turn."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

LARGE = 1024 * 1024
"""Bytes; a pause follows only a larger file."""
LONGEST_REST_S = 2.0


@asynccontextmanager
async def with_a_rest(size: int, times: float = 1.0) -> AsyncIterator[None]:
    """After the block, sleep `times` as long as it took, LONGEST_REST_S at most, if the file is LARGE. size: bytes."""
    began = time.monotonic()
    try:
        yield
    finally:
        took = time.monotonic() - began
    if size > LARGE:
        await asyncio.sleep(min(times * took, LONGEST_REST_S))

"""Whoever keeps a large file leaves others a turn: it holds the loop and the database's only writer."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

LARGE = 1024 * 1024
"""Bytes: beyond, a file is worth a rest."""
LONGEST_REST_S = 2.0


@asynccontextmanager
async def with_a_rest(size: int, times: float = 1.0) -> AsyncIterator[None]:
    """Rests `times` as long as the block took, where it was about a file of so many bytes."""
    began = time.monotonic()
    try:
        yield
    finally:
        took = time.monotonic() - began
    if size > LARGE:
        await asyncio.sleep(min(times * took, LONGEST_REST_S))

"""Memory goes back to the operating system when it is not needed any more, and large files leave others a turn."""

import asyncio
import ctypes
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

LARGE = 1024 * 1024
"""Bytes: beyond, a file is worth a rest."""
_OWN_MAPPING, _TRIM, _ARENAS = -3, -1, -8
"""M_MMAP_THRESHOLD, M_TRIM_THRESHOLD and M_ARENA_MAX of glibc, mallopt(3)."""
_FROM, _LEFT, _MOST_ARENAS = 256 * 1024, 8 * 1024 * 1024, 2
LONGEST_REST_S = 2.0


def give_memory_back() -> None:
    """From now on what is large has a mapping of its own, which goes as soon as it is freed. By itself glibc keeps for
    good as much as files of 20 MB once took, in every thread. Other libraries of C are left as they are."""
    if not sys.platform.startswith("linux"):
        return
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    for setting, value in ((_OWN_MAPPING, _FROM), (_TRIM, _LEFT), (_ARENAS, _MOST_ARENAS)):
        mallopt(setting, value)


@asynccontextmanager
async def with_a_rest(size: int) -> AsyncIterator[None]:
    """Rests as long as the block took, where it was about a file of so many bytes: keeping one holds the loop and the
    database's only writer."""
    began = time.monotonic()
    try:
        yield
    finally:
        took = time.monotonic() - began
    if size > LARGE:
        await asyncio.sleep(min(took, LONGEST_REST_S))

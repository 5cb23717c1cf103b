"""Give memory back to the operating system when it is no longer needed."""

import ctypes
import sys

_OWN_MAPPING, _TRIM, _ARENAS = -3, -1, -8
"""M_MMAP_THRESHOLD, M_TRIM_THRESHOLD and M_ARENA_MAX of glibc, mallopt(3)."""
_FROM, _LEFT, _MOST_ARENAS = 256 * 1024, 8 * 1024 * 1024, 2


def give_memory_back() -> None:
    """From now on give every large block a mapping of its own, which goes as soon as it is freed. By default glibc
    keeps for good, in every thread, as much as files of 20 MB once took. Other C libraries are left as they are.
    """
    if not sys.platform.startswith("linux"):
        return
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    for setting, value in ((_OWN_MAPPING, _FROM), (_TRIM, _LEFT), (_ARENAS, _MOST_ARENAS)):
        mallopt(setting, value)

"""How much the web server holds at a time: files, connections, and those that have not even asked for anything."""

import sys
from collections import OrderedDict
from typing import Any, Protocol

import uvicorn

MOST_FILES = 65_536
MOST_CONNECTIONS = 12_000
"""Pages that are open at a time, and what is asked beside them."""
KEPT_FREE = 200
"""Files for the database, the channels and the processes that look at pictures."""
MOST_HEADS_OWED = 1_000


class GivesWay(Protocol):
    """Something that can be closed at once, for others."""

    def give_way(self) -> None: ...


class Room:
    """So many at a time: the one that has been in it longest gives way to a new one."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[GivesWay, None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def add(self, new: GivesWay) -> None:
        """new: becomes the youngest, also where it was there already."""
        self._held[new] = None
        self._held.move_to_end(new)
        if len(self._held) > self._most:
            oldest, _ = self._held.popitem(last=False)
            oldest.give_way()

    def discard(self, gone: GivesWay) -> None:
        self._held.pop(gone, None)


class BoundedConfig(uvicorn.Config):
    """uvicorn's settings, and the bounds that our connections share. most_connections: derived from the files that this
    process may open."""

    def __init__(self, app: Any, **settings: Any) -> None:
        self.most_connections = min(MOST_CONNECTIONS, max(raise_file_limit() - KEPT_FREE, KEPT_FREE))
        self.owe_a_head = Room(min(MOST_HEADS_OWED, self.most_connections // 2))
        super().__init__(app, limit_concurrency=self.most_connections, **settings)


def raise_file_limit() -> int:
    """Lets this process open as many files as the system allows it, at most MOST_FILES; returns how many."""
    if sys.platform == "win32":
        return MOST_FILES
    import resource  # not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return wanted if soft == resource.RLIM_INFINITY else soft

"""How much the web server holds at a time: files, connections, and connections that have not sent a request yet."""

import sys
from collections import OrderedDict
from typing import Any, Protocol

import uvicorn

from bot.door.turns import Turns

MOST_FILES = 65_536
MOST_CONNECTIONS = 12_000
"""Open pages, and the requests beside them."""
KEPT_FREE = 200
"""Files for the database, the channels and the processes that look at pictures."""
MOST_HEADS_OWED = 1_000
OPENING_S = 0.002
"""Seconds of work that the opening of a socket takes, in several rounds of the event loop."""


class GivesWay(Protocol):
    """Something that can be closed at once to make room for others."""

    def give_way(self) -> None: ...


class Room:
    """Holds `most` items: the one that has been in it longest gives way to a new one."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[GivesWay, None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def add(self, new: GivesWay) -> None:
        """Add the item as the youngest, also if it was there already."""
        self._held[new] = None
        self._held.move_to_end(new)
        if len(self._held) > self._most:
            oldest, _ = self._held.popitem(last=False)
            oldest.give_way()

    def discard(self, gone: GivesWay) -> None:
        """Remove the item, if it is there."""
        self._held.pop(gone, None)


class BoundedConfig(uvicorn.Config):
    """uvicorn's settings, and the bounds that our connections share. most_connections: derived from the number of files
    that this process may open.
    """

    def __init__(self, app: Any, **settings: Any) -> None:
        self.most_connections = min(MOST_CONNECTIONS, max(raise_file_limit() - KEPT_FREE, KEPT_FREE))
        self.openings, self.endings = Turns(OPENING_S), Turns()
        self.owe_a_head = Room(min(MOST_HEADS_OWED, self.most_connections // 2))
        super().__init__(app, limit_concurrency=self.most_connections, **settings)


def raise_file_limit() -> int:
    """Raise the number of files that this process may open to what the system allows, at most MOST_FILES; return it."""
    if sys.platform == "win32":
        return MOST_FILES
    import resource  # Windows has no such module

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return wanted if soft == resource.RLIM_INFINITY else soft

"""The file of a SQLite database, looked at from outside: whether it is still the one that is open, and whole.

A file that was deleted, cut short or written over is not noticed by whoever has it open: what they read comes from
their memory, and what they write is lost. https://www.sqlite.org/fileformat2.html#the_database_header
"""

import struct
from dataclasses import dataclass
from pathlib import Path

_HEAD = struct.Struct(">16sHBBBBBBIIIIII")
"""The first 48 bytes: magic, page size, …, change counter, pages, free list (2), schema cookie, schema format."""
MAGIC = b"SQLite format 3\0"
LARGEST_PAGE = 65536
"""Is written as 1."""


@dataclass(slots=True)
class DatabaseFile:
    """The file as it was when it was first looked at."""

    path: Path
    _identity: tuple[int, int] | None = None
    _changes: int = 0

    def trouble(self) -> str | None:
        """What is wrong with it: `gone`, `another`, `cut` or `overwritten`. An older copy counts as overwritten."""
        try:
            stat = self.path.stat()
            with self.path.open("rb") as file:
                head = file.read(_HEAD.size)
        except OSError:
            return "gone"
        identity = (stat.st_dev, stat.st_ino)
        self._identity = self._identity or identity
        if identity != self._identity:
            return "another"
        if len(head) < _HEAD.size:
            return "cut"
        magic, page_size, *_, changes, pages, _, _, _, _ = _HEAD.unpack(head)
        if magic != MAGIC or changes < self._changes:
            return "overwritten"
        self._changes = changes
        return "cut" if stat.st_size < pages * (LARGEST_PAGE if page_size == 1 else page_size) else None

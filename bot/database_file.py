"""A look from outside at the file of a SQLite database: is it still the open one, and whole?

A process that has the file open does not notice that it was deleted, cut short or overwritten: it reads from its
memory, and what it writes is lost. https://www.sqlite.org/fileformat2.html#the_database_header
"""

import os
import struct
from dataclasses import dataclass, field
from pathlib import Path

_HEAD = struct.Struct(">16sHBBBBBBIIIIII")
"""The first 48 bytes: magic, page size, …, change counter, pages, free list (2), schema cookie, schema format."""
MAGIC = b"SQLite format 3\0"
LARGEST_PAGE = 65536
"""The header stores this page size as 1."""

Identity = tuple[int, int]


@dataclass(slots=True)
class DatabaseFile:
    """The file as it was at the first look, and its log since there is one.

    It is opened once and closed only after the database: a process that closes any descriptor of a file loses all its
    locks on it, SQLite's too. Then a command that ends believes it is the last user, and deletes the log of the running
    service. https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
    """

    path: Path
    _descriptor: int | None = field(default=None, init=False)
    _log: Identity | None = field(default=None, init=False)
    _changes: int = field(default=0, init=False)

    def trouble(self) -> str | None:
        """The trouble with the file: `gone`, `another`, `cut` or `overwritten`; None if it is well. An older copy
        counts as overwritten.
        """
        try:
            stat = self.path.stat()
            if self._descriptor is None:
                self._descriptor = os.open(self.path, os.O_RDONLY)
            head = os.pread(self._descriptor, _HEAD.size, 0)
        except OSError:
            return "gone"
        if _identity(stat) != _identity(os.fstat(self._descriptor)):
            return "another"
        if len(head) < _HEAD.size:
            return "cut"
        magic, page_size, *_, changes, pages, _, _, _, _ = _HEAD.unpack(head)
        if magic != MAGIC or changes < self._changes:
            return "overwritten"
        self._changes = changes
        if stat.st_size < pages * (LARGEST_PAGE if page_size == 1 else page_size):
            return "cut"
        return self._trouble_of_log()

    def close(self) -> None:
        """Close the descriptor. Only call it when this process has no connection to the database any more."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _trouble_of_log(self) -> str | None:
        """The trouble with the log. A process that has the database open keeps the log that it opened."""
        try:
            log = _identity(self.path.with_name(f"{self.path.name}-wal").stat())
        except OSError:
            log = None
        if self._log is not None and log != self._log:
            return "gone" if log is None else "another"
        self._log = log
        return None


def _identity(stat: os.stat_result) -> Identity:
    return stat.st_dev, stat.st_ino

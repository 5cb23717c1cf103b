"""A person's position of a moment ago: offered to the next question where, and kept only in memory.

No table, no log and no other process has it; a restart forgets it.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from aiogram.fsm.storage.base import StorageKey

from models.values.position import Position

GOOD_FOR = timedelta(minutes=10)
MOST = 10_000
"""Chats; beyond this number the oldest entry is dropped."""


@dataclass(slots=True)
class Lately:
    """Bot and chat id -> the person's position, and when they were there."""

    _known: dict[tuple[int, int], tuple[Position, datetime]] = field(default_factory=dict)

    def was_at(self, key: StorageKey, here: Position) -> None:
        """Remember the position."""
        self._known.pop((key.bot_id, key.chat_id), None)
        if len(self._known) >= MOST:
            del self._known[next(iter(self._known))]
        self._known[key.bot_id, key.chat_id] = here, datetime.now(UTC)

    def of(self, key: StorageKey) -> Position | None:
        """The position, if it is at most GOOD_FOR old; else None."""
        known = self._known.get((key.bot_id, key.chat_id))
        if known is None or datetime.now(UTC) - known[1] > GOOD_FOR:
            self._known.pop((key.bot_id, key.chat_id), None)
            return None
        return known[0]

    def clear(self) -> None:
        """Forget every position."""
        self._known.clear()

    def forget(self, key: StorageKey) -> None:
        """Forget the position of one chat."""
        self._known.pop((key.bot_id, key.chat_id), None)


LATELY = Lately()
"""The positions of this process."""

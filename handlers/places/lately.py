"""Where somebody was a moment ago: offered again to the next question where, and kept in memory alone.

No table, no log, no other process has it; a restart forgets it.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from aiogram.fsm.storage.base import StorageKey

from models.values.position import Position

GOOD_FOR = timedelta(minutes=10)
MOST = 10_000
"""Chats; beyond that the longest ago goes first."""


@dataclass(slots=True)
class Lately:
    """Bot and chat id -> where its person was, and when."""

    _known: dict[tuple[int, int], tuple[Position, datetime]] = field(default_factory=dict)

    def was_at(self, key: StorageKey, here: Position) -> None:
        self._known.pop((key.bot_id, key.chat_id), None)
        if len(self._known) >= MOST:
            del self._known[next(iter(self._known))]
        self._known[key.bot_id, key.chat_id] = here, datetime.now(UTC)

    def of(self, key: StorageKey) -> Position | None:
        """The position, as long as it is good."""
        known = self._known.get((key.bot_id, key.chat_id))
        if known is None or datetime.now(UTC) - known[1] > GOOD_FOR:
            self._known.pop((key.bot_id, key.chat_id), None)
            return None
        return known[0]

    def clear(self) -> None:
        self._known.clear()

    def forget(self, key: StorageKey) -> None:
        self._known.pop((key.bot_id, key.chat_id), None)


LATELY = Lately()
"""Of this process."""

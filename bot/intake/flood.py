"""Who sends more than a person can mean is told once and slowed; nobody else notices.

At most LIMIT updates of one chat are taken in any WINDOW, counted by when they were sent, so that what piled up
while the service was away is not held against anybody. The parts of an album count as one. An emergency is taken
however many there were before it, up to URGENT_LIMIT in any URGENT_WINDOW.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from bot.channel.channel import Incoming

LIMIT = 30
WINDOW = timedelta(seconds=10)
URGENT_LIMIT = 10
URGENT_WINDOW = timedelta(minutes=1)
CHATS_REMEMBERED = 10_000


class Verdict(Enum):
    TAKE = "take"
    TELL = "tell"
    """Not taken, and the person is to be told."""
    DROP = "drop"
    """Not taken; they have been told."""


@dataclass(slots=True)
class _Chat:
    taken: deque[datetime] = field(default_factory=deque)
    urgent: deque[datetime] = field(default_factory=deque)
    album: str | None = None
    told: bool = False


@dataclass(slots=True)
class FloodGuard:
    """Remembers the last seconds of the chats that wrote most recently."""

    _chats: OrderedDict[tuple[str, str], _Chat] = field(default_factory=OrderedDict)

    def judge(self, incoming: Incoming, *, now: datetime, urgent: bool = False) -> Verdict:
        """Whether to take the update. urgent: it tells of an emergency."""
        if incoming.address is None:
            return Verdict.TAKE
        chat = self._chat((incoming.channel, incoming.address))
        at = min(incoming.sent_at or now, now)
        _drop_before(chat.taken, at - WINDOW)
        _drop_before(chat.urgent, at - URGENT_WINDOW)
        if urgent and len(chat.urgent) < URGENT_LIMIT:
            chat.urgent.append(at)
            chat.taken.append(at)
            return Verdict.TAKE
        if incoming.album is not None and incoming.album == chat.album:
            return Verdict.TAKE
        if len(chat.taken) >= LIMIT:
            verdict = Verdict.DROP if chat.told else Verdict.TELL
            chat.told = True
            return verdict
        if len(chat.taken) < LIMIT // 2:
            chat.told = False
        chat.album = incoming.album
        chat.taken.append(at)
        return Verdict.TAKE

    def _chat(self, key: tuple[str, str]) -> _Chat:
        chat = self._chats.setdefault(key, _Chat())
        self._chats.move_to_end(key)
        if len(self._chats) > CHATS_REMEMBERED:
            self._chats.popitem(last=False)
        return chat


def _drop_before(times: deque[datetime], since: datetime) -> None:
    while times and times[0] <= since:
        times.popleft()

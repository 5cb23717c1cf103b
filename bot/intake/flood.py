"""Slows a chat that sends more than a person can mean, and tells the person once; nobody else notices.

At most LIMIT updates of one chat are taken in any WINDOW, counted by the time they were sent, so that updates which
piled up while the service was away do no harm. The parts of an album count as one. An emergency is taken however
many updates came before it, up to URGENT_LIMIT in any URGENT_WINDOW.

Several processes count together in the database. While a chat is far from the limit, a process reports only every
CALM updates of it; as soon as one of them finds half of the limit reached, all report the rest.
"""

import asyncio
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

import structlog

from bot.channel.channel import Incoming
from bot.trouble import is_passing, place_of
from models.people.flood import count_digest, shared_count
from models.storage.database import Database, Json

log = structlog.get_logger(__name__)

LIMIT = 30
WINDOW = timedelta(seconds=10)
URGENT_LIMIT = 10
URGENT_WINDOW = timedelta(minutes=1)
CHATS_REMEMBERED = 10_000
NEAR = LIMIT // 2
CALM = 4
"""Updates of a chat that one process takes before it reports them, while the count it knows is under NEAR."""
ASKED_FOR_S = 5.0
"""If the database does not answer within this time, the process counts alone."""


class Verdict(Enum):
    TAKE = "take"
    TELL = "tell"
    """The update is not taken, and the person has to be told."""
    DROP = "drop"
    """The update is not taken; the person was told before."""


@dataclass(slots=True)
class _Chat:
    taken: deque[datetime] = field(default_factory=deque)
    urgent: deque[datetime] = field(default_factory=deque)
    album: str | None = None
    told: bool = False
    untold: list[datetime] = field(default_factory=list)
    """Times of updates that were taken and are not in the shared count yet."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Only one update at a time asks for the shared count, so that a flood does not take every connection."""

    def decide(self, incoming: Incoming, *, at: datetime, urgent: bool) -> Verdict:
        _drop_before(self.taken, at - WINDOW)
        _drop_before(self.urgent, at - URGENT_WINDOW)
        if urgent and len(self.urgent) < URGENT_LIMIT:
            self.urgent.append(at)
            self.taken.append(at)
            return Verdict.TAKE
        if incoming.album is not None and incoming.album == self.album:
            return Verdict.TAKE
        if len(self.taken) >= LIMIT:
            verdict = Verdict.DROP if self.told else Verdict.TELL
            self.told = True
            return verdict
        if len(self.taken) < NEAR:
            self.told = False
        self.album = incoming.album
        self.taken.append(at)
        return Verdict.TAKE

    def as_json(self) -> Json:
        return {"taken": [each.timestamp() for each in self.taken], "album": self.album, "told": self.told}

    def take_over(self, count: Json) -> None:
        """Take over the count of all processes, and add the updates that this process has not reported yet."""
        taken = [datetime.fromtimestamp(each, UTC) for each in count.get("taken", ())]
        self.taken, self.untold = deque(sorted([*taken, *self.untold])), []
        self.album, self.told = count.get("album", self.album), bool(count.get("told"))


@dataclass(slots=True)
class FloodGuard:
    """Remembers the last seconds of the chats that wrote most recently."""

    shared: Database | None = None
    """The database in which several processes count together; None if there is one process."""
    _chats: OrderedDict[tuple[str, str], _Chat] = field(default_factory=OrderedDict)
    _full: OrderedDict[str, datetime] = field(default_factory=OrderedDict)
    """Digests of chats that reached the limit over all processes, and until when no update is taken."""
    _untold: OrderedDict[str, tuple[str, str]] = field(default_factory=OrderedDict)
    """Digests of the chats of which this process may have updates to report."""
    _reporting: set[asyncio.Task[None]] = field(default_factory=set)

    def hear(self, about: str | None) -> None:
        """Take a wake-up of WakeUp.FLOOD."""
        if about is None:
            return
        digest, _, until = about.partition(" ")
        if until:
            self._full[digest] = datetime.fromtimestamp(float(until), UTC)
            _keep_latest(self._full)
        elif self.shared is not None and (key := self._untold.pop(digest, None)):
            reporting = asyncio.create_task(self._report(self.shared, key))
            self._reporting.add(reporting)
            reporting.add_done_callback(self._reporting.discard)

    async def judge_together(self, incoming: Incoming, *, now: datetime, urgent: bool = False) -> Verdict:
        """Like `judge`, by the count of all processes. While the database is away this process counts alone."""
        if self.shared is None or incoming.address is None:
            return self.judge(incoming, now=now, urgent=urgent)
        chat, at = self._chat((incoming.channel, incoming.address)), _sent_at(incoming, now)
        _drop_before(chat.urgent, at - URGENT_WINDOW)
        if urgent and len(chat.urgent) < URGENT_LIMIT:  # an emergency waits for no lock or database
            chat.untold.append(at)
            return chat.decide(incoming, at=at, urgent=True)
        _drop_before(chat.taken, at - WINDOW)
        chat.untold = [each for each in chat.untold if each > at - WINDOW]
        is_calm = len(chat.untold) < CALM and len(chat.taken) < NEAR
        digest = count_digest(self.shared, incoming.channel, incoming.address) if is_calm else None
        if digest is not None and not self._is_full(digest, at):
            self._untold[digest] = (incoming.channel, incoming.address)
            _keep_latest(self._untold)
            chat.untold.append(at)
            return chat.decide(incoming, at=at, urgent=False)
        async with chat.turn:
            return await self._ask(self.shared, chat, incoming, at, now)

    async def _ask(self, shared: Database, chat: _Chat, incoming: Incoming, at: datetime, now: datetime) -> Verdict:
        address = incoming.address or ""
        if self._is_full(count_digest(shared, incoming.channel, address), at):
            return Verdict.DROP
        try:
            async with asyncio.timeout(ASKED_FOR_S), shared_count(shared, incoming.channel, address, now=now) as count:
                told = len(count.value.get("taken", ()))
                chat.take_over(count.value)
                verdict = chat.decide(incoming, at=at, urgent=False)
                count.value = chat.as_json()
                if told < NEAR <= len(chat.taken):
                    count.is_near()
                if verdict is not Verdict.TAKE:
                    count.is_full(chat.taken[0] + WINDOW)
                return verdict
        except Exception as error:
            if not is_passing(error):
                raise
            verdict = chat.decide(incoming, at=at, urgent=False)
            if verdict is Verdict.TAKE:
                chat.untold.append(at)
            return verdict

    async def _report(self, shared: Database, key: tuple[str, str]) -> None:
        chat = self._chat(key)
        async with chat.turn:
            if not chat.untold:
                return
            try:
                async with asyncio.timeout(ASKED_FOR_S), shared_count(shared, *key, now=max(chat.untold)) as count:
                    chat.take_over(count.value)
                    count.value = chat.as_json()
            except Exception as error:
                log.warning("updates of a chat are not in the shared count", error=place_of(error))

    def _is_full(self, digest: str | None, at: datetime) -> bool:
        """Return whether a process found at most a WINDOW ago that the chat reached the limit."""
        until = self._full.get(digest or "")
        return until is not None and until - WINDOW <= at < until

    def judge(self, incoming: Incoming, *, now: datetime, urgent: bool = False) -> Verdict:
        """Return whether to take the update. urgent: it tells of an emergency."""
        if incoming.address is None:
            return Verdict.TAKE
        return self._chat((incoming.channel, incoming.address)).decide(
            incoming, at=_sent_at(incoming, now), urgent=urgent
        )

    def _chat(self, key: tuple[str, str]) -> _Chat:
        chat = self._chats.setdefault(key, _Chat())
        self._chats.move_to_end(key)
        _keep_latest(self._chats)
        return chat


def _sent_at(incoming: Incoming, now: datetime) -> datetime:
    return min(incoming.sent_at or now, now)


def _keep_latest(remembered: OrderedDict[Any, Any]) -> None:
    if len(remembered) > CHATS_REMEMBERED:
        remembered.popitem(last=False)


def _drop_before(times: deque[datetime], since: datetime) -> None:
    while times and times[0] <= since:
        times.popleft()

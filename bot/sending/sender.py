"""Sends the due rows of the outbox: tens of messages at once on each channel, at the channel's rate, urgent ones first.

One process sends on a channel. It renews its lease every few seconds; another takes the lease over when it ends. Rows
are claimed some hundreds at a time (at most two seconds of the channel's rate, so that withdrawn rows are not sent).
Results are written a few times a second: after a crash the messages sent since then are sent again, and none is lost.
"""

import asyncio
import random
import time
import uuid
import weakref
from collections import deque
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from aiolimiter import AsyncLimiter

from bot.channel.channel import Blocked, Channel, Closed, Refused, SendError, Sent, TryLater
from bot.metrics import Metrics
from bot.sending.claim import Claim, Ready, claim
from bot.trouble import place_of
from handlers.pushed.table import causes_that_hold, causes_that_wait
from handlers.talk.texts import Texts
from models.city.pack import City
from models.outbox.message import OutboxState
from models.outbox.sending import change, hold_channel, put_back, record_sent, take_back, take_back_overdue
from models.people.addressee import for_chat
from models.people.person import stop_writing_to
from models.storage.database import Database
from models.storage.wakeups import WakeUp, woken_by

log = structlog.get_logger(__name__)

IN_FLIGHT = 64
"""Sends under way on one channel."""
CLAIMED = 500
"""Rows of one claim if the channel has no rate."""
RECORD_EVERY_S = 0.25
CHAT_PAUSE_S = 1.0
"""The pause between two messages pushed to one person."""
ATTEMPTS = 8
LONGEST_PAUSE_S = 300.0
POLL_S = 1.0
LEASE_S = 9.0
STOPPED_S = 0.25
"""Seconds between two checks whether claimed rows were stopped."""
SILENT_S = 60.0
"""After this many seconds without a check of the leases, `is_alive` is False."""


@dataclass(slots=True)
class _Outlet:
    """The queues of one channel (urgent rows and others), and what keeps its rate."""

    channel: Channel
    limiter: AsyncLimiter | None
    room: int
    """The most rows in the queues."""
    urgent: deque[Ready] = field(default_factory=deque)
    others: deque[Ready] = field(default_factory=deque)
    filled: asyncio.Event = field(default_factory=asyncio.Event)
    flights: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(IN_FLIGHT))
    paused_until: float = 0.0

    def __len__(self) -> int:
        return len(self.urgent) + len(self.others)

    def add(self, ready: Ready) -> None:
        (self.urgent if ready.priority == 0 else self.others).append(ready)
        self.filled.set()

    @property
    def causes(self) -> set[str]:
        return {each.cause for each in (*self.urgent, *self.others) if each.cause}

    def drop(self, causes: Collection[str]) -> list[Ready]:
        """Take the rows of these causes out of the queues."""
        gone = [each for each in (*self.urgent, *self.others) if each.cause in causes]
        for queue in (self.urgent, self.others):
            kept = [each for each in queue if each.cause not in causes]
            queue.clear()
            queue.extend(kept)
        return gone

    async def next(self) -> Ready:
        """Wait for the next row and for the channel's rate."""
        await self._filled()
        await self.flights.acquire()
        while (pause := self.paused_until - time.monotonic()) > 0:  # noqa: ASYNC110 - it can be prolonged meanwhile
            await asyncio.sleep(pause)
        if self.limiter is not None:
            await self.limiter.acquire()
        await self._filled()  # the rows may have been stopped meanwhile
        return (self.urgent or self.others).popleft()

    async def _filled(self) -> None:
        while not len(self):
            self.filled.clear()
            await self.filled.wait()


@dataclass(slots=True)
class Sender:
    """Empties the outbox. One in each process; `run` until cancelled, then `stop`."""

    database: Database
    channels: Mapping[str, Channel]
    city: City
    texts: Texts
    metrics: Metrics
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    tell_pause: Callable[[str, timedelta], None] | None = None
    """Pauses the channel in all parts and processes when it refuses all messages for a time; None: here alone."""
    lease_s: float = LEASE_S
    chat_pause_s: float = CHAT_PAUSE_S
    _holder: str = field(default_factory=lambda: uuid.uuid4().hex, init=False)
    _held: set[str] = field(default_factory=set, init=False)
    _renew_at: float = field(default=0.0, init=False)
    _stopped_at: float = field(default=0.0, init=False)
    _looked_at: float = field(default_factory=time.monotonic, init=False)
    _wake: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _outlets: dict[str, _Outlet] = field(default_factory=dict, init=False)
    _turns: weakref.WeakValueDictionary[int, asyncio.Lock] = field(
        default_factory=weakref.WeakValueDictionary, init=False
    )
    _last_sent: dict[int, float] = field(default_factory=dict, init=False)
    _sent: list[dict[str, Any]] = field(default_factory=list, init=False)
    _gists: list[dict[str, Any]] = field(default_factory=list, init=False)
    _results: list[dict[str, Any]] = field(default_factory=list, init=False)
    """The results of all other rows."""
    _flying: set[asyncio.Task[None]] = field(default_factory=set, init=False)
    _filling: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _recording: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    def is_alive(self) -> bool:
        """Return whether this process knows who sends: itself, or another whose lease it has seen."""
        return time.monotonic() - self._looked_at < SILENT_S

    def poke(self) -> None:
        """Look for due rows now."""
        self._wake.set()

    def pause(self, channel: str, after: timedelta) -> None:
        """Send nothing on the channel for `after`, since it refuses all messages."""
        if channel in self._outlets:
            self._outlets[channel].paused_until = time.monotonic() + after.total_seconds()

    async def run(self) -> None:
        """Send until cancelled; then call `stop`, which writes down the results."""
        self._outlets = {name: self._outlet(channel) for name, channel in self.channels.items()}
        senders = [asyncio.create_task(self._send_on(outlet)) for outlet in self._outlets.values()]
        senders.append(asyncio.create_task(self._record_on()))
        try:
            with woken_by(WakeUp.OUTBOX, lambda _: self.poke()):
                while True:
                    more = await self._fill()
                    if not more:
                        with suppress(TimeoutError):
                            async with asyncio.timeout(POLL_S):  # wait_for can swallow a cancellation
                                await self._wake.wait()
                    self._wake.clear()
        finally:
            for task in senders:
                task.cancel()
            await asyncio.gather(*senders, return_exceptions=True)

    async def stop(self) -> None:
        """Let sends under way end, write their results, and give the other rows and the leases back."""
        if self._flying:
            await asyncio.wait(self._flying)
        await self._record()
        async with self.database.transaction() as session:
            for name in self._held:
                await take_back(session, channel=name)
                await hold_channel(session, name, self._holder, now=self.clock(), until=self.clock())
        self._held.clear()
        self._renew_at = 0.0

    async def drain(self) -> None:
        """Return when no row is due and every result is recorded (for tests and the bench)."""
        while True:
            more = await self._fill()
            while self._flying or any(len(each) for each in self._outlets.values()):  # noqa: ASYNC110 - for tests
                await asyncio.sleep(0.005)
            await self._record()
            if not more:
                return

    def _outlet(self, channel: Channel) -> _Outlet:
        rate = channel.rate
        if rate is None:
            return _Outlet(channel, None, 2 * CLAIMED)
        # A full bucket makes up for waiting for the event loop; at most rate + bucket messages are sent in a second.
        bucket = max(2.0, rate / 50)
        room = max(2, min(round(2 * rate), 2 * CLAIMED))
        return _Outlet(channel, AsyncLimiter(bucket, bucket / rate), room)

    # --- claiming ---------------------------------------------------------------------------------------------------

    async def _fill(self) -> bool:
        """Claim due rows into the queues. Returns whether more may be due at once."""
        async with self._filling:
            try:
                await self._hold_leases()
                await self._drop_stopped()
                outlets = [each for name, each in self._outlets.items() if name in self._held]
                room = min((each.room - len(each) for each in outlets), default=0)
                if not outlets or room < min(each.room for each in outlets) // 2:
                    await asyncio.sleep(0.02)  # the queues empty meanwhile
                    return bool(outlets)
                claimed = await self._claim(min(room, CLAIMED))
            except Exception as error:
                log.warning("outbox not read", error=place_of(error))
                return False
            for ready in claimed.ready:
                self._outlets[ready.channel].add(ready)
            return claimed.more

    async def _drop_stopped(self) -> None:
        """Put queued rows whose cause was paused or ended back to wait, so that they are decided on again."""
        if time.monotonic() < self._stopped_at and not self._wake.is_set():
            return
        self._stopped_at = time.monotonic() + STOPPED_S
        causes = {cause for outlet in self._outlets.values() for cause in outlet.causes}
        if not causes:
            return
        async with self.database.transaction() as session:
            stopped = causes - await causes_that_hold(session, causes) | await causes_that_wait(session, causes)
            gone = [each for outlet in self._outlets.values() for each in outlet.drop(stopped)] if stopped else []
            await put_back(session, [each.id for each in gone])

    async def _claim(self, limit: int) -> Claim:
        async with self.database.transaction() as session:
            until = self.clock() + self._rows_lease
            held = {name: self.channels[name] for name in self._held}
            return await claim(session, held, self.city, self.texts, now=self.clock(), until=until, limit=limit)

    @property
    def _rows_lease(self) -> timedelta:
        """The time for which claimed rows are reserved for this process."""
        return timedelta(seconds=max(60.0, 4 * self.lease_s))

    async def _hold_leases(self) -> None:
        if time.monotonic() < self._renew_at:
            return
        now = self.clock()
        async with self.database.transaction() as session:
            held = set()
            for name in self.channels:
                if await hold_channel(
                    session, name, self._holder, now=now, until=now + timedelta(seconds=self.lease_s)
                ):
                    held.add(name)
                    if name not in self._held:
                        await take_back(session, channel=name)
            await take_back_overdue(session, lasts=self._rows_lease, now=now)
        self._held = held
        self._looked_at = time.monotonic()
        self._renew_at = time.monotonic() + self.lease_s / 3

    # --- sending ----------------------------------------------------------------------------------------------------

    async def _send_on(self, outlet: _Outlet) -> None:
        while True:
            ready = await outlet.next()
            task = asyncio.create_task(self._fly(outlet, ready))
            self._flying.add(task)
            task.add_done_callback(self._flying.discard)

    async def _fly(self, outlet: _Outlet, ready: Ready) -> None:
        try:
            async with self._turns.setdefault(ready.person_id, asyncio.Lock()):
                pause = self._last_sent.get(ready.person_id, 0.0) + self.chat_pause_s - time.monotonic()
                if pause > 0:
                    await asyncio.sleep(pause)
                sent = await outlet.channel.send(ready.address, ready.reply)
                self._last_sent[ready.person_id] = time.monotonic()
            self._note(outlet, ready, sent)
        except Exception as error:  # the row is tried again when its lease ends
            log.error("sending failed", outbox=ready.id, channel=outlet.channel.name, error=place_of(error))
        finally:
            outlet.flights.release()

    def _note(self, outlet: _Outlet, ready: Ready, sent: Sent) -> None:
        now, name = self.clock(), outlet.channel.name
        error = sent.error
        self.metrics.sent(name, "sent" if error is None else type(error).__name__)
        if ready.gist and not (isinstance(error, TryLater) and ready.attempts + 1 < ATTEMPTS):
            self._note_gist(ready, sent)
        elif error is None:
            self.metrics.late(max(0.0, (now - ready.since).total_seconds()))
            message_id = sent.message_ids[-1] if sent.message_ids else None
            reply = for_chat(ready, list(ready.reply)) if outlet.channel.can.show_again else None
            self._sent.append(
                {
                    "b_id": ready.id,
                    "contact_id": ready.contact_id,
                    "message_id": message_id,
                    "send_at": ready.kept(ready.send_at),
                    "sent_at": ready.kept(now),
                    "reply": reply,
                }
            )
        elif isinstance(error, TryLater) and error.everyone:
            self.metrics.too_many(name)
            (self.tell_pause or self.pause)(name, error.after)
            self._result(ready, OutboxState.WAITING, send_at=now, error=str(error))
        elif isinstance(error, Closed):
            # Decide on it again at once: another chat or a gist may do, or it is held and newer rows need not wait.
            self._result(ready, OutboxState.WAITING, send_at=now, error=str(error))
        elif isinstance(error, TryLater) and ready.attempts + 1 < ATTEMPTS:
            self._result(ready, OutboxState.WAITING, send_at=now + _pause(ready, error), error=str(error), tried=1)
        elif isinstance(error, Blocked):
            # Another chat of the person may be open: claim the row again, or cancel it then if there is none.
            self._result(ready, OutboxState.WAITING, send_at=now, error="blocked", blocked=True)
        else:
            if isinstance(error, Refused):
                log.error("message refused", outbox=ready.id, channel=name)
            self._result(ready, OutboxState.FAILED, error=_reason(error), tried=1)

    def _note_gist(self, ready: Ready, sent: Sent) -> None:
        """Note a gist as sent or refused; either way the full message waits until the person writes."""
        if isinstance(sent.error, Blocked):
            self._result(ready, OutboxState.WAITING, error="blocked", blocked=True)
        elif sent.error is not None:
            self._result(ready, OutboxState.HELD, error=_reason(sent.error))
        else:
            message_id = sent.message_ids[-1] if sent.message_ids else None
            self._gists.append(
                {
                    "b_id": ready.id,
                    "state": OutboxState.HELD,
                    "contact_id": ready.contact_id,
                    "message_id": message_id,
                    "told_at": ready.kept(self.clock()),
                    "leased_until": None,
                }
            )

    def _result(
        self, ready: Ready, state: OutboxState, *, tried: int = 0, blocked: bool = False, **values: Any
    ) -> None:
        row = {
            "b_id": ready.id,
            "state": state,
            "contact_id": ready.contact_id,
            "send_at": ready.send_at,
            "error": None,
            "attempts": ready.attempts + tried,
            "leased_until": None,
        }
        self._results.append({**row, **values, "blocked": ready.contact_id if blocked else None})

    # --- writing down -----------------------------------------------------------------------------------------------

    async def _record_on(self) -> None:
        while True:
            await asyncio.sleep(RECORD_EVERY_S)
            try:
                await self._record()
            except Exception as error:
                log.warning("results not written yet", error=place_of(error))

    async def _record(self) -> None:
        """Write the results since last time; results that cannot be written are kept."""
        async with self._recording:
            sent, gists, results = self._sent[:], self._gists[:], self._results[:]
            if not sent and not gists and not results:
                return
            async with self.database.transaction() as session:
                await record_sent(session, sent)
                await change(session, gists)
                await change(session, [{key: row[key] for key in row if key != "blocked"} for row in results])
                blocked = {row["blocked"] for row in results} - {None}
                await stop_writing_to(session, blocked, now=self.clock())
            del self._sent[: len(sent)], self._gists[: len(gists)], self._results[: len(results)]
            if any(row["state"] == OutboxState.WAITING for row in results):
                self.poke()
            self._forget_pauses()

    def _forget_pauses(self) -> None:
        """Forget people who need no pause any more, so that memory does not grow with the number of rows."""
        if len(self._last_sent) > 2 * CLAIMED:
            since = time.monotonic() - self.chat_pause_s
            self._last_sent = {person: at for person, at in self._last_sent.items() if at > since}


def _pause(ready: Ready, error: TryLater) -> timedelta:
    """Twice as long each time, varied for each row so that rows do not come back together."""
    seconds = min(2.0**ready.attempts, LONGEST_PAUSE_S) * random.uniform(0.8, 1.2)
    return max(error.after, timedelta(seconds=seconds))


def _reason(error: SendError | None) -> str:
    return f"{type(error).__name__}: {error}"

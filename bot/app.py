"""The running service: takes one update and hands over its reply. bot/assembly.py puts it together, bot/running.py
starts it."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.channel.channel import Channel, Incoming
from bot.foreign_files import ForeignFiles
from bot.health import DatabaseHealth
from bot.intake.card_from_memory import CardsFromMemory, Heard
from bot.intake.flood import FloodGuard, Verdict
from bot.intake.intake import Intake
from bot.intake.long_texts import LongTexts
from bot.intake.outcome import Outcome
from bot.keys import Keys
from bot.metrics import Ending, Metrics
from bot.peers import Peers
from bot.sending.replies import Delivery
from bot.sending.sender import Sender
from bot.settings import Settings
from bot.trouble import DatabaseAway, place_of
from bot.understanding import Understanding
from handlers.talk.texts import texts
from models.articles.library import Library
from models.city.pack import City
from models.storage.database import Database
from models.storage.wakeups import WakeUp, wake_at_once
from models.upkeep.written_apart import WritingApart

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class App:
    """Holds the parts of the service and takes in updates with them."""

    settings: Settings
    keys: Keys
    database: Database
    city: City
    channels: dict[str, Channel]
    intake: Intake
    delivery: Delivery
    clock: Callable[[], datetime]
    understanding: Understanding | None = None
    """None if no text is understood (in tests of the other parts)."""
    library: Library = field(default_factory=Library)
    flood: FloodGuard = field(default_factory=FloodGuard)
    long_texts: LongTexts = field(default_factory=LongTexts)
    foreign_files: ForeignFiles = field(default_factory=ForeignFiles)
    metrics: Metrics = field(default_factory=Metrics)
    apart: WritingApart = field(default_factory=WritingApart)
    schedule_is_alive: Callable[[], bool] = lambda: False
    """Returns whether jobs begin when they are due; no job does before the schedule runs."""
    sender: Sender = field(init=False)
    cards: CardsFromMemory = field(init=False)
    database_health: DatabaseHealth = field(init=False)
    peers: Peers = field(init=False)
    leaving: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    packing: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    """Held while a case is packed into a file: one at a time takes enough of the processor."""
    """Set once no more requests are taken: answers that never end by themselves end now."""
    _telling: set[asyncio.Task[None]] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        self.database_health = DatabaseHealth(self.database, self.clock)
        self.peers = Peers(self.database)
        alarm_in = self.understanding.alarm_in if self.understanding is not None else lambda text: None
        self.cards = CardsFromMemory(alarm_in, texts(), self.settings.default_locale)
        self.sender = Sender(
            self.database,
            self.channels,
            self.city,
            texts(),
            self.metrics,
            clock=self.clock,
            tell_pause=self.pause,
        )
        self.delivery.tell_pause = self.pause
        if not self.database.is_sqlite:
            self.flood.shared = self.database

    def pause(self, channel: str, after: timedelta) -> None:
        """Stops sending on the channel for `after`, in every process, because the channel refuses all messages."""
        self._pause_here(channel, after)
        if not self.database.is_sqlite:
            about = f"{channel} {after.total_seconds()}"
            telling = asyncio.create_task(self._tell_others(about))
            self._telling.add(telling)
            telling.add_done_callback(self._telling.discard)

    def hear_pause(self, about: str | None) -> None:
        """Takes a wake-up of WakeUp.PAUSE: a process, perhaps this one, was refused by a channel."""
        if about is not None:
            channel, _, seconds = about.partition(" ")
            self._pause_here(channel, timedelta(seconds=float(seconds)))

    def _pause_here(self, channel: str, after: timedelta) -> None:
        self.delivery.pause(channel, after)
        self.sender.pause(channel, after)

    async def _tell_others(self, about: str) -> None:
        try:
            await wake_at_once(self.database, WakeUp.PAUSE, about)
        except Exception as error:  # the other processes will be refused by the channel too
            log.warning("a pause was not told", error=place_of(error))

    def hear(self, channel: Channel, raw: Any) -> None:
        """Looks for an emergency in an event that has to wait for its turn, so that its card need not wait."""
        self.cards.hear(channel, channel.incoming(raw))

    async def receive(self, channel: Channel, raw: Any) -> Verdict:
        """Takes one raw event of a channel and hands its reply over. Raises DatabaseAway if the channel has to deliver
        the event again."""
        incoming = channel.incoming(raw)
        heard = self.cards.hear(channel, incoming)
        if heard is None or heard.handled or not heard.taken:
            verdict = await self.flood.judge_together(incoming, now=self.clock(), urgent=heard is not None)
            if verdict is not Verdict.TAKE:
                await self._turn_away(channel, incoming, verdict, heard)
                return verdict
        if heard is None:
            await self._serve(channel, incoming)
            return Verdict.TAKE
        heard.taken = True
        try:
            await self._serve(channel, incoming, heard)
        except Exception:
            await self.cards.say(heard)
            raise
        return Verdict.TAKE

    async def _serve(self, channel: Channel, incoming: Incoming, heard: Heard | None = None) -> None:
        async with self.intake.turn(channel.name, incoming.address):
            async with self.long_texts.turn(channel.words_of(incoming) if heard is None else ""):
                outcome = await self._take(channel, incoming)
            if outcome.again and outcome.reply and channel.answered_within and not self.database.is_sqlite:
                await asyncio.sleep(channel.answered_within)
                outcome = await self.intake.take(channel, incoming)  # without a reply, if another process has sent it
            self.cards.speaks(incoming, outcome.locale)
            async with self.cards.handing_over(heard, outcome) as new:
                await self.delivery.hand_over(channel, incoming, new)

    async def _turn_away(self, channel: Channel, incoming: Incoming, verdict: Verdict, heard: Heard | None) -> None:
        """Sends the emergency numbers first, then the message that the update was not taken."""
        self.metrics.flooded(channel.name)
        if heard is not None:
            await self.cards.turn_away(heard)
        words = self.cards.words(channel, incoming)
        await channel.refuse(incoming, words("error-too-fast"), first=verdict is Verdict.TELL)

    async def _take(self, channel: Channel, incoming: Incoming) -> Outcome:
        """Handles the update, and measures and counts it."""
        began, ending = time.perf_counter(), Ending.FAILED
        try:
            outcome = await self.intake.take(channel, incoming)
            ending = outcome.ending
        except DatabaseAway:
            ending = Ending.AWAY
            raise
        finally:
            self.metrics.update(channel.name, ending, time.perf_counter() - began)
        return outcome

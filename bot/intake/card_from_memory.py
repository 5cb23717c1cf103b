"""An emergency is answered from memory where the database does not let it be answered in time.

    heard ── CARD_WITHIN_S, or the database is away ──> the card is said from memory
      │                                                   │
      └───────────────── handled ─────────────────────────┴──> what is said then is what is new

Nothing of the card needs a row: rules find the alarm, and the words are in memory. The event itself stays where it was
until the database takes it: the channel brings it again, or the channel's way in keeps it.
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar

import structlog

from bot.channel.channel import Channel, Incoming
from bot.intake.outcome import Outcome
from bot.trouble import place_of
from handlers.front.emergency_card import emergency_card
from handlers.talk.forms import COMMAND
from handlers.talk.meaning import Alarm, Emergency
from handlers.talk.texts import Texts, Words, locale_for

log = structlog.get_logger(__name__)

CARD_WITHIN_S = 1.0
"""WeChat waits for five seconds, and a person on the ground not even so long."""
CARDS, CARDS_WINDOW_S = 3, 60.0
"""Cards of one kind that a chat gets from memory in any such time."""
LISTENED_A_SECOND, AT_LEAST = 8_000, 20
"""Characters of one chat that are listened to, a text counting for some at least: some 50 ms of work, hundreds of short
cries."""
LONGEST_LISTENED = 400
"""Characters, of the beginning and the end together. Whoever handles a longer text reads all of it."""
REMEMBERED = 10_000
EMERGENCIES_REMEMBERED = 2_000

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


@dataclass(slots=True, eq=False)
class Heard:
    """One emergency, from its first delivery on."""

    channel: Channel
    incoming: Incoming
    alarm: Alarm
    taken: bool = False
    """It was let in once: it is let in again until it is handled."""
    said: str | None = None
    """The card, where it was given from memory."""
    handled: bool = False
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Who says something to it now: the memory, or whoever handled it."""
    _timer: asyncio.Task[None] | None = None


@dataclass(slots=True)
class CardsFromMemory:
    """Who is in danger, which of them have their card, and in which language each chat is spoken to. All of it is
    bounded, and lost with the process."""

    alarm_in: Callable[[str], Alarm | None]
    texts: Texts
    default_locale: str
    _heard: OrderedDict[tuple[str, str], Heard] = field(default_factory=OrderedDict, init=False)
    _shown: OrderedDict[tuple[str, str | None, tuple[Emergency, ...]], deque[float]] = field(
        default_factory=OrderedDict, init=False
    )
    _listened: OrderedDict[tuple[str, str | None], tuple[int, int]] = field(default_factory=OrderedDict, init=False)
    _locales: OrderedDict[tuple[str, str | None], str] = field(default_factory=OrderedDict, init=False)

    def hear(self, channel: Channel, incoming: Incoming) -> Heard | None:
        """The emergency that the event tells of, if any: its card comes from memory, unless it is handled in time. The
        same event is heard once, however often it is delivered."""
        key = (channel.name, incoming.key)
        if key in self._heard:
            return self._heard[key]
        try:
            alarm = self._alarm(channel, incoming)
        except Exception as error:  # a defect here must not keep the event from being handled
            log.error("not listened to", update=incoming.key, error=place_of(error))
            return None
        if alarm is None:
            return None
        heard = Heard(channel, incoming, alarm)
        heard._timer = asyncio.create_task(self._wait_and_say(heard))
        _remember(self._heard, key, heard, most=EMERGENCIES_REMEMBERED)
        return heard

    async def say(self, heard: Heard) -> None:
        """Gives the card now, unless it was given, or the chat has just had enough of the same. Never raises: whoever
        calls it is in trouble already."""
        async with heard._turn:
            if heard.handled or heard.said is not None or not self._may_show(heard):
                return
            try:
                await self._say(heard)
            except Exception as error:
                log.error("no card from memory", update=heard.incoming.key, error=place_of(error))

    async def _say(self, heard: Heard) -> None:
        words = self.words(heard.channel, heard.incoming)
        text = emergency_card(words, heard.alarm).text  # what can be pressed needs the conversation
        if await heard.channel.say_unstored(heard.incoming, text, words):
            heard.said = text
            self._shown_to(heard).append(time.monotonic())
            log.info("card given from memory", update=heard.incoming.key, channel=heard.channel.name)

    @asynccontextmanager
    async def handing_over(self, heard: Heard | None, outcome: Outcome) -> AsyncIterator[Outcome]:
        """While its answer is sent nobody says it from memory. Yields what of the answer is new to the person; where
        the block fails the emergency counts as not answered."""
        if heard is None:
            yield outcome
            return
        async with heard._turn:
            yield _what_is_new(heard, outcome)
            self._close(heard)

    async def turn_away(self, heard: Heard) -> None:
        """The event is not taken: the card comes at once, and that is all there is."""
        await self.say(heard)
        self._close(heard)

    def speaks(self, incoming: Incoming, locale: str | None) -> None:
        """The chat is spoken to in this language from now on."""
        if locale is not None:
            _remember(self._locales, (incoming.channel, incoming.address), locale)

    def words(self, channel: Channel, incoming: Incoming) -> Words:
        """In the chat's language, or what the event says of it."""
        known = self._locales.get((channel.name, incoming.address))
        return self.texts.on(channel.name).in_(known or locale_for(incoming.language, self.default_locale))

    def _alarm(self, channel: Channel, incoming: Incoming) -> Alarm | None:
        """In private; a command is none."""
        if not incoming.private or incoming.address is None:
            return None
        words = channel.words_of(incoming)
        if not words or COMMAND.match(words):
            return None
        if len(words) > LONGEST_LISTENED:
            words = f"{words[: LONGEST_LISTENED // 2]}。{words[-LONGEST_LISTENED // 2 :]}"
        return self.alarm_in(words) if self._has_time_for(channel, incoming, words) else None

    def _has_time_for(self, channel: Channel, incoming: Incoming, words: str) -> bool:
        key, second = (channel.name, incoming.address), int(time.monotonic())
        since, listened = self._listened.get(key, (second, 0))
        listened = (listened if since == second else 0) + max(AT_LEAST, len(words))
        _remember(self._listened, key, (second, listened))
        return listened <= LISTENED_A_SECOND

    async def _wait_and_say(self, heard: Heard) -> None:
        await asyncio.sleep(CARD_WITHIN_S)
        await self.say(heard)

    def _shown_to(self, heard: Heard) -> deque[float]:
        key = (heard.channel.name, heard.incoming.address, heard.alarm.kinds)
        return _remembered(self._shown, key, lambda: deque(maxlen=CARDS))

    def _may_show(self, heard: Heard) -> bool:
        shown = self._shown_to(heard)
        return len(shown) < CARDS or time.monotonic() - shown[0] >= CARDS_WINDOW_S

    @staticmethod
    def _close(heard: Heard) -> None:
        heard.handled = True
        if heard._timer is not None:
            heard._timer.cancel()


def _what_is_new(heard: Heard, outcome: Outcome) -> Outcome:
    if heard.said is None:
        return outcome
    left = (heard.channel.unsaid(item, heard.said) for item in outcome.reply)
    return replace(outcome, reply=[item for item in left if item is not None])


def _remember(memory: OrderedDict[_Key, _Value], key: _Key, value: _Value, *, most: int = REMEMBERED) -> None:
    """Keeps it among those that were used last."""
    memory[key] = value
    memory.move_to_end(key)
    if len(memory) > most:
        memory.popitem(last=False)


def _remembered(memory: OrderedDict[_Key, _Value], key: _Key, new: Callable[[], _Value]) -> _Value:
    value = memory.get(key)
    if value is None:
        value = new()
    _remember(memory, key, value)
    return value

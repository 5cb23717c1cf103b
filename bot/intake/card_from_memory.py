"""Answer an emergency from memory if the database is too slow or away.

    heard ── CARD_WITHIN_S, or the database is away ──> the card is said from memory
     │                                                   │
     └───────────────── handled ─────────────────────────┴──> only what is new is said

The card needs no row: rules find the alarm, and the words are in memory. The event itself waits until the database
takes it: the channel delivers it again, or the channel's intake keeps it.
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
"""Seconds until the card comes from memory. WeChat waits for five seconds; a person in danger should not."""
CARDS, CARDS_WINDOW_S = 3, 60.0
"""Cards of one kind that a chat gets from memory within CARDS_WINDOW_S seconds."""
LISTENED_A_SECOND, AT_LEAST = 8_000, 20
"""Characters of one chat that are searched for alarms in a second; a text counts as AT_LEAST. That is some 50 ms of
work, or hundreds of short cries.
"""
LONGEST_LISTENED = 400
"""Characters, half of them from the beginning and half from the end. The handler later reads all of the text."""
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
    """Whether it was let in once: then it is let in again until it is handled."""
    said: str | None = None
    """The card, if it was sent from memory."""
    handled: bool = False
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by the one that answers now: the memory, or the sender of the handler's answer."""
    _timer: asyncio.Task[None] | None = None


@dataclass(slots=True)
class CardsFromMemory:
    """The current emergencies, those that have their card, and the language of each chat. All of it is bounded, and
    lost with the process.
    """

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
        """Return the emergency in the event, if any. Its card is sent from memory unless it is handled in time. An
        event counts once, however often it is delivered.
        """
        key = (channel.name, incoming.key)
        if key in self._heard:
            return self._heard[key]
        try:
            alarm = self._alarm(channel, incoming)
        except Exception as error:  # a defect here must not stop the event from being handled
            log.error("not listened to", update=incoming.key, error=place_of(error))
            return None
        if alarm is None:
            return None
        heard = Heard(channel, incoming, alarm)
        heard._timer = asyncio.create_task(self._wait_and_say(heard))
        _remember(self._heard, key, heard, most=EMERGENCIES_REMEMBERED)
        return heard

    async def say(self, heard: Heard) -> None:
        """Send the card now, unless it was sent or the chat has had too many of the same. Never raises: its callers are
        in trouble already.
        """
        async with heard._turn:
            if heard.handled or heard.said is not None or not self._may_show(heard):
                return
            try:
                await self._say(heard)
            except Exception as error:
                log.error("no card from memory", update=heard.incoming.key, error=place_of(error))

    async def _say(self, heard: Heard) -> None:
        words = self.words(heard.channel, heard.incoming)
        text = emergency_card(words, heard.alarm).text  # buttons would need the conversation
        if await heard.channel.say_unstored(heard.incoming, text, words):
            heard.said = text
            self._shown_to(heard).append(time.monotonic())
            log.info("card given from memory", update=heard.incoming.key, channel=heard.channel.name)

    @asynccontextmanager
    async def handing_over(self, heard: Heard | None, outcome: Outcome) -> AsyncIterator[Outcome]:
        """While the answer is sent, send no card from memory. Yields the part of the answer that is new to the person.
        If the block fails, the emergency counts as unanswered.
        """
        if heard is None:
            yield outcome
            return
        async with heard._turn:
            yield _what_is_new(heard, outcome)
            self._close(heard)

    async def turn_away(self, heard: Heard) -> None:
        """Send the card at once, as the event is not taken and gets no other answer."""
        await self.say(heard)
        self._close(heard)

    def speaks(self, incoming: Incoming, locale: str | None) -> None:
        """Note the language of the chat."""
        if locale is not None:
            _remember(self._locales, (incoming.channel, incoming.address), locale)

    def words(self, channel: Channel, incoming: Incoming) -> Words:
        """The words in the chat's language, or in the one that the event names."""
        known = self._locales.get((channel.name, incoming.address))
        return self.texts.on(channel.name).in_(known or locale_for(incoming.language, self.default_locale))

    def _alarm(self, channel: Channel, incoming: Incoming) -> Alarm | None:
        """The alarm in a private text that is no command; None if there is none or the chat has used up its share."""
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
    """Keep the value, and drop the one that was used longest ago if there are too many."""
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

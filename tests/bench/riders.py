"""Riders who look for a toilet, and a Bot API in the same process that takes everything at once.

The same riders, updates and answers drive every side of the comparison; only `deliver` differs.
"""

import asyncio
import random
import time
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import AnswerCallbackQuery, TelegramMethod
from aiogram.types import Message

from handlers.talk.texts import texts
from models.city.pack import City
from models.storage.database import Database, Json
from tests.world.clients.telegram import telegram_update

AROUND_DEGREES = 0.03
"""About three kilometres either way from the city's centre."""

SENT = Message.model_validate({"message_id": 1, "date": 1_790_000_000, "chat": {"id": 1, "type": "private"}})
"""What every message that was sent comes back as."""

Deliver = Callable[[Json], Awaitable[object]]
"""Hands one raw update in, and returns when its replies are out."""


class TakesAtOnce(BaseSession):
    """Answers every method in process, and remembers the newest screen of each chat. `said`: every method, if kept."""

    def __init__(self, *, keep: bool = False) -> None:
        super().__init__()
        self.said: list[TelegramMethod[Any]] = []
        self.screens: dict[int, Any] = {}
        self._keep = keep

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109 - aiogram's
        if self._keep:
            self.said.append(method)
        if isinstance(method, AnswerCallbackQuery):
            return True
        chat_id = int(method.chat_id)  # type: ignore[attr-defined]
        self.screens[chat_id] = method
        return SENT

    async def close(self) -> None:
        """Nothing is open."""

    async def stream_content(self, *args: Any, **kwargs: Any) -> AsyncGenerator[bytes, None]:
        raise NotImplementedError
        yield b""


@dataclass(frozen=True, slots=True)
class Steps:
    """The station conversation as a rider does it: seven updates, from the menu to a place's card and back."""

    city: City

    def updates(self, chat_id: int, session: TakesAtOnce, dice: random.Random) -> Iterable[Json]:
        """Each update is made only when the one before has been answered."""
        words = texts().in_("zh-CN")
        centre = self.city.centre
        latitude, longitude = (
            degrees + dice.uniform(-AROUND_DEGREES, AROUND_DEGREES) for degrees in (centre.latitude, centre.longitude)
        )
        yield telegram_update(chat_id, {"text": "/start"})
        yield press(chat_id, session, words("menu-button-places"))
        yield press(chat_id, session, words.pick(self.city.needs["toilet"].titles))
        yield telegram_update(chat_id, {"location": {"latitude": latitude, "longitude": longitude}})
        yield press(chat_id, session, "1")
        yield press(chat_id, session, words("place-button-back"))
        yield press(chat_id, session, words("menu-button-home"))


def press(chat_id: int, session: TakesAtOnce, label: str) -> Json:
    """The newest button of that label, or one that ends with it."""
    markup = session.screens[chat_id].reply_markup
    assert markup, f"nothing to press, and {label!r} was wanted"
    keyboard = markup if isinstance(markup, dict) else markup.model_dump()  # ours comes plain, as it was stored
    buttons = [button for row in keyboard["inline_keyboard"] for button in row]
    pressed = next(each for each in buttons if each["text"] == label or each["text"].endswith(f" {label}"))
    return telegram_update(chat_id, {"press": pressed["callback_data"], "message": 1})


@dataclass(slots=True)
class Round:
    """What one stretch of time came to. cpu_s: of this process, all threads (the database driver's included)."""

    latencies_s: list[float] = field(default_factory=list)
    wall_s: float = 0.0
    cpu_s: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.latencies_s) / self.wall_s

    @property
    def cpu_ms(self) -> float:
        """Of an update."""
        return self.cpu_s / len(self.latencies_s) * 1000

    def __add__(self, other: "Round") -> "Round":
        return Round(self.latencies_s + other.latencies_s, self.wall_s + other.wall_s, self.cpu_s + other.cpu_s)


Updates = Callable[[int, TakesAtOnce, random.Random], Iterable[Json]]
"""What a rider of this chat sends, each update made when the one before has been answered."""


@dataclass(slots=True)
class Side:
    """One side of the comparison with riders of its own. jobs: what it does beside the updates, every second or so;
    database: the one it works on, for what goes on beside; share: of the seconds of a round."""

    name: str
    deliver: Deliver
    session: TakesAtOnce
    updates: Updates
    chats: deque[int]
    jobs: Callable[[], Awaitable[object]] | None = None
    database: Database | None = None
    share: float = 1.0
    under_way: deque[tuple[int, Iterator[Json]]] = field(default_factory=deque)
    """Riders who were in the middle of it when a stretch was over: the next one goes on with them."""
    dice: random.Random = field(default_factory=lambda: random.Random(20261126))

    def begins(self, updates: Updates, chats: Iterable[int]) -> None:
        """With other riders, who do something else."""
        self.updates, self.chats = updates, deque(chats)
        self.under_way.clear()

    async def ride(self, *, at_once: int, seconds: float) -> Round:
        """So many riders at a time, each one update after the other, until the time is over."""
        done = Round()
        wall, cpu = time.perf_counter(), time.process_time()
        await asyncio.gather(*(self._riders(done, until=wall + seconds * self.share) for _ in range(at_once)))
        if self.jobs is not None:
            await self.jobs()
        done.wall_s, done.cpu_s = time.perf_counter() - wall, time.process_time() - cpu
        return done

    async def _riders(self, done: Round, *, until: float) -> None:
        while time.perf_counter() < until:
            chat_id, updates = self.under_way.popleft() if self.under_way else self._next()
            for update in updates:
                began = time.perf_counter()
                await self.deliver(update)
                done.latencies_s.append(time.perf_counter() - began)
                if time.perf_counter() > until:
                    self.under_way.append((chat_id, updates))
                    break
            else:
                self.chats.append(chat_id)

    def _next(self) -> tuple[int, Iterator[Json]]:
        chat_id = self.chats.popleft()
        return chat_id, iter(self.updates(chat_id, self.session, self.dice))


async def in_turns(sides: Sequence[Side], *, at_once: int, rounds: int, seconds: float) -> list[list[Round]]:
    """Rounds of each side, in alternating order, so that a slow moment of the machine meets all of them."""
    for side in sides:
        await side.ride(at_once=at_once, seconds=seconds / 4)
    result: list[list[Round]] = [[] for _ in sides]
    for number in range(rounds):
        order = list(zip(sides, result, strict=True))
        for side, kept in order if number % 2 == 0 else reversed(order):
            kept.append(await side.ride(at_once=at_once, seconds=seconds))
    return result

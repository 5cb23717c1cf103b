"""A bare echo on aiogram: how fast the machine is now, which goals in seconds are held against."""

import itertools
from collections import deque
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import Message

from tests.bench.riders import Side, TakesAtOnce
from tests.world.clients.telegram import telegram_update

CHATS = range(1_000, 1_100)
SHARE = 0.25
"""Of a round's seconds: it answers twenty times as many."""


async def echo_ms(seconds: float = 0.5) -> float:
    """CPU of an echo in milliseconds, now."""
    side = open_echo(CHATS, TakesAtOnce())
    await side.ride(at_once=1, seconds=seconds / SHARE / 5)
    done = await side.ride(at_once=1, seconds=seconds / SHARE)
    return done.cpu_ms


def open_echo(riders: range, session: TakesAtOnce) -> Side:
    """What aiogram alone costs: a text comes in, the same goes out."""
    dispatcher = Dispatcher()
    bot = Bot("42:TEST", session=session)

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    async def deliver(update: Any) -> None:
        await dispatcher.feed_raw_update(bot, update)

    def updates(chat_id: int, *_: object) -> Any:
        yield from (telegram_update(chat_id, {"text": "厕所"}) for _ in itertools.repeat(None, 7))

    return Side("echo", deliver, session, updates, deque(riders), share=SHARE)

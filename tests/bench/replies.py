"""How long somebody who chats waits for a reply while the outbox is emptied, beside how long when nothing is due."""

import asyncio
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from tests.bench.databases import EMPTY
from tests.bench.figures import Figure, share
from tests.bench.part import NO_SERVER, Ground, Part
from tests.bench.sending import LOOK_EVERY_S, Crowd, crowd, start_sending
from tests.bench.stand_in import StandIn, running_stand_in
from tests.world.clients.telegram import telegram_update
from tests.world.processes.product import Product

TIMES_IDLE = 2.0
PAUSE_S = 0.02
"""Between two riders who write."""
RIDERS = 1000
"""Enough that nobody writes too fast."""
_NUMBERS = itertools.count()
WORDS = ("/start", "厕所", "热水", "首页")


@dataclass(frozen=True, slots=True)
class Chat:
    """people: a message to each waits to be sent."""

    people: int = 50_000
    rounds: int = 2
    seconds: float = 6.0


async def bench_replies(ground: Ground, chatted: Chat) -> None:
    """On SQLite, and on PostgreSQL where there is a server."""
    for name, empty in EMPTY.items():
        folder = ground.place(name)
        async with empty(folder, "replies") as url:
            if url is None:
                ground.not_measured(f"replies, {name}", NO_SERVER)
                continue
            ground.say(name)
            async with crowd(url, chatted.people) as many:
                waits = await _waits(many, folder / "product", chatted)
            what = f"{name}: p99 of a chat reply"
            ground.add(
                Figure(f"{what}, full delivery / idle", waits.times, "×", at_most=TIMES_IDLE, note=waits.note),
                Figure(f"{what}, idle", waits.p99_ms(waits.idle_s), "ms"),
            )


@dataclass(slots=True)
class _Waits:
    """Seconds from the update's arrival at the webhook until its reply has arrived at the Bot API."""

    idle_s: list[float] = field(default_factory=list)
    sending_s: list[float] = field(default_factory=list)
    sent: int = 0

    @staticmethod
    def p99_ms(waits_s: list[float]) -> float:
        return share(waits_s, 0.99) * 1000

    @property
    def times(self) -> float:
        return self.p99_ms(self.sending_s) / self.p99_ms(self.idle_s)

    @property
    def note(self) -> str:
        both = f"{self.p99_ms(self.sending_s):.1f} / {self.p99_ms(self.idle_s):.1f} ms"
        return f"{both}, {len(self.sending_s)} replies beside {self.sent:,} messages"


async def _waits(crowd: Crowd, folder: Path, chatted: Chat) -> _Waits:
    """Idle and sending at the default rate by turns, so that a slow moment of the machine meets both."""
    waits, said = _Waits(), riders()
    await crowd.withdraw()
    async with running_stand_in() as api, aiohttp.ClientSession() as client:
        product = await start_sending(folder, crowd, api)
        try:
            await chat(client, product, said, chatted.seconds / 4)
            for _ in range(chatted.rounds):
                waits.idle_s += await chat(client, product, said, chatted.seconds)
                await crowd.notice()
                before = await until_it_sends(api)
                waits.sending_s += await chat(client, product, said, chatted.seconds)
                waits.sent += (await api.seen()).chats - before
                await crowd.withdraw()
                await asyncio.sleep(1.0)  # what was claimed before goes out
        finally:
            await product.stop()
    return waits


async def until_it_sends(api: StandIn) -> int:
    """Until a notice follows; to how many chats something was said before."""
    before = await api.seen()
    while (await api.seen()).taken == before.taken:
        await asyncio.sleep(LOOK_EVERY_S)
    return before.chats


def riders() -> Iterator[dict[str, object]]:
    """What riders nobody knows yet write, one after the other; never what was handed in before."""
    for number in _NUMBERS:
        rider = 10_000_000 + number % RIDERS
        yield telegram_update(rider, {"text": WORDS[number // RIDERS % len(WORDS)]}, update_id=number + 1)


async def chat(
    client: aiohttp.ClientSession, product: Product, riders: Iterator[dict[str, object]], seconds: float
) -> list[float]:
    """So many seconds of updates to the webhook: how long each took, in seconds."""
    until, waits = time.perf_counter() + seconds, []
    headers = {"X-Telegram-Bot-Api-Secret-Token": "hook"}
    while time.perf_counter() < until:
        began = time.perf_counter()
        async with client.post(f"{product.url}/telegram/webhook", json=next(riders), headers=headers) as answer:
            assert answer.status == 200, answer.status
        waits.append(time.perf_counter() - began)
        await asyncio.sleep(PAUSE_S)
    return waits


PART = Part("replies", "who chats while the outbox is emptied", bench_replies, Chat(), Chat(5_000, 1, 3.0), starts=True)

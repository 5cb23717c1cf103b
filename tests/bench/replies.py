"""How long somebody who chats waits for a reply while the outbox is emptied, beside how long when nothing is due."""

import asyncio
import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from tests.bench.figures import Figure, share
from tests.bench.sending import LOOK_EVERY_S, Crowd, start_sending
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


async def bench_replies(
    name: str, crowd: Crowd, folder: Path, *, rounds: int, seconds: float, also_at: Sequence[str]
) -> list[Figure]:
    """At the default rate, which has the goal; and at other rates, only to be known."""
    what, usual = f"{name}: p99 of a chat reply", await _at_rate(crowd, folder, rounds=rounds, seconds=seconds)
    figures = [
        Figure(f"{what}, full delivery / idle", usual.times, "×", at_most=TIMES_IDLE, note=usual.note),
        Figure(f"{what}, idle", usual.p99_ms(usual.idle_s), "ms"),
    ]
    for rate in also_at:
        other = await _at_rate(crowd, folder, rounds=rounds, seconds=seconds, TELEGRAM_RATE=rate)
        figures.append(Figure(f"{what}, {rate} messages a second / idle", other.times, "×", note=other.note))
    return figures


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


async def _at_rate(crowd: Crowd, folder: Path, *, rounds: int, seconds: float, **settings: str) -> _Waits:
    """Idle and sending by turns, so that a slow moment of the machine meets both."""
    waits, said = _Waits(), riders()
    await crowd.withdraw()
    async with running_stand_in() as api, aiohttp.ClientSession() as client:
        product = await start_sending(folder, crowd, api, **settings)
        try:
            await chat(client, product, said, seconds / 4)
            for _ in range(rounds):
                waits.idle_s += await chat(client, product, said, seconds)
                await crowd.notice()
                before = await _until_it_sends(api)
                waits.sending_s += await chat(client, product, said, seconds)
                waits.sent += (await api.seen()).chats - before
                await crowd.withdraw()
                await asyncio.sleep(1.0)  # what was claimed before goes out
        finally:
            await product.stop()
    return waits


async def _until_it_sends(api: StandIn) -> int:
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

"""Riders on Telegram who search without a pause, through the webhook, and what became of every search.

As Telegram does, an update is brought again until it is answered with 200. No rider searches twice in an H3 cell: one
search, one row.
"""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import h3

from models.storage.database import Database
from models.values.position import Position
from tests.world.bot_api import BotApi, Call
from tests.world.clients.telegram import telegram_update
from tests.world.searches import attempts, searched

HOOK = {"X-Telegram-Bot-Api-Secret-Token": "hook"}
RESOLUTION, RINGS = 8, 30
"""2,791 cells around the centre, up to 28 km from it: farther away nothing is recorded."""
AGAIN_AFTER_S = 0.2
REPEATED_WITHIN_S = 1.0
ON_THE_WIRE_S = 0.5
"""What had left a process when it was killed reaches the server a little later."""


@dataclass
class Brought:
    """One update: from when to when it was under way, however often it was brought."""

    chat: int
    cell: str
    began: float
    ended: float = float("inf")


@dataclass
class Riders:
    """So many riders, each with one update under way."""

    url: str
    centre: Position
    updates: list[Brought] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    cut: int = 0
    """How often a connection broke before the answer: a proxy would say 502."""
    under_way: int = 0
    """Updates that wait for an answer on a connection now."""
    _resting: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def riding(self, count: int) -> AsyncIterator[None]:
        """For the length of the block. At its end all updates have been taken."""
        numbers = itertools.count(1)
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=60)) as client:
            self._resting.clear()
            riders = [asyncio.create_task(self._ride(client, chat, numbers)) for chat in range(1, count + 1)]
            try:
                yield
                self._resting.set()
                await asyncio.wait_for(asyncio.gather(*riders), 60)
            finally:
                for each in riders:
                    each.cancel()
                await asyncio.wait(riders)

    async def _ride(self, client: aiohttp.ClientSession, chat: int, numbers: Iterator[int]) -> None:
        for cell in _cells(self.centre):
            if self._resting.is_set():
                return
            latitude, longitude = h3.cell_to_latlng(cell)
            where = {"location": {"latitude": latitude, "longitude": longitude}}
            brought = Brought(chat, cell, time.monotonic())
            self.updates.append(brought)
            await self._bring(client, telegram_update(chat, where, update_id=next(numbers)))
            brought.ended = time.monotonic()
        raise AssertionError("a rider has searched everywhere")

    async def _bring(self, client: aiohttp.ClientSession, update: Any) -> None:
        while True:
            self.under_way += 1
            try:
                async with client.post(f"{self.url}/telegram/webhook", json=update, headers=HOOK) as response:
                    self.statuses[response.status] += 1
                    if response.status == 200:
                        return
            except aiohttp.ClientError:
                self.cut += 1
            finally:
                self.under_way -= 1
            await asyncio.sleep(AGAIN_AFTER_S)

    # --- afterwards -------------------------------------------------------------------------------------------------

    async def each_is_in(self, database: Database) -> None:
        """No update was lost, and none was done twice; attempts have been counted from the start."""
        async with database.reading() as session:
            cells = Counter(each.cell for each in await searched(session))
            tried = await attempts(session)
        assert cells == Counter(each.cell for each in self.updates), "updates were lost"
        assert tried == len(self.updates), "updates were done twice"

    def repeated(self, answers: Sequence[Call], troubles: Sequence[float]) -> int:
        """How many answers were said again, each because of one of the troubles. answers: all sent to the riders, with
        nothing else among them. Fails if an update has no answer."""
        said: dict[int, list[Call]] = {}
        for call in answers:
            said.setdefault(int(call.arguments["chat_id"]), []).append(call)
        repeated = 0
        for update in self.updates:
            calls = [call for call in said.get(update.chat, ()) if update.began <= call.at <= update.ended]
            assert calls, "an update has no answer"
            repeated += len(calls) - 1
            only_lately(calls, troubles)
        assert len(answers) == len(self.updates) + repeated, "answers came to nothing that was asked"
        return repeated


def only_lately(calls: Sequence[Call], troubles: Sequence[float]) -> None:
    """What was said several times was under way at a trouble, or taken by Telegram at most a second before it."""
    for call in sorted(calls, key=lambda each: each.at)[:-1]:
        assert any(
            call.at - ON_THE_WIRE_S <= trouble <= call.answered_at + REPEATED_WITHIN_S for trouble in troubles
        ), f"without need: {[trouble - call.answered_at for trouble in troubles]}"


def answers_of(api: BotApi) -> list[Call]:
    """All that was said in answer to something."""
    return [each for each in api.sent() if "notice " not in each.arguments.get("text", "")]


def _cells(centre: Position) -> list[str]:
    return sorted(h3.grid_disk(h3.latlng_to_cell(centre.latitude, centre.longitude, RESOLUTION), RINGS))

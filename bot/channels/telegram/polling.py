"""Long polling: raw updates in, one line for each chat, and an offset that never confirms an unfinished update."""

import asyncio
import itertools
import random
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.methods import GetUpdates

from bot.channels.telegram.channel import TelegramChannel
from bot.trouble import DatabaseAway, place_of

log = structlog.get_logger(__name__)

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
LONG_POLL = 30
WAIT_FOR_PROGRESS = 0.1
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0
TRIES_AT_A_DEFECT = 3

Receive = Callable[[TelegramChannel, Any], Awaitable[object]]
Hear = Callable[[TelegramChannel, Any], object]


class GetRawUpdates(GetUpdates):
    """Returns dicts, so that one update which pydantic refuses does not hold up the rest of its batch."""

    __returning__ = list[dict[str, Any]]


class Polling:
    """Fetches updates and hands each to `receive` (raises DatabaseAway), in order within a chat.

    hear: called at once for an update that has to wait behind others of its chat.
    """

    def __init__(self, channel: TelegramChannel, receive: Receive, hear: Hear | None = None) -> None:
        self._channel = channel
        self._receive = receive
        self._hear = hear
        self._lines: dict[str, deque[dict[str, Any]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._under_way: set[int] = set()
        self._moved = asyncio.Event()
        self._goal = 0

    async def run(self) -> None:
        """Poll until cancelled. Then `drain` finishes what is under way."""
        offset: int | None = None
        taken_ids: set[int] = set()
        pause = FIRST_PAUSE
        while True:
            try:
                batch = await self._fetch(self._channel.bot, offset)
            except (TelegramAPIError, ClientDecodeError, OSError) as error:
                log.warning("polling failed", error=type(error).__name__, again_in=round(pause, 1))
                await asyncio.sleep(pause * random.uniform(0.8, 1.2))
                pause = min(pause * 2, LONGEST_PAUSE)
                continue
            pause = FIRST_PAUSE
            taken_ids = {each for each in taken_ids if offset is not None and each >= offset}
            for raw in batch:
                if raw["update_id"] not in taken_ids:
                    taken_ids.add(raw["update_id"])
                    self._take(raw)
            await self._wait_for_progress()
            offset = self._offset(taken_ids)

    async def drain(self) -> None:
        """Wait until every fetched update is handled and answered."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _fetch(self, bot: Bot, offset: int | None) -> list[dict[str, Any]]:
        wait = 0 if self._under_way else LONG_POLL
        ask = GetRawUpdates(offset=offset, timeout=wait, limit=100, allowed_updates=ALLOWED_UPDATES)
        batch: Any = await bot(ask, request_timeout=wait + 10)
        return [raw for raw in batch if isinstance(raw.get("update_id"), int)]

    def _offset(self, known: set[int]) -> int | None:
        """The oldest update under way, else the one after the last. None after an empty answer, because ids restart
        after a quiet week.
        """
        if self._under_way:
            return min(self._under_way)
        return max(known) + 1 if known else None

    async def _wait_for_progress(self) -> None:
        if self._under_way:
            self._goal = len(self._under_way) // 2
            self._moved.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(WAIT_FOR_PROGRESS):  # wait_for can swallow a cancellation
                    await self._moved.wait()

    def _take(self, raw: dict[str, Any]) -> None:
        self._under_way.add(raw["update_id"])
        chat = self._channel.incoming(raw).address or ""
        if chat in self._lines:
            self._lines[chat].append(raw)
            if self._hear is not None:
                self._hear(self._channel, raw)
            return
        self._lines[chat] = deque([raw])
        task = asyncio.create_task(self._serve(chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, chat: str) -> None:
        line = self._lines[chat]
        while line:
            await self._serve_one(line[0])
            self._under_way.discard(line.popleft()["update_id"])
            if len(self._under_way) <= self._goal:
                self._moved.set()
        del self._lines[chat]

    async def _serve_one(self, raw: dict[str, Any]) -> None:
        """Handle one update. A line never dies: while the database is away it waits, and after a few tries it drops an
        update that hits a defect of ours.
        """
        for attempt in itertools.count(1):
            try:
                await self._receive(self._channel, raw)
            except DatabaseAway:
                log.warning("update waits", update=raw["update_id"])
            except Exception as error:
                log.error("update not finished", update=raw["update_id"], error=place_of(error), attempt=attempt)
                if attempt == TRIES_AT_A_DEFECT:
                    return
            else:
                return
            await asyncio.sleep(min(FIRST_PAUSE * 2 ** min(attempt - 1, 10), LONGEST_PAUSE))

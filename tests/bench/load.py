"""Riders who come to a webhook through real HTTP, from a process of their own: each on a line of their own, one update
after the other, as many at once as are asked for.

They look for a toilet as in `riders.Steps`; what they press is known beforehand, so that nobody reads what was said.
"""

import asyncio
import itertools
import json
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import uvloop

from bot.settings import SAMPLE_CITY
from handlers.buttons.places import ChooseNeed, FindPlaces, ShowList, ShowPlace
from handlers.talk.screens import Home
from models.city.pack import load_city
from tests.bench.riders import Round
from tests.world.clients.telegram import telegram_update
from tests.world.processes.product import ROOT

SECRET = "hook"
PATH = "/telegram/webhook"


@dataclass(frozen=True, slots=True)
class Load:
    """Their process: a line in says for how many seconds they go on, a line out how long each update took."""

    process: asyncio.subprocess.Process

    async def rides(self, seconds: float) -> Round:
        """Without the CPU, which is not what is measured here."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{seconds}\n".encode())
        wall_s, latencies_s = json.loads(await self.process.stdout.readline())
        return Round(latencies_s, wall_s)


@asynccontextmanager
async def loaded(url: str, *, at_once: int, riders: int) -> AsyncIterator[Load]:
    """riders: chats 1 to so many, whom the service knows."""
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", __name__, url, str(at_once), str(riders))
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=pipe, stdout=pipe, limit=1 << 24)
    try:
        yield Load(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


# --- in the process ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Riders:
    host: str
    port: int
    steps: Sequence[dict[str, Any]]
    chats: Iterator[int]
    numbers: Iterator[int]

    async def ride(self, until: float, waits: list[float]) -> None:
        """One after the other, until the time is over."""
        while time.perf_counter() < until:
            chat_id = next(self.chats)
            reader, writer = await asyncio.open_connection(self.host, self.port)
            try:
                for what in self.steps:
                    update = telegram_update(chat_id, what, update_id=next(self.numbers))
                    began = time.perf_counter()
                    writer.write(_request(update))
                    await _answered(reader)
                    waits.append(time.perf_counter() - began)
                    if time.perf_counter() > until:
                        break
            finally:
                writer.close()


def _steps() -> Iterator[dict[str, Any]]:
    """Seven updates."""
    centre = load_city(SAMPLE_CITY).centre
    yield {"text": "/start"}
    yield _press(FindPlaces())
    yield _press(ChooseNeed(need="toilet"))
    yield {"location": {"latitude": centre.latitude, "longitude": centre.longitude}}
    yield _press(ShowPlace(place_id=1))
    yield _press(ShowList())
    yield _press(Home())


def _press(button: Any) -> dict[str, Any]:
    return {"press": button.pack(), "message": 1}


def _request(update: Any) -> bytes:
    body = json.dumps(update).encode()
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _answered(reader: asyncio.StreamReader) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    assert b" 200 " in head.partition(b"\r\n")[0], head
    _, found, rest = head.partition(b"content-length:")
    if found:
        await reader.readexactly(int(rest.partition(b"\r\n")[0]))
    elif b"chunked" in head:
        await reader.readuntil(b"0\r\n\r\n")


async def _serve(url: str, at_once: int, riders: int) -> None:
    address = urlsplit(url)
    assert address.hostname is not None
    assert address.port is not None
    chats, numbers = itertools.cycle(range(1, riders + 1)), itertools.count(1)
    some = _Riders(address.hostname, address.port, list(_steps()), chats, numbers)
    while line := await asyncio.to_thread(sys.stdin.readline):
        waits: list[float] = []
        began = time.perf_counter()
        await asyncio.gather(*(some.ride(began + float(line), waits) for _ in range(at_once)))
        sys.stdout.write(json.dumps([time.perf_counter() - began, waits]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    uvloop.run(_serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))

"""The others, beside whom a bomb goes off: riders who ask for something now and then, in a process of their own.

What throws the bombs is busy; in its process they would wait for it, and not for the service.
"""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.strangers import Page, stranger

ROOT = Path(__file__).parents[2]
CHATS = 16
"""So many that the worst of a hundred inputs is not the worst of all of them."""
BETWEEN_S = 0.4
"""Of one chat's inputs: fewer than count as a flood."""
GIVEN_UP_S = 30.0


@dataclass(frozen=True, slots=True)
class Calm:
    """Their process: a line in says for how many seconds they go on, a line out how long each of their inputs took."""

    process: asyncio.subprocess.Process

    async def waited(self, seconds: float) -> list[float]:
        """Seconds until each input was accepted."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{seconds}\n".encode())
        return [float(each) for each in json.loads(await self.process.stdout.readline())]


@asynccontextmanager
async def calm_chats(url: str) -> AsyncIterator[Calm]:
    """Riders with their pages open, each in a network of their own."""
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", __name__, url)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=pipe, stdout=pipe, limit=1 << 20)
    try:
        yield Calm(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _waited(pages: Sequence[Page], seconds: float) -> list[float]:
    took: list[float] = []

    async def one(page: Page, number: int) -> None:
        await asyncio.sleep(number * BETWEEN_S / len(pages))
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                took.append(await asyncio.wait_for(page.says(text="厕所"), GIVEN_UP_S))
            except TimeoutError:
                took.append(GIVEN_UP_S)
            await asyncio.sleep(BETWEEN_S)

    await asyncio.gather(*(one(page, number) for number, page in enumerate(pages)))
    return took


async def _ride(url: str) -> None:
    async with AsyncExitStack() as opened:
        pages = []
        for number in range(CHATS):
            rider = await opened.enter_async_context(stranger(url, f"127.0.1.{number + 1}"))
            pages.append(await opened.enter_async_context(rider.page()))
        while line := await asyncio.to_thread(sys.stdin.readline):
            sys.stdout.write(json.dumps(await _waited(pages, float(line))) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_ride(sys.argv[1]))

"""A Bot API on loopback in a process of its own, so fast that it is not what is measured; it can keep Telegram's limit.

`python -m tests.bench.stand_in` prints its port. It speaks just enough HTTP for aiogram's client. `GET /` tells what
it was sent.
"""

import asyncio
import json
import random
import re
import sys
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from typing import Annotated, Any
from urllib.request import urlopen

import typer
import uvloop

from tests.world.processes.product import ROOT

WINDOW_S = 1.0
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHAT = re.compile(rb'chat_id"?[=:](\d+)')


@dataclass
class Seen:
    """What came: messages taken and refused with 429, when (monotonic seconds), and to how many chats."""

    taken: int = 0
    refused: int = 0
    chats: int = 0
    first_at: float = 0.0
    last_at: float = 0.0
    most_in_a_second: int = 0

    @property
    def rate(self) -> float:
        """Messages a second, from the first to the last."""
        return (self.taken - 1) / (self.last_at - self.first_at)


@dataclass
class Limit:
    """Refuses what is beyond `most` in any sliding second (0: nothing). jitter_s: longest delay on the way in."""

    most: int = 0
    jitter_s: float = 0.0
    seen: Seen = field(default_factory=Seen)
    _window: deque[float] = field(default_factory=deque)
    _chats: set[bytes] = field(default_factory=set)

    def delay(self) -> float:
        return random.uniform(0.0, self.jitter_s)

    def take(self, chat: bytes, now: float) -> bool:
        """Whether the message is taken. now: monotonic seconds."""
        seen = self.seen
        while self._window and self._window[0] <= now - WINDOW_S:
            self._window.popleft()
        if self.most and len(self._window) >= self.most:
            seen.refused += 1
            return False
        self._window.append(now)
        self._chats.add(chat)
        seen.first_at = seen.first_at or now
        seen.taken, seen.last_at, seen.chats = seen.taken + 1, now, len(self._chats)
        seen.most_in_a_second = max(seen.most_in_a_second, len(self._window))
        return True


class _Connection(asyncio.Protocol):
    """One kept-alive connection; its requests come one after the other."""

    def __init__(self, limit: Limit) -> None:
        self._limit = limit
        self._came = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport  # uvloop's is none of asyncio's classes

    def data_received(self, data: bytes) -> None:
        self._came += data
        head, found, rest = self._came.partition(b"\r\n\r\n")
        length = int(match[1]) if (match := _LENGTH.search(head)) else 0
        if not found or len(rest) < length:
            return
        self._came = rest[length:]
        line, body = head.partition(b"\r\n")[0], rest[:length]
        delay = self._limit.delay()
        if delay:
            asyncio.get_running_loop().call_later(delay, self._answer, line, body)
        else:
            self._answer(line, body)

    def _answer(self, line: bytes, body: bytes) -> None:
        status, answer = self._said(line, body)
        head = f"HTTP/1.1 {status} -\r\nContent-Type: application/json\r\nContent-Length: {len(answer)}\r\n\r\n"
        self._transport.write(head.encode() + answer)

    def _said(self, line: bytes, body: bytes) -> tuple[int, bytes]:
        if line.startswith(b"GET / "):
            return 200, json.dumps(asdict(self._limit.seen)).encode()
        if b"/sendMessage " not in line:
            return 200, b'{"ok":true,"result":true}'
        match = _CHAT.search(body)
        chat = match[1] if match else b"0"
        if not self._limit.take(chat, time.monotonic()):
            words = b'"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}'
            return 429, b'{"ok":false,' + words + b"}"
        number = b"%d" % self._limit.seen.taken
        return 200, (
            b'{"ok":true,"result":{"message_id":' + number + b',"date":1790000000,'
            b'"chat":{"id":' + chat + b',"type":"private"},"text":"-"}}'
        )


async def _serve(limit: Limit) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(limit), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


def main(most: Annotated[int, typer.Option()] = 0, jitter_s: Annotated[float, typer.Option()] = 0.0) -> None:
    """Serves until killed."""
    uvloop.run(_serve(Limit(most, jitter_s)))


# --- from the bench ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StandIn:
    """A running stand-in."""

    url: str

    async def seen(self) -> Seen:
        """What came until now."""
        return Seen(**json.loads(await asyncio.to_thread(lambda: urlopen(self.url).read())))


@asynccontextmanager
async def running_stand_in(*, most: int = 0, jitter_s: float = 0.0) -> AsyncIterator[StandIn]:
    """A process of its own for the length of the block."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.stand_in", "--most", str(most), "--jitter-s", str(jitter_s)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    port = int(await process.stdout.readline())
    try:
        yield StandIn(f"http://127.0.0.1:{port}")
    finally:
        process.kill()
        await process.wait()


if __name__ == "__main__":
    typer.run(main)

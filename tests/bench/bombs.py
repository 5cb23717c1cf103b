"""What one stranger can send: each of these stopped the service once, or filled its memory.

Each is prepared up to its `yield`, and then goes on for about so many seconds. It counts what of it has reached the
service (`Stranger.did`): one that did not do its harm measures nothing.
"""

import asyncio
import json
import random
import time
import zlib
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp

from models.articles.unanswered import MOST_A_DAY, keep_question
from models.casework.posts import join_staff
from models.people.person import meet
from models.staff.post import StaffRole, add_staff
from models.storage.database import Database
from tests.bench import file_bombs
from tests.bench.file_bombs import LARGE, OPENED_WITHIN_S, database_of, person_of
from tests.bench.strangers import PIECE, UPLOAD, Page, Stranger, are_open, close, for_so_long, opened, posting
from tests.world.raw_socket import Line, frame, line_to

QUESTIONS = 1_000
PREPARED_WITHIN_S, ENDS_WITHIN_S = 60.0, 20.0
AGAIN_AFTER_S, GIVEN_UP_S = 0.5, 5.0
_LETTERS = [chr(code) for code in range(0x4E00, 0x9FA5)]


class Dud(AssertionError):
    """What has to reach the service of a bomb has not."""


@dataclass(frozen=True, slots=True)
class Bomb:
    """least: what has to have reached the service."""

    throw: Callable[[Stranger, float], AsyncGenerator[None, None]]
    least: dict[str, int]

    @asynccontextmanager
    async def prepared(self, who: Stranger, seconds: float) -> AsyncIterator[Callable[[], Awaitable[None]]]:
        """What lets it go off; that raises Dud where it did no harm."""
        throwing = self.throw(who, seconds)

        async def go_off() -> None:
            with suppress(TimeoutError):  # an answer that never comes: what it did until then counts
                async with asyncio.timeout(seconds + ENDS_WITHIN_S):
                    await anext(throwing, None)
            missing = {what: who.did[what] for what, least in self.least.items() if who.did[what] < least}
            if missing:
                raise Dud(f"a dud: of {self.least} only {missing}")

        try:
            async with asyncio.timeout(PREPARED_WITHIN_S):
                await anext(throwing)
            yield go_off
        finally:
            await throwing.aclose()


async def idle_sockets(who: Stranger, seconds: float) -> AsyncGenerator[None, None]:
    """A thousand sockets of one cookie that never say anything."""
    yield
    await _held(who, [who.socket() for _ in range(1000)], seconds)


async def idle_sockets_of_many(who: Stranger, seconds: float) -> AsyncGenerator[None, None]:
    """A thousand sockets of two hundred cookies."""
    async with who.others(200) as others:
        yield
        await _held(who, [other.socket() for other in others for _ in range(5)], seconds)


async def half_requests(who: Stranger, seconds: float) -> AsyncGenerator[None, None]:
    yield
    await _held(who, [line_to(who.port, b"GET /chat HTTP/1.1\r\nHo", at=who.at) for _ in range(1200)], seconds)


async def slow_bodies(who: Stranger, seconds: float) -> AsyncGenerator[None, None]:
    """Bodies of a byte a second, to every path that takes one from anybody."""
    async with who.others(200) as others:
        yield
        paths = [UPLOAD] * len(others) + ["/receipt"] * 100
        bodies = [posting(other, path, length=60_000) for other, path in zip(others * 2, paths, strict=False)]
        lines = await opened(bodies)
        who.did["asked"] += len(lines)

        async def drip() -> None:
            for _, writer in lines:
                writer.write(b"x")

        await for_so_long(seconds, drip, pause_s=1.0)
        who.did["open at the end"] += are_open(lines)
        close(lines)


async def compressed_frames(who: Stranger, seconds: float) -> AsyncGenerator[None, None]:
    """15 kB that open to 16 MB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -12)
    packed = packer.compress(b'"' + b"x" * 15_900_000 + b'"') + packer.flush(zlib.Z_SYNC_FLUSH)
    async with who.others(10) as others:
        yield
        asked = "permessage-deflate"
        await _on_many_sockets(who, others, frame(packed[:-4], rsv1=True), seconds, Sec_WebSocket_Extensions=asked)


async def endless_frames(who: Stranger, seconds: float) -> AsyncGenerator[None, None]:
    content = frame(b"x" * 4_000_000, length=1 << 34)
    async with who.others(10) as others:
        yield
        await _on_many_sockets(who, others, content, seconds)


async def many_small_frames(who: Stranger, seconds: float) -> AsyncGenerator[None, None]:
    content = frame(b"1") * 100_000
    async with who.others(10) as others:
        yield
        await _on_many_sockets(who, others, content, seconds)


async def deep_json(who: Stranger, seconds: float) -> AsyncGenerator[None, None]:
    """Frames that are read one by one, as few as are let through."""
    content = frame(b"[" * 60_000) * 50
    async with who.others(10) as others:
        yield
        await _on_many_sockets(who, others, content, seconds)


async def hellos_unread(who: Stranger, seconds: float) -> AsyncGenerator[None, None]:
    """Twenty thousand greetings on pages that never read, each of which brings all that was said."""
    hellos = frame(json.dumps({"hello": {"seen": 0}}).encode()) * 20_000
    async with who.others(10) as others:
        for other in others[:5]:
            async with other.page() as page:
                for _ in range(10):
                    await _say(other, page, text="厕所")
        yield

        async def greet() -> None:
            lines = await opened([other.socket() for other in others])
            await _written(who, lines, hellos)
            who.did["hellos"] += 20_000 * len(lines)
            close(lines)

        await for_so_long(seconds, greet, pause_s=1.0)


async def presses(who: Stranger, seconds: float) -> AsyncGenerator[None, None]:
    """Real buttons, forty at a time: as many as a flood is told of."""

    async def press(other: Stranger, until: float) -> None:
        async with other.page() as page:
            buttons = [each["press"] for row in page.newest["rows"] for each in row if "press" in each]
            about = {"press": random.choice(buttons), "message": page.newest["id"]} if buttons else {"text": "首页"}
            while time.monotonic() < until:
                await page.sends([about] * 40)
                for _ in range(40):
                    who.did[next(iter(await page.until("accepted", "refused", "again")))] += 1

    async def go_on(other: Stranger) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with suppress(aiohttp.ClientConnectionError, TimeoutError):  # the service closed the page: it comes back
                async with asyncio.timeout(seconds + GIVEN_UP_S):
                    await press(other, until)

    async with who.others(4) as others:
        yield
        await asyncio.gather(*(go_on(other) for other in others))


async def unread_downloads(who: Stranger, seconds: float) -> AsyncGenerator[None, None]:
    """Files of 20 MB that nobody reads: sixty of one's own, and those of some others."""
    async with who.others(6) as others:
        keys = [await other.uploads(b"x" * LARGE) for other in others]
        yield
        asked = [(others[0], keys[0])] * 60 + [each for each in zip(others, keys, strict=True) for _ in range(3)]
        lines = await opened([_asking(other, f"/chat/file/{key}") for other, key in asked])
        who.did["asked"] += len(lines)
        heads = [await line[0].readline() for line in lines]
        who.did["under way"] += sum(b" 200 " in head for head in heads)
        await asyncio.sleep(seconds)
        close(lines)


async def digits(who: Stranger, seconds: float) -> AsyncGenerator[None, None]:
    """Long numbers, in every letter that is a digit to somebody."""
    numerals = ("7", "７", "七", "壹", "٧", "1.", "¥9", "９，", "3元", "两")
    async with who.others(8) as others:
        yield
        await _texts(others, lambda: (random.choice(numerals) * 3990)[:3990], seconds)


async def odd_texts(who: Stranger, seconds: float) -> AsyncGenerator[None, None]:
    """Odd questions that nothing answers."""
    async with who.others(8) as others:
        yield
        await _texts(others, lambda: "".join(random.choices(_LETTERS, k=290)) + "怎么办？", seconds)


async def questions(who: Stranger, seconds: float) -> AsyncGenerator[None, None]:
    """A clerk looks again and again at a thousand odd questions of a hundred people."""
    now = datetime.now(UTC)
    async with who.page() as page:
        async with asyncio.timeout(OPENED_WITHIN_S):
            while not who.did["accepted"]:  # where what the bomb before it said is still being read, nothing is
                await _say(who, page, text="厕所")
                await asyncio.sleep(AGAIN_AFTER_S)
        async with database_of(who).transaction() as session:
            _, code = await add_staff(session, name="-", role=StaffRole.LEAD, department="social_work", now=now)
            await join_staff(session, code, await person_of(session, who), now=now)
        who.did["questions"] += await _ask(database_of(who), now)
        yield

        async def look() -> None:
            _, said = await page.answered(text="/questions")
            who.did["looks"] += said == "accepted" and len(page.newest["rows"]) > 1

        await for_so_long(seconds, look, pause_s=0.34, times=5)


async def _ask(database: Database, now: datetime) -> int:
    """As many as are kept of as many people as it takes."""
    asked = 0
    for number in range(QUESTIONS // MOST_A_DAY):
        async with database.transaction() as session:
            address = f"asker-{now.timestamp()}-{number}"
            person, _, _ = await meet(session, "webchat", address, locale="zh-CN", now=now)
            for _ in range(MOST_A_DAY):
                text = "".join(random.choices(_LETTERS, k=290))
                asked += await keep_question(session, text, person, locale="zh-CN", now=now) is not None
    return asked


BOMBS: dict[str, Bomb] = {
    "idle sockets": Bomb(idle_sockets, {"asked": 1000, "opened": 5}),
    "idle sockets of many": Bomb(idle_sockets_of_many, {"opened": 950, "open at the end": 900}),
    "half requests": Bomb(half_requests, {"opened": 1200, "open at the end": 900}),
    "slow bodies": Bomb(slow_bodies, {"asked": 300, "open at the end": 280}),
    "compressed frames": Bomb(compressed_frames, {"sockets": 50, "bytes": 600_000}),
    "endless frames": Bomb(endless_frames, {"sockets": 50, "bytes": 50 * 65_536}),
    "small frames": Bomb(many_small_frames, {"sockets": 50, "bytes": 50 * 600}),
    "nested frames": Bomb(deep_json, {"sockets": 50, "bytes": 50 * 60_000}),
    "hellos unread": Bomb(hellos_unread, {"accepted": 30, "hellos": 200_000}),
    "presses": Bomb(presses, {"accepted": 120}),
    "unread downloads": Bomb(unread_downloads, {"files taken": 6, "asked": 78, "under way": 9}),
    "uploads": Bomb(file_bombs.uploads, {"files taken": 8}),
    "names in a document": Bomb(file_bombs.many_names, {"files refused": 1}),
    "long digits": Bomb(digits, {"accepted": 16}),
    "odd texts": Bomb(odd_texts, {"accepted": 16}),
    "questions": Bomb(questions, {"questions": QUESTIONS, "looks": 3}),
    "pictures": Bomb(file_bombs.pictures, {"opened": 5}),
    "workbooks": Bomb(file_bombs.workbooks, {"read": 3}),
}


async def _say(who: Stranger, page: Page, **what: object) -> None:
    _, said = await page.answered(**what)
    who.did[said] += 1


async def _texts(others: Sequence[Stranger], text: Callable[[], str], seconds: float) -> None:
    """From each chat as fast as they are taken."""

    async def one(other: Stranger) -> None:
        async with other.page() as page:
            await for_so_long(seconds, lambda: _say(other, page, text=text()), pause_s=0.34, times=3)

    await asyncio.gather(*(one(other) for other in others))


async def _asking(who: Stranger, path: str) -> Line:
    head = f"GET {path} HTTP/1.1\r\nHost: x\r\nCookie: {who.cookie}\r\n\r\n"
    return await line_to(who.port, head.encode(), at=who.at)


async def _held(who: Stranger, opening: Sequence[Awaitable[Line]], seconds: float) -> None:
    until = time.monotonic() + seconds
    who.did["asked"] += len(opening)
    lines = await opened(opening)
    who.did["opened"] += len(lines)
    await asyncio.sleep(max(0.0, until - time.monotonic()))
    who.did["open at the end"] += are_open(lines)
    close(lines)


async def _on_many_sockets(
    who: Stranger, others: Sequence[Stranger], content: bytes, seconds: float, **headers: str
) -> None:
    """Five sockets of each at a time."""

    async def throw() -> None:
        lines = await opened([other.socket(**headers) for other in others for _ in range(5)])
        await _written(who, lines, content)
        close(lines)

    await for_so_long(seconds, throw, pause_s=0.5)


async def _written(who: Stranger, lines: Sequence[Line], content: bytes) -> None:
    """As much of it as each line takes within two seconds, in pieces: those who are measured live in this process."""

    async def one(line: Line) -> None:
        with suppress(OSError, TimeoutError, aiohttp.ClientError):
            async with asyncio.timeout(2.0):
                for at in range(0, len(content), PIECE):
                    line[1].write(content[at : at + PIECE])
                    await line[1].drain()
                    who.did["bytes"] += len(content[at : at + PIECE])
                await line[0].read()

    who.did["sockets"] += len(lines)
    await asyncio.gather(*(one(each) for each in lines))

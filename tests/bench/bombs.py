"""What one stranger can send: each of these stopped the service once, or filled its memory."""

import asyncio
import io
import json
import random
import time
import zipfile
import zlib
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime

import aiohttp
import xlsxwriter
from PIL import Image
from sqlalchemy.ext.asyncio import AsyncSession

from bot.settings import SAMPLE_CITY
from bot.web.chat_cookie import ChatCookie
from models.case_draft import start_draft
from models.city import load_city
from models.database import Database
from models.evidence import expect_evidence
from models.notice_list import list_from_file
from models.person import Person, agree, contact_at
from tests.bench.strangers import UPLOAD, Stranger, stranger
from tests.raw_socket import Line, frame, line_to

SIGNING = "s" * 40
"""As tests/product.py sets it."""
LARGE = 20 * 1024 * 1024 - 1000


Throw = Callable[[Stranger, float], Awaitable[None]]
"""Goes on for about so many seconds."""


async def idle_sockets(who: Stranger, seconds: float) -> None:
    """A thousand sockets of one cookie that never say anything."""
    await _held([who.socket() for _ in range(1000)], seconds)


async def half_requests(who: Stranger, seconds: float) -> None:
    await _held([line_to(who.port, b"GET /chat HTTP/1.1\r\nHo", at=who.at) for _ in range(1200)], seconds)


async def slow_bodies(who: Stranger, seconds: float) -> None:
    """Uploads of a byte a second."""
    head = f"POST {UPLOAD} HTTP/1.1\r\nHost: x\r\nX-Requested-With: chat\r\nContent-Length: {LARGE}\r\n"
    head += f"Cookie: {who.headers['Cookie']}\r\n\r\n"
    lines = await _opened([line_to(who.port, head.encode(), at=who.at) for _ in range(300)])
    for _ in range(int(seconds)):
        for _, writer in lines:
            writer.write(b"x")
        await asyncio.sleep(1)
    _close(lines)


async def compressed_frames(who: Stranger, seconds: float) -> None:
    """15 kB that open to 16 MB."""
    lines = [await who.socket(Sec_WebSocket_Extensions="permessage-deflate") for _ in range(5)]
    packer = zlib.compressobj(9, zlib.DEFLATED, -12)
    packed = packer.compress(b'"' + b"x" * 15_900_000 + b'"') + packer.flush(zlib.Z_SYNC_FLUSH)
    await _written(lines, frame(packed[:-4], rsv1=True), seconds)


async def endless_frames(who: Stranger, seconds: float) -> None:
    lines = [await who.socket() for _ in range(5)]
    await _written(lines, frame(b"x" * 16_000_000, length=1 << 34), seconds)


async def many_small_frames(who: Stranger, seconds: float) -> None:
    lines = [await who.socket() for _ in range(5)]
    await _written(lines, frame(b"1") * 200_000, seconds)


async def hellos_unread(who: Stranger, seconds: float) -> None:
    """Twenty thousand greetings on pages that never read."""
    async with who.page() as page:
        for _ in range(20):
            await page.says(text="厕所")
            await asyncio.sleep(0.35)
    hello = frame(json.dumps({"hello": {"seen": 0}}).encode())
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(OSError, asyncio.IncompleteReadError):
            line = await who.socket()
            line[1].write(hello * 20_000)
            await asyncio.sleep(0.5)
            line[1].close()


async def presses(who: Stranger, seconds: float) -> None:
    until = time.monotonic() + seconds
    number = 0
    while time.monotonic() < until:
        with suppress(OSError, asyncio.IncompleteReadError):
            line = await who.socket()
            line[1].write(frame(b'{"hello":{}}'))
            for _ in range(500):
                number += 1
                line[1].write(frame(json.dumps({"id": f"p{number}", "press": "menu", "message": 1}).encode()))
                await line[1].drain()
            line[1].close()
        await asyncio.sleep(0.05)


async def unread_downloads(who: Stranger, seconds: float) -> None:
    """Sixty downloads of one's own 20 MB that nobody reads."""
    async with who.page():
        key = await who.uploads(b"x" * LARGE)
    ask = f"GET /chat/file/{key} HTTP/1.1\r\nHost: x\r\nCookie: {who.headers['Cookie']}\r\n\r\n".encode()
    await _held([line_to(who.port, ask, at=who.at) for _ in range(60)], seconds)


async def uploads(who: Stranger, seconds: float) -> None:
    """As much as is taken, as fast as it is taken."""
    content = b"%PDF-1.7 " + b"x" * (LARGE - 9)
    async with who.page():
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with suppress(aiohttp.ClientError):
                await asyncio.gather(*(who.uploads(content) for _ in range(4)))
            await asyncio.sleep(0.05)


async def many_names(who: Stranger, seconds: float) -> None:
    """A document whose list of parts has 170,000 names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as document:
        document.writestr("[Content_Types].xml", "")
        document.writestr("_rels/.rels", "")
        document.writestr("word/document.xml", "")
        for number in range(170_000):
            document.writestr(f"word/{number}", "")
    content = packed.getvalue()
    assert len(content) <= LARGE
    async with who.page():
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with suppress(aiohttp.ClientError):
                await who.uploads(content)


async def digits(who: Stranger, seconds: float) -> None:
    await _texts(who, lambda: "7" * 3990, seconds)


async def questions(who: Stranger, seconds: float) -> None:
    """Odd questions that nothing answers."""
    letters = [chr(code) for code in range(0x4E00, 0x9FA5)]
    await _texts(who, lambda: "".join(random.choices(letters, k=290)) + "怎么办？", seconds)


async def deep_json(who: Stranger, seconds: float) -> None:
    lines = [await who.socket() for _ in range(5)]
    await _written(lines, frame(b"[" * 60_000) * 100, seconds)


async def pictures(who: Stranger, seconds: float) -> None:
    """12 kB that open to a hundred million points, handed in as evidence."""
    out = io.BytesIO()
    Image.new("1", (9_984, 9_984)).save(out, "PNG")
    async with who.page():
        keys = [await who.uploads(out.getvalue() + bytes([number])) for number in range(4)]
    async with _of(who).transaction() as session:
        person = await _person(session, who)
        draft = await start_draft(session, person, "deduction", city=load_city(SAMPLE_CITY), now=datetime.now(UTC))
        for key in filter(None, keys):
            await expect_evidence(
                session, channel="webchat", file_id=key, compressed=False, now=datetime.now(UTC), draft_id=draft.id
            )
    await asyncio.sleep(seconds)


async def workbooks(who: Stranger, seconds: float) -> None:
    """A list of a department that says it has a million rows of sixteen thousand columns."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write("A1", "M-7K3M-9QRT")
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as plain, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as huge:
        for each in plain.infolist():
            huge.writestr(each, plain.read(each).replace(b'<dimension ref="A1"/>', b'<dimension ref="A1:XFD1048576"/>'))
    async with who.page():
        key = await who.uploads(made.getvalue())
    async with _of(who).transaction() as session:
        await list_from_file(session, "webchat", key or "", department="social_work", now=datetime.now(UTC))
    await asyncio.sleep(seconds)


def _of(who: Stranger) -> Database:
    assert who.database is not None
    return who.database


async def _person(session: AsyncSession, who: Stranger) -> Person:
    """Whose chat it is."""
    holder = ChatCookie(SIGNING).holder({each.key: each.value for each in who.client.cookie_jar})
    contact = await contact_at(session, "webchat", holder.address if holder else "")
    assert contact is not None
    person = await session.get_one(Person, contact.person_id)
    await agree(session, person, now=datetime.now(UTC))
    return person


BOMBS: dict[str, Throw] = {
    "idle sockets": idle_sockets,
    "half requests": half_requests,
    "slow bodies": slow_bodies,
    "compressed frames": compressed_frames,
    "endless frames": endless_frames,
    "small frames": many_small_frames,
    "nested frames": deep_json,
    "hellos unread": hellos_unread,
    "presses": presses,
    "unread downloads": unread_downloads,
    "uploads": uploads,
    "names in a document": many_names,
    "long digits": digits,
    "odd questions": questions,
    "pictures": pictures,
    "workbooks": workbooks,
}


async def _texts(who: Stranger, text: Callable[[], str], seconds: float) -> None:
    """From eight chats, as fast as they are taken."""

    async def one(number: int) -> None:
        async with stranger(who.url, who.at) as somebody, somebody.page() as page:
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                await page.says(text=text())
                await asyncio.sleep(0.34)

    await asyncio.gather(*(one(number) for number in range(8)))


async def _opened(opening: Sequence[Awaitable[Line]]) -> list[Line]:
    lines = []
    for start in range(0, len(opening), 50):
        done = await asyncio.gather(*opening[start : start + 50], return_exceptions=True)
        lines += [each for each in done if not isinstance(each, BaseException)]
    return lines


async def _held(opening: Sequence[Awaitable[Line]], seconds: float) -> None:
    until = time.monotonic() + seconds
    lines = await _opened(opening)
    await asyncio.sleep(max(0.0, until - time.monotonic()))
    _close(lines)


async def _written(lines: Sequence[Line], content: bytes, seconds: float) -> None:
    async def one(line: Line) -> None:
        with suppress(OSError):
            line[1].write(content)
            await line[1].drain()

    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await asyncio.gather(*(one(each) for each in lines))
            await asyncio.sleep(seconds)
    _close(lines)


def _close(lines: Sequence[Line]) -> None:
    for _, writer in lines:
        writer.transport.abort()

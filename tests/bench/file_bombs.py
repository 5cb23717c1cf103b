"""Files that one stranger can send so that the service, or whatever opens them, bursts."""

import asyncio
import io
import struct
import time
import zipfile
import zlib
from collections.abc import AsyncGenerator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import aiohttp
import sqlalchemy as sa
import xlsxwriter
from PIL import Image
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.webchat.cookie import ChatCookie
from bot.settings import SAMPLE_CITY
from models.cases.draft import start_draft
from models.cases.evidence import CopyState, Evidence, expect_evidence
from models.city.pack import load_city
from models.notices.people_list import NoticeList, list_from_file
from models.people.person import Person, agree, contact_at
from models.storage.database import Database
from models.storage.every_table import every_table
from tests.bench.strangers import Stranger, for_so_long

SIGNING = "s" * 40
"""As tests/world/processes/product.py sets it."""
every_table()  # what waits to be fetched refers to tables of several nouns
LARGE = 20 * 1024 * 1024 - 1000
OPENED_WITHIN_S = 90.0


def database_of(who: Stranger) -> Database:
    assert who.database is not None
    return who.database


async def person_of(session: AsyncSession, who: Stranger) -> Person:
    """Whose chat it is."""
    holder = ChatCookie(SIGNING).holder({each.key: each.value for each in who.client.cookie_jar})
    contact = await contact_at(session, "webchat", holder.address if holder else "")
    assert contact is not None
    return await session.get_one(Person, contact.person_id)


async def uploads(who: Stranger, seconds: float) -> AsyncGenerator[None, None]:
    """As much as is taken, as fast as it is taken, from some networks."""
    content = b"%PDF-1.7 " + b"x" * (LARGE - 9)

    async def send() -> None:
        with suppress(aiohttp.ClientError):
            await asyncio.gather(*(other.uploads(content) for other in others for _ in range(2)))

    async with who.others(3, of_a_network=1) as others:
        yield
        await for_so_long(seconds, send, pause_s=0.05, times=3)


async def many_names(who: Stranger, seconds: float) -> AsyncGenerator[None, None]:
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
    yield
    await for_so_long(seconds, lambda: who.uploads(content))


async def pictures(who: Stranger, seconds: float) -> AsyncGenerator[None, None]:
    """A few kilobytes that say they are a hundred million points or four thousand million, and as many as are just
    drawn, handed in as evidence."""
    bombs = [_picture(9_984), _picture(5_470), _picture(5_470, "GIF"), _picture(5_470, "WEBP"), _says_it_is(65_535)]
    yield
    keys = [await who.uploads(each) for each in bombs]
    now = datetime.now(UTC)
    async with database_of(who).transaction() as session:
        person = await person_of(session, who)
        await agree(session, person, now=now)
        draft = await start_draft(session, person, "deduction", city=load_city(SAMPLE_CITY), now=now)
        for key in filter(None, keys):
            await expect_evidence(session, channel="webchat", file_id=key, compressed=False, now=now, draft_id=draft.id)
        number = draft.id
    done = sa.select(sa.func.count()).where(Evidence.draft_id == number, Evidence.copy.is_not(None))
    await _until(who, done.where(Evidence.copy != CopyState.DUE), len(bombs), "opened", seconds)


def _picture(side: int, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("1" if form == "PNG" else "L", (side, side)).save(out, form)
    return out.getvalue()


def _says_it_is(side: int) -> bytes:
    """A picture that says it is so large, in 16 bits a colour, and has nothing inside."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", side, side, 16, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


async def workbooks(who: Stranger, seconds: float) -> AsyncGenerator[None, None]:
    """Lists of a department: a million rows of sixteen thousand columns, as they say; forty cells of one text of 45 MB;
    a sheet that unpacks to two gigabytes."""
    bombs = [
        _workbook({b'<dimension ref="A1"/>': b'<dimension ref="A1:XFD1048576"/>'}),
        _workbook({b"<t>M-7K3M-9QRT</t>": b"<t>" + b"x" * 45_000_000 + b"</t>"}, rows=40),
        _workbook({b"<sheetData>": b"<sheetData>" + b"<row/>" * 6_000_000}),
    ]
    yield
    keys = [await who.uploads(each) for each in bombs]
    async with database_of(who).transaction() as session:
        rows = [
            await list_from_file(session, "webchat", key, department="social_work", now=datetime.now(UTC))
            for key in filter(None, keys)
        ]
        numbers = [row.id for row in rows]
    read = sa.select(sa.func.count()).where(NoticeList.id.in_(numbers))
    is_read = NoticeList.problem.is_not(None) | NoticeList.found.is_not(None)
    await _until(who, read.where(is_read), len(bombs), "read", seconds)


def _workbook(changes: dict[bytes, bytes], *, rows: int = 1) -> bytes:
    out, made = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write_column(0, 0, ["M-7K3M-9QRT"] * rows)
    with zipfile.ZipFile(out) as plain, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as huge:
        for each in plain.infolist():
            data = plain.read(each)
            for old, new in changes.items():
                data = data.replace(old, new)
            huge.writestr(each.filename, data)
    return made.getvalue()


async def _until(who: Stranger, count: sa.Select[Any], whole: int, what: str, seconds: float) -> None:
    """Until the service has looked at all of them, and so many seconds at least."""
    began = time.monotonic()
    while who.did[what] < whole and time.monotonic() - began < OPENED_WITHIN_S:
        await asyncio.sleep(0.2)
        async with database_of(who).reading() as session:
            who.did[what] = (await session.scalars(count)).one()
    await asyncio.sleep(max(0.0, seconds - (time.monotonic() - began)))

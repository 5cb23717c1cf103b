"""Keeping large bytes in pieces, each in a transaction of its own: SQLite has one writer, and 20 MB at once would make
everybody wait.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.storage.database import Base, Database
from models.storage.rest import with_a_rest

PIECE = 512 * 1024
"""The bytes of a piece: they take some 2 ms of SQLite's writer."""
REST = 2.0
"""After each piece others have the writer for this many times as long as the piece took."""


async def write_pieces(database: Database, content: bytes | bytearray, row: Callable[[int, bytes], Base]) -> int:
    """Keeps the bytes in as many rows as they need. Returns how many. row: (number, bytes) -> the row, with the id of
    `piece_id`. If an error stops it, the caller drops the rows that are already kept."""
    starts = range(0, len(content), PIECE)
    for number, start in enumerate(starts):
        async with with_a_rest(len(content), REST), database.transaction() as session:
            session.add(row(number, bytes(content[start : start + PIECE])))
    await database.checkpoint()  # else a commit a few files later would write the log back, and hold up everybody
    return len(starts)


def piece_id(key: str, number: int) -> str:
    return f"{key}:{number:04}"


async def read_pieces(session: AsyncSession, table: Any, key: str, count: int) -> bytes:
    """The bytes of `count` rows together; others have a turn between two. Raises LookupError if one is missing,
    WrongPlace."""
    pieces: list[bytes] = []
    for each in (piece_id(key, number) for number in range(count)):
        locked = await session.scalar(sa.select(table.locked).where(table.id == each))
        if locked is None:
            raise LookupError(each)
        pieces.append(locked.open(each))
        await asyncio.sleep(0)
    return await asyncio.to_thread(b"".join, pieces)  # in a thread, so that the loop goes on if they are many


async def drop_pieces(database: Database, table: Any, key: str) -> None:
    """Deletes the pieces one by one: deleting overwrites them, which takes as long as writing."""
    async with database.reading() as session:
        ids = (await session.scalars(sa.select(table.id).where(table.key == key))).all()
    for each in ids:
        async with with_a_rest(len(ids) * PIECE, REST), database.transaction() as session:
            await session.execute(sa.delete(table).where(table.id == each))

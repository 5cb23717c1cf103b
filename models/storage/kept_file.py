"""A file that a person sent or is given: encrypted, with its name, under a key nobody can guess, until it expires. A
large file that somebody sends is kept in pieces (models/storage/pieces.py).
"""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, cast

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, defer, mapped_column

from models.storage.database import (
    Base,
    Database,
    EncryptedBytes,
    EncryptedJson,
    Opened,
    Own,
    UtcDateTime,
    own_key,
)
from models.storage.encryption import WrongKey
from models.storage.errors import TooManyFiles
from models.storage.one_hop import OneHop
from models.storage.personal import Kept, Old, Personal
from models.storage.pieces import PIECE, drop_pieces, piece_id, read_pieces, write_pieces
from models.storage.unlinkable import by_the_hour

log = structlog.get_logger(__name__)

KEEP = timedelta(hours=24)
NAMELESS = "file"
LARGEST_MB = 20
LARGEST = LARGEST_MB * 1024 * 1024
"""The most bytes of a file, as of a piece of evidence."""
MOST = 40
MOST_BYTES = 200 * 1024 * 1024
"""The most files of one contact kept at a time, and their bytes, encrypted, together."""
MOST_BYTES_IN_ALL = 4 * 1024**3
"""The most bytes of all contacts together: beyond it files are refused until older ones have gone."""


class StoredFile(Base):
    """One file: its bytes, if they are not in pieces. pieces_size: the number of bytes in pieces. contact_id: the chat
    it belongs to; in a row pointed at another chat nothing opens. name: encrypted, because a receipt's name holds
    the number of its case; NULL in rows from before that. expires_at: rounded to the hour, because it tells when the
    file was made."""

    __tablename__ = "stored_file"

    key: Mapped[str] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    locked_name: Mapped[Any | None] = mapped_column("name", EncryptedJson("key", "contact_id"))
    name = Opened[str | None]("locked_name", "key", "contact_id")
    media_type: Mapped[str]
    locked: Mapped[Any] = mapped_column("content", EncryptedBytes("key", "contact_id"))
    content = Opened[bytes]("locked", "key", "contact_id")
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    pieces_size: Mapped[int] = mapped_column(default=0, server_default="0")


class FilePiece(Base):
    """Some bytes of a large file. id: the file's key and the piece's number, in the order of the bytes. Pieces whose
    file never got its row, because the process died, go when they expire."""

    __tablename__ = "stored_file_piece"

    id: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    locked: Mapped[Any] = mapped_column("content", EncryptedBytes("id"))
    content = Opened[bytes]("locked", "id")
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """The type and all bytes of a file."""

    media_type: str
    content: bytes


_SIZE = sa.func.length(sa.type_coerce(StoredFile.locked, sa.LargeBinary)) + StoredFile.pieces_size


async def store_file(
    session: AsyncSession, contact_id: int, content: bytes, *, name: str, media_type: str, now: datetime
) -> str:
    """Keeps the bytes for KEEP, or up to an hour less, and returns their key. Raises TooManyFiles, and ValueError
    beyond LARGEST bytes."""
    await _need_room(session, contact_id, len(content), now=now)
    key = secrets.token_urlsafe(24)
    whose = own_key((key, contact_id))
    await _store_statement().run(
        session,
        key=key,
        contact_id=contact_id,
        name=Own(whose, name),
        media_type=media_type,
        content=Own(whose, content),
        expires_at=by_the_hour(now + KEEP),
        pieces_size=0,
    )
    return key


@cache
def _store_statement() -> OneHop:
    table = cast(sa.Table, StoredFile.__table__)
    return OneHop(sa.insert(table).values({each.key: sa.bindparam(each.key) for each in table.c}))


async def store_large_file(
    database: Database,
    contact_id: int,
    content: bytearray,
    *,
    name: str,
    media_type: str,
    clock: Callable[[], datetime],
) -> str:
    """Like `store_file`, but keeps bytes larger than a piece in pieces, each in its own transaction. Raises
    TooManyFiles, and ValueError beyond LARGEST bytes; then nothing of it is left."""
    about = {"name": name, "media_type": media_type}
    if len(content) <= PIECE:
        async with database.transaction() as session:
            return await store_file(session, contact_id, bytes(content), **about, now=clock())
    async with database.reading() as session:
        await _need_room(session, contact_id, len(content), now=clock())
    key, expires_at = secrets.token_urlsafe(24), by_the_hour(clock() + KEEP)
    try:
        whose = {"key": key, "contact_id": contact_id, "expires_at": expires_at}
        await write_pieces(
            database, content, lambda number, piece: FilePiece(id=piece_id(key, number), content=piece, **whose)
        )
        async with database.transaction() as session:
            await _need_room(session, contact_id, len(content), now=clock())
            of_file = {"key": key, "contact_id": contact_id, "content": b"", "pieces_size": len(content), **about}
            session.add(StoredFile(**of_file, expires_at=expires_at))
    except BaseException:  # also if the contact has gone: nothing would know the key
        async with database.transaction() as session:
            await drop_file(session, key)
        raise
    return key


async def _need_room(session: AsyncSession, contact_id: int, size: int, *, now: datetime) -> None:
    """Checks that the contact may keep that many bytes more. Raises TooManyFiles, ValueError."""
    if size > LARGEST:
        raise ValueError("file too large")
    ((count, size_kept),) = await _kept_statement().rows(session, contact_id=contact_id, now=now)
    if count >= MOST or size_kept + size > MOST_BYTES:
        raise TooManyFiles


@cache
def _kept_statement() -> OneHop:
    columns = StoredFile.__table__.c
    size = sa.func.length(sa.type_coerce(columns.content, sa.LargeBinary)) + columns.pieces_size
    kept = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(size), 0))
    mine = columns.contact_id == sa.bindparam("contact_id"), columns.expires_at > sa.bindparam("now")
    return OneHop(kept.where(*mine))


async def read_file(session: AsyncSession, key: str, *, contact_id: int | None, now: datetime) -> KeptFile | None:
    """The file, if it still exists and belongs to the contact (None: of any contact, for the sender). Raises WrongPlace
    if the row was pointed at another contact."""
    row = await session.get(StoredFile, key)
    if row is None or row.expires_at < now or contact_id not in (None, row.contact_id):
        return None
    content = row.content
    if not row.pieces_size:
        return KeptFile(row.media_type, content)
    with suppress(LookupError):  # it may be deleted while it is read
        return KeptFile(row.media_type, await read_pieces(session, FilePiece, key, -(-row.pieces_size // PIECE)))
    return None


@dataclass(frozen=True, slots=True)
class FileHead:
    """The data of a file without its bytes. size: bytes, encrypted."""

    key: str
    name: str
    media_type: str
    size: int


async def find_file(session: AsyncSession, key: str, *, contact_id: int | None, now: datetime) -> FileHead | None:
    """The file without its bytes, under the rules of `read_file`; None if its row was pointed at another contact."""
    found = sa.select(StoredFile, _SIZE.label("size")).options(defer(StoredFile.locked))
    found = found.where(StoredFile.key == key, StoredFile.expires_at >= now)
    if contact_id is not None:
        found = found.where(StoredFile.contact_id == contact_id)
    row = (await session.execute(found)).one_or_none()
    name = name_of_file(row[0]) if row is not None else None
    return FileHead(key, name, row[0].media_type, row.size) if row is not None and name is not None else None


def name_of_file(file: StoredFile) -> str | None:
    """The name of the file; None if its row was pointed at another chat, which is logged."""
    try:
        return file.name or NAMELESS
    except WrongKey:
        log.warning("not theirs", file_of=file.contact_id)
        return None


async def kept_bytes(session: AsyncSession) -> int:
    """The bytes of all files together, encrypted."""
    return int((await session.scalars(sa.select(sa.func.coalesce(sa.func.sum(_SIZE), 0)))).one())


async def forget_files(session: AsyncSession, *, now: datetime) -> None:
    """Deletes expired files."""
    for table in (StoredFile, FilePiece):
        await session.execute(sa.delete(table).where(table.expires_at < now))


async def drop_file(session: AsyncSession, key: str) -> None:
    """Deletes a file before its time; does nothing if there is none with that key."""
    for table in (StoredFile, FilePiece):
        await session.execute(sa.delete(table).where(table.key == key))


async def drop_large_file(database: Database, key: str) -> None:
    """Like `drop_file`, but deletes the pieces one by one after the file's row."""
    async with database.transaction() as session:
        await session.execute(sa.delete(StoredFile).where(StoredFile.key == key))
    await drop_pieces(database, FilePiece, key)


PERSONAL = Personal(
    kept=(
        Kept("stored_file.contact_id", KEEP, after="it was sent"),
        Kept("stored_file_piece.contact_id", KEEP, after="it was sent", untold="told of with its file"),
    ),
    forget_old=(Old(forget_files),),
)

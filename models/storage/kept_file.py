"""A file that a person sent or is given: encrypted like its name, under a key nobody can guess, until it expires.

A large one that somebody sends is kept in pieces (models/storage/pieces.py).
"""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, defer, mapped_column

from models.storage.database import Base, Database, EncryptedBytes, EncryptedJson, Opened, UtcDateTime
from models.storage.encryption import WrongKey
from models.storage.errors import TooManyFiles
from models.storage.personal import Kept, Old, Personal
from models.storage.pieces import PIECE, drop_pieces, piece_id, read_pieces, write_pieces
from models.storage.unlinkable import by_the_hour

log = structlog.get_logger(__name__)

KEEP = timedelta(hours=24)
NAMELESS = "file"
LARGEST_MB = 20
LARGEST = LARGEST_MB * 1024 * 1024
"""Bytes; as much as a piece of evidence may have."""
MOST = 40
MOST_BYTES = 200 * 1024 * 1024
"""Files of one contact kept at a time, and their bytes, encrypted, together."""
MOST_BYTES_IN_ALL = 4 * 1024**3
"""Of all contacts together: beyond, nothing that people send is taken until older files have gone."""


class StoredFile(Base):
    """The bytes as they came, if they are not in pieces. pieces_size: how many are in pieces. contact_id: whose chat it
    belongs to: led to another, nothing of it opens. name: encrypted, since that of a receipt holds the number of its
    case; none in rows of before it was. expires_at: by the hour, as it tells when the file was made."""

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
    file never got its row, as the process died, go when they expire."""

    __tablename__ = "stored_file_piece"

    id: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    locked: Mapped[Any] = mapped_column("content", EncryptedBytes("id"))
    content = Opened[bytes]("locked", "id")
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was read whole."""

    media_type: str
    content: bytes


_SIZE = sa.func.length(sa.type_coerce(StoredFile.locked, sa.LargeBinary)) + StoredFile.pieces_size


async def store_file(
    session: AsyncSession, contact_id: int, content: bytes, *, name: str, media_type: str, now: datetime
) -> str:
    """Keeps the bytes for a day, or up to an hour less, and returns their key. Raises TooManyFiles, ValueError beyond
    LARGEST bytes."""
    await _need_room(session, contact_id, len(content), now=now)
    key = secrets.token_urlsafe(24)
    session.add(
        StoredFile(
            key=key,
            contact_id=contact_id,
            name=name,
            media_type=media_type,
            content=content,
            expires_at=by_the_hour(now + KEEP),
        )
    )
    await session.flush()
    return key


async def store_large_file(
    database: Database,
    contact_id: int,
    content: bytearray,
    *,
    name: str,
    media_type: str,
    clock: Callable[[], datetime],
) -> str:
    """As `store_file`, a piece a transaction, where the bytes are more than a piece. Raises TooManyFiles, ValueError
    beyond LARGEST bytes; then nothing is left of it."""
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
    except BaseException:  # also where whoever sent it has gone: nobody would know the key
        async with database.transaction() as session:
            await drop_file(session, key)
        raise
    return key


async def _need_room(session: AsyncSession, contact_id: int, size: int, *, now: datetime) -> None:
    """Raises TooManyFiles, ValueError."""
    if size > LARGEST:
        raise ValueError("file too large")
    kept = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(_SIZE), 0))
    kept = kept.where(StoredFile.contact_id == contact_id, StoredFile.expires_at > now)
    count, size_kept = (await session.execute(kept)).one()
    if count >= MOST or size_kept + size > MOST_BYTES:
        raise TooManyFiles


async def read_file(session: AsyncSession, key: str, *, contact_id: int | None, now: datetime) -> KeptFile | None:
    """The file, if it exists still and belongs to the contact (None: whoever's, for the sender). Raises WrongPlace
    where it was somebody else's."""
    row = await session.get(StoredFile, key)
    if row is None or row.expires_at < now or contact_id not in (None, row.contact_id):
        return None
    content = row.content
    if not row.pieces_size:
        return KeptFile(row.media_type, content)
    with suppress(LookupError):  # it goes while it is read
        return KeptFile(row.media_type, await read_pieces(session, FilePiece, key, -(-row.pieces_size // PIECE)))
    return None


@dataclass(frozen=True, slots=True)
class FileHead:
    """What is known of a file without reading it. size: bytes, encrypted."""

    key: str
    name: str
    media_type: str
    size: int


async def find_file(session: AsyncSession, key: str, *, contact_id: int | None, now: datetime) -> FileHead | None:
    """The file without its bytes, under the rules of `read_file`; none where it was somebody else's."""
    found = sa.select(StoredFile, _SIZE.label("size")).options(defer(StoredFile.locked))
    found = found.where(StoredFile.key == key, StoredFile.expires_at >= now)
    if contact_id is not None:
        found = found.where(StoredFile.contact_id == contact_id)
    row = (await session.execute(found)).one_or_none()
    name = name_of_file(row[0]) if row is not None else None
    return FileHead(key, name, row[0].media_type, row.size) if row is not None and name is not None else None


def name_of_file(file: StoredFile) -> str | None:
    """What it is called; None where it was led to another chat, which is logged."""
    try:
        return file.name or NAMELESS
    except WrongKey:
        log.warning("not theirs", file_of=file.contact_id)
        return None


async def kept_bytes(session: AsyncSession) -> int:
    """What all files take up together, encrypted."""
    return int((await session.scalars(sa.select(sa.func.coalesce(sa.func.sum(_SIZE), 0)))).one())


async def forget_files(session: AsyncSession, *, now: datetime) -> None:
    """Deletes what has expired."""
    for table in (StoredFile, FilePiece):
        await session.execute(sa.delete(table).where(table.expires_at < now))


async def drop_file(session: AsyncSession, key: str) -> None:
    """Deletes it before its time; where there is none of that key, nothing."""
    for table in (StoredFile, FilePiece):
        await session.execute(sa.delete(table).where(table.key == key))


async def drop_large_file(database: Database, key: str) -> None:
    """As `drop_file`, its pieces one by one once nobody reads it any more."""
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

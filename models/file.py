"""A file that a person sent or is given: encrypted like its name, under a key nobody can guess, until it expires."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.database import Base, EncryptedBytes, EncryptedJson, Opened, UtcDateTime
from models.errors import TooManyFiles
from models.unlinkable import by_the_hour

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
    """The bytes as they came. contact_id: whose chat it belongs to. name: encrypted, since that of a receipt holds the
    number of its case; none in rows of before it was. expires_at: by the hour, as it tells when the file was made."""

    __tablename__ = "stored_file"

    key: Mapped[str] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    name: Mapped[str | None] = mapped_column(EncryptedJson)
    media_type: Mapped[str]
    locked: Mapped[Any] = mapped_column("content", EncryptedBytes(by="key"))
    content = Opened[bytes]("locked", by="key")
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    @property
    def shown_name(self) -> str:
        """What it is called when it is fetched."""
        return self.name or NAMELESS


_SIZE = sa.func.length(sa.type_coerce(StoredFile.locked, sa.LargeBinary))


async def store_file(
    session: AsyncSession, contact_id: int, content: bytes, *, name: str, media_type: str, now: datetime
) -> str:
    """Keeps the bytes for a day, or up to an hour less, and returns their key. Raises TooManyFiles, ValueError beyond
    LARGEST bytes."""
    if len(content) > LARGEST:
        raise ValueError("file too large")
    kept = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(_SIZE), 0))
    kept = kept.where(StoredFile.contact_id == contact_id, StoredFile.expires_at > now)
    count, size_kept = (await session.execute(kept)).one()
    if count >= MOST or size_kept + len(content) > MOST_BYTES:
        raise TooManyFiles
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


async def read_file(session: AsyncSession, key: str, *, contact_id: int | None, now: datetime) -> StoredFile | None:
    """The file, if it exists still and belongs to the contact (None: whoever's, for the sender)."""
    row = await session.get(StoredFile, key)
    if row is None or row.expires_at < now or contact_id not in (None, row.contact_id):
        return None
    return row


@dataclass(frozen=True, slots=True)
class FileHead:
    """What is known of a file without reading it. size: bytes, encrypted."""

    key: str
    name: str
    media_type: str
    size: int


async def find_file(session: AsyncSession, key: str, *, contact_id: int | None, now: datetime) -> FileHead | None:
    """The file without its bytes, under the rules of `read_file`."""
    found = sa.select(StoredFile.key, StoredFile.name, StoredFile.media_type, _SIZE)
    found = found.where(StoredFile.key == key, StoredFile.expires_at >= now)
    if contact_id is not None:
        found = found.where(StoredFile.contact_id == contact_id)
    row = (await session.execute(found)).one_or_none()
    return FileHead(row[0], row[1] or NAMELESS, row[2], row[3]) if row is not None else None


async def kept_bytes(session: AsyncSession) -> int:
    """What all files take up together, encrypted."""
    return int((await session.scalars(sa.select(sa.func.coalesce(sa.func.sum(_SIZE), 0)))).one())


async def forget_files(session: AsyncSession, *, now: datetime) -> None:
    """Deletes what has expired."""
    await session.execute(sa.delete(StoredFile).where(StoredFile.expires_at < now))


async def drop_file(session: AsyncSession, key: str) -> None:
    """Deletes it before its time; where there is none of that key, nothing."""
    await session.execute(sa.delete(StoredFile).where(StoredFile.key == key))

"""A file that a person sent or is given: encrypted, under a key that cannot be guessed, until it expires."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.database import Base, EncryptedBytes, Sealed, UtcDateTime
from models.encryption import Cipher
from models.errors import TooManyFiles

KEEP = timedelta(hours=24)
LARGEST_MB = 20
LARGEST = LARGEST_MB * 1024 * 1024
"""Bytes; as much as a piece of evidence may have."""
LARGEST_SEALED = LARGEST * 3 // 2
MOST = 40
MOST_BYTES = 200 * 1024 * 1024
"""Files of one contact kept at a time, and their bytes, encrypted, together."""
MOST_BYTES_IN_ALL = 4 * 1024**3
"""Of all contacts together: beyond, nothing that people send is taken until older files have gone."""


class StoredFile(Base):
    """The bytes as they came. `contact_id`: whose chat it belongs to."""

    __tablename__ = "stored_file"

    key: Mapped[str] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes] = mapped_column(EncryptedBytes)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


_SIZE = sa.func.length(sa.type_coerce(StoredFile.content, sa.LargeBinary))


async def store_file(
    session: AsyncSession, contact_id: int, content: bytes, *, name: str, media_type: str, now: datetime
) -> str:
    """Keeps the bytes for a day and returns their key. Raises TooManyFiles, ValueError beyond LARGEST bytes."""
    if len(content) > (LARGEST_SEALED if isinstance(content, Sealed) else LARGEST):
        raise ValueError("file too large")
    kept = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(_SIZE), 0))
    kept = kept.where(StoredFile.contact_id == contact_id, StoredFile.expires_at > now)
    count, size_kept = (await session.execute(kept)).one()
    if count >= MOST or size_kept + len(content) > MOST_BYTES:
        raise TooManyFiles
    key = secrets.token_urlsafe(24)
    session.add(
        StoredFile(
            key=key, contact_id=contact_id, name=name, media_type=media_type, content=content, expires_at=now + KEEP
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
    return FileHead(*row) if row is not None else None


def sealed(cipher: Cipher, content: bytes) -> Sealed:
    """The content as `store_file` takes it too: to be made beside the event loop, since it takes long."""
    return Sealed(cipher.encrypt(content))


async def sealed_content(session: AsyncSession, key: str) -> bytes | None:
    """The bytes as they are kept, for `unsealed`. Who may have them, `find_file` has said."""
    kept = sa.select(sa.type_coerce(StoredFile.content, sa.LargeBinary)).where(StoredFile.key == key)
    return await session.scalar(kept)


def unsealed(cipher: Cipher, secret: bytes) -> bytes:
    """What `sealed` was given: to be made beside the event loop. Raises WrongKey."""
    return cipher.decrypt(secret)


async def kept_bytes(session: AsyncSession) -> int:
    """What all files take up together, encrypted."""
    return int((await session.scalars(sa.select(sa.func.coalesce(sa.func.sum(_SIZE), 0)))).one())


async def forget_files(session: AsyncSession, *, now: datetime) -> None:
    """Deletes what has expired."""
    await session.execute(sa.delete(StoredFile).where(StoredFile.expires_at < now))


async def drop_file(session: AsyncSession, key: str) -> None:
    """Deletes it before its time; where there is none of that key, nothing."""
    await session.execute(sa.delete(StoredFile).where(StoredFile.key == key))

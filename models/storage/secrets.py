"""Secrets that the service makes once for itself and stores encrypted; they survive every change of ENCRYPTION_KEYS."""

import secrets as random
from collections.abc import Callable
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, EncryptedBytes, Own
from models.storage.one_hop import insert_of

FILER_KEY = "case_filer"
"""The key of the digests in `case_filer`: only with it can a person be found there."""
RECEIPT_KEY = "receipt"
"""The Ed25519 seed that signs receipts."""


class Secret(Base):
    """32 random bytes under a name."""

    __tablename__ = "secret"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(EncryptedBytes("name"))
    """Written as an `Own`, read as a `Locked`."""


async def secret(session: AsyncSession, name: str, make: Callable[[], bytes] = lambda: random.token_bytes(32)) -> bytes:
    """The secret of that name. The first process that asks makes it."""
    value = await known_secret(session, name)
    if value is not None:
        return value
    fresh = insert(session, Secret).values(name=name, value=Own(name, make()))
    await session.execute(fresh.on_conflict_do_nothing())
    made = (await session.scalars(sa.select(Secret.value).where(Secret.name == name))).one()
    return cast(bytes, made.open(name))


async def known_secret(session: AsyncSession, name: str) -> bytes | None:
    """The secret of that name, None if it has not been made."""
    value = await session.scalar(sa.select(Secret.value).where(Secret.name == name))
    return None if value is None else cast(bytes, value.open(name))


def insert(session: AsyncSession, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT of the session's dialect, which supports ON CONFLICT."""
    return insert_of(session.get_bind().dialect.name, table)

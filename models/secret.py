"""Secrets the service makes for itself once and keeps encrypted: they outlive every change of ENCRYPTION_KEYS."""

import secrets as random
from collections.abc import Callable
from typing import cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.database import Base, EncryptedBytes
from models.encryption import Cipher

FILER_KEY = "case_filer"
"""Under it a person is found again in `case_filer`, and by nothing else."""
RECEIPT_KEY = "receipt"
"""The Ed25519 seed that signs receipts."""


class Secret(Base):
    """32 random bytes under a name."""

    __tablename__ = "secret"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes] = mapped_column(EncryptedBytes)


async def secret(session: AsyncSession, name: str, make: Callable[[], bytes] = lambda: random.token_bytes(32)) -> bytes:
    """The secret of that name; made on first use, by whichever process comes first."""
    value = await known_secret(session, name)
    if value is None:
        await session.execute(insert(session, Secret).values(name=name, value=make()).on_conflict_do_nothing())
        value = (await session.scalars(sa.select(Secret.value).where(Secret.name == name))).one()
    return value


async def known_secret(session: AsyncSession, name: str) -> bytes | None:
    """The secret of that name, if it has been made."""
    return await session.scalar(sa.select(Secret.value).where(Secret.name == name))


def insert(session: AsyncSession, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say what happens on a conflict, in the words of the session's database."""
    return postgresql.insert(table) if session.get_bind().dialect.name == "postgresql" else sqlite.insert(table)


def cipher_of(session: AsyncSession) -> Cipher:
    """The ring the session's database was opened with: for what has to look at an encrypted column as it is."""
    return cast(Cipher, getattr(session.get_bind().dialect, "nuanxin_cipher"))  # noqa: B009 - as database.py sets it

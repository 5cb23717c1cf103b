"""Whether the database takes what is written: one row that is written anew each time, as large as a message's."""

import os
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, UtcDateTime

BYTES = 8 * 1024
"""A message with its conversation and their indexes changes as many pages."""


class WriteCheck(Base):
    """The one row."""

    __tablename__ = "write_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    filler: Mapped[bytes] = mapped_column(sa.LargeBinary)


async def write_something(session: AsyncSession, *, now: datetime) -> None:
    """Raises what the database raises where the disk is full, it is locked, or nothing may be written."""
    table: sa.Table = WriteCheck.__table__  # type: ignore[assignment]
    dialect = (await session.connection()).dialect.name
    insert: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[dialect](table)
    values = {"at": now, "filler": os.urandom(BYTES)}  # what cannot be compressed
    await session.execute(insert.values(id=1, **values).on_conflict_do_update(index_elements=["id"], set_=values))

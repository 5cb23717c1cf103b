"""Check that the database accepts writes: overwrite one row that is as large as the rows of a message."""

import os
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, UtcDateTime
from models.storage.one_hop import insert_of

BYTES = 8 * 1024
"""About as many pages as a message changes, with its conversation and their indexes."""


class WriteCheck(Base):
    """The only row, overwritten by every check."""

    __tablename__ = "write_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    filler: Mapped[bytes] = mapped_column(sa.LargeBinary)


async def write_something(session: AsyncSession, *, now: datetime) -> None:
    """Write the row. Raises the database's own error if the disk is full, or the database is locked or read-only."""
    table: sa.Table = WriteCheck.__table__  # type: ignore[assignment]
    dialect = (await session.connection()).dialect.name
    insert = insert_of(dialect, table)
    values = {"at": now, "filler": os.urandom(BYTES)}  # random bytes cannot be compressed
    await session.execute(insert.values(id=1, **values).on_conflict_do_update(index_elements=["id"], set_=values))

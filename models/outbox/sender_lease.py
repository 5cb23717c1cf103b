"""The lease of the process that sends on a channel: one at a time; another takes over soon after it stops."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, UtcDateTime
from models.storage.lease import over


class SenderLease(Base):
    """The process that sends on a channel. until: the end of its lease, unless it renews it."""

    __tablename__ = "sender_lease"

    channel: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime] = mapped_column(UtcDateTime)


async def hold_channel(session: AsyncSession, channel: str, holder: str, *, now: datetime, until: datetime) -> bool:
    """Take or renew the channel's lease until a moment; False while another process has it."""
    connection = await session.connection()
    table: sa.Table = SenderLease.__table__  # type: ignore[assignment]
    insert: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[connection.dialect.name](table)
    free = sa.or_(table.c.holder == holder, over(table.c.until, lasts=until - now, now=now))
    upsert = insert.on_conflict_do_update(
        index_elements=["channel"], set_={"holder": holder, "until": until}, where=free
    ).returning(table.c.holder)
    result = await connection.execute(upsert, {"channel": channel, "holder": holder, "until": until})
    return result.first() is not None

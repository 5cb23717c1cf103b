"""A lease for work that only one process of the service does at a time, and another soon after it is gone. It goes by
the database's clock, so that no clock of a machine matters.

While it lives, the holder has an advisory lock under its name on a connection of its own. If nobody has that lock, the
holder is dead, and its leases are free before they end. Only PostgreSQL is shared by several processes: on SQLite there
is no lease to take.
"""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, UtcDateTime

LASTS = timedelta(seconds=9)
_HOLDERS = 0x6E78
"""The first of the two numbers of a holder's lock; locks of chats use one number, which is another space."""


class ProcessLease(Base):
    """The process that does some work. until: the end of its lease, unless it renews it."""

    __tablename__ = "process_lease"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime] = mapped_column(UtcDateTime)


_TAKE = f"""
    INSERT INTO process_lease AS held (name, holder, until)
    VALUES ($1, $2, clock_timestamp() AT TIME ZONE 'UTC' + $3::interval)
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
    WHERE held.holder = excluded.holder OR held.until <= clock_timestamp() AT TIME ZONE 'UTC'
        OR pg_try_advisory_xact_lock({_HOLDERS}, hashtext(held.holder))
    RETURNING holder"""


async def live_as(driver: Any, holder: str) -> None:
    """Takes the holder's lock, which lasts as long as this connection (asyncpg's own). The lock is shared, so that an
    earlier connection of the holder, cut off without the server's knowing, does not stand in the way."""
    await driver.execute(f"SELECT pg_advisory_lock_shared({_HOLDERS}, hashtext($1))", holder)


async def take(driver: Any, name: str, holder: str) -> bool:
    """Takes or keeps the lease for LASTS; False while another living process has it."""
    return await driver.fetchval(_TAKE, name, holder, LASTS) is not None


def is_dead(holder: sa.SQLColumnExpression[str]) -> sa.ColumnElement[bool]:
    """Whether no process lives under this name; on PostgreSQL only."""
    return sa.func.pg_try_advisory_xact_lock(_HOLDERS, sa.func.hashtext(holder), type_=sa.Boolean())


async def give_back(driver: Any, holder: str) -> None:
    """Frees all leases of the holder."""
    await driver.execute("DELETE FROM process_lease WHERE holder = $1", holder)

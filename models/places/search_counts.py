"""Counts of searches by week and cell, which replace the records of single searches after a week.

One transaction deletes a portion of records and counts the same ones, so that a crash, a second run or a second process
neither loses nor doubles any.
"""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.places.search import SearchRecord
from models.storage.database import Base

KEEP_RECORDS = timedelta(days=7)
PORTION = 200
"""Records per transaction; it takes some milliseconds."""


class SearchCount(Base):
    """The number of searches in a week, from one cell, for the same needs, with the same result."""

    __tablename__ = "search_count"
    __table_args__ = ({"sqlite_with_rowid": False},)

    week: Mapped[date] = mapped_column(primary_key=True)
    """The Monday of the week, in the city's time zone."""
    cell: Mapped[str] = mapped_column(primary_key=True)
    needs: Mapped[str] = mapped_column(primary_key=True)
    open_only: Mapped[bool] = mapped_column(primary_key=True)
    met: Mapped[bool] = mapped_column(primary_key=True)
    searches: Mapped[int]


_RECORDS: sa.Table = SearchRecord.__table__  # type: ignore[assignment]
_COUNTS: sa.Table = SearchCount.__table__  # type: ignore[assignment]


async def count_searches(session: AsyncSession, *, now: datetime, zone: ZoneInfo, limit: int = PORTION) -> int:
    """Turn up to `limit` records older than KEEP_RECORDS into counts. Returns their number; below `limit`, none are
    left."""
    old = (
        sa.select(_RECORDS.c.id)
        .where(_RECORDS.c.at < now - KEEP_RECORDS)
        .order_by(_RECORDS.c.at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    taken = sa.delete(_RECORDS).where(_RECORDS.c.id.in_(old.scalar_subquery()))
    connection = await session.connection()
    rows = (await connection.execute(taken.returning(*(_RECORDS.c[name] for name in _KEPT)))).all()
    counts = Counter((_week(row.at, zone), row.cell, row.needs, row.open_only, row.met) for row in rows)
    if counts:
        insert: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[connection.dialect.name](_COUNTS)
        upsert = insert.on_conflict_do_update(
            index_elements=list(_COUNTS.primary_key.columns),
            set_={"searches": _COUNTS.c.searches + insert.excluded.searches},
        )
        # Sorted, so that two processes never wait for each other's rows.
        await connection.execute(
            upsert, [dict(zip(_COUNTS.c.keys(), (*key, counts[key]), strict=True)) for key in sorted(counts)]
        )
    return len(rows)


_KEPT = ("at", "cell", "needs", "open_only", "met")


def _week(at: datetime, zone: ZoneInfo) -> date:
    day = at.astimezone(zone).date()
    return day - timedelta(days=day.weekday())

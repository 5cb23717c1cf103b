"""Rows of which one may be broken: somebody wrote into it what its column cannot hold, or what no key opens. It must
not keep the others from being read."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from models.storage.encryption import WrongKey

log = structlog.get_logger(__name__)

UNREADABLE = "unreadable"
"""Why a row was set aside."""
BROKEN = (WrongKey, ValueError, TypeError, LookupError)


async def readable_rows(
    session: AsyncSession, rows: sa.Select[*tuple[Any, ...]], key: Any, values: Mapping[str, Any] | None = None
) -> tuple[Sequence[sa.Row[Any]], Sequence[int]]:
    """The rows that can be read, in their order, and the keys of those that cannot, which are logged. One by one only
    where one cannot. key: the column with their primary key."""
    values = values or {}
    try:
        return (await session.execute(rows, values)).all(), ()
    except BROKEN:
        found: list[sa.Row[Any]] = []
        broken: list[int] = []
        for each in (await session.scalars(rows.with_only_columns(key), values)).all():
            try:
                found += (await session.execute(rows.where(key == each), values)).all()
            except BROKEN as error:
                log.error(UNREADABLE, table=key.table.name, row=each, error=type(error).__name__)
                broken.append(each)
        return found, broken

"""Read rows although one of them may be broken: its value does not fit the column, or no key decrypts it."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from models.storage.encryption import WrongKey

log = structlog.get_logger(__name__)

UNREADABLE = "unreadable"
"""The event in the log for a row that cannot be read."""
BROKEN = (WrongKey, ValueError, TypeError, LookupError)


async def readable_rows(
    session: AsyncSession, rows: sa.Select[*tuple[Any, ...]], key: Any, values: Mapping[str, Any] | None = None
) -> tuple[Sequence[sa.Row[Any]], Sequence[int]]:
    """The readable rows in their order, and the keys of the broken ones, which are logged.

    The rows are read one by one only if reading them together fails. key: the column of their primary key.
    """
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

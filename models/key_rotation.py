"""Key rotation: everything that is encrypted is encrypted anew with the first key of the ring.

First put the new key in front in ENCRYPTION_KEYS and restart; then run this while the service runs; then the old key
can go. A value that is written meanwhile is under the first key anyway, and is not overwritten with what it was before.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.database import Base, Database, EncryptedBytes, EncryptedJson
from models.secret import cipher_of

PORTION = 200
PORTION_OF_FILES = 4
"""Rows that may hold 20 MB each."""


async def rotate_keys(database: Database) -> int:
    """Re-encrypts every encrypted column, a portion a transaction. Returns how many values. Raises WrongKey."""
    renewed = 0
    for column in encrypted_columns():
        after: Sequence[Any] | None = ()
        while after is not None:
            async with database.transaction() as session:
                count, after = await rotate_portion(session, column, after)
            renewed += count
    return renewed


def encrypted_columns() -> Iterator[sa.Column[Any]]:
    """Every column of every table that is encrypted at rest."""
    for table in Base.metadata.sorted_tables:
        yield from (column for column in table.columns if isinstance(column.type, EncryptedBytes | EncryptedJson))


async def rotate_portion(
    session: AsyncSession, column: sa.Column[Any], after: Sequence[Any]
) -> tuple[int, Sequence[Any] | None]:
    """Re-encrypts the rows behind the primary key `after` (empty: the first). Returns how many, and the last key."""
    table, cipher = column.table, cipher_of(session)
    keys = list(table.primary_key.columns)
    raw = sa.type_coerce(column, sa.LargeBinary)
    portion = sa.select(*keys, raw).order_by(*keys)
    portion = portion.limit(PORTION_OF_FILES if isinstance(column.type, EncryptedBytes) else PORTION)
    if after:
        portion = portion.where(
            sa.tuple_(*keys) > sa.tuple_(*(sa.literal(value, key.type) for key, value in zip(keys, after, strict=True)))
        )
    rows = (await session.execute(portion)).all()
    count = 0
    for *key, token in rows:
        fresh = cipher.renewed(token) if token is not None else None
        if fresh is not None:
            same = [each == value for each, value in zip(keys, key, strict=True)]
            change = sa.update(table).where(*same, raw == token).values({column: sa.type_coerce(fresh, sa.LargeBinary)})
            await session.execute(change)
            count += 1
    return count, rows[-1][:-1] if rows else None

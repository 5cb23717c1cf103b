"""Key rotation: everything that is encrypted is encrypted anew with the first key of the ring.

First put the new key in front in ENCRYPTION_KEYS and restart; then run this while the service runs; then the old key
can go. A value that is written meanwhile is under the first key anyway, and is not overwritten with what it was before.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.storage.database import Database, Encrypted, EncryptedBytes, own_key
from models.storage.every_table import every_table
from models.storage.secrets import cipher_of

PORTION = 500
PORTION_OF_FILES = 4
"""Rows that may hold 20 MB each."""

Change = Callable[[bytes, str], bytes | None]
"""Of a token and its place: what it becomes, or None where it stays."""


async def rotate_keys(database: Database) -> int:
    """Re-encrypts every encrypted column, a portion a transaction. Returns how many values. Raises WrongKey."""
    return await rewrite(database, lambda session: cipher_of(session).renewed)


async def rewrite(database: Database, change: Callable[[AsyncSession], Change]) -> int:
    """Changes the tokens of every encrypted column, a portion a transaction. Returns how many it changed."""
    changed = 0
    for column in encrypted_columns():
        after: Sequence[Any] | None = ()
        while after is not None:
            async with database.transaction() as session:
                count, after = await rewrite_portion(session, column, after, change(session))
            changed += count
    return changed


def encrypted_columns() -> Iterator[sa.Column[Any]]:
    """Every column of every table that is encrypted at rest."""
    for table in every_table():
        yield from (column for column in table.columns if isinstance(column.type, Encrypted))


def place_of(column: sa.Column[Any], key: object) -> str:
    """Where a value of that column belongs. key: of its row, by the columns that the type names."""
    return cast(Encrypted, column.type).place(key)


async def rewrite_portion(
    session: AsyncSession, column: sa.Column[Any], after: Sequence[Any], change: Change
) -> tuple[int, Sequence[Any] | None]:
    """Changes the rows behind the primary key `after` (empty: the first). Returns how many, and the last key."""
    rows = (await session.execute(_portion(column, after))).all()
    done: dict[tuple[bytes, str], bytes | None] = {}
    """What goes to many people is the same token in all their rows."""
    changes = []
    of_key = len(column.table.primary_key.columns)
    for row in rows:
        key, owner, token = row[:of_key], own_key(row[of_key:-1]), row[-1]
        if token is None:
            continue
        what = (token, place_of(column, owner))
        if what not in done:
            done[what] = change(*what)
        if done[what] is not None:
            changes.append({**_named(key), "token": token, "fresh": done[what]})
    if changes:
        await (await session.connection()).execute(_update(column), changes)
    return len(changes), rows[-1][:of_key] if rows else None


def _portion(column: sa.Column[Any], after: Sequence[Any]) -> sa.Select[Any]:
    keys, kind = list(column.table.primary_key.columns), cast(Encrypted, column.type)
    owner = [column.table.c[name].label(f"owner_{number}") for number, name in enumerate(kind.by)]
    portion = sa.select(*keys, *owner, _raw(column).label("token")).order_by(*keys)
    portion = portion.limit(PORTION_OF_FILES if isinstance(kind, EncryptedBytes) else PORTION)
    if not after:
        return portion
    last = [sa.literal(value, key.type) for key, value in zip(keys, after, strict=True)]
    return portion.where(sa.tuple_(*keys) > sa.tuple_(*last))


def _update(column: sa.Column[Any]) -> sa.Update:
    """By primary key, and only where the token is still the one that was read."""
    keys = list(column.table.primary_key.columns)
    same = [key == sa.bindparam(name, type_=key.type) for name, key in _named(keys).items()]
    fresh = sa.type_coerce(sa.bindparam("fresh", type_=sa.LargeBinary), sa.LargeBinary)
    return (
        sa.update(column.table)
        .where(*same, _raw(column) == sa.bindparam("token", type_=sa.LargeBinary))
        .values({column: fresh})
    )


def _named(key: Sequence[Any]) -> dict[str, Any]:
    return {f"key_{number}": each for number, each in enumerate(key)}


def _raw(column: sa.Column[Any]) -> Any:
    return sa.type_coerce(column, sa.LargeBinary)

"""Key rotation: encrypt every encrypted value again with the first key of the ring.

The operator puts the new key first in ENCRYPTION_KEYS and restarts, runs this beside the service, then removes the old
key. A value that the service writes meanwhile is under the first key already, and is not overwritten.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.storage.database import Database, Encrypted, EncryptedBytes, own_key
from models.storage.encryption import cipher_of
from models.storage.every_table import every_table

PORTION = 500
PORTION_OF_FILES = 4
"""Rows of encrypted files, each up to 20 MB."""

Change = Callable[[bytes, str], bytes | None]
"""Takes a token and its place; returns the new token, or None if it stays."""


async def rotate_keys(database: Database) -> int:
    """Re-encrypt every encrypted column, one portion per transaction. Returns the number of values. Raises WrongKey."""
    return await rewrite(database, lambda session: cipher_of(session).renewed)


async def rewrite(database: Database, change: Callable[[AsyncSession], Change]) -> int:
    """Change the tokens of every encrypted column, one portion per transaction. Returns the number changed."""
    changed = 0
    for column in encrypted_columns():
        after: Sequence[Any] | None = ()
        while after is not None:
            async with database.transaction() as session:
                count, after = await rewrite_portion(session, column, after, change(session))
            changed += count
    return changed


def encrypted_columns() -> Iterator[sa.Column[Any]]:
    """Every encrypted column of every table."""
    for table in every_table():
        yield from (column for column in table.columns if isinstance(column.type, Encrypted))


def place_of(column: sa.Column[Any], key: object) -> str:
    """The place that a value of this column is encrypted for. key: of its row, by the columns that the type names."""
    return cast(Encrypted, column.type).place(key)


async def rewrite_portion(
    session: AsyncSession, column: sa.Column[Any], after: Sequence[Any], change: Change
) -> tuple[int, Sequence[Any] | None]:
    """Change the rows after the primary key `after` (empty: from the first). Returns the number changed and the last
    key of the portion, None if there was no row."""
    rows = (await session.execute(_portion(column, after))).all()
    done: dict[tuple[bytes, str], bytes | None] = {}
    """By token and place: a message to many people is the same token in all their rows."""
    changes = []
    of_key = len(column.table.primary_key.columns)
    for row in rows:
        key, owner, token = row[:of_key], own_key(row[of_key:-1]), row[-1]
        if token is None:
            continue
        value = (token, place_of(column, owner))
        if value not in done:
            done[value] = change(*value)
        if done[value] is not None:
            changes.append({**_named(key), "token": token, "fresh": done[value]})
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
    """The UPDATE of one value by primary key, only if the token is still the one that was read."""
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

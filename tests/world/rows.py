"""Rows made up from the columns of a table alone, so that a test can walk tables that it does not know yet."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import count
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from models.storage.database import Encrypted, Own, own_key
from models.storage.every_table import every_table

_numbers = count(7_000_000)
"""No two rows share a value that may have to be unique."""


def columns_to(target: str) -> Iterator[sa.Column[Any]]:
    """Every column of the product that refers to a column, such as `person.id`, each table after those it refers to."""
    for table in every_table():
        for column in table.columns:
            if any(key.target_fullname == target for key in column.foreign_keys):
                yield column


def a_row(
    connection: sa.Connection, table: sa.Table, given: Mapping[str, Any] = MappingProxyType({})
) -> dict[str, Any]:
    """Inserts a row, with rows of the tables that it needs, and returns its values."""
    values = dict(given)
    for column in table.columns:
        if column.name in values or column.nullable or column.server_default is not None:
            continue
        key = next(iter(column.foreign_keys), None)
        if key is not None:
            values[column.name] = a_row(connection, key.column.table)[key.column.name]
        elif column.default is None or column.primary_key:
            values[column.name] = _value(column)
    connection.execute(table.insert().values({name: _own(table, name, values) for name in values}))
    return values


def _value(column: sa.Column[Any]) -> Any:
    number = next(_numbers)
    kind = column.type
    plain = getattr(kind, "impl", kind)
    if isinstance(kind, sa.Enum):
        return next(iter(kind.enum_class)) if kind.enum_class else kind.enums[0]
    if isinstance(plain, sa.DateTime):
        return datetime.now(UTC)
    if isinstance(kind, sa.Date):
        return datetime.now(UTC).date()
    if isinstance(kind, sa.Boolean):
        return False
    if isinstance(kind, sa.Float):
        return 1.0
    if isinstance(plain, sa.Integer | sa.Numeric):
        return number if column.primary_key else 1
    if isinstance(kind, sa.String):
        return f"made-up-{number}"
    return {} if "json" in type(kind).__name__.lower() else b""


def _own(table: sa.Table, name: str, values: dict[str, Any]) -> Any:
    """A value as its column takes it: what is encrypted for its row comes with the row's key."""
    kind, value = table.columns[name].type, values[name]
    bound = isinstance(kind, Encrypted) and kind.by and value is not None and not isinstance(value, Own)
    return Own(own_key(values.get(name, "") for name in kind.by), value) if bound else value

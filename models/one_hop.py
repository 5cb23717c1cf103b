"""Statements of every update, run on the driver itself: compiled once, sent as they are, read as plain rows.

Through the session a statement costs some 0.3 ms of its own, whatever the database does with it; here a fifth. Worth it
only for what runs at nearly every update: everything else goes through the session.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

import asyncpg
import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import instance_state

from models.database import Base

Entity = TypeVar("Entity", bound=Base)
_Convert = Callable[[Any], Any] | None

CONNECTION = "one_hop_connection"
"""In `session.info`: the connection of its transaction, closed when that ends."""


class OneHop:
    """A SELECT, INSERT or UPDATE on tables whose values are all bound parameters, without IN over a list."""

    def __init__(self, statement: sa.Select[Any] | sa.Insert | sa.Update) -> None:
        self._statement = statement
        self._compiled: WeakKeyDictionary[Dialect, _Compiled] = WeakKeyDictionary()

    async def rows(self, session: AsyncSession, **values: Any) -> list[tuple[Any, ...]]:
        """What it selects, as Python's values. What the session has changed is written before."""
        if session.dirty or session.new or session.deleted:
            await session.flush()
        compiled, driver = await self._on(session)
        found = await _driven(driver, compiled.text, compiled.bound(values))
        return [compiled.read(row) for row in found]

    async def run(self, session: AsyncSession, **values: Any) -> None:
        """Does it; what the session has changed is not written before."""
        compiled, driver = await self._on(session)
        await _driven(driver, compiled.text, compiled.bound(values))

    async def _on(self, session: AsyncSession) -> tuple["_Compiled", Any]:
        connection = await _connection(session)
        dialect = connection.dialect
        compiled = self._compiled.get(dialect)
        if compiled is None:
            compiled = self._compiled[dialect] = _Compiled(self._statement, dialect)
        return compiled, connection.connection.driver_connection


class _Compiled:
    """The text for one dialect, and how values go in and come out."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.text = str(compiled)
        order = compiled.positiontup or ()
        self._into: list[tuple[str, Any, _Convert]] = [
            (name, compiled.params[name], _binds(compiled.binds[name].type, dialect)) for name in order
        ]
        columns = statement.selected_columns if isinstance(statement, sa.Select) else ()
        self._out: list[_Convert] = [_reads(column.type, dialect) for column in columns]

    def bound(self, values: Mapping[str, Any]) -> list[Any]:
        given = [(values.get(name, default), convert) for name, default, convert in self._into]
        return [convert(value) if convert is not None else value for value, convert in given]

    def read(self, row: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(
            [convert(value) if convert is not None else value for value, convert in zip(row, self._out, strict=True)]
        )


def _binds(type_: sa.types.TypeEngine[Any], dialect: Dialect) -> _Convert:
    return type_.dialect_impl(dialect).bind_processor(dialect)


def _reads(type_: sa.types.TypeEngine[Any], dialect: Dialect) -> _Convert:
    return type_.dialect_impl(dialect).result_processor(dialect, None)


async def _connection(session: AsyncSession) -> sa.Connection:
    """That of the session's transaction; asked for once, as asking takes as long as a statement."""
    known: sa.Connection | None = session.info.get(CONNECTION)
    if known is None or known.closed:
        known = session.info[CONNECTION] = (await session.connection()).sync_connection
        assert known is not None
    return known


async def _driven(driver: Any, text: str, values: list[Any]) -> Any:
    try:
        if isinstance(driver, asyncpg.Connection):
            return await driver.fetch(text, *values)
        return await driver.execute_fetchall(text, values)
    except (sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
        raise sa.exc.DBAPIError(text, None, error, hide_parameters=True) from error


def attach(session: Session, entity: type[Entity], values: Sequence[Any]) -> Entity | None:
    """The row of a table with these values of all its columns, in their order, as if the session had loaded it; none
    where the first, the primary key, is none."""
    if values[0] is None:
        return None
    mapper = sa.inspect(entity)
    row = mapper.class_manager.new_instance()
    row.__dict__.update(zip(entity.__table__.columns.keys(), values, strict=True))
    state = instance_state(row)
    state.key, state.session_id = mapper.identity_key_from_primary_key(tuple(values[:1])), session.hash_key
    session.identity_map.add(state)
    return cast(Entity, row)

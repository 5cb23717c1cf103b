"""Statements that run directly on the driver: compiled once, sent without SQLAlchemy's session, read as plain rows.

A statement through the session costs some 0.3 ms beside the database's own time; here a fifth of that. It is worth it
only for statements of nearly every update: all others go through the session.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.attributes import instance_state, set_committed_value
from sqlalchemy.sql.visitors import iterate

from models.storage.database import Base
from models.storage.postgresql import DRIVER_ERRORS, is_lost
from models.storage.session_info import Kept

Entity = TypeVar("Entity", bound=Base)
_Convert = Callable[[Any], Any] | None


class OneHop:
    """A SELECT, INSERT or UPDATE on tables whose values are all bound parameters. An INSERT names all columns that the
    database itself does not fill in.

    The value of an `expanding` parameter is a list; the statement is compiled once for each length.
    """

    def __init__(self, statement: sa.Select[*tuple[Any, ...]] | sa.Insert | sa.Update) -> None:
        self._statement = statement
        binds = [each for each in iterate(statement) if isinstance(each, sa.BindParameter)]
        self._lists = sorted({each.key for each in binds if each.expanding})
        self._required = {each.key: None for each in binds if each.required}
        self._compiled: WeakKeyDictionary[Dialect, dict[tuple[int, ...], _Compiled]] = WeakKeyDictionary()

    async def rows(self, session: AsyncSession, **values: Any) -> list[tuple[Any, ...]]:
        """The selected or returned rows as Python values. Pending changes of the session are flushed first."""
        if is_changed(session):
            await session.flush()
        compiled, driver = await self._on(session, values)
        found = await _driven(session.info[Kept.CONNECTION], driver, compiled.text, compiled.bound(values))
        return [compiled.read(row) for row in found]

    async def entities(self, session: AsyncSession, entity: type[Entity], **values: Any) -> list[Entity]:
        """The selected rows as entities of the session; the statement selects all columns of their table. Pending
        changes of the session are flushed first."""
        rows = await self.rows(session, **values)
        return [row for each in rows if (row := attach(session.sync_session, entity, each)) is not None]

    async def run(self, session: AsyncSession, **values: Any) -> None:
        """Run the statement without flushing the session first."""
        compiled, driver = await self._on(session, values)
        await _driven(session.info[Kept.CONNECTION], driver, compiled.text, compiled.bound(values))

    async def run_all(self, session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
        """`run` for several rows, with one round trip; the statement has no lists."""
        if len(rows) == 1:
            await self.run(session, **rows[0])
        elif rows:
            compiled, driver = await self._on(session, {})
            bound = [compiled.bound(each) for each in rows]
            await _driven(session.info[Kept.CONNECTION], driver, compiled.text, bound, many=True)

    async def _on(self, session: AsyncSession, values: Mapping[str, Any]) -> tuple["_Compiled", Any]:
        connection = await _connection(session)
        dialect = connection.dialect
        lists = {name: values[name] for name in self._lists} if self._lists else {}
        lengths = tuple([len(each) for each in lists.values()])
        for_lengths = self._compiled.get(dialect)
        if for_lengths is None:
            for_lengths = self._compiled[dialect] = {}
        compiled = for_lengths.get(lengths)
        if compiled is None:
            compiled = for_lengths[lengths] = _Compiled(self._statement, dialect, lists, self._required)
        return compiled, connection.connection.driver_connection


class _Compiled:
    """The SQL for one dialect and for lists of these lengths, with the conversions of its values and columns."""

    def __init__(
        self, statement: Any, dialect: Dialect, lists: Mapping[str, list[Any]], required: Mapping[str, None]
    ) -> None:
        expanded = {f"{name}_{n}": name for name, each in lists.items() for n in range(1, len(each) + 1)}
        whole = statement.params({**required, **lists}) if lists else statement
        compiled = whole.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        self.text = str(compiled)
        self._lists = list(lists)
        order = [(name, compiled.binds[expanded.get(name, name)]) for name in compiled.positiontup or ()]
        self._into = [(name, bind.value, _binds(bind.type, dialect)) for name, bind in order]
        columns = statement.selected_columns if isinstance(statement, sa.Select) else statement.exported_columns
        readers = [(at, _reads(column.type, dialect)) for at, column in enumerate(columns)]
        self._out = [(at, convert) for at, convert in readers if convert is not None]
        """The columns that need a conversion; most do not."""

    def bound(self, values: Mapping[str, Any]) -> list[Any]:
        if self._lists:
            one_by_one = {f"{name}_{n}": each for name in self._lists for n, each in enumerate(values[name], 1)}
            values = {**values, **one_by_one}
        given = [(values.get(name, default), convert) for name, default, convert in self._into]
        return [convert(value) if convert is not None else value for value, convert in given]

    def read(self, row: Sequence[Any]) -> tuple[Any, ...]:
        values = list(row)
        for at, convert in self._out:
            if values[at] is not None:
                values[at] = convert(values[at])
        return tuple(values)


def is_changed(session: AsyncSession) -> bool:
    """Whether a flush has something to write. Asking for `dirty`, `new` and `deleted` makes three sets."""
    return not session.sync_session._is_clean()


def _binds(type_: sa.types.TypeEngine[Any], dialect: Dialect) -> _Convert:
    return type_.dialect_impl(dialect).bind_processor(dialect)


def _reads(type_: sa.types.TypeEngine[Any], dialect: Dialect) -> _Convert:
    if isinstance(type_, sa.Float):  # both drivers return floats; the dialect's processor needs the column's own type
        return None
    return type_.dialect_impl(dialect).result_processor(dialect, None)


async def _connection(session: AsyncSession) -> sa.Connection:
    """The connection of the session's transaction, remembered because asking for it takes as long as a statement."""
    known: sa.Connection | None = session.info.get(Kept.CONNECTION)
    if known is None or known.closed:
        known = session.info[Kept.CONNECTION] = (await session.connection()).sync_connection
        assert known is not None
    return known


async def _driven(connection: sa.Connection, driver: Any, text: str, values: list[Any], *, many: bool = False) -> Any:
    """Runs the statement; many: `values` are those of several rows, and nothing is returned."""
    try:
        if many:
            return await driver.executemany(text, values)
        if isinstance(driver, asyncpg.Connection):
            return await driver.fetch(text, *values)
        return await driver.execute_fetchall(text, values)
    except asyncio.CancelledError:
        connection.invalidate()  # as SQLAlchemy does: a connection that was interrupted must not be used again
        raise
    except sqlite3.Error as error:
        raise sa.exc.DBAPIError(text, None, error, hide_parameters=True) from error
    except DRIVER_ERRORS as error:
        lost = is_lost(driver, error)
        if lost:
            connection.invalidate(error)
        raise sa.exc.DBAPIError(text, None, error, hide_parameters=True, connection_invalidated=lost) from error


def attach(session: Session, entity: type[Entity], values: Sequence[Any]) -> Entity | None:
    """An entity with these values of all its columns, in their order, as if the session had loaded it.

    If the session already holds the row, that entity is returned as it is. None if the first value, the primary key,
    is None.
    """
    if values[0] is None:
        return None
    key = _mapper(entity).identity_key_from_primary_key(tuple(values[:1]))
    known = session.identity_map.get(key)
    if known is not None:
        return cast(Entity, known)
    row = made(entity, values)
    state = instance_state(row)
    state.key, state.session_id = cast(Any, key), session.hash_key
    session.identity_map.add(state)
    return row


def made(entity: type[Entity], values: Sequence[Any]) -> Entity:
    """An entity with these values of all its columns that belongs to no session."""
    row = _mapper(entity).class_manager.new_instance()
    row.__dict__.update(zip(names_of(entity), values, strict=True))
    return cast(Entity, row)


@cache
def _mapper(entity: type[Base]) -> Mapper[Any]:
    return sa.inspect(entity)


@cache
def names_of(entity: type[Base]) -> list[str]:
    """The names of the attributes in the order of the columns; an attribute may be named otherwise than its column."""
    mapper = _mapper(entity)
    return [mapper.get_property_by_column(column).key for column in entity.__table__.columns]


def attach_anew(session: Session, entity: type[Entity], values: Sequence[Any]) -> Entity:
    """`attach`, but an entity that the session already holds gets these values, because they were read under a lock."""
    row = attach(session, entity, values)
    assert row is not None
    for name, value in zip(names_of(entity), values, strict=True):
        set_committed_value(row, name, value)
    return row


def insert_of(dialect: str, table: Any) -> sqlite.Insert | postgresql.Insert:
    """An INSERT of the dialect with this name, which supports ON CONFLICT."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)

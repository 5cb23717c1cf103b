"""The database, SQLite or PostgreSQL: opening it so that no update is lost, and the column types that tables share.

SQLite has one writing connection, and it is the lock: every transaction begins IMMEDIATE, in turn. Beside it a few
connections that cannot write serve readers (metrics, health). PostgreSQL has one ordinary pool for both.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar, cast, overload

import sqlalchemy as sa
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry, PoolResetState

from models.storage.encryption import Cipher, WrongPlace, cipher_at
from models.storage.postgresql import DRIVER_ERRORS, Hosts, is_lost
from models.storage.session_info import TURN, WITH_COMMIT
from models.storage.sqlite import connect_in_loop

POOL_SIZE = 16
READ_POOL_SIZE = 4
SQLITE_BUSY_MS = 5000
WAL_PAGES = 4_000
"""In pages of 4 KiB. `checkpoint` makes a log that grew longer than this begin again."""
WAL_PAGES_AT_MOST = 20_000
"""In pages. If nobody called `checkpoint` and the log grew this long, the next commit writes it back."""

STATEMENTS_KEPT = 500
"""Prepared statements for each connection to PostgreSQL: the product has more than the hundred that the drivers
keep."""

Json = Any
"""The type of everything that `json.loads` returns."""
Value = TypeVar("Value")


BigId = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""A key that counts past two thousand million; SQLite's own integers already do."""


def values_of(kind: type[StrEnum]) -> list[str]:
    """The values of a StrEnum, which `sa.Enum` stores in place of the names."""
    return [each.value for each in kind]


class Base(DeclarativeBase):
    """The base class of every table."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - as SQLAlchemy wants it
        StrEnum: sa.Enum(StrEnum, native_enum=False, length=None, values_callable=values_of)
    }
    """A column annotated with a StrEnum stores its values, as text of any length, and returns its members."""


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware UTC datetime; the database holds it without a zone. Raises ValueError for a naive value."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime: which zone is it in?")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Own:
    """A value and the key of the one row that it belongs to: the form in which a column with `by` is written."""

    key: str
    value: Any

    def open(self, key: object) -> Any:
        """The value, for its own row. Raises WrongPlace for the key of another."""
        if str(key) != self.key:
            raise WrongPlace
        return self.value


def own_key(values: Iterable[object]) -> str:
    """The key of a row, from the values of the columns in its type's `by`."""
    return ":".join(map(str, values))


@dataclass(frozen=True, slots=True)
class Locked:
    """The form in which a column with `by` is read: it opens only with its own row's key."""

    _decrypted: Callable[[str], Any] = field(repr=False, compare=False)
    token: bytes = field(repr=False)

    def open(self, key: object) -> Any:
        """The value. Raises WrongPlace for another row's key, WrongKey."""
        return self._decrypted(str(key))


class Encrypted(sa.types.TypeDecorator[Any]):
    """A column type whose values are readable only with a key of the database's ring, and only in the place where they
    were written.

    by: columns with the row's key or its owner, which are known before the row is written and do not change by
    themselves. With `by`, values go in as `Own` and come out as `Locked`; a value that was copied from another row, or
    whose row was pointed at somebody else, does not open.
    """

    impl = sa.LargeBinary
    cache_ok = True

    def __init__(self, *by: str) -> None:
        super().__init__()
        self.by = by
        self.column = ""
        """`table.column`, as soon as the column has a table."""

    def place(self, key: object) -> str:
        """The place of a value of the row with that key; without `by` the key does not matter. Raises ValueError for a
        type that belongs to no column: its values would have no place."""
        if not self.column:
            raise ValueError("an encrypted value needs a column")
        return f"{self.column}:{key}" if self.by else self.column

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        cipher = cipher_at(dialect)
        if not self.by:
            return cipher.encrypt(self.written(value), self.place(None))
        if not isinstance(value, Own):
            raise TypeError(f"{self.column} belongs to a row: write it as Own")
        return cipher.encrypt(self.written(value.value), self.place(value.key))

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        cipher = cipher_at(dialect)
        if not self.by:
            return self.read(cipher.decrypt(value, self.place(None)))
        return Locked(lambda key: self.read(cipher.decrypt(value, self.place(key))), value)

    def written(self, value: Any) -> bytes:
        raise NotImplementedError

    def read(self, plain: bytes) -> Any:
        raise NotImplementedError


class EncryptedBytes(Encrypted):
    """Encrypted bytes."""

    cache_ok = True

    def written(self, value: Any) -> bytes:
        return bytes(value)

    def read(self, plain: bytes) -> bytes:
        return plain


class EncryptedJson(Encrypted):
    """Encrypted JSON, for personal text. A change must assign a new value: nothing watches the inside."""

    cache_ok = True

    def written(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def read(self, plain: bytes) -> Json:
        return json.loads(plain)


@sa.event.listens_for(sa.Column, "after_parent_attach")
def _name_place(column: sa.Column[Any], table: Any) -> None:
    if isinstance(column.type, Encrypted) and isinstance(table, sa.Table):
        column.type.column = f"{table.name}.{column.name}"


class Opened(Generic[Value]):
    """The plain value of an encrypted column with `by`, read and set like any attribute of the row. The attribute named
    in `locked` is the column; on the class, this attribute returns the column too."""

    def __init__(self, locked: str, *by: str) -> None:
        self._locked = locked
        self._by = by

    @overload
    def __get__(self, row: None, owner: type[Any]) -> Any: ...
    @overload
    def __get__(self, row: Any, owner: type[Any]) -> Value: ...
    def __get__(self, row: Any, owner: type[Any]) -> Any:
        if row is None:
            return getattr(owner, self._locked)
        held = getattr(row, self._locked)
        if held is None:
            return None
        keys = [getattr(row, each) for each in self._by]
        return held.open(own_key(keys) if len(keys) > 1 else keys[0])

    def __set__(self, row: Any, value: Value) -> None:
        """Sets the value, tied to its row. Raises ValueError before the row has its key."""
        keys = [getattr(row, each) for each in self._by]
        if None in keys:
            raise ValueError(f"{self._by[keys.index(None)]} comes first")
        setattr(row, self._locked, None if value is None else Own(own_key(keys), value))


@dataclass(frozen=True, slots=True)
class Database:
    """An open database. `sessions` write (one transaction each), `reading` only reads."""

    engine: AsyncEngine
    read_engine: AsyncEngine
    sessions: async_sessionmaker[AsyncSession]
    reading: async_sessionmaker[AsyncSession]

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @property
    def cipher(self) -> Cipher:
        """The key ring with which it was opened."""
        return cipher_at(self.engine.dialect)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """One transaction: commits at the end of the block, rolls back on any error."""
        async with self.sessions() as session, session.begin():
            yield session

    async def checkpoint(self) -> None:
        """Writes SQLite's log into its file, beside other work. A long log begins again; for that writers wait while
        the few new pages are written. PostgreSQL does so by itself."""
        if self.is_sqlite:
            async with self.read_engine.connect() as connection:
                _, pages, _ = tuple((await connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")).one())
                if pages > WAL_PAGES:
                    await connection.exec_driver_sql("PRAGMA wal_checkpoint(RESTART)")

    async def empty_log(self) -> None:
        """Empties SQLite's log once it is in the file, because the log holds old versions of pages, and with them
        deleted data. If somebody reads or writes, nothing happens and nobody waits."""
        if self.is_sqlite:
            async with self.read_engine.connect() as connection:
                await connection.exec_driver_sql("PRAGMA busy_timeout=0")
                try:
                    await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    await connection.exec_driver_sql(f"PRAGMA busy_timeout={SQLITE_BUSY_MS}")

    async def close(self) -> None:
        await self.engine.dispose()
        if self.read_engine is not self.engine:
            await self.read_engine.dispose()


def open_database(url: str, cipher: Cipher) -> Database:
    """Opens `sqlite+aiosqlite://` or `postgresql+asyncpg://`; connects when first used."""
    if make_url(url).get_backend_name() == "sqlite":
        engine = create_async_engine(
            url,
            pool_size=1,
            max_overflow=0,
            pool_timeout=60,
            hide_parameters=True,
            connect_args={"async_creator_fn": connect_in_loop},
        )
        read_engine = create_async_engine(url, pool_size=READ_POOL_SIZE, max_overflow=0, hide_parameters=True)
        sa.event.listen(engine.sync_engine, "connect", _sqlite_writer)
        sa.event.listen(engine.sync_engine, "begin", _begin_immediate)
        sa.event.listen(read_engine.sync_engine, "connect", _sqlite_reader)
    else:
        engine = read_engine = create_async_engine(
            url,
            pool_size=POOL_SIZE,
            max_overflow=0,
            pool_timeout=60,
            hide_parameters=True,
            isolation_level="AUTOCOMMIT",
            connect_args={
                "async_creator_fn": Hosts().connect,
                "server_settings": {"jit": "off"},  # compiling takes longer than any of our statements
                "statement_cache_size": STATEMENTS_KEPT,
                "prepared_statement_cache_size": STATEMENTS_KEPT,
            },
        )
        for name, listener in (("begin", _begin_locked), ("commit", _commit), ("rollback", _rollback)):
            sa.event.listen(engine.sync_engine, name, listener)
        sa.event.listen(engine.sync_engine, "reset", _not_in_transaction)
        sa.event.listen(engine.sync_engine, "checkout", _still_open)
    for each in {engine, read_engine}:
        setattr(each.dialect, "nuanxin_cipher", cipher)  # noqa: B010 - a dialect has no such attribute of its own
    return Database(
        engine=engine,
        read_engine=read_engine,
        sessions=async_sessionmaker(engine, expire_on_commit=False),
        reading=async_sessionmaker(read_engine, expire_on_commit=False),
    )


OVERWRITE_DELETED = "secure_delete=ON"
"""Overwrites deleted data in SQLite's file: a copy of the file holds every page, the free ones too."""


def _sqlite_writer(connection: Any, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver must not open transactions of its own: it opens them too late
    _pragmas(
        connection,
        "journal_mode=WAL",
        "synchronous=NORMAL",
        f"wal_autocheckpoint={WAL_PAGES_AT_MOST}",
        "busy_timeout=0",
        "foreign_keys=ON",
        OVERWRITE_DELETED,
    )


def _sqlite_reader(connection: Any, _: ConnectionPoolEntry) -> None:
    _pragmas(connection, f"busy_timeout={SQLITE_BUSY_MS}", "query_only=ON")


def _pragmas(connection: Any, *pragmas: str) -> None:
    cursor = connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: sa.Connection) -> None:
    raw = cast(Any, connection.connection.dbapi_connection)
    raw.run_async(lambda driver: driver.begin_immediate(SQLITE_BUSY_MS / 1000))


def _begin_locked(connection: sa.Connection) -> None:
    """Begins a transaction, with the lock of TURN in the same round trip. They are two statements, so that the
    transaction reads data newer than the lock. (The driver runs in AUTOCOMMIT, and we send BEGIN and COMMIT
    ourselves.)"""
    turn = connection.get_execution_options().get(TURN)
    _say(connection, "BEGIN" if turn is None else f"BEGIN; SELECT pg_advisory_xact_lock({int(turn)})")


def _commit(connection: sa.Connection) -> None:
    before = connection.info.pop(WITH_COMMIT, None)
    _say(connection, "COMMIT" if before is None else f"{before}; COMMIT")


def _rollback(connection: sa.Connection) -> None:
    if not connection.invalidated:
        connection.info.pop(WITH_COMMIT, None)
        _say(connection, "ROLLBACK")  # outside of a transaction PostgreSQL ignores it


def _say(connection: sa.Connection, words: str) -> None:
    raw = cast(Any, connection.connection.dbapi_connection)
    try:
        raw.run_async(lambda driver: driver.execute(words))
    except asyncio.CancelledError:
        connection.invalidate()  # the server may or may not have done it: never use the connection again
        raise
    except DRIVER_ERRORS as error:
        lost = is_lost(raw.driver_connection, error)
        if lost:
            connection.invalidate(error)
        raise sa.exc.DBAPIError(words, None, error, hide_parameters=True, connection_invalidated=lost) from error


def _still_open(raw: Any, _: ConnectionPoolEntry, __: Any) -> None:
    """Has the pool connect anew if the server has cut this connection meanwhile; the others were cut as well."""
    if raw.driver_connection.is_closed():
        raise sa.exc.InvalidatePoolError


def _not_in_transaction(raw: Any, _: ConnectionPoolEntry, state: PoolResetState) -> None:
    """Rolls back a connection that returns in the middle of a transaction because its task was cancelled."""
    driver = raw.driver_connection
    if not state.terminate_only and not driver.is_closed() and driver.is_in_transaction():
        raw.run_async(lambda driver: driver.execute("ROLLBACK"))

"""One database, SQLite or PostgreSQL: how it is opened so that no update is lost, and the column types tables share.

SQLite has one writing connection, and it is the lock: every transaction begins IMMEDIATE, in turn. Beside it a few
connections that cannot write serve what only reads (metrics, health). PostgreSQL has one ordinary pool for both.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar, cast, overload

import asyncpg
import sqlalchemy as sa
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry, PoolResetState

from models.storage.encryption import Cipher, WrongPlace
from models.storage.sqlite import connect_in_loop

POOL_SIZE = 16
READ_POOL_SIZE = 4
SQLITE_BUSY_MS = 5000
WAL_PAGES = 4_000
"""Of 4 KiB: `checkpoint` lets a log that grew longer begin again."""
WAL_PAGES_AT_MOST = 20_000
"""A log that grew so long, as nobody called `checkpoint`, is written back by whoever commits."""

STATEMENTS_KEPT = 500
"""Prepared by each connection to PostgreSQL: the product has more than the hundred that the drivers keep."""

TURN = "turn"
"""An execution option of a connection: the number whose advisory lock its transaction takes as it begins (on
PostgreSQL; on SQLite every transaction has the one lock). Set by the intake, read by `_begin_locked`; it ends with the
transaction."""

WITH_COMMIT = "with commit"
"""In `info` of a connection to PostgreSQL: statements that go to the server in one way with the COMMIT. Set by
models/storage/wakeups before the commit, taken out by `_commit` or `_rollback`."""

Json = Any
"""What `json.loads` gives."""
Value = TypeVar("Value")


BigId = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""A key that counts past two thousand million; SQLite's own integers already do."""


def values_of(kind: type[StrEnum]) -> list[str]:
    """What `sa.Enum` keeps of each member, in place of its name."""
    return [each.value for each in kind]


class Base(DeclarativeBase):
    """Every table of the product."""

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
    """A column annotated with a StrEnum keeps its values, as text of any length, and gives back its members."""


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware UTC datetime; the database holds it without a zone. Naive values are refused."""

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


class _HoldsCipher(Protocol):
    nuanxin_cipher: Cipher


def cipher_at(dialect: Dialect) -> Cipher:
    """The ring that the database of a connection was opened with."""
    return cast(_HoldsCipher, dialect).nuanxin_cipher


@dataclass(frozen=True, slots=True)
class Own:
    """A value and the key of the one row that it belongs to: how a column with `by` is written."""

    key: str
    value: Any

    def open(self, key: object) -> Any:
        """The value, for its own row. Raises WrongPlace."""
        if str(key) != self.key:
            raise WrongPlace
        return self.value


def own_key(values: Iterable[object]) -> str:
    """The key of a row, of the values of the columns that a type is `by`."""
    return ":".join(map(str, values))


@dataclass(frozen=True, slots=True)
class Locked:
    """What a column with `by` holds, as it is read: it opens only with its own row's key."""

    _decrypted: Callable[[str], Any] = field(repr=False, compare=False)
    token: bytes = field(repr=False)

    def open(self, key: object) -> Any:
        """The value. Raises WrongPlace for another row's key, WrongKey."""
        return self._decrypted(str(key))


class Encrypted(sa.types.TypeDecorator[Any]):
    """What is readable only with a key of the ring the database was opened with, and only where it was written.

    by: the columns with the row's key, or with whose it is, where they are known before the row is written and never
    change by themselves: then values go in as `Own` and come out as `Locked`, and one that was copied from another row,
    or whose row was led to somebody else, does not open either.
    """

    impl = sa.LargeBinary
    cache_ok = True

    def __init__(self, *by: str) -> None:
        super().__init__()
        self.by = by
        self.column = ""
        """`table.column`, as soon as the column has a table."""

    def place(self, key: object) -> str:
        """Where a value of the row with that key belongs; without `by` the key does not matter. Raises ValueError for
        a type that is no column's: its values would belong nowhere."""
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
    """Bytes."""

    cache_ok = True

    def written(self, value: Any) -> bytes:
        return bytes(value)

    def read(self, plain: bytes) -> bytes:
        return plain


class EncryptedJson(Encrypted):
    """JSON that can hold what people said. A change must assign a new value: nothing watches the inside."""

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
    """The plain value of an encrypted column that is `by` others: read and set like any attribute of the row. The
    attribute `locked` has the column; of the class, this is the column too."""

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
        return None if held is None else held.open(own_key(getattr(row, each) for each in self._by))

    def __set__(self, row: Any, value: Value) -> None:
        """Raises ValueError before the row has its key."""
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
        """What it was opened with."""
        return cast(_HoldsCipher, self.engine.dialect).nuanxin_cipher

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """One transaction: commits at the end of the block, rolls back on any error."""
        async with self.sessions() as session, session.begin():
            yield session

    async def checkpoint(self) -> None:
        """Writes what SQLite's log holds into its file, beside whatever goes on; a long one begins again, for which
        writers wait while the little that came meanwhile is written. PostgreSQL does so by itself."""
        if self.is_sqlite:
            async with self.read_engine.connect() as connection:
                _, pages, _ = tuple((await connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")).one())
                if pages > WAL_PAGES:
                    await connection.exec_driver_sql("PRAGMA wal_checkpoint(RESTART)")

    async def empty_log(self) -> None:
        """Cuts SQLite's log once it is in the file: it holds every page as it was before too, and with that what is
        deleted since. Where somebody reads or writes, nothing happens and nobody waits."""
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
                "server_settings": {"jit": "off"},  # compiling takes longer than any statement of ours
                "statement_cache_size": STATEMENTS_KEPT,
                "prepared_statement_cache_size": STATEMENTS_KEPT,
            },
        )
        for name, listener in (("begin", _begin_locked), ("commit", _commit), ("rollback", _rollback)):
            sa.event.listen(engine.sync_engine, name, listener)
        sa.event.listen(engine.sync_engine, "reset", _not_in_transaction)
    for each in {engine, read_engine}:
        setattr(each.dialect, "nuanxin_cipher", cipher)  # noqa: B010 - a dialect has no such attribute of its own
    return Database(
        engine=engine,
        read_engine=read_engine,
        sessions=async_sessionmaker(engine, expire_on_commit=False),
        reading=async_sessionmaker(read_engine, expire_on_commit=False),
    )


OVERWRITE_DELETED = "secure_delete=ON"
"""What is deleted stays in no page of SQLite's file: a copy of it holds every page, those too that are free."""


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
    """Begins with the lock of TURN in one way to the server. Two statements all the same: what the transaction reads
    then is newer than the lock. (So the driver is told that it commits by itself, and we say when.)"""
    turn = connection.get_execution_options().get(TURN)
    _say(connection, "BEGIN" if turn is None else f"BEGIN; SELECT pg_advisory_xact_lock({int(turn)})")


def _commit(connection: sa.Connection) -> None:
    before = connection.info.pop(WITH_COMMIT, None)
    _say(connection, "COMMIT" if before is None else f"{before}; COMMIT")


def _rollback(connection: sa.Connection) -> None:
    if not connection.invalidated:
        connection.info.pop(WITH_COMMIT, None)
        _say(connection, "ROLLBACK")  # outside of a transaction PostgreSQL takes it for nothing


def _say(connection: sa.Connection, words: str) -> None:
    raw = cast(Any, connection.connection.dbapi_connection)
    try:
        raw.run_async(lambda driver: driver.execute(words))
    except asyncio.CancelledError:
        connection.invalidate()  # nobody knows whether the server still did it: it must not be used again
        raise
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
        lost = raw.driver_connection.is_closed()
        if lost:
            connection.invalidate(error)
        raise sa.exc.DBAPIError(words, None, error, hide_parameters=True, connection_invalidated=lost) from error


def _not_in_transaction(raw: Any, _: ConnectionPoolEntry, state: PoolResetState) -> None:
    """A connection that comes back in the middle of a transaction, as its task was cancelled, is clean again."""
    if not state.terminate_only and raw.driver_connection.is_in_transaction():
        raw.run_async(lambda driver: driver.execute("ROLLBACK"))

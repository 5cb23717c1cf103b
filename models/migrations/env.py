"""How Alembic reaches the database: an own connection, one transaction, one process at a time, on both kinds."""

import asyncio
import threading
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from models.storage.database import OVERWRITE_DELETED, Base
from models.storage.every_table import every_table
from models.storage.postgresql import Hosts

every_table()

MIGRATION_LOCK = 0x6E75616E
"""Any fixed number: two processes that start at once must not both migrate."""


def plain_type(kind: str, item: Any, context_: Any) -> str | Literal[False]:
    """A step names the column types of the database alone, so that it still runs when our own classes have moved."""
    if kind != "type" or not isinstance(item, sa.types.TypeDecorator):
        return False
    inner = item.impl_instance
    return plain_type(kind, inner, context_) or f"sa.{inner!r}"


LOCKED_S = 60
"""How long another process may write before this one gives up."""


def run(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text(f"SELECT pg_advisory_lock({MIGRATION_LOCK})"))
        connection.commit()
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=plain_type,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def all_or_nothing(engine: Engine) -> None:
    """SQLite takes back tables too, where the driver does not begin and commit by itself: a kill leaves what was there
    before, and a second process waits here until the first is done, and then finds nothing to do."""

    @sa.event.listens_for(engine, "connect")
    def connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA {OVERWRITE_DELETED}")

    @sa.event.listens_for(engine, "begin")
    def begins(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def open_engine(url: str) -> AsyncEngine:
    if sa.make_url(url).get_backend_name() != "sqlite":
        return create_async_engine(url, poolclass=NullPool, connect_args={"async_creator_fn": Hosts().connect})
    engine = create_async_engine(url, poolclass=NullPool, connect_args={"timeout": LOCKED_S})
    all_or_nothing(engine.sync_engine)
    return engine


async def main() -> None:
    engine = open_engine(context.config.attributes["database_url"])
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


def in_own_thread() -> None:
    """A loop of its own, also where the caller has one."""
    failures: list[BaseException] = []

    def work() -> None:
        try:
            asyncio.run(main())
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]


in_own_thread()

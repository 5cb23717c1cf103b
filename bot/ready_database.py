"""The database as an operator's commands need it: within reach, of this version, under these keys."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from bot.keys import open_keys
from bot.migration import newest_version, upgrade
from bot.settings import Settings
from handlers.texts import Words
from models.conversation import ProcessedUpdate
from models.database import Database, open_database
from models.encryption import WrongKey
from models.secret import Secret


class Unready(Exception):
    """It is not; says to the operator what to do."""


@asynccontextmanager
async def ready_database(settings: Settings, words: Words) -> AsyncIterator[Database]:
    """The database of the settings, closed at the end. Raises Unready, BadSettings."""
    settings.make_folders()
    database = open_database(settings.database_url, open_keys(settings).cipher)
    try:
        trouble = await trouble_of(database)
        if trouble is not None:
            key, arguments = trouble
            raise Unready(words(key, **arguments))
        if not await keys_fit(database):
            raise Unready(words("operator-check-keys-other"))
        yield database
    finally:
        await database.close()


async def need_database(url: str, words: Words) -> None:
    """Whether it can be reached at all, told in a line. Raises Unready."""
    engine = create_async_engine(url, poolclass=sa.NullPool)
    try:
        async with engine.connect():
            pass
    except (sa.exc.SQLAlchemyError, asyncpg.PostgresError, OSError) as error:
        raise Unready(words("operator-check-database-away", error=type(error).__name__)) from None
    finally:
        await engine.dispose()


async def bring_up_to_date(database: Database, url: str) -> None:
    """Takes the steps that its tables need; most starts find none to take. Raises what the database refuses."""
    if await trouble_of(database) is not None:
        await asyncio.to_thread(upgrade, url)


async def trouble_of(database: Database) -> tuple[str, dict[str, str]] | None:
    """Why its tables cannot be used: a text's key and arguments."""
    try:
        async with database.reading() as session:
            tables = await (await session.connection()).run_sync(lambda sync: sa.inspect(sync).get_table_names())
            if "alembic_version" not in tables:
                return "operator-check-database-empty", {}
            version = (await session.execute(sa.text("SELECT version_num FROM alembic_version"))).scalar_one()
    except (sa.exc.SQLAlchemyError, OSError) as error:
        return "operator-check-database-away", {"error": type(error).__name__}
    newest = newest_version()
    return None if version == newest else ("operator-check-database-old", {"version": version, "newest": newest})


async def keys_fit(database: Database) -> bool:
    """Whether what is encrypted can be read."""
    try:
        async with database.reading() as session:
            await session.scalars(sa.select(Secret.value))
            await session.scalars(sa.select(ProcessedUpdate.reply).limit(1))
    except WrongKey:
        return False
    return True

"""The database as an operator's commands need it: reachable, of this version, under these keys.

A file beside the keys says that they have a database, and what of it is sealed. If that file exists, an empty database
is a lost one, not a new one. The file is written after the database was marked as belonging to the keys
(models/upkeep/carrying.py) and that mark has reached the disk; so a first start that is killed earlier simply begins
again.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import create_async_engine

from bot.commands.database_trouble import TROUBLE, said_of
from bot.commands.migration import newest_version, upgrade
from bot.keys import open_keys
from bot.settings import Settings
from handlers.talk.texts import Words
from models.storage.database import Database, open_database
from models.storage.encryption import WrongKey
from models.storage.postgresql import Hosts
from models.upkeep.carrying import Fit, carry_over, fit_of
from models.upkeep.unlinking import ALL_SEALED, CHATS, POSTS, has_no_seal, is_left, unlink_old_rows

log = structlog.get_logger(__name__)

MISFITS = {
    Fit.OTHER_KEYS: "operator-check-keys-other",
    Fit.OTHER_SECRET: "operator-check-secret-other",
    Fit.OLD_FORM: "operator-check-database-old-form",
}
"""The operator's texts for keys that do not fit."""
ANSWERS_IN_S = 20
"""Seconds to wait for an answer: a host that drops packets never refuses."""
BESIDE_THE_KEYS = "has_database"
_EXPLAINED = """\
The keys of this deployment have a database. While this file is here, the service does not start on an empty one, and
takes no post of staff and no chat that has no seal, and sends nothing that does not say whom it is for. Delete it to
begin anew, without anything of what there was, or to come back from a backup of a version that did less.
"""
_SEALED = "Sealed:"
"""In the last line of the file, before the steps of models/upkeep/unlinking.py that are done for good."""
_POSTS_ONLY = "takes no post of staff that has no seal"
"""In the file of a version that did not write that line."""


class Unready(Exception):
    """The database is not ready; the message says to the operator what to do."""


@asynccontextmanager
async def ready_database(settings: Settings, words: Words) -> AsyncIterator[Database]:
    """The database of the settings, closed at the end. Raises Unready, BadSettings."""
    settings.make_folders()
    database = open_database(settings.database_url, open_keys(settings).cipher)
    try:
        trouble = await trouble_of(database, settings)
        if trouble is not None:
            key, arguments = trouble
            raise Unready(words(key, **arguments))
        misfit = await misfit_of(database)
        if misfit is not None:
            raise Unready(words(misfit))
        yield database
    finally:
        await database.close()


async def upgrade_database(settings: Settings, words: Words) -> None:
    """Run `bring_up_to_date` as a command. Raises Unready, BadSettings."""
    settings.make_folders()
    database = open_database(settings.database_url, open_keys(settings).cipher)
    try:
        await bring_up_to_date(database, settings, words)
    finally:
        await database.close()


async def need_database(url: str, words: Words) -> None:
    """Raises Unready, with one line of words, if the database cannot be reached."""
    on_sqlite = url.startswith("sqlite")
    connect = {} if on_sqlite else {"async_creator_fn": Hosts().connect}
    engine = create_async_engine(url, poolclass=sa.NullPool, connect_args=connect)
    try:
        async with asyncio.timeout(ANSWERS_IN_S), engine.connect() as connection:
            await connection.execute(sa.text("SELECT 1 FROM sqlite_master" if on_sqlite else "SELECT 1"))
    except TROUBLE as error:
        key, told = said_of(error, url)
        raise Unready(words(key, **told)) from None
    finally:
        await engine.dispose()


def upgrade_or_say(url: str, words: Words) -> None:
    """Take the missing steps. Raises Unready if that fails; then nothing has changed. Blocks."""
    from alembic.util import CommandError

    try:
        upgrade(url)
    except CommandError as error:
        raise Unready(words("operator-database-newer", error=str(error))) from error
    except TROUBLE as error:
        key, told = said_of(error, url)
        if key != "operator-check-database-away" or is_away(error):
            raise Unready(words(key, **told)) from error
        first_line, *_ = str(getattr(error, "orig", error)).splitlines()
        raise Unready(words("operator-database-stuck", error=first_line)) from error


def is_away(error: BaseException) -> bool:
    """Return whether the database cannot be reached or is locked; else its tables are not what they should be."""
    text = str(getattr(error, "orig", error))
    return isinstance(error, OSError) or "locked" in text or "unable to open" in text


async def bring_up_to_date(database: Database, settings: Settings, words: Words) -> None:
    """Take the steps that the tables and values need; most starts find none. Raises Unready."""
    trouble = await trouble_of(database, settings)
    if trouble is not None:
        key, arguments = trouble
        if key not in ("operator-check-database-empty", "operator-check-database-old"):
            raise Unready(words(key, **arguments))
        await asyncio.to_thread(upgrade_or_say, settings.database_url, words)
    async with database.reading() as session:
        fit = await fit_of(session)
    if fit in (Fit.UNMARKED, Fit.OLD_FORM):
        if _beside_the_keys(settings).exists():
            raise Unready(words("operator-check-database-gone", file=str(_beside_the_keys(settings))))
        await _carry_over(database, words)
    elif fit is not Fit.OURS:
        raise Unready(words(MISFITS[fit]))
    beside, sealed = _beside_the_keys(settings), _sealed_for_good(settings)
    if CHATS in sealed:
        async with database.reading() as session:
            if await has_no_seal(session):
                raise Unready(words("operator-check-database-unsealed", file=str(beside)))
    await unlink_old_rows(database, sealed=sealed)
    if sealed != ALL_SEALED:
        await database.checkpoint()
        beside.write_text(f"{_EXPLAINED}{_SEALED} {' '.join(sorted(ALL_SEALED))}\n", encoding="utf-8")


def _sealed_for_good(settings: Settings) -> set[str]:
    beside = _beside_the_keys(settings)
    text = beside.read_text(encoding="utf-8") if beside.exists() else ""
    if _POSTS_ONLY in text:
        return {POSTS}
    return set(text.rpartition(_SEALED)[2].split()) if _SEALED in text else set()


async def _carry_over(database: Database, words: Words) -> None:
    try:
        carried = await carry_over(database)
    except WrongKey as error:
        raise Unready(words("operator-check-keys-other")) from error
    if carried:
        log.info("values carried over to their places", count=carried)


def _beside_the_keys(settings: Settings) -> Path:
    return settings.data_dir / BESIDE_THE_KEYS


async def trouble_of(database: Database, settings: Settings) -> tuple[str, dict[str, str]] | None:
    """Why the tables cannot be used, as a text's key and arguments; None if they can."""
    try:
        async with database.reading() as session:
            async with asyncio.timeout(ANSWERS_IN_S):
                connection = await session.connection()
            tables = await connection.run_sync(lambda sync: sa.inspect(sync).get_table_names())
            if "alembic_version" not in tables:
                return _nothing_there(settings)
            version = (await session.execute(sa.text("SELECT version_num FROM alembic_version"))).scalar_one()
            newest = newest_version()
            if version == newest and await is_left(session):
                return "operator-check-database-old", {"version": f"{version}…", "newest": newest}
    except TROUBLE as error:
        return said_of(error, settings.database_url)
    return None if version == newest else ("operator-check-database-old", {"version": version, "newest": newest})


def _nothing_there(settings: Settings) -> tuple[str, dict[str, str]]:
    file = _beside_the_keys(settings)
    return (
        ("operator-check-database-gone", {"file": str(file)})
        if file.exists()
        else ("operator-check-database-empty", {})
    )


async def misfit_of(database: Database) -> str | None:
    """The key of the text that says why the encrypted values cannot be read; None if they can."""
    async with database.reading() as session:
        return MISFITS.get(await fit_of(session))

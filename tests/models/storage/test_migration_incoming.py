"""Files that were waited for in three tables at the moment of the upgrade are fetched after it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from bot.commands.migration import downgrade, upgrade
from models.storage.database import Database
from models.storage.incoming_file import Belongs, IncomingFile, claim_files
from models.upkeep.unlinking import is_left, unlink_old_rows

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
EVIDENCE = (
    "INSERT INTO evidence (id, number, compressed, arrived_at) VALUES (1, 1, false, '2026-11-29'),"
    " (2, 2, false, '2026-11-29')"
)
WAITS = "INSERT INTO evidence_to_fetch (evidence_id, source, attempts, due_at) VALUES (:id, :source, 3, :due)"
PICTURES = (
    "INSERT INTO outbox_media (key, source, attempts, due_at, expires_at) VALUES"
    " ('media-1', :source, 1, :due, '2026-12-29'), ('media-2', NULL, 1, NULL, '2026-12-29')"
)
LISTS = (
    "INSERT INTO notice_list (id, department, created_at, source, attempts, due_at) VALUES"
    " (5, 'union', '2026-11-29', :source, 0, :due), (6, 'union', '2026-11-29', NULL, 0, NULL)"
)


def _source(database: Database, place: str, **said: str) -> bytes:
    return database.cipher.encrypt(json.dumps({"channel": "telegram", **said}).encode(), place)


async def _fill(database: Database) -> None:
    due: Any = sa.bindparam("due", NOW.replace(tzinfo=None), sa.DateTime())
    async with database.transaction() as session:
        await session.execute(sa.text(EVIDENCE))
        for number in (1, 2):
            sealed = _source(database, f"evidence_to_fetch.source:{number}", file_id=f"evidence {number}")
            await session.execute(sa.text(WAITS).bindparams(due, id=number, source=sealed))
        picture, people = (_source(database, f"{each}.source", file=each) for each in ("outbox_media", "notice_list"))
        await session.execute(sa.text(PICTURES).bindparams(due, source=picture))
        await session.execute(sa.text(LISTS).bindparams(due, source=people))


async def test_what_was_waited_for_is_fetched_after_the_upgrade(database: Database, database_url: str) -> None:
    await database.close()
    downgrade(database_url, "0078")
    await _fill(database)
    await database.close()
    upgrade(database_url)
    async with database.transaction() as session:
        assert await is_left(session)
    await unlink_old_rows(database)
    await unlink_old_rows(database)
    async with database.transaction() as session:
        assert not await is_left(session)
        claimed = await claim_files(session, now=NOW, limit=9)
    assert sorted((each.belongs, each.owner, each.channel, each.file_id) for each in claimed) == [
        (Belongs.EVIDENCE, 1, "telegram", "evidence 1"),
        (Belongs.EVIDENCE, 2, "telegram", "evidence 2"),
        (Belongs.LIST, 5, "telegram", "notice_list"),
        (Belongs.PICTURE, "media-1", "telegram", "outbox_media"),
    ]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_an_upgrade_that_was_killed_goes_on(database: Database, database_url: str) -> None:
    """SQLite keeps each statement by itself."""
    await database.close()
    downgrade(database_url, "0078")
    await _fill(database)
    await database.close()
    upgrade(database_url, "0085")
    async with database.transaction() as session:  # as it was when two of the tables had come over
        for column in ("source BLOB", "attempts INTEGER DEFAULT 0"):
            await session.execute(sa.text(f"ALTER TABLE outbox_media ADD COLUMN {column}"))
        for column in ("source BLOB", "attempts INTEGER DEFAULT 0", "due_at DATETIME"):
            await session.execute(sa.text(f"ALTER TABLE notice_list ADD COLUMN {column}"))
        sealed = _source(database, "notice_list.source", file="notice_list")
        await session.execute(sa.delete(IncomingFile).where(IncomingFile.list_id.is_not(None)))
        again = sa.text("UPDATE notice_list SET source = :source, due_at = '2026-11-29 09:00:00.000000' WHERE id = 5")
        await session.execute(again.bindparams(source=sealed))
        await session.execute(sa.text("DELETE FROM data_step"))
        await session.execute(sa.text("UPDATE alembic_version SET version_num = '0078'"))
    await database.close()
    upgrade(database_url)
    await unlink_old_rows(database)
    async with database.transaction() as session:
        assert len(await claim_files(session, now=NOW, limit=9)) == 4


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_the_way_back_says_that_it_has_to_be_sent_again(database: Database, database_url: str) -> None:
    await database.close()
    downgrade(database_url, "0078")
    await _fill(database)
    await database.close()
    upgrade(database_url)
    downgrade(database_url, "0078")
    async with database.reading() as session:
        for table in ("notice_list", "outbox_media"):
            assert (await session.scalars(sa.text(f"SELECT problem FROM {table} ORDER BY problem"))).all() == [
                None,
                "lost",
            ]

"""A database of the first foundation, full of data, comes over; killed anywhere on the way, it starts again."""

import asyncio
import signal
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.commands.migration import downgrade, upgrade
from bot.commands.ready_database import Unready, upgrade_or_say
from handlers.talk.texts import texts
from models.storage.database import Base
from tests.world.processes.forked import start_forked
from tests.world.processes.upgrade_process import run

AS_AT_FIRST = [
    "DROP INDEX ix_parked_reply_due",
    "DROP INDEX ix_parked_reply_contact",
    "ALTER TABLE parked_reply RENAME TO outbox",
    "CREATE INDEX ix_outbox_contact ON outbox (contact_id, id)",
    "CREATE INDEX ix_outbox_due ON outbox (state, due_at)",
]
AS_AT_FIRST_ON = {
    "sqlite": ["DROP TRIGGER place_need_put", "DROP TRIGGER place_need_move", "DROP TABLE place_need"],
    "postgresql": [
        "ALTER TABLE outbox RENAME CONSTRAINT pk_parked_reply TO pk_outbox",
        "ALTER TABLE outbox RENAME CONSTRAINT fk_parked_reply_contact_id_contact TO fk_outbox_contact_id_contact",
        "ALTER SEQUENCE parked_reply_id_seq RENAME TO outbox_id_seq",
        "DROP TRIGGER place_need_put ON place",
        "DROP TRIGGER place_need_move ON place",
        "DROP FUNCTION place_need_follows",
        "DROP TABLE place_need",
    ],
}
PLACE = {
    "id": 3,
    "code": "A1",
    "kind": "station",
    "name": "青石路驿站",
    "latitude": 30.5,
    "longitude": 114.3,
    "address": "青石路 88 号",
    "needs": "|toilet|water|",
    "hours": "24/7",
    "sample": False,
    "useful_count": 0,
}
PERSON = {"id": 1, "locale": "zh-CN", "created_at": "2026-11-25 00:00:00", "last_needs": ""}
CONTACT = {"id": 1, "person_id": 1, "channel": "telegram", "address": "5", "created_at": "2026-11-25 00:00:00"}
REPLY = {"id": 7, "contact_id": 1, "created_at": "2026-11-25 00:00:00", "due_at": "2026-11-25 00:00:00"}
OUTBOX = {**REPLY, "reply": b"-", "state": "WAITING", "attempts": 2}
DATA = {"place": PLACE, "person": PERSON, "contact": CONTACT, "outbox": OUTBOX}
KILLED_AT = (6, 12, 60, 90)
"""Statements; all steps together take some hundreds."""


def _engine(url: str) -> AsyncEngine:
    return create_async_engine(url, poolclass=NullPool)


@pytest.fixture
async def first(database_kind: str, database_url: str, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database as the first foundation left it, with a place, a person and a reply that waits."""
    url = f"sqlite+aiosqlite:///{tmp_path}/first.db" if database_kind == "sqlite" else database_url
    if database_kind == "postgresql":
        await asyncio.to_thread(downgrade, url)
    await asyncio.to_thread(upgrade, url, "0001")
    engine = _engine(url)
    async with engine.begin() as connection:
        for statement in [*AS_AT_FIRST, *AS_AT_FIRST_ON[database_kind]]:
            await connection.execute(sa.text(statement))
        for table, row in DATA.items():
            columns = sa.table(table, *(sa.column(name) for name in row))
            given = {name: _as_stored(value, database_kind) for name, value in row.items()}
            await connection.execute(sa.insert(columns).values(given))
    await engine.dispose()
    yield url
    if database_kind == "postgresql":
        await asyncio.to_thread(downgrade, url)
        await asyncio.to_thread(upgrade, url)


def _as_stored(value: Any, kind: str) -> Any:
    is_moment = isinstance(value, str) and value.startswith("2026")
    return datetime.fromisoformat(value) if is_moment and kind == "postgresql" else value


async def _is_whole(url: str) -> None:
    """Everything that was there, in the tables of today."""
    engine = _engine(url)
    async with engine.connect() as connection:
        rows = await connection.execute(sa.text("SELECT id, contact_id, attempts FROM parked_reply"))
        assert [tuple(each) for each in rows] == [(7, 1, 2)]
        needs = await connection.execute(sa.text("SELECT need, place_id FROM place_need ORDER BY need"))
        assert [tuple(each) for each in needs] == [("toilet", 3), ("water", 3)]
        await connection.execute(sa.text("UPDATE place SET needs = '|water|'"))
        left = await connection.execute(sa.text("SELECT need FROM place_need"))
        assert [tuple(each) for each in left] == [("water",)], "a place's needs are followed"
        await connection.rollback()
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync, opts={"compare_type": True}), Base.metadata)
        )
        assert differences == []
    await engine.dispose()


async def test_a_database_of_the_first_foundation_comes_over_with_its_data(first: str) -> None:
    await asyncio.to_thread(upgrade, first)
    await _is_whole(first)


@pytest.mark.timeout(240)
async def test_an_upgrade_that_was_killed_anywhere_starts_again_with_all_data(first: str) -> None:
    for statement in KILLED_AT:
        process = start_forked(run, first, statement)
        await asyncio.to_thread(process.join)
        assert process.exitcode == -signal.SIGKILL, "it was done before it was killed"
    await asyncio.to_thread(upgrade, first)
    await _is_whole(first)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_two_that_start_at_once_both_find_it_up_to_date(first: str) -> None:
    both = [start_forked(run, first, 0) for _ in range(2)]
    for each in both:
        await asyncio.to_thread(each.join)
    assert [each.exitcode for each in both] == [0, 0]
    await _is_whole(first)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_tables_of_no_version_are_told_in_one_line_and_left_alone(first: str) -> None:
    engine = _engine(first)
    async with engine.begin() as connection:
        await connection.execute(sa.text("CREATE TABLE parked_reply (id INTEGER PRIMARY KEY)"))
    with pytest.raises(Unready) as told:
        await asyncio.to_thread(upgrade_or_say, first, texts().in_("zh-CN"))
    assert "\n" not in str(told.value)
    assert "恢复备份" in str(told.value)
    async with engine.connect() as connection:
        version = await connection.execute(sa.text("SELECT version_num FROM alembic_version"))
        assert version.scalar_one() == "0001"
    await engine.dispose()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_database_of_a_newer_program_is_told_in_one_line(database_url: str) -> None:
    engine = _engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    await engine.dispose()
    with pytest.raises(Unready) as told:
        await asyncio.to_thread(upgrade_or_say, database_url, texts().in_("en"))
    assert "newer" in str(told.value)

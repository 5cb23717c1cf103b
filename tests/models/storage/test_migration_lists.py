"""The steps to lists of cases: a filled database gets the moment of the last change, and its old cases to be read."""

import sqlalchemy as sa

from bot.commands.migration import downgrade, upgrade
from models.case_words.case_word import CaseWordsLeft
from models.storage.database import Database

CASE = (
    'INSERT INTO "case" (id, number, type, department, state, anonymous, answers, reporters, filed_at, accept_by,'
    " answer_by, event_count, head)"
    " VALUES ({id}, 'NX-{id}', 'deduction', 'market_regulation', 'closed', false, {empty}, 1,"
    " '2026-11-01 08:00:00', '2026-11-02 08:00:00', '2026-11-09 08:00:00', 2, '')"
)
EVENT = (
    "INSERT INTO case_event (id, case_id, number, at, who, what, state, data_digest, previous, hash)"
    " VALUES ({id}, 7, {id}, '2026-11-0{id} 09:30:00', 'staff:7', 'note', 'closed', '', '', '')"
)


async def test_a_filled_database_comes_over(database: Database, database_url: str, database_kind: str) -> None:
    await database.close()
    downgrade(database_url, "0106")
    empty = "x''" if database_kind == "sqlite" else "'\\x'::bytea"
    async with database.transaction() as session:
        for number in (7, 9):
            await session.execute(sa.text(CASE.format(id=number, empty=empty)))
        for number in (1, 3, 2):
            await session.execute(sa.text(EVENT.format(id=number)))
    await database.close()
    upgrade(database_url)
    async with database.reading() as session:
        rows = await session.execute(sa.text('SELECT id, CAST(changed_at AS varchar) FROM "case" ORDER BY id'))
        assert [(row[0], row[1][:19]) for row in rows] == [(7, "2026-11-03 09:30:00"), (9, "2026-11-01 08:00:00")]
        assert (await session.get_one(CaseWordsLeft, 1)).below == 10


async def test_an_empty_database_has_nothing_left_to_read(database: Database, database_url: str) -> None:
    await database.close()
    downgrade(database_url, "0106")
    upgrade(database_url)
    async with database.reading() as session:
        assert await session.get(CaseWordsLeft, 1) is None

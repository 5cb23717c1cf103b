"""The step to outcomes of their own reads off the records of a filled database who settled, and what was said of it."""

import pytest
import sqlalchemy as sa

from bot.commands.migration import downgrade, upgrade
from models.cases.reopening import CaseReopening
from models.cases.settlement import CaseSettlement
from models.storage.database import Database

STAFF = (
    "INSERT INTO staff (id, department, role, name, active, added_at) VALUES"
    " (7, 'market_regulation', 'staff', 'W', true, '2026-11-01'),"
    " (12, 'social_work', 'lead', 'Z', true, '2026-11-01')"
)
CASE = (
    'INSERT INTO "case" (id, number, type, department, state, anonymous, answers, reporters, filed_at, accept_by,'
    " answer_by, solved, satisfied, event_count, head) VALUES"
    " ({id}, 'NX-{id}', 'deduction', '{department}', 'closed', false, {empty}, 1, '2026-11-01', '2026-11-02',"
    " '2026-11-09', {solved}, {satisfied}, 9, '')"
)
EVENT = (
    "INSERT INTO case_event (id, case_id, number, at, who, what, state, data_digest, previous, hash)"
    " VALUES ({id}, {case}, {number}, '2026-11-03', '{who}', '{what}', 'settled', '', '', '')"
)
EVENTS = (
    (1, 2, "staff:7", "settle"),
    (1, 3, "worker", "confirm"),
    (2, 2, "staff:7", "settle"),
    (2, 3, "worker", "reopen"),
    (2, 5, "lead_department:12", "settle"),
    (3, 2, "lead:99", "settle"),  # of a post that is not there
)
KILLED = "ALTER TABLE case_reopening ADD COLUMN department VARCHAR DEFAULT '' NOT NULL"


@pytest.mark.parametrize("killed", [False, True], ids=["at once", "after a kill"])
async def test_a_filled_database_comes_over(
    database: Database, database_url: str, database_kind: str, killed: bool
) -> None:
    await database.close()
    downgrade(database_url, "0044")
    empty = "x''" if database_kind == "sqlite" else "'\\x'::bytea"
    cases = (
        {"id": 1, "department": "market_regulation", "solved": "true", "satisfied": "'yes'"},
        {"id": 2, "department": "social_work", "solved": "false", "satisfied": "'no'"},
        {"id": 3, "department": "market_regulation", "solved": "NULL", "satisfied": "NULL"},
    )
    async with database.transaction() as session:
        await session.execute(sa.text(STAFF))
        for each in cases:
            await session.execute(sa.text(CASE.format(**each, empty=empty)))
        for place, (case, number, who, what) in enumerate(EVENTS, 1):
            await session.execute(sa.text(EVENT.format(id=place, case=case, number=number, who=who, what=what)))
        reopened = "INSERT INTO case_reopening (case_id, accept_by, answer_by) VALUES (2, '2026-11-02', '2026-11-09')"
        await session.execute(sa.text(reopened))
        if killed:
            await session.execute(sa.text(KILLED))
    await database.close()
    upgrade(database_url)
    async with database.reading() as session:
        rows = await session.scalars(sa.select(CaseSettlement).order_by(CaseSettlement.case_id, CaseSettlement.number))
        known = [(row.case_id, row.number, row.department, row.staff_id, row.solved, row.satisfied) for row in rows]
        (first,) = await session.scalars(sa.select(CaseReopening.department))
    assert known == [
        (1, 2, "market_regulation", 7, True, "yes"),
        (2, 2, "market_regulation", 7, False, None),
        (2, 5, "social_work", 12, False, "no"),
    ]
    assert first == "market_regulation"

"""The step to absences with a first day brings a filled database over, and back."""

import sqlalchemy as sa

from bot.commands.migration import downgrade, upgrade
from models.staff.absence import StaffAbsence, away_until
from models.storage.database import Database

BEFORE = (
    "INSERT INTO person (id, created_at, locale, last_needs, topics_off) VALUES (1, '2026-11-01', 'zh-CN', '', '')",
    "INSERT INTO staff (id, person_id, department, role, name, active, added_at, seal)"
    " VALUES (1, 1, 'union', 'lead', 'Wang', true, '2026-11-01', ''),"
    " (2, 1, 'union', 'staff', 'Li', true, '2026-11-01', '')",
    "INSERT INTO staff_absence (staff_id, until, noted_at) VALUES (1, '2026-12-04', '2026-11-01')",
)
AFTER = (
    "UPDATE staff SET role = 'leader' WHERE id = 1",
    "INSERT INTO staff_absence (staff_id, until, noted_at, since, begun)"
    " VALUES (2, '2026-12-09', '2026-11-01', '2026-12-08', false)",
)


async def test_a_filled_database_comes_over_and_back(database: Database, database_url: str) -> None:
    await database.close()
    downgrade(database_url, "0106")
    async with database.transaction() as session:
        for statement in BEFORE:
            await session.execute(sa.text(statement))
    await database.close()
    upgrade(database_url)
    async with database.transaction() as session:
        absence = await session.get_one(StaffAbsence, 1)
        assert (absence.begun, absence.since, absence.deputy_id) == (True, None, None)
        assert list(await away_until(session, [1])) == [1]
        for statement in AFTER:
            await session.execute(sa.text(statement))
    await database.close()
    downgrade(database_url, "0106")
    async with database.transaction() as session:
        assert (await session.scalars(sa.text("SELECT staff_id FROM staff_absence"))).all() == [1]
        assert (await session.scalars(sa.text("SELECT id FROM staff WHERE active"))).all() == [2]
    await database.close()
    upgrade(database_url)

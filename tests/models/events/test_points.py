"""Points are those that were earned: who can only write the database makes none."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.commands.migration import downgrade, upgrade
from bot.commands.ready_database import bring_up_to_date
from bot.settings import Settings
from handlers.talk.texts import texts
from models.events.booking import Booking
from models.events.points import PointsEntry, earn_points, points_of
from models.storage.database import Database
from models.upkeep.audit import audit
from tests.world.filing import NOW, a_person
from tests.world.rows import a_row

REWRITTEN = {
    "UPDATE points_entry SET points = 900": 0,
    "UPDATE points_entry SET mark = 'booking:7'": 0,
    "UPDATE points_entry SET slip = 'ABCD'": 0,
    "INSERT INTO points_entry (id, person_id, points, mark, at, seal) "
    "SELECT 900, person_id, 900, 'x', at, seal FROM points_entry": 30,
}


async def _earned(database: Database) -> int:
    async with database.transaction() as session:
        anna = await a_person(session)
        await earn_points(session, anna.id, 30, mark="booking:0", now=NOW)
        await earn_points(session, anna.id, 30, mark="booking:0", now=NOW)
        assert await points_of(session, anna.id) == 30
        return anna.id


async def _broken(database: Database) -> int | None:
    async with database.reading() as session:
        found = await audit(session)
    return found.points if found is not None else None


@pytest.mark.parametrize("rewritten", REWRITTEN)
async def test_what_was_rewritten_is_worth_nothing_and_is_told(database: Database, rewritten: str) -> None:
    anna = await _earned(database)
    assert await _broken(database) is None
    async with database.transaction() as session:
        await session.execute(sa.text(rewritten))
        session.expire_all()
        assert await points_of(session, anna) == REWRITTEN[rewritten]
    assert await _broken(database) is not None


async def test_points_that_are_led_to_another_than_came_are_told(database: Database) -> None:
    async with database.transaction() as session:
        anna, thief = await a_person(session), await a_person(session, "thief")
        connection = await session.connection()
        booking = await connection.run_sync(a_row, Booking.__table__, {"person_id": anna.id})
        await earn_points(session, anna.id, 30, mark=f"booking:{booking['id']}", now=NOW)
        whom = thief.id
    assert await _broken(database) is None
    async with database.transaction() as session:
        await session.execute(sa.update(PointsEntry).values(person_id=whom))
    assert await _broken(database) is not None


async def test_points_of_before_come_over_once(database: Database, database_url: str, tmp_path: Path) -> None:
    settings = Settings(_env_file=None, database_url=database_url, data_dir=tmp_path)  # type: ignore[call-arg]
    anna = await _earned(database)
    await database.close()
    downgrade(database_url, "0087")
    upgrade(database_url)
    await bring_up_to_date(database, settings, texts().in_("zh-CN"))
    async with database.transaction() as session:
        assert await points_of(session, anna) == 30
    assert await _broken(database) is None
    async with database.transaction() as session:
        session.add(PointsEntry(person_id=anna, points=900, mark="x", at=NOW))
        await session.execute(sa.text("INSERT INTO data_step (name, last) VALUES ('points_entry', 0)"))
    await bring_up_to_date(database, settings, texts().in_("zh-CN"))
    assert await _broken(database) is not None

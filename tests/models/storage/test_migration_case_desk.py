"""The steps to the desk of a case bring a filled database over: records of posts hold, and words can be added."""

import sqlalchemy as sa

from bot.commands.migration import downgrade, upgrade
from models.casework.looks import CARD, note_look
from models.city.pack import City
from models.staff.record import StaffEvent, note_event
from models.storage.database import Database
from models.upkeep.audit import audit
from tests.world.colleagues import a_clerk
from tests.world.filing import NOW, a_case, a_person

TABLES = ("desk_draft", "desk_presence", "evidence_drawn")


async def _there(database: Database) -> set[str]:
    async with database.engine.connect() as connection:
        return set(await connection.run_sync(lambda sync: sa.inspect(sync).get_table_names())) & set(TABLES)


async def test_a_filled_database_comes_over_and_back(database: Database, database_url: str, city: City) -> None:
    async with database.transaction() as session:
        wang = await a_clerk(session, "王芳")
        case = await a_case(session, await a_person(session), city)
        await note_look(session, case.id, wang, CARD, now=NOW)
    await database.close()
    downgrade(database_url, "0105")
    assert await _there(database) == set()
    await database.close()
    upgrade(database_url)
    assert await _there(database) == set(TABLES)
    async with database.transaction() as session:
        (look,) = await session.scalars(sa.select(StaffEvent))
        assert (look.what, look.data, look.data_digest) == (CARD, {}, None)
        await note_event(session, wang.id, "original:1", at=NOW, data={"text": "要看时间"})
    async with database.reading() as session:
        said = [each.data for each in await session.scalars(sa.select(StaffEvent).order_by(StaffEvent.number))]
        assert said == [{}, {"text": "要看时间"}]
        assert await audit(session) is None

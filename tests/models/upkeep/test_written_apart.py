"""On PostgreSQL no row of a case has the transaction of whoever caused it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from models.articles.unanswered import keep_question
from models.cases.case import locked_case
from models.cases.closing import Satisfaction, rate_case
from models.casework.handling import settle_case
from models.city.pack import City
from models.people.conversation import ProcessedUpdate
from models.people.person import Person, contacts_of
from models.storage.database import Database
from models.upkeep.written_apart import NOBODYS, WritingApart
from tests.world.colleagues import a_clerk
from tests.world.filing import NOW, a_case, a_person

JOINS = [
    f'SELECT count(*) FROM "{table.__tablename__}" one JOIN processed_update mark ON mark.xmin IN (one.xmin, one.xmax)'
    for table in NOBODYS
]


async def _joined(database: Database) -> int:
    async with database.reading() as session:
        return sum([(await session.execute(sa.text(join))).scalar_one() for join in JOINS])


async def _update_of(database: Database, city: City, person_id: int, what: str, case_id: int = 0) -> int:
    """As an update does it: what somebody does, and the mark of it, in one transaction."""
    async with database.transaction() as session:
        person = await session.get_one(Person, person_id)
        (contact,) = await contacts_of(session, person_id)
        session.add(ProcessedUpdate(channel="telegram", key=what, contact_id=contact.id, at=NOW, reply=[]))
        if what == "files":
            case_id = (await a_case(session, person, city, anonymous=True)).id
            await keep_question(session, "月亮上能不能送外卖", person, locale="zh-CN", now=NOW)
        elif what == "looks":
            await locked_case(session, case_id)
        else:
            await rate_case(session, case_id, person, Satisfaction.NO, now=NOW + timedelta(days=1))
    return case_id


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
async def test_no_row_of_a_case_has_the_transaction_of_its_filers_update(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person_id, clerk = (await a_person(session)).id, await a_clerk(session, "王")
    case_id = await _update_of(database, city, person_id, "files")
    assert await _joined(database) > 3
    apart = WritingApart()
    await apart.once(database)
    assert await _joined(database) == 0
    async with database.transaction() as session:
        await settle_case(session, case_id, clerk, "退了", city=city, now=NOW)
    for what in ("rates", "looks"):
        await _update_of(database, city, person_id, what, case_id)
        assert await _joined(database) > 0
        await apart.once(database)
        assert await _joined(database) == 0


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
async def test_nobody_waits_for_it_and_it_waits_for_nobody(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person_id = (await a_person(session)).id
    apart = WritingApart()
    for _ in range(2):
        await apart.once(database)
    case_id = await _update_of(database, city, person_id, "files")
    async with database.transaction() as session:
        await session.execute(sa.text('SELECT id FROM "case" WHERE id = :id FOR UPDATE'), {"id": case_id})
        await apart.once(database)
    assert await _joined(database) == 1  # the one that was held
    await apart.once(database)
    assert await _joined(database) == 0

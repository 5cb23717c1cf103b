"""What leads to a case stands in no column of the outbox that can be read without the key."""

import sqlalchemy as sa

from models.city.pack import City
from models.outbox.causes import CauseKind, cause_of
from models.outbox.message import OutboxMessage
from models.storage.database import Database
from models.storage.unlinkable import by_the_hour
from tests.world.colleagues import a_clerk
from tests.world.filing import a_case, a_person


async def test_a_case_of_a_department_that_nobody_joined_is_named_in_no_column(database: Database, city: City) -> None:
    async with database.transaction() as session:
        zhou = await a_clerk(session, "周姐", city.lead_department.key)
        case = await a_case(session, await a_person(session), city, anonymous=True)
        (row,) = await session.scalars(sa.select(OutboxMessage))
        assert cause_of(row) == CauseKind.NOBODYS_CASE.of(f"{case.id}@{zhou.id}")
        assert cause_of(row) != row.cause
        assert "new_case" not in str(row.dedupe_key)
        assert row.created_at == by_the_hour(row.created_at)

"""The step to cases from elsewhere leaves the cases of before as they are, and goes back with rows in its tables."""

from typing import Any

import sqlalchemy as sa

from bot.commands.migration import downgrade, upgrade
from models.cases.case import Case
from models.city.pack import City
from models.exchange.claim import CaseClaim, make_code
from models.exchange.filing_for import ForSomebody, file_for_somebody
from models.exchange.keys import new_key
from models.exchange.origin import Origin, Source
from models.exchange.ties import link_cases
from models.storage.database import Database
from models.upkeep.audit import audit
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW, a_case, a_person

BEFORE = "0106"


async def test_a_filled_database_comes_over_and_goes_back(database: Database, database_url: str, city: City) -> None:
    await database.close()
    downgrade(database_url, BEFORE)
    async with database.transaction() as session:
        old = await a_case(session, await a_person(session), city)
        number: Any = old.number
    await database.close()
    upgrade(database_url)
    async with database.transaction() as session:
        wang = await a_clerk(session, "王", role=LEAD)
        origin = Origin(Source.HOTLINE, "A1")
        case = await file_for_somebody(session, wang, ForSomebody("deduction", {}, origin), city=city, now=NOW)
        await make_code(session, case, now=NOW)
        await link_cases(session, case.id, old.id, wang, city=city, now=NOW)
        await new_key(session, wang, "办公系统", now=NOW)
    async with database.reading() as session:
        assert await audit(session) is None
    await database.close()
    downgrade(database_url, BEFORE)
    upgrade(database_url)
    async with database.reading() as session:
        numbers = list(await session.scalars(sa.select(Case.number).order_by(Case.id)))
        assert numbers[0] == number
        assert len(numbers) == 2
        assert (await session.scalars(sa.select(CaseClaim))).all() == []
        assert await audit(session) is None

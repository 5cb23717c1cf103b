"""The step to cases from elsewhere goes back with rows in its tables, and comes over a filled database."""

from importlib import import_module

import sqlalchemy as sa

from bot.commands.migration import downgrade, upgrade
from models.cases.case import Case
from models.city.pack import City
from models.exchange.claim import CaseClaim, make_code
from models.exchange.filing_for import ForSomebody, file_for_somebody
from models.exchange.keys import DepartmentKey, new_key
from models.exchange.origin import CaseOrigin, Origin, Source
from models.exchange.ties import CaseTie, link_cases
from models.storage.database import Database
from models.upkeep.audit import audit
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW, a_case, a_person

BEFORE: str = import_module("models.migrations.versions.0112_exchange").down_revision


async def test_a_filled_database_goes_back_and_comes_over_again(
    database: Database, database_url: str, city: City
) -> None:
    async with database.transaction() as session:
        old = await a_case(session, await a_person(session), city)
        wang = await a_clerk(session, "王", role=LEAD)
        origin = Origin(Source.HOTLINE, "A1")
        case = await file_for_somebody(session, wang, ForSomebody("deduction", {}, origin), city=city, now=NOW)
        await make_code(session, case, now=NOW)
        await link_cases(session, case.id, old.id, wang, city=city, now=NOW)
        await new_key(session, wang, "办公系统", now=NOW)
        numbers = [old.number, case.number]
    await database.close()
    downgrade(database_url, BEFORE)
    upgrade(database_url)
    async with database.reading() as session:
        assert list(await session.scalars(sa.select(Case.number).order_by(Case.id))) == numbers
        for table in (CaseOrigin, CaseClaim, CaseTie, DepartmentKey):
            assert (await session.scalars(sa.select(table))).all() == []
        assert await audit(session) is None

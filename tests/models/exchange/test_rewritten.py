"""Origins and ties of cases cannot be rewritten or moved to another case by somebody who only writes the database."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.commands.migration import downgrade, upgrade
from bot.commands.ready_database import bring_up_to_date
from bot.settings import Settings
from handlers.talk.texts import texts
from models.cases.case import Case
from models.city.pack import City
from models.exchange.errors import NoOrigin
from models.exchange.filing_for import ForSomebody, file_for_somebody
from models.exchange.origin import Origin, Source, origin_of, return_case, tell_returns
from models.exchange.ties import link_cases, merge_case, ties_of
from models.staff.post import Staff
from models.storage.database import Database
from models.upkeep.audit import audit
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW, a_case, a_person

ORIGINS = (
    "UPDATE case_origin SET case_id = :third",
    "UPDATE case_origin SET \"foreign\" = 'A2'",
    "UPDATE case_origin SET department = 'transport'",
    "UPDATE case_origin SET back_by = NULL",
    "UPDATE case_origin SET returned_at = back_by",
    "UPDATE case_origin SET seal = ''",
)
TIES = (
    "UPDATE case_tie SET other_id = :third",
    "UPDATE case_tie SET case_id = :third",
    "UPDATE case_tie SET staff_id = 99",
    "UPDATE case_tie SET seal = ''",
)


async def tied(database: Database, city: City) -> dict[str, int]:
    """A work order that is linked to a case of somebody, and a third case, which has nothing to do with them."""
    async with database.transaction() as session:
        wang = await a_clerk(session, "王", role=LEAD)
        order = Origin(Source.HOTLINE, "A1", (NOW + timedelta(days=5)).date())
        case = await file_for_somebody(session, wang, ForSomebody("deduction", {}, order), city=city, now=NOW)
        other, third = (
            await a_case(session, await a_person(session), city),
            await a_case(session, await a_person(session, "third"), city),
        )
        await link_cases(session, case.id, other.id, wang, city=city, now=NOW)
        return {"case": case.id, "other": other.id, "third": third.id, "wang": wang.id}


async def test_what_the_product_does_keeps_the_seals(database: Database, city: City) -> None:
    ids = await tied(database, city)
    async with database.transaction() as session:
        wang = await session.get_one(Staff, ids["wang"])
        await merge_case(session, ids["third"], ids["other"], wang, city=city, now=NOW)
        await tell_returns(session, city=city, now=NOW + timedelta(days=4))
        await return_case(session, ids["case"], wang, city=city, now=NOW)
    async with database.reading() as session:
        assert await audit(session) is None
        assert len(await ties_of(session, ids["other"], wang, city=city)) == 2


@pytest.mark.parametrize("rewritten", [*ORIGINS, *TIES])
async def test_a_rewritten_row_is_told_and_counts_for_nothing(database: Database, city: City, rewritten: str) -> None:
    ids = await tied(database, city)
    async with database.transaction() as session:
        await session.execute(sa.text(rewritten), {"third": ids["third"]} if ":third" in rewritten else {})
    async with database.transaction() as session:
        told, wang = await audit(session), await session.get_one(Staff, ids["wang"])
        assert told is not None
        moved = rewritten in (ORIGINS[0], TIES[1])
        case = await session.get_one(Case, ids["third" if moved else "case"])
        assert (told.case_number, told.reason) == (case.number, "origin" if rewritten in ORIGINS else "tie")
        if rewritten in TIES:
            assert await ties_of(session, case.id, wang, city=city) == []
            return
        assert await origin_of(session, case.id) is None
        with pytest.raises(NoOrigin):
            await return_case(session, case.id, wang, city=city, now=NOW)


async def test_rows_of_before_come_over_once(database: Database, database_url: str, city: City, tmp_path: Path) -> None:
    settings = Settings(_env_file=None, database_url=database_url, data_dir=tmp_path)  # type: ignore[call-arg]
    ids = await tied(database, city)
    await database.close()
    downgrade(database_url, "0118")
    upgrade(database_url)
    await bring_up_to_date(database, settings, texts().in_("zh-CN"))
    async with database.transaction() as session:
        assert await audit(session) is None
        assert await origin_of(session, ids["case"]) is not None
        for table in ("case_origin", "case_tie"):
            await session.execute(sa.text(f"UPDATE {table} SET seal = ''"))
            await session.execute(sa.text(f"INSERT INTO data_step (name, last) VALUES ('{table}', 0)"))
    await bring_up_to_date(database, settings, texts().in_("zh-CN"))
    async with database.reading() as session:
        assert (told := await audit(session)) is not None
        assert told.reason == "origin"

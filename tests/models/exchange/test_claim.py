"""The claim code: who types it follows the case as if they had filed it; nobody else gets it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from models.cases.case import Case
from models.cases.closing import CLOSE_AFTER, close_settled
from models.cases.errors import CaseGone
from models.cases.filer import Part, followers_of
from models.cases.mine import cases_of
from models.cases.personal import anonymise_left
from models.cases.steps import CaseState
from models.casework.handling import ask_worker, settle_case, take_case
from models.city.pack import City
from models.exchange.claim import (
    ALL_TRIES,
    CODE_LASTS,
    OWN_TRIES,
    CaseClaim,
    claim_case,
    forget_claims,
    new_code,
    read_code,
    slip_of,
    written,
)
from models.exchange.errors import ClaimCodeGone, ClaimedAlready, TooManyClaimTries
from models.exchange.filing_for import ForSomebody, file_for_somebody
from models.exchange.origin import Origin, Source
from models.people.errors import ConsentNeeded
from models.people.person import Contact, Person, contacts_of, meet
from models.staff.post import Staff
from models.storage.database import Database
from models.upkeep.audit import audit
from tests.world.colleagues import a_clerk
from tests.world.filing import NOW, a_case, a_person, answers_for

WRONG = "2A2A2A2A"


async def a_filed_case(session: Any, city: City) -> tuple[Case, Staff]:
    wang = await a_clerk(session, "王")
    answers = answers_for(city.case_types["deduction"]) | {"deduction_evidence": None}
    given = {key: value for key, value in answers.items() if value is not True}
    case = await file_for_somebody(
        session, wang, ForSomebody("deduction", given, Origin(Source.WINDOW)), city=city, now=NOW
    )
    return case, wang


async def chat_of(session: Any, person: Person) -> Contact:
    return (await contacts_of(session, person.id))[0]


async def claims(session: Any, code: str, person: Person, city: City, *, days: int = 0) -> Case | None:
    now = NOW + timedelta(days=days)
    return await claim_case(session, code, person, await chat_of(session, person), city=city, now=now)


@pytest.mark.parametrize("typed", ["7k3m-9qrt", " 7K3M 9QRT ", "７Ｋ３Ｍ９ＱＲＴ", "claim_7K3M9QRT"])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "7K3M9QRT"


@pytest.mark.parametrize("typed", ["CALENDAR", "23456789", "7K3M9QR", "7K3M9QR0", "你好7K3M9QRT"])
def test_words_and_numbers_are_no_codes(typed: str) -> None:
    assert read_code(typed) is None


async def test_who_types_the_code_follows_the_case_and_can_be_asked(database: Database, city: City) -> None:
    async with database.transaction() as session:
        case, wang = await a_filed_case(session, city)
        code = await new_code(session, case.id, wang, city=city, now=NOW)
        anna = await a_person(session)
        assert await claims(session, written(code).lower(), anna, city) is case
        assert [each.id for each in await cases_of(session, anna)] == [case.id]
        assert [(each.person_id, each.part) for each in await followers_of(session, case.id)] == [(anna.id, Part.FILED)]
        await take_case(session, case.id, wang, city=city, now=NOW)
        await ask_worker(session, case.id, wang, "哪个站点？", city=city, now=NOW)
    async with database.reading() as session:
        assert (await session.get_one(Case, case.id)).person_id == anna.id
        assert await audit(session) is None


async def test_a_code_works_once_and_only_the_newest_does(database: Database, city: City) -> None:
    async with database.transaction() as session:
        case, wang = await a_filed_case(session, city)
        old = await new_code(session, case.id, wang, city=city, now=NOW)
        code = await new_code(session, case.id, wang, city=city, now=NOW)
        anna, boris = await a_person(session), await a_person(session, "boris")
        assert await claims(session, old, anna, city) is None
        assert await slip_of(session, case.id, wang, city=city, now=NOW) == (case, code, NOW + CODE_LASTS)
        assert await claims(session, code, anna, city) is case
        assert await claims(session, code, boris, city) is None
        with pytest.raises(ClaimedAlready):
            await new_code(session, case.id, wang, city=city, now=NOW)


async def test_two_who_type_one_code_at_once_have_one_winner(database: Database, city: City) -> None:
    async with database.transaction() as session:
        case, wang = await a_filed_case(session, city)
        code = await new_code(session, case.id, wang, city=city, now=NOW)
        ids = [(await a_person(session, name)).id for name in ("anna", "boris")]

    async def types(person_id: int) -> bool:
        try:
            async with database.transaction() as session:
                return await claims(session, code, await session.get_one(Person, person_id), city) is not None
        except ClaimCodeGone:
            return False

    assert sorted(await asyncio.gather(*map(types, ids))) == [False, True]
    async with database.reading() as session:
        assert len(await followers_of(session, case.id)) == 1


async def test_a_code_is_over_after_thirty_days(database: Database, city: City) -> None:
    async with database.transaction() as session:
        case, wang = await a_filed_case(session, city)
        code = await new_code(session, case.id, wang, city=city, now=NOW)
        anna = await a_person(session)
        assert await claims(session, code, anna, city, days=31) is None
        await forget_claims(session, now=NOW + timedelta(days=31))
        assert await session.scalar(sa.select(CaseClaim.case_id)) is None


async def test_wrong_codes_are_counted_of_one_chat_and_of_everybody(database: Database, city: City) -> None:
    async with database.transaction() as session:
        case, wang = await a_filed_case(session, city)
        code = await new_code(session, case.id, wang, city=city, now=NOW)
        anna = await a_person(session)
        for _ in range(OWN_TRIES.most):
            assert await claims(session, WRONG, anna, city) is None
        with pytest.raises(TooManyClaimTries):
            await claims(session, code, anna, city)
        for number in range(ALL_TRIES.most // OWN_TRIES.most - 1):
            other = await a_person(session, f"guesser-{number}")
            for _ in range(OWN_TRIES.most):
                await claims(session, WRONG, other, city)
        with pytest.raises(TooManyClaimTries):
            await claims(session, code, await a_person(session, "late"), city)


async def test_nobody_follows_a_case_without_the_agreement(database: Database, city: City) -> None:
    async with database.transaction() as session:
        case, wang = await a_filed_case(session, city)
        code = await new_code(session, case.id, wang, city=city, now=NOW)
        stranger, contact, _ = await meet(session, "telegram", "1", locale="zh-CN", now=NOW)
        with pytest.raises(ConsentNeeded):
            await claim_case(session, code, stranger, contact, city=city, now=NOW)


async def test_a_row_written_into_the_database_gives_nobody_a_case(database: Database, city: City) -> None:
    async with database.transaction() as session:
        case, wang = await a_filed_case(session, city)
        code = await new_code(session, case.id, wang, city=city, now=NOW)
        other = await a_case(session, await a_person(session, "boris"), city)
        await session.execute(sa.update(CaseClaim).values(case_id=other.id))
    async with database.transaction() as session:
        assert await claims(session, code, await a_person(session), city) is None


async def test_other_departments_get_no_slip_but_who_filed_it_does(database: Database, city: City) -> None:
    async with database.transaction() as session:
        case, wang = await a_filed_case(session, city)
        await new_code(session, case.id, wang, city=city, now=NOW)
        outsider = await a_clerk(session, "外", "transport")
        with pytest.raises(CaseGone):
            await slip_of(session, case.id, outsider, city=city, now=NOW)
        with pytest.raises(CaseGone):
            await new_code(session, case.id, outsider, city=city, now=NOW)
        case.department = "transport"
        await session.flush()
        assert await slip_of(session, case.id, wang, city=city, now=NOW) is not None


async def test_an_unclaimed_case_keeps_its_words_after_it_ended(database: Database, city: City) -> None:
    async with database.transaction() as session:
        case, wang = await a_filed_case(session, city)
        await settle_case(session, case.id, wang, "退了", city=city, now=NOW)
    later = NOW + CLOSE_AFTER + timedelta(hours=1)
    async with database.transaction() as session:
        await close_settled(session, now=later)
        assert await anonymise_left(session, city=city, now=later) == 0
        kept = await session.get_one(Case, case.id)
        assert kept.state is CaseState.CLOSED
        assert kept.answers

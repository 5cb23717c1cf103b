"""One thing done with many cases: each is a step of its own, and what one refuses changes nothing of the others."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.record import story_of
from models.cases.steps import CaseState, Step
from models.casework.handling import take_case
from models.city.pack import City
from models.errors import DomainError
from models.lists.bulk import MOST, Bulk, Order, in_bulk
from models.lists.errors import NothingChosen, TooManyChosen
from models.outbox.message import OutboxMessage
from models.staff.post import Staff
from models.storage.database import Database
from models.upkeep.audit import audit
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW, a_case, a_person

pytestmark = pytest.mark.usefixtures("everything_can_be_said")


async def done(
    session: AsyncSession, staff: Staff, cases: list[Case], order: Order, city: City
) -> list[tuple[str, str | None]]:
    outcomes = await in_bulk(session, staff, [each.number for each in cases], order, city=city, now=NOW)
    return [(each.number, type(each.error).__name__ if each.error else None) for each in outcomes]


async def steps(session: AsyncSession, case: Case) -> list[str]:
    return [each.what for each in await story_of(session, case.id)]


async def told(session: AsyncSession, person_id: int | None) -> int:
    rows = sa.select(sa.func.count()).select_from(OutboxMessage).where(OutboxMessage.person_id == person_id)
    return await session.scalar(rows) or 0


async def test_what_one_case_refuses_changes_nothing_of_the_others(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, chen = await a_clerk(session, "王芳"), await a_clerk(session, "陈")
        worker = await a_person(session)
        free, mine, hers = [await a_case(session, worker, city) for _ in range(3)]
        elsewhere = await a_case(session, worker, city, "road_damage")
        await take_case(session, mine.id, wang, city=city, now=NOW)
        await take_case(session, hers.id, chen, city=city, now=NOW)
        before = await told(session, worker.id)
        order = Order(Bulk.SETTLE, "平台已经退钱")
        assert await done(session, wang, [hers, free, elsewhere, mine], order, city) == [
            (hers.number, "HandledByOther"),
            (free.number, None),
            (elsewhere.number, "CaseGone"),
            (mine.number, None),
        ]
        assert [each.state for each in (free, mine, hers)] == [CaseState.SETTLED, CaseState.SETTLED, CaseState.ACCEPTED]
        assert await steps(session, free) == [Step.FILE, Step.TAKE, Step.SETTLE]
        assert await steps(session, mine) == [Step.FILE, Step.TAKE, Step.SETTLE]
        assert await steps(session, hers) == [Step.FILE, Step.TAKE]
        assert await told(session, worker.id) - before == 3, "two outcomes, and that one was taken"
    async with database.reading() as session:
        again = await session.get_one(Case, hers.id)
        assert (again.state, again.handler_id) == (CaseState.ACCEPTED, chen.id)
        assert await audit(session) is None


async def test_cases_are_taken_noted_and_answered(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, worker = await a_clerk(session, "王芳"), await a_person(session)
        cases = [await a_case(session, worker, city) for _ in range(3)]
        for what, text, state in (
            (Bulk.TAKE, "", CaseState.ACCEPTED),
            (Bulk.NOTE, "同一个站点", CaseState.ACCEPTED),
            (Bulk.ANSWER, "正在核实", CaseState.ANSWERED),
        ):
            assert await done(session, wang, cases, Order(what, text), city) == [(each.number, None) for each in cases]
            assert {each.state for each in cases} == {state}
        assert await steps(session, cases[0]) == [Step.FILE, Step.TAKE, Step.NOTE, Step.ANSWER]


async def test_a_colleague_who_gets_many_cases_is_told_once(database: Database, city: City) -> None:
    async with database.transaction() as session:
        lead, chen = await a_clerk(session, "孙科", role=LEAD), await a_clerk(session, "陈")
        wang, worker = await a_clerk(session, "王芳"), await a_person(session)
        cases = [await a_case(session, worker, city) for _ in range(4)]
        before = await told(session, chen.person_id)
        order = Order(Bulk.ASSIGN, to=chen.id)
        assert {why for _, why in await done(session, wang, cases, order, city)} == {"HandledByOther"}
        assert await told(session, chen.person_id) == before
        assert {why for _, why in await done(session, lead, cases, order, city)} == {None}
        assert {each.handler_id for each in cases} == {chen.id}
        assert await told(session, chen.person_id) - before == 1
        stranger = await a_clerk(session, "外人", "transport")
        elsewhere = Order(Bulk.ASSIGN, to=stranger.id)
        assert {why for _, why in await done(session, lead, cases, elsewhere, city)} == {"StaffGone"}


async def test_an_answer_that_needs_a_second_look_waits_for_it(database: Database, city: City) -> None:
    careful = {**city.case_types, "deduction": replace(city.case_types["deduction"], second_look=True)}
    city = replace(city, case_types=careful)
    async with database.transaction() as session:
        clerk, worker = await a_clerk(session, "王芳"), await a_person(session)
        await a_clerk(session, "孙科", role=LEAD)
        case = await a_case(session, worker, city)
        order = Order(Bulk.SETTLE, "办好了")
        (outcome,) = await in_bulk(session, clerk, [case.number], order, city=city, now=NOW)
        assert (outcome.error, outcome.held, case.state) == (None, True, CaseState.ACCEPTED)


@pytest.mark.parametrize(
    ("numbers", "error"), [([], NothingChosen), ([f"NX-{n}" for n in range(MOST + 1)], TooManyChosen)]
)
async def test_none_and_too_many_are_refused(
    database: Database, city: City, numbers: list[str], error: type[DomainError]
) -> None:
    async with database.transaction() as session:
        wang: Any = await a_clerk(session, "王芳")
        with pytest.raises(error):
            await in_bulk(session, wang, numbers, Order(Bulk.TAKE), city=city, now=NOW)

"""Cases found by words that are encrypted: what is in the index, what is left out of it, and when it goes."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.case_words.case_word import CaseWord, CaseWordsLeft
from models.cases.case import Case
from models.cases.mine import add_to_case, withdraw_case
from models.cases.personal import forget_cases, forget_cases_of
from models.casework.handling import note_case, take_case
from models.city.pack import City
from models.lists.filling import fill_words
from models.lists.lists import list_cases
from models.lists.wanted import DeskHeap, Wanted
from models.staff.post import Staff
from models.storage.database import Database
from models.storage.personal import Leaving
from tests.world.colleagues import a_clerk
from tests.world.filing import NOW, a_case, a_person

pytestmark = pytest.mark.usefixtures("everything_can_be_said")
DAY = timedelta(days=1)


async def found(session: AsyncSession, staff: Staff, words: str, city: City, **also: Any) -> set[int]:
    wanted = Wanted(heap=also.pop("heap", DeskHeap.EVERYTHING), words=words, **also)
    return {case.id for case in (await list_cases(session, staff, wanted, city=city, now=NOW + DAY)).cases}


async def indexed(session: AsyncSession) -> set[int]:
    return set(await session.scalars(sa.select(CaseWord.case_id).distinct()))


async def test_words_of_the_filer_and_of_staff_lead_to_the_case(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, zhou = await a_clerk(session, "王芳"), await a_clerk(session, "周", "social_work")
        stranger = await a_clerk(session, "孙", "transport")
        worker = await a_person(session)
        first = await a_case(session, worker, city, deduction_reason="头盔没有戴好，Helmet")
        second = await a_case(session, worker, city, deduction_reason="没有戴头盔", now=NOW - 40 * DAY)
        await take_case(session, first.id, wang, city=city, now=NOW)
        await note_case(session, first.id, wang, "明天去站点看", city=city, now=NOW)
        await add_to_case(session, second.id, worker, "還有雨衣錢", city=city, now=NOW)
        for words, cases in (
            ("头盔", {first, second}),
            ("戴好", {first}),
            ("helm", {first}),
            ("ＨＥＬＭＥＴ 头盔", {first}),
            ("头盔，站点", {first}),
            ("雨衣钱", {second}),
            ("没戴头", set()),
            ("盔头", set()),
            ("王芳", {first}),
            ("市场监管局 头盔", {first, second}),
            (first.number, {first}),
            ("盔", set()),
            (",，", {first, second}),
        ):
            assert await found(session, wang, words, city) == {each.id for each in cases}, words
        assert await found(session, zhou, "头盔", city) == {first.id, second.id}
        assert await found(session, stranger, "头盔", city) == set()
        assert await found(session, stranger, first.number, city) == set()
        assert await found(session, wang, "头盔", city, heap=DeskHeap.MINE) == {first.id}
        assert await found(session, wang, "头盔", city, until=date(2026, 10, 31)) == {second.id}
        assert await found(session, wang, "头盔", city, since=date(2026, 11, 1)) == {first.id}
        await withdraw_case(session, second.id, worker, now=NOW)
        assert await found(session, wang, "头盔", city) == {first.id, second.id}, "also when it is over"


async def test_anonymous_urgent_and_sensitive_cases_are_left_out(database: Database, city: City) -> None:
    async with database.transaction() as session:
        worker = await a_person(session)
        kept = await a_case(session, worker, city, deduction_reason="头盔")
        secret = await a_case(session, worker, city, anonymous=True, deduction_reason="头盔")
        injury = await a_case(session, worker, city, "injury_report")
        zhou = await a_clerk(session, "周", "social_work")
        wang = await a_clerk(session, "王芳", secret.department)
        for case in (secret, injury):
            await take_case(session, case.id, zhou, city=city, now=NOW)
            await note_case(session, case.id, zhou, "骑手说了站点", city=city, now=NOW)
        assert await indexed(session) == {kept.id}
        assert await found(session, zhou, "头盔", city) == {kept.id}
        assert await found(session, zhou, "站点", city) == set()
        assert await found(session, wang, secret.pseudonym or "", city) == {secret.id}
        title = city.case_types["deduction"].titles["zh-CN"]
        assert await found(session, wang, title, city) == {kept.id, secret.id}, "its type is no secret"


async def test_what_names_the_filer_is_not_in_the_index(database: Database, city: City) -> None:
    kind = next(each for each in city.case_types.values() if any(q.kind.names_filer for q in each.questions))
    question = next(each.key for each in kind.questions if each.kind.names_filer)
    async with database.transaction() as session:
        zhou, worker = await a_clerk(session, "周", "social_work"), await a_person(session)
        await a_case(session, worker, city, kind.key, **{question: "13877776666"})
        assert await found(session, zhou, "77776666", city) == set()


async def test_the_words_go_with_the_person_and_with_the_case(database: Database, city: City) -> None:
    async with database.transaction() as session:
        worker = await a_person(session)
        case = await a_case(session, worker, city, deduction_reason="头盔")
        other = await a_case(session, worker, city, deduction_reason="头盔")
        for each in (case, other):
            await withdraw_case(session, each.id, worker, now=NOW)
        assert await indexed(session) == {case.id, other.id}
        await session.execute(sa.delete(Case).where(Case.id == other.id))
        assert await indexed(session) == {case.id}
        await forget_cases_of(session, Leaving(worker, city, NOW))
        assert await indexed(session) == set()
        await forget_cases(session, city=city, now=NOW + 2000 * DAY)


async def test_old_cases_are_read_once_and_a_portion_at_a_time(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, worker = await a_clerk(session, "王芳"), await a_person(session)
        cases = [await a_case(session, worker, city, deduction_reason="头盔") for _ in range(5)]
        secret = await a_case(session, worker, city, anonymous=True, deduction_reason="头盔")
        await take_case(session, cases[0].id, wang, city=city, now=NOW)
        await note_case(session, cases[0].id, wang, "站点", city=city, now=NOW)
        await session.execute(sa.delete(CaseWord))
        session.add(CaseWordsLeft(id=1, below=secret.id + 1))
        await note_case(session, cases[1].id, wang, "雨衣", city=city, now=NOW)
        assert await indexed(session) == set(), "it is read as a whole"
    counts = []
    while not counts or counts[-1]:
        async with database.transaction() as session:
            counts.append(await fill_words(session, city=city, now=NOW, limit=2))
    assert counts == [2, 2, 2, 0]
    async with database.transaction() as session:
        assert await indexed(session) == {case.id for case in cases}
        assert await found(session, wang, "头盔", city) == {case.id for case in cases}
        assert await found(session, wang, "站点", city) == {cases[0].id}
        assert await found(session, wang, "雨衣", city) == {cases[1].id}
        assert await fill_words(session, city=city, now=NOW) == 0

"""Loads of a department; several cases given at once, or spread evenly."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from models.cases.case import Case
from models.cases.record import story_of
from models.casework.covering import end_absences, go_away
from models.casework.errors import StaffAway
from models.casework.handling import ask_worker, settle_case, take_case
from models.casework.posts import remove_staff
from models.city.pack import City
from models.leading.errors import NobodyToSpread
from models.leading.loads import department_load
from models.leading.spreading import assign_many, spread
from models.outbox.message import OutboxMessage
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole
from models.storage.database import Database
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW, a_case, a_person

pytestmark = pytest.mark.usefixtures("everything_can_be_said")


async def _cases(session: Any, city: City, count: int) -> list[Case]:
    worker = await a_person(session)
    return [await a_case(session, worker, city, now=NOW - timedelta(hours=count - number)) for number in range(count)]


async def _handlers(session: Any, cases: list[Case]) -> list[int | None]:
    rows = sa.select(Case.id, Case.handler_id).where(Case.id.in_([each.id for each in cases]))
    known = {row.id: row.handler_id for row in await session.execute(rows)}
    return [known[each.id] for each in cases]


async def _news(session: Any, staff: Staff) -> list[str]:
    rows = await session.scalars(sa.select(OutboxMessage).where(OutboxMessage.person_id == staff.person_id))
    return [each.content["news"].removeprefix("staff-news-") for each in rows]


async def test_the_load_says_what_everybody_has_and_what_nobody_has(database: Database, city: City) -> None:
    about: dict[str, Any] = {"city": city, "now": NOW}
    async with database.transaction() as session:
        sun, wang = await a_clerk(session, "孙科", role=LEAD), await a_clerk(session, "王芳")
        zhao, gone = await a_clerk(session, "赵明"), await a_clerk(session, "钱")
        cases = await _cases(session, city, 6)
        for each in cases[:3]:
            await take_case(session, each.id, wang, **about)
        await ask_worker(session, cases[0].id, wang, "订单号？", **about)
        await settle_case(session, cases[1].id, wang, "退了", **about)
        await take_case(session, cases[3].id, gone, **about)
        gone_id, gone.person_id = gone.id, None
        await session.flush()
        load = await department_load(session, sun, now=NOW + timedelta(days=60))
        of = {each.staff.id: each.counted for each in load.loads}
        assert (of[wang.id].open, of[wang.id].late, of[wang.id].waiting, of[wang.id].settled) == (2, 1, 1, 1)
        assert of[zhao.id].open == 0
        assert (load.nobodys.open, load.nobodys.late) == (2, 2)
        assert {key: (name, each.open) for key, (name, each) in load.left.items()} == {gone_id: ("钱", 1)}
        for staff in (wang, await a_clerk(session, "罗", role=StaffRole.LEADER)):
            with pytest.raises(NotStaff):
                await department_load(session, staff, now=NOW)


async def test_what_nobody_has_is_spread_evenly_over_who_is_there(database: Database, city: City) -> None:
    about: dict[str, Any] = {"city": city, "now": NOW}
    async with database.transaction() as session:
        sun, wang = await a_clerk(session, "孙科", role=LEAD), await a_clerk(session, "王芳")
        zhao, away = await a_clerk(session, "赵明"), await a_clerk(session, "李梅")
        cases = await _cases(session, city, 8)
        for each in cases[:2]:
            await take_case(session, each.id, wang, **about)
        await go_away(session, sun, away.id, until=NOW.date() + timedelta(days=3), **about)
        given = await spread(session, sun, among=(wang.id, zhao.id, away.id), **about)
        assert not given.left
        handlers = await _handlers(session, cases)
        assert (handlers.count(wang.id), handlers.count(zhao.id)) == (4, 4)
        assert [each.what for each in await story_of(session, cases[7].id)][-2:] == ["take", "assign"]
        assert (await _news(session, zhao)).count("handed-over") == 1
        assert "assigned" not in await _news(session, zhao)
        with pytest.raises(NobodyToSpread):
            await spread(session, sun, among=(away.id,), **about)
        with pytest.raises(NotStaff):
            await spread(session, wang, **about)


async def test_the_cases_of_somebody_away_are_spread_and_come_back(database: Database, city: City) -> None:
    about: dict[str, Any] = {"city": city, "now": NOW}
    async with database.transaction() as session:
        sun, wang = await a_clerk(session, "孙科", role=LEAD), await a_clerk(session, "王芳")
        zhao = await a_clerk(session, "赵明")
        cases = await _cases(session, city, 4)
        for each in cases:
            await take_case(session, each.id, wang, **about)
        await go_away(session, sun, wang.id, until=NOW.date(), **about)
        await spread(session, sun, of=wang.id, **about)
        handlers = await _handlers(session, cases)
        assert (handlers.count(sun.id), handlers.count(zhao.id)) == (2, 2)
        assert await end_absences(session, city=city, now=NOW + timedelta(days=1)) == 1
        assert await _handlers(session, cases) == [wang.id] * 4


async def test_the_cases_of_an_ended_post_are_spread(database: Database, city: City) -> None:
    about: dict[str, Any] = {"city": city, "now": NOW}
    async with database.transaction() as session:
        sun, wang = await a_clerk(session, "孙科", role=LEAD), await a_clerk(session, "王芳")
        cases = await _cases(session, city, 3)
        for each in cases:
            await take_case(session, each.id, wang, **about)
        await remove_staff(session, wang.id)
        await spread(session, sun, **about)
        assert await _handlers(session, cases) == [sun.id] * 3


async def test_one_case_that_cannot_be_given_does_not_hold_the_others(database: Database, city: City) -> None:
    about: dict[str, Any] = {"city": city, "now": NOW}
    async with database.transaction() as session:
        sun, wang = await a_clerk(session, "孙科", role=LEAD), await a_clerk(session, "王芳")
        zhao = await a_clerk(session, "赵明")
        elsewhere = await a_case(session, await a_person(session, "x"), city, "unpaid_pay")
        cases = await _cases(session, city, 3)
        await take_case(session, cases[1].id, wang, **about)
        await settle_case(session, cases[1].id, wang, "退了", **about)
        ids = [*(each.id for each in cases), elsewhere.id, 4711]
        given = await assign_many(session, ids, sun, zhao.id, **about)
        assert set(given.to) == {cases[0].id, cases[2].id}
        assert set(given.left) == {cases[1].number}
        assert await _handlers(session, cases) == [zhao.id, wang.id, zhao.id]
        assert elsewhere.handler_id is None
        taken = await assign_many(session, [cases[0].id], sun, sun.id, **about)
        assert list(taken.to.values()) == [sun.id]
        await go_away(session, sun, zhao.id, until=NOW.date(), **about)
        refused = await assign_many(session, [cases[0].id], sun, zhao.id, **about)
        assert isinstance(refused.left[cases[0].number], StaffAway)
        with pytest.raises(NotStaff):
            await assign_many(session, ids, wang, zhao.id, **about)

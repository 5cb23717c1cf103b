"""Cases that staff look for: word by word, and those that are overdue."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.cases.mine import withdraw_case
from models.casework.queue import (
    find_cases,
    overdue_at,
    overdue_by_department,
)
from models.city.pack import City
from models.storage.database import Database
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW, a_case, a_person

pytestmark = pytest.mark.usefixtures("everything_can_be_said")
DAY = timedelta(days=1)


async def test_every_word_counts_and_what_is_over_is_found(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, zhou = await a_clerk(session, "王芳"), await a_clerk(session, "周", "social_work")
        worker = await a_person(session)
        a, b = [*city.platforms][:2]
        first = await a_case(session, worker, city, platform=a, deduction_reason="头盔没戴好")
        second = await a_case(session, worker, city, platform=b, deduction_reason="头盔没戴好", now=NOW - 3 * DAY)
        secret = await a_case(session, worker, city, platform=a, anonymous=True)
        over = await a_case(session, worker, city, platform=b, deduction_reason="雨衣")
        await withdraw_case(session, over.id, worker, now=NOW)
        title = city.platforms[a].titles["zh-CN"]

        async def found(text: str, **also: Any) -> set[int]:
            return {each.id for each in await find_cases(session, wang, text, city=city, **also)}

        assert await found("头盔") == {first.id, second.id}
        assert await found(f"{title} 头盔") == await found(f"头盔，{title}") == {first.id}
        assert await found("雨衣") == {over.id}
        assert await found("头盔 雨衣") == set()
        assert await found("", anonymous=True) == {secret.id}
        assert await found(title, anonymous=False) == {first.id}
        assert await found("", day=date(2026, 11, 20)) == {second.id}
        assert await found("市场监管局 头盔") == {first.id, second.id}
        assert await found("") == set()
        everybody = await find_cases(session, zhou, "头盔", city=city)
        assert {each.id for each in everybody} == {first.id, second.id}


async def test_overdue_is_counted_by_department_and_opened_by_who_sees_it(database: Database, city: City) -> None:
    async with database.transaction() as session:
        sun, zhou = await a_clerk(session, "孙科", role=LEAD), await a_clerk(session, "周", "social_work")
        worker = await a_person(session)
        late = [await a_case(session, worker, city, now=NOW - timedelta(days=20)) for _ in range(3)]
        other = await a_case(session, worker, city, "road_damage", now=NOW - timedelta(days=40))
        await a_case(session, worker, city)
        assert await overdue_by_department(session, now=NOW) == {"market_regulation": 3, other.department: 1}
        assert await overdue_by_department(session, now=NOW, department="market_regulation") == {"market_regulation": 3}
        found = await overdue_at(session, zhou, other.department, city=city, now=NOW)
        assert [each.id for each in found] == [other.id]
        assert await overdue_at(session, sun, other.department, city=city, now=NOW) == []
        mine = await overdue_at(session, sun, "market_regulation", city=city, now=NOW)
        assert {each.id for each in mine} == {each.id for each in late}

"""A leader's post: figures and orders, and no case."""

from typing import Any

import pytest
import sqlalchemy as sa

from models.cases.taking import actor_of
from models.casework.assigning import assign_case, cases_in_hand
from models.casework.handling import case_for_staff, note_case, take_case
from models.casework.looks import looks_of
from models.casework.orders import open_orders, order_for_staff
from models.casework.posts import change_role, end_post, join_staff, leave_posts
from models.casework.queue import count_queue, find_cases, overdue_at
from models.city.pack import City
from models.errors import DomainError
from models.figures.cases import case_report
from models.figures.digest import send_digests
from models.figures.spans import Unit, span_of, span_report
from models.outbox.message import OutboxMessage
from models.people.person import Person
from models.staff.errors import NotStaff
from models.staff.post import StaffRole, add_staff, colleagues, desk_of, need_staff, staff_of, teams_of, unstaffed
from models.storage.database import Database
from models.storage.personal import Leaving
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW, a_case, a_person

LEADER = StaffRole.LEADER
pytestmark = pytest.mark.usefixtures("everything_can_be_said")


async def _told(session: Any, person_id: int | None) -> list[dict[str, Any]]:
    rows = await session.scalars(sa.select(OutboxMessage).where(OutboxMessage.person_id == person_id))
    return [each.content for each in rows]


async def test_a_leader_sees_figures_and_opens_no_case(database: Database, city: City) -> None:
    async with database.transaction() as session:
        luo, wang = await a_clerk(session, "罗", "social_work", LEADER), await a_clerk(session, "王芳")
        case = await a_case(session, await a_person(session), city)
        report = await case_report(session, luo, city=city, now=NOW)
        assert report.department is None
        month = await span_report(session, luo, span_of(Unit.MONTH, NOW.date()), city=city, now=NOW)
        assert month.department is None
        about = {"city": city, "now": NOW}
        refused = (
            case_for_staff(session, case.id, luo, city=city),
            take_case(session, case.id, luo, **about),
            note_case(session, case.id, luo, "看看", **about),
            assign_case(session, case.id, luo, wang.id, **about),
            cases_in_hand(session, luo, wang.id),
            count_queue(session, luo, **about),
            find_cases(session, luo, case.number, city=city),
            overdue_at(session, luo, "market_regulation", **about),
            open_orders(session, luo, city=city),
            order_for_staff(session, 1, luo, city=city),
            looks_of(session, luo, city=city, limit=9),
        )
        for attempt in refused:
            with pytest.raises(DomainError):
                await attempt
        with pytest.raises(NotStaff):
            actor_of(luo, city)


async def test_a_leader_of_one_department_sees_its_figures_alone(database: Database, city: City) -> None:
    async with database.transaction() as session:
        he = await a_clerk(session, "何局", "market_regulation", LEADER)
        assert (await case_report(session, he, city=city, now=NOW)).department == "market_regulation"


async def test_nobody_takes_a_leader_for_a_colleague(database: Database, city: City) -> None:
    async with database.transaction() as session:
        luo, sun = await a_clerk(session, "罗", role=LEADER), await a_clerk(session, "孙科", role=LEAD)
        person = await session.get_one(Person, luo.person_id)
        assert await staff_of(session, person) is None
        assert (await desk_of(session, person)).id == luo.id  # type: ignore[union-attr]
        with pytest.raises(NotStaff):
            await need_staff(session, person)
        assert [each.id for each in await colleagues(session, "market_regulation", leads_only=True)] == [sun.id]
        assert [each.id for each in (await teams_of(session, ["market_regulation"])).of("market_regulation")] == [
            sun.id
        ]
        case = await a_case(session, await a_person(session), city)
        assert not await _told(session, luo.person_id)
        with pytest.raises(DomainError):
            await assign_case(session, case.id, sun, luo.id, city=city, now=NOW)
        alone = await a_clerk(session, "马局", "transport", LEADER)
        assert alone.department in await unstaffed(session, city)


async def test_leaders_get_the_digest_of_the_week(database: Database, city: City) -> None:
    async with database.transaction() as session:
        luo = await a_clerk(session, "罗", "social_work", LEADER)
        assert await send_digests(session, city=city, now=NOW) == 1
        assert [each["news"] for each in await _told(session, luo.person_id)] == ["week-digest"]


async def test_who_becomes_a_leader_leaves_the_cases_behind_and_the_leads_hear_it(
    database: Database, city: City
) -> None:
    async with database.transaction() as session:
        wang, sun = await a_clerk(session, "王芳"), await a_clerk(session, "孙科", role=LEAD)
        admin = await a_clerk(session, "郑", "social_work", StaffRole.ADMIN)
        case = await a_case(session, await a_person(session), city)
        await take_case(session, case.id, wang, city=city, now=NOW)
        by = await session.get_one(Person, admin.person_id)
        await change_role(session, wang.id, LEADER, by=by, now=NOW)
        assert case.handler_id is None
        assert _left(await _told(session, sun.person_id)) == [("王芳", 1)]


async def test_every_way_out_of_a_post_tells_the_leads_what_is_left(database: Database, city: City) -> None:
    async with database.transaction() as session:
        sun = await a_clerk(session, "孙科", role=LEAD)
        gone = [await a_clerk(session, name) for name in ("王芳", "赵明", "李梅")]
        worker = await a_person(session)
        for each in gone:
            case = await a_case(session, worker, city)
            await take_case(session, case.id, each, city=city, now=NOW)
        await end_post(session, gone[0].id, now=NOW)
        elsewhere = await session.get_one(Person, gone[1].person_id)
        _, code = await add_staff(session, name="赵明", role=StaffRole.STAFF, department="transport", now=NOW)
        await join_staff(session, code, elsewhere, now=NOW)
        leaver = await session.get_one(Person, gone[2].person_id)
        await leave_posts(session, Leaving(leaver, city, NOW))
        assert sorted(_left(await _told(session, sun.person_id))) == [("李梅", 1), ("王芳", 1), ("赵明", 1)]


def _left(told: list[dict[str, Any]]) -> list[tuple[str, int]]:
    left = [each["facts"] for each in told if each["news"] == "staff-left-news"]
    return [(each["name"], each["count"]) for each in left]

"""The clock of a case: working time alone, not while the worker is waited for; and who is warned when."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from models.case import Case
from models.case_closing import reopen_case
from models.case_deadline import break_promises, warn_of_deadlines
from models.case_extension import approve_extension, ask_extension
from models.case_handling import ask_worker, promise_worker, settle_case, take_case
from models.city import City
from models.database import Database
from models.outbox import OutboxMessage
from models.own_case import add_to_case
from models.person import Person
from models.staff import Staff, StaffRole, add_staff, join_staff
from tests.filing import NOW, a_case, a_person


async def a_colleague(database: Database, name: str, role: StaffRole, department: str) -> Staff:
    async with database.transaction() as session:
        person = await a_person(session, str(80_000_000 + sum(name.encode())))
        _, code = await add_staff(session, name=name, role=role, department=department, now=NOW)
        return await join_staff(session, code, person, now=NOW)


class Office:
    """One case, a clerk and a lead of its department, and a lead of the leading one."""

    def __init__(self, database: Database, city: City) -> None:
        self.database, self.city = database, city

    async def open(self) -> "Office":
        async with self.database.transaction() as session:
            self.anna = await a_person(session)
            self.case_id = (await a_case(session, self.anna, self.city)).id
        department = (await self.case()).department
        self.clerk = await a_colleague(self.database, "王芳", StaffRole.STAFF, department)
        self.lead = await a_colleague(self.database, "赵明", StaffRole.LEAD, department)
        self.chief = await a_colleague(self.database, "陈静", StaffRole.LEAD, self.city.lead_department.key)
        return self

    async def case(self) -> Case:
        async with self.database.reading() as session:
            return await session.get_one(Case, self.case_id)

    async def does(self, operation: Any, *arguments: Any, at: datetime, **options: Any) -> None:
        async with self.database.transaction() as session:
            await operation(session, self.case_id, *arguments, city=self.city, now=at, **options)

    async def warned(self, at: datetime) -> list[tuple[str, str]]:
        """Who is told what when the deadlines are looked at."""
        async with self.database.transaction() as session:
            last = (await session.scalars(sa.select(sa.func.coalesce(sa.func.max(OutboxMessage.id), 0)))).one()
            await warn_of_deadlines(session, city=self.city, now=at)
            await break_promises(session, city=self.city, now=at)
            rows = await session.execute(
                sa.select(Staff.name, OutboxMessage)
                .join(Person, Person.id == OutboxMessage.person_id)
                .join(Staff, Staff.person_id == Person.id)
                .where(OutboxMessage.id > last)
                .order_by(OutboxMessage.id)
            )
            return [(name, row.content["key"].removeprefix("staff-news-")) for name, row in rows]

    def after(self, days: float, since: datetime = NOW) -> datetime:
        """So many working days later."""
        return self.city.calendar.after_working_time(since, days * self.city.calendar.day_length, self.city.zone)


@pytest.fixture
async def office(database: Database, city: City) -> Office:
    return await Office(database, city).open()


async def test_a_case_that_nobody_takes_is_told_to_all_then_to_the_leads_then_to_the_leading_department(
    office: Office,
) -> None:
    limit = (await office.case()).accept_by
    assert await office.warned(NOW + timedelta(minutes=5)) == []
    assert await office.warned(office.after(1.4)) == [("王芳", "deadline-half"), ("赵明", "deadline-half")]
    assert await office.warned(limit + timedelta(minutes=1)) == [("赵明", "deadline-reached")]
    assert await office.warned(limit + timedelta(minutes=2)) == []
    assert await office.warned(office.after(1.1, limit)) == [("陈静", "deadline-over")]
    assert await office.warned(office.after(20, limit)) == []


async def test_who_has_the_case_is_warned_at_half_and_at_four_fifths(office: Office) -> None:
    await office.does(take_case, office.clerk, at=NOW + timedelta(hours=1))
    assert await office.warned(office.after(4)) == []
    assert await office.warned(office.after(6)) == [("王芳", "deadline-half")]
    assert await office.warned(office.after(9)) == [("王芳", "deadline-near")]


async def test_who_was_away_hears_of_the_last_warning_alone(office: Office) -> None:
    await office.does(take_case, office.clerk, at=NOW + timedelta(hours=1))
    due = (await office.case()).answer_by
    assert await office.warned(due + timedelta(minutes=1)) == [("赵明", "deadline-reached")]


async def test_waiting_for_the_worker_costs_the_department_nothing(office: Office) -> None:
    await office.does(take_case, office.clerk, at=NOW + timedelta(hours=1))
    before = (await office.case()).answer_by
    await office.does(ask_worker, office.clerk, "哪个站点？", at=office.after(2))
    assert await office.warned(office.after(30)) == []
    await office.does(add_to_case, office.anna, "青石站", at=office.after(30))
    case = await office.case()
    left = office.city.calendar.working_time(office.after(30), case.answer_by, office.city.zone)
    assert left == office.city.calendar.working_time(office.after(2), before, office.city.zone)
    assert case.paused_at is None


async def test_a_case_reopened_on_its_last_day_is_not_overdue_at_once(office: Office) -> None:
    await office.does(take_case, office.clerk, at=NOW + timedelta(hours=1))
    due = (await office.case()).answer_by
    await office.does(settle_case, office.clerk, "平台退了", at=due - timedelta(minutes=1))
    reopened = due + timedelta(days=2)
    await office.does(reopen_case, office.anna, "没退", at=reopened)
    case = await office.case()
    assert office.city.calendar.working_time(reopened, case.answer_by, office.city.zone) >= timedelta(days=1)
    assert case.accept_by > reopened
    assert await office.warned(reopened + timedelta(minutes=1)) == []


async def test_more_time_moves_the_warnings(office: Office) -> None:
    await office.does(take_case, office.clerk, at=NOW + timedelta(hours=1))
    assert await office.warned(office.after(9)) == [("王芳", "deadline-near")]
    await office.does(ask_extension, office.clerk, "平台没回", at=office.after(9))
    await office.does(approve_extension, office.lead, at=office.after(9))
    assert await office.warned(office.after(11)) == []
    assert await office.warned(office.after(14)) == [("王芳", "deadline-near")]


async def test_a_broken_promise_is_told_and_counted_once(office: Office) -> None:
    await office.does(take_case, office.clerk, at=NOW + timedelta(hours=1))
    day = office.after(2).astimezone(office.city.zone).date()
    await office.does(promise_worker, office.clerk, "给结果", at=NOW + timedelta(hours=2), until=day)
    evening = datetime.combine(day, office.city.calendar.ends, office.city.zone).astimezone(UTC)
    assert await office.warned(evening - timedelta(minutes=1)) == []
    assert await office.warned(evening + timedelta(minutes=1)) == [("王芳", "promise-broken")]
    assert await office.warned(evening + timedelta(minutes=2)) == []

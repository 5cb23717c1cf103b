"""The clock of a case: working time alone, not while the worker is waited for; and who is warned when."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from models.case import Case
from models.case_assist import CaseAssist, answer_assist, ask_assist, open_assists
from models.case_closing import reopen_case
from models.case_deadline import break_promises, warn_of_assists, warn_of_deadlines
from models.case_extension import approve_extension, ask_extension
from models.case_handling import answer_case, ask_worker, promise_worker, settle_case, take_case, take_over_case
from models.case_transfer import transfer_case
from models.city import City
from models.database import Database
from models.hidden_cause import cause_of
from models.outbox import OutboxMessage
from models.outbox_cause import causes_that_hold
from models.own_case import add_to_case, withdraw_case
from models.person import Person
from models.staff import Staff, StaffRole, add_staff, join_staff
from tests.filing import NOW, a_case, a_person
from tests.outbox_rows import as_put


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
            before = set(await session.scalars(sa.select(OutboxMessage.id)))
            await warn_of_deadlines(session, city=self.city, now=at)
            await break_promises(session, city=self.city, now=at)
            await warn_of_assists(session, city=self.city, now=at)
            rows = await session.execute(
                sa.select(Staff.name, OutboxMessage)
                .join(Person, Person.id == OutboxMessage.person_id)
                .join(Staff, Staff.person_id == Person.id)
            )
            names = {row: name for name, row in rows if row.id not in before}
            return [(names[row], row.content["key"].removeprefix("staff-news-")) for row in as_put(names)]

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


async def test_each_of_two_promises_that_are_broken_is_told(office: Office) -> None:
    await office.does(take_case, office.clerk, at=NOW + timedelta(hours=1))
    days = [office.after(each).astimezone(office.city.zone).date() for each in (1, 2)]
    for day in days:
        await office.does(promise_worker, office.clerk, "给结果", at=NOW + timedelta(hours=2), until=day)
    for day in days:
        evening = datetime.combine(day, office.city.calendar.ends, office.city.zone).astimezone(UTC)
        assert await office.warned(evening + timedelta(minutes=1)) == [("王芳", "promise-broken")]


async def test_help_that_does_not_come_is_told_to_both_departments_once(office: Office) -> None:
    helper = await a_colleague(office.database, "钱工", StaffRole.STAFF, "transport")
    boss = await a_colleague(office.database, "吴科", StaffRole.LEAD, "transport")
    await office.does(take_case, office.clerk, at=NOW + timedelta(hours=1))
    day = office.after(2).astimezone(office.city.zone).date()
    for text in ("查备案", "查车辆"):
        await office.does(
            ask_assist, office.clerk, at=NOW + timedelta(hours=2), department="transport", text=text, until=day
        )
    async with office.database.transaction() as session:
        first = (await session.scalars(sa.select(CaseAssist).order_by(CaseAssist.id))).first()
        assert first is not None
        await answer_assist(session, first.id, helper, "有", city=office.city, now=NOW + timedelta(hours=3))
        await ask_assist(
            session,
            office.case_id,
            await session.get_one(Staff, office.clerk.id),
            department="transport",
            text="再查一辆",
            until=day,
            city=office.city,
            now=NOW + timedelta(hours=4),
        )
    evening = datetime.combine(day, office.city.calendar.ends, office.city.zone).astimezone(UTC)
    assert await office.warned(evening) == []
    late = await office.warned(evening + timedelta(minutes=1))
    assert sorted(late) == sorted(2 * [(boss.name, "assist-late"), ("王芳", "assist-missing")])
    assert await office.warned(evening + timedelta(minutes=2)) == []


async def test_nobody_is_warned_of_help_with_a_case_that_is_over(office: Office) -> None:
    await a_colleague(office.database, "吴科", StaffRole.LEAD, "transport")
    await office.does(take_case, office.clerk, at=NOW + timedelta(hours=1))
    day = office.after(2).astimezone(office.city.zone).date()
    await office.does(ask_assist, office.clerk, at=NOW, department="transport", text="查", until=day)
    async with office.database.transaction() as session:
        waiting = await open_assists(session, "transport")
        assert len(waiting) == 1
        await withdraw_case(session, office.case_id, office.anna, now=NOW + timedelta(hours=3))
        assert await open_assists(session, "transport") == []
    evening = datetime.combine(day, office.city.calendar.ends, office.city.zone).astimezone(UTC)
    assert await office.warned(evening + timedelta(minutes=1)) == []


async def test_a_pause_of_seconds_does_not_move_the_day_a_worker_was_told(office: Office) -> None:
    await office.does(take_case, office.clerk, at=NOW + timedelta(hours=1))
    before = (await office.case()).answer_by
    asked = office.after(1)
    for _ in range(3):
        await office.does(ask_worker, office.clerk, "哪个站点？", at=asked)
        await office.does(add_to_case, office.anna, "青石站", at=asked + timedelta(seconds=9))
    assert (await office.case()).answer_by == before
    await office.does(ask_worker, office.clerk, "哪个站长？", at=asked)
    await office.does(add_to_case, office.anna, "老赵", at=asked + timedelta(hours=1))
    due = (await office.case()).answer_by.astimezone(office.city.zone)
    assert (due.date(), due.hour) == (office.city.calendar.working_day_after(before.date(), 1), 9)


@pytest.mark.parametrize(("type_key", "days"), [("deduction", 5), ("manhole_danger", 2)])
async def test_how_much_more_time_there_is_comes_from_the_city_pack(
    database: Database, city: City, type_key: str, days: int
) -> None:
    office = Office(database, city)
    async with database.transaction() as session:
        office.anna = await a_person(session)
        office.case_id = (await a_case(session, office.anna, city, type_key)).id
    case = await office.case()
    clerk = await a_colleague(database, "王芳", StaffRole.STAFF, case.department)
    lead = await a_colleague(database, "赵明", StaffRole.LEAD, case.department)
    await office.does(take_case, clerk, at=NOW)
    before = (await office.case()).answer_by.astimezone(city.zone).date()
    await office.does(ask_extension, clerk, "要等", at=NOW)
    await office.does(approve_extension, lead, at=NOW)
    after = (await office.case()).answer_by.astimezone(city.zone).date()
    assert after == city.calendar.working_day_after(before, days)


async def test_whoever_promised_is_reminded_in_the_morning_of_that_day(office: Office) -> None:
    await office.does(take_case, office.clerk, at=NOW)
    days = [office.after(each).astimezone(office.city.zone).date() for each in (2, 4)]
    for day, text in zip(days, ("给结果", "给说法"), strict=True):
        await office.does(promise_worker, office.clerk, text, at=NOW, until=day)
    await office.does(promise_worker, office.clerk, "今天就办", at=NOW, until=NOW.date())  # its morning is over
    async with office.database.reading() as session:
        rows = await session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.due_at))
        reminders = [each for each in rows if each.content["key"] == "staff-news-promise-due"]
    told = [(each.person_id, each.due_at.astimezone(office.city.zone)) for each in reminders]
    begins = office.city.calendar.begins
    assert told == [(office.clerk.person_id, datetime.combine(day, begins, office.city.zone)) for day in days]

    async def holding() -> set[str]:
        async with office.database.reading() as session:
            return set(await causes_that_hold(session, [str(cause_of(each)) for each in reminders]))

    assert len(await holding()) == 2
    await office.does(answer_case, office.clerk, "平台退了", at=office.after(1))
    assert await holding() == set()  # kept
    await office.does(promise_worker, office.clerk, "再给结果", at=office.after(1), until=days[0])
    async with office.database.reading() as session:
        rows = as_put(await session.scalars(sa.select(OutboxMessage)))
        reminders = [each for each in rows if each.content["key"] == "staff-news-promise-due"][-1:]
    assert len(await holding()) == 1
    await office.does(take_over_case, office.lead, at=office.after(1))
    assert await holding() == set()


async def test_what_a_deadline_is_of_is_said_as_the_case_stands(office: Office) -> None:
    async def said(at: datetime) -> list[str]:
        async with office.database.transaction() as session:
            await warn_of_deadlines(session, city=office.city, now=at)
            rows = as_put(await session.scalars(sa.select(OutboxMessage)))
            return [each.content["arguments"]["todo"] for each in rows if "todo" in each.content["arguments"]]

    assert set(await said(office.after(1.5))) == {"take"}
    await office.does(take_case, office.clerk, at=office.after(2))
    assert (await said(office.after(7)))[-1] == "answer"
    await office.does(answer_case, office.clerk, "在查", at=office.after(7.5))
    assert (await said(office.after(9.5)))[-1] == "settle"
    await office.does(settle_case, office.clerk, "退了", at=office.after(9.6))
    before = await said(office.after(9.6))
    assert await said(office.after(40)) == before


async def test_where_a_department_has_nobody_the_leading_one_is_warned(database: Database, city: City) -> None:
    office = Office(database, city)
    async with database.transaction() as session:
        office.anna = await a_person(session)
        office.case_id = (await a_case(session, office.anna, city)).id
    await a_colleague(database, "陈静", StaffRole.LEAD, city.lead_department.key)
    assert await office.warned(office.after(1.4)) == [("陈静", "deadline-half")]


async def test_a_reopened_case_that_is_passed_on_is_warned_of_from_when_it_was_reopened(office: Office) -> None:
    helper = await a_colleague(office.database, "钱工", StaffRole.STAFF, "transport")
    await office.does(take_case, office.clerk, at=office.after(1))
    await office.does(settle_case, office.clerk, "退了", at=office.after(5))
    await office.does(reopen_case, office.anna, "没退", at=office.after(6))
    await office.does(transfer_case, office.chief, at=office.after(6.1), to="transport", reason="归他们管")
    assert await office.warned(office.after(6.4)) == []
    assert await office.warned(office.after(6.6)) == [(helper.name, "deadline-half")]
    assert await office.warned(office.after(6.9)) == [(helper.name, "deadline-near")]

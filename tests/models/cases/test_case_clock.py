"""The clock of a case: working time alone, not while the worker is waited for; and who is warned when."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from handlers.pushed.table import causes_that_hold, pushed_screen
from handlers.talk.texts import texts
from models.cases.case import Case
from models.cases.closing import reopen_case
from models.cases.mine import add_to_case, withdraw_case
from models.casework.assigning import assign_case
from models.casework.assist import CaseAssist, answer_assist, ask_assist, open_assists
from models.casework.covering import come_back, end_absences, go_away
from models.casework.deadline import break_promises, warn_of_assists, warn_of_orders
from models.casework.errors import StaffAway
from models.casework.extension import approve_extension, ask_extension
from models.casework.handling import answer_case, ask_worker, promise_worker, settle_case, take_case, take_over_case
from models.casework.orders import order_case
from models.casework.posts import join_staff
from models.casework.transfer import transfer_case
from models.casework.warning import gather_warnings, tell_warnings
from models.city.pack import City
from models.errors import DayPassed
from models.outbox.causes import cause_of
from models.outbox.message import OutboxMessage
from models.people.person import Person
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole, add_staff
from models.storage.database import Database
from models.upkeep.audit import audit
from tests.world.filing import NOW, a_case, a_person
from tests.world.outbox_rows import as_put


async def a_colleague(database: Database, name: str, role: StaffRole, department: str) -> Staff:
    async with database.transaction() as session:
        person = await a_person(session, str(80_000_000 + sum(name.encode())))
        _, code = await add_staff(session, name=name, role=role, department=department, now=NOW)
        return await join_staff(session, code, person, now=NOW)


def _said(content: Any) -> str:
    """`take open`, `answer late, promise`: what is to be done with the one case of a day's message, and what else is
    late; of other news, which."""
    if "warnings" not in content["news"] and content["news"] != "staff-news-late":
        return str(content["news"].removeprefix("staff-news-"))
    told = content["facts"]
    cases = [f"{case['todo']} {case['state']}" for case in told.get("cases", {"cases": []})["cases"]]
    return ", ".join([*cases, *(each["kind"] for each in told.get("late_things", {"late": []})["late"])])


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
        """Who is told what when the deadlines are looked at: of the message of a day, how its case stands."""
        async with self.database.transaction() as session:
            before = set(await session.scalars(sa.select(OutboxMessage.id)))
            for part in (break_promises, warn_of_assists, warn_of_orders, gather_warnings):
                await part(session, city=self.city, now=at)
            await tell_warnings(session, city=self.city, now=at)
            rows = await session.execute(
                sa.select(Staff.name, OutboxMessage)
                .join(Person, Person.id == OutboxMessage.person_id)
                .join(Staff, Staff.person_id == Person.id)
            )
            names = {row: name for name, row in rows if row.id not in before}
            return [(names[row], _said(row.content)) for row in as_put(names)]

    def morning(self, days: int, since: datetime = NOW) -> datetime:
        """At nine, so many working days later."""
        day = self.city.calendar.working_day_after(since.astimezone(self.city.zone).date(), days) if days else None
        day = day or since.astimezone(self.city.zone).date()
        return datetime.combine(day, time(9), self.city.zone).astimezone(UTC)

    def after(self, days: float, since: datetime = NOW) -> datetime:
        """So many working days later."""
        return self.city.calendar.after_working_time(since, days * self.city.calendar.day_length, self.city.zone)


@pytest.fixture
async def office(database: Database, city: City) -> Office:
    return await Office(database, city).open()


async def test_a_case_that_nobody_takes_is_told_to_all_then_to_the_leads_then_to_the_leading_department(
    office: Office,
) -> None:
    assert await office.warned(NOW + timedelta(minutes=5)) == []
    assert await office.warned(office.morning(1)) == [("王芳", "take open"), ("赵明", "take open")]
    assert await office.warned(office.morning(1) + timedelta(hours=5)) == []  # one a day
    assert await office.warned(office.morning(2)) == [("赵明", "take open")]  # its last day
    assert await office.warned(office.morning(3) - timedelta(hours=2)) == []  # before the office opens
    assert await office.warned(office.morning(3)) == [("赵明", "take late"), ("陈静", "take late")]
    for day in range(4, 9):
        assert await office.warned(office.morning(day)) == []


async def test_who_has_the_case_is_warned_at_half_and_at_four_fifths(office: Office) -> None:
    await office.does(take_case, office.clerk, at=NOW + timedelta(hours=1))
    due = (await office.case()).answer_by
    told = {}
    for day in range(1, 13):
        found = await office.warned(office.morning(day))
        if found:
            told[day] = sorted(found)
    assert list(told.values()) == [
        [("王芳", "answer open")],
        [("王芳", "answer open")],
        [("王芳", "answer open"), ("赵明", "answer open")],
        [("赵明", "answer late"), ("陈静", "answer late")],
    ]
    assert list(told)[2] == 10
    assert office.morning(10).date() == due.date()


async def test_on_days_off_nobody_is_warned(office: Office) -> None:
    saturday = NOW + timedelta(days=5)
    assert await office.warned(saturday) == []
    assert [name for name, _ in await office.warned(office.morning(1, since=saturday))] == ["赵明", "陈静"]


async def test_who_was_away_hears_of_the_last_warning_alone(office: Office) -> None:
    await office.does(take_case, office.clerk, at=NOW + timedelta(hours=1))
    due = (await office.case()).answer_by
    assert await office.warned(due + timedelta(minutes=1)) == []  # the offices are shut
    told = sorted(await office.warned(office.morning(1, since=due)))
    assert told == [("赵明", "answer late"), ("陈静", "answer late")]


async def test_many_deadlines_of_a_day_are_one_message_that_leads_to_the_cases(office: Office) -> None:
    async with office.database.transaction() as session:
        anna = await session.get_one(Person, office.anna.id)
        more = [await a_case(session, anna, office.city) for _ in range(9)]
    async with office.database.transaction() as session:
        while await gather_warnings(session, city=office.city, now=office.morning(3), limit=4):
            pass
        assert await tell_warnings(session, city=office.city, now=office.morning(3)) == 2
        rows = as_put(await session.scalars(sa.select(OutboxMessage)))
        (to_chief,) = [
            row for row in rows if row.person_id == office.chief.person_id and "warnings" in row.content["news"]
        ]
    screen = pushed_screen(texts().in_("zh-CN"), to_chief.content)
    assert "今天要盯 10 件，超期 10 件" in screen.text
    assert "超期的在：\n市场监管局 10" in screen.text.replace("　", " ")
    assert "6. 乱扣款" in screen.text
    assert "还有 4 件" in screen.text
    assert more[0].number in screen.text
    labels = [button.text for row in screen.rows for button in row]
    assert labels[:6] == ["1", "2", "3", "4", "5", "6"]
    assert "全部超期的" in labels


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
    assert await office.warned(office.morning(8)) == [("王芳", "answer open")]
    await office.does(ask_extension, office.clerk, "平台没回", at=office.after(9))
    await office.does(approve_extension, office.lead, at=office.after(9))
    assert await office.warned(office.morning(10)) == []
    assert await office.warned(office.morning(12)) == [("王芳", "answer open")]


async def test_broken_promises_are_told_in_the_morning_once(office: Office) -> None:
    await office.does(take_case, office.clerk, at=NOW + timedelta(hours=1))
    for days in (1, 1, 2):
        day = office.after(days).astimezone(office.city.zone).date()
        await office.does(promise_worker, office.clerk, "给结果", at=NOW + timedelta(hours=2), until=day)
    evening = datetime.combine(day, office.city.calendar.ends, office.city.zone).astimezone(UTC)
    assert await office.warned(evening - timedelta(days=1, minutes=-1)) == []  # the offices are shut
    assert await office.warned(office.morning(2)) == [("王芳", "promise, promise")]
    assert await office.warned(evening - timedelta(minutes=1)) == []
    assert await office.warned(office.morning(3)) == [("王芳", "promise")]
    assert await office.warned(office.morning(4)) == []


async def test_a_promise_that_is_late_is_the_concern_of_whoever_has_the_case_now(office: Office) -> None:
    await office.does(take_case, office.clerk, at=NOW + timedelta(hours=1))
    day = office.after(1).astimezone(office.city.zone).date()
    await office.does(promise_worker, office.clerk, "给结果", at=NOW + timedelta(hours=2), until=day)
    evening = datetime.combine(day, office.city.calendar.ends, office.city.zone).astimezone(UTC)
    assert await office.warned(evening + timedelta(minutes=1)) == []
    await office.does(take_over_case, office.lead, at=evening + timedelta(minutes=2))
    assert [each for each in await office.warned(office.morning(2)) if each[1] == "promise"] == []


async def test_what_is_late_in_an_urgent_case_is_told_at_once(office: Office) -> None:
    async with office.database.transaction() as session:
        (await session.get_one(Case, office.case_id)).urgent = True
    await office.does(take_case, office.clerk, at=NOW + timedelta(hours=1))
    day = office.after(1).astimezone(office.city.zone).date()
    await office.does(promise_worker, office.clerk, "给结果", at=NOW + timedelta(hours=2), until=day)
    evening = datetime.combine(day, office.city.calendar.ends, office.city.zone).astimezone(UTC)
    assert await office.warned(evening + timedelta(minutes=1)) == [("王芳", "promise-broken")]


async def test_deadlines_promises_orders_and_help_of_a_morning_are_one_message(office: Office) -> None:
    helper = await a_colleague(office.database, "吴科", StaffRole.LEAD, "transport")
    await office.does(take_case, office.clerk, at=NOW + timedelta(hours=1))
    day = office.after(4).astimezone(office.city.zone).date()
    at = {"at": NOW + timedelta(hours=2), "until": day}
    await office.does(promise_worker, office.clerk, "给结果", **at)
    await office.does(order_case, office.chief, "为什么不退", **at)
    await office.does(ask_assist, office.clerk, department="transport", text="查备案", **at)
    told = dict(await office.warned(office.morning(5)))
    assert told == {"王芳": "answer open, promise, ordered, asked", "赵明": "ordered", "陈静": "order", "吴科": "help"}
    async with office.database.reading() as session:
        rows = as_put(await session.scalars(sa.select(OutboxMessage)))
        (clerks,) = [row for row in rows if row.person_id == office.clerk.person_id and "late" in row.content["news"]]
        (helpers,) = [row for row in rows if row.person_id == helper.person_id and "late" in row.content["news"]]
    for locale in texts().locales:
        screen = pushed_screen(texts().in_(locale), clerks.content)
        assert [each.text for each in screen.rows[0]] == ["1", "2", "3", "4"]
        assert "4. NX-" in screen.text
    assert "今天要盯 1 件" in pushed_screen(texts().in_("zh-CN"), clerks.content).text
    assert "1. NX-" in pushed_screen(texts().in_("zh-CN"), helpers.content).text


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
    assert await office.warned(evening + timedelta(minutes=1)) == []
    assert sorted(await office.warned(office.morning(3))) == sorted(
        [(boss.name, "help, help"), ("王芳", "asked, asked")]
    )
    assert await office.warned(office.morning(4)) == []


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
        reminders = [each for each in rows if each.content["news"] == "staff-news-promise-due"]
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
        reminders = [each for each in rows if each.content["news"] == "staff-news-promise-due"][-1:]
    assert len(await holding()) == 1
    await office.does(take_over_case, office.lead, at=office.after(1))
    assert await holding() == set()


async def test_what_a_deadline_is_of_is_said_as_the_case_stands(office: Office) -> None:
    assert {said for _, said in await office.warned(office.morning(1))} == {"take open"}
    await office.does(take_case, office.clerk, at=office.after(2))
    assert await office.warned(office.morning(7)) == [("王芳", "answer open")]
    await office.does(answer_case, office.clerk, "退", at=office.after(7.5))
    assert await office.warned(office.morning(8)) == [("王芳", "settle open")]
    await office.does(settle_case, office.clerk, "退了", at=office.after(9.6))
    for day in range(10, 30):
        assert await office.warned(office.morning(day)) == []


async def test_where_a_department_has_nobody_the_leading_one_is_warned(database: Database, city: City) -> None:
    office = Office(database, city)
    async with database.transaction() as session:
        office.anna = await a_person(session)
        office.case_id = (await a_case(session, office.anna, city)).id
    await a_colleague(database, "陈静", StaffRole.LEAD, city.lead_department.key)
    assert await office.warned(office.morning(1)) == [("陈静", "take open")]


async def test_a_reopened_case_that_is_passed_on_is_warned_of_from_when_it_was_reopened(office: Office) -> None:
    helper = await a_colleague(office.database, "钱工", StaffRole.STAFF, "transport")
    await office.does(take_case, office.clerk, at=office.after(1))
    await office.does(settle_case, office.clerk, "退了", at=office.after(5))
    await office.does(reopen_case, office.anna, "没退", at=office.after(6))
    await office.does(transfer_case, office.chief, at=office.after(6.1), to="transport", reason="归他们管")
    told = await office.warned(office.morning(7))
    assert told == [(helper.name, "take open")]


async def test_in_place_of_who_is_away_the_lead_is_warned_and_hears_of_replies(office: Office) -> None:
    await office.does(take_case, office.clerk, at=NOW + timedelta(hours=1))
    async with office.database.transaction() as session:
        wang = await session.get_one(Staff, office.clerk.id)
        until = office.morning(9).date()
        assert await go_away(session, wang, wang.id, until=until, city=office.city, now=NOW + timedelta(hours=2)) == []
    async with office.database.transaction() as session:
        anna = await session.get_one(Person, office.anna.id)
        await add_to_case(session, office.case_id, anna, "还有一张单", city=office.city, now=office.after(1))
        fresh = await a_case(session, anna, office.city)
        rows = as_put(await session.scalars(sa.select(OutboxMessage)))
        to_lead = [row.content["news"] for row in rows if row.person_id == office.lead.person_id]
        assert to_lead[-2:] == ["staff-news-added", "staff-news-filed"]
        to_clerk = [row.content["facts"] for row in rows if row.person_id == office.clerk.person_id]
        assert fresh.number not in [each.get("number") for each in to_clerk]
        with pytest.raises(StaffAway):
            await assign_case(session, office.case_id, office.lead, office.clerk.id, city=office.city, now=NOW)
    names = {name for name, _ in await office.warned(office.morning(8))}
    assert names == {"赵明", "陈静"}  # the second case waits to be taken, and is late


async def test_what_was_handed_on_meanwhile_comes_back_where_it_still_is(office: Office) -> None:
    other = await a_colleague(office.database, "李静", StaffRole.STAFF, office.clerk.department or "")
    async with office.database.transaction() as session:
        anna, wang = await session.get_one(Person, office.anna.id), await session.get_one(Staff, office.clerk.id)
        ids = [office.case_id, *[(await a_case(session, anna, office.city)).id for _ in range(3)]]
        by = {"city": office.city, "now": NOW + timedelta(minutes=5)}
        for case_id in ids:
            await take_case(session, case_id, wang, **by)
        with pytest.raises(NotStaff):
            await go_away(session, other, wang.id, until=NOW.date(), **by)
        with pytest.raises(DayPassed):
            await go_away(session, wang, wang.id, until=NOW.date() - timedelta(days=1), **by)
        moved = await go_away(session, wang, wang.id, until=NOW.date(), to=other.id, **by)
        assert sorted(each.id for each in moved) == ids
        rows = list(await session.scalars(sa.select(OutboxMessage)))
        told = {(row.person_id, row.content["news"]) for row in rows if "away" in row.content["news"]}
        expected = {(other.person_id, "staff-news-away-cover"), (office.lead.person_id, "staff-news-away")}
        assert told == expected
        await settle_case(session, ids[1], other, "退了", **by)
        await assign_case(session, ids[2], other, office.lead.id, **by)
        assert await end_absences(session, city=office.city, now=NOW + timedelta(hours=3)) == 0
        assert await end_absences(session, city=office.city, now=office.morning(1) - timedelta(hours=1)) == 0
        assert await end_absences(session, city=office.city, now=office.morning(1)) == 1
        handlers = [(await session.get_one(Case, each)).handler_id for each in ids]
        assert handlers == [wang.id, other.id, office.lead.id, wang.id]
        assert await come_back(session, wang, wang.id, city=office.city, now=office.morning(1)) == []
        assert await audit(session) is None

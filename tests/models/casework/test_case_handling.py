"""What departments do with a case: one has it, it bounces once, more time once, one answer, reopened once, closed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from handlers.pushed.table import causes_that_hold, pushed_screen
from handlers.talk.texts import texts
from models.cases import errors
from models.cases.case import Case
from models.cases.closing import (
    CLOSE_AFTER,
    Satisfaction,
    close_settled,
    confirm_solved,
    may_reopen,
    not_solved_again,
    rate_case,
    reopen_case,
)
from models.cases.filer import followers_of
from models.cases.mine import add_to_case, withdraw_case
from models.cases.news import news_key
from models.cases.record import story_of
from models.cases.steps import ENDED, Actor, CaseState, Role, Step
from models.cases.taking import actor_of
from models.casework.assigning import assign_case
from models.casework.assist import answer_assist, ask_assist, assist_for_staff, open_assists
from models.casework.errors import (
    AssistGone,
    ContactNotAgreed,
    ContactQuestionGone,
    ExtendedAlready,
    HandledByOther,
    TakenAlready,
    WorkerGone,
)
from models.casework.extension import approve_extension, ask_extension, refuse_extension
from models.casework.handling import (
    answer_case,
    ask_worker,
    case_for_staff,
    note_case,
    promise_worker,
    resume_case,
    say_meanwhile,
    settle_case,
    take_case,
    take_over_case,
)
from models.casework.identity import see_identity
from models.casework.orders import order_case
from models.casework.platform import Disclosure, answer_contact, ask_to_contact, contact_platform
from models.casework.posts import remove_staff
from models.casework.promise import promises_of
from models.casework.queue import Heap, count_queue, find_cases, queue_page
from models.casework.transfer import reasons_of, transfer_case
from models.city.pack import City
from models.errors import AnswerMissing, ChoiceUnknown, DayPassed, DomainError
from models.outbox.causes import cause_of
from models.outbox.lookup import row_put_as
from models.outbox.message import OutboxMessage, OutboxState
from models.people.person import Person
from models.staff.errors import SecondPersonNeeded
from models.staff.post import Staff, StaffRole
from models.storage.database import Database
from models.storage.unlinkable import by_the_hour
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW, a_case, a_person
from tests.world.leaving import leaves
from tests.world.outbox_rows import as_put

LATER = NOW + timedelta(minutes=2)


@pytest.fixture(autouse=True)
async def everything_can_be_said(database: Database) -> AsyncIterator[None]:
    """Whatever a test has put into the outbox can be put into words, in every language."""
    yield
    async with database.reading() as session:
        contents = [each.content for each in await session.scalars(sa.select(OutboxMessage))]
    for locale in texts().locales:
        for content in contents:
            screen = pushed_screen(texts().in_(locale), content)
            assert screen.markup() is not None
            assert "{" not in screen.text


async def told(session: Any, person_id: int | None) -> list[str]:
    """The keys of what somebody is told, in order."""
    rows = await session.scalars(sa.select(OutboxMessage).where(OutboxMessage.person_id == person_id))
    return [each.content["news"] for each in as_put(rows)]


async def test_twenty_clerks_on_ten_cases_at_once_have_one_each(database: Database, city: City) -> None:
    async with database.transaction() as session:
        clerks = [await a_clerk(session, f"同事{each}") for each in range(20)]
        worker = await a_person(session)
        cases = [await a_case(session, worker, city) for _ in range(10)]

    async def take(staff: Staff, case: Case) -> str | None:
        async with database.transaction() as session:
            mine = await session.get_one(Staff, staff.id)
            try:
                await take_case(session, case.id, mine, city=city, now=LATER)
            except TakenAlready as error:
                return error.name
            return None

    tries = [(staff, case) for case in cases for staff in clerks]
    results = await asyncio.gather(*(take(staff, case) for staff, case in tries))
    async with database.transaction() as session:
        for case in cases:
            now = await session.get_one(Case, case.id)
            mine = [(staff, name) for (staff, of), name in zip(tries, results, strict=True) if of is case]
            winners = [staff for staff, name in mine if name is None]
            assert [each.id for each in winners] == [now.handler_id]
            assert {name for _, name in mine if name is not None} == {winners[0].name}
            assert [each.what for each in await story_of(session, case.id)] == ["file", "take"]
        keys = await told(session, worker.id)
        assert keys.count("case-news-taken") == 10


async def test_who_takes_it_has_it_and_a_lead_takes_over(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, zhao, lead = (
            await a_clerk(session, "王芳"),
            await a_clerk(session, "赵明"),
            await a_clerk(session, "孙科", role=LEAD),
        )
        worker = await a_person(session)
        case = await a_case(session, worker, city)
        await take_case(session, case.id, wang, city=city, now=NOW)
        assert (await take_case(session, case.id, wang, city=city, now=NOW)).event_count == 2
        with pytest.raises(TakenAlready) as taken:
            await take_case(session, case.id, zhao, city=city, now=LATER)
        assert (taken.value.name, taken.value.minutes) == ("王芳", 2)
        for attempt in (
            answer_case(session, case.id, zhao, "x", city=city, now=NOW),
            settle_case(session, case.id, lead, "x", city=city, now=NOW),
            resume_case(session, case.id, zhao, city=city, now=NOW),
        ):
            with pytest.raises((HandledByOther, errors.CaseMovedOn)):
                await attempt
        with pytest.raises(errors.StepRefused):
            await take_over_case(session, case.id, zhao, city=city, now=NOW)
        await note_case(session, case.id, zhao, "当事人来过电话", city=city, now=NOW)
        await take_over_case(session, case.id, lead, city=city, now=NOW)
        assert case.handler_id == lead.id
        assert "staff-news-taken-over" in await told(session, wang.person_id)
        await answer_case(session, case.id, lead, "在核实", city=city, now=NOW)
        assert (case.state, case.answered_at) == (CaseState.ANSWERED, NOW)
        await remove_staff(session, lead.id)
        await session.refresh(case)
        with pytest.raises(HandledByOther) as nobodys:
            await settle_case(session, case.id, wang, "x", city=city, now=NOW)
        assert nobodys.value.name == "none"


async def test_another_department_finds_nothing_whatever_it_tries(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, other = await a_clerk(session, "王芳"), await a_clerk(session, "钱", "transport", LEAD)
        lead_department = await a_clerk(session, "周", "social_work")
        worker = await a_person(session)
        case = await a_case(session, worker, city)
        text, day = "x", date(2026, 12, 1)
        attempts = [
            take_case(session, case.id, other, city=city, now=NOW),
            take_over_case(session, case.id, other, city=city, now=NOW),
            ask_worker(session, case.id, other, text, city=city, now=NOW),
            note_case(session, case.id, other, text, city=city, now=NOW),
            answer_case(session, case.id, other, text, city=city, now=NOW),
            settle_case(session, case.id, other, text, city=city, now=NOW),
            resume_case(session, case.id, other, city=city, now=NOW),
            promise_worker(session, case.id, other, text, until=day, city=city, now=NOW),
            ask_extension(session, case.id, other, text, city=city, now=NOW),
            approve_extension(session, case.id, other, city=city, now=NOW),
            transfer_case(session, case.id, other, to="union", reason=text, city=city, now=NOW),
            ask_to_contact(session, case.id, other, Disclosure.NOTHING, city=city, now=NOW),
            contact_platform(session, case.id, other, city=city, now=NOW),
            ask_assist(session, case.id, other, department="union", text=text, until=day, city=city, now=NOW),
            case_for_staff(session, case.id, other, city=city),
            say_meanwhile(session, case.id, other, text, city=city, now=NOW),
            assign_case(session, case.id, other, other.id, city=city, now=NOW),
            see_identity(session, case.id, other, city=city, now=NOW),
            order_case(session, case.id, other, text, until=day, city=city, now=NOW),
        ]
        for attempt in attempts:
            with pytest.raises(errors.CaseGone):
                await attempt
        assert case.event_count == 1
        assert await find_cases(session, other, case.number, city=city) == []
        assert await find_cases(session, other, "扣款", city=city) == []
        assert set((await count_queue(session, other, city=city, now=NOW)).values()) == {0}
        for staff in (wang, lead_department):
            assert [each.id for each in await find_cases(session, staff, case.number, city=city)] == [case.id]


async def test_a_case_bounces_once_and_then_the_lead_department_decides(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, qian = await a_clerk(session, "王芳"), await a_clerk(session, "钱", "transport")
        zhou = await a_clerk(session, "周", "social_work")
        worker = await a_person(session)
        case = await a_case(session, worker, city)
        dates = case.accept_by, case.answer_by
        await take_case(session, case.id, wang, city=city, now=NOW)
        for to in ("market_regulation", "weather"):
            with pytest.raises(ChoiceUnknown):
                await transfer_case(session, case.id, wang, to=to, reason="x", city=city, now=NOW)
        with pytest.raises(AnswerMissing):
            await transfer_case(session, case.id, wang, to="transport", reason="  ", city=city, now=NOW)
        await transfer_case(session, case.id, wang, to="transport", reason="归交通管", city=city, now=NOW)
        assert (case.department, case.state, case.handler_id, case.bounces) == ("transport", "filed", None, 1)
        with pytest.raises(errors.CaseGone):
            await take_case(session, case.id, wang, city=city, now=NOW)
        await transfer_case(session, case.id, qian, to="market_regulation", reason="归市场监管", city=city, now=NOW)
        assert (case.department, case.bounces) == ("social_work", 2)
        assert await reasons_of(session, case.id) == ["归交通管", "归市场监管"]
        card = (await session.scalars(sa.select(OutboxMessage).where(OutboxMessage.person_id == zhou.person_id))).one()
        assert card.content["facts"]["text"] == {"said": "归交通管；归市场监管"}
        await transfer_case(session, case.id, zhou, to="transport", reason="交通来办", city=city, now=NOW)
        assert (case.department, case.bounces) == ("transport", 2)
        assert (case.accept_by, case.answer_by) == dates
        assert (await told(session, worker.id)).count("case-news-transferred") == 3
        cards = [each for each in await session.scalars(sa.select(OutboxMessage)) if "new_case" in str(cause_of(each))]
        assert len(await causes_that_hold(session, {str(cause_of(each)) for each in cards})) == 1


async def test_more_time_is_asked_for_once_and_approved_by_another(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, lead = await a_clerk(session, "王芳"), await a_clerk(session, "孙科", role=LEAD)
        zhao = await a_clerk(session, "赵明")
        worker = await a_person(session)
        case = await a_case(session, worker, city)
        before = case.answer_by
        with pytest.raises(errors.CaseMovedOn):
            await approve_extension(session, case.id, lead, city=city, now=NOW)
        await ask_extension(session, case.id, wang, "平台还没回", city=city, now=NOW)
        assert case.handler_id == wang.id
        with pytest.raises(ExtendedAlready):
            await ask_extension(session, case.id, wang, "再来", city=city, now=NOW)
        with pytest.raises(errors.StepRefused):
            await approve_extension(session, case.id, zhao, city=city, now=NOW)
        await refuse_extension(session, case.id, lead, city=city, now=NOW)
        assert case.answer_by == before
        await ask_extension(session, case.id, wang, "平台要十天", city=city, now=NOW)
        await approve_extension(session, case.id, lead, city=city, now=NOW)
        assert case.answer_by == city.calendar.due_at(before, 5, city.zone)
        for attempt in (
            approve_extension(session, case.id, lead, city=city, now=NOW),
            ask_extension(session, case.id, wang, "还要", city=city, now=NOW),
        ):
            with pytest.raises(ExtendedAlready):
                await attempt
        assert (await told(session, worker.id)).count("case-news-extended") == 1
        mine = await a_case(session, worker, city)
        await ask_extension(session, mine.id, lead, "自己的", city=city, now=NOW)
        with pytest.raises(SecondPersonNeeded):
            await approve_extension(session, mine.id, lead, city=city, now=NOW)


async def test_two_at_once_approve_answer_and_pass_on_and_one_of_each_counts(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, worker = await a_clerk(session, "王芳"), await a_person(session)
        leads = [await a_clerk(session, f"负责{each}", role=LEAD) for each in range(2)]
        helpers = [await a_clerk(session, f"协办{each}", "transport") for each in range(2)]
        hard, moving = await a_case(session, worker, city), await a_case(session, worker, city)
        await ask_extension(session, hard.id, wang, "难", city=city, now=NOW)
        day = date(2026, 12, 1)
        request = await ask_assist(
            session, hard.id, wang, department="transport", text="查", until=day, city=city, now=NOW
        )

    async def attempt(work: Any, staff: Staff) -> str:
        async with database.transaction() as session:
            try:
                await work(session, await session.get_one(Staff, staff.id))
            except DomainError as error:
                return type(error).__name__
            return "done"

    async def approve(session: Any, staff: Staff) -> None:
        await approve_extension(session, hard.id, staff, city=city, now=NOW)

    async def answer(session: Any, staff: Staff) -> None:
        await answer_assist(session, request.id, staff, "有", city=city, now=NOW)

    async def move(session: Any, staff: Staff) -> None:
        await transfer_case(session, moving.id, staff, to="transport", reason="不归我们", city=city, now=NOW)

    for work, people, refused in (
        (approve, leads, "ExtendedAlready"),
        (answer, helpers, "AssistGone"),
        (move, leads, "CaseGone"),
    ):
        assert sorted(await asyncio.gather(*(attempt(work, each) for each in people))) == sorted(["done", refused])


async def test_help_has_its_own_date_and_the_worker_one_answer(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, helper = await a_clerk(session, "王芳"), await a_clerk(session, "钱", "transport")
        stranger = await a_clerk(session, "吴", "union")
        worker = await a_person(session)
        case = await a_case(session, worker, city)
        ask = {"text": "查一下站点", "city": city, "now": NOW}
        with pytest.raises(DayPassed):
            await ask_assist(session, case.id, wang, department="transport", until=date(2026, 11, 22), **ask)
        with pytest.raises(ChoiceUnknown):
            await ask_assist(session, case.id, wang, department="market_regulation", until=date(2026, 12, 1), **ask)
        request = await ask_assist(session, case.id, wang, department="transport", until=date(2026, 12, 1), **ask)
        assert [each.id for each in await open_assists(session, "transport")] == [request.id]
        with pytest.raises(AssistGone):
            await assist_for_staff(session, request.id, stranger, city=city)
        with pytest.raises(errors.CaseGone):
            await case_for_staff(session, case.id, helper, city=city)
        with pytest.raises(AssistGone):
            await answer_assist(session, request.id, wang, "自己答", city=city, now=NOW)
        await answer_assist(session, request.id, helper, "站点有备案", city=city, now=NOW)
        with pytest.raises(AssistGone):
            await answer_assist(session, request.id, helper, "再答", city=city, now=NOW)
        assert await told(session, wang.person_id) == ["staff-news-filed", "staff-news-assisted"]
        assert await told(session, worker.id) == ["case-news-taken"]
        assert case.answer_by == city.calendar.due_at(NOW, 10, city.zone)


async def test_a_promise_is_a_date_that_the_next_answer_keeps(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, worker = await a_clerk(session, "王芳"), await a_person(session)
        case = await a_case(session, worker, city)
        with pytest.raises(DayPassed):
            await promise_worker(session, case.id, wang, "x", until=date(2026, 11, 22), city=city, now=NOW)
        await promise_worker(session, case.id, wang, "给结果", until=date(2026, 11, 27), city=city, now=NOW)
        (promised,) = await promises_of(session, case.id)
        assert (promised.due_at.astimezone(city.zone).isoformat(), promised.kept_at) == (
            "2026-11-27T17:30:00+08:00",
            None,
        )
        await answer_case(session, case.id, wang, "结果来了", city=city, now=LATER)
        await session.refresh(promised)
        assert promised.kept_at == LATER


async def test_a_platform_is_told_what_the_worker_agreed_to_and_nothing_before(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, worker, other = await a_clerk(session, "王芳"), await a_person(session), await a_person(session, "2")
        case = await a_case(session, worker, city)
        with pytest.raises(ContactNotAgreed):
            await contact_platform(session, case.id, wang, city=city, now=NOW)
        await ask_to_contact(session, case.id, wang, Disclosure.CONTACT, city=city, now=NOW)
        with pytest.raises(ContactNotAgreed):
            await contact_platform(session, case.id, wang, city=city, now=NOW)
        with pytest.raises(errors.CaseGone):
            await answer_contact(session, case.id, other, Disclosure.CONTACT, agrees=True, now=NOW)
        await answer_contact(session, case.id, worker, Disclosure.CONTACT, agrees=False, now=NOW)
        with pytest.raises(ContactNotAgreed):
            await contact_platform(session, case.id, wang, city=city, now=NOW)
        await ask_to_contact(session, case.id, wang, Disclosure.ORDER, city=city, now=NOW)
        with pytest.raises(ContactQuestionGone):
            await answer_contact(session, case.id, worker, Disclosure.CONTACT, agrees=True, now=NOW)
        await answer_contact(session, case.id, worker, Disclosure.ORDER, agrees=True, now=NOW)
        await contact_platform(session, case.id, wang, city=city, now=NOW)
        contacted = [each.data for each in await story_of(session, case.id) if each.what == Step.CONTACT_PLATFORM]
        assert [each["disclosure"] for each in contacted] == ["order"]


async def test_not_solved_reopens_once_at_the_lead_department(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, zhou = await a_clerk(session, "王芳"), await a_clerk(session, "周", "social_work")
        worker = await a_person(session)
        case = await a_case(session, worker, city)
        await settle_case(session, case.id, wang, "已退款", city=city, now=NOW)
        await reopen_case(session, case.id, worker, "没收到钱", city=city, now=LATER)
        assert (case.department, case.state, case.handler_id, case.solved) == ("social_work", "reopened", None, False)
        assert case.close_at is None
        with pytest.raises(errors.CaseGone):
            await take_case(session, case.id, wang, city=city, now=LATER)
        assert await told(session, zhou.person_id) == ["staff-news-reopened"]
        await settle_case(session, case.id, zhou, "这次退了", city=city, now=LATER)
        with pytest.raises(errors.ReopenedAlready):
            await may_reopen(session, case.id, worker)
        await not_solved_again(session, case.id, worker, now=LATER)
        assert (case.state, case.solved) == (CaseState.CLOSED, False)
        await rate_case(session, case.id, worker, Satisfaction.NO, now=LATER)
        assert case.satisfied == "no"
        with pytest.raises(errors.CaseMovedOn):
            await confirm_solved(session, case.id, worker, now=LATER)


async def test_without_an_answer_it_closes_seven_days_after_the_question_arrived(
    database: Database, city: City
) -> None:
    async with database.transaction() as session:
        wang, worker = await a_clerk(session, "王芳"), await a_person(session)
        case = await a_case(session, worker, city)
        await settle_case(session, case.id, wang, "已退款", city=city, now=NOW)
        (follower,) = await followers_of(session, case.id)
        question = await row_put_as(session, news_key(follower.cause, case.event_count))
        assert question is not None
        week = NOW + CLOSE_AFTER
        assert await close_settled(session, now=week - timedelta(seconds=1)) == 0
        question.state = OutboxState.HELD  # a channel that may only answer: it waits until they write
        await session.flush()
        await close_settled(session, now=week)
        assert case.state is CaseState.SETTLED
        question.state, question.sent_at = OutboxState.SENT, by_the_hour(week + timedelta(days=2))
        await session.flush()
        await close_settled(session, now=week + timedelta(days=3))
        assert (case.state, case.close_at) == (CaseState.SETTLED, by_the_hour(week) + timedelta(days=9, hours=1))
        await close_settled(session, now=week + timedelta(days=9, hours=1))
        assert (case.state, case.solved) == (CaseState.CLOSED, None)
        assert (await story_of(session, case.id))[-1].who == "system"


async def test_nobody_asks_who_is_not_there_and_goodbyes_are_told(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, worker = await a_clerk(session, "王芳"), await a_person(session)
        gone = await a_case(session, worker, city)
        await take_case(session, gone.id, wang, city=city, now=NOW)
        await ask_worker(session, gone.id, wang, "哪天？", city=city, now=NOW)
        await add_to_case(session, gone.id, worker, "昨天", city=city, now=NOW)
        await add_to_case(session, gone.id, worker, "晚上", city=city, now=NOW)
        await withdraw_case(session, gone.id, worker, now=NOW)
        left = await a_case(session, worker, city)
        await leaves(session, worker)
        with pytest.raises(WorkerGone):
            await ask_worker(session, left.id, wang, "哪天？", city=city, now=NOW)
        news = await told(session, wang.person_id)
        assert news[1:4] == ["staff-news-replied", "staff-news-added", "staff-news-withdrawn"]
        with pytest.raises(errors.CaseMovedOn):
            await answer_case(session, gone.id, wang, "x", city=city, now=NOW)


async def test_who_lost_the_post_hears_of_nothing_that_still_waits_to_be_sent(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, zhao = await a_clerk(session, "王芳"), await a_clerk(session, "赵明")
        worker = await a_person(session)
        new, mine = await a_case(session, worker, city), await a_case(session, worker, city)
        await take_case(session, mine.id, wang, city=city, now=NOW)
        await add_to_case(session, mine.id, worker, "还有一单", city=city, now=NOW)
        rows = (await session.scalars(sa.select(OutboxMessage))).all()
        causes = {str(cause_of(each)) for each in rows if each.person_id != worker.id}
        assert await causes_that_hold(session, causes) == {
            f"new_case:{new.id}@{wang.id}",
            f"new_case:{new.id}@{zhao.id}",
            f"staff:{wang.id}",
        }
        await remove_staff(session, wang.id)
        assert await causes_that_hold(session, causes) == {f"new_case:{new.id}@{zhao.id}"}


async def test_the_queue_counts_and_finds(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, zhou = await a_clerk(session, "王芳"), await a_clerk(session, "周", "social_work")
        worker = await a_person(session)
        old = await a_case(session, worker, city, now=NOW - timedelta(days=20))
        fresh = [await a_case(session, worker, city) for _ in range(3)]
        secret = await a_case(session, worker, city, "harassment", anonymous=True)
        await take_case(session, fresh[0].id, wang, city=city, now=NOW)
        done = await a_case(session, worker, city)
        await settle_case(session, done.id, wang, "好", city=city, now=NOW)
        counts = await count_queue(session, wang, city=city, now=NOW)
        assert counts == {Heap.MINE: 1, Heap.UNASSIGNED: 3, Heap.SOON: 2, Heap.OVERDUE: 1}
        page = await queue_page(session, wang, Heap.UNASSIGNED, city=city, now=NOW, page=0, size=2)
        assert (page.cases[0].id, len(page.cases), page.more) == (old.id, 2, True)
        page = await queue_page(session, wang, Heap.UNASSIGNED, city=city, now=NOW, page=1, size=2)
        assert (len(page.cases), page.more) == (1, False)
        assert (await count_queue(session, zhou, city=city, now=NOW))[Heap.OVERDUE] == 1
        assert len(await find_cases(session, wang, "平台甲", city=city)) == 5
        assert len(await find_cases(session, wang, "老赵", city=city)) == 5
        assert await find_cases(session, wang, "骚扰", city=city) == []
        assert [each.id for each in await find_cases(session, wang, "王芳", city=city)] == [done.id, fresh[0].id]
        found = await find_cases(session, zhou, secret.pseudonym or "", city=city)
        assert secret.id in [each.id for each in found]
        assert done.state not in ENDED


async def test_who_takes_steps_is_in_the_record_by_role_and_number(database: Database, city: City) -> None:
    async with database.transaction() as session:
        zhou = await a_clerk(session, "周", "social_work", StaffRole.STAFF)
        worker: Person = await a_person(session)
        case = await a_case(session, worker, city)
        await take_case(session, case.id, zhou, city=city, now=NOW)
        assert (await story_of(session, case.id))[-1].who == f"lead_department:{zhou.id}"
        assert actor_of(zhou, city) == Actor(Role.LEAD_DEPARTMENT, zhou.id, "social_work")

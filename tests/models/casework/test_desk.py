"""What those who lead see and do with cases: outcomes by who settled, orders, colleagues, names, help."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from models.cases.closing import Satisfaction, confirm_solved, not_solved_again, rate_case, reopen_case
from models.cases.errors import CaseGone, StepRefused
from models.cases.identity import CaseIdentity
from models.cases.mine import withdraw_case
from models.cases.personal import anonymise_case, export_cases, forget_cases, forget_cases_of
from models.cases.record import story_of
from models.cases.steps import CaseState, Step
from models.casework import errors
from models.casework.assigning import assign_case, cases_in_hand, hand_over_all, loads_of
from models.casework.assist import (
    Sharing,
    answer_assist,
    ask_assist,
    may_share,
    shared_case,
    shared_evidence,
    shared_facts,
)
from models.casework.deadline import warn_of_orders
from models.casework.handling import answer_case, promise_worker, say_meanwhile, settle_case, take_case
from models.casework.identity import may_see_identity, see_identity
from models.casework.orders import answer_order, open_orders, order_case, order_for_staff, orders_of
from models.casework.promise import promises_of
from models.casework.queue import (
    Heap,
    count_queue,
    queue_page,
    waiting_at,
)
from models.casework.transfer import transfer_case
from models.casework.warning import tell_warnings
from models.city.pack import City
from models.errors import ChoiceUnknown, DayPassed
from models.figures.cases import Dimension, report_of, week_figures
from models.outbox.message import OutboxMessage
from models.staff.errors import NotStaff
from models.staff.post import unstaffed
from models.storage.database import Base, Database
from models.storage.personal import Leaving
from models.upkeep.audit import audit
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import ANNA, NOW, a_case, a_named_case, a_person
from tests.world.outbox_rows import as_put

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("everything_can_be_said")
LATER = NOW + timedelta(minutes=2)


async def told(session: Any, person_id: int | None) -> list[str]:
    """The keys of what somebody is told, in order."""
    rows = await session.scalars(sa.select(OutboxMessage).where(OutboxMessage.person_id == person_id))
    return [each.content["news"].removeprefix("staff-news-") for each in as_put(rows)]


# --- outcomes ---------------------------------------------------------------------------------------------------------


async def test_what_the_worker_says_counts_for_the_department_that_settled(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, sun = await a_clerk(session, "王芳"), await a_clerk(session, "孙科", role=LEAD)
        zhou = await a_clerk(session, "周姐", "social_work", LEAD)
        worker = await a_person(session)
        cases = [await a_case(session, worker, city) for _ in range(14)]
        for each in cases:
            await take_case(session, each.id, wang, city=city, now=LATER)
            await settle_case(session, each.id, wang, "退了", city=city, now=LATER)
        for each in cases[:8]:
            await confirm_solved(session, each.id, worker, now=LATER)
            await rate_case(session, each.id, worker, Satisfaction.YES, now=LATER)
        for each in cases[8:]:
            await reopen_case(session, each.id, worker, "没退", city=city, now=LATER)
        assert (await told(session, wang.person_id)).count("not-solved") == 6
        assert (await told(session, sun.person_id)).count("not-solved") == 6
        for each in cases[8:13]:
            await settle_case(session, each.id, zhou, "真退了", city=city, now=LATER)
            await confirm_solved(session, each.id, worker, now=LATER)
        await settle_case(session, cases[13].id, zhou, "退不了", city=city, now=LATER)
        await not_solved_again(session, cases[13].id, worker, now=LATER)
        over = NOW + 7 * DAY
        groups = (await report_of(session, None, city=city, now=over)).week_before
        theirs = (await report_of(session, "market_regulation", city=city, now=over)).week_before.total
        leading = (await report_of(session, "social_work", city=city, now=over)).week_before.total
        assert (groups.total.received, groups.total.solved, groups.total.asked_solved) == (14, 13, 14)
        assert (theirs.received, theirs.settled, theirs.solved, theirs.asked_solved) == (14, 8, 8, 14)
        assert (theirs.satisfied, theirs.rated) == (8, 8)
        assert (theirs.taken_in_time, theirs.to_take) == (14, 14)
        assert (leading.received, leading.settled, leading.solved, leading.asked_solved) == (6, 6, 5, 6)
        by = groups.groups[Dimension.DEPARTMENT]
        assert {key: each.received for key, each in by.items()} == {"market_regulation": 14, "social_work": 6}
        assert await audit(session) is None


async def test_a_promise_is_broken_by_the_department_whose_colleague_made_it(database: Database, city: City) -> None:
    from models.casework.deadline import break_promises

    async with database.transaction() as session:
        wang, qian = await a_clerk(session, "王芳"), await a_clerk(session, "钱工", "transport")
        worker = await a_person(session)
        case = await a_case(session, worker, city)
        await promise_worker(session, case.id, wang, "给结果", until=NOW.date(), city=city, now=NOW)
        await transfer_case(session, case.id, wang, to="transport", reason="归他们", city=city, now=LATER)
        await break_promises(session, city=city, now=NOW + DAY)
        monday = date(2026, 11, 23)
        mine = (await week_figures(session, monday, "market_regulation", city=city, now=NOW + 3 * DAY)).total
        other = (await week_figures(session, monday, "transport", city=city, now=NOW + 3 * DAY)).total
        assert (mine.broken, other.broken) == (1, 0)
        assert qian.department == "transport"


async def test_a_word_on_the_way_stops_no_clock_and_keeps_no_promise(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, worker = await a_clerk(session, "王芳"), await a_person(session)
        case = await a_case(session, worker, city)
        await promise_worker(session, case.id, wang, "给结果", until=date(2026, 11, 27), city=city, now=NOW)
        before = (case.answer_by, case.warn_at, case.state)
        await say_meanwhile(session, case.id, wang, "正在核实", city=city, now=LATER)
        assert (case.answer_by, case.warn_at, case.state) == before
        assert (case.state, case.answered_at, case.settled_at) == (CaseState.ACCEPTED, None, None)
        assert [each.kept_at for each in await promises_of(session, case.id)] == [None]
        assert "case-news-meanwhile" in await told(session, worker.id)
        later = case.answer_by + DAY
        assert (await count_queue(session, wang, city=city, now=later))[Heap.OVERDUE] == 1
        figures = (await week_figures(session, date(2026, 11, 23), None, city=city, now=later)).total
        assert (figures.answered_in_time, figures.to_answer) == (0, 1)
        await answer_case(session, case.id, wang, "平台退了", city=city, now=LATER)
        await say_meanwhile(session, case.id, wang, "钱在路上", city=city, now=LATER)
        assert case.state is CaseState.ANSWERED
        assert [each.what for each in await story_of(session, case.id)].count(Step.SAY) == 2


# --- orders -----------------------------------------------------------------------------------------------------------


async def test_an_order_has_a_day_an_answer_and_is_warned_of(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, sun = await a_clerk(session, "王芳"), await a_clerk(session, "孙科", role=LEAD)
        zhou, qian = await a_clerk(session, "周姐", "social_work"), await a_clerk(session, "钱工", "transport", LEAD)
        worker = await a_person(session)
        case = await a_case(session, worker, city)
        await take_case(session, case.id, wang, city=city, now=NOW)
        by = {"city": city, "now": NOW}
        for staff in (wang, sun):
            with pytest.raises(StepRefused):
                await order_case(session, case.id, staff, "x", until=date(2026, 11, 26), **by)
        with pytest.raises(DayPassed):
            await order_case(session, case.id, zhou, "x", until=date(2026, 11, 22), **by)
        order = await order_case(session, case.id, zhou, "三日内说明为什么不退", until=date(2026, 11, 26), **by)
        assert (await told(session, wang.person_id))[-1] == (await told(session, sun.person_id))[-1] == "ordered"
        assert [each.id for each in await open_orders(session, wang, city=city)] == [order.id]
        assert [each.id for each in await open_orders(session, zhou, city=city)] == [order.id]
        assert await open_orders(session, qian, city=city) == []
        with pytest.raises(errors.OrderGone):
            await order_for_staff(session, order.id, qian, city=city)
        with pytest.raises(errors.OrderGone):
            await answer_order(session, order.id, zhou, "自己回", **by)
        assert await warn_of_orders(session, city=city, now=NOW + 2 * DAY) == 0
        assert await warn_of_orders(session, city=city, now=NOW + 4 * DAY) == 1
        assert await warn_of_orders(session, city=city, now=NOW + 5 * DAY) == 0
        await tell_warnings(session, city=city, now=NOW + 7 * DAY)
        for staff in (wang, sun, zhou):
            assert (await told(session, staff.person_id))[-1] == "late"
        await answer_order(session, order.id, sun, "平台周五退", **by)
        assert (await told(session, zhou.person_id))[-1] == "order-answered"
        with pytest.raises(errors.OrderGone):
            await answer_order(session, order.id, wang, "再回", **by)
        assert await open_orders(session, zhou, city=city) == []
        assert [each.answer for each in await orders_of(session, case.id)] == ["平台周五退"]
        assert [each.what for each in await story_of(session, case.id)][-2:] == [Step.ORDER, Step.ANSWER_ORDER]
        exported = await export_cases(session, worker)
        assert not {"order", "answer_order"} & {each["what"] for each in exported["cases"][0]["story"]}
        assert await audit(session) is None


async def test_an_order_goes_with_the_case_that_is_passed_on_no_more(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang = await a_clerk(session, "王芳")
        zhou, qian = await a_clerk(session, "周姐", "social_work"), await a_clerk(session, "钱工", "transport", LEAD)
        case = await a_case(session, await a_person(session), city)
        own = await a_case(session, await a_person(session, "2"), city, "suggestion")
        by = {"city": city, "now": NOW}
        order = await order_case(session, case.id, zhou, "说明", until=date(2026, 11, 26), **by)
        await transfer_case(session, case.id, wang, to="transport", reason="归他们", **by)
        with pytest.raises(errors.OrderGone):
            await answer_order(session, order.id, wang, "不归我们了", **by)
        assert await open_orders(session, wang, city=city) == await open_orders(session, qian, city=city) == []
        assert await warn_of_orders(session, city=city, now=NOW + 9 * DAY) == 1
        await tell_warnings(session, city=city, now=NOW + 14 * DAY)
        assert "late" not in await told(session, wang.person_id)
        if own.department == zhou.department:
            with pytest.raises(StepRefused):
                await order_case(session, own.id, zhou, "x", until=date(2026, 11, 26), **by)


# --- colleagues -------------------------------------------------------------------------------------------------------


async def test_a_case_is_given_to_a_colleague_and_all_of_one_who_is_away(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, zhao = await a_clerk(session, "王芳"), await a_clerk(session, "赵明")
        sun, qian = await a_clerk(session, "孙科", role=LEAD), await a_clerk(session, "钱工", "transport", LEAD)
        worker = await a_person(session)
        cases = [await a_case(session, worker, city) for _ in range(4)]
        by = {"city": city, "now": NOW}
        for each in cases[:3]:
            await take_case(session, each.id, wang, **by)
        for staff, case in ((zhao, cases[0]), (zhao, cases[3]), (qian, cases[0])):
            with pytest.raises((errors.HandledByOther, CaseGone)):
                await assign_case(session, case.id, staff, zhao.id, **by)
        with pytest.raises(errors.StaffGone):
            await assign_case(session, cases[0].id, sun, qian.id, **by)
        await assign_case(session, cases[0].id, wang, zhao.id, **by)  # her own
        await assign_case(session, cases[3].id, sun, zhao.id, **by)  # nobody's yet
        await assign_case(session, cases[3].id, sun, zhao.id, **by)
        assert [each.handler_id for each in cases] == [zhao.id, wang.id, wang.id, zhao.id]
        assert (cases[3].state, cases[3].accepted_at) == (CaseState.ACCEPTED, NOW)
        assert (await told(session, worker.id)).count("case-news-taken") == 4
        assert (await told(session, zhao.person_id)).count("assigned") == 2
        late = cases[1].answer_by + DAY
        assert [(each.staff.name, each.cases, each.overdue) for each in await loads_of(session, sun, now=late)] == [
            ("孙科", 0, 0),
            ("王芳", 2, 2),
            ("赵明", 2, 2),
        ]
        with pytest.raises(NotStaff):
            await hand_over_all(session, zhao, wang.id, zhao.id, **by)
        with pytest.raises(errors.StaffGone):
            await hand_over_all(session, qian, wang.id, qian.id, **by)
        moved = await hand_over_all(session, sun, wang.id, zhao.id, **by)
        assert {each.id for each in moved} == {cases[1].id, cases[2].id}
        assert (await told(session, zhao.person_id)).count("handed-over") == 1
        assert (await told(session, wang.person_id)).count("handed-from") == 1
        assert await cases_in_hand(session, sun, wang.id) == []
        with pytest.raises(errors.HandledByOther):
            await answer_case(session, cases[1].id, wang, "x", **by)
        await answer_case(session, cases[1].id, zhao, "退了", **by)
        assert await hand_over_all(session, zhao, zhao.id, wang.id, **by)  # one's own before one goes away
        assert await audit(session) is None


# --- departments that nobody has joined -------------------------------------------------------------------------------


async def test_a_department_without_anybody_is_seen_by_the_lead_one(database: Database, city: City) -> None:
    async with database.transaction() as session:
        zhou = await a_clerk(session, "周姐", "social_work")
        worker = await a_person(session)
        case = await a_case(session, worker, city)
        assert "market_regulation" in await unstaffed(session, city)
        assert "social_work" not in await unstaffed(session, city)
        assert await told(session, zhou.person_id) == ["filed-nobody"]
        assert await waiting_at(session, await unstaffed(session, city)) == {"market_regulation": 1}
        assert (await count_queue(session, zhou, city=city, now=NOW))[Heap.UNASSIGNED] == 1
        page = await queue_page(session, zhou, Heap.UNASSIGNED, city=city, now=NOW, page=0, size=6)
        assert [each.id for each in page.cases] == [case.id]
        with pytest.raises(errors.NobodyThere):
            await order_case(session, case.id, zhou, "说明", until=date(2026, 12, 1), city=city, now=NOW)
        await take_case(session, case.id, zhou, city=city, now=NOW)
        by = {"text": "查", "until": date(2026, 12, 1), "city": city, "now": NOW}
        with pytest.raises(errors.NobodyThere):
            await ask_assist(session, case.id, zhou, department="transport", **by)
        await transfer_case(session, case.id, zhou, to="transport", reason="归他们", city=city, now=NOW)
        assert (await told(session, zhou.person_id))[-1] == "filed-nobody"


async def test_who_joins_hears_of_new_cases_and_the_lead_department_no_more(database: Database, city: City) -> None:
    async with database.transaction() as session:
        zhou, wang = await a_clerk(session, "周姐", "social_work"), await a_clerk(session, "王芳")
        await a_case(session, await a_person(session), city)
        assert (await told(session, zhou.person_id), await told(session, wang.person_id)) == ([], ["filed"])


# --- name and number --------------------------------------------------------------------------------------------------


async def test_name_and_number_are_seen_by_who_may_and_the_look_is_written_down(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, zhao = await a_clerk(session, "王芳"), await a_clerk(session, "赵明")
        sun, qian = await a_clerk(session, "孙科", role=LEAD), await a_clerk(session, "钱工", "transport", LEAD)
        zhou = await a_clerk(session, "周姐", "social_work")
        worker = await a_person(session)
        case = await a_named_case(session, worker, city)
        await take_case(session, case.id, wang, city=city, now=NOW)
        for staff in (wang, sun, zhou, wang):
            assert (await see_identity(session, case.id, staff, city=city, now=NOW))[1] == ANNA
        looks = [each for each in await story_of(session, case.id) if each.what == Step.SEE_IDENTITY]
        assert [each.data["name"] for each in looks] == ["王芳", "孙科", "周姐"]
        with pytest.raises(StepRefused):
            await see_identity(session, case.id, zhao, city=city, now=NOW)
        with pytest.raises(CaseGone):
            await see_identity(session, case.id, qian, city=city, now=NOW)
        mine = (await export_cases(session, worker))["cases"][0]
        assert mine["named"] == {"name": "李四", "phone": "13800001234"}
        assert "see_identity" in {each["what"] for each in mine["story"]}
        secret = await a_named_case(session, worker, city, anonymous=True)
        assert not may_see_identity(secret, sun, city=city)
        assert await session.get(CaseIdentity, secret.id) is None
        assert await audit(session) is None
    async with database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in await connection.execute(sa.text(f'SELECT * FROM "{table.name}"')):
                assert not any(each in str(tuple(row)) for each in ("李四", "13800001234"))


async def test_name_and_number_go_with_the_person_and_with_the_case(database: Database, city: City) -> None:
    async def left(session: Any) -> int:
        return len((await session.scalars(sa.select(CaseIdentity.case_id))).all())

    async with database.transaction() as session:
        worker, other = await a_person(session), await a_person(session, "2")
        await a_named_case(session, worker, city)
        over = await a_named_case(session, other, city)
        await withdraw_case(session, over.id, other, now=NOW)
        assert await left(session) == 2
        await forget_cases_of(session, Leaving(worker, city, NOW))  # it goes on without them
        assert await left(session) == 1
        await anonymise_case(session, over, case_type=city.case_types[over.type], now=NOW)
        assert await left(session) == 0
        gone = await a_named_case(session, other, city)
        await withdraw_case(session, gone.id, other, now=NOW)
        await forget_cases(session, city=city, now=NOW + timedelta(days=4000))
        assert await left(session) == 0


# --- help -------------------------------------------------------------------------------------------------------------


async def test_a_helping_department_sees_what_was_shared_and_no_more(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, helper = await a_clerk(session, "王芳"), await a_clerk(session, "钱", "transport")
        worker = await a_person(session)
        case, secret = await a_case(session, worker, city), await a_case(session, worker, city, anonymous=True)
        hurt = await a_case(session, worker, city, "injury_report")
        assert may_share(case, city) == [Sharing.EVIDENCE, Sharing.FACTS, Sharing.WORDS]
        assert may_share(secret, city) == [Sharing.FACTS, Sharing.WORDS]
        assert may_share(hurt, city) == [Sharing.WORDS]
        ask = {"department": "transport", "text": "查一下", "until": date(2026, 12, 1), "city": city, "now": NOW}
        with pytest.raises(ChoiceUnknown):
            await ask_assist(session, secret.id, wang, shares=Sharing.EVIDENCE, **ask)
        words = await ask_assist(session, case.id, wang, **ask)
        facts = await ask_assist(session, secret.id, wang, shares=Sharing.FACTS, **ask)
        whole = await ask_assist(session, case.id, wang, shares=Sharing.EVIDENCE, **ask)
        for request in (words, facts):
            with pytest.raises(errors.AssistGone):
                await shared_evidence(session, request.id, helper, city=city)
        assert (await shared_evidence(session, whole.id, helper, city=city))[0].id == case.id
        assert (await shared_case(session, facts, city=city))[1] is Sharing.FACTS
        hidden = str(shared_facts(secret, city))
        assert "WM20261122" not in hidden
        assert "WM20261122" in str(shared_facts(case, city))
        await answer_assist(session, whole.id, helper, "查了", city=city, now=NOW)
        with pytest.raises(errors.AssistGone):
            await shared_evidence(session, whole.id, helper, city=city)  # what was lent goes back

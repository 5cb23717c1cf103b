"""Where the pack says so, an answer goes to the worker once a second person has said yes: two humans, one of whom
leads."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from models.cases.case import Case
from models.cases.errors import CaseGone
from models.cases.personal import export_cases
from models.cases.steps import CaseState, Step
from models.casework.assigning import assign_case
from models.casework.errors import AnswerNotHeld, NobodyToSign
from models.casework.handling import answer_case, promise_worker, settle_case, take_case
from models.casework.posts import join_staff
from models.casework.promise import promises_of
from models.casework.second_look import answer_or_hand_in, change_answer, held_answer, send_back, sign_answer
from models.casework.transfer import transfer_case
from models.city.pack import City
from models.outbox.message import OutboxMessage
from models.people.person import Person
from models.staff import errors
from models.staff.post import Staff, StaffRole, add_staff
from models.storage.database import Database
from models.upkeep.audit import audit
from models.values.refusal import is_refusal
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW, a_case, a_person
from tests.world.outbox_rows import as_put


class Desk:
    """A clerk with a case, two leads, and the pack's word that a second person looks."""

    def __init__(self, database: Database, city: City) -> None:
        self.database, self.city = database, city
        self.by: dict[str, Any] = {"city": city, "now": NOW}

    async def open(self) -> "Desk":
        async with self.database.transaction() as session:
            self.clerk = await a_clerk(session, "王芳")
            self.lead, self.other = (
                await a_clerk(session, "孙科", role=LEAD),
                await a_clerk(session, "赵主任", role=LEAD),
            )
            self.worker = await a_person(session)
            self.case_id = (await a_case(session, self.worker, self.city)).id
            await take_case(session, self.case_id, self.clerk, **self.by)
        return self

    async def writes(self, text: str, step: Step = Step.ANSWER, staff: Staff | None = None) -> bool:
        async with self.database.transaction() as session:
            who = staff or self.clerk
            return await answer_or_hand_in(session, self.case_id, who, step, text, files=[], **self.by)

    async def does(self, operation: Any, *said: Any) -> None:
        async with self.database.transaction() as session:
            await operation(session, self.case_id, *said, **self.by)

    async def told(self, person_id: int | None) -> list[str]:
        async with self.database.reading() as session:
            rows = await session.scalars(sa.select(OutboxMessage).where(OutboxMessage.person_id == person_id))
            return [each.content["news"].removeprefix("staff-news-") for each in as_put(rows)]

    async def case(self) -> Case:
        async with self.database.reading() as session:
            return await session.get_one(Case, self.case_id)


@pytest.fixture
async def desk(database: Database, city: City, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    kept = city.departments["market_regulation"]
    monkeypatch.setitem(city.departments, "market_regulation", replace(kept, second_look=True))
    desk = await Desk(database, city).open()
    yield desk
    async with database.reading() as session:
        assert await audit(session) is None


async def test_an_answer_goes_once_a_lead_says_yes_and_the_clock_runs_till_then(desk: Desk) -> None:
    for operation in (answer_case, settle_case):
        with pytest.raises(errors.SecondPersonNeeded):
            await desk.does(operation, desk.clerk, "退了")
    before = await desk.case()
    assert await desk.writes("平台退了 50 元") is False
    held = await desk.case()
    assert (held.state, held.warn_at, held.answered_at) == (CaseState.ACCEPTED, before.warn_at, None)
    assert "case-news-answered" not in await desk.told(desk.worker.id)
    assert (await desk.told(desk.lead.person_id))[-1] == (await desk.told(desk.other.person_id))[-1] == "sign"
    with pytest.raises(errors.SecondPersonNeeded):
        await desk.does(sign_answer, desk.clerk)
    await desk.does(sign_answer, desk.lead)
    assert (await desk.case()).state is CaseState.ANSWERED
    assert (await desk.told(desk.worker.id))[-1] == "case-news-answered"
    assert (await desk.told(desk.clerk.person_id))[-1] == "signed"
    with pytest.raises(AnswerNotHeld):
        await desk.does(sign_answer, desk.other)


async def test_the_outcome_waits_and_a_promise_is_kept_by_the_yes_alone(desk: Desk) -> None:
    async with desk.database.transaction() as session:
        await promise_worker(session, desk.case_id, desk.clerk, "给结果", until=NOW.date(), **desk.by)
    await desk.writes("退了", Step.SETTLE)
    async with desk.database.reading() as session:
        assert [each.kept_at for each in await promises_of(session, desk.case_id)] == [None]
    await desk.does(sign_answer, desk.other)
    async with desk.database.reading() as session:
        assert [each.kept_at for each in await promises_of(session, desk.case_id)] == [NOW]
        worker = await session.get_one(Person, desk.worker.id)
        story = str((await export_cases(session, worker))["cases"][0]["story"])
    assert (await desk.case()).state is CaseState.SETTLED
    assert "signing" not in story


async def test_it_comes_back_with_a_reason_and_is_written_anew(desk: Desk) -> None:
    await desk.writes("不归我们管")
    await desk.does(send_back, desk.lead, "写清楚依据")
    assert (await desk.told(desk.clerk.person_id))[-1] == "sent-back"
    with pytest.raises(AnswerNotHeld):
        await desk.does(sign_answer, desk.lead)
    await desk.writes("依据第 12 条")
    await desk.writes("依据第 12 条，平台要退")
    async with desk.database.reading() as session:
        held = await held_answer(session, await session.get_one(Case, desk.case_id))
        assert held is not None
        assert held.text == "依据第 12 条，平台要退"


async def test_what_a_lead_changed_goes_once_somebody_else_says_yes(desk: Desk) -> None:
    await desk.writes("退了")
    await desk.does(change_answer, desk.lead, "平台 11 月 23 日退了 50 元")
    assert (await desk.told(desk.clerk.person_id))[-1] == "sign"
    with pytest.raises(errors.SecondPersonNeeded):
        await desk.does(sign_answer, desk.lead)
    await desk.does(sign_answer, desk.clerk)
    assert (await desk.case()).state is CaseState.ANSWERED


async def test_a_lead_does_not_say_yes_to_their_own_in_whatever_post(desk: Desk) -> None:
    async with desk.database.transaction() as session:
        await assign_case(session, desk.case_id, desk.lead, desk.lead.id, **desk.by)
    assert await desk.writes("退了", staff=desk.lead) is False
    async with desk.database.transaction() as session:
        person = await session.get_one(Person, desk.lead.person_id)
        _, code = await add_staff(session, name="孙", role=StaffRole.LEAD, department="market_regulation", now=NOW)
        again = await join_staff(session, code, person, now=NOW)
    with pytest.raises(errors.SecondPersonNeeded):
        await desk.does(sign_answer, again)
    await desk.does(sign_answer, desk.other)
    assert (await desk.case()).state is CaseState.ANSWERED


async def test_a_clerk_or_another_department_says_no_yes(desk: Desk) -> None:
    async with desk.database.transaction() as session:
        zhao, qian = await a_clerk(session, "赵明"), await a_clerk(session, "钱工", "transport", LEAD)
    await desk.writes("退了")
    with pytest.raises(errors.NotStaff):
        await desk.does(sign_answer, zhao)
    async with desk.database.transaction() as session:  # who gets the case reads it, and says no yes for a lead
        await assign_case(session, desk.case_id, desk.lead, zhao.id, **desk.by)
    with pytest.raises(errors.NotStaff):
        await desk.does(sign_answer, zhao)
    with pytest.raises(CaseGone):
        await desk.does(sign_answer, qian)


async def test_what_was_held_does_not_go_where_the_case_is_passed_on(desk: Desk) -> None:
    await desk.writes("退了")
    async with desk.database.transaction() as session:
        qian = await a_clerk(session, "钱工", "transport", LEAD)
        await transfer_case(session, desk.case_id, desk.clerk, to="transport", reason="归他们", **desk.by)
    with pytest.raises(AnswerNotHeld):
        await desk.does(sign_answer, qian)
    assert await desk.writes("我们办", staff=qian) is True


async def test_in_an_urgent_case_nothing_waits(desk: Desk) -> None:
    async with desk.database.transaction() as session:
        (await session.get_one(Case, desk.case_id)).urgent = True
    assert await desk.writes("马上到") is True


async def test_a_type_can_ask_for_it_and_where_nobody_else_leads_that_is_said(
    database: Database, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(city.case_types, "deduction", replace(city.case_types["deduction"], second_look=True))
    async with database.transaction() as session:
        only = await a_clerk(session, "王芳", role=LEAD)
        case = await a_case(session, await a_person(session), city)
        await take_case(session, case.id, only, city=city, now=NOW)
        said: dict[str, Any] = {"files": [], "city": city, "now": NOW}
        with pytest.raises(NobodyToSign):
            await answer_or_hand_in(session, case.id, only, Step.ANSWER, "退了", **said)
        await a_clerk(session, "周姐", "social_work", LEAD)
        assert await answer_or_hand_in(session, case.id, only, Step.ANSWER, "退了", **said) is False


@pytest.mark.parametrize("asks", ["case_types", "departments"])
async def test_where_only_refusals_wait_everything_else_goes_at_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, asks: str
) -> None:
    city = desk.city
    kept = replace(city.departments["market_regulation"], second_look="refusals" if asks == "departments" else False)
    monkeypatch.setitem(city.departments, "market_regulation", kept)
    if asks == "case_types":
        type_ = replace(city.case_types["deduction"], second_look="refusals")
        monkeypatch.setitem(city.case_types, "deduction", type_)
    assert await desk.writes("平台已经把 200 元退回你的账户") is True
    assert await desk.writes("经核实不符合条件，不予支持") is False
    await desk.does(sign_answer, desk.lead)
    async with desk.database.transaction() as session:
        with pytest.raises(errors.SecondPersonNeeded):
            await settle_case(session, desk.case_id, desk.clerk, "不属于我局管辖", **desk.by)
        await settle_case(session, desk.case_id, desk.clerk, "已经退了，双方确认", **desk.by)


@pytest.mark.parametrize(
    ("said", "refuses"),
    [
        ("您反映的情况不属于劳动关系，不予受理", True),
        ("经查，扣款符合协议约定，无法支持您的请求", True),
        ("已超过一年仲裁时效", True),
        ("这个我们办不了，建议走仲裁", True),
        ("缺少证据，驳回", True),
        ("不在补贴范围内", True),
        ("We cannot support your claim", True),
        ("You are not eligible for it.", True),
        ("平台同意补发 300 元，三天内到账", False),
        ("扣款已撤销，钱已退回", False),
        ("我们去看过了，路灯修好了", False),
        ("请把订单截图发来", False),
        ("The platform pays it back this week.", False),
    ],
)
def test_a_refusal_is_known_by_the_words_in_which_offices_say_no(said: str, refuses: bool) -> None:
    assert is_refusal(said) is refuses

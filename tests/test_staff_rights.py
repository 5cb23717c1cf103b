"""Who may do what with a case, pressed in the chat: every step in every state by everybody, and what staff can read."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from handlers.cases.answering import Satisfied, Solved
from handlers.cases.buttons import AddToCase, AskWithdraw
from handlers.staff.buttons import DoStep, ShowStaffCase
from models.case import ENDED, RULES, Case, CaseState, Role, Step
from models.case_closing import Satisfaction
from models.case_record import story_of
from models.city import City
from models.database import Database
from models.file import StoredFile
from models.outbox import OutboxMessage
from models.own_case import add_case_evidence, add_to_case
from models.person import Contact, meet
from models.staff import Staff, StaffRole
from tests.chat import Button, Chat, Someone, open_chat, telegram_update
from tests.conftest import THURSDAY_AFTERNOON
from tests.filing import a_case, fetched
from tests.staff_chat import a_colleague, files
from tests.test_evidence import _with_exif

FREE = (CaseState.FILED, CaseState.REOPENED)
PRESSED = (
    Step.TAKE, Step.TAKE_OVER, Step.ASK, Step.RESUME, Step.NOTE, Step.PROMISE, Step.ASK_EXTENSION, Step.ASSIST,
    Step.CONTACT_PLATFORM, Step.ANSWER, Step.SETTLE, Step.TRANSFER,
)  # fmt: skip
ANYBODYS = {Step.TAKE, Step.TAKE_OVER, Step.NOTE, Step.TRANSFER}
"""Steps for which one need not have the case."""


@pytest.fixture
async def telegram(database: Database, city: City) -> AsyncIterator[Chat]:
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time:
        yield open_chat("telegram", database, city, time)


def _may(step: Step, state: CaseState, role: Role, *, has_it: bool, somebody_has_it: bool) -> bool:
    """What the table says; a case that nobody has taken is taken first, and nobody does a colleague's work."""

    def rule(at: CaseState, what: Step) -> bool:
        found = RULES.get((at, what))
        return found is not None and role in found.roles

    if step in ANYBODYS:
        if step is Step.TAKE and somebody_has_it and state not in FREE and state not in ENDED:
            return has_it
        return rule(state, step)
    if state in FREE:
        return step is not Step.RESUME and rule(state, Step.TAKE) and rule(CaseState.ACCEPTED, step)
    return rule(state, step) and has_it


async def _put(database: Database, case_id: int, state: CaseState, handler: int | None) -> None:
    """The case as it would be; its record is not looked at here."""
    async with database.transaction() as session:
        values = {"state": state, "handler_id": None if state in FREE else handler, "department": "market_regulation"}
        await session.execute(sa.update(Case).where(Case.id == case_id).values(values))


async def _presses(someone: Someone, data: str) -> bool:
    """Whether the press was answered with a screen; what is refused is an alert without buttons."""
    await someone.presses_button(Button("old", press=data, message_id=1))
    return bool(someone.buttons())


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_every_step_in_every_state_by_everybody(telegram: Chat, database: Database) -> None:
    handler = await a_colleague(telegram, "经办")
    people = {
        "handler": (handler, Role.STAFF),
        "colleague": (await a_colleague(telegram, "同事"), Role.STAFF),
        "lead": (await a_colleague(telegram, "负责人", role=StaffRole.LEAD), Role.LEAD),
        "lead department": (await a_colleague(telegram, "牵头", "social_work"), Role.LEAD_DEPARTMENT),
    }
    other, worker = (
        await a_colleague(telegram, "别的", "transport", StaffRole.LEAD),
        await telegram.person("w", agreed=True),
    )
    case = await files(telegram, worker)
    async with database.reading() as session:
        handler_id = await session.scalar(sa.select(Staff.id).where(Staff.name == "经办"))
    wrong: list[Any] = []
    for state in CaseState:
        for step in PRESSED:
            data = DoStep(case_id=case.id, step=step).pack()
            for name, (someone, role) in people.items():
                telegram.wait(seconds=1)
                await _put(database, case.id, state, handler_id)
                has_it = name == "handler"
                expected = _may(step, state, role, has_it=has_it, somebody_has_it=True)
                if await _presses(someone, data) != expected:
                    wrong.append((state.value, step.value, name, expected, someone.text))
            await _put(database, case.id, state, handler_id)
            for someone in (other, worker):
                telegram.wait(seconds=1)
                if await _presses(someone, data):
                    wrong.append((state.value, step.value, "outsider", someone.text))
    assert wrong == []


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_every_step_of_the_worker_in_every_state(telegram: Chat, database: Database) -> None:
    worker, stranger = await telegram.person("worker", agreed=True), await telegram.person("stranger", agreed=True)
    clerk = await a_colleague(telegram, "经办")
    case = await files(telegram, worker)
    buttons = {
        Step.CONFIRM: Solved(case_id=case.id, solved=True),
        Step.REOPEN: Solved(case_id=case.id, solved=False),
        Step.RATE: Satisfied(case_id=case.id, how=Satisfaction.YES),
        Step.ADD: AddToCase(case_id=case.id),
        Step.WITHDRAW: AskWithdraw(case_id=case.id),
    }
    wrong = []
    for state in CaseState:
        for step, data in buttons.items():
            await _put(database, case.id, state, 1)
            real = Step.REPLY if step is Step.ADD and state is CaseState.WAITING_WORKER else step
            telegram.wait(seconds=1)
            if await _presses(worker, data.pack()) != ((state, real) in RULES):
                wrong.append((state.value, step.value, worker.text))
            await _put(database, case.id, state, 1)
            for someone in (stranger, clerk):
                telegram.wait(seconds=1)
                if await _presses(someone, data.pack()):
                    wrong.append((state.value, step.value, "not theirs", someone.text))
    assert wrong == []


IDENTIFIERS = ("7790017788", "90417", "o6_bmjrPTlm6", "13800001234", "1380000", "Camera of Li Si", "Anna")


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_nothing_that_staff_can_reach_tells_who_filed_anonymously(telegram: Chat, database: Database) -> None:
    """Every button of every screen that can be reached from the queue and the case, and all that is pushed."""
    clerk = await a_colleague(telegram, "王芳", "union", StaffRole.LEAD)
    lead = await a_colleague(telegram, "周", "social_work")
    now = datetime.now(UTC)
    async with database.transaction() as session:
        person, _, _ = await meet(session, "telegram", "7790017788", locale="zh-CN", now=now)
        person.consent_at = now
        session.add(Contact(id=90417, person_id=person.id, channel="wechat", address="o6_bmjrPTlm6", created_at=now))
        case = await a_case(session, person, telegram.city, "talk", anonymous=True, now=now)
        piece = await add_case_evidence(
            session, case.id, person, channel="telegram", file_id="f", compressed=False, now=now
        )
        await fetched(session, piece, _with_exif(), now=now)
        await add_to_case(session, case.id, person, "又来了一次", city=telegram.city, now=now)
    said: list[str] = []
    for someone in (clerk, lead):
        await someone.is_told()
        said.append(someone.text)
        await _walk(telegram, someone, case, said)
    everything = "\n".join(said)
    assert f"匿名-{case.pseudonym}" in everything
    assert "又来了一次" in everything
    assert [each for each in IDENTIFIERS if each in everything] == []


async def _walk(chat: Chat, someone: Someone, case: Case, said: list[str]) -> None:
    """Presses whatever there is to press, once each."""
    waiting, pressed = [ShowStaffCase(case_id=case.id).pack(), "squeue"], set()
    while waiting and len(pressed) < 80:
        data = waiting.pop(0)
        if data in pressed or data.startswith("home"):
            continue
        pressed.add(data)
        chat.wait(seconds=1)
        await someone.presses_button(Button("x", press=data, message_id=1))
        said.append(someone.text)
        waiting += [each.press for each in someone.buttons() if each.press]
    async with chat.app.database.reading() as session:
        for file in await session.scalars(sa.select(StoredFile)):
            said += [file.name, file.content.decode("latin-1")]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_an_answer_to_a_message_is_for_its_case(telegram: Chat, database: Database) -> None:
    clerk, worker = await a_colleague(telegram, "经办"), await telegram.person("worker", agreed=True)
    cases = [await files(telegram, worker) for _ in range(2)]
    for case in cases:
        telegram.wait(seconds=5)
        await clerk.sends(case.number)
        await clerk.presses("问当事人")
        await clerk.sends("哪天？")
        await clerk.presses("发出")
    for _ in range(5):
        telegram.wait(seconds=2)
        await worker.is_told()
    async with database.reading() as session:
        rows = (await session.scalars(sa.select(OutboxMessage).where(OutboxMessage.message_id.is_not(None)))).all()
        asked = {each.content["arguments"]["number"]: each for each in rows if each.content["key"] == "case-news-asked"}
    question = asked[cases[0].number]
    update = telegram_update(int(worker.address), {"text": "昨天"})
    update["message"]["reply_to_message"] = {**update["message"], "message_id": question.message_id, "text": "…"}
    worker.screen = await telegram.client.during(worker, telegram.app.receive(telegram.client.channel, update))
    worker.sees(f"{cases[0].number}：回答交给部门了")
    async with database.reading() as session:
        states = [(await session.get_one(Case, each.id)).state for each in cases]
    assert states == [CaseState.ACCEPTED, CaseState.WAITING_WORKER]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_what_is_written_survives_an_emergency_and_is_sent_once(telegram: Chat, database: Database) -> None:
    clerk, worker = await a_colleague(telegram, "经办"), await telegram.person("worker", agreed=True)
    case = await files(telegram, worker)
    await clerk.sends("/menu")
    await clerk.presses("待办")
    clerk.sees("市场监管局的待办")
    await clerk.presses("没人接 1")
    await clerk.presses("1")
    await clerk.presses("答复")
    await clerk.sends("受伤了先打120，再报案")
    clerk.sees("急救：120")
    await clerk.presses("回到刚才填的")
    clerk.sees("怎么答复当事人")
    telegram.wait(seconds=5)
    await clerk.sends("受伤了先打120，再报案")
    clerk.sees("发给当事人的答复")
    await clerk.presses("改一改")
    await clerk.sends("受伤了先打120，人安全了再报案")
    send = clerk.button("发出")
    await clerk.presses_button(send)
    clerk.sees("答复发给当事人了")
    await clerk.presses_button(send)
    clerk.sees(case.number, "下一步")
    async with database.reading() as session:
        story = [each.what for each in await story_of(session, case.id)]
    assert story == ["file", "take", "answer"]

"""Every step of a case by everybody in every state, pressed in the chat and taken to its end: the record has it or not.

What is allowed is written down here once more, so that a slip in models/cases/steps.py is found.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from handlers.buttons.cases import AddToCase, AgreeContact, AnswerReveal, AskWithdraw, RemovePiece, Satisfied, Solved
from handlers.buttons.staff import DoStep
from models.cases.case import Case
from models.cases.closing import Satisfaction
from models.cases.filer import Part, remember_filer
from models.cases.mine import add_case_evidence
from models.cases.record import CaseEvent
from models.cases.steps import Actor, CaseState, Role, Step
from models.casework.platform import Disclosure
from models.city.pack import City
from models.people.person import Person
from models.staff.post import Staff
from models.storage.database import Database
from tests.conftest import THURSDAY_AFTERNOON
from tests.world.chat import Chat, Someone, open_chat
from tests.world.filing import a_picture, fetched
from tests.world.office import (
    AT_ONCE,
    HANDLER,
    IN_HAND,
    LEAD,
    LEADING,
    MAY,
    OPEN,
    SECOND,
    Office,
    expected_of,
)
from tests.world.staff_chat import a_colleague, files, person_of

WORKERS: Mapping[Step, tuple[CaseState, ...]] = {
    Step.CONFIRM: (CaseState.SETTLED,),
    Step.REOPEN: (CaseState.SETTLED,),
    Step.RATE: (CaseState.SETTLED, CaseState.CLOSED),
    Step.ADD: tuple(each for each in OPEN if each is not CaseState.WAITING_WORKER),
    Step.REPLY: (CaseState.WAITING_WORKER,),
    Step.WITHDRAW: OPEN,
    Step.AGREE: IN_HAND,
    Step.REFUSE_REVEAL: OPEN,
    Step.REVEAL: OPEN,
    Step.REMOVE_EVIDENCE: OPEN,
}
WORKER_LEADS_TO = {
    Step.CONFIRM: CaseState.CLOSED,
    Step.REOPEN: CaseState.REOPENED,
    Step.REPLY: CaseState.ACCEPTED,
    Step.WITHDRAW: CaseState.WITHDRAWN,
}


@pytest.fixture
async def telegram(database: Database, city: City) -> AsyncIterator[Chat]:
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time:
        yield open_chat("telegram", database, city, time)


@pytest.mark.parametrize("state", CaseState)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_every_step_of_staff_is_taken_or_refused_to_its_end(telegram: Chat, state: CaseState) -> None:
    """Each state with a case of its own: every card shows the whole record, which grows with each step."""
    office = await Office.open(telegram)
    wrong: list[Any] = []
    for step, may in MAY.items():
        for name, someone in {**office.people, "worker": office.worker}.items():
            await office.put(state)
            await office.with_request(step)
            if step is Step.REVEAL:
                second = Actor(Role.LEAD_DEPARTMENT, office.ids[SECOND], "social_work")
                await office.asks_reveal(Step.URGE_REVEAL, second)
            before = await office.count()
            if await office.begins(someone, step):
                await office.writes(someone, step)
                await office.sends(someone)
            done = await office.since(before)
            expected = expected_of(step, state) if name in may.get(state, frozenset()) else ([], state)
            if done != expected:
                wrong.append((step.value, name, expected, done, someone.text))
    assert wrong == []


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_what_was_written_is_refused_where_the_case_has_moved_on_meanwhile(telegram: Chat) -> None:
    """The words are typed while it is allowed; then a colleague, or the worker, was quicker."""
    office = await Office.open(telegram)
    handler = office.people[HANDLER]
    wrong: list[Any] = []
    written = [step for step in MAY if step not in AT_ONCE and step is not Step.URGE_REVEAL]
    for step in written:
        for state in CaseState:
            await office.put(CaseState.ACCEPTED)
            assert await office.begins(handler, step), (step, handler.text)
            if step in (Step.NOTE, Step.ASK_EXTENSION):  # sent with the words themselves
                await office.put(state)
                before = await office.count()
                await office.writes(handler, step)
            else:
                await office.writes(handler, step)
                await office.put(state)
                before = await office.count()
                await office.sends(handler)
            done = await office.since(before)
            expected = expected_of(step, state) if HANDLER in MAY[step].get(state, frozenset()) else ([], state)
            if done != expected:
                wrong.append((state.value, step.value, expected, done, handler.text))
            await handler.sends("待办")
    assert wrong == []


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_nobody_goes_on_with_a_case_that_a_colleague_took_over(telegram: Chat) -> None:
    office = await Office.open(telegram)
    handler, lead = office.people[HANDLER], office.people[LEAD]
    for step in (Step.ASK, Step.ANSWER, Step.SETTLE, Step.PROMISE, Step.ASSIST, Step.TRANSFER):
        await office.put(CaseState.ACCEPTED)
        await office.begins(handler, step)
        await office.writes(handler, step)
        await office.begins(lead, Step.TAKE_OVER)
        before = await office.count()
        await office.sends(handler)
        handler.sees("lead")
        assert await office.count() == before, step
        await handler.sends("待办")


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_every_step_of_the_worker_is_taken_or_refused_to_its_end(telegram: Chat, database: Database) -> None:
    office = await Office.open(telegram)
    worker, stranger = office.worker, await telegram.person("stranger", agreed=True)
    wrong: list[Any] = []
    for state in CaseState:
        for step, states in WORKERS.items():
            for someone in (stranger, office.people[HANDLER], office.people[LEADING], worker):
                await office.put(state)
                data = await _what_the_worker_presses(office, step, state)
                if data is None:
                    continue
                before = await office.count()
                if await office.presses(someone, data):
                    await _worker_goes_on(office, someone, step)
                done = await office.since(before)
                allowed = someone is worker and state in states
                expected = ([step.value], WORKER_LEADS_TO.get(step, state)) if allowed else ([], state)
                if done != expected:
                    wrong.append((state.value, step.value, allowed, expected, done, someone.text))
    assert wrong == []


async def _what_the_worker_presses(office: Office, step: Step, state: CaseState) -> str | None:
    """The button of the step; None where it is another step's in this state."""
    case_id = office.case_id
    if step in (Step.ADD, Step.REPLY):
        other = (state is CaseState.WAITING_WORKER) != (step is Step.REPLY)
        return None if other else AddToCase(case_id=case_id).pack()
    if step in (Step.REVEAL, Step.REFUSE_REVEAL):
        number = await office.asks_reveal(Step.ASK_REVEAL, Actor(Role.STAFF, 1, "market_regulation"))
        return AnswerReveal(case_id=case_id, number=number, answer="sure" if step is Step.REVEAL else "no").pack()
    if step is Step.REMOVE_EVIDENCE:
        return RemovePiece(case_id=case_id, number=await _a_piece(office)).pack()
    if step is Step.AGREE:
        await office.with_request(step, agreed=None)
    return {
        Step.CONFIRM: Solved(case_id=case_id, solved=True),
        Step.REOPEN: Solved(case_id=case_id, solved=False),
        Step.RATE: Satisfied(case_id=case_id, how=Satisfaction.YES),
        Step.WITHDRAW: AskWithdraw(case_id=case_id),
        Step.AGREE: AgreeContact(case_id=case_id, disclosure=Disclosure.ORDER, agrees=True),
    }[step].pack()


async def _a_piece(office: Office) -> int:
    """A photo that the worker handed in."""
    now = datetime.now(UTC)
    async with office.chat.app.database.transaction() as session:
        case = await session.get_one(Case, office.case_id)
        state, case.state = case.state, CaseState.ACCEPTED
        person = await person_of(office.chat, office.worker, session)
        about = {"channel": "telegram", "file_id": "f", "compressed": False, "city": office.chat.city, "now": now}
        piece = await add_case_evidence(session, case.id, person, **about)
        await fetched(session, piece, a_picture("JPEG"), now=now)
        case.state = state
        return piece.number


async def _worker_goes_on(office: Office, someone: Someone, step: Step) -> None:
    if step in (Step.ADD, Step.REPLY, Step.REOPEN):
        office.chat.wait(seconds=1)
        await someone.sends("钱还没退")
    if step is Step.WITHDRAW:
        office.chat.wait(seconds=1)
        await someone.presses("撤回")
    if step in (Step.ADD, Step.REPLY):
        office.chat.wait(seconds=1)
        await someone.sends("/menu")


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_who_joined_a_case_leaves_it_and_does_nothing_else(telegram: Chat, database: Database) -> None:
    office = await Office.open(telegram)
    boris = await telegram.person("boris", agreed=True)
    wrong: list[Any] = []
    for state in CaseState:
        for step in (*WORKERS, Step.LEAVE):
            await office.put(state)
            await _joins(office, boris)
            data = AskWithdraw(case_id=office.case_id).pack()
            if step not in (Step.LEAVE, Step.WITHDRAW):
                found = await _what_the_worker_presses(office, step, state)
                if found is None:
                    continue
                data = found
            before = await office.count()
            if await office.presses(boris, data):
                telegram.wait(seconds=1)
                if "退出" in boris.text:
                    await boris.presses("退出")
            leaves = step in (Step.LEAVE, Step.WITHDRAW) and state in OPEN
            done = await office.since(before)
            if done != ([Step.LEAVE.value] if leaves else [], state):
                wrong.append((state.value, step.value, done, boris.text))
    assert wrong == []


async def _joins(office: Office, someone: Someone) -> None:
    async with office.chat.app.database.transaction() as session:
        case = await session.get_one(Case, office.case_id)
        person: Person = await person_of(office.chat, someone, session)
        if case.reporters == 1:
            case.reporters = 2
            await remember_filer(session, case.id, person, part=Part.JOINED, now=datetime.now(UTC))


async def test_twenty_clerks_press_take_on_ten_cases_at_once(telegram: Chat, database: Database) -> None:
    clerks = [await a_colleague(telegram, f"同事{each}") for each in range(20)]
    worker = await telegram.person("w", agreed=True)
    cases = [await files(telegram, worker) for _ in range(10)]
    telegram.wait(seconds=20)
    app, client = telegram.app, telegram.client

    async def presses(clerk: Someone, case: Case) -> None:
        data = DoStep(case_id=case.id, step=Step.TAKE).pack()
        await client.hand_in(app, clerk, {"press": data, "message": 1})

    shuffled = [(clerk, case) for case in cases for clerk in clerks]
    random.Random(7).shuffle(shuffled)
    await asyncio.gather(*(presses(*each) for each in shuffled))
    async with database.reading() as session:
        names = {each.id: each.name for each in await session.scalars(sa.select(Staff))}
        taken = [await session.get_one(Case, each.id) for each in cases]
        for case in taken:
            links = await session.scalars(sa.select(CaseEvent.what).where(CaseEvent.case_id == case.id))
            assert sorted(links) == ["file", "take"]
    assert {each.state for each in taken} == {CaseState.ACCEPTED}
    assert all(each.handler_id in names for each in taken)
    for clerk, case in zip(clerks, taken * 2, strict=True):  # and everybody is told who has it
        telegram.wait(seconds=1)
        await clerk.sends(case.number)
        name = names[case.handler_id or 0]
        clerk.sees("你在办" if clerk.chat.people.get(name) is clerk else f"{name}在办")

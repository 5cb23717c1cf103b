"""Every step that staff may take, by everybody in every state: the page offers it or not, and its press takes it or
not, exactly as the table of steps says, and the same as in the chat (tests/models/casework/test_case_steps_in_chat.py).
"""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from bot.web.console.case.acts import EVERY, OF_STEPS
from models.cases.case import Case
from models.cases.steps import Actor, CaseState, Role, Step
from models.casework.orders import CaseOrder
from models.city.pack import City
from models.staff.console_session import ConsoleSession, prove_presence
from models.storage.database import Database
from tests.conftest import THURSDAY_AFTERNOON
from tests.world.chat import Chat, open_chat
from tests.world.console.desk_client import DeskClient, desk_of, text_of
from tests.world.office import (
    COLLEAGUE,
    DEPARTMENT,
    FREE,
    HANDLER,
    IN_HAND,
    LEAD,
    LEADING,
    MAY,
    OPEN,
    SECOND,
    May,
    Office,
    expected_of,
)

MORE_MAY: Mapping[Step, May] = {
    Step.SAY: MAY[Step.ANSWER],
    Step.ORDER: {state: frozenset({LEADING}) for state in OPEN if state is not CaseState.SETTLED},
    Step.ANSWER_ORDER: dict.fromkeys(OPEN, DEPARTMENT),
    Step.ASSIGN: {CaseState.FILED: frozenset({LEAD}), **dict.fromkeys(IN_HAND, frozenset({HANDLER, LEAD}))},
}
"""What the chat does by other buttons than those of a step."""
PRESSES = {Step.EXTEND: "approve", Step.REVEAL: "confirm-reveal", Step.SAY: "answer"}
WORDS = "平台说退三十元"
ASKED_FOR = {Step.EXTEND, Step.CONTACT_PLATFORM, Step.AGREE, Step.REVEAL, Step.URGE_REVEAL, Step.ANSWER_ORDER}
"""Steps before which something has to be there."""
LEFT_OUT = {
    Step.SEE_IDENTITY: "the case is anonymous here; test_case_page.py",
    **dict.fromkeys((Step.MERGE, Step.FOLLOWED, Step.LINK, Step.RETURN), "they have pages of their own; test_exchange"),
}


@pytest.fixture
async def telegram(database: Database, city: City) -> AsyncIterator[Chat]:
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time:
        yield open_chat("telegram", database, city, time)


def act_of(step: Step) -> str:
    return PRESSES.get(step) or OF_STEPS[step].name


async def fields_of(office: Office, step: Step) -> dict[str, str]:
    """What is filled in."""
    fields = {"text": WORDS, "day": "2026-11-30", "to": "transport"}
    if step is Step.SAY:
        fields["how"] = "say"
    if step is Step.CONTACT_PLATFORM:
        fields["how"] = "contact"
    if step is Step.ASSIGN:
        fields["to"] = str(office.ids[COLLEAGUE])
    return fields


async def with_request(office: Office, step: Step) -> None:
    """What there has to be before the step."""
    await office.with_request(step)
    if step is Step.REVEAL:
        await office.asks_reveal(Step.URGE_REVEAL, Actor(Role.LEAD_DEPARTMENT, office.ids[SECOND], "social_work"))
    async with office.chat.app.database.transaction() as session:
        await session.execute(sa.delete(CaseOrder))
        if step is Step.ANSWER_ORDER:
            now = datetime.now(UTC)
            about = {"ordered_by": office.ids[LEADING], "ordered_at": now, "due_at": now + timedelta(days=3)}
            about |= {"case_id": office.case_id, "department": "market_regulation", "wanted": "说明"}
            await session.get(Case, office.case_id, with_for_update=True)
            session.add(CaseOrder(**about))


async def desks_of(office: Office) -> dict[str, DeskClient]:
    """Everybody at the console, each with a proof of presence."""
    app = office.chat.app
    desks = {name: await desk_of(app, office.ids[name]) for name in office.people}
    async with app.database.transaction() as session:
        for each in await session.scalars(sa.select(ConsoleSession.id)):
            await prove_presence(session, each, until=app.clock() + timedelta(days=1))
    return desks


@pytest.mark.parametrize("state", CaseState)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_every_step_is_offered_and_taken_or_neither(telegram: Chat, state: CaseState) -> None:
    office = await Office.open(telegram)
    desks = await desks_of(office)
    async with telegram.app.database.reading() as session:
        number = (await session.get_one(Case, office.case_id)).number
    wrong: list[Any] = []
    plain = dict[str, str]()
    for step, may in {**MAY, **MORE_MAY}.items():
        for name, desk in desks.items():
            await office.put(state)
            await with_request(office, step)
            allowed = name in may.get(state, frozenset())
            page = plain.get(name) if step not in ASKED_FOR else None
            page = page or (await desk.get(f"/console/cases/{number}")).text
            if step not in ASKED_FOR:
                plain[name] = page  # nothing has to be there before these: the page is the same for all of them
            offered = f'id="act-{act_of(step)}"' in page
            before = await office.count()
            fields = await fields_of(office, step)
            answer = await desk.post(f"/console/cases/{number}/do/{act_of(step)}", fields)
            done = await office.since(before)
            expected = _expected(step, state) if allowed else ([], state)
            again = step is Step.TAKE and name == HANDLER  # it is theirs: a second press changes nothing
            status = (303,) if allowed else (303, 404, 422) if again else (404, 422)
            if offered != allowed or done != expected or answer.status_code not in status:
                wrong.append((step.value, name, allowed, offered, expected, done, answer.status_code, text_of(answer)))
    assert wrong == []


def _expected(step: Step, state: CaseState) -> tuple[list[str], CaseState]:
    """The links and the state after a step that is allowed."""
    if step not in MORE_MAY:
        return expected_of(step, state)
    takes = [Step.TAKE.value] if state in FREE and step in (Step.SAY, Step.ASSIGN) else []
    return [*takes, step.value], CaseState.ACCEPTED if takes else state


def test_every_step_that_staff_may_take_has_an_act_on_the_page() -> None:
    of_staff = {Step(step) for step in Step} - LEFT_OUT.keys()
    from models.cases.steps import RULES

    staff = {Role.STAFF, Role.LEAD, Role.LEAD_DEPARTMENT}
    possible = {step for (_, step), rule in RULES.items() if rule.roles & staff} & of_staff
    assert possible == {**MAY, **MORE_MAY}.keys()
    assert {act_of(step) for step in possible} <= EVERY.keys()

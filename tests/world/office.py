"""One anonymous case, its worker, and everybody who may press something about it, in the chat."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from handlers.buttons.staff import ApproveExtension, ConfirmReveal, DoStep, PickDay, PickDepartment
from models.cases.case import Case
from models.cases.record import CaseEvent
from models.cases.steps import Actor, CaseState, Step
from models.cases.taking import take_step
from models.casework.extension import CaseExtension
from models.casework.platform import CaseContact, Disclosure
from models.staff.post import Staff, StaffRole
from tests.world.chat import Button, Chat, Someone
from tests.world.staff_chat import a_colleague, files

HANDLER, COLLEAGUE, LEAD, LEADING = "handler", "colleague", "lead", "lead department"
SECOND = "a second one of the lead department"
IN_HAND = (CaseState.ACCEPTED, CaseState.WAITING_WORKER, CaseState.ANSWERED)
FREE = (CaseState.FILED, CaseState.REOPENED)
OPEN = (*FREE, *IN_HAND, CaseState.SETTLED)
SENDS = ("发出", "这就是答复", "发出，带上填的内容")
AT_ONCE = {Step.TAKE, Step.TAKE_OVER, Step.RESUME, Step.CONTACT_PLATFORM, Step.EXTEND, Step.REVEAL}


@dataclass
class Office:
    """One anonymous case, its worker, and everybody who may press something about it."""

    chat: Chat
    case_id: int
    worker: Someone
    people: dict[str, Someone]
    ids: dict[str, int]

    @classmethod
    async def open(cls, chat: Chat) -> "Office":
        people = {
            HANDLER: await a_colleague(chat, HANDLER),
            COLLEAGUE: await a_colleague(chat, COLLEAGUE),
            LEAD: await a_colleague(chat, LEAD, role=StaffRole.LEAD),
            LEADING: await a_colleague(chat, LEADING, "social_work"),
            "outsider": await a_colleague(chat, "outsider", "transport", StaffRole.LEAD),
        }
        await a_colleague(chat, SECOND, "social_work")
        worker = await chat.person("w", agreed=True)
        case = await files(chat, worker, anonymous=True)
        async with chat.app.database.reading() as session:
            ids = {each.name: each.id for each in await session.scalars(sa.select(Staff))}
        return cls(chat, case.id, worker, people, ids)

    async def put(self, state: CaseState, *, handled: bool = True) -> None:
        """The case as it would be, with whatever a step finds: a request for more time, a worker who has agreed."""
        now = datetime.now(UTC)
        async with self.chat.app.database.transaction() as session:
            case = await session.get_one(Case, self.case_id)
            case.state, case.department = state, "market_regulation"
            case.handler_id = self.ids[HANDLER] if handled and state not in FREE else None
            case.anonymous, case.person_id, case.bounces = True, None, 0
            case.reopened_at = case.paused_at = case.ended_at = None
            case.answer_by = case.accept_by = now.replace(year=now.year + 1)
            extension = await session.get(CaseExtension, self.case_id)
            if extension is not None:
                await session.delete(extension)

    async def with_request(self, step: Step, *, agreed: bool | None = True) -> None:
        """What there has to be before the step."""
        now = datetime.now(UTC)
        async with self.chat.app.database.transaction() as session:
            if step is Step.EXTEND:
                about = {"asked_by": self.ids[HANDLER], "asked_at": now, "reason": "平台没回", "days": 5}
                session.add(CaseExtension(case_id=self.case_id, **about))
            elif step in (Step.CONTACT_PLATFORM, Step.AGREE):
                about = {"disclosure": Disclosure.ORDER.value, "asked_by": 1, "asked_at": now, "agreed": agreed}
                await session.merge(CaseContact(case_id=self.case_id, **about))

    async def asks_reveal(self, step: Step, by: Actor) -> int:
        """Somebody asks who it is; the number of that link."""
        async with self.chat.app.database.transaction() as session:
            case = await session.get_one(Case, self.case_id)
            state, case.state = case.state, CaseState.ACCEPTED
            data = {"text": "有危险"}
            await take_step(session, self.case_id, step, by=by, now=datetime.now(UTC), data=data)
            case.state = state
            return case.event_count

    async def count(self) -> int:
        """How many links the record has."""
        async with self.chat.app.database.reading() as session:
            return (await session.get_one(Case, self.case_id)).event_count

    async def since(self, count: int) -> tuple[list[str], CaseState]:
        """The links since then, and the state now."""
        later = sa.select(CaseEvent.what).where(CaseEvent.case_id == self.case_id, CaseEvent.number > count)
        async with self.chat.app.database.reading() as session:
            links = list(await session.scalars(later.order_by(CaseEvent.number)))
            return links, (await session.get_one(Case, self.case_id)).state

    async def presses(self, someone: Someone, data: str) -> bool:
        """Whether it was answered with a screen; what is refused is an alert without buttons."""
        self.chat.wait(seconds=1)
        await someone.presses_button(Button("old", press=data, message_id=1))
        return bool(someone.buttons())

    async def begins(self, someone: Someone, step: Step) -> bool:
        """The first press; whether it went on."""
        data = DoStep(case_id=self.case_id, step=step).pack()
        if step is Step.EXTEND:
            data = ApproveExtension(case_id=self.case_id).pack()
        elif step is Step.REVEAL:
            data = ConfirmReveal(case_id=self.case_id).pack()
        return await self.presses(someone, data)

    async def writes(self, someone: Someone, step: Step) -> None:
        """Department, words and day, as far as the step wants them."""
        if step in (Step.TRANSFER, Step.ASSIST):
            await self.presses(someone, PickDepartment(case_id=self.case_id, step=step, key="transport").pack())
        if step in AT_ONCE:
            return
        self.chat.wait(seconds=1)
        await someone.sends("平台说要核实")
        if step in (Step.PROMISE, Step.ASSIST):
            await self.presses(someone, PickDay(case_id=self.case_id, day=20261130).pack())

    async def sends(self, someone: Someone) -> None:
        send = next((label for label in SENDS if label in someone.labels()), None)
        if send is not None:
            self.chat.wait(seconds=1)
            await someone.presses(send)


# --- what staff may do, once more, so that a slip in models/cases/steps.py is found -----------------------------------

DEPARTMENT = frozenset({HANDLER, COLLEAGUE, LEAD})
EVERYBODY = DEPARTMENT | {LEADING}
LEADS = frozenset({LEAD, LEADING})
May = Mapping[CaseState, frozenset[str]]


def _work(*in_hand: CaseState) -> May:
    """Whoever has it; a case that nobody has is taken first."""
    mine = {state: frozenset({HANDLER}) for state in in_hand}
    return {CaseState.FILED: EVERYBODY, CaseState.REOPENED: frozenset({LEADING}), **mine}


def _all(states: tuple[CaseState, ...], people: frozenset[str]) -> May:
    return dict.fromkeys(states, people)


MAY: Mapping[Step, May] = {
    Step.TAKE: {CaseState.FILED: EVERYBODY, CaseState.REOPENED: frozenset({LEADING})},
    Step.TAKE_OVER: _all(IN_HAND, LEADS),
    Step.ASK: _work(CaseState.ACCEPTED, CaseState.ANSWERED),
    Step.RESUME: {CaseState.WAITING_WORKER: frozenset({HANDLER})},
    Step.NOTE: _all(OPEN, EVERYBODY),
    Step.PROMISE: _work(*IN_HAND),
    Step.ASK_EXTENSION: _work(*IN_HAND),
    Step.EXTEND: _all(IN_HAND, LEADS),
    Step.ASSIST: _work(*IN_HAND),
    Step.CONTACT_PLATFORM: _work(*IN_HAND),
    Step.ANSWER: _work(*IN_HAND),
    Step.SETTLE: _work(*IN_HAND),
    Step.TRANSFER: {
        CaseState.FILED: EVERYBODY,
        CaseState.REOPENED: frozenset({LEADING}),
        **_all((CaseState.ACCEPTED, CaseState.WAITING_WORKER), frozenset({HANDLER, LEADING})),
    },
    Step.ASK_REVEAL: _all(OPEN, EVERYBODY),
    Step.URGE_REVEAL: _all(OPEN, frozenset({LEADING})),
    Step.REVEAL: _all(OPEN, frozenset({LEADING})),
}
LEADS_TO = {
    Step.TAKE: CaseState.ACCEPTED,
    Step.ASK: CaseState.WAITING_WORKER,
    Step.RESUME: CaseState.ACCEPTED,
    Step.ANSWER: CaseState.ANSWERED,
    Step.SETTLE: CaseState.SETTLED,
    Step.TRANSFER: CaseState.FILED,
}
TAKES_FIRST = {step for step in MAY if CaseState.FILED in MAY[step]} - {
    *(Step.TAKE, Step.NOTE, Step.TRANSFER, Step.ASK_REVEAL, Step.URGE_REVEAL, Step.REVEAL)
}


def expected_of(step: Step, state: CaseState) -> tuple[list[str], CaseState]:
    """The links and the state after a step that is allowed."""
    takes = [Step.TAKE.value] if state in FREE and step in TAKES_FIRST else []
    after = CaseState.ACCEPTED if takes else state
    return [*takes, step.value], LEADS_TO.get(step, after)

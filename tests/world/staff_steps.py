"""What staff may do with a case in each state, written down once more, so that a slip in models/cases/steps.py is
found in the chat and in the console."""

from collections.abc import Mapping

from models.cases.steps import CaseState, Step
from tests.world.office import COLLEAGUE, FREE, HANDLER, IN_HAND, LEAD, LEADING, OPEN

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

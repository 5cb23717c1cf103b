"""The steps of a case: the states they are possible in, and the roles that may take them.

    FILED ──take──> ACCEPTED ──ask──> WAITING_WORKER ──reply──> ACCEPTED
      ^               │  └──answer──> ANSWERED
      └──transfer─────┤                  │
                      └──────settle──────┴──> SETTLED ──confirm, close──> CLOSED
    withdraw, from any open state ─> WITHDRAWN    └──reopen, once──> REOPENED ──take──> ACCEPTED
    merge, from FILED, ACCEPTED, WAITING_WORKER and ANSWERED ─> CLOSED

RULES holds every possible step of every state, with the state it leads to and the roles that may take it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class CaseState(StrEnum):
    """The state of a case."""

    FILED = "filed"
    ACCEPTED = "accepted"
    WAITING_WORKER = "waiting_worker"
    ANSWERED = "answered"
    SETTLED = "settled"
    REOPENED = "reopened"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """A step that can be taken with a case."""

    FILE = "file"
    TAKE = "take"
    TAKE_OVER = "take_over"
    TRANSFER = "transfer"
    ASK = "ask"
    REPLY = "reply"
    RESUME = "resume"
    NOTE = "note"
    PROMISE = "promise"
    ASK_EXTENSION = "ask_extension"
    EXTEND = "extend"
    ASSIST = "assist"
    CONTACT_PLATFORM = "contact_platform"
    AGREE = "agree"
    SAY = "say"
    ORDER = "order"
    ANSWER_ORDER = "answer_order"
    ASSIGN = "assign"
    SEE_IDENTITY = "see_identity"
    ANSWER = "answer"
    SETTLE = "settle"
    CONFIRM = "confirm"
    RATE = "rate"
    REOPEN = "reopen"
    CLOSE = "close"
    ADD = "add"
    JOIN = "join"
    CLAIM = "claim"
    MERGE = "merge"
    FOLLOWED = "followed"
    LINK = "link"
    RETURN = "return"
    LEAVE = "leave"
    WITHDRAW = "withdraw"
    ASK_REVEAL = "ask_reveal"
    REFUSE_REVEAL = "refuse_reveal"
    URGE_REVEAL = "urge_reveal"
    REVEAL = "reveal"
    EVIDENCE_KEPT = "evidence_kept"
    EVIDENCE_REFUSED = "evidence_refused"
    REMOVE_EVIDENCE = "remove_evidence"
    RELEASE_EVIDENCE = "release_evidence"
    DETACH = "detach"
    ANONYMISE = "anonymise"


class Role(StrEnum):
    """The role of whoever takes a step. LEAD_DEPARTMENT: staff of the department that supervises the others."""

    WORKER = "worker"
    STAFF = "staff"
    LEAD = "lead"
    LEAD_DEPARTMENT = "lead_department"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """The taker of a step, in the form that the record shows. department: the key of the staff member's department."""

    role: Role
    staff_id: int | None = None
    department: str | None = None

    def __str__(self) -> str:
        return self.role.value if self.staff_id is None else f"{self.role.value}:{self.staff_id}"


WORKER = Actor(Role.WORKER)
SYSTEM = Actor(Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class Rule:
    """The state that a step leads to, and the roles that may take it."""

    to: CaseState
    roles: frozenset[Role]


ENDED = frozenset({CaseState.CLOSED, CaseState.WITHDRAWN})
OPEN = frozenset(CaseState) - ENDED
_IN_HAND = frozenset({CaseState.ACCEPTED, CaseState.WAITING_WORKER, CaseState.ANSWERED})
_STAFF = frozenset({Role.STAFF, Role.LEAD, Role.LEAD_DEPARTMENT})
_LEADS = frozenset({Role.LEAD, Role.LEAD_DEPARTMENT})
_LEAD_DEPARTMENT = frozenset({Role.LEAD_DEPARTMENT})
_WORKER = frozenset({Role.WORKER})
_SYSTEM = frozenset({Role.SYSTEM})

_TABLE: tuple[tuple[Step, frozenset[CaseState], CaseState | None, frozenset[Role]], ...] = (
    # step, in which states, where it leads (None: it stays), who may
    (Step.TAKE, frozenset({CaseState.FILED}), CaseState.ACCEPTED, _STAFF),
    (Step.TAKE, frozenset({CaseState.REOPENED}), CaseState.ACCEPTED, _LEAD_DEPARTMENT),
    (Step.TAKE_OVER, _IN_HAND, None, _LEADS),
    (
        Step.TRANSFER,
        frozenset({CaseState.FILED, CaseState.ACCEPTED, CaseState.WAITING_WORKER}),
        CaseState.FILED,
        _STAFF,
    ),
    (Step.TRANSFER, frozenset({CaseState.REOPENED}), CaseState.FILED, _LEAD_DEPARTMENT),
    (Step.ASK, frozenset({CaseState.ACCEPTED, CaseState.ANSWERED}), CaseState.WAITING_WORKER, _STAFF),
    (Step.REPLY, frozenset({CaseState.WAITING_WORKER}), CaseState.ACCEPTED, _WORKER),
    (Step.RESUME, frozenset({CaseState.WAITING_WORKER}), CaseState.ACCEPTED, _STAFF | _SYSTEM),
    (Step.NOTE, OPEN, None, _STAFF),
    (Step.PROMISE, _IN_HAND, None, _STAFF),
    (Step.ASK_EXTENSION, _IN_HAND, None, _STAFF),
    (Step.EXTEND, _IN_HAND, None, _LEADS),
    (Step.ASSIST, _IN_HAND, None, _STAFF),
    (Step.CONTACT_PLATFORM, _IN_HAND, None, _STAFF),
    (Step.AGREE, _IN_HAND, None, _WORKER),
    (Step.SAY, _IN_HAND, None, _STAFF),
    (Step.ASSIGN, _IN_HAND, None, _STAFF | _SYSTEM),
    (Step.ORDER, OPEN - {CaseState.SETTLED}, None, _LEAD_DEPARTMENT),
    (Step.ANSWER_ORDER, OPEN, None, _STAFF),
    (Step.SEE_IDENTITY, OPEN, None, _STAFF),
    (Step.ANSWER, _IN_HAND, CaseState.ANSWERED, _STAFF),
    (Step.SETTLE, _IN_HAND, CaseState.SETTLED, _STAFF),
    (Step.CONFIRM, frozenset({CaseState.SETTLED}), CaseState.CLOSED, _WORKER),
    (Step.RATE, frozenset({CaseState.SETTLED, CaseState.CLOSED}), None, _WORKER),
    (Step.REOPEN, frozenset({CaseState.SETTLED}), CaseState.REOPENED, _WORKER),
    (Step.CLOSE, frozenset({CaseState.SETTLED}), CaseState.CLOSED, _SYSTEM),
    (Step.ADD, OPEN - {CaseState.WAITING_WORKER}, None, _WORKER),
    (Step.JOIN, OPEN, None, _WORKER),
    (Step.LEAVE, OPEN, None, _WORKER),
    (Step.CLAIM, OPEN | {CaseState.CLOSED}, None, _WORKER),
    (
        Step.MERGE,
        frozenset({CaseState.FILED, CaseState.ACCEPTED, CaseState.WAITING_WORKER, CaseState.ANSWERED}),
        CaseState.CLOSED,
        _STAFF,
    ),
    (Step.FOLLOWED, OPEN, None, _STAFF),
    (Step.LINK, OPEN | {CaseState.CLOSED}, None, _STAFF),
    (Step.RETURN, OPEN | {CaseState.CLOSED}, None, _STAFF),
    (Step.WITHDRAW, OPEN, CaseState.WITHDRAWN, _WORKER),
    (Step.ASK_REVEAL, OPEN, None, _STAFF),
    (Step.REFUSE_REVEAL, OPEN, None, _WORKER),
    (Step.URGE_REVEAL, OPEN, None, _LEAD_DEPARTMENT),
    (Step.REVEAL, OPEN, None, _WORKER | _LEAD_DEPARTMENT),
    (Step.EVIDENCE_KEPT, OPEN | ENDED, None, _SYSTEM),
    (Step.EVIDENCE_REFUSED, OPEN | ENDED, None, _SYSTEM),
    (Step.REMOVE_EVIDENCE, OPEN, None, _WORKER | _SYSTEM),
    (Step.RELEASE_EVIDENCE, OPEN, None, _WORKER),
    (Step.DETACH, OPEN, None, _SYSTEM),
    (Step.ANONYMISE, ENDED, None, _SYSTEM),
)


def _rules() -> Iterator[tuple[tuple[CaseState, Step], Rule]]:
    for step, states, to, roles in _TABLE:
        for state in states:
            yield (state, step), Rule(to or state, roles)


RULES: Mapping[tuple[CaseState, Step], Rule] = dict(_rules())
"""Every possible step; any other is refused."""

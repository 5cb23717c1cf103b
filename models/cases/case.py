"""A case: something a person wants a department to settle, from the day it is filed to the day it is over.

    FILED ──take──> ACCEPTED ──ask──> WAITING_WORKER ──reply──> ACCEPTED
      ^               │  └──answer──> ANSWERED
      └──transfer─────┤                  │
                      └──────settle──────┴──> SETTLED ──confirm, close──> CLOSED
    withdraw, from any open state ─> WITHDRAWN    └──reopen, once──> REOPENED ──take──> ACCEPTED

RULES is the whole of it: which step is possible in which state, where it leads and who may take it. Every step goes
through `take_step`, which locks the case, checks, changes and adds a link to its record (models/cases/record.py).
What is filled in and not yet filed is a draft (models/cases/draft.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.clock import follow_clock
from models.cases.moment import add_link, kept_moment
from models.cases.reopening import answered_again, keep_first_round, taken_again
from models.cases.seal import beside_seal, seal_of
from models.errors import CaseGone, CaseMovedOn, StepRefused
from models.storage.database import Base, BigId, EncryptedJson, Json, Opened, UtcDateTime, cipher_at, values_of

if TYPE_CHECKING:
    from models.city.pack import City


class CaseState(StrEnum):
    """Where a case stands."""

    FILED = "filed"
    ACCEPTED = "accepted"
    WAITING_WORKER = "waiting_worker"
    ANSWERED = "answered"
    SETTLED = "settled"
    REOPENED = "reopened"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What can be done with a case."""

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
    """Who takes a step. LEAD_DEPARTMENT: anybody of the department that supervises the others."""

    WORKER = "worker"
    STAFF = "staff"
    LEAD = "lead"
    LEAD_DEPARTMENT = "lead_department"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes a step, as the record shows it. department: the key of a member of staff's own."""

    role: Role
    staff_id: int | None = None
    department: str | None = None

    def __str__(self) -> str:
        return self.role.value if self.staff_id is None else f"{self.role.value}:{self.staff_id}"


WORKER = Actor(Role.WORKER)
SYSTEM = Actor(Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a step leads, and who may take it."""

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
"""Every step that is possible; what is not here is refused."""


class Case(Base):
    """A filed case. type, department, district, platform: keys of the city pack.

    person_id: who filed it under their name; an anonymous case has none here (models/cases/filer.py finds its filer)
    and a pseudonym instead, four digits that staff see. latitude, longitude: WGS-84, of a city report's spot alone.
    """

    __tablename__ = "case"
    __table_args__ = (
        sa.Index("ix_case_department", "department", "state", "accept_by"),
        sa.Index("ix_case_answer", "department", "state", "answer_by"),
        sa.Index("ix_case_handler", "handler_id", "state", "answer_by"),
        sa.Index("ix_case_type", "type", "platform", "filed_at"),
        sa.Index("ix_case_spot", "type", "latitude", "longitude"),
        sa.Index("ix_case_filed", "filed_at"),
        sa.Index("ix_case_urgent", "state", sqlite_where=sa.text("urgent = 1"), postgresql_where=sa.text("urgent")),
        sa.Index(
            "ix_case_unsealed",
            "id",
            sqlite_where=sa.text("seal <> day_seal"),
            postgresql_where=sa.text("seal <> day_seal"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    type: Mapped[str]
    department: Mapped[str]
    district: Mapped[str | None]
    platform: Mapped[str | None]
    state: Mapped[CaseState] = mapped_column(
        sa.Enum(CaseState, native_enum=False, length=16, values_callable=values_of)
    )
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"), index=True)
    anonymous: Mapped[bool]
    pseudonym: Mapped[str | None]
    locked: Mapped[Any] = mapped_column("answers", EncryptedJson(by="number"))
    answers = Opened[Json]("locked", by="number")
    """Question key -> answer, as models/cases/answers.py keeps it."""
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    reporters: Mapped[int] = mapped_column(default=1)
    """How many people stand behind it: the one who filed it and those who joined."""
    filed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accept_by: Mapped[datetime] = mapped_column(UtcDateTime)
    answer_by: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a department first took it, answered it, settled it; a reopened case keeps the first of each."""
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reopened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    handler_id: Mapped[int | None] = mapped_column(BigId)
    """The number of the member of staff who has it, if somebody has (models/staff/post.py)."""
    bounces: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often a department other than the lead one has passed it on."""
    solved: Mapped[bool | None]
    """What the worker last said to that question."""
    satisfied: Mapped[str | None]
    """yes, so_so or no, as the worker last said."""
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when its clock stands still (models/cases/clock.py)."""
    waited_s: Mapped[int] = mapped_column(default=0, server_default="0")
    """For how long it stood still before: seconds of working time."""
    warned: Mapped[int] = mapped_column(sa.SmallInteger, default=0, server_default="0")
    """How far the warnings of its deadline are, and when the next is due."""
    warn_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    close_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    """When a settled case is closed, unless its worker answers."""
    urgent: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Somebody's life may hang on it (models/casework/urgent.py): nothing about it waits for a better hour."""
    event_count: Mapped[int] = mapped_column(default=0)
    head: Mapped[str]
    """The number and the hash of the last link of its record."""
    old_links: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many of its links are from before links were sealed (models/cases/record.py)."""
    filers: Mapped[str] = mapped_column(default="", server_default="")
    """The seal of who stands behind it (models/cases/filer.py)."""
    beside: Mapped[str] = mapped_column(default="", server_default="")
    """The seal of what stands beside it (models/casework/beside.py)."""
    seal: Mapped[str] = mapped_column(default="", server_default="")
    """Of this row as it is (models/cases/seal.py); none where its record did not hold when it was to be sealed."""
    day_seal: Mapped[str] = mapped_column(default="", server_default="")
    """The seal as the last daily line has it (models/receipts/daily_seal.py); while it is another, the case waits for
    one."""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


@sa.event.listens_for(Case, "before_insert")
def _seal_first(_: Any, connection: sa.Connection, case: Case) -> None:
    for column in ("reporters", "bounces", "waited_s", "warned", "event_count", "old_links"):
        if getattr(case, column) is None:  # what the database would fill in is in the seal too
            setattr(case, column, Case.__table__.c[column].default.arg)
    cipher = cipher_at(connection.dialect)
    case.filers, case.beside = case.filers or "", case.beside or beside_seal(case.number, (), cipher)
    case.seal = seal_of(case, cipher)


@sa.event.listens_for(Case, "before_update")
def _seal_again(_: Any, connection: sa.Connection, case: Case) -> None:
    """Whatever changes it. A case whose record did not hold stays without one."""
    if case.seal:
        case.seal = seal_of(case, cipher_at(connection.dialect))


async def locked_case(session: AsyncSession, case_id: int) -> Case:
    """The case as it is now, nobody else's until the transaction ends. Raises CaseGone."""
    case = await session.get(Case, case_id, with_for_update=True, populate_existing=True)
    if case is None:
        raise CaseGone
    return case


async def take_step(
    session: AsyncSession,
    case_id: int,
    step: Step,
    *,
    by: Actor,
    now: datetime,
    data: Mapping[str, Any] | None = None,
    department: str | None = None,
    city: "City | None" = None,
) -> Case:
    """Takes one step: checks the table and who may, changes the state, adds the link to the record.

    data: JSON for the record, encrypted. department: where the case goes (TRANSFER, REOPEN). city: for the clock,
    unless the step leaves the state as it is or ends the case. A worker's own operations check first that the case is
    theirs (models/cases/mine.py). Raises CaseGone (also for staff of another department), CaseMovedOn, StepRefused.
    """
    case = await locked_case(session, case_id)
    rule, before, had_it = allowed(case, step, by), case.state, case.department
    if department is not None:
        data = {**(data or {}), "department": department}
        case.department = department
    if step is Step.REOPEN:
        keep_first_round(session, case, had_it)
    case.state = rule.to
    at = kept_moment(case, now) if by.staff_id is None else now
    _mark_time(case, step, at)
    if case.reopened_at is not None:
        await _mark_again(session, case, step, at)
    if case.state is not before:
        follow_clock(case, city=city, now=at)
    await add_link(session, case, step, who=str(by), now=now, data=data)
    return case


def allowed(case: Case, step: Step, by: Actor) -> Rule:
    """The rule of a step somebody may take now. Raises CaseGone, CaseMovedOn, StepRefused."""
    if by.role in (Role.STAFF, Role.LEAD) and by.department != case.department:
        raise CaseGone
    rule = RULES.get((case.state, step))
    if rule is None or (step is Step.REOPEN and case.reopened_at is not None):
        raise CaseMovedOn(case.number, case.state)
    if by.role not in rule.roles:
        raise StepRefused(step.value)
    return rule


def steps_for(case: Case, by: Actor) -> frozenset[Step]:
    """What somebody may do with the case now: for the buttons of a card."""
    if by.role in (Role.STAFF, Role.LEAD) and by.department != case.department:
        return frozenset()
    possible = frozenset(step for (state, step), rule in RULES.items() if state is case.state and by.role in rule.roles)
    return possible - {Step.REOPEN} if case.reopened_at is not None else possible


async def _mark_again(session: AsyncSession, case: Case, step: Step, now: datetime) -> None:
    if step is Step.TAKE:
        await taken_again(session, case.id, now=now)
    elif step in (Step.ANSWER, Step.SETTLE):
        await answered_again(session, case.id, now=now)


def _mark_time(case: Case, step: Step, now: datetime) -> None:
    if step is Step.TAKE:
        case.accepted_at = case.accepted_at or now
    elif step is Step.ANSWER:
        case.answered_at = case.answered_at or now
    elif step is Step.SETTLE:
        case.answered_at, case.settled_at = case.answered_at or now, case.settled_at or now
    elif step is Step.REOPEN:
        case.reopened_at = now
    if case.state in ENDED:
        case.ended_at = case.ended_at or now

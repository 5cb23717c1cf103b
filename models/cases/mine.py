"""A worker's acts on their own cases: look, add, withdraw. For anybody else's case they get CaseGone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case, locked_case
from models.cases.errors import CaseGone, EvidenceGone, StepRefused
from models.cases.evidence import Evidence, evidence_of, expect_evidence, remove_evidence
from models.cases.filer import CaseFiler, Part, digests_of, filer_row
from models.cases.identity import forget_identity
from models.cases.news import StaffNews, tell_handler
from models.cases.news import said as as_said
from models.cases.record import add_link
from models.cases.steps import OPEN, WORKER, CaseState, Step
from models.cases.taking import allowed, take_step
from models.city.pack import City
from models.errors import AnswerMissing, AnswerTooLong
from models.outbox.causes import CauseKind, kind_of, number_of
from models.outbox.lookup import cause_of_message
from models.people.person import Contact, Person
from models.questions.text import LONGEST_TEXT
from models.values.clean_text import clean_text


async def cases_of(session: AsyncSession, person: Person, *, limit: int = 50, offset: int = 0) -> Sequence[Case]:
    """The person's cases, filed (under a name or not) or joined: the open ones first, then the newest."""
    open_first = sa.case((Case.state.in_(OPEN), 0), else_=1)
    mine = sa.select(Case).where(Case.id.in_(await _ids_of(session, person)))
    ordered = mine.order_by(open_first, Case.filed_at.desc(), Case.id.desc())
    return (await session.scalars(ordered.limit(limit).offset(offset))).all()


async def count_cases_of(session: AsyncSession, person: Person) -> tuple[int, int]:
    """How many cases of the person are open, and how many there are in all."""
    is_open = sa.case((Case.state.in_(OPEN), 1), else_=0)
    count = sa.select(sa.func.coalesce(sa.func.sum(is_open), 0), sa.func.count())
    open_, all_ = (await session.execute(count.where(Case.id.in_(await _ids_of(session, person))))).one()
    return open_, all_


async def find_own_case(session: AsyncSession, number: str, person: Person) -> Case:
    """The person's case with that number, in the format of models/cases/number.py. Raises CaseGone."""
    mine = sa.select(Case).where(Case.number == number, Case.id.in_(await _ids_of(session, person)))
    case = await session.scalar(mine)
    if case is None:
        raise CaseGone
    return case


async def _ids_of(session: AsyncSession, person: Person) -> sa.Select[Any]:
    return sa.select(CaseFiler.case_id).where(CaseFiler.digest.in_(await digests_of(session, person)))


async def open_cases_of(session: AsyncSession, person: Person) -> Sequence[Case]:
    """The open cases that the person filed; a goodbye lists them."""
    mine = sa.select(CaseFiler.case_id).where(
        CaseFiler.digest.in_(await digests_of(session, person)), CaseFiler.part == Part.FILED
    )
    open_ = sa.select(Case).where(Case.id.in_(mine), Case.state.in_(OPEN)).order_by(Case.filed_at, Case.id)
    return (await session.scalars(open_)).all()


async def own_case(session: AsyncSession, case_id: int, person: Person) -> tuple[Case, Part]:
    """The case and the person's part in it. Raises CaseGone."""
    row = await filer_row(session, case_id, person)
    case = await session.get(Case, case_id) if row else None
    if row is None or case is None:
        raise CaseGone
    return case, row.part


async def need_filed(session: AsyncSession, case_id: int, person: Person, step: Step) -> None:
    """Checks that the person filed the case: only they speak for it. A person who joined is told of it and can leave.
    Raises CaseGone, StepRefused."""
    _, part = await own_case(session, case_id, person)
    if part is not Part.FILED:
        raise StepRefused(step.value)


async def add_to_case(
    session: AsyncSession, case_id: int, person: Person, text: str, *, city: City, now: datetime
) -> Case:
    """Adds words to the case. If the department waits for an answer, they are the answer and its clock goes on. Raises
    CaseGone, CaseMovedOn, StepRefused, AnswerMissing, AnswerTooLong.
    """
    said = clean_text(text)
    if not said:
        raise AnswerMissing("add")
    if len(said) > LONGEST_TEXT:
        raise AnswerTooLong(LONGEST_TEXT)
    await need_filed(session, case_id, person, Step.ADD)
    case = await locked_case(session, case_id)
    step = Step.REPLY if case.state is CaseState.WAITING_WORKER else Step.ADD
    await take_step(session, case_id, step, by=WORKER, city=city, now=now, data={"text": said})
    news = StaffNews.REPLIED if step is Step.REPLY else StaffNews.ADDED
    await tell_handler(session, case, news, now=now, facts={"text": as_said(said)})
    return case


async def add_case_evidence(
    session: AsyncSession,
    case_id: int,
    person: Person,
    *,
    channel: str,
    file_id: str,
    compressed: bool,
    city: City,
    now: datetime,
    size: int | None = None,
    name: str | None = None,
) -> Evidence:
    """Adds a piece of evidence to a filed case; the record names it once its bytes are here. If the department waits
    for an answer, the piece is the answer and the clock goes on. Raises CaseGone, CaseMovedOn, StepRefused,
    EvidenceTooLarge, EvidenceRefused, TooMuchEvidence.
    """
    await need_filed(session, case_id, person, Step.ADD)
    case = await locked_case(session, case_id)
    answers = case.state is CaseState.WAITING_WORKER
    if answers:
        await take_step(session, case_id, Step.REPLY, by=WORKER, city=city, now=now, data={"file": True})
    else:
        allowed(case, Step.ADD, WORKER)
    piece = await expect_evidence(
        session,
        case_id=case.id,
        channel=channel,
        file_id=file_id,
        compressed=compressed,
        size=size,
        name=name,
        now=now,
    )
    await tell_handler(session, case, StaffNews.REPLIED_FILE if answers else StaffNews.EVIDENCE, now=now)
    return piece


async def remove_case_evidence(
    session: AsyncSession, case_id: int, person: Person, number: int, *, now: datetime
) -> Case:
    """Deletes the bytes of a piece; its number and digest stay in the record. Raises CaseGone, CaseMovedOn,
    StepRefused, EvidenceGone."""
    await need_filed(session, case_id, person, Step.REMOVE_EVIDENCE)
    await locked_case(session, case_id)
    piece = await session.scalar(
        sa.select(Evidence)
        .where(Evidence.case_id == case_id, Evidence.number == number, Evidence.removed_at.is_(None))
        .where(Evidence.staff_id.is_(None))
        .with_for_update()
    )
    if piece is None:
        raise EvidenceGone
    case = await take_step(
        session, case_id, Step.REMOVE_EVIDENCE, by=WORKER, now=now, data={"removed": [piece.for_record()]}
    )
    await remove_evidence(session, piece, now=now)
    return case


async def withdraw_case(session: AsyncSession, case_id: int, person: Person, *, now: datetime) -> Case:
    """Ends the case at the worker's wish. A case with other reporters goes on without them. Raises CaseGone,
    CaseMovedOn."""
    await own_case(session, case_id, person)
    case = await locked_case(session, case_id)
    if case.reporters == 1:
        await take_step(session, case_id, Step.WITHDRAW, by=WORKER, now=now)
        if case.handler_id is not None:
            await tell_handler(session, case, StaffNews.WITHDRAWN, now=now)
        return case
    return await leave_case(session, case, person, now=now)


async def leave_case(session: AsyncSession, case: Case, person: Person, *, now: datetime) -> Case:
    """Takes the person off a case that goes on; they hear no more of it. The case must be locked. Raises CaseGone."""
    allowed(case, Step.LEAVE, WORKER)
    row = await filer_row(session, case.id, person)
    if row is None:
        raise CaseGone
    case.reporters -= 1
    if row.part is Part.FILED:
        case.person_id = None
        await forget_identity(session, case.id)
    await session.delete(row)
    await add_link(session, case, Step.LEAVE, who=str(WORKER), now=now, data={"reporters": case.reporters})
    return case


async def case_evidence(session: AsyncSession, case_id: int, person: Person) -> Sequence[Evidence]:
    """The pieces that the person handed in for the case, tombstones too. Raises CaseGone."""
    await own_case(session, case_id, person)
    return [each for each in await evidence_of(session, case_id=case_id) if each.staff_id is None]


async def case_answered_to(session: AsyncSession, contact: Contact, message_id: int, person: Person) -> Case | None:
    """The person's open case that a message we pushed to this chat was about, so that a reply to it goes to the case;
    else None."""
    cause = await cause_of_message(session, contact.id, message_id) or ""
    if kind_of(cause) != CauseKind.CASE_FILER:
        return None
    mine = (CaseFiler.digest.in_(await digests_of(session, person)), CaseFiler.part == Part.FILED)
    found = (
        sa.select(Case)
        .join(CaseFiler, CaseFiler.case_id == Case.id)
        .where(CaseFiler.id == int(number_of(cause)), *mine)
    )
    case = await session.scalar(found)
    return case if case is not None and case.is_open else None


async def waiting_cases(session: AsyncSession, person: Person) -> Sequence[Case]:
    """The person's cases in which a department waits for them, the newest first."""
    mine = (CaseFiler.digest.in_(await digests_of(session, person)), CaseFiler.part == Part.FILED)
    waiting = sa.select(Case).join(CaseFiler, CaseFiler.case_id == Case.id)
    newest = waiting.where(*mine, Case.state == CaseState.WAITING_WORKER).order_by(Case.filed_at.desc(), Case.id.desc())
    return (await session.scalars(newest)).all()

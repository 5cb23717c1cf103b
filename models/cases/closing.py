"""The end of a settled case: the worker says whether the problem is solved and how content they are. A worker can
reopen the case once, at the lead department. Without an answer the case is closed."""

from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.answers import what_is_said
from models.cases.case import Case, locked_case
from models.cases.errors import ReopenedAlready
from models.cases.facts import department_titles
from models.cases.filer import CaseFiler, Part
from models.cases.mine import need_filed
from models.cases.news import StaffNews, news_key, said, staff_news, tell_department
from models.cases.record import CaseEvent, happened_at
from models.cases.settlement import CaseSettlement, note_opinion
from models.cases.steps import SYSTEM, WORKER, CaseState, Step
from models.cases.taking import allowed, take_step
from models.city.pack import City
from models.outbox.causes import SENT_WITHIN, CauseKind
from models.outbox.lookup import row_put_as
from models.outbox.message import OutboxState, put_all
from models.people.person import Person
from models.staff.post import Post, Staff, leads_of

CLOSE_AFTER = timedelta(days=7)
"""A settled case is closed this long after the worker was asked whether it is solved and did not answer."""

WAITS_AT_MOST = timedelta(days=30)
"""The longest wait for a worker who cannot be asked, because their channel can only answer."""
PORTION = 200


class Satisfaction(StrEnum):
    YES = "yes"
    SO_SO = "so_so"
    NO = "no"


async def confirm_solved(session: AsyncSession, case_id: int, person: Person, *, now: datetime) -> Case:
    """Closes the case because the worker says that it is solved. Raises CaseGone, StepRefused, CaseMovedOn."""
    await need_filed(session, case_id, person, Step.CONFIRM)
    case = await take_step(session, case_id, Step.CONFIRM, by=WORKER, now=now)
    case.solved, case.close_at = True, None
    await note_opinion(session, case_id, solved=True)
    return case


async def rate_case(
    session: AsyncSession, case_id: int, person: Person, satisfaction: Satisfaction, *, now: datetime
) -> Case:
    """Keeps how content the worker is; a second answer replaces the first. Raises CaseGone, StepRefused,
    CaseMovedOn.
    """
    await need_filed(session, case_id, person, Step.RATE)
    data = {"satisfied": satisfaction.value}
    case = await take_step(session, case_id, Step.RATE, by=WORKER, now=now, data=data)
    case.satisfied = satisfaction.value
    await note_opinion(session, case_id, satisfied=case.satisfied)
    return case


async def may_reopen(session: AsyncSession, case_id: int, person: Person) -> None:
    """Checks that the worker may say “not solved” now. Raises CaseGone, StepRefused, CaseMovedOn, ReopenedAlready."""
    await need_filed(session, case_id, person, Step.REOPEN)
    case = await locked_case(session, case_id)
    if case.state is CaseState.SETTLED and case.reopened_at is not None:
        raise ReopenedAlready(case.number)
    allowed(case, Step.REOPEN, WORKER)


async def reopen_case(
    session: AsyncSession, case_id: int, person: Person, reason: str, *, city: City, now: datetime
) -> Case:
    """Reopens the case at the lead department, once. Raises what `may_reopen` raises, and AnswerMissing,
    AnswerTooLong.
    """
    reason = what_is_said(reason)
    await may_reopen(session, case_id, person)
    lead = city.lead_department.key
    case = await take_step(
        session, case_id, Step.REOPEN, by=WORKER, city=city, now=now, data={"text": reason}, department=lead
    )
    case.solved, case.close_at, case.handler_id = False, None, None
    await _tell_who_settled(session, case, reason, city=city, now=now)
    await tell_department(session, case, city=city, now=now, news=StaffNews.REOPENED, text=said(reason))
    return case


async def _tell_who_settled(session: AsyncSession, case: Case, reason: str, *, city: City, now: datetime) -> None:
    """Tells the colleague who settled the case, and the leads of the settling department, that it did not help and
    which department has it now. Does nothing if that department has it still."""
    settled: CaseSettlement | None = await note_opinion(session, case.id, solved=False)
    if settled is None or settled.department == case.department:
        return
    settler = await session.get(Staff, settled.staff_id)
    whom = {each.id: each for each in await leads_of(session, settled.department)}
    facts = {"text": said(reason), "department": department_titles(city, case.department)}
    people: list[Staff | Post] = [
        *whom.values(),
        *([settler] if settler is not None and settler.active and settler.id not in whom else []),
    ]
    await put_all(session, staff_news(people, case, StaffNews.NOT_SOLVED, now=now, facts=facts))


async def not_solved_again(session: AsyncSession, case_id: int, person: Person, *, now: datetime) -> Case:
    """Keeps that a reopened case is still not solved, and closes it. Raises CaseGone, StepRefused, CaseMovedOn."""
    await need_filed(session, case_id, person, Step.RATE)
    case = await take_step(session, case_id, Step.RATE, by=WORKER, now=now, data={"solved": False})
    case.solved = False
    await note_opinion(session, case_id, solved=False)
    if case.state is CaseState.SETTLED:
        case.close_at = None
        await take_step(session, case_id, Step.CLOSE, by=SYSTEM, now=now)
    return case


async def close_settled(session: AsyncSession, *, now: datetime, limit: int = PORTION) -> int:
    """Closes settled cases whose worker was asked CLOSE_AFTER ago and has not answered: `limit` at most, so that a job
    calls it until it finds fewer. Returns how many it looked at."""
    due = sa.select(Case.id).where(Case.state == CaseState.SETTLED, Case.close_at <= now)
    ids = (await session.scalars(due.order_by(Case.close_at).limit(limit))).all()
    for case_id in ids:
        case = await locked_case(session, case_id)
        if case.state is not CaseState.SETTLED or case.close_at is None or case.close_at > now:
            continue
        later = await _asked_later(session, case, now)
        if later is None:
            case.close_at = None
            await take_step(session, case_id, Step.CLOSE, by=SYSTEM, now=now)
        else:
            case.close_at = later
    await session.flush()
    return len(ids)


async def _asked_later(session: AsyncSession, case: Case, now: datetime) -> datetime | None:
    """When to look again, if the question reached the worker late or still waits for them to write; None: close the
    case."""
    settled = await session.scalar(
        sa.select(CaseEvent)
        .where(CaseEvent.case_id == case.id, CaseEvent.what == Step.SETTLE)
        .order_by(CaseEvent.number.desc())
        .limit(1)
    )
    filer = await session.scalar(
        sa.select(CaseFiler.id).where(CaseFiler.case_id == case.id, CaseFiler.part == Part.FILED)
    )
    if settled is None or filer is None:
        return None
    key = news_key(CauseKind.CASE_FILER.of(filer), settled.number)
    asked = await row_put_as(session, key)
    if asked is None or asked.state in (OutboxState.CANCELLED, OutboxState.FAILED, OutboxState.MISSED):
        return None
    if asked.sent_at is not None:
        later = asked.sent_at + SENT_WITHIN + CLOSE_AFTER
        return later if later > now else None
    return now + timedelta(days=1) if now < happened_at(settled) + WAITS_AT_MOST else None

"""The work of a department on a case: take it, ask, note, answer, settle.

The colleague who took a case handles it; a lead can take it over. Every operation locks the case and checks the table
of steps (models/cases/steps.py). The operations here also check that nobody does a colleague's work unasked.
"""

from collections.abc import Awaitable, Callable
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.answers import what_is_said
from models.cases.case import Case, locked_case
from models.cases.closing import CLOSE_AFTER
from models.cases.errors import CaseGone, CaseMovedOn
from models.cases.filer import Part, followers_of
from models.cases.news import CaseNews, StaffNews, day, said, staff_news, tell_followers
from models.cases.record import story_of
from models.cases.settlement import note_settlement
from models.cases.steps import CaseState, Role, Step
from models.cases.taking import actor_of, allowed, take_step
from models.casework.errors import HandledByOther, TakenAlready, WorkerGone
from models.casework.promise import end_of, keep_promise, promises_kept
from models.city.departments import REFUSALS
from models.city.pack import City
from models.outbox.message import put_all
from models.staff.errors import SecondPersonNeeded
from models.staff.post import Staff, post_at
from models.storage.database import Json
from models.values.refusal import is_refusal

Attach = Callable[[Case], Awaitable[list[int]]]
"""Keeps files that go with a colleague's words as pieces of the case, which is locked by then; returns their
numbers."""
WAITS_TO_BE_TAKEN = (CaseState.FILED, CaseState.REOPENED)


async def case_for_staff(session: AsyncSession, case_id: int, staff: Staff, *, city: City) -> Case:
    """The case, if it belongs to the colleague's department, or the colleague to the lead department. Raises
    CaseGone."""
    case = await session.get(Case, case_id)
    by = actor_of(staff, city)
    if case is None or (by.role is not Role.LEAD_DEPARTMENT and by.department != case.department):
        raise CaseGone
    return case


async def take_case(session: AsyncSession, case_id: int, staff: Staff, *, city: City, now: datetime) -> Case:
    """Gives the case to this colleague; a second press of theirs changes nothing. Raises CaseGone, CaseMovedOn,
    StepRefused, TakenAlready (with the handler's name, and the minutes since they took it).
    """
    case = await locked_case(session, case_id)
    await case_for_staff(session, case_id, staff, city=city)
    if case.state not in WAITS_TO_BE_TAKEN and case.is_open and case.handler_id is not None:
        if case.handler_id == staff.id:
            return case
        raise await _taken(session, case, now)
    case = await take_step(
        session, case_id, Step.TAKE, by=actor_of(staff, city), city=city, now=now, data={"name": staff.name}
    )
    case.handler_id = staff.id
    await session.flush()
    news = CaseNews.TAKEN_URGENT if case.urgent else CaseNews.TAKEN
    await tell_followers(session, case, news, city=city, now=now, facts={"name": staff.name})
    return case


async def _taken(session: AsyncSession, case: Case, now: datetime) -> TakenAlready:
    handler = await session.get(Staff, case.handler_id)
    steps = [each.at for each in await story_of(session, case.id) if each.what in (Step.TAKE, Step.TAKE_OVER)]
    minutes = int((now - steps[-1]).total_seconds() // 60) if steps else 0
    return TakenAlready(handler.name if handler else "", max(0, minutes))


async def take_over_case(session: AsyncSession, case_id: int, staff: Staff, *, city: City, now: datetime) -> Case:
    """Moves the case of a colleague, who is told, to a lead. Raises CaseGone, CaseMovedOn, StepRefused."""
    case = await locked_case(session, case_id)
    before = await post_at(session, case.handler_id)
    if before is not None and before.id == staff.id:
        allowed(case, Step.TAKE_OVER, actor_of(staff, city))
        return case
    await take_step(
        session, case_id, Step.TAKE_OVER, by=actor_of(staff, city), city=city, now=now, data={"name": staff.name}
    )
    case.handler_id = staff.id
    await session.flush()
    if before is not None:
        facts = {"name": staff.name}
        await put_all(session, staff_news([before], case, StaffNews.TAKEN_OVER, now=now, facts=facts))
    return case


async def begin_work(session: AsyncSession, case_id: int, staff: Staff, *, city: City, now: datetime) -> Case:
    """Makes sure that this colleague has the case: a case that nobody has is taken. Raises CaseGone, CaseMovedOn,
    StepRefused, HandledByOther.
    """
    case = await locked_case(session, case_id)
    await case_for_staff(session, case_id, staff, city=city)
    if case.state in WAITS_TO_BE_TAKEN:
        return await take_case(session, case_id, staff, city=city, now=now)
    if not case.is_open:
        raise CaseMovedOn(case.number, case.state)
    await need_handler(session, case, staff)
    return case


async def need_handler(session: AsyncSession, case: Case, staff: Staff) -> None:
    """Checks that the colleague handles the case. Raises HandledByOther with the name of the handler."""
    if case.handler_id != staff.id:
        handler = await session.get(Staff, case.handler_id) if case.handler_id is not None else None
        raise HandledByOther(handler.name if handler else "none")


async def handle(
    session: AsyncSession,
    case_id: int,
    step: Step,
    staff: Staff,
    text: str,
    *,
    city: City,
    now: datetime,
    attached: Attach | None = None,
    signed: Staff | None = None,
) -> Case:
    """Takes a step of the handler, with their words; a case that nobody has is taken first. attached: keeps the files
    before the step, whose link names the pieces. signed: the colleague who checked the words before they go out.
    Raises CaseGone, CaseMovedOn, StepRefused, HandledByOther, AnswerMissing, AnswerTooLong.
    """
    data: dict[str, Json] = {"text": what_is_said(text), "name": staff.name}
    if signed is not None:
        data["signed"] = signed.name
    case = await begin_work(session, case_id, staff, city=city, now=now)
    if attached is not None:
        allowed(case, step, actor_of(staff, city))
        data["pieces"] = await attached(case)
    return await take_step(session, case.id, step, by=actor_of(staff, city), city=city, now=now, data=data)


def needs_second_look(case: Case, text: str, city: City) -> bool:
    """Whether a second person has to look at an answer before it goes to the worker; never in an urgent case."""
    asking = (city.case_types.get(case.type), city.departments.get(case.department))
    asked = {each.second_look for each in asking if each is not None}
    return not case.urgent and (True in asked or (REFUSALS in asked and is_refusal(text)))


async def _need_signed(
    session: AsyncSession, case_id: int, staff: Staff, text: str, signed: Staff | None, *, city: City
) -> None:
    """Checks that a second person signed the words if one has to. Raises CaseGone, SecondPersonNeeded."""
    case = await case_for_staff(session, case_id, staff, city=city)
    if signed is None and needs_second_look(case, text, city):
        raise SecondPersonNeeded


async def ask_worker(
    session: AsyncSession,
    case_id: int,
    staff: Staff,
    text: str,
    *,
    city: City,
    now: datetime,
    attached: Attach | None = None,
) -> Case:
    """Asks the worker who filed the case; neither sees the other's account. Raises what `handle` raises, and
    WorkerGone."""
    if not any(each.part is Part.FILED for each in await followers_of(session, case_id)):
        await case_for_staff(session, case_id, staff, city=city)
        raise WorkerGone
    await go_on_talking(session, case_id, staff, city=city, now=now)
    case = await handle(session, case_id, Step.ASK, staff, text, city=city, now=now, attached=attached)
    await tell_followers(
        session,
        case,
        CaseNews.ASKED_URGENT if case.urgent else CaseNews.ASKED,
        city=city,
        now=now,
        facts={"text": said(what_is_said(text))},
        filer_only=True,
    )
    return case


async def go_on_talking(session: AsyncSession, case_id: int, staff: Staff, *, city: City, now: datetime) -> None:
    """Resumes an urgent case that waits for the worker, so that the colleague can say more before the worker answers.
    Raises what `resume_case` raises."""
    case = await case_for_staff(session, case_id, staff, city=city)
    if case.urgent and case.state is CaseState.WAITING_WORKER:
        await resume_case(session, case_id, staff, city=city, now=now)


async def resume_case(session: AsyncSession, case_id: int, staff: Staff, *, city: City, now: datetime) -> Case:
    """Resumes the case without the worker's answer. Raises CaseGone, CaseMovedOn, StepRefused, HandledByOther."""
    case = await locked_case(session, case_id)
    allowed(case, Step.RESUME, actor_of(staff, city))
    await need_handler(session, case, staff)
    return await take_step(session, case_id, Step.RESUME, by=actor_of(staff, city), city=city, now=now)


async def note_case(session: AsyncSession, case_id: int, staff: Staff, text: str, *, city: City, now: datetime) -> Case:
    """Adds a note for colleagues, by anybody of the department; the worker never sees it. Raises CaseGone, CaseMovedOn,
    AnswerMissing, AnswerTooLong."""
    data = {"text": what_is_said(text), "name": staff.name}
    return await take_step(session, case_id, Step.NOTE, by=actor_of(staff, city), city=city, now=now, data=data)


async def promise_worker(
    session: AsyncSession, case_id: int, staff: Staff, text: str, *, until: date, city: City, now: datetime
) -> Case:
    """Promises something by the end of a day of the city; the worker is told. Raises what `handle` raises, and
    DayPassed."""
    due_at = end_of(until, city, now=now)
    case = await handle(session, case_id, Step.PROMISE, staff, text, city=city, now=now)
    await keep_promise(session, case, staff, what_is_said(text), due_at=due_at, city=city, now=now)
    told = {"text": said(what_is_said(text)), "by": day(due_at, city)}
    await tell_followers(session, case, CaseNews.PROMISED, city=city, now=now, facts=told)
    return case


async def say_meanwhile(
    session: AsyncSession,
    case_id: int,
    staff: Staff,
    text: str,
    *,
    city: City,
    now: datetime,
    attached: Attach | None = None,
) -> Case:
    """Sends the worker a word before the answer (“在核实”): the clock goes on, no promise counts as kept, and the
    figures do not count it. Raises what `handle` raises."""
    case = await handle(session, case_id, Step.SAY, staff, text, city=city, now=now, attached=attached)
    told = {"text": said(what_is_said(text)), "state": "answered" if case.answered_at else "open"}
    told["by"] = day(case.answer_by, city)
    news = CaseNews.SAID_URGENT if case.urgent else CaseNews.MEANWHILE
    await tell_followers(session, case, news, city=city, now=now, facts=told)
    return case


async def answer_case(
    session: AsyncSession,
    case_id: int,
    staff: Staff,
    text: str,
    *,
    city: City,
    now: datetime,
    attached: Attach | None = None,
    signed: Staff | None = None,
) -> Case:
    """Tells the worker the department's answer; more can follow. signed: the colleague who checked it before, if a
    second look is needed (models/casework/second_look.py). Raises what `handle` raises, and SecondPersonNeeded."""
    await _need_signed(session, case_id, staff, text, signed, city=city)
    case = await handle(
        session, case_id, Step.ANSWER, staff, text, city=city, now=now, attached=attached, signed=signed
    )
    await promises_kept(session, case_id, now=now)
    news = CaseNews.SAID_URGENT if case.urgent else CaseNews.ANSWERED
    await tell_followers(session, case, news, city=city, now=now, facts={"text": said(what_is_said(text))})
    return case


async def settle_case(
    session: AsyncSession,
    case_id: int,
    staff: Staff,
    text: str,
    *,
    city: City,
    now: datetime,
    attached: Attach | None = None,
    signed: Staff | None = None,
) -> Case:
    """Settles the case with the outcome in a sentence; the worker is asked whether the problem is solved. signed: the
    colleague who checked it before, if a second look is needed (models/casework/second_look.py). Raises what
    `handle` raises, and SecondPersonNeeded."""
    await _need_signed(session, case_id, staff, text, signed, city=city)
    case = await handle(
        session, case_id, Step.SETTLE, staff, text, city=city, now=now, attached=attached, signed=signed
    )
    case.close_at = now + CLOSE_AFTER
    await note_settlement(session, case, staff)
    await promises_kept(session, case_id, now=now)
    facts = {"text": said(what_is_said(text))}
    await tell_followers(session, case, CaseNews.SETTLED, city=city, now=now, facts=facts)
    return case

"""Passing a case on to another department, with a reason, once. When a second department objects, the case goes to the
lead department with all reasons, and that department decides. The dates that the worker was told stay as they are."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.answers import what_is_said
from models.cases.case import Case, locked_case
from models.cases.facts import department_titles
from models.cases.news import CaseNews, StaffNews, said, tell_department, tell_followers
from models.cases.record import story_of
from models.cases.steps import Role, Step
from models.cases.taking import actor_of, allowed, take_step
from models.casework.handling import need_handler
from models.city.pack import City
from models.errors import ChoiceUnknown
from models.staff.post import Staff


async def need_transferable(session: AsyncSession, case: Case, staff: Staff, *, city: City) -> None:
    """Checks that `staff` may pass the case on: its handler, anybody if nobody has it, or the lead department. Raises
    CaseGone, CaseMovedOn, StepRefused, HandledByOther."""
    by = actor_of(staff, city)
    allowed(case, Step.TRANSFER, by)
    if case.handler_id is not None and by.role is not Role.LEAD_DEPARTMENT:
        await need_handler(session, case, staff)


async def transfer_case(
    session: AsyncSession, case_id: int, staff: Staff, *, to: str, reason: str, city: City, now: datetime
) -> Case:
    """Passes the case to another department (a key of the pack), or to the lead department if it was passed on before.

    Raises CaseGone, CaseMovedOn, StepRefused, HandledByOther, ChoiceUnknown, AnswerMissing, AnswerTooLong.
    """
    reason = what_is_said(reason)
    case = await locked_case(session, case_id)
    by = actor_of(staff, city)
    await need_transferable(session, case, staff, city=city)
    before = case.department
    if to not in city.departments or to == before:
        raise ChoiceUnknown
    objects = by.role is not Role.LEAD_DEPARTMENT
    target = city.lead_department.key if objects and case.bounces else to
    reasons = [*await reasons_of(session, case_id), reason] if objects else [reason]
    data = {"text": reason, "from": before, "wanted": to, "name": staff.name}
    await take_step(session, case_id, Step.TRANSFER, by=by, city=city, now=now, data=data, department=target)
    case.bounces += objects
    case.handler_id = None
    await session.flush()
    told = {"before": department_titles(city, before), "text": said(reason)}
    await tell_followers(session, case, CaseNews.TRANSFERRED, city=city, now=now, facts=told)
    await tell_department(
        session,
        case,
        city=city,
        now=now,
        news=StaffNews.TRANSFERRED,
        before=told["before"],
        text=said("；".join(reasons)),
    )
    return case


async def reasons_of(session: AsyncSession, case_id: int) -> list[str]:
    """The reasons for which the case has been passed on so far, the oldest first."""
    return [
        str(each.data["text"])
        for each in await story_of(session, case_id)
        if each.what == Step.TRANSFER and "text" in each.data
    ]

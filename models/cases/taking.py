"""Take a step with a case: lock it, check the table of models/cases/steps.py, change it, and add a link to its record
(models/cases/record.py). Every change of a case's state goes through `take_step`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case, locked_case
from models.cases.clock import follow_clock
from models.cases.errors import CaseGone, CaseMovedOn, StepRefused
from models.cases.record import add_link, kept_moment
from models.cases.reopening import answered_again, keep_first_round, taken_again
from models.cases.steps import ENDED, RULES, Actor, Role, Rule, Step
from models.city.pack import City
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole
from models.storage.wakeups import WakeUp, wake


async def take_step(
    session: AsyncSession,
    case_id: int,
    step: Step,
    *,
    by: Actor,
    now: datetime,
    data: Mapping[str, Any] | None = None,
    department: str | None = None,
    city: City | None = None,
) -> Case:
    """Take one step: check table and role, change the state, add the link to the record.

    data: JSON for the record, encrypted. department: the new one of the case (TRANSFER, REOPEN). city: for the clock;
    not needed if the step keeps the state or ends the case. A worker's operations check before that the case is theirs
    (models/cases/mine.py). Raises CaseGone (also for staff of another department), CaseMovedOn, StepRefused.
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
    if case.department != had_it:
        wake(session, WakeUp.CASE, had_it)
    return case


def allowed(case: Case, step: Step, by: Actor) -> Rule:
    """The rule of a step that this actor may take now. Raises CaseGone, CaseMovedOn, StepRefused."""
    if by.role in (Role.STAFF, Role.LEAD) and by.department != case.department:
        raise CaseGone
    rule = RULES.get((case.state, step))
    if rule is None or (step is Step.REOPEN and case.reopened_at is not None):
        raise CaseMovedOn(case.number, case.state.value)
    if by.role not in rule.roles:
        raise StepRefused(step.value)
    return rule


def steps_for(case: Case, by: Actor) -> frozenset[Step]:
    """The steps that this actor may take now, for the buttons of a card."""
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


def actor_of(staff: Staff, city: City) -> Actor:
    """The actor for a member of staff; everybody of the lead department has its rights. Raises NotStaff for a post
    without a department, and for a leader's."""
    if staff.department is None or staff.role is StaffRole.LEADER:
        raise NotStaff
    if staff.department == city.lead_department.key:
        role = Role.LEAD_DEPARTMENT
    else:
        role = Role.LEAD if staff.role in (StaffRole.LEAD, StaffRole.ADMIN) else Role.STAFF
    return Actor(role, staff.id, staff.department)

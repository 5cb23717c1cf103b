"""The workload of a department, and giving cases to a colleague. The colleague who has a case can give it on. A lead
can give any case of the department, and all cases of a colleague who is away at once. The worker hears of it only if
nobody had taken the case before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case, locked_case
from models.cases.news import CaseNews, StaffNews, staff_news, tell_followers
from models.cases.steps import CaseState, Role, Step
from models.cases.taking import actor_of, allowed, take_step
from models.casework.errors import StaffAway, StaffGone
from models.casework.handling import WAITS_TO_BE_TAKEN, case_for_staff, need_handler
from models.casework.queue import TO_ANSWER
from models.city.pack import City
from models.outbox.causes import CauseKind
from models.outbox.message import Pushed, Put, Urgency, put_all
from models.staff.absence import away_until
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole, colleagues, post_at

IN_HAND = (CaseState.ACCEPTED, CaseState.WAITING_WORKER, CaseState.ANSWERED)
"""The states of a case that its handler has to work on, now or once the worker has answered."""


@dataclass(frozen=True, slots=True)
class Load:
    """How many cases a colleague has in hand, and how many of them are overdue."""

    staff: Staff
    cases: int
    overdue: int
    away: date | None = None
    """The last day on which they are away."""


def leads(staff: Staff) -> bool:
    return staff.role in (StaffRole.LEAD, StaffRole.ADMIN)


async def loads_of(session: AsyncSession, staff: Staff, *, now: datetime) -> list[Load]:
    """The loads of the colleague's own department, everybody who can be told something; the smallest first. Raises
    NotStaff."""
    if staff.department is None:
        raise NotStaff
    team = await colleagues(session, staff.department)
    late = sa.and_(Case.state.in_(TO_ANSWER), Case.answer_by < now)
    counted = sa.select(Case.handler_id, sa.func.count(), sa.func.sum(sa.case((late, 1), else_=0))).where(
        Case.handler_id.in_([each.id for each in team]), Case.state.in_(IN_HAND)
    )
    known = {row[0]: (row[1], int(row[2] or 0)) for row in await session.execute(counted.group_by(Case.handler_id))}
    away = await away_until(session, [each.id for each in team])
    found = [Load(each, *known.get(each.id, (0, 0)), away.get(each.id)) for each in team]
    return sorted(found, key=lambda each: (each.cases, each.staff.id))


async def colleague_of(session: AsyncSession, staff: Staff, staff_id: int) -> Staff:
    """A colleague of the same department who is not away. Raises StaffGone, StaffAway."""
    other = await post_at(session, staff_id)
    if other is None or other.department != staff.department or other.department is None:
        raise StaffGone(staff_id)
    if await away_until(session, [staff_id]):
        raise StaffAway(other.name)
    return other


async def cases_in_hand(session: AsyncSession, staff: Staff, staff_id: int) -> Sequence[Case]:
    """The cases that a colleague has in hand, the most urgent first; also of a post that has ended. Raises
    StaffGone."""
    other = await session.get(Staff, staff_id)
    if other is None or other.department is None or other.department != staff.department:
        raise StaffGone(staff_id)
    mine = sa.select(Case).where(Case.handler_id == staff_id, Case.state.in_(IN_HAND))
    return (await session.scalars(mine.order_by(Case.answer_by, Case.id))).all()


async def need_assignable(session: AsyncSession, case: Case, staff: Staff, *, city: City) -> None:
    """Checks that `staff` has the case, or leads its department. Raises CaseGone, CaseMovedOn, StepRefused,
    HandledByOther."""
    by = actor_of(staff, city)
    own = case.department == staff.department
    step = Step.TAKE if case.state in WAITS_TO_BE_TAKEN else Step.ASSIGN
    allowed(case, step, by)
    if not (own and leads(staff)):
        await need_handler(session, case, staff)


async def assign_case(
    session: AsyncSession,
    case_id: int,
    staff: Staff,
    to: int,
    *,
    city: City,
    now: datetime,
    one_message: bool = False,
) -> Case:
    """Gives the case to a colleague of its department. to: the number of their post. The colleague is told, and so is
    the one who had the case; a case that nobody had taken is taken with it. A second press changes nothing.
    one_message: it is one of several, and the caller tells the colleague of all at once.

    Raises what `need_assignable` raises, and StaffGone, StaffAway.
    """
    case = await locked_case(session, case_id)
    await case_for_staff(session, case_id, staff, city=city)
    other = await colleague_of(session, staff, to)
    if case.handler_id == other.id and case.state not in WAITS_TO_BE_TAKEN:
        return case
    await need_assignable(session, case, staff, city=city)
    if other.person_id is None or case.department != other.department:
        raise StaffGone(to)
    by, before = actor_of(staff, city), case.handler_id
    fresh = case.state in WAITS_TO_BE_TAKEN
    if fresh:
        await take_step(session, case_id, Step.TAKE, by=by, city=city, now=now, data={"name": other.name})
    data = {"name": staff.name, "to": other.name, "staff": other.id}
    await take_step(session, case_id, Step.ASSIGN, by=by, city=city, now=now, data=data)
    case.handler_id = other.id
    await session.flush()
    if fresh:
        await tell_followers(session, case, CaseNews.TAKEN, city=city, now=now, facts={"name": other.name})
    if other.id != staff.id and not one_message:
        facts = {"name": staff.name}
        await put_all(session, staff_news([other], case, StaffNews.ASSIGNED, now=now, facts=facts))
    former = await post_at(session, before) if before not in (staff.id, other.id) else None
    if former is not None:
        facts = {"name": other.name}
        await put_all(session, staff_news([former], case, StaffNews.TAKEN_OVER, now=now, facts=facts))
    return case


async def hand_over_all(
    session: AsyncSession, staff: Staff, away: int, to: int, *, city: City, now: datetime
) -> list[Case]:
    """Gives all cases that one colleague has in hand to another of the same department: one's own cases, or anybody's
    for a lead. Both colleagues are told once. Returns the cases. Raises NotStaff, StaffGone, StaffAway."""
    if away != staff.id and not (leads(staff) or actor_of(staff, city).role is Role.LEAD_DEPARTMENT):
        raise NotStaff
    other = await colleague_of(session, staff, to)
    cases = list(await cases_in_hand(session, staff, away)) if away != to else []
    for case in cases:
        await give_case(session, case.id, staff, other, city=city, now=now)
    former = await post_at(session, away)
    if cases:
        count = {"count": str(len(cases)), "name": staff.name}
        whom = [(other, StaffNews.HANDED_OVER)]
        if former is not None:
            whom.append((former, StaffNews.HANDED_FROM))
        rows = [
            _told(each, news, {**count, "to": other.name}, f"{news}:{each.id}:{now.isoformat()}", now)
            for each, news in whom
            if each.person_id is not None and each.id != staff.id
        ]
        await put_all(session, rows)
    return cases


async def give_case(
    session: AsyncSession, case_id: int, staff: Staff, other: Staff, *, city: City, now: datetime
) -> None:
    """Gives one of several cases to a colleague. The caller has checked the right to do so, and sends one message about
    all of them. Raises CaseMovedOn, StepRefused."""
    case = await locked_case(session, case_id)
    data = {"name": staff.name, "to": other.name, "staff": other.id}
    await take_step(session, case_id, Step.ASSIGN, by=actor_of(staff, city), city=city, now=now, data=data)
    case.handler_id = other.id
    await session.flush()


def _told(staff: Staff, news: StaffNews, facts: dict[str, str], key: str, now: datetime) -> Put:
    assert staff.person_id is not None
    cause = CauseKind.STAFF.of(staff.id)
    return Put(staff.person_id, Pushed(news, facts), now, Urgency.TODAY, dedupe_key=key, cause=cause)

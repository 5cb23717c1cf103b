"""Warnings beside those of models/casework/warning.py: deadlines of urgent cases, each told at once and by itself;
broken promises; help and orders that are late.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from models.cases.case import Case, locked_case
from models.cases.clock import A_DAY_LATER, FOUR_FIFTHS, HALF, REACHED, deadline_of, next_warning
from models.cases.facts import department_titles, type_titles
from models.cases.news import StaffNews, day, handlers_of, moment, staff_news, tell_handler
from models.cases.steps import OPEN
from models.casework.assist import CaseAssist
from models.casework.lateness import LateKind, note_lateness
from models.casework.orders import CaseOrder, tell_of_order, who_answers
from models.casework.promise import CasePromise
from models.casework.warning import TO_DO, whom_to_warn
from models.city.pack import City
from models.outbox.message import Put, put_all
from models.staff.post import leads_of, teams_of

PORTION = 5
"""Cases of one transaction: few, so that other writers wait only a few milliseconds."""
NEWS = {
    HALF: StaffNews.DEADLINE_HALF,
    FOUR_FIFTHS: StaffNews.DEADLINE_NEAR,
    REACHED: StaffNews.DEADLINE_REACHED,
    A_DAY_LATER: StaffNews.DEADLINE_OVER,
}


async def warn_of_deadlines(session: AsyncSession, *, city: City, now: datetime, limit: int = PORTION) -> int:
    """Warns of the deadline of every urgent case whose warning is due, `limit` cases at most. Returns how many."""
    urgent = (Case.urgent.is_(True), Case.state.in_(OPEN), Case.warn_at <= now)
    due = sa.select(Case).where(*urgent).options(defer(Case.answers))
    locked = due.order_by(Case.warn_at).limit(limit).with_for_update(skip_locked=True)
    cases = (await session.scalars(locked)).all()
    teams = await teams_of(session, {city.lead_department.key, *(case.department for case in cases)})
    rows: list[Put] = []
    for case in cases:
        case.warned += 1
        while (following := next_warning(case, city=city)) is not None and following <= now:
            case.warned += 1
        case.warn_at = following
        facts = {"todo": TO_DO.get(case.state, "answer"), "by": moment(deadline_of(case), city)}
        rows += staff_news(whom_to_warn(case, teams, city=city), case, NEWS[case.warned], now=now, facts=facts)
    await put_all(session, rows)
    await session.flush()
    return len(cases)


async def break_promises(session: AsyncSession, *, city: City, now: datetime, limit: int = PORTION) -> int:
    """Marks promises whose day is over as broken, and tells the colleague who has the case. Returns how many."""
    over = (CasePromise.kept_at.is_(None), CasePromise.broken_at.is_(None), CasePromise.due_at < now)
    due = sa.select(CasePromise.id, CasePromise.case_id).where(*over).order_by(CasePromise.due_at).limit(limit)
    promises = (await session.execute(due)).all()
    for promise_id, case_id in promises:
        case = await locked_case(session, case_id)
        still = sa.select(CasePromise).where(CasePromise.id == promise_id, *over)
        promise = await session.scalar(still.execution_options(populate_existing=True))
        if promise is None:
            continue
        promise.broken_at = now
        if case.is_open and case.urgent:
            news, facts = StaffNews.PROMISE_BROKEN, {"by": day(promise.due_at, city)}
            await tell_handler(session, case, news, now=now, facts=facts, once=f"promise:{promise.id}")
        elif case.is_open:
            await note_lateness(session, await handlers_of(session, case), case, LateKind.PROMISE, promise.id)
    await session.flush()
    return len(promises)


async def warn_of_assists(session: AsyncSession, *, city: City, now: datetime, limit: int = PORTION) -> int:
    """Warns of help that is late: the leads of the helping department, and the colleague who has the case. Returns how
    many."""
    due = sa.select(CaseAssist).where(
        CaseAssist.answered_at.is_(None), CaseAssist.warned_at.is_(None), CaseAssist.due_at < now
    )
    requests = (
        await session.scalars(due.order_by(CaseAssist.due_at).limit(limit).with_for_update(skip_locked=True))
    ).all()
    for request in requests:
        case = await locked_case(session, request.case_id)
        request.warned_at = now
        if case.is_open:
            await _warn_of_assist(session, request, case, city=city, now=now)
    await session.flush()
    return len(requests)


async def _warn_of_assist(session: AsyncSession, request: CaseAssist, case: Case, *, city: City, now: datetime) -> None:
    helpers = await leads_of(session, request.department)
    if not case.urgent:
        await note_lateness(session, helpers, case, LateKind.HELP, request.id)
        await note_lateness(session, await handlers_of(session, case), case, LateKind.ASKED, request.id)
        return
    by, once = day(request.due_at, city), f"assist:{request.id}"
    late = {"type": type_titles(city, case.type), "department": department_titles(city, case.department), "by": by}
    late["assist_id"] = request.id
    await put_all(session, staff_news(helpers, case, StaffNews.ASSIST_LATE, now=now, facts=late, once=once))
    missed = {"department": department_titles(city, request.department), "by": by}
    await tell_handler(session, case, StaffNews.ASSIST_MISSING, now=now, facts=missed, once=once)


async def warn_of_orders(session: AsyncSession, *, city: City, now: datetime, limit: int = PORTION) -> int:
    """Warns of orders whose day is over: the people who should have answered, and the leads of the lead department.
    Returns how many."""
    due = sa.select(CaseOrder).where(
        CaseOrder.answered_at.is_(None), CaseOrder.warned_at.is_(None), CaseOrder.due_at < now
    )
    locked = due.order_by(CaseOrder.due_at).limit(limit).with_for_update(skip_locked=True)
    orders = (await session.scalars(locked)).all()
    for order in orders:
        order.warned_at = now
        case = await session.get_one(Case, order.case_id)
        if case.is_open and case.department == order.department:
            await _warn_of_order(session, order, case, city=city, now=now)
    await session.flush()
    return len(orders)


async def _warn_of_order(session: AsyncSession, order: CaseOrder, case: Case, *, city: City, now: datetime) -> None:
    whom = [*await who_answers(session, case), *await leads_of(session, city.lead_department.key)]
    if not case.urgent:
        await note_lateness(session, whom, case, LateKind.ORDER, order.id)
        return
    facts = {"by": day(order.due_at, city), "department": department_titles(city, order.department)}
    await tell_of_order(session, case, whom, order, StaffNews.ORDER_LATE, facts, now=now)

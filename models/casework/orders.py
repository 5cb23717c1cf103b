"""督办: the lead department orders a department to do or explain something in a case by a day.

The order stands on the card until the department answers it, once. The colleague who has the case and the leads of the
department are told of the order, and when its day is over.
"""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.answers import what_is_said
from models.cases.case import Case, locked_case
from models.cases.errors import StepRefused
from models.cases.facts import department_titles, type_titles
from models.cases.news import StaffNews, day, said, staff_news
from models.cases.steps import OPEN, Role, Step
from models.cases.taking import actor_of, allowed, take_step
from models.casework.errors import NobodyThere, OrderGone
from models.casework.promise import end_of
from models.city.pack import City
from models.outbox.message import put_all
from models.staff.post import Post, Staff, colleagues, teams_of
from models.storage.database import Base, BigId, EncryptedJson, Json, UtcDateTime

MOST_LISTED = 60


class CaseOrder(Base):
    """One order. department: the key of the one that has to answer; ordered_by, answered_by: numbers of posts."""

    __tablename__ = "case_order"
    __table_args__ = (sa.Index("ix_case_order_due", "answered_at", "department", "due_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), index=True)
    department: Mapped[str]
    ordered_by: Mapped[int]
    ordered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    wanted: Mapped[Json] = mapped_column(EncryptedJson)
    answered_by: Mapped[int | None]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[Json | None] = mapped_column(EncryptedJson)
    warned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The moment when both departments were told that its day is over."""


async def order_case(
    session: AsyncSession, case_id: int, staff: Staff, text: str, *, until: date, city: City, now: datetime
) -> CaseOrder:
    """Gives the case's department an order, due by the end of a day of the city. Raises CaseGone, CaseMovedOn,
    StepRefused (also if the lead department has the case itself), NobodyThere, AnswerMissing, AnswerTooLong,
    DayPassed."""
    wanted, due_at = what_is_said(text), end_of(until, city, now=now)
    case = await locked_case(session, case_id)
    await need_orderable(session, case, staff, city=city)
    data = {"text": wanted, "name": staff.name, "to": case.department, "until": until.isoformat()}
    await take_step(session, case_id, Step.ORDER, by=actor_of(staff, city), city=city, now=now, data=data)
    order = CaseOrder(
        case_id=case_id,
        department=case.department,
        ordered_by=staff.id,
        ordered_at=now,
        due_at=due_at,
        wanted=wanted,
    )
    session.add(order)
    await session.flush()
    facts = {"text": said(wanted), "by": day(due_at, city), "type": type_titles(city, case.type)}
    await tell_of_order(session, case, await who_answers(session, case), order, StaffNews.ORDERED, facts, now=now)
    return order


async def need_orderable(session: AsyncSession, case: Case, staff: Staff, *, city: City) -> None:
    """Checks that the case can get an order: not from the lead department to itself, and not to a department that
    nobody has joined. Raises CaseGone, CaseMovedOn, StepRefused, NobodyThere."""
    allowed(case, Step.ORDER, actor_of(staff, city))
    if case.department == city.lead_department.key:
        raise StepRefused(Step.ORDER.value)
    if not await colleagues(session, case.department):
        raise NobodyThere


async def who_answers(session: AsyncSession, case: Case) -> list[Post]:
    """The colleague who has the case, and the leads of its department."""
    team = await teams_of(session, {case.department})
    handler, leads = team.at(case.handler_id), team.leading(case.department)
    return [*([handler] if handler is not None and handler not in leads else []), *leads]


async def tell_of_order(
    session: AsyncSession,
    case: Case,
    whom: Sequence[Post],
    order: CaseOrder,
    news: StaffNews,
    facts: Json,
    *,
    now: datetime,
) -> None:
    """Sends news of the order; the same news only once."""
    facts = {**facts, "order_id": order.id}
    await put_all(session, staff_news(whom, case, news, now=now, facts=facts, once=f"order:{order.id}"))


async def order_for_staff(session: AsyncSession, order_id: int, staff: Staff, *, city: City) -> CaseOrder:
    """The order, for the department that has to answer it and the lead department. Raises OrderGone."""
    order = await session.get(CaseOrder, order_id, with_for_update=True, populate_existing=True)
    by = actor_of(staff, city)
    if order is None or (by.role is not Role.LEAD_DEPARTMENT and by.department != order.department):
        raise OrderGone
    return order


async def answer_order(
    session: AsyncSession, order_id: int, staff: Staff, text: str, *, city: City, now: datetime
) -> CaseOrder:
    """Records the department's answer, once; anybody of the department can give it. Raises OrderGone, CaseMovedOn,
    AnswerMissing, AnswerTooLong."""
    text = what_is_said(text)
    order = await order_for_staff(session, order_id, staff, city=city)
    if order.answered_at is not None or staff.department != order.department:
        raise OrderGone
    case = await locked_case(session, order.case_id)
    if case.department != order.department:
        raise OrderGone
    data = {"text": text, "name": staff.name, "order": order.id}
    await take_step(session, case.id, Step.ANSWER_ORDER, by=actor_of(staff, city), city=city, now=now, data=data)
    order.answer, order.answered_at, order.answered_by = text, now, staff.id
    await session.flush()
    facts = {"text": said(text), "department": department_titles(city, order.department), "name": staff.name}
    lead = await teams_of(session, {city.lead_department.key})
    asked = lead.at(order.ordered_by)
    whom = [asked] if asked is not None else lead.leading(city.lead_department.key)
    await put_all(session, staff_news(whom, case, StaffNews.ORDER_ANSWERED, now=now, facts=facts))
    return order


async def orders_of(session: AsyncSession, case_id: int) -> Sequence[CaseOrder]:
    """All orders about a case, the oldest first."""
    of_case = sa.select(CaseOrder).where(CaseOrder.case_id == case_id)
    return (await session.scalars(of_case.order_by(CaseOrder.id))).all()


async def open_orders(session: AsyncSession, staff: Staff, *, city: City) -> Sequence[CaseOrder]:
    """The unanswered orders to the colleague's department in open cases that it still has; for the lead department
    those to every department. The most urgent first, MOST_LISTED at most."""
    waiting = (
        sa.select(CaseOrder)
        .join(Case, sa.and_(Case.id == CaseOrder.case_id, Case.department == CaseOrder.department))
        .where(CaseOrder.answered_at.is_(None), Case.state.in_(OPEN))
    )
    if actor_of(staff, city).role is not Role.LEAD_DEPARTMENT:
        waiting = waiting.where(CaseOrder.department == staff.department)
    return (await session.scalars(waiting.order_by(CaseOrder.due_at, CaseOrder.id).limit(MOST_LISTED))).all()

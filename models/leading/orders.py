"""督办 that is about no case: a leader wants something done by a department by a day.

    GIVEN ──accept──> ACCEPTED ──answer──> ANSWERED ──close──> CLOSED
                          ^                    │
                          └─────send back──────┘      close: also before an answer, as a withdrawal

A leader of the lead department orders every department, one of another department that department. The leads of the
lead department order the others; what a leader ordered, only a leader closes. Both sides are told of every step through
the outbox, and once when the day is over.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.answers import what_is_said
from models.cases.facts import department_titles
from models.cases.news import day, said
from models.casework.errors import NobodyThere
from models.casework.promise import end_of
from models.city.pack import City
from models.leading.errors import LeaderOrderGone
from models.outbox.causes import CauseKind
from models.outbox.message import News, Pushed, Put, Urgency, put_all
from models.staff.errors import NotStaff
from models.staff.post import Post, Staff, StaffRole, colleagues, leaders_of, leads_of, post_at
from models.storage.database import Base, BigId, EncryptedJson, Json, UtcDateTime, values_of

MOST_LISTED = 200
KEPT = timedelta(days=3 * 366)
"""How long a closed order stays."""


class OrderState(StrEnum):
    GIVEN = "given"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    CLOSED = "closed"


class OrderStep(StrEnum):
    """What was done with an order."""

    GIVE = "give"
    ACCEPT = "accept"
    ANSWER = "answer"
    SEND_BACK = "send_back"
    CLOSE = "close"


class OrderNews(News):
    """GIVEN, SENT_BACK, CLOSED: to the department; ACCEPTED, ANSWERED: to who gave it; LATE: to both."""

    GIVEN = "leader-order-given"
    ACCEPTED = "leader-order-accepted"
    ANSWERED = "leader-order-answered"
    SENT_BACK = "leader-order-sent-back"
    CLOSED = "leader-order-closed"
    LATE = "leader-order-late"


OPEN = (OrderState.GIVEN, OrderState.ACCEPTED, OrderState.ANSWERED)
WAITS = (OrderState.GIVEN, OrderState.ACCEPTED)
"""The department has to do something."""


class LeaderOrder(Base):
    """One order. department: the key of the one that has to do it; ordered_by: the number of a post. due_at: the end of
    a day of the city. warned_at: when both sides were told that this day is over."""

    __tablename__ = "leader_order"
    __table_args__ = (sa.Index("ix_leader_order_due", "state", "department", "due_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    department: Mapped[str]
    ordered_by: Mapped[int]
    ordered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    wanted: Mapped[Json] = mapped_column(EncryptedJson)
    state: Mapped[OrderState] = mapped_column(
        sa.Enum(OrderState, native_enum=False, length=8, values_callable=values_of)
    )
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    warned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LeaderOrderStep(Base):
    """One step of an order. staff_id: the number of the post that took it; text: its words, if it has any."""

    __tablename__ = "leader_order_step"

    order_id: Mapped[int] = mapped_column(sa.ForeignKey("leader_order.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    staff_id: Mapped[int]
    what: Mapped[OrderStep] = mapped_column(sa.Enum(OrderStep, native_enum=False, length=9, values_callable=values_of))
    text: Mapped[Json | None] = mapped_column(EncryptedJson)


# --- who may --------------------------------------------------------------------------------------------------------


def ordered_departments(staff: Staff, city: City) -> tuple[str, ...]:
    """The keys of the departments to which the colleague may give orders, in the pack's order."""
    leading = staff.department == city.lead_department.key
    if staff.role is StaffRole.LEADER:
        return tuple(city.departments) if leading else tuple(filter(None, (staff.department,)))
    if leading and staff.role in (StaffRole.LEAD, StaffRole.ADMIN):
        return tuple(each for each in city.departments if each != staff.department)
    return ()


def sees_all_orders(staff: Staff, city: City) -> bool:
    """Whether the colleague sees the orders to every department; others see those to their own."""
    return staff.department == city.lead_department.key


async def may_close(session: AsyncSession, order: LeaderOrder, staff: Staff, *, city: City) -> bool:
    """Whether the colleague may close the order or send its answer back."""
    if order.department not in ordered_departments(staff, city):
        return False
    giver = await session.get(Staff, order.ordered_by)
    return staff.role is StaffRole.LEADER or (giver is not None and giver.role is not StaffRole.LEADER)


def may_do(order: LeaderOrder, staff: Staff) -> bool:
    """Whether the colleague may accept or answer the order: anybody of its department who handles cases."""
    return staff.department == order.department and staff.role is not StaffRole.LEADER


# --- questions ------------------------------------------------------------------------------------------------------


async def orders_seen(
    session: AsyncSession,
    staff: Staff,
    *,
    city: City,
    states: Collection[OrderState] = OPEN,
    skip: int = 0,
    limit: int = MOST_LISTED,
) -> Sequence[LeaderOrder]:
    """The orders in these states that the colleague sees: open ones by their day, closed ones the newest first. Raises
    NotStaff."""
    if staff.department is None:
        raise NotStaff
    seen = sa.select(LeaderOrder).where(LeaderOrder.state.in_(states))
    if not sees_all_orders(staff, city):
        seen = seen.where(LeaderOrder.department == staff.department)
    by = (LeaderOrder.closed_at.desc(), LeaderOrder.due_at, LeaderOrder.id)
    return (await session.scalars(seen.order_by(*by).offset(skip).limit(limit))).all()


async def count_waiting(session: AsyncSession, staff: Staff) -> int:
    """How many orders wait for the colleague's own department."""
    mine = (LeaderOrder.department == staff.department, LeaderOrder.state.in_(WAITS))
    return (await session.scalars(sa.select(sa.func.count()).select_from(LeaderOrder).where(*mine))).one()


async def leader_order(session: AsyncSession, order_id: int, staff: Staff, *, city: City) -> LeaderOrder:
    """The order, if the colleague sees it. Raises LeaderOrderGone."""
    return _seen(await session.get(LeaderOrder, order_id, populate_existing=True), staff, city)


async def steps_of(session: AsyncSession, order_id: int) -> Sequence[LeaderOrderStep]:
    """What was done with the order, the oldest first."""
    steps = sa.select(LeaderOrderStep).where(LeaderOrderStep.order_id == order_id)
    return (await session.scalars(steps.order_by(LeaderOrderStep.number))).all()


def _seen(order: LeaderOrder | None, staff: Staff, city: City) -> LeaderOrder:
    theirs = order is not None and order.department == staff.department
    if order is None or not (theirs or sees_all_orders(staff, city)):
        raise LeaderOrderGone
    return order


# --- the steps ------------------------------------------------------------------------------------------------------


async def give_order(
    session: AsyncSession, staff: Staff, department: str, text: str, *, until: date, city: City, now: datetime
) -> LeaderOrder:
    """Orders the department to do something by the end of a day of the city. Raises NotStaff, NobodyThere,
    AnswerMissing, AnswerTooLong, DayPassed."""
    if department not in ordered_departments(staff, city):
        raise NotStaff
    wanted, due_at = what_is_said(text), end_of(until, city, now=now)
    if not await colleagues(session, department):
        raise NobodyThere
    order = LeaderOrder(
        department=department,
        ordered_by=staff.id,
        ordered_at=now,
        due_at=due_at,
        wanted=wanted,
        state=OrderState.GIVEN,
    )
    session.add(order)
    await session.flush()
    await _note(session, order, staff, OrderStep.GIVE, wanted, now=now)
    whom = await _doers(session, order, but=staff)
    await _tell(session, whom, order, OrderNews.GIVEN, staff, wanted, city=city, now=now)
    return order


async def accept_order(session: AsyncSession, order_id: int, staff: Staff, *, city: City, now: datetime) -> LeaderOrder:
    """Accepts the order for its department; who gave it is told. A second press changes nothing. Raises
    LeaderOrderGone."""
    order = await _locked(session, order_id, staff, city)
    if not may_do(order, staff):
        raise LeaderOrderGone
    if order.state is OrderState.ACCEPTED:
        return order
    _need(order, OrderState.GIVEN)
    order.state = OrderState.ACCEPTED
    await _note(session, order, staff, OrderStep.ACCEPT, None, now=now)
    await _tell(session, await _givers(session, order, city), order, OrderNews.ACCEPTED, staff, "", city=city, now=now)
    return order


async def answer_order(
    session: AsyncSession, order_id: int, staff: Staff, text: str, *, city: City, now: datetime
) -> LeaderOrder:
    """Reports what was done; an order that nobody has accepted is accepted with it. Raises LeaderOrderGone,
    AnswerMissing, AnswerTooLong."""
    answer = what_is_said(text)
    order = await _locked(session, order_id, staff, city)
    if not may_do(order, staff):
        raise LeaderOrderGone
    _need(order, *WAITS)
    order.state = OrderState.ANSWERED
    await _note(session, order, staff, OrderStep.ANSWER, answer, now=now)
    whom = await _givers(session, order, city)
    await _tell(session, whom, order, OrderNews.ANSWERED, staff, answer, city=city, now=now)
    return order


async def send_back(
    session: AsyncSession,
    order_id: int,
    staff: Staff,
    text: str,
    *,
    until: date | None = None,
    city: City,
    now: datetime,
) -> LeaderOrder:
    """Sends an answer back with a reason: the department has to do more. until: a new last day. Raises
    LeaderOrderGone, AnswerMissing, AnswerTooLong, DayPassed."""
    reason = what_is_said(text)
    due_at = end_of(until, city, now=now) if until is not None else None
    order = await _locked(session, order_id, staff, city)
    if not await may_close(session, order, staff, city=city):
        raise LeaderOrderGone
    _need(order, OrderState.ANSWERED)
    order.state = OrderState.ACCEPTED
    if due_at is not None:
        order.due_at, order.warned_at = due_at, None
    await _note(session, order, staff, OrderStep.SEND_BACK, reason, now=now)
    whom = await _doers(session, order, but=staff)
    await _tell(session, whom, order, OrderNews.SENT_BACK, staff, reason, city=city, now=now)
    return order


async def close_order(session: AsyncSession, order_id: int, staff: Staff, *, city: City, now: datetime) -> LeaderOrder:
    """Closes the order, answered or not; the department is told. A second press changes nothing. Raises
    LeaderOrderGone."""
    order = await _locked(session, order_id, staff, city)
    if not await may_close(session, order, staff, city=city):
        raise LeaderOrderGone
    if order.state is OrderState.CLOSED:
        return order
    order.state, order.closed_at = OrderState.CLOSED, now
    await _note(session, order, staff, OrderStep.CLOSE, None, now=now)
    await _tell(
        session, await _doers(session, order, but=staff), order, OrderNews.CLOSED, staff, "", city=city, now=now
    )
    return order


async def _locked(session: AsyncSession, order_id: int, staff: Staff, city: City) -> LeaderOrder:
    order = await session.get(LeaderOrder, order_id, with_for_update=True, populate_existing=True)
    return _seen(order, staff, city)


def _need(order: LeaderOrder, *states: OrderState) -> None:
    if order.state not in states:
        raise LeaderOrderGone


async def _note(
    session: AsyncSession, order: LeaderOrder, staff: Staff, what: OrderStep, text: str | None, *, now: datetime
) -> None:
    number = len(await steps_of(session, order.id)) + 1
    step = LeaderOrderStep(order_id=order.id, number=number, at=now, staff_id=staff.id, what=what, text=text)
    session.add(step)
    await session.flush()


# --- who is told ----------------------------------------------------------------------------------------------------


async def _doers(session: AsyncSession, order: LeaderOrder, *, but: Staff | None = None) -> list[Post | Staff]:
    leads = await leads_of(session, order.department)
    return [each for each in leads if but is None or each.id != but.id]


async def _givers(session: AsyncSession, order: LeaderOrder, city: City) -> list[Post | Staff]:
    """The post that gave the order; if it has ended, the leaders who may close it, or the leads of the lead
    department."""
    giver = await post_at(session, order.ordered_by)
    if giver is not None:
        return [giver]
    lead = city.lead_department.key
    leaders = {each.id: each for key in (order.department, lead) for each in await leaders_of(session, key)}
    return list(leaders.values()) or list(await leads_of(session, lead))


async def _tell(
    session: AsyncSession,
    whom: Iterable[Post | Staff],
    order: LeaderOrder,
    news: OrderNews,
    staff: Staff | None,
    text: str,
    *,
    city: City,
    now: datetime,
) -> None:
    count = len(await steps_of(session, order.id))
    facts: dict[str, Json] = {
        "order_id": order.id,
        "name": staff.name if staff is not None else "none",
        "department": department_titles(city, order.department),
        "by": day(order.due_at, city),
        "wanted": said(str(order.wanted)),
        "text": said(text),
    }
    rows = [
        Put(
            each.person_id,
            Pushed(news, facts),
            now,
            Urgency.TODAY,
            dedupe_key=f"{news}:{order.id}:{count}:{each.id}",
            cause=CauseKind.STAFF.of(each.id),
        )
        for each in whom
        if each.person_id is not None
    ]
    await put_all(session, rows)


async def warn_of_leader_orders(session: AsyncSession, *, city: City, now: datetime, limit: int = 5) -> int:
    """Tells both sides of orders whose day is over without an answer, `limit` orders at most. Returns how many."""
    late = (LeaderOrder.state.in_(WAITS), LeaderOrder.warned_at.is_(None), LeaderOrder.due_at < now)
    due = sa.select(LeaderOrder).where(*late).order_by(LeaderOrder.due_at).limit(limit)
    orders = (await session.scalars(due.with_for_update(skip_locked=True))).all()
    for order in orders:
        order.warned_at = now
        givers = await _givers(session, order, city)
        whom = {each.id: each for each in [*await _doers(session, order), *givers]}
        await _tell(session, whom.values(), order, OrderNews.LATE, None, "", city=city, now=now)
    await session.flush()
    return len(orders)


async def forget_leader_orders(session: AsyncSession, *, now: datetime) -> None:
    """Deletes orders that were closed KEPT ago."""
    await session.execute(sa.delete(LeaderOrder).where(LeaderOrder.closed_at < now - KEPT))

"""督办: orders of the lead department that wait for an answer, one of them, and the way to answer it."""

from collections.abc import Sequence
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.staff import AnswerOrder, OpenOrders, ShowOrder, ShowStaffCase
from handlers.casework.card import last_row
from handlers.casework.writing import ask_words
from handlers.casework.writing_screens import Written
from handlers.phrases.cases import day_said, department_said, quoted, type_said
from handlers.talk.at_desk import staff_say, stay_at_desk
from handlers.talk.forms import PAGE, page_of
from handlers.talk.screens import Button, Reply, Screen, in_rows, show
from handlers.talk.texts import Words
from models.cases.case import Case, Step
from models.casework.orders import CaseOrder, open_orders, order_for_staff
from models.city.pack import City
from models.errors import OrderGone
from models.people.person import Person
from models.staff.post import Staff, need_staff

router = Router(name=__name__)


@router.message(StateFilter(None), F.text, staff_say("staff-order-words"))
@router.callback_query(OpenOrders.filter())
async def open_list(
    event: Message | CallbackQuery,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    callback_data: OpenOrders | None = None,
) -> Reply:
    staff = await need_staff(session, person)
    await stay_at_desk(state)
    orders = await open_orders(session, staff, city=city)
    page = callback_data.page if callback_data else 0
    return show(event, await list_screen(session, orders, city, words, page))


@router.callback_query(ShowOrder.filter())
async def show_order(
    event: CallbackQuery,
    callback_data: ShowOrder,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    staff = await need_staff(session, person)
    order = await order_for_staff(session, callback_data.order_id, staff, city=city)
    await stay_at_desk(state)
    return show(event, await order_screen(session, order, staff, city, words, now))


@router.callback_query(AnswerOrder.filter())
async def ask_answer(
    event: CallbackQuery,
    callback_data: AnswerOrder,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
) -> Reply:
    staff = await need_staff(session, person)
    order = await order_for_staff(session, callback_data.order_id, staff, city=city)
    case = await session.get_one(Case, order.case_id)
    if order.answered_at is not None or not _is_theirs(order, case, staff):
        raise OrderGone
    written = Written(order.case_id, Step.ANSWER_ORDER, to=str(order.id))
    return show(event, await ask_words(session, state, staff, written, city, words))


def _is_theirs(order: CaseOrder, case: Case, staff: Staff) -> bool:
    return staff.department == order.department == case.department and case.is_open


async def order_screen(
    session: AsyncSession, order: CaseOrder, staff: Staff, city: City, words: Words, now: datetime
) -> Screen:
    """What is wanted, until when, and what was answered."""
    case = await session.get_one(Case, order.case_id)
    open_ = order.answered_at is None and case.is_open and case.department == order.department
    mine = open_ and _is_theirs(order, case, staff)
    waits = "late" if order.due_at < now else "waits"
    text = words(
        "staff-order",
        number=case.number,
        type=type_said(words, city, case.type),
        department=department_said(words, city, order.department),
        day=day_said(words, order.due_at.astimezone(city.zone).date()),
        text=quoted(order.wanted, longest=1000),
        state="answered" if order.answered_at is not None else "open" if mine else waits if open_ else "over",
        answer=quoted(str(order.answer or ""), longest=1000),
    )
    look = Button(words("staff-button-open"), ShowStaffCase(case_id=case.id))
    answer = (Button(words("staff-button-answer-order"), AnswerOrder(order_id=order.id)),) if mine else ()
    every = Button(words("staff-button-all-orders"), OpenOrders())
    return Screen(text, ((*answer, look), (every, *last_row(words))))


async def list_screen(
    session: AsyncSession, orders: Sequence[CaseOrder], city: City, words: Words, page: int
) -> Screen:
    """The most urgent first, with a number each to press."""
    if not orders:
        return Screen(words("staff-orders-none"), (last_row(words),))
    shown, following = page_of(orders, page)
    numbered = list(enumerate(shown, orders.index(shown[0]) + 1))
    lines = [words("staff-orders")]
    for place, each in numbered:
        case = await session.get_one(Case, each.case_id)
        lines.append(
            words(
                "staff-order-line",
                place=str(place),
                day=day_said(words, each.due_at.astimezone(city.zone).date()),
                department=department_said(words, city, each.department),
                number=case.number,
                text=quoted(each.wanted),
            )
        )
    buttons = [Button(str(place), ShowOrder(order_id=each.id)) for place, each in numbered]
    more = (Button(words("own-case-button-more"), OpenOrders(page=following)),) if following is not None else ()
    return Screen("\n".join(lines), (*in_rows(buttons, PAGE), (*more, *last_row(words))))

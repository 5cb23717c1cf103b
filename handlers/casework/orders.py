"""督办: the lead department's orders that wait for an answer, one order, and the way to answer it."""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.buttons.duties import OpenDuties
from handlers.buttons.staff import AnswerOrder, OpenOrders, ShowOrder, ShowStaffCase
from handlers.casework.card import last_row
from handlers.casework.writing import ask_words
from handlers.duties.card import duty_list
from handlers.phrases.cases import day_said, department_said, quoted, type_said
from handlers.phrases.duties import counted
from handlers.talk.at_desk import staff_say, stay_at_desk
from handlers.talk.forms import PAGE, leave_form, page_of
from handlers.talk.screens import Button, Reply, Screen, in_rows, show
from handlers.talk.talk import Talk
from models.cases.case import Case
from models.cases.steps import Step
from models.casework.errors import OrderGone
from models.casework.orders import CaseOrder, open_orders, order_for_staff
from models.desk.written import Written
from models.duties.listed import count_to_do
from models.staff.post import Staff, StaffRole, need_desk, need_staff

router = Router(name=__name__)


@router.message(StateFilter(None), F.text, staff_say("staff-order-words"))
@router.callback_query(OpenOrders.filter())
async def open_list(event: Message | CallbackQuery, talk: Talk, callback_data: OpenOrders | None = None) -> Reply:
    """Runs when staff open the orders, or type a word for them; lists them."""
    staff = await need_desk(talk.session, talk.person)
    if staff.role is StaffRole.LEADER:
        await leave_form(talk.state)
        return show(event, await duty_list(talk))
    await stay_at_desk(talk.state)
    orders = await open_orders(talk.session, staff, city=talk.city)
    page = callback_data.page if callback_data else 0
    return show(event, await list_screen(talk, staff, orders, page))


@router.callback_query(ShowOrder.filter())
async def show_order(event: CallbackQuery, talk: Talk, callback_data: ShowOrder) -> Reply:
    """Runs when staff press an order; shows it."""
    staff = await need_staff(talk.session, talk.person)
    order = await order_for_staff(talk.session, callback_data.order_id, staff, city=talk.city)
    await stay_at_desk(talk.state)
    return show(event, await order_screen(talk, order, staff))


@router.callback_query(AnswerOrder.filter())
async def ask_answer(event: CallbackQuery, talk: Talk, callback_data: AnswerOrder) -> Reply:
    """Runs when staff want to answer an order; asks for the words. Raises OrderGone if it no longer is theirs to
    answer.
    """
    staff = await need_staff(talk.session, talk.person)
    order = await order_for_staff(talk.session, callback_data.order_id, staff, city=talk.city)
    case = await talk.session.get_one(Case, order.case_id)
    if order.answered_at is not None or not _is_theirs(order, case, staff):
        raise OrderGone
    written = Written(order.case_id, Step.ANSWER_ORDER, to=str(order.id))
    return show(event, await ask_words(talk, staff, written))


def _is_theirs(order: CaseOrder, case: Case, staff: Staff) -> bool:
    return staff.department == order.department == case.department and case.is_open


async def order_screen(talk: Talk, order: CaseOrder, staff: Staff) -> Screen:
    """The lead department's request, the day it is due, and the answer, if any."""
    case = await talk.session.get_one(Case, order.case_id)
    open_ = order.answered_at is None and case.is_open and case.department == order.department
    answerable = open_ and _is_theirs(order, case, staff)
    waits = "late" if order.due_at < talk.now else "waits"
    text = talk.words(
        "staff-order",
        number=case.number,
        type=type_said(talk.words, talk.city, case.type),
        department=department_said(talk.words, talk.city, order.department),
        day=day_said(talk.words, order.due_at.astimezone(talk.city.zone).date()),
        text=quoted(order.wanted, longest=1000),
        state="answered" if order.answered_at is not None else "open" if answerable else waits if open_ else "over",
        answer=quoted(str(order.answer or ""), longest=1000),
    )
    look = Button(talk.words("staff-button-open"), ShowStaffCase(case_id=case.id))
    answer = (Button(talk.words("staff-button-answer-order"), AnswerOrder(order_id=order.id)),) if answerable else ()
    every = Button(talk.words("staff-button-all-orders"), OpenOrders())
    return Screen(text, ((*answer, look), (every, *last_row(talk.words))))


async def list_screen(talk: Talk, staff: Staff, orders: Sequence[CaseOrder], page: int) -> Screen:
    """The orders, the most urgent first, each with a number to press; and the way to those that are about no case."""
    count = await count_to_do(talk.session, [staff])
    duties = (Button(talk.words("duty-button-count", **counted(count=count)), OpenDuties()),)
    if not orders:
        return Screen(talk.words("staff-orders-none"), (duties, last_row(talk.words)))
    shown, following = page_of(orders, page)
    numbered = list(enumerate(shown, orders.index(shown[0]) + 1))
    lines = [talk.words("staff-orders")]
    for place, each in numbered:
        case = await talk.session.get_one(Case, each.case_id)
        lines.append(
            talk.words(
                "staff-order-line",
                place=str(place),
                day=day_said(talk.words, each.due_at.astimezone(talk.city.zone).date()),
                department=department_said(talk.words, talk.city, each.department),
                number=case.number,
                text=quoted(each.wanted),
            )
        )
    buttons = [Button(str(place), ShowOrder(order_id=each.id)) for place, each in numbered]
    more = (Button(talk.words("own-case-button-more"), OpenOrders(page=following)),) if following is not None else ()
    return Screen("\n".join(lines), (*in_rows(buttons, PAGE), duties, (*more, *last_row(talk.words))))

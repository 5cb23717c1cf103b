"""领导督办: an order that is about no case. A leader says to whom, what and by when; the department accepts and answers
it; the leader closes it or sends it back.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from aiogram import F, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery

from handlers.buttons.days import day_of, number_of
from handlers.buttons.leading import (
    DoLeaderOrder,
    NewLeaderOrder,
    OpenLeaderOrders,
    PickOrderDay,
    SendLeaderOrder,
    ShowLeaderOrder,
)
from handlers.buttons.staff import OpenWork
from handlers.phrases.cases import day_said, department_said, quoted, time_said
from handlers.talk.forms import PAGE, PENDING, leave_form, page_of
from handlers.talk.question import NO_WORDS_NOR_POSITION, awaits, pending_row
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.answers import what_is_said
from models.errors import DayPassed
from models.leading.orders import (
    OPEN,
    WAITS,
    LeaderOrder,
    LeaderOrderStep,
    OrderState,
    OrderStep,
    accept_order,
    answer_order,
    close_order,
    give_order,
    leader_order,
    may_close,
    may_do,
    ordered_departments,
    orders_seen,
    send_back,
    steps_of,
)
from models.staff.errors import NotStaff
from models.staff.post import Staff, need_desk, staff_names
from models.values.written_date import NotADate, read_date

router = Router(name=__name__)
TO, TEXT, DAY, ORDER, HOW = "order_to", "order_text", "order_day", "order_id", "order_how"
"""Keys in the conversation's data: of the order that is written, and of the answer to one."""
ANSWER, BACK = "answer", "back"
DAYS_OFFERED = 3
LISTED_SAID = 40
"""Characters of an order's words in a list."""


class Ordering(StatesGroup):
    """The conversation awaits the words of an order, its day, or the last look; or the answer to an order."""

    text = State()
    day = State()
    check = State()
    answer = State()


# --- the list ---------------------------------------------------------------------------------------------------------


@router.callback_query(OpenLeaderOrders.filter())
async def open_leader_orders(event: CallbackQuery, talk: Talk, callback_data: OpenLeaderOrders) -> Reply:
    """Runs when somebody opens the leaders' orders; lists them."""
    staff = await need_desk(talk.session, talk.person)
    await leave_form(talk.state)
    return show(event, await leader_list(talk, staff, callback_data.page, closed=callback_data.closed))


async def leader_list(
    talk: Talk, staff: Staff, page: int = 0, *, closed: bool = False, first_line: str | None = None
) -> Screen:
    """The orders that the colleague sees, each with a number to press."""
    states = (OrderState.CLOSED,) if closed else OPEN
    orders = await orders_seen(talk.session, staff, city=talk.city, states=states)
    shown, following = page_of(orders, page)
    numbered = list(enumerate(shown, list(orders).index(shown[0]) + 1 if shown else 1))
    head = talk.words("leader-orders", found="some" if orders else "none", closed="yes" if closed else "no")
    lines = [first_line, head, *(_line(talk, place, each) for place, each in numbered)]
    buttons = [Button(str(place), ShowLeaderOrder(order_id=each.id)) for place, each in numbered]
    ways = (
        [Button(talk.words("leader-orders-button-new"), NewLeaderOrder())]
        if ordered_departments(staff, talk.city)
        else []
    )
    other = OpenLeaderOrders(closed=not closed)
    ways.append(Button(talk.words("leader-orders-button-closed", closed="yes" if closed else "no"), other))
    if following is not None:
        ways.append(Button(talk.words("own-case-button-more"), OpenLeaderOrders(page=following, closed=closed)))
    return Screen("\n".join(filter(None, lines)), (*in_rows(buttons, PAGE), tuple(ways), _last(talk.words)))


def _line(talk: Talk, place: int, order: LeaderOrder) -> str:
    return talk.words(
        "leader-order-line",
        place=str(place),
        department=department_said(talk.words, talk.city, order.department),
        day=day_said(talk.words, order.due_at.astimezone(talk.city.zone).date()),
        state=state_said(order, talk),
        text=quoted(str(order.wanted), longest=LISTED_SAID),
    )


def state_said(order: LeaderOrder, talk: Talk) -> str:
    """The state of an order in a word."""
    late = order.state in WAITS and order.due_at < talk.now
    return talk.words("leader-order-state", state="late" if late else order.state.value)


# --- one order --------------------------------------------------------------------------------------------------------


@router.callback_query(ShowLeaderOrder.filter())
async def show_leader_order(event: CallbackQuery, talk: Talk, callback_data: ShowLeaderOrder) -> Reply:
    """Runs when somebody opens an order; shows it."""
    staff = await need_desk(talk.session, talk.person)
    await leave_form(talk.state)
    return show(event, await order_screen(talk, staff, callback_data.order_id))


async def order_screen(talk: Talk, staff: Staff, order_id: int, first_line: str | None = None) -> Screen:
    """The order, what was done with it, and what this colleague can do now."""
    order = await leader_order(talk.session, order_id, staff, city=talk.city)
    steps = await steps_of(talk.session, order_id)
    names = await staff_names(talk.session, {each.staff_id for each in steps})
    head = talk.words(
        "leader-order",
        department=department_said(talk.words, talk.city, order.department),
        day=day_said(talk.words, order.due_at.astimezone(talk.city.zone).date()),
        state=state_said(order, talk),
        text=quoted(str(order.wanted), longest=1000),
    )
    story = [_step_line(talk, each, names.get(each.staff_id, "")) for each in steps]
    ways = [
        Button(talk.words("leader-order-button", how=how), DoLeaderOrder(order_id=order_id, how=how))
        for how in await ways_of(talk, staff, order)
    ]
    every = Button(talk.words("leader-orders-button-all"), OpenLeaderOrders())
    lines = [first_line, head, *story]
    return Screen("\n".join(filter(None, lines)), (*in_rows(ways, 2), (every, *_last(talk.words))))


async def ways_of(talk: Talk, staff: Staff, order: LeaderOrder) -> list[str]:
    """What the colleague can do with the order now: accept, answer, back, close."""
    ways: list[str] = []
    if may_do(order, staff) and order.state in WAITS:
        ways += ["accept"] if order.state is OrderState.GIVEN else []
        ways.append(ANSWER)
    if order.state in OPEN and await may_close(talk.session, order, staff, city=talk.city):
        ways += [BACK] if order.state is OrderState.ANSWERED else []
        ways.append("close" if order.state is OrderState.ANSWERED else "drop")
    return ways


def _step_line(talk: Talk, step: LeaderOrderStep, name: str) -> str:
    return talk.words(
        "leader-order-step",
        what=step.what.value,
        at=time_said(talk.words, talk.city, step.at),
        name=name,
        text=quoted(str(step.text), longest=1000) if step.text and step.what is not OrderStep.GIVE else "none",
    )


@router.callback_query(DoLeaderOrder.filter(F.how.in_({"accept", "close", "drop"})))
async def take_step(event: CallbackQuery, talk: Talk, callback_data: DoLeaderOrder) -> Reply:
    """Runs when an order is accepted or closed; closing one without an answer is asked once more."""
    staff, pressed = await need_desk(talk.session, talk.person), callback_data
    await leave_form(talk.state)
    if pressed.how == "drop" and not pressed.sure:
        yes = Button(talk.words("leader-order-button", how="drop"), pressed.model_copy(update={"sure": True}))
        back = Button(talk.words("staff-button-back"), ShowLeaderOrder(order_id=pressed.order_id))
        return show(event, Screen(talk.words("leader-order-check-drop"), ((yes, back),)))
    operation = accept_order if pressed.how == "accept" else close_order
    await operation(talk.session, pressed.order_id, staff, city=talk.city, now=talk.now)
    line = talk.words("leader-order-done", how=pressed.how)
    return show(event, await order_screen(talk, staff, pressed.order_id, line))


@router.callback_query(DoLeaderOrder.filter(F.how.in_({ANSWER, BACK})))
async def write_answer(event: CallbackQuery, talk: Talk, callback_data: DoLeaderOrder) -> Reply:
    """Runs when an order is answered, or its answer sent back; asks for the words."""
    staff = await need_desk(talk.session, talk.person)
    await leader_order(talk.session, callback_data.order_id, staff, city=talk.city)
    await leave_form(talk.state)
    await talk.state.set_state(Ordering.answer)
    await talk.state.update_data({ORDER: callback_data.order_id, HOW: callback_data.how})
    return show(event, await answer_again(talk))


async def answer_again(talk: Talk) -> Screen:
    """Ask for the answer, or for the reason to send one back."""
    data = await talk.state.get_data()
    back = Button(talk.words("staff-button-back"), ShowLeaderOrder(order_id=data[ORDER]))
    rows = (*pending_row(talk.words, data.get(PENDING)), (back, home_button(talk.words)))
    return Screen(talk.words("leader-order-write", how=str(data[HOW])), rows)


@awaits(router, Ordering.answer, ask=answer_again, no_answer=NO_WORDS_NOR_POSITION)
async def answer_typed(talk: Talk, said: str) -> Screen:
    """Runs when the answer or the reason is typed; sends it."""
    staff, data = await need_desk(talk.session, talk.person), await talk.state.get_data()
    order_id, how = int(data[ORDER]), str(data[HOW])
    operation = answer_order if how == ANSWER else send_back
    await operation(talk.session, order_id, staff, said, city=talk.city, now=talk.now)
    await leave_form(talk.state)
    return await order_screen(talk, staff, order_id, talk.words("leader-order-done", how=how))


# --- a new order ------------------------------------------------------------------------------------------------------


@router.callback_query(NewLeaderOrder.filter())
async def new_order(event: CallbackQuery, talk: Talk, callback_data: NewLeaderOrder) -> Reply:
    """Runs when a leader begins an order, or chooses its department; asks for the words."""
    staff = await need_desk(talk.session, talk.person)
    keys = ordered_departments(staff, talk.city)
    if not keys:
        raise NotStaff
    chosen = callback_data.department if callback_data.department in keys else keys[0] if len(keys) == 1 else ""
    await leave_form(talk.state)
    if not chosen:
        return show(event, _which_department(talk, keys, callback_data.page))
    await talk.state.set_state(Ordering.text)
    await talk.state.update_data({TO: chosen})
    return show(event, await text_again(talk))


def _which_department(talk: Talk, keys: Sequence[str], page: int) -> Screen:
    shown, following = page_of(keys, page)
    picks = [Button(department_said(talk.words, talk.city, key), NewLeaderOrder(department=key)) for key in shown]
    on = Button(talk.words("own-case-button-more"), NewLeaderOrder(page=following or 0))
    more = ((on,),) if following is not None else ()
    return Screen(talk.words("leader-order-whom"), (*in_rows(picks, 2), *more, _back(talk.words)))


async def text_again(talk: Talk) -> Screen:
    """Ask what has to be done."""
    data = await talk.state.get_data()
    text = talk.words("leader-order-what", to=department_said(talk.words, talk.city, str(data[TO])))
    return Screen(text, (*pending_row(talk.words, data.get(PENDING)), _back(talk.words)))


@awaits(router, Ordering.text, ask=text_again, no_answer=NO_WORDS_NOR_POSITION)
async def text_typed(talk: Talk, said: str) -> Screen:
    """Runs when the order is typed; asks for the day."""
    await talk.state.update_data({TEXT: what_is_said(said)})
    await talk.state.set_state(Ordering.day)
    return await day_again(talk)


async def day_again(talk: Talk, first_line: str | None = None) -> Screen:
    """Ask by which day."""
    today = talk.today
    days = [talk.city.calendar.working_day_after(today, count) for count in range(1, DAYS_OFFERED + 1)]
    last = talk.city.calendar.working_day_after(today + timedelta(days=6), 1)
    buttons = [Button(day_said(talk.words, day), PickOrderDay(day=number_of(day))) for day in (*days, last)]
    text = "\n".join(filter(None, (first_line, talk.words("leader-order-when"))))
    return Screen(text, (*in_rows(buttons, 2), _back(talk.words)), awaits_number=True)


@awaits(router, Ordering.day, ask=day_again, sentence=False, no_answer=NO_WORDS_NOR_POSITION)
async def day_typed(talk: Talk, said: str) -> Screen:
    """Runs when the day is typed; shows everything once more."""
    read = read_date(said, talk.today)
    if isinstance(read, NotADate):
        return await day_again(talk, talk.words("staff-day-unread"))
    return await _take_day(talk, read.day)


@router.callback_query(Ordering.day, PickOrderDay.filter())
async def day_pressed(event: CallbackQuery, talk: Talk, callback_data: PickOrderDay) -> Reply:
    """Runs when the day is pressed; shows everything once more."""
    return show(event, await _take_day(talk, day_of(callback_data.day)))


async def _take_day(talk: Talk, day: date) -> Screen:
    if day < talk.today:
        raise DayPassed
    await talk.state.update_data({DAY: day.isoformat()})
    await talk.state.set_state(Ordering.check)
    return await check_again(talk)


async def check_again(talk: Talk) -> Screen:
    """Show the order once more before it goes."""
    data = await talk.state.get_data()
    text = talk.words(
        "leader-order-check",
        to=department_said(talk.words, talk.city, str(data[TO])),
        day=day_said(talk.words, date.fromisoformat(str(data[DAY]))),
        text=quoted(str(data[TEXT]), longest=1000),
    )
    send = Button(talk.words("staff-button-send"), SendLeaderOrder())
    again = Button(talk.words("staff-button-again"), NewLeaderOrder(department=str(data[TO])))
    return Screen(text, ((send, again), _back(talk.words)))


@awaits(router, Ordering.check, ask=check_again, sentence=False, no_answer=NO_WORDS_NOR_POSITION)
async def text_changed(talk: Talk, said: str) -> Screen:
    """Runs when other words are typed at the last look; takes them instead."""
    await talk.state.update_data({TEXT: what_is_said(said)})
    return await check_again(talk)


@router.callback_query(Ordering.check, SendLeaderOrder.filter())
async def send(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the leader confirms; gives the order."""
    staff, data = await need_desk(talk.session, talk.person), await talk.state.get_data()
    until = date.fromisoformat(str(data[DAY]))
    order = await give_order(
        talk.session, staff, str(data[TO]), str(data[TEXT]), until=until, city=talk.city, now=talk.now
    )
    await leave_form(talk.state)
    return show(event, await order_screen(talk, staff, order.id, talk.words("leader-order-done", how="give")))


@router.callback_query(SendLeaderOrder.filter())
@router.callback_query(PickOrderDay.filter())
async def nothing_written(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs on an old button or a second press; shows the orders as they are now."""
    staff = await need_desk(talk.session, talk.person)
    await leave_form(talk.state)
    return show(event, await leader_list(talk, staff))


def _back(words: Words) -> tuple[Button, ...]:
    return (Button(words("leader-orders-button-all"), OpenLeaderOrders()), home_button(words))


def _last(words: Words) -> tuple[Button, ...]:
    return (Button(words("desk-button"), OpenWork()), home_button(words))

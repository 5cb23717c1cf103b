"""领导督办: orders that are about no case, as a list and one by one; given, accepted, answered, sent back, closed."""

from collections.abc import Sequence

from starlette.responses import Response

from bot.web.console.desk import Desk, Done
from bot.web.console.table import Page, Press
from bot.web.console.who import Who
from bot.web.typed import number_in
from handlers.phrases.cases import day_said, department_said, time_said
from models.leading.errors import LeaderOrderGone
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
from models.staff.post import staff_names

PATH = "/console/orders"
ONE, GIVE = f"{PATH}/{{number}}", f"{PATH}/give"
ACCEPT, ANSWER, BACK, CLOSE = (f"{PATH}/step/{how}" for how in ("accept", "answer", "back", "close"))


async def show(desk: Desk) -> Response:
    """The orders that wait, or those that are over, and the form to give one."""
    closed = desk.request.query_params.get("closed") == "yes"
    states = (OrderState.CLOSED,) if closed else OPEN
    orders = await orders_seen(desk.session, desk.staff, city=desk.city, states=states)
    departments = ordered_departments(desk.staff, desk.city)
    return desk.page(
        "leads/orders.html",
        title=desk.words("console-way-orders"),
        closed=closed,
        orders=[_line(desk, each) for each in orders],
        departments=[(key, department_said(desk.words, desk.city, key)) for key in departments],
        today=desk.today,
        soon=desk.city.calendar.working_day_after(desk.today, 3),
        entered=desk.entered,
    )


def _line(desk: Desk, order: LeaderOrder) -> dict[str, str]:
    late = order.state in WAITS and order.due_at < desk.now
    state = "late" if late else order.state.value
    return {
        "id": str(order.id),
        "department": department_said(desk.words, desk.city, order.department),
        "due": day_said(desk.words, order.due_at.astimezone(desk.city.zone).date()),
        "state": desk.words("leader-order-state", state=state),
        "colour": {"late": "late", "answered": "soon", "closed": "grey"}.get(state, "good"),
        "wanted": str(order.wanted),
    }


async def one(desk: Desk) -> Response:
    """One order, what was done with it, and what can be done now. Raises LeaderOrderGone."""
    return await _one(desk, _number(desk.request.path_params["number"]))


async def one_again(desk: Desk) -> Response:
    """The order once more, with what was entered."""
    return await _one(desk, _number(desk.entered.get("order", "")))


async def _one(desk: Desk, order_id: int) -> Response:
    order = await leader_order(desk.session, order_id, desk.staff, city=desk.city)
    steps = await steps_of(desk.session, order.id)
    closes = order.state in OPEN and await may_close(desk.session, order, desk.staff, city=desk.city)
    does = may_do(order, desk.staff) and order.state in WAITS
    return desk.page(
        "leads/order.html",
        title=desk.words("console-order-title", department=department_said(desk.words, desk.city, order.department)),
        order=_line(desk, order),
        steps=await _story(desk, steps),
        accepts=does and order.state is OrderState.GIVEN,
        answers=does,
        sends_back=closes and order.state is OrderState.ANSWERED,
        closes=closes,
        answered=order.state is OrderState.ANSWERED,
        today=desk.today,
        entered=desk.entered,
    )


async def _story(desk: Desk, steps: Sequence[LeaderOrderStep]) -> list[str]:
    names = await staff_names(desk.session, {each.staff_id for each in steps})
    return [
        desk.words(
            "leader-order-step",
            what=each.what.value,
            at=time_said(desk.words, desk.city, each.at),
            name=names.get(each.staff_id, ""),
            text=str(each.text) if each.text and each.what is not OrderStep.GIVE else "none",
        )
        for each in steps
    ]


# --- presses ----------------------------------------------------------------------------------------------------------


async def give(desk: Desk) -> Done:
    """Give a new order."""
    order = await give_order(
        desk.session,
        desk.staff,
        desk.entered.get("department", ""),
        desk.entered.get("text", ""),
        until=desk.day("until"),
        city=desk.city,
        now=desk.now,
    )
    return Done(f"{PATH}/{order.id}", "order-given")


async def accept(desk: Desk) -> Done:
    """Accept an order for the department."""
    order = await accept_order(desk.session, _which(desk), desk.staff, city=desk.city, now=desk.now)
    return Done(f"{PATH}/{order.id}", "order-accepted")


async def answer(desk: Desk) -> Done:
    """Report what was done."""
    text = desk.entered.get("text", "")
    order = await answer_order(desk.session, _which(desk), desk.staff, text, city=desk.city, now=desk.now)
    return Done(f"{PATH}/{order.id}", "order-answered")


async def back(desk: Desk) -> Done:
    """Send an answer back, perhaps with a new day."""
    text, day = desk.entered.get("text", ""), desk.day("until") if desk.entered.get("until") else None
    order = await send_back(desk.session, _which(desk), desk.staff, text, until=day, city=desk.city, now=desk.now)
    return Done(f"{PATH}/{order.id}", "order-back")


async def close(desk: Desk) -> Done:
    """Close an order."""
    order = await close_order(desk.session, _which(desk), desk.staff, city=desk.city, now=desk.now)
    return Done(f"{PATH}/{order.id}", "order-closed")


def _which(desk: Desk) -> int:
    return _number(desk.entered.get("order", ""))


def _number(text: str) -> int:
    number = number_in(text)
    if number is None:
        raise LeaderOrderGone
    return number


PAGES = (
    Page(PATH, show, Who.DESK),
    Page(ONE, one, Who.DESK),
    Press(GIVE, give, show, Who.DESK),
    Press(ACCEPT, accept, one_again, Who.DESK),
    Press(ANSWER, answer, one_again, Who.DESK),
    Press(BACK, back, one_again, Who.DESK),
    Press(CLOSE, close, one_again, Who.DESK),
)

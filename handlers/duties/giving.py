"""下督办: a leader, or a lead of the lead department, says to which department, what and by when."""

from collections.abc import Sequence
from datetime import date, timedelta

from aiogram import Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery

from handlers.buttons.days import day_of, number_of
from handlers.buttons.duties import NewOrder, OpenDuties, PickOrderDay, SendOrder
from handlers.duties.card import duty_card, duty_list
from handlers.phrases.cases import day_said, department_said, quoted
from handlers.talk.forms import PENDING, leave_form, page_of
from handlers.talk.question import NO_WORDS_NOR_POSITION, awaits, pending_row
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.answers import what_is_said
from models.duties.duty import DutyKind, Owner
from models.duties.rights import ordered_departments
from models.duties.steps import give_duty
from models.errors import DayPassed
from models.staff.errors import NotStaff
from models.staff.post import need_desk
from models.values.written_date import NotADate, read_date

router = Router(name=__name__)
TO, TEXT, DAY = "order_to", "order_text", "order_day"
"""Keys in the conversation's data: of the order that is written."""
DAYS_OFFERED = 3


class Ordering(StatesGroup):
    """The conversation awaits the words of an order, its day, or the last look."""

    text = State()
    day = State()
    check = State()


@router.callback_query(NewOrder.filter())
async def new_order(event: CallbackQuery, talk: Talk, callback_data: NewOrder) -> Reply:
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
    picks = [Button(department_said(talk.words, talk.city, key), NewOrder(department=key)) for key in shown]
    on = Button(talk.words("own-case-button-more"), NewOrder(page=following or 0))
    more = ((on,),) if following is not None else ()
    return Screen(talk.words("duty-whom"), (*in_rows(picks, 2), *more, _back(talk.words)))


async def text_again(talk: Talk) -> Screen:
    """Ask what has to be done."""
    data = await talk.state.get_data()
    text = talk.words("duty-what", to=department_said(talk.words, talk.city, str(data[TO])))
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
    text = "\n".join(filter(None, (first_line, talk.words("duty-when"))))
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
        "duty-check-order",
        to=department_said(talk.words, talk.city, str(data[TO])),
        day=day_said(talk.words, date.fromisoformat(str(data[DAY]))),
        text=quoted(str(data[TEXT]), longest=1000),
    )
    send = Button(talk.words("staff-button-send"), SendOrder())
    again = Button(talk.words("staff-button-again"), NewOrder(department=str(data[TO])))
    return Screen(text, ((send, again), _back(talk.words)))


@awaits(router, Ordering.check, ask=check_again, sentence=False, no_answer=NO_WORDS_NOR_POSITION)
async def text_changed(talk: Talk, said: str) -> Screen:
    """Runs when other words are typed at the last look; takes them instead."""
    await talk.state.update_data({TEXT: what_is_said(said)})
    return await check_again(talk)


@router.callback_query(Ordering.check, SendOrder.filter())
async def send(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the leader confirms; gives the order."""
    staff, data = await need_desk(talk.session, talk.person), await talk.state.get_data()
    until = date.fromisoformat(str(data[DAY]))
    duty = await give_duty(
        talk.session,
        kind=DutyKind.ORDER,
        owner=Owner.department(str(data[TO])),
        wanted=str(data[TEXT]),
        given_by=staff,
        until=until,
        city=talk.city,
        now=talk.now,
    )
    await leave_form(talk.state)
    return show(event, await duty_card(talk, duty.id, talk.words("duty-done", step="give")))


@router.callback_query(SendOrder.filter())
@router.callback_query(PickOrderDay.filter())
async def nothing_written(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs on an old button or a second press; shows what there is to do now."""
    await leave_form(talk.state)
    return show(event, await duty_list(talk))


def _back(words: Words) -> tuple[Button, ...]:
    return (Button(words("duty-button-all"), OpenDuties()), home_button(words))

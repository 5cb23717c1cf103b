"""A name for the roster: why it is wanted and who reads it, then the name, then a telephone number or none. It can be
taken back.
"""

from aiogram import Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery

from handlers.buttons.events import LeaveName, LeavePhone, ShowEvent, TakeNameBack
from handlers.events.card import card
from handlers.talk.forms import PENDING, leave_form
from handlers.talk.question import awaits, pending_row
from handlers.talk.refusals import error_said
from handlers.talk.screens import Button, Reply, Screen, home_button, show
from handlers.talk.talk import Talk
from models.events.booking import find_booking
from models.events.names import NAMES_KEPT, leave_name, leave_phone, take_name_back
from models.people.errors import NameUnreadable
from models.questions.errors import PhoneUnreadable

router = Router(name=__name__)
OF = "name_for"


class LeavingName(StatesGroup):
    """The conversation awaits the name or the telephone number."""

    name = State()
    phone = State()


@router.callback_query(LeaveName.filter())
async def begin(event: CallbackQuery, talk: Talk, callback_data: LeaveName) -> Reply:
    """Runs when the person wants to leave their name; asks for it."""
    booking = await find_booking(talk.session, callback_data.booking_id, person_id=talk.person.id)
    await leave_form(talk.state)
    return show(event, await _ask(talk, LeavingName.name, booking.id, booking.date_id))


async def _ask(talk: Talk, question: State, booking_id: int, date_id: int, first_line: str | None = None) -> Screen:
    """Ask for the name or the number; typed words are that from now on."""
    pending = (await talk.state.get_data()).get(PENDING)
    await talk.state.set_state(question)
    await talk.state.update_data({OF: [booking_id, date_id]})
    asked = (
        talk.words("event-ask-name", days=NAMES_KEPT.days)
        if question is LeavingName.name
        else talk.words("event-ask-phone")
    )
    without = ((Button(talk.words("event-button-no-phone"), LeavePhone(booking_id=booking_id)),),)
    back = (Button(talk.words("event-button-back"), ShowEvent(date_id=date_id)), home_button(talk.words))
    rows = (*pending_row(talk.words, pending), *(without if question is LeavingName.phone else ()), back)
    text = "\n".join(filter(None, (first_line, asked)))
    return Screen(text, rows, awaits_number=question is LeavingName.phone)


async def question_again(talk: Talk) -> Screen:
    """Ask again for the name or the number."""
    booking_id, date_id = (await talk.state.get_data())[OF]
    question = LeavingName.name if await talk.state.get_state() == LeavingName.name.state else LeavingName.phone
    return await _ask(talk, question, booking_id, date_id)


@awaits(router, LeavingName.name, ask=question_again)
async def name_typed(talk: Talk, said: str) -> Screen:
    """Runs when the person types their name; asks for the number."""
    booking_id, date_id = (await talk.state.get_data())[OF]
    try:
        await leave_name(talk.session, booking_id, said, person=talk.person)
    except NameUnreadable as error:
        return await _ask(talk, LeavingName.name, booking_id, date_id, error_said(talk.words, error))
    await talk.state.update_data({PENDING: None})
    return await _ask(talk, LeavingName.phone, booking_id, date_id)


@awaits(router, LeavingName.phone, ask=question_again)
async def phone_typed(talk: Talk, said: str) -> Screen:
    """Runs when the person types their number; shows the date."""
    booking_id, date_id = (await talk.state.get_data())[OF]
    try:
        await leave_phone(talk.session, booking_id, said, person=talk.person)
    except PhoneUnreadable as error:
        return await _ask(talk, LeavingName.phone, booking_id, date_id, error_said(talk.words, error))
    return await _done(talk, "event-named", date_id)


@router.callback_query(LeavePhone.filter())
async def no_phone(event: CallbackQuery, talk: Talk, callback_data: LeavePhone) -> Reply:
    """Runs when the person leaves no number; shows the date."""
    booking = await find_booking(talk.session, callback_data.booking_id, person_id=talk.person.id)
    return show(event, await _done(talk, "event-named", booking.date_id))


@router.callback_query(TakeNameBack.filter())
async def take_back(event: CallbackQuery, talk: Talk, callback_data: TakeNameBack) -> Reply:
    """Runs when the person takes their name back; deletes it and shows the date."""
    booking = await take_name_back(talk.session, callback_data.booking_id, person=talk.person)
    return show(event, await _done(talk, "event-name-gone", booking.date_id))


async def _done(talk: Talk, key: str, date_id: int) -> Screen:
    await leave_form(talk.state)
    return await card(talk, date_id, talk.words(key))

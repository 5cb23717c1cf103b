"""A name for the roster: what it is for and who reads it, then the name, then a number or none; and taking it back."""

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.events import LeaveName, LeavePhone, ShowEvent, TakeNameBack
from handlers.events.card import card
from handlers.talk.forms import ANSWER, PENDING, Resume, UsePending, leave_form
from handlers.talk.refusals import error_said
from handlers.talk.screens import Button, Reply, Screen, home_button, show
from handlers.talk.texts import Words
from models.city.pack import City
from models.errors import NameUnreadable, PhoneUnreadable
from models.events.booking import find_booking
from models.events.names import NAMES_KEPT, leave_name, leave_phone, take_name_back
from models.people.person import Person

router = Router(name=__name__)
OF = "name_for"


class LeavingName(StatesGroup):
    name = State()
    phone = State()


@router.callback_query(LeaveName.filter())
async def begin(
    event: CallbackQuery,
    callback_data: LeaveName,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    words: Words,
) -> Reply:
    booking = await find_booking(session, callback_data.booking_id, person_id=person.id)
    await leave_form(state)
    return show(event, await _ask(LeavingName.name, booking.id, booking.session_id, state, words))


async def _ask(
    question: State, booking_id: int, session_id: int, state: FSMContext, words: Words, first_line: str | None = None
) -> Screen:
    """From now on what is typed is the name, or the number."""
    pending = (await state.get_data()).get(PENDING)
    await state.set_state(question)
    await state.update_data({OF: [booking_id, session_id]})
    asked = words("event-ask-name", days=NAMES_KEPT.days) if question is LeavingName.name else words("event-ask-phone")
    use = ((Button(words("emergency-button-use-pending"), UsePending()),),) if pending else ()
    without = ((Button(words("event-button-no-phone"), LeavePhone(booking_id=booking_id)),),)
    back = (Button(words("event-button-back"), ShowEvent(session_id=session_id)), home_button(words))
    rows = (*use, *(without if question is LeavingName.phone else ()), back)
    text = "\n".join(filter(None, (first_line, asked)))
    return Screen(text, rows, awaits_number=question is LeavingName.phone)


@router.message(LeavingName.name, ANSWER)
@router.callback_query(LeavingName.name, UsePending.filter())
async def name_typed(
    event: Message | CallbackQuery, session: AsyncSession, state: FSMContext, person: Person, words: Words
) -> Reply:
    data = await state.get_data()
    booking_id, session_id = data[OF]
    typed = event.text if isinstance(event, Message) else data.get(PENDING)
    try:
        await leave_name(session, booking_id, str(typed or ""), person=person)
    except NameUnreadable as error:
        return show(event, await _ask(LeavingName.name, booking_id, session_id, state, words, error_said(words, error)))
    await state.update_data({PENDING: None})
    return show(event, await _ask(LeavingName.phone, booking_id, session_id, state, words))


@router.message(LeavingName.phone, ANSWER)
@router.callback_query(LeavingName.phone, UsePending.filter())
async def phone_typed(
    event: Message | CallbackQuery,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    data = await state.get_data()
    booking_id, session_id = data[OF]
    typed = event.text if isinstance(event, Message) else data.get(PENDING)
    try:
        await leave_phone(session, booking_id, str(typed or ""), person=person)
    except PhoneUnreadable as error:
        return show(
            event, await _ask(LeavingName.phone, booking_id, session_id, state, words, error_said(words, error))
        )
    return show(event, await _done("event-named", session_id, session, state, person, city, words, now))


@router.callback_query(LeavePhone.filter())
async def no_phone(
    event: CallbackQuery,
    callback_data: LeavePhone,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    booking = await find_booking(session, callback_data.booking_id, person_id=person.id)
    return show(event, await _done("event-named", booking.session_id, session, state, person, city, words, now))


@router.callback_query(TakeNameBack.filter())
async def take_back(
    event: CallbackQuery,
    callback_data: TakeNameBack,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    booking = await take_name_back(session, callback_data.booking_id, person=person)
    return show(event, await _done("event-name-gone", booking.session_id, session, state, person, city, words, now))


async def _done(
    key: str,
    session_id: int,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Screen:
    await leave_form(state)
    return await card(session, session_id, state, person, city, words, now, words(key))


@router.message(LeavingName.name, ~F.text)
@router.message(LeavingName.phone, ~F.text)
@router.callback_query(LeavingName.name, Resume.filter())
@router.callback_query(LeavingName.phone, Resume.filter())
async def question_again(event: Message | CallbackQuery, state: FSMContext, words: Words) -> Reply:
    """Something that is no text; or back from the emergency card."""
    booking_id, session_id = (await state.get_data())[OF]
    question = LeavingName.name if await state.get_state() == LeavingName.name.state else LeavingName.phone
    return show(event, await _ask(question, booking_id, session_id, state, words))

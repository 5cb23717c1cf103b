"""Checking in: whoever is booked sends the six digits that the host shows; afterwards there are two questions."""

import re
import unicodedata
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.events import KeepBooking, OpenBookings, OpenRecord, SayFit, SayUseful, ShowEvent
from handlers.events.card import card
from handlers.places.finding import Finding
from handlers.talk.forms import leave_form
from handlers.talk.refusals import error_said
from handlers.talk.screens import Button, Reply, Screen, home_button, show
from handlers.talk.texts import Words, listed_words
from models.city.pack import City
from models.errors import BookingGone, CheckInCodeWrong, TooManyCheckInTries
from models.events.booking import Booking
from models.events.check_in import DIGITS, bookings_near, check_in, worker_code
from models.events.closing import Fit, say_fit, say_useful
from models.events.event import find_session
from models.events.seat import keep_booking
from models.people.person import Person

router = Router(name=__name__)
LINK_MARK = "ci_"
"""Before the code in a link."""
_CODE = re.compile(rf"\d{{{DIGITS}}}")


def code_in(text: str) -> str | None:
    """The six digits of what was typed: alone, or behind 签到."""
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).casefold()
    for word in listed_words("event-check-in-words"):
        plain = plain.removeprefix(word)
    return plain if _CODE.fullmatch(plain) else None


async def is_code(message: Message, session: AsyncSession, person: Person, now: datetime) -> bool:
    """Whether it can be a code of a date that the person is booked for about now."""
    if code_in(message.text or "") is None:
        return False
    return bool(await bookings_near(session, person.id, now=now))


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(LINK_MARK)))
async def there_by_link(
    message: Message,
    command: CommandObject,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    words: Words,
    now: datetime,
) -> Reply:
    await leave_form(state)
    code = (command.args or "").removeprefix(LINK_MARK)
    return show(message, await there(session, code, person, words, now))


@router.message(F.text, StateFilter(None, Finding.where), is_code)
async def there_by_code(message: Message, session: AsyncSession, person: Person, words: Words, now: datetime) -> Reply:
    return show(message, await there(session, code_in(message.text or "") or "", person, words, now))


async def there(session: AsyncSession, code: str, person: Person, words: Words, now: datetime) -> Screen:
    """Where the code is not taken this is an answer like any other, not an error that undoes what was done: the try is
    counted."""
    mine = Button(words("event-button-mine"), OpenBookings())
    try:
        booking, again = await check_in(session, code, person=person, now=now)
    except CheckInCodeWrong as error:
        return Screen(error_said(words, error), ((mine, home_button(words)),))
    except TooManyCheckInTries as error:
        own = await worker_code(session, await session.get_one(Booking, error.booking_id))
        return Screen(words("event-there-by-list", code=f"{own[:3]} {own[3:]}"), ((mine, home_button(words)),))
    except BookingGone:
        return Screen(words("event-there-no-seat"), ((mine, home_button(words)),))
    held, event, _ = await find_session(session, booking.session_id)
    key = "event-there-already" if again else "event-there"
    detail = Button(words("event-button-show"), ShowEvent(session_id=held.id))
    return Screen(words(key, title=words.pick(event.titles)), ((detail, mine), (home_button(words),)))


# --- the date was moved ---------------------------------------------------------------------------------------------


@router.callback_query(KeepBooking.filter())
async def keep(
    event: CallbackQuery,
    callback_data: KeepBooking,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    booking = await keep_booking(session, callback_data.booking_id, person=person, now=now)
    line = words("event-kept")
    return show(event, await card(session, booking.session_id, state, person, city, words, now, line))


# --- two questions --------------------------------------------------------------------------------------------------


@router.callback_query(SayUseful.filter())
async def useful(
    event: CallbackQuery, callback_data: SayUseful, session: AsyncSession, person: Person, words: Words
) -> Reply:
    booking = await say_useful(session, callback_data.booking_id, callback_data.useful, person_id=person.id)
    choices = (
        Button(words(f"event-button-fit-{each.value}"), SayFit(booking_id=booking.id, fit=each.value)) for each in Fit
    )
    return show(event, Screen(words("event-fit"), (tuple(choices),)).with_home(words))


@router.callback_query(SayFit.filter())
async def fit(
    event: CallbackQuery, callback_data: SayFit, session: AsyncSession, person: Person, words: Words
) -> Reply:
    answer = Fit(callback_data.fit) if callback_data.fit in list(Fit) else Fit.RIGHT
    await say_fit(session, callback_data.booking_id, answer, person_id=person.id)
    mine = Button(words("event-button-record"), OpenRecord())
    return show(event, Screen(words("event-thanks"), ((mine,),)).with_home(words))

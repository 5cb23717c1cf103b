"""Checking in: a person with a booking sends the six digits that the host shows. Afterwards there are two questions."""

import re
import unicodedata

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart, StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.buttons.events import KeepBooking, OpenBookings, OpenRecord, SayFit, SayUseful, ShowEvent, ShowOwnCode
from handlers.events.card import card
from handlers.places.finding import Finding
from handlers.talk.forms import leave_form
from handlers.talk.qr_code import qr_code
from handlers.talk.refusals import error_said
from handlers.talk.screens import Button, Reply, Screen, home_button, show
from handlers.talk.talk import Talk
from handlers.talk.texts import listed_words
from models.events.booking import Booking
from models.events.check_in import DIGITS, bookings_near, check_in, worker_code
from models.events.closing import Fit, say_fit, say_useful
from models.events.errors import BookingGone, CheckInCodeWrong, TooManyCheckInTries
from models.events.event import find_date
from models.events.seat import keep_booking

router = Router(name=__name__)
LINK_MARK = "ci_"
"""Stands before the code in a link."""
_CODE = re.compile(rf"\d{{{DIGITS}}}")


def code_in(text: str) -> str | None:
    """The six digits in a typed text, alone or after 签到; None if it has none."""
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).casefold()
    for word in listed_words("event-check-in-words"):
        plain = plain.removeprefix(word)
    return plain if _CODE.fullmatch(plain) else None


async def is_code(message: Message, talk: Talk) -> bool:
    """Return whether the text may be the code of a date that the person has booked about now."""
    if code_in(message.text or "") is None:
        return False
    return bool(await bookings_near(talk.session, talk.person.id, now=talk.now))


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(LINK_MARK)))
async def there_by_link(message: Message, talk: Talk, command: CommandObject) -> Reply:
    """Runs when the person opens a check-in link; checks them in."""
    await leave_form(talk.state)
    code = (command.args or "").removeprefix(LINK_MARK)
    return show(message, await there(talk, code))


@router.message(F.text, StateFilter(None, Finding.where), is_code)
async def there_by_code(message: Message, talk: Talk) -> Reply:
    """Runs when the person types the six digits; checks them in."""
    return show(message, await there(talk, code_in(message.text or "") or ""))


@router.callback_query(ShowOwnCode.filter())
async def own_code(event: CallbackQuery, talk: Talk, callback_data: ShowOwnCode) -> Reply:
    """Runs when the person wants their own code to be scanned; sends it as a picture with its digits."""
    date_id = callback_data.date_id
    seats = [
        each for each, date in await bookings_near(talk.session, talk.person.id, now=talk.now) if date.id == date_id
    ]
    if not seats:
        raise BookingGone
    code = await worker_code(talk.session, seats[0])
    below = Screen(
        talk.words("event-own-code", code=f"{code[:3]} {code[3:]}"),
        ((Button(talk.words("event-button-show"), ShowEvent(date_id=date_id)), home_button(talk.words)),),
    )
    return await qr_code(event, talk, code, below)


async def there(talk: Talk, code: str) -> Screen:
    """Check the person in. A wrong code gets an answer, not an error: an error would undo the transaction, and with it
    the count of tries.
    """
    bookings_button = Button(talk.words("event-button-mine"), OpenBookings())
    try:
        booking, again = await check_in(talk.session, code, person=talk.person, now=talk.now)
    except CheckInCodeWrong as error:
        return Screen(error_said(talk.words, error), ((bookings_button, home_button(talk.words)),))
    except TooManyCheckInTries as error:
        own = await worker_code(talk.session, await talk.session.get_one(Booking, error.booking_id))
        return Screen(
            talk.words("event-there-by-list", code=f"{own[:3]} {own[3:]}"),
            ((bookings_button, home_button(talk.words)),),
        )
    except BookingGone:
        return Screen(talk.words("event-there-no-seat"), ((bookings_button, home_button(talk.words)),))
    event_date, event, _ = await find_date(talk.session, booking.date_id)
    key = "event-there-already" if again else "event-there"
    detail = Button(talk.words("event-button-show"), ShowEvent(date_id=event_date.id))
    return Screen(
        talk.words(key, title=talk.words.pick(event.titles)), ((detail, bookings_button), (home_button(talk.words),))
    )


# --- the date was moved ---------------------------------------------------------------------------------------------


@router.callback_query(KeepBooking.filter())
async def keep(event: CallbackQuery, talk: Talk, callback_data: KeepBooking) -> Reply:
    """Runs when the person keeps their seat although the date was moved; shows the date."""
    booking = await keep_booking(talk.session, callback_data.booking_id, person=talk.person, now=talk.now)
    line = talk.words("event-kept")
    return show(event, await card(talk, booking.date_id, line))


# --- two questions --------------------------------------------------------------------------------------------------


@router.callback_query(SayUseful.filter())
async def useful(event: CallbackQuery, talk: Talk, callback_data: SayUseful) -> Reply:
    """Runs when the person says how useful the event was; asks the second question."""
    booking = await say_useful(talk.session, callback_data.booking_id, callback_data.useful, person_id=talk.person.id)
    choices = (
        Button(talk.words(f"event-button-fit-{each.value}"), SayFit(booking_id=booking.id, fit=each.value))
        for each in Fit
    )
    return show(event, Screen(talk.words("event-fit"), (tuple(choices),)).with_home(talk.words))


@router.callback_query(SayFit.filter())
async def fit(event: CallbackQuery, talk: Talk, callback_data: SayFit) -> Reply:
    """Runs when the person says how the level suited them; thanks them."""
    answer = Fit(callback_data.fit) if callback_data.fit in list(Fit) else Fit.RIGHT
    await say_fit(talk.session, callback_data.booking_id, answer, person_id=talk.person.id)
    mine = Button(talk.words("event-button-record"), OpenRecord())
    return show(event, Screen(talk.words("event-thanks"), ((mine,),)).with_home(talk.words))

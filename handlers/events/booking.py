"""A seat is booked with one yes, waited for if there is none, and given back with two taps."""

from aiogram import Router
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery

from handlers.buttons.events import (
    ConfirmBooking,
    ConfirmLeave,
    EventCalendar,
    JoinWaiting,
    LeaveEvent,
    LeaveName,
    PassSeat,
    ShowEvent,
    TakeSeat,
)
from handlers.events.asking import ANSWERS, EVENT, next_step
from handlers.events.card import card, name_wanted, success_ways
from handlers.events.invitation import MEDIA_TYPE, invitation
from handlers.phrases.events import moment_said, where_said
from handlers.talk.consent import consent_screen
from handlers.talk.kept_file import KeptFile
from handlers.talk.pin import pin
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, show
from handlers.talk.talk import Talk
from models.events.booking import Booking, BookingState, find_booking, waiting_before
from models.events.errors import SeatsGone
from models.events.event import Event, EventDate, event_of, find_date, place_of_date
from models.events.names import name_of, wants_names
from models.events.reminder import reminders_ahead
from models.events.seat import book_seat, cancel_booking
from models.events.waiting_list import accept_offer, decline_offer, join_waiting_list
from models.people.person import Person
from models.places.place import Place
from models.storage.errors import TooManyFiles
from models.storage.kept_file import store_file

router = Router(name=__name__)

# --- the yes --------------------------------------------------------------------------------------------------------


@router.callback_query(ConfirmBooking.filter())
async def confirm_booking(event: CallbackQuery, talk: Talk, callback_data: ConfirmBooking) -> Reply:
    """Runs when the person confirms; books the seat."""
    if not talk.person.agreed:
        return show(event, consent_screen(talk.words, f"{EVENT}{callback_data.date_id}"))
    number, answers = callback_data.date_id, (await talk.state.get_data()).get(ANSWERS) or None
    try:
        booking = await book_seat(
            talk.session, number, person=talk.person, city=talk.city, now=talk.now, answers=answers
        )
    except SeatsGone:  # the last seat went meanwhile: offer the waiting list instead of an alert that leads nowhere
        return show(event, await next_step(talk, number))
    return await booked(event, talk, booking)


@router.callback_query(TakeSeat.filter())
async def take_seat(event: CallbackQuery, talk: Talk, callback_data: TakeSeat) -> Reply:
    """Runs when the person takes a seat that became free for them; books it."""
    booking = await accept_offer(
        talk.session, callback_data.booking_id, person=talk.person, city=talk.city, now=talk.now
    )
    return await booked(event, talk, booking)


async def booked(event: CallbackQuery, talk: Talk, booking: Booking) -> Reply:
    """The confirmation as a message of its own; then the pin and the calendar file, which may fail to arrive. The date
    was loaded when it was locked.
    """
    event_date = await talk.session.get_one(EventDate, booking.date_id)
    about, place = await event_of(talk.session, event_date), await place_of_date(talk.session, event_date)
    said = talk.words(
        "event-booked-just-now",
        title=talk.words.pick(about.titles),
        moment=moment_said(talk.words, event_date.starts_at, talk.city),
        where=where_said(talk.words, event_date, place),
        reminders=await _reminders_said(talk, event_date, about),
    )
    ways = success_ways(talk.words, event_date, booking)
    if wants_names(about) and name_of(booking) is None:
        said = "\n".join((said, name_wanted(talk.words, about)))
        ways = ((Button(talk.words("event-button-name"), LeaveName(booking_id=booking.id)),), *ways)
    answer = [show(event, Screen(said, ways))]
    if place is not None:
        answer.append(pin(chat_of(event), place, place_page=talk.place_page))
    try:
        file = await calendar_file(talk, event_date, about, place)
    except TooManyFiles:  # no reason to lose the seat
        return answer
    return [*answer, SendDocument(chat_id=chat_of(event), document=file, caption=talk.words("event-calendar"))]


async def _reminders_said(talk: Talk, event_date: EventDate, about: Event) -> str:
    """Which reminders will come: `none`, `today`, `day` (the day before), `early`, or `day-today` or `early-today`."""
    person = await talk.session.get_one(Person, talk.contact.person_id)
    day = event_date.starts_at.astimezone(talk.city.zone).date()
    ahead = reminders_ahead(event_date, about, person=person, city=talk.city, now=talk.now).values()
    before = {(day - due_at.astimezone(talk.city.zone).date()).days for due_at in ahead}
    first = "early" if before - {0, 1} else "day" if 1 in before else ""
    return "-".join(filter(None, (first, "today" if 0 in before else ""))) or "none"


async def calendar_file(talk: Talk, event_date: EventDate, about: Event, place: Place | None) -> KeptFile:
    """Store the calendar file. Raises TooManyFiles."""
    name = talk.words("event-calendar-file")
    content = invitation(talk, event_date, about, place)
    key = await store_file(talk.session, talk.contact.id, content, name=name, media_type=MEDIA_TYPE, now=talk.now)
    return KeptFile(key, name)


@router.callback_query(EventCalendar.filter())
async def event_calendar(event: CallbackQuery, talk: Talk, callback_data: EventCalendar) -> Reply:
    """Runs when the person wants the date for their calendar; sends the file."""
    event_date, about, place = await find_date(talk.session, callback_data.date_id)
    file = await calendar_file(talk, event_date, about, place)
    back = (Button(talk.words("event-button-back"), ShowEvent(date_id=event_date.id)), home_button(talk.words))
    below = Screen("", (back,)).markup()
    return SendDocument(chat_id=chat_of(event), document=file, caption=talk.words("event-calendar"), reply_markup=below)


# --- the waiting list -----------------------------------------------------------------------------------------------


@router.callback_query(JoinWaiting.filter())
async def join_waiting(event: CallbackQuery, talk: Talk, callback_data: JoinWaiting) -> Reply:
    """Runs when the person wants to wait for a seat; puts them on the waiting list."""
    if not talk.person.agreed:
        return show(event, consent_screen(talk.words, f"{EVENT}{callback_data.date_id}"))
    number, answers = callback_data.date_id, (await talk.state.get_data()).get(ANSWERS) or None
    booking = await join_waiting_list(
        talk.session, number, person=talk.person, city=talk.city, now=talk.now, answers=answers
    )
    line = None
    if booking.state == BookingState.WAITING:
        before = await waiting_before(talk.session, booking)
        line = talk.words("event-joined", count=str(before)) if before else talk.words("event-joined-first")
    return show(event, await card(talk, number, line))


@router.callback_query(PassSeat.filter())
async def pass_seat(event: CallbackQuery, talk: Talk, callback_data: PassSeat) -> Reply:
    """Runs when the person does not want the seat that became free; offers it to the next."""
    booking = await decline_offer(
        talk.session, callback_data.booking_id, person=talk.person, city=talk.city, now=talk.now
    )
    line = talk.words("event-passed")
    return show(event, await card(talk, booking.date_id, line))


# --- giving it back -------------------------------------------------------------------------------------------------


@router.callback_query(LeaveEvent.filter())
async def ask_leave(event: CallbackQuery, talk: Talk, callback_data: LeaveEvent) -> Reply:
    """Runs when the person wants to give back a seat or leave the list; asks whether they are sure."""
    booking = await find_booking(talk.session, callback_data.booking_id, person_id=talk.person.id)
    event_date, about, _ = await find_date(talk.session, booking.date_id)
    if booking.state not in (BookingState.BOOKED, BookingState.WAITING):
        return show(event, await card(talk, event_date.id))
    kind = "booked" if booking.state == BookingState.BOOKED else "waiting"
    moment = moment_said(talk.words, event_date.starts_at, talk.city)
    text = talk.words("event-leave", kind=kind, title=talk.words.pick(about.titles), moment=moment)
    yes = Button(talk.words("event-button-leave-yes"), ConfirmLeave(booking_id=booking.id))
    no = Button(talk.words("event-button-leave-no"), ShowEvent(date_id=event_date.id))
    return show(event, Screen(text, ((yes, no),)).with_home(talk.words))


@router.callback_query(ConfirmLeave.filter())
async def leave_event(event: CallbackQuery, talk: Talk, callback_data: ConfirmLeave) -> Reply:
    """Runs when the person confirms; cancels the booking."""
    booking = await cancel_booking(
        talk.session, callback_data.booking_id, person=talk.person, city=talk.city, now=talk.now
    )
    line = talk.words("event-left-it")
    return show(event, await card(talk, booking.date_id, line))

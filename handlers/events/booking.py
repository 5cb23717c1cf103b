"""A seat is booked with one yes, waited for where there is none, and given back with two taps."""

from datetime import datetime

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

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
from handlers.events.card import card, name_wanted, pin, success_ways
from handlers.events.invitation import MEDIA_TYPE, invitation
from handlers.phrases.events import moment_said, where_said
from handlers.talk.consent import consent_screen
from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, show
from handlers.talk.texts import Words
from models.city.pack import City
from models.errors import SeatsGone, TooManyFiles
from models.events.booking import Booking, BookingState, find_booking, waiting_before
from models.events.event import Event, EventSession, event_of, find_session, place_of_session
from models.events.names import name_of, wants_names
from models.events.reminder import reminders_ahead
from models.events.seat import book_seat, cancel_booking
from models.events.waiting_list import accept_offer, decline_offer, join_waiting_list
from models.people.person import Contact, Person
from models.places.place import Place
from models.storage.kept_file import store_file

router = Router(name=__name__)

# --- the yes --------------------------------------------------------------------------------------------------------


@router.callback_query(ConfirmBooking.filter())
async def confirm_booking(
    event: CallbackQuery,
    callback_data: ConfirmBooking,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    contact: Contact,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    if not person.agreed:
        return show(event, consent_screen(words, f"{EVENT}{callback_data.session_id}"))
    number, answers = callback_data.session_id, (await state.get_data()).get(ANSWERS) or None
    try:
        booking = await book_seat(session, number, person=person, city=city, now=now, answers=answers)
    except SeatsGone:  # the last one went meanwhile: the waiting list, instead of an alert that leads nowhere
        return show(event, await next_step(session, number, state, person, city, words, now))
    return await booked(event, booking, session, contact, city, words, now)


@router.callback_query(TakeSeat.filter())
async def take_seat(
    event: CallbackQuery,
    callback_data: TakeSeat,
    session: AsyncSession,
    person: Person,
    contact: Contact,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    booking = await accept_offer(session, callback_data.booking_id, person=person, city=city, now=now)
    return await booked(event, booking, session, contact, city, words, now)


async def booked(
    event: CallbackQuery,
    booking: Booking,
    session: AsyncSession,
    contact: Contact,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    """The confirmation, by itself; then the pin and the file for one's calendar, whether or not they arrive. The date
    was read when it was locked."""
    held = await session.get_one(EventSession, booking.session_id)
    about, place = await event_of(session, held), await place_of_session(session, held)
    said = words(
        "event-booked-just-now",
        title=words.pick(about.titles),
        moment=moment_said(words, held.starts_at, city),
        where=where_said(words, held, place),
        reminders=await _reminders_said(session, held, about, contact, city, now),
    )
    ways = success_ways(words, held, booking)
    if wants_names(about) and name_of(booking) is None:
        said = "\n".join((said, name_wanted(words, about)))
        ways = ((Button(words("event-button-name"), LeaveName(booking_id=booking.id)),), *ways)
    answer = [show(event, Screen(said, ways))]
    if place is not None:
        answer.append(pin(chat_of(event), place))
    try:
        file = await calendar_file(session, held, about, place, contact, words, now)
    except TooManyFiles:  # no reason to lose the seat
        return answer
    return [*answer, SendDocument(chat_id=chat_of(event), document=file, caption=words("event-calendar"))]


async def _reminders_said(
    session: AsyncSession, held: EventSession, about: Event, contact: Contact, city: City, now: datetime
) -> str:
    """Which of the reminders will come: `none`, `today`, `day` before, `early`, or `day` and `early` with `today`."""
    person = await session.get_one(Person, contact.person_id)
    day = held.starts_at.astimezone(city.zone).date()
    ahead = reminders_ahead(held, about, person=person, city=city, now=now).values()
    before = {(day - due_at.astimezone(city.zone).date()).days for due_at in ahead}
    first = "early" if before - {0, 1} else "day" if 1 in before else ""
    return "-".join(filter(None, (first, "today" if 0 in before else ""))) or "none"


async def calendar_file(
    session: AsyncSession,
    held: EventSession,
    about: Event,
    place: Place | None,
    contact: Contact,
    words: Words,
    now: datetime,
) -> KeptFile:
    """Raises TooManyFiles."""
    name = words("event-calendar-file")
    content = invitation(words, held, about, place, now)
    key = await store_file(session, contact.id, content, name=name, media_type=MEDIA_TYPE, now=now)
    return KeptFile(key, name)


@router.callback_query(EventCalendar.filter())
async def event_calendar(
    event: CallbackQuery,
    callback_data: EventCalendar,
    session: AsyncSession,
    contact: Contact,
    words: Words,
    now: datetime,
) -> Reply:
    held, about, place = await find_session(session, callback_data.session_id)
    file = await calendar_file(session, held, about, place, contact, words, now)
    back = (Button(words("event-button-back"), ShowEvent(session_id=held.id)), home_button(words))
    below = Screen("", (back,)).markup()
    return SendDocument(chat_id=chat_of(event), document=file, caption=words("event-calendar"), reply_markup=below)


# --- the waiting list -----------------------------------------------------------------------------------------------


@router.callback_query(JoinWaiting.filter())
async def join_waiting(
    event: CallbackQuery,
    callback_data: JoinWaiting,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    if not person.agreed:
        return show(event, consent_screen(words, f"{EVENT}{callback_data.session_id}"))
    number, answers = callback_data.session_id, (await state.get_data()).get(ANSWERS) or None
    booking = await join_waiting_list(session, number, person=person, city=city, now=now, answers=answers)
    line = None
    if booking.state == BookingState.WAITING.value:
        before = await waiting_before(session, booking)
        line = words("event-joined", count=str(before)) if before else words("event-joined-first")
    return show(event, await card(session, number, state, person, city, words, now, line))


@router.callback_query(PassSeat.filter())
async def pass_seat(
    event: CallbackQuery,
    callback_data: PassSeat,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    booking = await decline_offer(session, callback_data.booking_id, person=person, city=city, now=now)
    line = words("event-passed")
    return show(event, await card(session, booking.session_id, state, person, city, words, now, line))


# --- giving it back -------------------------------------------------------------------------------------------------


@router.callback_query(LeaveEvent.filter())
async def ask_leave(
    event: CallbackQuery,
    callback_data: LeaveEvent,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    booking = await find_booking(session, callback_data.booking_id, person_id=person.id)
    held, about, _ = await find_session(session, booking.session_id)
    if booking.state not in (BookingState.BOOKED.value, BookingState.WAITING.value):
        return show(event, await card(session, held.id, state, person, city, words, now))
    kind = "booked" if booking.state == BookingState.BOOKED.value else "waiting"
    moment = moment_said(words, held.starts_at, city)
    text = words("event-leave", kind=kind, title=words.pick(about.titles), moment=moment)
    yes = Button(words("event-button-leave-yes"), ConfirmLeave(booking_id=booking.id))
    no = Button(words("event-button-leave-no"), ShowEvent(session_id=held.id))
    return show(event, Screen(text, ((yes, no),)).with_home(words))


@router.callback_query(ConfirmLeave.filter())
async def leave_event(
    event: CallbackQuery,
    callback_data: ConfirmLeave,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    booking = await cancel_booking(session, callback_data.booking_id, person=person, city=city, now=now)
    line = words("event-left-it")
    return show(event, await card(session, booking.session_id, state, person, city, words, now, line))

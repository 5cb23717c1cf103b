"""报名: what one has a seat at, is offered, or waits for; the soonest first."""

from collections.abc import Sequence
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.events import OpenBookings, OpenEvents, OpenRecord, ShowEvent
from handlers.buttons.hosting import OpenHosting
from handlers.phrases import places as phrases
from handlers.phrases.events import where_said
from handlers.places.finding import Finding
from handlers.talk.forms import PAGE, leave_form, page_of
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.texts import Words, listed_words
from models.city.pack import City
from models.events.booking import Booking, coming_bookings
from models.events.event import Event, EventSession
from models.events.host import is_host
from models.people.person import Person
from models.places.place import Place

router = Router(name=__name__)
Mine = tuple[Booking, EventSession, Event, Place | None]


def says_bookings(message: Message) -> bool:
    """Whether a typed text asks for one's bookings, in any language."""
    return (message.text or "").strip(" 。.!！?？").casefold() in listed_words("event-booking-words")


@router.callback_query(OpenBookings.filter())
async def open_bookings(
    event: CallbackQuery,
    callback_data: OpenBookings,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    await leave_form(state)
    return show(event, await bookings(session, person, city, words, now, callback_data.page))


@router.message(F.text, StateFilter(None, Finding.where), says_bookings)
async def bookings_said(
    message: Message, session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words, now: datetime
) -> Reply:
    await leave_form(state)
    return show(message, await bookings(session, person, city, words, now))


async def bookings(
    session: AsyncSession, person: Person, city: City, words: Words, now: datetime, page: int = 0
) -> Screen:
    mine = await coming_bookings(session, person.id, now=now)
    hosts = (Button(words("host-button-mine"), OpenHosting()),) if await is_host(session, person) else ()
    find = Button(words("event-button-find"), OpenEvents())
    record = Button(words("event-button-record"), OpenRecord())
    if not mine:
        return Screen(words("event-none-mine"), ((find, record), *((hosts,) if hosts else ()))).with_home(words)
    shown, following = page_of(mine, page)
    first = mine.index(shown[0]) + 1
    lines = [_line(words, city, number, each, now) for number, each in enumerate(shown, first)]
    numbers = [
        Button(str(number), ShowEvent(session_id=held.id)) for number, (_, held, _, _) in enumerate(shown, first)
    ]
    more = () if following is None else (Button(words("event-button-more"), OpenBookings(page=following)),)
    text = "\n".join((words("event-mine"), *lines))
    return Screen(text, (*in_rows(numbers, PAGE), (*more, find, record), (*hosts, home_button(words))))


def _line(words: Words, city: City, number: int, mine: Mine, now: datetime) -> str:
    booking, held, event, place = mine
    parts: Sequence[str] = (
        words("event-line", number=str(number), title=words.pick(event.titles)),
        phrases.moment(words, held.starts_at, now, city.zone),
        where_said(words, held, place),
        words("event-state", state=booking.state),
    )
    return words("event-gap").join(parts)

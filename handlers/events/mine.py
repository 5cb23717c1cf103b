"""报名: the dates for which the person has a seat, an offer, or a place on the waiting list; the soonest first."""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.buttons.events import OpenBookings, OpenEvents, OpenRecord, ShowEvent
from handlers.buttons.hosting import OpenHosting
from handlers.phrases import places as phrases
from handlers.phrases.events import where_said
from handlers.places.finding import Finding
from handlers.talk.forms import PAGE, leave_form, page_of
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import listed_words
from models.events.booking import Booking, coming_bookings
from models.events.event import Event, EventDate
from models.events.host import is_host
from models.places.place import Place

router = Router(name=__name__)
Mine = tuple[Booking, EventDate, Event, Place | None]


def says_bookings(message: Message) -> bool:
    """Return whether a typed text asks for the person's bookings, in any language."""
    return (message.text or "").strip(" 。.!！?？").casefold() in listed_words("event-booking-words")


@router.callback_query(OpenBookings.filter())
async def open_bookings(event: CallbackQuery, talk: Talk, callback_data: OpenBookings) -> Reply:
    """Runs when the person opens their bookings; lists them."""
    await leave_form(talk.state)
    return show(event, await bookings(talk, callback_data.page))


@router.message(F.text, StateFilter(None, Finding.where), says_bookings)
async def bookings_said(message: Message, talk: Talk) -> Reply:
    """Runs when the person types a word for their bookings; lists them."""
    await leave_form(talk.state)
    return show(message, await bookings(talk))


async def bookings(talk: Talk, page: int = 0) -> Screen:
    """List the person's bookings."""
    mine = await coming_bookings(talk.session, talk.person.id, now=talk.now)
    hosts = (Button(talk.words("host-button-mine"), OpenHosting()),) if await is_host(talk.session, talk.person) else ()
    find = Button(talk.words("event-button-find"), OpenEvents())
    record = Button(talk.words("event-button-record"), OpenRecord())
    if not mine:
        return Screen(talk.words("event-none-mine"), ((find, record), *((hosts,) if hosts else ()))).with_home(
            talk.words
        )
    shown, following = page_of(mine, page)
    first = mine.index(shown[0]) + 1
    lines = [_line(talk, number, each) for number, each in enumerate(shown, first)]
    numbers = [
        Button(str(number), ShowEvent(date_id=event_date.id))
        for number, (_, event_date, _, _) in enumerate(shown, first)
    ]
    more = () if following is None else (Button(talk.words("event-button-more"), OpenBookings(page=following)),)
    text = "\n".join((talk.words("event-mine"), *lines))
    return Screen(text, (*in_rows(numbers, PAGE), (*more, find, record), (*hosts, home_button(talk.words))))


def _line(talk: Talk, number: int, mine: Mine) -> str:
    booking, event_date, event, place = mine
    parts: Sequence[str] = (
        talk.words("event-line", number=str(number), title=talk.words.pick(event.titles)),
        phrases.moment(talk.words, event_date.starts_at, talk.now, talk.city.zone),
        where_said(talk.words, event_date, place),
        talk.words("event-state", state=booking.state),
    )
    return talk.words("event-gap").join(parts)

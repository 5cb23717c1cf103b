"""One date of an event: what, when, where, how many seats are left, who gives it, what it brings."""

from datetime import datetime

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.methods import SendVenue
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.articles import OpenArticle
from handlers.buttons.events import (
    BookEvent,
    EventCalendar,
    EventOnMap,
    LeaveEvent,
    LeaveName,
    ListEvents,
    OpenBookings,
    OpenEvents,
    OtherDates,
    PassSeat,
    ShowEvent,
    TakeNameBack,
    TakeSeat,
)
from handlers.events.browsing import LINES, LISTED
from handlers.phrases.events import gains_said, host_said, line_said, seats_said, soon_said, span_said, where_said
from handlers.talk import map_links
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, show
from handlers.talk.texts import Words
from models.city.pack import City
from models.errors import EventGone
from models.events.booking import Booking, BookingState, booking_of, waiting_before
from models.events.check_in import OPENS_BEFORE, worker_code
from models.events.event import CALLED_OFF, LINK_BEFORE, OPEN, UNDECIDED, Event, EventSession, find_session
from models.events.names import PHONE, name_of, wants_names
from models.events.search import listed_events, other_dates
from models.people.person import Person
from models.places.place import Place

router = Router(name=__name__)


@router.callback_query(ShowEvent.filter())
async def show_event(
    event: CallbackQuery,
    callback_data: ShowEvent,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    await state.set_state(None)
    return show(event, await card(session, callback_data.session_id, state, person, city, words, now))


@router.callback_query(EventOnMap.filter())
async def event_on_map(event: CallbackQuery, callback_data: EventOnMap, session: AsyncSession, words: Words) -> Reply:
    """The map app's own pin."""
    _, _, place = await find_session(session, callback_data.session_id)
    if place is None:
        raise EventGone
    last = (Button(words("event-button-back"), ShowEvent(session_id=callback_data.session_id)), home_button(words))
    return pin(chat_of(event), place, Screen("", (last,)))


def pin(chat_id: int, place: Place, below: Screen | None = None) -> SendVenue:
    return SendVenue(
        chat_id=chat_id,
        latitude=place.latitude,
        longitude=place.longitude,
        title=place.name,
        address=place.address or place.name,
        reply_markup=below.markup() if below is not None else None,
    )


@router.callback_query(OtherDates.filter())
async def show_other_dates(
    event: CallbackQuery,
    callback_data: OtherDates,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    held, _, _ = await find_session(session, callback_data.session_id)
    ids = await other_dates(session, held.event_id, besides=held.id, now=now, limit=LINES)
    there = await listed_events(session, ids)
    if not there:
        line = words("event-no-other-date")
        return show(event, await card(session, held.id, state, person, city, words, now, line))
    shown = [there[number] for number in ids if number in there]
    lines = [line_said(words, city, n, each, None, now) for n, each in enumerate(shown, 1)]
    numbers = tuple(Button(str(n), ShowEvent(session_id=each.session_id)) for n, each in enumerate(shown, 1))
    back = Button(words("event-button-back"), ShowEvent(session_id=held.id))
    text = "\n".join((words("event-other-dates"), *lines))
    return show(event, Screen(text, (numbers, (back, home_button(words)))))


async def card(
    session: AsyncSession,
    session_id: int,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
    first_line: str | None = None,
) -> Screen:
    """The card, read anew, with what this person can do. Raises EventGone."""
    held, event, place = await find_session(session, session_id)
    host = await session.get(Place, event.host_place_id) if event.host_place_id is not None else None
    booking = await booking_of(session, session_id, person.id)
    before = await waiting_before(session, booking) if booking is not None and _waits(booking) else 0
    listed = (await state.get_data()).get(LISTED)
    back: ListEvents | OpenEvents = ListEvents.unpack(listed) if listed else OpenEvents()
    lines = [
        first_line,
        *_facts(words, city, held, event, place, host),
        state_said(words, city, held, booking, before, now),
        await _code_said(session, words, held, booking, now),
        _name_said(words, event, booking),
        words("event-sample") if event.sample else None,
    ]
    rows = (
        *_doing(words, held, booking, now),
        _naming(words, event, booking),
        *_ways_there(words, held, event, place, booking),
    )
    last = (Button(words("event-button-list"), back), home_button(words))
    return Screen("\n".join(filter(None, lines)), (*(row for row in rows if row), last))


def _facts(
    words: Words, city: City, held: EventSession, event: Event, place: Place | None, host: Place | None
) -> list[str | None]:
    where = where_said(words, held, place)
    return [
        words.pick(event.titles),
        span_said(words, held, city),
        words("event-address", where=where, address=place.address) if place is not None and place.address else where,
        seats_said(words, held.free, held.waiting),
        words.pick(event.about),
        words("event-bring", what=words.pick(event.bring)) if event.bring else None,
        gains_said(words, event.subsidy_fen, event.points),
        words("event-gives-certificate") if event.certificate else None,
        host_said(words, event, host, city),
    ]


def state_said(
    words: Words, city: City, held: EventSession, booking: Booking | None, before: int, now: datetime
) -> str | None:
    """Where this person stands; and what is over is said to be."""
    if held.state == CALLED_OFF:
        return words("event-called-off", reason=held.reason) if held.reason else words("error-event-called-off")
    if held.state == UNDECIDED:
        return words("error-event-undecided")
    state = booking.state if booking is not None else None
    if held.starts_at <= now and state not in (BookingState.BOOKED.value, BookingState.ATTENDED.value):
        return words("error-event-over")
    if state == BookingState.ATTENDED.value:
        return words("event-state", state=state)
    if state == BookingState.BOOKED.value:
        link = held.online_url if held.online_url and held.starts_at - LINK_BEFORE <= now < held.ends_at else None
        if link:
            return words("event-link", link=link)
        return words("event-booked-online" if held.online_url else "event-booked")
    if booking is not None and state == BookingState.OFFERED.value and booking.offered_until is not None:
        return words("event-offered", until=soon_said(words, booking.offered_until, now, city))
    if state == BookingState.WAITING.value:
        return words("event-waiting", count=str(before)) if before else words("event-waiting-first")
    return words("event-lapsed") if state == BookingState.LAPSED.value else None


async def _code_said(
    session: AsyncSession, words: Words, held: EventSession, booking: Booking | None, now: datetime
) -> str | None:
    """How to check in, while that is open."""
    if booking is None or booking.state != BookingState.BOOKED.value or held.state == CALLED_OFF:
        return None
    if not held.starts_at - OPENS_BEFORE <= now <= held.ends_at:
        return None
    return words("event-code", code=await worker_code(session, booking))


def _waits(booking: Booking) -> bool:
    return booking.state == BookingState.WAITING.value


def _doing(words: Words, held: EventSession, booking: Booking | None, now: datetime) -> tuple[tuple[Button, ...], ...]:
    """What can be done about a seat."""
    if held.state != OPEN or held.starts_at <= now:
        return ()
    if booking is not None and booking.state == BookingState.OFFERED.value:
        take = Button(words("event-button-take"), TakeSeat(booking_id=booking.id))
        return ((take, Button(words("event-button-pass"), PassSeat(booking_id=booking.id))),)
    if booking is not None and booking.state == BookingState.BOOKED.value:
        leave = Button(words("event-button-leave"), LeaveEvent(booking_id=booking.id))
        return ((leave, Button(words("event-button-calendar"), EventCalendar(session_id=held.id))),)
    book = Button(words("event-button-book"), BookEvent(session_id=held.id))
    if booking is not None and _waits(booking):
        leave = Button(words("event-button-stop-waiting"), LeaveEvent(booking_id=booking.id))
        return ((book, leave),) if held.free else ((leave,),)
    return ((book,),) if held.free else ((Button(words("event-button-wait"), BookEvent(session_id=held.id)),),)


def _has_seat(booking: Booking | None) -> bool:
    return booking is not None and booking.state in (BookingState.BOOKED.value, BookingState.ATTENDED.value)


def name_wanted(words: Words, event: Event) -> str:
    """Why the hosts want names."""
    return words("event-name-wanted", what="subsidy" if event.subsidy_fen else "certificate")


def _name_said(words: Words, event: Event, booking: Booking | None) -> str | None:
    """The name that was left for the hosts, or why there should be one."""
    if booking is None or not _has_seat(booking):
        return None
    name = name_of(booking)
    if name is None:
        return name_wanted(words, event) if wants_names(event) else None
    return words("event-name-left", name=name, phone=(booking.answers or {}).get(PHONE, "none"))


def _naming(words: Words, event: Event, booking: Booking | None) -> tuple[Button, ...]:
    if booking is None or not _has_seat(booking):
        return ()
    if name_of(booking) is not None:
        return (Button(words("event-button-name-back"), TakeNameBack(booking_id=booking.id)),)
    return (Button(words("event-button-name"), LeaveName(booking_id=booking.id)),) if wants_names(event) else ()


def _ways_there(
    words: Words, held: EventSession, event: Event, place: Place | None, booking: Booking | None
) -> tuple[tuple[Button, ...], ...]:
    there: list[Button] = []
    if place is not None:
        there.append(Button(words("place-button-amap"), url=map_links.amap(place.position, place.name)))
        there.append(Button(words("place-button-map"), EventOnMap(session_id=held.id)))
    more = [Button(words("event-button-other"), OtherDates(session_id=held.id))]
    if event.article is not None:
        more.append(Button(words("action-button-article"), OpenArticle(key=event.article)))
    return (tuple(there), tuple(more))


def success_ways(words: Words, held: EventSession, booking: Booking) -> tuple[tuple[Button, ...], ...]:
    """Below a booking that was just made."""
    return (
        (
            Button(words("event-button-show"), ShowEvent(session_id=held.id)),
            Button(words("event-button-leave"), LeaveEvent(booking_id=booking.id)),
        ),
        (Button(words("event-button-mine"), OpenBookings()), home_button(words)),
    )

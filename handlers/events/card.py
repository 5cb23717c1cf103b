"""One date of an event: what, when, where, how many seats are left, who gives it, and what it brings."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery

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
    ShowOwnCode,
    TakeNameBack,
    TakeSeat,
)
from handlers.events.browsing import LINES, LISTED
from handlers.phrases.events import gains_said, host_said, line_said, seats_said, soon_said, span_said, where_said
from handlers.talk import map_links
from handlers.talk.pin import pin
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.events.booking import Booking, BookingState, booking_of, waiting_before
from models.events.check_in import OPENS_BEFORE, worker_code
from models.events.errors import EventGone
from models.events.event import LINK_BEFORE, DateState, Event, EventDate, find_date
from models.events.names import PHONE, name_of, wants_names
from models.events.search import listed_events, other_dates
from models.places.place import Place

router = Router(name=__name__)


@router.callback_query(ShowEvent.filter())
async def show_event(event: CallbackQuery, talk: Talk, callback_data: ShowEvent) -> Reply:
    """Runs when the person presses a date; shows its card."""
    await talk.state.set_state(None)
    return show(event, await card(talk, callback_data.date_id))


@router.callback_query(EventOnMap.filter())
async def event_on_map(event: CallbackQuery, talk: Talk, callback_data: EventOnMap) -> Reply:
    """Runs when the person wants the place on their map; sends the chat's own pin. Raises EventGone if the date has no
    place.
    """
    _, _, place = await find_date(talk.session, callback_data.date_id)
    if place is None:
        raise EventGone
    last = (
        Button(talk.words("event-button-back"), ShowEvent(date_id=callback_data.date_id)),
        home_button(talk.words),
    )
    return pin(chat_of(event), place, Screen("", (last,)), place_page=talk.place_page)


@router.callback_query(OtherDates.filter())
async def show_other_dates(event: CallbackQuery, talk: Talk, callback_data: OtherDates) -> Reply:
    """Runs when the person wants other dates of the event; lists them."""
    event_date, _, _ = await find_date(talk.session, callback_data.date_id)
    ids = await other_dates(talk.session, event_date.event_id, besides=event_date.id, now=talk.now, limit=LINES)
    there = await listed_events(talk.session, ids)
    if not there:
        line = talk.words("event-no-other-date")
        return show(event, await card(talk, event_date.id, line))
    shown = [there[number] for number in ids if number in there]
    lines = [line_said(talk, n, each, None) for n, each in enumerate(shown, 1)]
    numbers = tuple(Button(str(n), ShowEvent(date_id=each.date_id)) for n, each in enumerate(shown, 1))
    back = Button(talk.words("event-button-back"), ShowEvent(date_id=event_date.id))
    text = "\n".join((talk.words("event-other-dates"), *lines))
    return show(event, Screen(text, (numbers, (back, home_button(talk.words)))))


async def card(talk: Talk, date_id: int, first_line: str | None = None) -> Screen:
    """The card, read again, with what this person can do. Raises EventGone."""
    event_date, event, place = await find_date(talk.session, date_id)
    host = await talk.session.get(Place, event.host_place_id) if event.host_place_id is not None else None
    booking = await booking_of(talk.session, date_id, talk.person.id)
    before = await waiting_before(talk.session, booking) if booking is not None and _waits(booking) else 0
    listed = (await talk.state.get_data()).get(LISTED)
    back: ListEvents | OpenEvents = ListEvents.unpack(listed) if listed else OpenEvents()
    lines = [
        first_line,
        *_facts(talk, event_date, event, place, host),
        state_said(talk, event_date, booking, before),
        await _code_said(talk, event_date, booking),
        _name_said(talk.words, event, booking),
        talk.words("event-sample") if event.sample else None,
    ]
    code = Button(talk.words("event-button-own-code"), ShowOwnCode(date_id=event_date.id))
    rows = (
        *(((code,),) if shows_code(event_date, booking, talk.now) else ()),
        *_doing(talk, event_date, booking),
        _naming(talk.words, event, booking),
        *_ways_there(talk.words, event_date, event, place),
    )
    last = (Button(talk.words("event-button-list"), back), home_button(talk.words))
    return Screen("\n".join(filter(None, lines)), (*(row for row in rows if row), last))


def _facts(
    talk: Talk, event_date: EventDate, event: Event, place: Place | None, host: Place | None
) -> list[str | None]:
    where = where_said(talk.words, event_date, place)
    return [
        talk.words.pick(event.titles),
        span_said(talk.words, event_date, talk.city),
        talk.words("event-address", where=where, address=place.address)
        if place is not None and place.address
        else where,
        seats_said(talk.words, event_date.free, event_date.waiting),
        talk.words.pick(event.about),
        talk.words("event-bring", what=talk.words.pick(event.bring)) if event.bring else None,
        gains_said(talk.words, event.subsidy_fen, event.points),
        talk.words("event-gives-certificate") if event.certificate else None,
        host_said(talk.words, event, host, talk.city),
    ]


def state_said(talk: Talk, event_date: EventDate, booking: Booking | None, before: int) -> str | None:
    """The state of this person's booking, or of a date that is over or called off."""
    if event_date.state == DateState.CALLED_OFF:
        return (
            talk.words("event-called-off", reason=event_date.reason)
            if event_date.reason
            else talk.words("error-event-called-off")
        )
    if event_date.state == DateState.UNDECIDED:
        return talk.words("error-event-undecided")
    state = booking.state if booking is not None else None
    if event_date.starts_at <= talk.now and state not in (BookingState.BOOKED, BookingState.ATTENDED):
        return talk.words("error-event-over")
    if state == BookingState.ATTENDED:
        return talk.words("event-state", state=state)
    if state == BookingState.BOOKED:
        link = (
            event_date.online_url
            if event_date.online_url and event_date.starts_at - LINK_BEFORE <= talk.now < event_date.ends_at
            else None
        )
        if link:
            return talk.words("event-link", link=link)
        return talk.words("event-booked-online" if event_date.online_url else "event-booked")
    if booking is not None and state == BookingState.OFFERED and booking.offered_until is not None:
        return talk.words("event-offered", until=soon_said(talk, booking.offered_until))
    if state == BookingState.WAITING:
        return talk.words("event-waiting", count=str(before)) if before else talk.words("event-waiting-first")
    return talk.words("event-lapsed") if state == BookingState.LAPSED else None


async def _code_said(talk: Talk, event_date: EventDate, booking: Booking | None) -> str | None:
    """How to check in, while check-in is open."""
    if booking is None or not shows_code(event_date, booking, talk.now):
        return None
    return talk.words("event-code", code=await worker_code(talk.session, booking))


def shows_code(event_date: EventDate, booking: Booking | None, now: datetime) -> bool:
    """Return whether the person has a code to show now."""
    if booking is None or booking.state != BookingState.BOOKED or event_date.state == DateState.CALLED_OFF:
        return False
    return event_date.starts_at - OPENS_BEFORE <= now <= event_date.ends_at


def _waits(booking: Booking) -> bool:
    return booking.state == BookingState.WAITING


def _doing(talk: Talk, event_date: EventDate, booking: Booking | None) -> tuple[tuple[Button, ...], ...]:
    """The buttons to take, wait for, or give back a seat."""
    if event_date.state != DateState.OPEN or event_date.starts_at <= talk.now:
        return ()
    if booking is not None and booking.state == BookingState.OFFERED:
        take = Button(talk.words("event-button-take"), TakeSeat(booking_id=booking.id))
        return ((take, Button(talk.words("event-button-pass"), PassSeat(booking_id=booking.id))),)
    if booking is not None and booking.state == BookingState.BOOKED:
        leave = Button(talk.words("event-button-leave"), LeaveEvent(booking_id=booking.id))
        return ((leave, Button(talk.words("event-button-calendar"), EventCalendar(date_id=event_date.id))),)
    book = Button(talk.words("event-button-book"), BookEvent(date_id=event_date.id))
    if booking is not None and _waits(booking):
        leave = Button(talk.words("event-button-stop-waiting"), LeaveEvent(booking_id=booking.id))
        return ((book, leave),) if event_date.free else ((leave,),)
    return (
        ((book,),)
        if event_date.free
        else ((Button(talk.words("event-button-wait"), BookEvent(date_id=event_date.id)),),)
    )


def _has_seat(booking: Booking | None) -> bool:
    return booking is not None and booking.state in (BookingState.BOOKED, BookingState.ATTENDED)


def name_wanted(words: Words, event: Event) -> str:
    """Say why the hosts want names."""
    return words("event-name-wanted", what="subsidy" if event.subsidy_fen else "certificate")


def _name_said(words: Words, event: Event, booking: Booking | None) -> str | None:
    """The name that the person left for the hosts, or why they should leave one."""
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
    words: Words, event_date: EventDate, event: Event, place: Place | None
) -> tuple[tuple[Button, ...], ...]:
    there: list[Button] = []
    if place is not None:
        there.append(Button(words("place-button-amap"), url=map_links.amap(place.position, place.name)))
        there.append(Button(words("place-button-map"), EventOnMap(date_id=event_date.id)))
    more = [Button(words("event-button-other"), OtherDates(date_id=event_date.id))]
    if event.article is not None:
        more.append(Button(words("action-button-article"), OpenArticle(key=event.article)))
    return (tuple(there), tuple(more))


def success_ways(words: Words, event_date: EventDate, booking: Booking) -> tuple[tuple[Button, ...], ...]:
    """The buttons below a new booking."""
    return (
        (
            Button(words("event-button-show"), ShowEvent(date_id=event_date.id)),
            Button(words("event-button-leave"), LeaveEvent(booking_id=booking.id)),
        ),
        (Button(words("event-button-mine"), OpenBookings()), home_button(words)),
    )

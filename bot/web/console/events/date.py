"""One date: who comes, with names and numbers of those who left them, and everything that its host can do."""

from typing import Any

import segno
from markupsafe import Markup
from starlette.responses import Response

from bot.web.certificate import CHECK_IN_PATH
from bot.web.console.desk import Desk
from bot.web.console.events.calendar import PATH, line
from bot.web.console.table import Page
from bot.web.typed import number_in
from handlers.hosting.changing import WEEKS
from handlers.hosting.details import said
from handlers.phrases.events import moment_said, span_said, where_said
from handlers.phrases.money import yuan
from models.city.events import EventKind
from models.events.again import costs_yuan, may_decide
from models.events.attendance import certificates_at
from models.events.booking import Booking, BookingState
from models.events.calendar import seen_date
from models.events.check_in import CLOSES_AFTER, OPENS_BEFORE, code_to_show, counts
from models.events.closing import LATEST_CODES
from models.events.details import detail_of, details_of
from models.events.errors import EventGone
from models.events.event import DateState, Event, EventDate
from models.events.hosting import LONGEST_WORDS, bookings_at, thoughts_of
from models.events.money import deciders
from models.events.names import NAME, PHONE
from models.places.place import Place

Shown = tuple[EventDate, Event, Place | None]


async def date_at(desk: Desk) -> Shown:
    """The date of the path. Raises EventGone, NotStaff."""
    return await seen_date(desk.session, date_number(desk), by=desk.person)


def date_number(desk: Desk) -> int:
    """The number in the path. Raises EventGone."""
    number = number_in(desk.request.path_params["number"])
    if number is None:
        raise EventGone
    return number


async def show(desk: Desk) -> Response:
    """The date. Raises EventGone, NotStaff."""
    event_date, event, place = shown = await date_at(desk)
    words, city = desk.words, desk.city
    settable = details_of(EventKind(event.kind), of_department=event.department is not None) if not event.key else ()
    return desk.page(
        "events/date.html",
        title=words.pick(event.titles),
        path=f"{PATH}/{event_date.id}",
        date=line(desk, event_date, event, place),
        span=span_said(words, event_date, city),
        where=where_said(words, event_date, place),
        link=event_date.online_url,
        about=words.pick(event.about),
        month=f"{event_date.starts_at.astimezone(city.zone):%Y-%m}",
        reason=event_date.reason if event_date.state == DateState.CALLED_OFF else "",
        money=await _money(desk, event, event_date),
        details=[(what, words(f"host-button-{what}"), detail_of(event, what)) for what in settable],
        details_said=[said(words, what, detail_of(event, what)) for what in settable],
        weeks=WEEKS,
        longest=LONGEST_WORDS,
        entered=desk.entered,
        now_there=desk.now.astimezone(city.zone),
        may=_may(desk, event_date),
        thoughts=await _thoughts(desk, event_date),
        **await _people(desk, shown),
    )


def _may(desk: Desk, event_date: EventDate) -> dict[str, bool]:
    """What to offer now; the operations check it again."""
    coming = event_date.state == DateState.OPEN and event_date.starts_at > desk.now
    held = event_date.state == DateState.OPEN
    opens, closes = event_date.starts_at - OPENS_BEFORE, event_date.ends_at + CLOSES_AFTER
    return {
        "move": coming,
        "off": coming or event_date.state == DateState.UNDECIDED,
        "write": held,
        "code": held and opens <= desk.now <= closes,
        "check_in": held and opens <= desk.now <= event_date.ends_at + LATEST_CODES,
    }


async def _money(desk: Desk, event: Event, event_date: EventDate) -> dict[str, Any]:
    """What is paid, and what waits for a lead's yes. decide: the presses that a lead has."""
    words, decide, waits = desk.words, [], []
    if event.subsidy_asked_fen is not None:
        asked = await deciders(desk.session, event.department, event.subsidy_asked_by, desk.city)
        names = words("place-and").join(each.name for each in asked)
        waits.append(words("host-subsidy-waits", yuan=yuan(event.subsidy_asked_fen), names=names or "none"))
        if desk.person.id in {each.person_id for each in asked}:
            decide.append(("subsidy", event.subsidy_asked_fen // 100))
    if event_date.state == DateState.UNDECIDED:
        asked = await deciders(desk.session, event.department, event_date.asked_by, desk.city)
        names = words("place-and").join(each.name for each in asked)
        waits.append(words("host-date-waits", yuan=str(costs_yuan(event)), names=names or "none"))
        if await may_decide(desk.session, event, event_date, desk.person, desk.city):
            decide.append(("dates", costs_yuan(event)))
    return {"waits": waits, "decide": decide}


async def _thoughts(desk: Desk, event_date: EventDate) -> str:
    """What those who came thought of it, once enough have said so."""
    if event_date.ends_at > desk.now:
        return ""
    thoughts = await thoughts_of(desk.session, event_date.id)
    return desk.words("host-thoughts", **thoughts) if thoughts is not None else desk.words("host-thoughts-few")


async def _people(desk: Desk, shown: Shown) -> dict[str, Any]:
    event_date, event, _ = shown
    bookings = await bookings_at(desk.session, event_date.id)
    certificates = await certificates_at(desk.session, event_date.id)
    booked, there = await counts(desk.session, event_date.id)
    missed = sum(each.state == BookingState.NO_SHOW for each in bookings)
    return {
        "counted": desk.words(
            "host-counts",
            booked=str(booked),
            seats=str(event_date.seats),
            there=str(there),
            waiting=str(event_date.waiting),
        ),
        "missed": missed,
        "certified": event.certificate,
        "people": [_person(desk, number, each, certificates) for number, each in enumerate(bookings, 1)],
    }


def _person(desk: Desk, number: int, booking: Booking, certificates: Any) -> dict[str, Any]:
    """A row of the list: only what the person left for the hosts."""
    answers, issued = dict(booking.answers or {}), certificates.get(booking.id)
    name, phone = answers.pop(NAME, ""), answers.pop(PHONE, "")
    at = booking.attended_at
    return {
        "number": number,
        "id": booking.id,
        "state": desk.words("event-state", state=booking.state),
        "colour": {BookingState.ATTENDED: "good", BookingState.NO_SHOW: "late"}.get(booking.state, "grey"),
        "there": moment_said(desk.words, at, desk.city) if at is not None else "",
        "name": name,
        "phone": phone,
        "answers": desk.words("event-gap").join(answers.values()),
        "certificate": issued.name if issued is not None else "",
        "checked": issued is not None and issued.checked_at is not None,
    }


async def code(desk: Desk) -> Response:
    """The code to show now, and its picture to scan: a part of the page that fetches itself anew. Raises EventGone,
    NotStaff, CheckInTooEarly, CheckInOver."""
    number = date_number(desk)
    event_date, digits, until = await code_to_show(desk.session, number, host=desk.person, now=desk.now)
    booked, there = await counts(desk.session, event_date.id)
    link = f"{desk.app.settings.address}{CHECK_IN_PATH}/{digits}"
    svg = segno.make(link if desk.app.settings.public_url else digits, error="m").svg_inline(
        scale=6, border=3, light="#fff", dark="#000", omitsize=True
    )
    return desk.fragment(
        "events/code.html",
        path=f"{PATH}/{number}",
        digits=f"{digits[:3]} {digits[3:]}",
        picture=Markup(svg),
        until=f"{until.astimezone(desk.city.zone):%H:%M}",
        there=there,
        booked=booked,
    )


PAGES = (Page(f"{PATH}/{{number}}", show), Page(f"{PATH}/{{number}}/code", code, writes=True))

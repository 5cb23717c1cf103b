"""The work of hosts with events: make one, hold it again, move a date, call it off, write to people who booked.

Everybody concerned is told once, through the outbox. Rights are checked here: staff of the department that gives the
event, and the hosts of its place (models/events/host.py).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.events import MOST_SEATS, EventKind
from models.city.pack import City
from models.events.again import open_or_ask
from models.events.booking import HOLDS_SEAT, LIVE, Booking, BookingState
from models.events.details import is_link, set_detail, usual_event
from models.events.errors import EventIncomplete
from models.events.event import (
    DateState,
    Event,
    EventDate,
    check_coming,
    event_of,
    lock_date,
    minutes_of_day,
    moment_arguments,
    place_of_date,
    searchable,
)
from models.events.host import hosting_of, need_event_host
from models.events.money import promise_subsidy
from models.events.news import EventNews, facts_of
from models.events.people import people_of_date
from models.events.reminder import withdraw_reminders, write_reminders
from models.events.waiting_list import offer_free_seats
from models.outbox.causes import CauseKind
from models.outbox.message import Pushed, Put, Urgency, put_all, withdraw
from models.people.person import Person
from models.places.place import find_place
from models.staff.errors import NotStaff
from models.values.small_groups import LEAST_GROUP

SOON = timedelta(hours=3)
"""A change this near to the start is told at once, also at a peak."""
LONGEST_TITLE, LONGEST_ABOUT, LONGEST_WORDS = 40, 300, 300
LONGEST = timedelta(hours=12)
LATEST = timedelta(days=366)
LONGEST_ADDRESS = 80
MOST_IN_A_ROW = 26
"""The most weeks of one series."""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """A host's data for a new event. Exactly one of place_id, online_url and address (for a place outside the
    directory) is set."""

    kind: EventKind
    title: str
    about: str
    place_id: int | None
    online_url: str | None
    starts_at: datetime
    minutes: int
    seats: int
    details: Mapping[str, str] = field(default_factory=dict)
    """Further details, in the form that models/events/details.py takes."""
    address: str | None = None


async def create_event(session: AsyncSession, new: NewEvent, *, by: Person, city: City, now: datetime) -> EventDate:
    """Makes an event of the host's department, or of their complex, with its first date. Raises NotStaff, PlaceGone,
    EventIncomplete.
    """
    department, places = await hosting_of(session, by)
    if department is None and new.place_id not in places:
        raise NotStaff
    _check_words(new.title, new.about)
    if sum(each is not None for each in (new.place_id, new.online_url, new.address)) != 1:
        raise EventIncomplete("place")
    if new.address is not None and not 1 < len(new.address.strip()) <= LONGEST_ADDRESS:
        raise EventIncomplete("place")
    if new.online_url is not None and not is_link(new.online_url):
        raise EventIncomplete("link")
    if new.place_id is not None:
        await find_place(session, new.place_id)
    titles, about = {"zh-CN": new.title.strip()}, {"zh-CN": new.about.strip()}
    event = usual_event(new.kind, department, minutes=new.minutes)
    event.titles, event.about, event.search = titles, about, searchable(titles, about)
    event.host_place_id = new.place_id if department is None else None
    event.created_by = by.id
    for what, said in new.details.items():
        set_detail(event, what, said)
    promised, event.subsidy_fen = event.subsidy_fen, 0
    session.add(event)
    await session.flush()
    if promised:
        await promise_subsidy(session, event, promised, by=by, city=city, now=now)
    event_date = _date(event, new.starts_at, new.minutes, new.seats, city, now)
    event_date.place_id, event_date.online_url = new.place_id, new.online_url
    event_date.room = {"zh-CN": new.address.strip()} if new.address is not None else None
    session.add(event_date)
    await session.flush()
    return event_date


async def hold_again(
    session: AsyncSession, date_id: int, *, starts_at: datetime, by: Person, city: City, now: datetime
) -> EventDate:
    """Adds a date of the same event at another time; if the event pays a subsidy, it opens once a lead says yes
    (models/events/again.py). Raises EventGone, NotStaff, EventIncomplete.
    """
    event_date = await _own(session, date_id, by)
    again = await _further_date(session, event_date, starts_at=starts_at, city=city, now=now)
    await open_or_ask(session, await event_of(session, again), [again], by=by, city=city, now=now)
    return again


async def _further_date(
    session: AsyncSession, event_date: EventDate, *, starts_at: datetime, city: City, now: datetime
) -> EventDate:
    minutes = round((event_date.ends_at - event_date.starts_at) / timedelta(minutes=1))
    again = _date(await event_of(session, event_date), starts_at, minutes, event_date.seats, city, now)
    again.place_id, again.online_url, again.room = event_date.place_id, event_date.online_url, event_date.room
    session.add(again)
    await session.flush()
    return again


async def hold_series(
    session: AsyncSession, date_id: int, *, starts_at: datetime, weeks: int, by: Person, city: City, now: datetime
) -> list[EventDate]:
    """Adds dates at the same time in `weeks` weeks in a row; if the event pays a subsidy, a lead is asked for all of
    them together. Raises EventGone, NotStaff, EventIncomplete."""
    if not 1 <= weeks <= MOST_IN_A_ROW:
        raise EventIncomplete("time")
    first = starts_at.astimezone(city.zone)
    days = [first + timedelta(weeks=number) for number in range(weeks)]  # a week of the city's clock
    event_date = await _own(session, date_id, by)
    dates = [
        await _further_date(session, event_date, starts_at=each.astimezone(UTC), city=city, now=now) for each in days
    ]
    await open_or_ask(session, await event_of(session, dates[0]), dates, by=by, city=city, now=now)
    return dates


async def move_date(
    session: AsyncSession, date_id: int, *, starts_at: datetime, by: Person, city: City, now: datetime
) -> int:
    """Moves a date to another time. Reminders move along, and everybody who has a seat is asked whether they keep it.
    Returns how many are asked. Raises EventGone, NotStaff, EventUndecided, EventCalledOff, EventOver,
    EventIncomplete.
    """
    event_date = await _own(session, date_id, by)
    check_coming(event_date, now)
    if starts_at == event_date.starts_at:
        return 0
    minutes = round((event_date.ends_at - event_date.starts_at) / timedelta(minutes=1))
    _check_time(starts_at, minutes, now)
    before = event_date.starts_at
    event_date.starts_at, event_date.ends_at = starts_at, starts_at + timedelta(minutes=minutes)
    event_date.start_minute, event_date.end_minute = minutes_of_day(event_date.starts_at, event_date.ends_at, city.zone)
    event_date.moved += 1
    event, place = await event_of(session, event_date), await place_of_date(session, event_date)
    await session.flush()
    rows = await people_of_date(session, date_id, (BookingState.BOOKED,))
    old = {f"old_{name}": value for name, value in moment_arguments(before, city.zone).items()}
    urgency = Urgency.NOW if min(before, starts_at) - now < SOON else Urgency.TODAY
    told: list[Put] = []
    for booking, person in rows:
        await withdraw_reminders(session, booking)
        await write_reminders(session, booking, event_date, event, place, person=person, city=city, now=now)
        facts = {"booking_id": booking.id, **facts_of(event_date, event, place, city), **old}
        mark = f"event-moved:{booking.id}:{event_date.moved}"
        pushed, cause = Pushed(EventNews.MOVED, facts), CauseKind.EVENT.of(event_date.id)
        told.append(Put(person.id, pushed, now, urgency, starts_at, mark, cause))
    await put_all(session, told)
    await offer_free_seats(session, event_date, city=city, now=now)
    return len(rows)


async def call_off_date(
    session: AsyncSession, date_id: int, *, reason: str, by: Person, city: City, now: datetime
) -> int:
    """Calls a date off. Everybody who has a seat or waits is told why, once, and shown the way to other dates. Returns
    how many. Raises EventGone, NotStaff, EventCalledOff, EventOver, EventIncomplete.
    """
    event_date = await _own(session, date_id, by)
    if event_date.state != DateState.UNDECIDED:
        check_coming(event_date, now)
    if not reason.strip() or len(reason) > LONGEST_WORDS:
        raise EventIncomplete("reason")
    event_date.state, event_date.reason = DateState.CALLED_OFF, reason.strip()
    event, place = await event_of(session, event_date), await place_of_date(session, event_date)
    await session.flush()
    rows = await people_of_date(session, date_id, LIVE)
    facts = {**facts_of(event_date, event, place, city), "reason": event_date.reason}
    urgency = Urgency.NOW if event_date.starts_at - now < SOON else Urgency.TODAY
    for booking, _ in rows:
        for kind in (CauseKind.BOOKING, CauseKind.OFFER):
            await withdraw(session, cause=kind.of(booking.id))
    pushed, cause = Pushed(EventNews.CALLED_OFF, facts), CauseKind.EVENT.of(event_date.id)
    await put_all(
        session,
        [
            Put(person.id, pushed, now, urgency, event_date.ends_at, f"event-off:{event_date.id}:{person.id}", cause)
            for _, person in rows
        ],
    )
    return len(rows)


async def message_booked(
    session: AsyncSession, date_id: int, *, text: str, by: Person, mark: str, city: City, now: datetime
) -> int:
    """Sends the host's words to everybody who has a seat; a second call with the same mark tells nobody twice. Returns
    how many. Raises EventGone, NotStaff, EventIncomplete.
    """
    event_date = await _own(session, date_id, by)
    if not text.strip() or len(text) > LONGEST_WORDS:
        raise EventIncomplete("words")
    event, place = await event_of(session, event_date), await place_of_date(session, event_date)
    rows = await people_of_date(session, date_id, HOLDS_SEAT)
    facts = {**facts_of(event_date, event, place, city), "text": text.strip()}
    cause = CauseKind.EVENT.of(event_date.id)
    pushed, until = Pushed(EventNews.MESSAGE, facts), max(event_date.ends_at, now + timedelta(days=1))
    await put_all(
        session,
        [
            Put(
                person.id, pushed, now, Urgency.TODAY, until, f"event-message:{event_date.id}:{mark}:{person.id}", cause
            )
            for _, person in rows
        ],
    )
    return len(rows)


async def roster(session: AsyncSession, date_id: int, *, by: Person) -> tuple[EventDate, Event, Sequence[Booking]]:
    """The date, its event, and the bookings with a seat, an offer or a turn, in the order in which they were made.
    Raises EventGone, NotStaff."""
    event_date = await _own(session, date_id, by)
    return event_date, await event_of(session, event_date), await bookings_at(session, date_id)


async def bookings_at(session: AsyncSession, date_id: int) -> Sequence[Booking]:
    """The bookings of `roster`. The caller has checked that a host asks."""
    rows = sa.select(Booking).where(Booking.date_id == date_id, Booking.state.in_({*HOLDS_SEAT, *LIVE}))
    ordered = rows.order_by(Booking.queue_number.is_not(None), Booking.queue_number, Booking.id)
    return (await session.scalars(ordered)).all()


async def thoughts_of(session: AsyncSession, date_id: int) -> dict[str, int] | None:
    """How many people found the date useful, so-so or of no use, and its time or place wrong. None while fewer than
    LEAST_GROUP have answered."""
    of_date = sa.select(Booking.useful, Booking.fit).where(
        Booking.date_id == date_id, sa.or_(Booking.useful.is_not(None), Booking.fit.is_not(None))
    )
    said = (await session.execute(of_date)).all()
    if len(said) < LEAST_GROUP:
        return None
    useful, fit = Counter(row.useful for row in said), Counter(row.fit for row in said)
    return {"useful": useful[3], "so_so": useful[2], "useless": useful[1], "time": fit["time"], "place": fit["place"]}


async def hosted_dates(session: AsyncSession, person: Person, *, now: datetime) -> Sequence[tuple[EventDate, Event]]:
    """The dates that the person hosts, without those that ended more than six hours ago, the soonest first. Raises
    NotStaff."""
    mine = await hosted_by(session, person)
    rows = await session.execute(
        sa.select(EventDate, Event)
        .join(Event, Event.id == EventDate.event_id)
        .where(
            mine,
            EventDate.state.in_((DateState.OPEN, DateState.UNDECIDED)),
            EventDate.ends_at > now - timedelta(hours=6),
        )
        .order_by(EventDate.starts_at, EventDate.id)
        .limit(MOST_LISTED)
    )
    return [(row[0], row[1]) for row in rows]


MOST_LISTED = 60


async def hosted_by(session: AsyncSession, person: Person) -> sa.ColumnElement[bool]:
    """Whether the person hosts a date of `Event`. Raises NotStaff for somebody who hosts nothing."""
    department, places = await hosting_of(session, person)
    mine: list[Any] = [EventDate.place_id.in_(places), Event.host_place_id.in_(places)]
    if department is not None:
        mine.append(Event.department == department)
    return sa.or_(*mine)


def _date(event: Event, starts_at: datetime, minutes: int, seats: int, city: City, now: datetime) -> EventDate:
    _check_time(starts_at, minutes, now)
    if not 1 <= seats <= MOST_SEATS:
        raise EventIncomplete("seats")
    ends_at = starts_at + timedelta(minutes=minutes)
    start_minute, end_minute = minutes_of_day(starts_at, ends_at, city.zone)
    return EventDate(
        event_id=event.id,
        kind=event.kind,
        starts_at=starts_at,
        ends_at=ends_at,
        start_minute=start_minute,
        end_minute=end_minute,
        seats=seats,
        taken=0,
        waiting=0,
        queue_last=0,
        state=DateState.OPEN,
        moved=0,
    )


def _check_time(starts_at: datetime, minutes: int, now: datetime) -> None:
    if not now < starts_at < now + LATEST or not timedelta() < timedelta(minutes=minutes) <= LONGEST:
        raise EventIncomplete("time")


def _check_words(title: str, about: str) -> None:
    if not 0 < len(title.strip()) <= LONGEST_TITLE:
        raise EventIncomplete("title")
    if not 0 < len(about.strip()) <= LONGEST_ABOUT:
        raise EventIncomplete("about")


async def _own(session: AsyncSession, date_id: int, by: Person) -> EventDate:
    event_date = await lock_date(session, date_id)
    await need_event_host(session, by, await event_of(session, event_date), event_date)
    return event_date

"""Details of an event besides its words, time and place: what to bring, subsidy, points, how late a seat can be given
back, reminders, questions to people who book, a certificate. Each has a usual value; a host can set any of them.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.events import (
    MOST_CANCEL_HOURS,
    MOST_POINTS,
    MOST_REMIND_MINUTES,
    MOST_YUAN,
    QUESTIONS,
    USUAL_REMINDERS,
    EventKind,
)
from models.city.pack import City
from models.events.booking import HOLDS_SEAT, BookingState
from models.events.errors import EventIncomplete
from models.events.event import DateState, Event, EventDate, event_of, lock_date, place_of_date
from models.events.host import need_event_host
from models.events.money import promise_subsidy
from models.events.news import EventNews, facts_of
from models.events.people import people_of_date
from models.events.reminder import withdraw_reminders, write_reminders
from models.outbox.causes import CauseKind
from models.outbox.message import Pushed, Put, Urgency, put_all
from models.people.person import Person

USUAL_CANCEL_MINUTES = 120
LONGEST_BRING = 60
LONGEST_LINK = 300
ALWAYS = ("bring", "cancel", "remind", "questions")
CERTIFIED = (EventKind.TRAINING, EventKind.ONLINE)
TELLS = ("bring", "link")
"""Changes of these details are told to people who have a seat."""


def details_of(kind: EventKind, *, of_department: bool) -> tuple[str, ...]:
    """The details that can be set: points only for volunteering, a subsidy only by a department."""
    own = ["points"] if kind is EventKind.VOLUNTEERING else []
    if of_department:
        own.append("subsidy")
    if kind in CERTIFIED:
        own.append("certificate")
    return (*ALWAYS, *own)


def usual_event(kind: EventKind, department: str | None, *, minutes: int) -> Event:
    """A new event with usual values, from its kind and length alone."""
    return Event(
        kind=kind.value,
        department=department,
        subsidy_fen=0,
        points=0,
        training_minutes=minutes if kind in CERTIFIED else 0,
        cancel_minutes=USUAL_CANCEL_MINUTES,
        remind_minutes=list(USUAL_REMINDERS),
        questions=[],
        certificate=kind is EventKind.TRAINING,
        sample=False,
    )


def set_detail(event: Event, what: str, said: str) -> None:
    """Sets one detail as it was chosen or typed: minutes and questions are joined by commas, an empty text means none.
    Raises EventIncomplete with `what`, also for a detail that the event cannot have."""
    if what not in details_of(EventKind(event.kind), of_department=event.department is not None):
        raise EventIncomplete(what)
    match what:
        case "bring":
            if len(said) > LONGEST_BRING:
                raise EventIncomplete(what)
            event.bring = {"zh-CN": said} if said else None
        case "cancel":
            event.cancel_minutes = 60 * _number(what, said, MOST_CANCEL_HOURS)
        case "remind":
            minutes = {_number(what, each, MOST_REMIND_MINUTES) for each in said.split(",") if each}
            event.remind_minutes = sorted(minutes - {0}, reverse=True)
        case "questions":
            asked = [each for each in QUESTIONS if each in said.split(",")]
            if len(asked) != len([each for each in said.split(",") if each]):
                raise EventIncomplete(what)
            event.questions = asked
        case "points":
            event.points = _number(what, said, MOST_POINTS)
        case "subsidy":
            event.subsidy_fen = 100 * _number(what, said, MOST_YUAN)
        case _:
            event.certificate = said == "1"


def detail_of(event: Event, what: str) -> str:
    """The value of one detail in the form that `set_detail` takes."""
    match what:
        case "bring":
            return (event.bring or {}).get("zh-CN", "")
        case "cancel":
            return str(event.cancel_minutes // 60)
        case "remind":
            return ",".join(str(each) for each in event.remind_minutes)
        case "questions":
            return ",".join(event.questions)
        case "points":
            return str(event.points)
        case "subsidy":
            return str(event.subsidy_fen // 100)
        case _:
            return "1" if event.certificate else ""


def _number(what: str, said: str, most: int) -> int:
    if not said.isascii() or not said.isdigit() or len(said) > 6 or int(said) > most:
        raise EventIncomplete(what)
    return int(said)


async def change_detail(
    session: AsyncSession, date_id: int, what: str, said: str, *, by: Person, city: City, now: datetime
) -> int:
    """Changes one detail for every date of the event, or the link of this date. Reminders that are still to come are
    written anew; people who have a seat are told once of a change in TELLS. Returns how many are told. Raises
    EventGone, NotStaff, EventIncomplete (`pack`: the event is of the city pack, and changed there).
    """
    event_date = await lock_date(session, date_id)
    event = await event_of(session, event_date)
    await need_event_host(session, by, event, event_date if what == "link" else None)
    if what == "link":
        if event_date.online_url is None or not is_link(said):
            raise EventIncomplete("link")
        event_date.online_url = said
        dates = [event_date]
    else:
        if event.key is not None:
            raise EventIncomplete("pack")
        before = event.subsidy_fen
        set_detail(event, what, said)
        if what == "subsidy":
            wanted, event.subsidy_fen = event.subsidy_fen, before
            await promise_subsidy(session, event, wanted, by=by, city=city, now=now)
        dates = await _dates_to_come(session, event.id, now)
    await session.flush()
    if what == "remind":
        for date in dates:
            await _remind_anew(session, date, event, city=city, now=now)
    return await _tell(session, dates, event, what, said, city=city, now=now) if what in TELLS else 0


def is_link(said: str) -> bool:
    """Whether the text can be the address of an online event."""
    return said.startswith("https://") and len(said) <= LONGEST_LINK and not set(said) & set(" \n\t")


async def _dates_to_come(session: AsyncSession, event_id: int, now: datetime) -> list[EventDate]:
    coming = sa.select(EventDate).where(
        EventDate.event_id == event_id, EventDate.state == DateState.OPEN, EventDate.starts_at > now
    )
    return list(await session.scalars(coming.order_by(EventDate.id).with_for_update()))


async def _remind_anew(
    session: AsyncSession, event_date: EventDate, event: Event, *, city: City, now: datetime
) -> None:
    place = await place_of_date(session, event_date)
    for booking, person in await people_of_date(session, event_date.id, (BookingState.BOOKED,)):
        await withdraw_reminders(session, booking)
        await write_reminders(session, booking, event_date, event, place, person=person, city=city, now=now)


async def _tell(
    session: AsyncSession,
    dates: list[EventDate],
    event: Event,
    what: str,
    said: str,
    *,
    city: City,
    now: datetime,
) -> int:
    """Tells people who have a seat, once for all changes of a detail within a minute, with the newest value."""
    told: list[Put] = []
    for event_date in dates:
        place = await place_of_date(session, event_date)
        facts = {**facts_of(event_date, event, place, city), "what": what, "said": said or "none"}
        pushed = Pushed(EventNews.CHANGED, facts)
        told += [
            Put(
                person.id,
                pushed,
                now + timedelta(minutes=1),
                Urgency.TODAY,
                event_date.ends_at,
                f"event-changed:{event_date.id}:{what}:{now:%Y%m%d%H%M}:{person.id}",
                CauseKind.EVENT.of(event_date.id),
            )
            for _, person in await people_of_date(session, event_date.id, HOLDS_SEAT)
        ]
    await put_all(session, told)
    return len(told)

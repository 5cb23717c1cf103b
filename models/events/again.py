"""Further dates of an event that pays a subsidy cost as much as the first, so they open once a lead says yes. Until
then nobody finds them, and nobody can book a seat.

    EventDate:     undecided ──yes──> open
                       └──no──> deleted
"""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.events.errors import EventGone, SubsidyGone
from models.events.event import DateState, Event, EventDate
from models.events.money import LEADING, deciders
from models.events.news import EventNews
from models.outbox.causes import CauseKind
from models.outbox.message import Pushed, Put, put, put_all
from models.people.person import Person
from models.staff.errors import NotStaff
from models.staff.four_eyes import need_second_person
from models.staff.post import Staff, need_staff, posts_of, staff_of


async def open_or_ask(
    session: AsyncSession, event: Event, dates: Sequence[EventDate], *, by: Person, city: City, now: datetime
) -> None:
    """Leaves dates that were just added open if they cost nothing or `by` leads; else asks the leads, once for all of
    them. Raises NotStaff."""
    staff = await staff_of(session, by)
    if not costs_yuan(event) or (staff is not None and staff.role in LEADING):
        return
    asks = staff or next(iter(await posts_of(session, by)), None)
    if asks is None:
        raise NotStaff
    for each in dates:
        each.state, each.asked_by, each.asked_with = DateState.UNDECIDED, asks.id, dates[0].id
    await session.flush()
    pushed = Pushed(EventNews.DATES_WANTED, _facts(event, dates, asks, city))
    cause = CauseKind.EVENT_DATES.of(dates[0].id)
    await put_all(
        session,
        [
            Put(each.person_id, pushed, now, dedupe_key=f"{cause}:{each.id}", cause=cause)
            for each in await deciders(session, event.department, asks.id, city)
            if each.person_id is not None
        ],
    )


def costs_yuan(event: Event) -> int:
    """Yuan that each attendee is paid, now or if a lead says yes to the sum that is asked for."""
    return max(event.subsidy_fen, event.subsidy_asked_fen or 0) // 100


def _facts(event: Event, dates: Sequence[EventDate], asks: Staff, city: City) -> dict[str, object]:
    yuan, seats = costs_yuan(event), sum(each.seats for each in dates)
    first, last = (
        {"moment": each.starts_at.astimezone(city.zone).replace(tzinfo=None).isoformat(timespec="minutes")}
        for each in (dates[0], dates[-1])
    )
    return {
        "date_id": dates[0].asked_with,
        "name": asks.name,
        "title": dict(event.titles),
        "yuan": str(yuan),
        "seats": str(seats),
        "most": str(yuan * seats),
        "first": first,
        "last": last,
        "dates": str(len(dates)) if len(dates) > 1 else "one",
    }


async def undecided_with(session: AsyncSession, first_id: int) -> Sequence[EventDate]:
    """The undecided dates that were asked for together with the date `first_id`, the soonest first, locked."""
    waiting = sa.select(EventDate).where(EventDate.asked_with == first_id, EventDate.state == DateState.UNDECIDED)
    return (await session.scalars(waiting.order_by(EventDate.starts_at).with_for_update())).all()


async def may_decide(session: AsyncSession, event: Event, event_date: EventDate, person: Person, city: City) -> bool:
    """Whether the person is one of the leads who are asked about an undecided date."""
    if event_date.state != DateState.UNDECIDED:
        return False
    asked = await deciders(session, event.department, event_date.asked_by, city)
    return person.id in {each.person_id for each in asked}


async def decide_dates(
    session: AsyncSession, first_id: int, yuan: int, *, yes: bool, by: Person, city: City, now: datetime
) -> tuple[Event, int]:
    """Records a lead's answer to further dates, and tells the colleague who asked. Returns the event, and how many
    dates it decided. Raises EventGone, NotStaff, SubsidyGone (answered, over, or the subsidy has changed),
    SecondPersonNeeded."""
    first = await session.get(EventDate, first_id)
    if first is None:
        raise SubsidyGone  # the answer was no
    event = await session.get(Event, first.event_id, with_for_update=True, populate_existing=True)
    staff = await need_staff(session, by, *LEADING)
    if event is None:
        raise EventGone
    if staff.department not in (event.department, city.lead_department.key):
        raise NotStaff
    dates = [each for each in await undecided_with(session, first_id) if each.starts_at > now]
    if not dates or costs_yuan(event) != yuan:
        raise SubsidyGone
    asked = await session.get(Staff, dates[0].asked_by)
    await need_second_person(session, dates[0].asked_by, staff.id)
    facts = {"by": staff.name, **_facts(event, dates, asked or staff, city)}
    for each in dates:
        if yes:
            each.state = DateState.OPEN
        else:
            await session.delete(each)
    await session.flush()
    if asked is not None and asked.person_id is not None:
        news = EventNews.DATES_GIVEN if yes else EventNews.DATES_REFUSED
        await put(session, asked.person_id, Pushed(news, facts), due_at=now)
    return event, len(dates)


async def dates_still_undecided(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Which questions, by the id of their first date, nobody has answered yet."""
    numbers = [int(each) for each in ids]
    waiting = sa.select(EventDate.asked_with).where(
        EventDate.asked_with.in_(numbers), EventDate.state == DateState.UNDECIDED
    )
    return {str(each) for each in await session.scalars(waiting)}

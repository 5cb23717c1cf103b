"""Promising money at an event takes a lead: a lead sets the sum, or agrees to the sum that a colleague asks for."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.events.errors import EventGone, SubsidyGone
from models.events.event import DateState, Event, EventDate
from models.events.news import EventNews
from models.outbox.causes import CauseKind
from models.outbox.message import Pushed, Put, put, put_all
from models.people.person import Person
from models.staff.errors import NotStaff
from models.staff.four_eyes import need_second_person
from models.staff.post import Staff, StaffRole, need_staff

LEADING = (StaffRole.LEAD, StaffRole.ADMIN)


async def promise_subsidy(
    session: AsyncSession, event: Event, fen: int, *, by: Person, city: City, now: datetime
) -> bool:
    """Sets the subsidy of each attendee, in fen. If it is more than before and `by` is no lead, the leads are asked
    first. Returns whether it is set. Raises NotStaff."""
    staff = await need_staff(session, by)
    if fen <= event.subsidy_fen or staff.role in LEADING:
        event.subsidy_fen, event.subsidy_asked_fen, event.subsidy_asked_by = fen, None, None
        await session.flush()
        return True
    event.subsidy_asked_fen, event.subsidy_asked_by = fen, staff.id
    await session.flush()
    facts = {"event_id": event.id, "name": staff.name, "title": dict(event.titles), "yuan": str(fen // 100)}
    dates, news = await _dates_to_come(session, event.id, now), EventNews.SUBSIDY_WANTED
    if dates > 1:
        news, facts = EventNews.SUBSIDY_WANTED_DATES, {**facts, "dates": str(dates)}
    pushed, cause = Pushed(news, facts), CauseKind.SUBSIDY.of(event.id)
    await put_all(
        session,
        [
            Put(each.person_id, pushed, now, dedupe_key=f"subsidy:{event.id}:{fen}:{each.id}", cause=cause)
            for each in await deciders(session, event.department, event.subsidy_asked_by, city)
            if each.person_id is not None
        ],
    )
    return False


async def _dates_to_come(session: AsyncSession, event_id: int, now: datetime) -> int:
    """The number of dates at which it would be paid."""
    coming = sa.select(sa.func.count()).select_from(EventDate).where(EventDate.event_id == event_id)
    coming = coming.where(EventDate.state == DateState.OPEN, EventDate.ends_at > now)
    return (await session.scalars(coming)).one()


async def deciders(session: AsyncSession, department: str | None, asked_by: int | None, city: City) -> Sequence[Staff]:
    """The leads of an event's department, without the person who asked; if there are none, those of the lead
    department. asked_by: a post."""
    asked = await session.get(Staff, asked_by) if asked_by is not None else None
    for key in (department, city.lead_department.key):
        leads = sa.select(Staff).where(
            Staff.department == key, Staff.active, Staff.role.in_(LEADING), Staff.person_id.is_not(None)
        )
        found = [
            each
            for each in await session.scalars(leads.order_by(Staff.id))
            if asked is None or each.person_id != asked.person_id
        ]
        if found:
            return found
    return []


async def decide_subsidy(
    session: AsyncSession, event_id: int, yuan: int, *, yes: bool, by: Person, city: City, now: datetime
) -> Event:
    """Records a lead's answer, and tells the colleague who asked. Raises EventGone, NotStaff, SubsidyGone (answered, or
    another sum), SecondPersonNeeded."""
    event = await session.get(Event, event_id, with_for_update=True, populate_existing=True)
    if event is None:
        raise EventGone
    staff = await need_staff(session, by, *LEADING)
    if staff.department not in (event.department, city.lead_department.key):
        raise NotStaff
    if event.subsidy_asked_fen != yuan * 100:
        raise SubsidyGone
    await need_second_person(session, event.subsidy_asked_by, staff.id)
    asked = await session.get(Staff, event.subsidy_asked_by)
    if yes:
        event.subsidy_fen = yuan * 100
    event.subsidy_asked_fen, event.subsidy_asked_by = None, None
    await session.flush()
    if asked is not None and asked.person_id is not None:
        facts = {"name": staff.name, "title": dict(event.titles), "yuan": str(yuan)}
        news = EventNews.SUBSIDY_GIVEN if yes else EventNews.SUBSIDY_REFUSED
        await put(session, asked.person_id, Pushed(news, facts), due_at=now)
    return event


async def subsidies_still_asked(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Which of the events have a subsidy that nobody has decided on yet."""
    numbers = [int(each) for each in ids]
    asked = sa.select(Event.id).where(Event.id.in_(numbers), Event.subsidy_asked_fen.is_not(None))
    return {str(each) for each in await session.scalars(asked)}

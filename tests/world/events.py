"""Dates of events to book in tests, and people who do."""

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.events.booking import HOLDS_SEAT, Booking, BookingState
from models.events.event import DateState, Event, EventDate, minutes_of_day, searchable
from models.people.person import Person, agree, meet
from models.storage.database import Database

NOW = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)
"""A Thursday, 15:00 in the city."""
_numbers = itertools.count()
SUNDAY = datetime(2026, 11, 29, 6, 30, tzinfo=UTC)
"""14:30 in the city."""


async def add_event(session: AsyncSession, **given: Any) -> Event:
    titles = given.pop("titles", {"zh-CN": "应急救护", "en": "First aid"})
    about = {"zh-CN": "学会止血、包扎。", "en": "Bleeding and bandages."}
    usual = {
        "key": None,
        "kind": "training",
        "titles": titles,
        "about": about,
        "department": "health",
        "subsidy_fen": 0,
        "points": 0,
        "training_minutes": 120,
        "cancel_minutes": 120,
        "remind_minutes": [1440, 60],
        "questions": [],
        "certificate": False,
        "search": searchable(titles, about),
        "sample": True,
    }
    event = Event(**{**usual, **given})
    session.add(event)
    await session.flush()
    return event


async def add_date(
    session: AsyncSession, event: Event, city: City, *, starts_at: datetime = SUNDAY, minutes: int = 120, **given: Any
) -> EventDate:
    ends_at = starts_at + timedelta(minutes=minutes)
    start_minute, end_minute = minutes_of_day(starts_at, ends_at, city.zone)
    usual = {
        "seats": 2,
        "taken": 0,
        "waiting": 0,
        "queue_last": 0,
        "state": DateState.OPEN,
        "moved": 0,
        "kind": event.kind,
    }
    event_date = EventDate(
        event_id=event.id,
        starts_at=starts_at,
        ends_at=ends_at,
        start_minute=start_minute,
        end_minute=end_minute,
        **{**usual, **given},
    )
    session.add(event_date)
    await session.flush()
    return event_date


async def a_date(database: Database, city: City, *, event: dict[str, Any] | None = None, **given: Any) -> int:
    """The id of a date of a new event."""
    async with database.transaction() as session:
        return (await add_date(session, await add_event(session, **(event or {})), city, **given)).id


async def people(database: Database, count: int, *, now: datetime = NOW, **about: Any) -> list[Person]:
    """So many who agreed."""
    async with database.transaction() as session:
        found = []
        for _ in range(count):
            person, _, _ = await meet(session, "telegram", f"worker-{next(_numbers)}", locale="zh-CN", now=now)
            await agree(session, person, now=now)
            for name, value in about.items():
                setattr(person, name, value)
            found.append(person)
        return found


async def date_now(database: Database, date_id: int) -> EventDate:
    async with database.reading() as session:
        return await session.get_one(EventDate, date_id)


async def rows_of(database: Database, date_id: int) -> Sequence[Booking]:
    async with database.reading() as session:
        mine = sa.select(Booking).where(Booking.date_id == date_id)
        return (await session.scalars(mine.order_by(Booking.queue_number, Booking.id))).all()


async def counts_are_true(database: Database, date_id: int) -> EventDate:
    """The counters of a date say what its bookings say, and it is not oversold."""
    event_date, rows = await date_now(database, date_id), await rows_of(database, date_id)
    assert event_date.taken == sum(each.state in HOLDS_SEAT for each in rows) <= event_date.seats
    assert event_date.waiting == sum(each.state == BookingState.WAITING for each in rows)
    return event_date

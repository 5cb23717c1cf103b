"""The event that renews a paper about to expire: on the paper's card, and in the reminder when that is sent."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.events.booking import HOLDS_SEAT, Booking
from models.events.event import DateState, Event, EventDate, moment_arguments
from models.events.news import NO_PLACE
from models.events.search import ListedEvent, next_satisfying
from models.outbox.causes import Told
from models.outbox.message import Pushed
from models.papers.paper import Paper, PaperNews

EXPIRES_SOON_DAYS = 60
"""From this many days before it expires on, a paper's card names the event that renews it."""


async def event_that_renews(session: AsyncSession, paper: Paper, city: City, now: datetime) -> ListedEvent | None:
    """The earliest date with a free seat that renews this paper, before it expires unless it has already. None if there
    is no such date or the person already has a seat at one."""
    found = await _Renewals(session, city, now).of(paper)
    booked = found and await _booked(session, [paper.person_id], now)
    return None if booked and (paper.person_id, paper.kind) in booked else found


async def dates_that_renew(
    session: AsyncSession, told: Collection[Told], city: City, now: datetime
) -> Mapping[Told, Pushed]:
    """The dates for the reminders of these papers, as far as there are any; looked up once for each kind and day."""
    ids = [int(number) for number, _ in told]
    mine = await session.scalars(sa.select(Paper).where(Paper.id.in_(ids)))
    renewals = _Renewals(session, city, now)
    found = {each: date for each in mine if (date := await renewals.of(each)) is not None}
    booked = await _booked(session, {each.person_id for each in found}, now)
    return {
        (str(each.id), each.person_id): _said(date, city)
        for each, date in found.items()
        if (each.person_id, each.kind) not in booked
    }


class _Renewals:
    """The event that renews each kind by each day, looked up once."""

    def __init__(self, session: AsyncSession, city: City, now: datetime) -> None:
        self._session, self._city, self._now = session, city, now
        self._known: dict[tuple[str, date], ListedEvent | None] = {}

    async def of(self, paper: Paper) -> ListedEvent | None:
        key = paper.kind, paper.expires_on
        if key not in self._known:
            until = self._until(paper)
            self._known[key] = (
                await next_satisfying(self._session, key[0], now=self._now, until=until) if until is not None else None
            )
        return self._known[key]

    def _until(self, paper: Paper) -> datetime | None:
        left = paper.days_left(self._now.astimezone(self._city.zone).date())
        if left > EXPIRES_SOON_DAYS:
            return None
        last = datetime.combine(paper.expires_on, time.max, self._city.zone)
        return max(last, self._now + timedelta(days=1 if left >= 0 else EXPIRES_SOON_DAYS))


async def _booked(session: AsyncSession, people: Collection[int], now: datetime) -> set[tuple[int, str | None]]:
    """Pairs of a person and a kind of paper, for seats at coming dates that renew that kind."""
    if not people:
        return set()
    rows = await session.execute(
        sa.select(Booking.person_id, Event.satisfies)
        .join(EventDate, EventDate.id == Booking.date_id)
        .join(Event, Event.id == EventDate.event_id)
        .where(Booking.person_id.in_(people), Booking.state.in_(HOLDS_SEAT), Event.satisfies.is_not(None))
        .where(EventDate.state == DateState.OPEN, EventDate.ends_at > now)
    )
    return {(row[0], row[1]) for row in rows}


def _said(listed: ListedEvent, city: City) -> Pushed:
    facts = {
        "date_id": listed.date_id,
        "title": dict(listed.titles),
        "place": listed.place or NO_PLACE,
        "room": NO_PLACE,
        "free": listed.free,
        **moment_arguments(listed.starts_at, city.zone),
    }
    return Pushed(PaperNews.EVENT, facts)

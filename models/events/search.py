"""Search for event dates: by kind, by day, with free seats, outside the person's peaks, nearby, or by words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.events import EventKind
from models.events.event import DateState, Event, EventDate
from models.places.place import Place
from models.storage.one_hop import OneHop
from models.values.day_span import MINUTES_OF_DAY, DaySpan
from models.values.position import Position

DAYS = 31
NEAR_FOUND = 30
"""The most dates found around a position."""
MOST_WORDS = 5


class When(StrEnum):
    ANY = ""
    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEKEND = "weekend"
    WEEK = "week"


class DayPart(StrEnum):
    """The part of the day in which a date begins."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


BEGINS = {
    DayPart.MORNING: (0, 12 * 60),
    DayPart.AFTERNOON: (12 * 60, 17 * 60 + 30),
    DayPart.EVENING: (17 * 60 + 30, MINUTES_OF_DAY),
}
"""Minutes of the day: from the first up to, but without, the second."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The conditions of a search. kind: None for every kind. day: by the city's calendar; replaces `when`. part: None
    for the whole day. outside: spans of the day that the date must not touch."""

    kind: EventKind | None = None
    when: When = When.ANY
    free_only: bool = True
    outside: tuple[DaySpan, ...] = ()
    day: date | None = None
    part: DayPart | None = None


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """The columns of a date that a list shows. place: None for an online date. latitude, longitude: WGS-84 degrees."""

    date_id: int
    kind: str
    titles: dict[str, str]
    starts_at: datetime
    free: int
    waiting: int
    subsidy_fen: int
    points: int
    place: str | None
    latitude: float | None
    longitude: float | None
    sample: bool
    room: dict[str, str] | None
    """The room; the address if the date is not at a place of the directory."""


async def events_to_come(
    session: AsyncSession,
    wish: Wish,
    *,
    now: datetime,
    zone: ZoneInfo,
    limit: int,
    offset: int = 0,
    words: str | None = None,
) -> Sequence[ListedEvent]:
    """The dates that fit a wish, soonest first. words: each must occur in the event's title, text or organiser; then
    dates with free seats come first."""
    about = {**_values(wish, now, zone), "most": limit, "skip": offset}
    query = _in_order(_shape(wish), words is not None)
    if words is not None:
        about["events"] = await _events_said(session, words)
        if not about["events"]:
            return []
    return [_read(row) for row in await query.rows(session, **about)]


async def events_near(
    session: AsyncSession, here: Position, wish: Wish, *, now: datetime, zone: ZoneInfo
) -> list[tuple[float, ListedEvent]]:
    """The dates that fit a wish with their distances in metres, nearest first, at one place soonest first; NEAR_FOUND
    at most."""
    shape, about = _shape(wish), _values(wish, now, zone)
    at = await session.execute(_places_with(shape), about)
    near = sorted((here.distance_m(Position.wgs84(row[1], row[2])), row[0]) for row in at)[:NEAR_FOUND]
    distances = {place_id: distance_m for distance_m, place_id in near}
    dates = await session.execute(_dates_at(shape), {**about, "places": list(distances)})
    first = sorted((distances[row[1]], row[2], row[0]) for row in dates)[:NEAR_FOUND]
    listed = await listed_events(session, [number for _, _, number in first])
    return [(distance_m, listed[number]) for distance_m, _, number in first if number in listed]


async def listed_events(session: AsyncSession, ids: Sequence[int]) -> dict[int, ListedEvent]:
    """Id -> date, for those that are still open."""
    rows = await session.execute(_BY_ID, {"ids": list(ids)})
    return {row[0]: _read(row) for row in rows}


async def kinds_to_come(session: AsyncSession, *, now: datetime) -> list[EventKind]:
    """The kinds that have coming dates, in the order of EventKind."""
    found = await session.execute(
        sa.select(
            *(
                sa.exists()
                .where(EventDate.state == DateState.OPEN, EventDate.kind == kind.value, EventDate.starts_at > now)
                .label(kind.value)
                for kind in EventKind
            )
        )
    )
    return [kind for kind, there in zip(EventKind, found.one(), strict=True) if there]


async def next_satisfying(
    session: AsyncSession, paper_kind: str, *, now: datetime, until: datetime
) -> ListedEvent | None:
    """The soonest date with a free seat, before `until`, that renews a paper of this kind; None if there is none."""
    query = _listed(_conditions(_shape(Wish()))).where(Event.satisfies == paper_kind)
    about = {"since": now, "until": until}
    row = (await session.execute(query.order_by(EventDate.starts_at).limit(1), about)).one_or_none()
    return None if row is None else _read(row)


async def other_dates(session: AsyncSession, event_id: int, *, besides: int, now: datetime, limit: int) -> list[int]:
    """Other dates of the same event with free seats, the soonest first."""
    query = sa.select(EventDate.id).where(
        EventDate.event_id == event_id,
        EventDate.id != besides,
        EventDate.state == DateState.OPEN,
        EventDate.starts_at > now,
        EventDate.taken < EventDate.seats,
    )
    return list(await session.scalars(query.order_by(EventDate.starts_at).limit(limit)))


# --- the statements: cached, because building one takes longer than running it --------------------------------------

Shape = tuple[bool, bool, int, bool]
"""The shape of a wish: whether it names a kind, whether it wants free seats, the number of spans of the day to avoid,
and whether it names a part of the day."""


def _shape(wish: Wish) -> Shape:
    spans = sum(len(_pieces(span)) for span in wish.outside)
    return wish.kind is not None, wish.free_only, spans, wish.part is not None


def _values(wish: Wish, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    since, until = span_of(wish.when, now, zone) if wish.day is None else day_of(wish.day, now, zone)
    values: dict[str, Any] = {"since": since, "until": until}
    if wish.part is not None:
        values["begins"], values["before"] = BEGINS[wish.part]
    if wish.kind is not None:
        values["kind"] = wish.kind.value
    for number, (start, end) in enumerate(piece for span in wish.outside for piece in _pieces(span)):
        values |= {f"start{number}": start, f"end{number}": end}
    return values


def _conditions(shape: Shape) -> list[Any]:
    named, free_only, spans, in_part = shape
    conditions: list[Any] = [EventDate.state == DateState.OPEN, EventDate.starts_at > sa.bindparam("since")]
    conditions.append(EventDate.starts_at < sa.bindparam("until"))
    if named:
        conditions.append(EventDate.kind == sa.bindparam("kind"))
    if free_only:
        conditions.append(EventDate.taken < EventDate.seats)
    if in_part:
        conditions.append(EventDate.start_minute >= sa.bindparam("begins"))
        conditions.append(EventDate.start_minute < sa.bindparam("before"))
    for number in range(spans):
        before = EventDate.end_minute <= sa.bindparam(f"start{number}")
        conditions.append(sa.or_(EventDate.start_minute >= sa.bindparam(f"end{number}"), before))
    return conditions


def _listed(conditions: Sequence[Any], dates: Any = EventDate.__table__) -> Any:
    """dates: the table, or a selection of it."""
    date, event, place = dates.c, Event.__table__.c, Place.__table__.c
    return (
        sa.select(
            date.id, date.kind, event.titles, date.starts_at, date.seats - date.taken, date.waiting,
            event.subsidy_fen, event.points, place.name, place.latitude, place.longitude, event.sample, date.room,
        )
        .select_from(dates)
        .join(Event.__table__, event.id == date.event_id)
        .outerjoin(Place.__table__, place.id == date.place_id)
        .where(*conditions)
    )  # fmt: skip


@cache
def _in_order(shape: Shape, said: bool) -> OneHop:
    """The statement for a page: it selects the dates of the page by the index first, and joins the rest only to
    them."""
    columns = EventDate.__table__.c
    dates = sa.select(*columns).where(*_conditions(shape))
    if said:
        dates = dates.where(columns.event_id.in_(sa.bindparam("events", expanding=True)))
    most, skip = (sa.bindparam(name, type_=sa.Integer) for name in ("most", "skip"))
    page = dates.order_by(*_order(columns, said)).limit(most).offset(skip).subquery()
    return OneHop(_listed([], page).order_by(*_order(page.c, said)))


def _order(date: Any, said: bool) -> list[Any]:
    """The order of dates: soonest first; in a search by words, dates with a free seat before full ones."""
    full = [sa.case((date.taken < date.seats, 0), else_=1)] if said else []
    return [*full, date.starts_at, date.id]


@cache
def _places_with(shape: Shape) -> Any:
    dates = sa.exists().where(EventDate.place_id == Place.id, *_conditions(shape))
    return sa.select(Place.id, Place.latitude, Place.longitude).where(dates)


@cache
def _dates_at(shape: Shape) -> Any:
    at = EventDate.place_id.in_(sa.bindparam("places", expanding=True))
    return sa.select(EventDate.id, EventDate.place_id, EventDate.starts_at).where(at, *_conditions(shape))


def _read(row: Any) -> ListedEvent:
    return ListedEvent(*row)


def _pieces(span: DaySpan) -> list[tuple[int, int]]:
    """A span in minutes of the day on which a date starts; one that crosses midnight gives a second piece."""
    end = span.start + span.length
    pieces = [(span.start, end)]
    if end > MINUTES_OF_DAY:
        pieces.append((0, end - MINUTES_OF_DAY))
    return pieces


def span_of(when: When, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The beginning and end of a time, never before now. weekend: the coming one, or the rest of the current one."""
    local = now.astimezone(zone)

    def midnight(days: int) -> datetime:
        return datetime.combine(local.date() + timedelta(days=days), time(), zone)

    if when is When.TODAY:
        return now, midnight(1)
    if when is When.TOMORROW:
        return midnight(1), midnight(2)
    if when is When.WEEK:
        return now, midnight(7)
    if when is When.WEEKEND:
        saturday = 5 - local.weekday()
        return max(now, midnight(saturday)), midnight(saturday + 2)
    return now, now + timedelta(days=DAYS)


def day_of(day: date, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The beginning and end of a day of the city's calendar, never before now."""
    begins = datetime.combine(day, time(), zone)
    return max(now, begins), begins + timedelta(days=1)


async def _events_said(session: AsyncSession, words: str) -> list[int]:
    query = sa.select(Event.id)
    for word in words.casefold().split()[:MOST_WORDS]:
        query = query.where(Event.search.contains(word, autoescape=True))
    return list(await session.scalars(query))


_BY_ID = _listed([EventDate.id.in_(sa.bindparam("ids", expanding=True)), EventDate.state == DateState.OPEN])

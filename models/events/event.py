"""An event has a time and seats: a course, a health check, a party class, volunteering. People book its dates.

EventDate:     undecided ──► open ──► called off
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.events.errors import EventCalledOff, EventGone, EventOver, EventUndecided
from models.places.place import Place
from models.storage.database import Base, BigId, UtcDateTime
from models.storage.one_hop import OneHop, attach, attach_anew
from models.storage.session_info import Kept

if TYPE_CHECKING:
    from models.city.table import Titles

LINK_BEFORE = timedelta(minutes=15)
"""The link of an online event is shown this long before the start."""


class Event(Base):
    """Something that is held once per date. An event of the city pack has a key, and texts for each language; one made
    in the chat has no key, and its host's words."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(unique=True)
    kind: Mapped[str]
    titles: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    about: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    bring: Mapped[dict[str, str] | None] = mapped_column(sa.JSON)
    department: Mapped[str | None] = mapped_column(index=True)
    """The key of the department that organises it; None for an event organised by a place."""
    host_place_id: Mapped[int | None] = mapped_column(sa.ForeignKey("place.id", ondelete="SET NULL"), index=True)
    """The complex that organises it."""
    subsidy_fen: Mapped[int]
    subsidy_asked_fen: Mapped[int | None]
    """The subsidy that a host asks for, until a lead approves it (models/events/money.py)."""
    subsidy_asked_by: Mapped[int | None]
    """The post that asked."""
    points: Mapped[int]
    """The points that a volunteer earns."""
    training_minutes: Mapped[int]
    """The minutes that count in the training record."""
    cancel_minutes: Mapped[int]
    """A seat can be given back until this many minutes before the start."""
    remind_minutes: Mapped[list[int]] = mapped_column(sa.JSON)
    questions: Mapped[list[str]] = mapped_column(sa.JSON)
    certificate: Mapped[bool]
    """Whether attendees get a certificate."""
    satisfies: Mapped[str | None]
    """The kind of paper (a key of the city pack) that attending renews."""
    article: Mapped[str | None]
    """The key of an article about it."""
    search: Mapped[str]
    """All its words in lower case, for the search."""
    sample: Mapped[bool]
    created_by: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"))


class DateState(StrEnum):
    """The state of a date. undecided: a further date that costs money, until a lead approves it
    (models/events/again.py)."""

    OPEN = "open"
    CALLED_OFF = "called_off"
    UNDECIDED = "undecided"


class EventDate(Base):
    """One date of an event. Its row is the lock of its seats: every change of a booking holds it until the commit."""

    __tablename__ = "event_session"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "slot"),
        sa.CheckConstraint("taken >= 0 AND taken <= seats", name="ck_event_session_seats"),  # the last defence
        sa.Index("ix_event_session_coming", "state", "starts_at"),
        sa.Index("ix_event_session_kind", "state", "kind", "starts_at"),
        sa.Index("ix_event_session_place", "place_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    slot: Mapped[str | None]
    """The date and time from the city pack, `2026-12-03T14:30`, so that it is made only once, even after it moved."""
    kind: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    start_minute: Mapped[int]
    """The start in minutes of the city's day, to compare with people's peaks."""
    end_minute: Mapped[int]
    """The end in minutes of the same day; over 1440 if it is past midnight."""
    place_id: Mapped[int | None] = mapped_column(sa.ForeignKey("place.id", ondelete="SET NULL"))
    room: Mapped[dict[str, str] | None] = mapped_column(sa.JSON)
    """The room at the place; the address if the date is not at a place of the directory."""
    online_url: Mapped[str | None]
    seats: Mapped[int]
    taken: Mapped[int]
    """Seats that are booked or reserved by an offer. Never more than `seats`."""
    waiting: Mapped[int]
    """People on the waiting list."""
    queue_last: Mapped[int]
    """The last number used on the waiting list."""
    state: Mapped[DateState]
    moved: Mapped[int]
    """How often its time or place was changed."""
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When attendance was settled (models/events/closing.py): nobody can check in after that."""
    reason: Mapped[str | None]
    """The reason for calling it off or moving it, in the host's words."""
    asked_by: Mapped[int | None]
    """The post that asked for an undecided date."""
    asked_with: Mapped[int | None] = mapped_column(BigId, index=True)
    """The number of the first of the dates that were asked for together."""

    @property
    def free(self) -> int:
        return max(0, self.seats - self.taken)


def of_each(column: Any) -> Any:
    """The column, hidden from the planner's indexes: else SQLite walks every date of the city instead of the few that
    the person is booked for."""
    return sa.func.coalesce(column, column)


async def find_date(session: AsyncSession, date_id: int) -> tuple[EventDate, Event, Place | None]:
    """A date with its event and place. Raises EventGone."""
    return await _found(session, _with_event(), date_id, attach)


async def lock_date(session: AsyncSession, date_id: int) -> EventDate:
    """The current date, locked until the transaction ends; its event and place are loaded too. Raises EventGone."""
    event_date, _, _ = await _found(session, _locked(), date_id, attach_anew)
    return event_date


async def _found(
    session: AsyncSession,
    statement: OneHop,
    date_id: int,
    attached: Callable[[Session, type[EventDate], Sequence[Any]], EventDate | None],
) -> tuple[EventDate, Event, Place | None]:
    for row in await statement.rows(session, date_id=date_id):
        of_date, of_event, of_place = (row[start:end] for start, end in pairwise(_ends()))
        event_date = attached(session.sync_session, EventDate, of_date)
        event = attach(session.sync_session, Event, of_event)
        place = attach(session.sync_session, Place, of_place)
        assert event_date is not None
        assert event is not None
        session.info.setdefault(Kept.EVENTS, []).append((event, place))
        return event_date, event, place
    raise EventGone


# Every booking runs these statements; they are cached because building them takes longer than running them.
@cache
def _with_event() -> OneHop:
    return OneHop(_of_date())


@cache
def _locked() -> OneHop:
    return OneHop(_of_date().with_for_update(of=EventDate))


@cache
def _ends() -> list[int]:
    """The offsets in a row at which the columns of each table begin, and the end of the last."""
    return [0, *accumulate(len(each.__table__.c) for each in (EventDate, Event, Place))]


def _of_date() -> sa.Select[*tuple[Any, ...]]:
    date, event, place = EventDate.__table__.c, Event.__table__.c, Place.__table__.c
    return (
        sa.select(*date, *event, *place)
        .select_from(EventDate)
        .join(Event, event.id == date.event_id)
        .outerjoin(Place, place.id == date.place_id)
        .where(date.id == sa.bindparam("date_id"))
    )


async def event_of(session: AsyncSession, event_date: EventDate) -> Event:
    return await session.get_one(Event, event_date.event_id)


async def place_of_date(session: AsyncSession, event_date: EventDate) -> Place | None:
    return await session.get(Place, event_date.place_id) if event_date.place_id is not None else None


def check_coming(event_date: EventDate, now: datetime) -> None:
    """Raises EventUndecided, EventCalledOff, or EventOver (also if it has begun) unless the date is still to come."""
    if event_date.state == DateState.UNDECIDED:
        raise EventUndecided
    if event_date.state == DateState.CALLED_OFF:
        raise EventCalledOff
    if event_date.starts_at <= now:
        raise EventOver


def minutes_of_day(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> tuple[int, int]:
    """Start and end in minutes of the local day on which it starts."""
    local = starts_at.astimezone(zone)
    start = local.hour * 60 + local.minute
    return start, start + round((ends_at - starts_at) / timedelta(minutes=1))


def searchable(titles: "Titles", about: "Titles", *more: str) -> str:
    return "\n".join((*titles.values(), *about.values(), *more)).casefold()


def moment_arguments(moment: datetime, zone: tzinfo) -> dict[str, str]:
    """The arguments of a moment for texts, in the city's time. month: m1 to m12; weekday: mon to sun."""
    local = moment.astimezone(zone)
    return {
        "month": f"m{local.month}",
        "day": str(local.day),
        "weekday": ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[local.weekday()],
        "time": f"{local.hour}:{local:%M}",
    }


async def forget_old_dates(session: AsyncSession, *, now: datetime, limit: int) -> int:
    """Delete a portion of the dates that ended KEEP_UNBOOKED ago and that nobody ever booked. Returns their number."""
    booked = sa.table("booking", sa.column("session_id"))
    old = (
        sa.select(EventDate.id)
        .where(EventDate.ends_at < now - KEEP_UNBOOKED)
        .where(~sa.exists().where(booked.c.session_id == EventDate.id))
        .limit(limit)
    )
    result = await session.execute(
        sa.delete(EventDate).where(EventDate.id.in_(old.scalar_subquery())).execution_options(synchronize_session=False)
    )
    return int(getattr(result, "rowcount", 0))


KEEP_UNBOOKED = timedelta(days=30)


async def newest_events(session: AsyncSession, department: str, *, limit: int) -> Sequence[Event]:
    """The events of a department, the newest first."""
    newest = sa.select(Event).where(Event.department == department).order_by(Event.id.desc()).limit(limit)
    return (await session.scalars(newest)).all()

"""Exceptions to a place's hours, for some days: open until another time today, or shut from a day to a day. An
exception stands in `Place.hours` as one more dated rule, so that every search and card has it at once, and ends by
itself.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.city.pack import City
from models.places.place import Place
from models.storage.database import Base, UtcDateTime

HOURS_UNKNOWN = "24/7 unknown"
"""The meaning of empty hours, in OSM syntax."""
DAY_MINUTES = 24 * 60
LONGEST_REASON = 20
"""Characters that riders read of why a place is shut."""


class PlaceHours(Base):
    """One exception. first, until: its days, both included. closes_minute: of the city's day, past 24:00 in the
    following night; NULL if the place is shut: then it is a closure, and `reason` says why, by `holiday`, `repair`, or
    in the host's words."""

    __tablename__ = "place_hours"

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(sa.ForeignKey("place.id", ondelete="CASCADE"), index=True)
    first: Mapped[date]
    until: Mapped[date] = mapped_column(index=True)
    rule: Mapped[str]
    closes_minute: Mapped[int | None]
    reason: Mapped[str | None]
    staff_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def with_exceptions(usual: str, rules: Collection[str]) -> str:
    """OSM opening hours with rules that override them, a later rule the ones before."""
    return "; ".join((usual or HOURS_UNKNOWN, *rules)) if rules else usual


def shut_rule(first: date, last: date) -> str:
    """The rule "shut on these days", both included."""
    return f"{_osm_day(first)} off" if first == last else f"{_osm_day(first)}-{_osm_day(last)} off"


def open_rule(day: date, from_minute: int, to_minute: int) -> str:
    """The rule "open on this day between these minutes only"; minutes past 24:00 are in the following night."""
    if to_minute <= DAY_MINUTES:
        return f"{_osm_day(day)} off; {_osm_day(day)} {_clock(from_minute)}-{_clock(to_minute)}"
    night = f"{_osm_day(day + timedelta(days=1))} 00:00-{_clock(to_minute - DAY_MINUTES)}"
    return f"{_osm_day(day)} off; {_osm_day(day)} {_clock(from_minute)}-24:00, {night}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _osm_day(day: date) -> str:
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{day.year} {months[day.month - 1]} {day.day:02}"


async def exceptions_at(session: AsyncSession, place_ids: Collection[int]) -> dict[int, list[PlaceHours]]:
    """The exceptions of the places by place id, in the order of their rules: closures, then hours of one day."""
    found: dict[int, list[PlaceHours]] = {}
    ordered = sa.select(PlaceHours).where(PlaceHours.place_id.in_(place_ids))
    for each in await session.scalars(ordered.order_by(PlaceHours.closes_minute.is_not(None), PlaceHours.first)):
        found.setdefault(each.place_id, []).append(each)
    return found


async def closures_at(session: AsyncSession, place_ids: Collection[int], *, today: date) -> dict[int, list[PlaceHours]]:
    """The closures of the places that are not over, by place id, the first one first."""
    found: dict[int, list[PlaceHours]] = {}
    if not place_ids:
        return found
    shut = sa.select(PlaceHours).where(PlaceHours.place_id.in_(place_ids), PlaceHours.closes_minute.is_(None))
    for each in await session.scalars(shut.where(PlaceHours.until >= today).order_by(PlaceHours.first)):
        found.setdefault(each.place_id, []).append(each)
    return found


async def put_hours(session: AsyncSession, place: Place, usual: str | None = None) -> None:
    """Puts the hours in force together anew. usual: the usual hours from now on; None: as they were. The caller has
    locked the place."""
    usual = place.usual if usual is None else usual
    rules = [each.rule for each in (await exceptions_at(session, [place.id])).get(place.id, ())]
    place.hours, place.usual_hours = with_exceptions(usual, rules), usual if rules else None
    await session.flush()


def during(first: date, last: date) -> sa.ColumnElement[bool]:
    """The exceptions that hold on one of these days."""
    return sa.and_(PlaceHours.first <= last, PlaceHours.until >= first)


async def end_exceptions(session: AsyncSession, place: Place, which: sa.ColumnElement[bool]) -> Sequence[PlaceHours]:
    """Ends some exceptions of the place and puts the hours together without them. The caller has locked the place.
    Returns the ended ones."""
    ended = (await session.scalars(sa.select(PlaceHours).where(PlaceHours.place_id == place.id, which))).all()
    for each in ended:
        await session.delete(each)
    await session.flush()
    await put_hours(session, place)
    return ended


async def forget_exceptions(session: AsyncSession, *, city: City, now: datetime, limit: int) -> int:
    """Ends a portion of the exceptions whose last day in the city is over. Returns how many places had some."""
    today = now.astimezone(city.zone).date()
    over = sa.select(PlaceHours.place_id).where(PlaceHours.until < today).distinct().limit(limit)
    ids = (await session.scalars(over)).all()
    for place_id in ids:
        place = await session.get(Place, place_id, with_for_update=True, populate_existing=True)
        if place is not None:
            await end_exceptions(session, place, PlaceHours.until < today)
    return len(ids)

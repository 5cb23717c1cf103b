"""Exceptions to a place's hours, for some days: open until another time today, or shut until a day. An exception stands
in `Place.hours` as one more dated rule, so that every search and card has it at once, and ends by itself.
"""

from collections.abc import Collection
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


class PlaceHours(Base):
    """One exception. usual: the hours without it, as the directory has them. closes_minute: of the city's day, past
    24:00 in the following night; NULL if the place is shut. until: its last day."""

    __tablename__ = "place_hours"

    place_id: Mapped[int] = mapped_column(sa.ForeignKey("place.id", ondelete="CASCADE"), primary_key=True)
    usual: Mapped[str]
    rule: Mapped[str]
    closes_minute: Mapped[int | None]
    until: Mapped[date] = mapped_column(index=True)
    staff_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def with_exception(usual: str, rule: str) -> str:
    """OSM opening hours with a rule that overrides them."""
    return f"{usual or HOURS_UNKNOWN}; {rule}"


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


async def exceptions_at(session: AsyncSession, place_ids: Collection[int]) -> dict[int, PlaceHours]:
    """The exceptions of the places, by place id."""
    rows = await session.scalars(sa.select(PlaceHours).where(PlaceHours.place_id.in_(place_ids)))
    return {each.place_id: each for each in rows}


async def end_exception(session: AsyncSession, place: Place) -> bool:
    """Puts the usual hours back. The caller has locked the place. Returns whether there was an exception."""
    known = await session.get(PlaceHours, place.id, populate_existing=True)
    if known is None:
        return False
    place.hours = known.usual
    await session.delete(known)
    await session.flush()
    return True


async def forget_exceptions(session: AsyncSession, *, city: City, now: datetime, limit: int) -> int:
    """Ends a portion of the exceptions whose last day in the city is over. Returns how many."""
    over = sa.select(PlaceHours.place_id).where(PlaceHours.until < now.astimezone(city.zone).date()).limit(limit)
    ids = (await session.scalars(over)).all()
    for place_id in ids:
        place = await session.get(Place, place_id, with_for_update=True, populate_existing=True)
        if place is not None:
            await end_exception(session, place)
    return len(ids)

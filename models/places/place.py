"""A place: somewhere to go — a station, a complex — with what it offers, when it is open, and what people say of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.people.settled import counts
from models.places.errors import PlaceGone, PlaceUnknown, TooManyReports
from models.storage.database import Base, BigId, UtcDateTime
from models.storage.one_hop import OneHop
from models.storage.tries import Limit, left, spend
from models.values.opening_hours import BadOpeningHours, open_state
from models.values.position import Position

SHUT_REPORTERS = 2
"""So many different people before a shut door, and the place counts as shut."""
SHUT_WINDOW = timedelta(hours=2)
"""Their reports count together this long; who they were is forgotten after it."""
SHUT_UNTIL_TOLD = timedelta(hours=24)
"""How long a place counts as shut that has no next opening: open round the clock, or hours not known."""
LONGEST_SHUT = timedelta(days=31)
REPORTS = Limit(5, timedelta(hours=1))
"""What one person may say of places: nobody stands before more doors in an hour."""
USEFUL_WINDOW = timedelta(days=1)
KIND_NEEDS = frozenset({"complex"})
"""Needs that are a kind of place, and nothing that a place has."""
DOOR = "st_"
"""Before the code of a place in a link that opens its card in a chat."""
KEEP_REPORTS = timedelta(days=366)
"""What was wrong with a place stays, without the person, for a year's assessment."""


class FeedbackKind(StrEnum):
    """What people say of a place they stood before."""

    USEFUL = "useful"
    SHUT = "shut"
    REFUSED = "refused"
    MISSING_SERVICE = "missing_service"
    WRONG_POSITION = "wrong_position"


class Place(Base):
    """A row of the directory. Position in WGS-84 degrees; `hours` in OSM opening_hours syntax, empty when not known."""

    __tablename__ = "place"
    # needs: so that a place which lacks them is passed over without a look at its row
    __table_args__ = (sa.Index("ix_place_position", "latitude", "longitude", "needs"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(index=True)
    latitude: Mapped[float]
    longitude: Mapped[float]
    district: Mapped[str | None]
    street: Mapped[str | None] = mapped_column(index=True)
    address: Mapped[str]
    needs: Mapped[str]
    """The keys of what it offers, each between bars: `|toilet|charging|`, so that one LIKE finds one need."""
    hours: Mapped[str]
    phone: Mapped[str | None]
    note: Mapped[str | None]
    sample: Mapped[bool]
    """Invented, of the sample city: marked wherever it shows."""
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Closed for good: not found any more, its buttons say so."""
    shut_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Two people stood before a shut door: not counted as open until then."""
    shut_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its host was asked whether it is shut, as people say; none once that is settled."""
    useful_count: Mapped[int] = mapped_column(default=0)

    @property
    def position(self) -> Position:
        return Position.wgs84(self.latitude, self.longitude)


class PlaceNeed(Base):
    """One need of one place, as long as it is not closed for good: in this order a search for the need walks.

    Triggers of the database (migration 0001) write it whenever a place is written, in whatever way; nothing else does.
    """

    __tablename__ = "place_need"
    __table_args__ = ({"sqlite_with_rowid": False},)

    need: Mapped[str] = mapped_column(primary_key=True)
    latitude: Mapped[float] = mapped_column(primary_key=True)
    longitude: Mapped[float] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(sa.ForeignKey("place.id", ondelete="CASCADE"), primary_key=True)
    hours: Mapped[str]
    """So that a place which is shut is passed over without a look at its row."""


class PlaceFeedback(Base):
    """What somebody said of a place. `person_id` only as long as two of the same person must be told apart."""

    __tablename__ = "place_feedback"
    __table_args__ = (sa.Index("ix_place_feedback_place", "place_id", "kind", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    place_id: Mapped[int] = mapped_column(sa.ForeignKey("place.id", ondelete="CASCADE"))
    kind: Mapped[FeedbackKind] = mapped_column(sa.Enum(FeedbackKind, native_enum=False, length=16))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"), index=True)
    need: Mapped[str | None]
    """The key of the service that was missing."""
    fresh: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Said by somebody who did not count yet (models/people/settled.py)."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)


async def find_place(session: AsyncSession, place_id: int) -> Place:
    """The place, if one can still go there. Raises PlaceGone."""
    places = await _by_id_statement().entities(session, Place, id=place_id)
    return _open_for_good(places[0] if places else None, place_id)


@lru_cache(maxsize=1)
def _by_id_statement() -> OneHop:
    columns = Place.__table__.c
    return OneHop(sa.select(*columns).where(columns.id == sa.bindparam("id")))


async def needs_offered(session: AsyncSession, keys: Sequence[str]) -> list[str]:
    """Those of the needs that at least one place has which is not closed for good; in the order given."""
    if not keys:
        return []
    (found,) = await _offered_statement(tuple(keys)).rows(session)
    return [key for key, has_place in zip(keys, found, strict=True) if has_place]


@lru_cache(maxsize=16)
def _offered_statement(keys: tuple[str, ...]) -> OneHop:
    """One look into the table's own order for each; built once, as that takes longer than running it."""
    need = PlaceNeed.__table__.c.need
    return OneHop(sa.select(*(sa.exists().where(need == key).label(f"need_{n}") for n, key in enumerate(keys))))


async def place_by_code(session: AsyncSession, code: str) -> Place:
    """The place whose door carries this code. Raises PlaceUnknown, PlaceGone."""
    place = await session.scalar(sa.select(Place).where(Place.code == code))
    if place is None:
        raise PlaceUnknown(code)
    return _open_for_good(place, place.id)


def _open_for_good(place: Place | None, place_id: int) -> Place:
    if place is None or place.closed_at is not None:
        raise PlaceGone(place_id)
    return place


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody says of a place. person_id: None of nobody known; need: the key of the service that is missing."""

    place_id: int
    kind: FeedbackKind
    person_id: int | None = None
    need: str | None = None


async def report_place(
    session: AsyncSession, report: Report, *, now: datetime, zone: ZoneInfo, hides: bool = True
) -> Place:
    """Keeps what somebody says of a place. Raises PlaceGone, TooManyReports.

    SHUT: SHUT_REPORTERS different people within SHUT_WINDOW set `shut_until` to the next opening, if `hides`. USEFUL:
    counts once per person and day of the city. Nobody known (person_id None), and of a shut door who does not count yet
    (models/people/settled.py), is kept but never counted: who says that two are not one? The other kinds never keep the
    person.
    """
    place_id, kind, person_id = report.place_id, report.kind, report.person_id
    place = _open_for_good(await session.get(Place, place_id, with_for_update=True, populate_existing=True), place_id)
    fresh = person_id is not None and not await counts(session, person_id, now=now)
    since = _counted_since(place, kind, now, zone)
    if since is None or person_id is None or (fresh and kind is FeedbackKind.SHUT):
        await _need_try(session, person_id, now)
        session.add(PlaceFeedback(place_id=place_id, kind=kind, person_id=None, need=report.need, fresh=fresh, at=now))
    elif await _keep_once(session, report, since=since, now=now) and kind is FeedbackKind.USEFUL:
        place.useful_count += 1
    if hides and kind is FeedbackKind.SHUT and await is_said_shut(session, place, now=now, zone=zone):
        hide_place(place, now=now, zone=zone)
    await session.flush()
    return place


async def _need_try(session: AsyncSession, person_id: int | None, now: datetime) -> None:
    """Raises TooManyReports. Saying the same again, where that is known, takes no try."""
    if person_id is None:
        return
    name = f"report:{person_id}"
    if not await left(session, name, REPORTS, now=now):
        raise TooManyReports
    await spend(session, name)


async def is_said_shut(session: AsyncSession, place: Place, *, now: datetime, zone: ZoneInfo) -> bool:
    """Whether enough people who count have said so since it was last settled."""
    since = _counted_since(place, FeedbackKind.SHUT, now, zone)
    return since is not None and await _reporters(session, place.id, since=since) >= SHUT_REPORTERS


def hide_place(place: Place, *, now: datetime, zone: ZoneInfo) -> None:
    """Nobody is led there until it opens next."""
    place.shut_until = max(place.shut_until or now, next_opening(place.hours, now, zone))
    place.shut_asked_at = None


def _counted_since(place: Place, kind: FeedbackKind, now: datetime, zone: ZoneInfo) -> datetime | None:
    """From when on the same person counts once; None where persons do not matter."""
    if kind is FeedbackKind.USEFUL:
        return now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    if kind is not FeedbackKind.SHUT:
        return None
    since = now - SHUT_WINDOW
    reopened = place.shut_until is not None and since < place.shut_until <= now
    return place.shut_until if reopened else since  # what was said before it opened again is settled


async def _keep_once(session: AsyncSession, report: Report, *, since: datetime, now: datetime) -> bool:
    """Whether the person says it for the first time since then; again, their row only becomes as recent as now."""
    said = await session.scalar(
        sa.select(PlaceFeedback).where(
            PlaceFeedback.place_id == report.place_id,
            PlaceFeedback.kind == report.kind,
            PlaceFeedback.person_id == report.person_id,
            PlaceFeedback.at >= since,
        )
    )
    if said is None:
        await _need_try(session, report.person_id, now)
        kept = {"place_id": report.place_id, "kind": report.kind, "person_id": report.person_id}
        session.add(PlaceFeedback(**kept, need=None, at=now))
    else:
        said.at = max(said.at, now)
    await session.flush()
    return said is None


async def _reporters(session: AsyncSession, place_id: int, *, since: datetime) -> int:
    count = await session.scalar(
        sa.select(sa.func.count(PlaceFeedback.person_id.distinct())).where(
            PlaceFeedback.place_id == place_id, PlaceFeedback.kind == FeedbackKind.SHUT, PlaceFeedback.at >= since
        )
    )
    return count or 0


def next_opening(hours: str, now: datetime, zone: ZoneInfo) -> datetime:
    """When a place that should be open now, or opens next, begins to be open again: aware UTC.

    SHUT_UNTIL_TOLD from now for one that is open that long anyway, never opens, or whose hours are not known.
    """
    told = now + SHUT_UNTIL_TOLD
    try:
        state = open_state(hours, now, zone)
        if state.is_open and (state.until is None or state.until > told):
            return told
        while state.until is not None:
            change = state.until
            was_open, state = state.is_open, open_state(hours, change, zone)
            if state.is_open and not was_open:
                return change
            if change > now + LONGEST_SHUT:
                break
    except BadOpeningHours:
        pass
    return told


async def forget_reporters(session: AsyncSession, now: datetime) -> int:
    """Takes the person off every report that no longer needs one; says how many."""
    shut = (PlaceFeedback.kind == FeedbackKind.SHUT) & (PlaceFeedback.at < now - SHUT_WINDOW)
    useful = (PlaceFeedback.kind == FeedbackKind.USEFUL) & (PlaceFeedback.at < now - USEFUL_WINDOW)
    result = await session.execute(
        sa.update(PlaceFeedback)
        .where(PlaceFeedback.person_id.is_not(None), shut | useful)
        .values(person_id=None)
        .execution_options(synchronize_session=False)
    )
    return cast("sa.CursorResult[object]", result).rowcount


async def forget_feedback(session: AsyncSession, *, now: datetime, limit: int) -> int:
    """Deletes up to `limit` rows that nothing needs any more; says how many.

    A "useful" is counted on the place: its row only tells a second tap of the same day. Reports stay for KEEP_REPORTS.
    """
    useful = (PlaceFeedback.kind == FeedbackKind.USEFUL) & (PlaceFeedback.at < now - USEFUL_WINDOW)
    old = sa.select(PlaceFeedback.id).where(useful | (PlaceFeedback.at < now - KEEP_REPORTS)).limit(limit)
    result = await session.execute(
        sa.delete(PlaceFeedback)
        .where(PlaceFeedback.id.in_(old.scalar_subquery()))
        .execution_options(synchronize_session=False)
    )
    return cast("sa.CursorResult[object]", result).rowcount

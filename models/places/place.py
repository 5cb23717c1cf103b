"""A place: somewhere to go — a station, a complex — with what it offers, when it is open, and what people say of it."""

from collections.abc import Mapping, Sequence
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
from models.places.felt import note_word
from models.storage.database import Base, BigId, UtcDateTime
from models.storage.one_hop import OneHop
from models.storage.tries import Limit, left, spend
from models.values.opening_hours import BadOpeningHours, open_state
from models.values.position import Position

SHUT_REPORTERS = 2
"""Reports by this many different people of a shut door, and the place counts as shut."""
SHUT_WINDOW = timedelta(hours=2)
"""Reports within this time count together; after it the reporters are forgotten."""
SHUT_UNTIL_TOLD = timedelta(hours=24)
"""How long a place counts as shut that has no next opening: open round the clock, or hours not known."""
LONGEST_SHUT = timedelta(days=31)
REPORTS = Limit(5, timedelta(hours=1))
"""The most reports of one person: nobody stands before more doors in an hour."""
USEFUL_WINDOW = timedelta(days=1)
DOOR = "st_"
"""The prefix of a place's code in a link that opens its card in a chat."""
KEEP_REPORTS = timedelta(days=366)
"""A report of a fault stays this long, without the person, for a year's assessment."""
LONG_UNCHECKED = timedelta(days=180)
"""What nobody has checked for this long is marked so wherever the place shows."""


class Access(StrEnum):
    """How people get in. OPEN: by themselves; ASK: they ask whoever is there; CODE: by a code at the door;
    CUSTOMERS: only who buys something."""

    OPEN = "open"
    ASK = "ask"
    CODE = "code"
    ID_CARD = "id_card"
    APP = "app"
    CUSTOMERS = "customers"


class CheckedBy(StrEnum):
    """Whose word on a place it is. IMPORT: the directory's."""

    HOST = "host"
    RIDER = "rider"
    STAFF = "staff"
    IMPORT = "import"


class FeedbackKind(StrEnum):
    """The kinds of reports about a place where the person was."""

    USEFUL = "useful"
    SHUT = "shut"
    REFUSED = "refused"
    MISSING_SERVICE = "missing_service"
    WRONG_POSITION = "wrong_position"
    CHANGED = "changed"
    """What is written of it, such as what the guard wants, is not so any more."""


FELT = (FeedbackKind.USEFUL, FeedbackKind.SHUT, FeedbackKind.REFUSED, FeedbackKind.MISSING_SERVICE)
"""The kinds that say whether the person found the place good (models/places/felt.py)."""


class Place(Base):
    """A row of the directory. Position in WGS-84 degrees; `hours` in OSM opening_hours syntax, empty when not known."""

    __tablename__ = "place"
    # needs: so that a place which lacks them is skipped without reading its row
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
    """The keys of its needs between bars: `|toilet|charging|`, so that one LIKE finds one need."""
    hours: Mapped[str]
    """In force: the usual ones, with the exceptions of some days (models/places/hours.py)."""
    usual_hours: Mapped[str | None]
    """The hours without those exceptions; NULL if there are none."""
    phone: Mapped[str | None]
    note: Mapped[str | None]
    details: Mapped[str] = mapped_column(default="", server_default="")
    """One line for each field of its kind that is known: `guard=登记手机号` (models/city/kinds.py)."""
    access: Mapped[str | None]
    """An `Access`; NULL if it is not known."""
    access_note: Mapped[str | None]
    """How to get in, in a few words."""
    photo: Mapped[str | None]
    """The key of its picture (models/outbox/pictures.py)."""
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The moment when somebody last said that what is known of it is right, or set it right; of a gate, the first
    moment of that day (models/gates/gate.py). NULL if nobody has."""
    checked_by: Mapped[str | None]
    """A `CheckedBy`."""
    sample: Mapped[bool]
    """The place is invented, for the sample city, and marked so wherever it shows."""
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The moment when it closed for good: it is no longer found, and its buttons say so."""
    shut_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Enough people stood before a shut door, or its host says so: it does not count as open until then."""
    shut_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The moment when its host was asked whether it is shut, as people say; NULL once that is settled."""
    unmended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when it does not count as open for riders because what an assessment found is not mended
    (models/assessment/mending.py)."""
    useful_count: Mapped[int] = mapped_column(default=0)

    @property
    def position(self) -> Position:
        return Position.wgs84(self.latitude, self.longitude)

    @property
    def usual(self) -> str:
        """The hours without exceptions."""
        return self.hours if self.usual_hours is None else self.usual_hours

    @property
    def said(self) -> dict[str, str]:
        """The fields of its kind that are known: key -> text."""
        return details_read(self.details)


def details_read(details: str) -> dict[str, str]:
    """Key -> text of a `Place.details`."""
    return dict(line.split("=", 1) for line in details.splitlines())


def details_of(said: Mapping[str, str]) -> str:
    """The `Place.details` of these texts, each of one line; an empty text is left out."""
    return "\n".join(f"{key}={text}" for key, text in said.items() if text)


class PlaceNeed(Base):
    """One need of one place that is not closed for good; a search for the need walks the rows in this order.

    Triggers of the database (migration 0001) write it whenever a place is written, in whatever way; nothing else does.
    """

    __tablename__ = "place_need"
    __table_args__ = ({"sqlite_with_rowid": False},)

    need: Mapped[str] = mapped_column(primary_key=True)
    latitude: Mapped[float] = mapped_column(primary_key=True)
    longitude: Mapped[float] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(sa.ForeignKey("place.id", ondelete="CASCADE"), primary_key=True)
    hours: Mapped[str]
    """A copy of the place's hours, so that a shut place is skipped without reading its row."""


class PlaceFeedback(Base):
    """One report about a place. `person_id` is set only as long as reports of the same person must be recognised."""

    __tablename__ = "place_feedback"
    __table_args__ = (sa.Index("ix_place_feedback_place", "place_id", "kind", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    place_id: Mapped[int] = mapped_column(sa.ForeignKey("place.id", ondelete="CASCADE"))
    kind: Mapped[FeedbackKind] = mapped_column(sa.Enum(FeedbackKind, native_enum=False, length=16))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"), index=True)
    need: Mapped[str | None]
    """The key of the service that was missing."""
    fresh: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """The reporter did not count yet (models/people/settled.py)."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def is_long_unchecked(checked_at: datetime | None, now: datetime) -> bool:
    """Whether nobody has checked a place for LONG_UNCHECKED, or ever."""
    return checked_at is None or now - checked_at > LONG_UNCHECKED


async def find_place(session: AsyncSession, place_id: int) -> Place:
    """The place, if it is not closed for good. Raises PlaceGone."""
    places = await _by_id_statement().entities(session, Place, id=place_id)
    return _open_for_good(places[0] if places else None, place_id)


@lru_cache(maxsize=1)
def _by_id_statement() -> OneHop:
    columns = Place.__table__.c
    return OneHop(sa.select(*columns).where(columns.id == sa.bindparam("id")))


async def needs_offered(session: AsyncSession, keys: Sequence[str]) -> list[str]:
    """Which of the needs are offered by a place that is not closed for good, in the given order."""
    if not keys:
        return []
    (found,) = await _offered_statement(tuple(keys)).rows(session)
    return [key for key, has_place in zip(keys, found, strict=True) if has_place]


@lru_cache(maxsize=16)
def _offered_statement(keys: tuple[str, ...]) -> OneHop:
    """One look into the table's own order for each need; built once, because building takes longer than running."""
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
    """A report about a place. person_id: None if the person is not known; need: the key of the missing service."""

    place_id: int
    kind: FeedbackKind
    person_id: int | None = None
    need: str | None = None


async def report_place(
    session: AsyncSession, report: Report, *, now: datetime, zone: ZoneInfo, hides: bool = True
) -> Place:
    """Keeps a report about a place. Raises PlaceGone, TooManyReports.

    SHUT: SHUT_REPORTERS different people within SHUT_WINDOW set `shut_until` to the next opening, if `hides`. USEFUL:
    counts once per person and day of the city. Reports of a shut door by a new person (models/people/settled.py), and
    both kinds without a person, are kept but never counted: two of them may come from one person. The other kinds never
    keep the person.
    """
    place_id, kind, person_id = report.place_id, report.kind, report.person_id
    place = _open_for_good(await session.get(Place, place_id, with_for_update=True, populate_existing=True), place_id)
    fresh = person_id is not None and not await counts(session, person_id, now=now)
    since = _counted_since(place, kind, now, zone)
    if since is None or person_id is None or (fresh and kind is FeedbackKind.SHUT):
        await need_try(session, person_id, now)
        session.add(PlaceFeedback(place_id=place_id, kind=kind, person_id=None, need=report.need, fresh=fresh, at=now))
    elif await _keep_once(session, report, since=since, now=now) and kind is FeedbackKind.USEFUL:
        place.useful_count += 1
    if person_id is not None and not fresh and kind in FELT:
        today = now.astimezone(zone).date()
        await note_word(session, place_id, person_id, good=kind is FeedbackKind.USEFUL, today=today)
    if hides and kind is FeedbackKind.SHUT and await is_said_shut(session, place, now=now, zone=zone):
        hide_place(place, now=now, zone=zone)
    await session.flush()
    return place


async def need_try(session: AsyncSession, person_id: int | None, now: datetime) -> None:
    """Uses up one try. Raises TooManyReports. A repeated report that is recognised uses none."""
    if person_id is None:
        return
    name = f"report:{person_id}"
    if not await left(session, name, REPORTS, now=now):
        raise TooManyReports
    await spend(session, name)


async def is_said_shut(session: AsyncSession, place: Place, *, now: datetime, zone: ZoneInfo) -> bool:
    """Whether enough people who count have reported it shut since that was last settled."""
    since = _counted_since(place, FeedbackKind.SHUT, now, zone)
    return since is not None and await _reporters(session, place.id, since=since) >= SHUT_REPORTERS


def hide_place(place: Place, *, now: datetime, zone: ZoneInfo) -> None:
    """Marks the place as shut until it opens next."""
    place.shut_until = max(place.shut_until or now, next_opening(place.hours, now, zone))
    place.shut_asked_at = None


def _counted_since(place: Place, kind: FeedbackKind, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The start of the time in which the same person counts once; None for kinds that do not count people."""
    if kind is FeedbackKind.USEFUL:
        return now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    if kind is not FeedbackKind.SHUT:
        return None
    since = now - SHUT_WINDOW
    reopened = place.shut_until is not None and since < place.shut_until <= now
    return place.shut_until if reopened else since  # reports from before it opened again are settled


async def _keep_once(session: AsyncSession, report: Report, *, since: datetime, now: datetime) -> bool:
    """Whether this is the person's first such report since then; if not, only the time of their row is updated."""
    said = await session.scalar(
        sa.select(PlaceFeedback).where(
            PlaceFeedback.place_id == report.place_id,
            PlaceFeedback.kind == report.kind,
            PlaceFeedback.person_id == report.person_id,
            PlaceFeedback.at >= since,
        )
    )
    if said is None:
        await need_try(session, report.person_id, now)
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
    """When a place that should be open now opens again, or a shut one opens next: aware UTC. SHUT_UNTIL_TOLD from now
    for a place that is open that long anyway, never opens, or whose hours are not known.
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
    """Takes the person off every report that no longer needs one. Returns how many."""
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
    """Deletes up to `limit` rows that nothing needs any more. Returns how many. A "useful" is counted on the place: its
    row only recognises a second tap of the same day. Reports stay for KEEP_REPORTS.
    """
    useful = (PlaceFeedback.kind == FeedbackKind.USEFUL) & (PlaceFeedback.at < now - USEFUL_WINDOW)
    old = sa.select(PlaceFeedback.id).where(useful | (PlaceFeedback.at < now - KEEP_REPORTS)).limit(limit)
    result = await session.execute(
        sa.delete(PlaceFeedback)
        .where(PlaceFeedback.id.in_(old.scalar_subquery()))
        .execution_options(synchronize_session=False)
    )
    return cast("sa.CursorResult[object]", result).rowcount

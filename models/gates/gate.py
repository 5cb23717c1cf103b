"""A gate: one way into an estate, and what a rider does there. It is a place of the kind `gate`; its name is the
estate's, with the gate's behind it: `锦畔苑东门`.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.kinds import GATE
from models.people.settled import counts
from models.places.boxes import box_edges
from models.places.host import PlaceReportAnswer, ReportAnswer
from models.places.listed_place import LIKE_ESCAPE, like_literal
from models.places.place import CheckedBy, FeedbackKind, Place, PlaceFeedback, details_read, find_place, need_try
from models.places.search import plain
from models.values.calendar import day_begins
from models.values.position import Position

UNCHECKED_AFTER = timedelta(days=60)
"""A gate that nobody said is right for this long is grey and comes last: guards and rules change."""
AROUND_M = 1_000.0
MOST_GATES = 9
LONGEST_NAME = 40
"""Characters in which the name of an estate is looked for."""
LEAST_OF_A_NAME = 2

_WHICH_GATE = re.compile(
    r"[\s·・,，（(]*(?:[东南西北正大小前后侧边]{1,3}[一二三四五六1-9]?门(?:岗|口)?|[一二三四五六七八九十\d]{1,3}号?门"
    r"|(?:人行|车行|行人|快递|外卖|货车|物流)(?:专用)?(?:入口|通道|门)|(?:地下)?车库(?:入)?口?"
    r"|(?:north|south|east|west|main|back|side|rear) gate)[)）]?$"
)
_ADDRESS = re.compile(r"\d+\s*(?:号(?!门)|米|m\b)|[路街巷道]|附近|road|street|near")
_AROUND_NAME = re.compile(
    r"^(?:我?[在去到]|请问|那个|这个|送到?)+|(?:小区|门口|这边|那边|里面|里|的|呢|吗|啊|怎么|保安|门岗)+$"
)


Trust = Literal["known", "old", "never", "doubted"]


class Gate(NamedTuple):
    """A gate as lists show it. doubted: somebody said that it is not so any more, and nobody has looked since."""

    place_id: int
    name: str
    latitude: float
    longitude: float
    details: str
    checked_at: datetime | None
    sample: bool
    doubted: bool

    @property
    def position(self) -> Position:
        return Position.wgs84(self.latitude, self.longitude)

    @property
    def said(self) -> dict[str, str]:
        return details_read(self.details)


def estate_of(name: str) -> str:
    """The estate in a gate's name: `锦畔苑` of `锦畔苑东门`; the whole name if it says no gate."""
    return _WHICH_GATE.sub("", plain(name)) or plain(name)


def is_address(name: str) -> bool:
    """Whether a name says where something is, and not which estate."""
    return not name or _ADDRESS.search(plain(name)) is not None


def is_unchecked(checked_at: datetime | None, now: datetime) -> bool:
    """Whether nobody said within UNCHECKED_AFTER that what is written of a gate is right."""
    return checked_at is None or now - checked_at > UNCHECKED_AFTER


def gate_trust(checked_at: datetime | None, now: datetime, *, doubted: bool) -> Trust:
    """How sure it is what is written of a gate."""
    if doubted:
        return "doubted"
    if checked_at is None:
        return "never"
    return "old" if is_unchecked(checked_at, now) else "known"


async def gates_named(session: AsyncSession, words: str, *, now: datetime) -> list[Gate]:
    """The gates of the estate that the words name, unchecked ones last; only the gate itself if the words say which.

    The words may stand around the whole name of an estate; alone, they may also be a part of the name.
    """
    said = plain(words[:LONGEST_NAME])
    pairs = {said[at : at + LEAST_OF_A_NAME] for at in range(len(said) - LEAST_OF_A_NAME + 1)}
    begins = [Place.name.ilike(f"{like_literal(each)}%", escape=LIKE_ESCAPE) for each in sorted(pairs)]
    found = [each for each in await _gates(session, sa.or_(*begins)) if estate_of(each.name) in said] if pairs else []
    longest = max((len(estate_of(each.name)) for each in found), default=0)
    found = [each for each in found if len(estate_of(each.name)) == longest]
    part = _AROUND_NAME.sub("", said)
    if not found and len(part) >= LEAST_OF_A_NAME:
        found = await _gates(session, Place.name.ilike(f"%{like_literal(part)}%", escape=LIKE_ESCAPE))
    exactly = [each for each in found if plain(each.name) in said]
    return _in_order(exactly or found, now)[:MOST_GATES]


async def gates_near(session: AsyncSession, here: Position, *, now: datetime) -> list[Gate]:
    """The gates within AROUND_M, nearest first, unchecked ones last."""
    box = box_edges(here, AROUND_M)
    in_box = Place.latitude.between(box["south"], box["north"]), Place.longitude.between(box["west"], box["east"])
    found = await _gates(session, *in_box)
    near = [each for each in found if each.position.distance_m(here) <= AROUND_M]
    near.sort(key=lambda each: each.position.distance_m(here))
    return _in_order(near, now)[:MOST_GATES]


async def is_doubted(session: AsyncSession, place: Place) -> bool:
    """Whether somebody who counts said that the place is not as written since it was last checked, unanswered."""
    return bool(await session.scalar(sa.select(_doubted()).where(Place.id == place.id)))


async def answer_doubts(session: AsyncSession, place: Place, staff_id: int, *, now: datetime, zone: ZoneInfo) -> None:
    """Settles, to the day, what people said of a gate that a colleague has just set right."""
    for number in await session.scalars(sa.select(PlaceFeedback.id).where(PlaceFeedback.place_id == place.id, *_OPEN)):
        session.add(
            PlaceReportAnswer(
                feedback_id=number, answer=ReportAnswer.FIXED.value, staff_id=staff_id, at=day_begins(now, zone)
            )
        )
    await session.flush()


async def confirm_gate(session: AsyncSession, place_id: int, person_id: int, *, now: datetime, zone: ZoneInfo) -> bool:
    """Notes that the person found the place as it is written. Returns whether that counts: not from a person who came
    a short while ago. Raises PlaceGone, TooManyReports."""
    place = await find_place(session, place_id)
    await need_try(session, person_id, now)
    if not await counts(session, person_id, now=now):
        return False
    mark_checked(place, CheckedBy.RIDER, now=now, zone=zone)
    await session.flush()
    return True


def mark_checked(place: Place, by: CheckedBy, *, now: datetime, zone: ZoneInfo) -> None:
    """Notes the day: a moment could be that of somebody's delivery, or of a case."""
    place.checked_at, place.checked_by = day_begins(now, zone), by.value


def _in_order(gates: Iterable[Gate], now: datetime) -> list[Gate]:
    return sorted(gates, key=lambda each: gate_trust(each.checked_at, now, doubted=each.doubted) != "known")


async def _gates(session: AsyncSession, *where: sa.ColumnElement[bool]) -> list[Gate]:
    columns = (*(getattr(Place, name) for name in ("id", *Gate._fields[1:-1])), _doubted())
    query = sa.select(*columns).where(Place.kind == GATE, Place.closed_at.is_(None), *where)
    return [Gate(*row) for row in await session.execute(query.order_by(Place.name, Place.id))]


_OPEN = (
    PlaceFeedback.kind == FeedbackKind.CHANGED,
    PlaceFeedback.id.not_in(sa.select(PlaceReportAnswer.feedback_id)),
)


def _doubted() -> sa.ColumnElement[bool]:
    """A word counts from the day of the last check on: that day's doubt outlasts that day's check."""
    since = sa.or_(Place.checked_at.is_(None), PlaceFeedback.at >= Place.checked_at)
    return sa.exists().where(PlaceFeedback.place_id == Place.id, PlaceFeedback.fresh.is_(False), since, *_OPEN)

"""The second leg: what a station keeps to, from data that arises anyway. Shut doors that were confirmed, answers to
reports and how fast, whether its host says that it opens, how late it is open, and when it was last checked."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.assessment.risk import ANSWERED_WITHIN, confirmed_shut
from models.city.pack import City
from models.city.standard import Criterion, Measure
from models.places.felt import Felt
from models.places.host import PlaceDay, PlaceReportAnswer
from models.places.place import FeedbackKind, Place, PlaceFeedback
from models.values.opening_hours import BadOpeningHours, open_times, opens_on

YEAR = timedelta(days=365)
SAID_OF = 30
"""Days back in which a host's word on the day is counted."""
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Kept:
    """Of a year: shut: days on which it was confirmed shut; reports: those that had to be answered by now; answered: of
    these within ANSWERED_WITHIN; days: the median until the answer. said: per cent of its opening days of the last
    SAID_OF on which the host said whether it opens; None without a host's word. late: the minute of the day until which
    it is open on some day of the week. checked: days since it was last checked."""

    shut: int = 0
    reports: int = 0
    answered: int = 0
    days: float | None = None
    said: int | None = None
    late: int | None = None
    checked: int | None = None


async def kept_of(session: AsyncSession, places: Collection[Place], *, city: City, now: datetime) -> dict[int, Kept]:
    """What each of the places keeps to, by number."""
    ids = [each.id for each in places]
    shut = await confirmed_shut(session, since=now - YEAR, city=city)
    answers = await _answers(session, ids, now)
    said = await _said(session, ids, now.astimezone(city.zone).date())
    today = now.astimezone(city.zone).date()
    return {
        each.id: Kept(
            shut=len(shut.get(each.id, ())),
            reports=len(answers[each.id]),
            answered=_in_time(answers[each.id]),
            days=_median_days(answers[each.id]),
            said=_per_cent_said(each, said.get(each.id, frozenset()), today, city.zone),
            late=_latest(each, today, city.zone),
            checked=(now - each.checked_at).days if each.checked_at is not None else None,
        )
        for each in places
    }


async def _answers(session: AsyncSession, ids: Collection[int], now: datetime) -> dict[int, list[timedelta | None]]:
    """Place -> how long each report waited for its answer, None: it still waits; of reports that had to be answered."""
    reports = (
        sa.select(PlaceFeedback.place_id, PlaceFeedback.at, PlaceReportAnswer.at)
        .outerjoin(PlaceReportAnswer, PlaceReportAnswer.feedback_id == PlaceFeedback.id)
        .where(
            PlaceFeedback.place_id.in_(ids),
            PlaceFeedback.kind != FeedbackKind.USEFUL,
            PlaceFeedback.at >= now - YEAR,
            sa.or_(PlaceFeedback.at < now - ANSWERED_WITHIN, PlaceReportAnswer.at.is_not(None)),
        )
    )
    found: dict[int, list[timedelta | None]] = defaultdict(list)
    for place, at, answered_at in await session.execute(reports):
        found[place].append(answered_at - at if answered_at is not None else None)
    return found


def _in_time(waits: Collection[timedelta | None]) -> int:
    return sum(each is not None and each <= ANSWERED_WITHIN for each in waits)


def _median_days(waits: Collection[timedelta | None]) -> float | None:
    known = [each / timedelta(days=1) for each in waits if each is not None]
    return round(median(known), 1) if known else None


async def _said(session: AsyncSession, ids: Collection[int], today: date) -> Mapping[int, set[date]]:
    since = today - timedelta(days=SAID_OF)
    days = sa.select(PlaceDay.place_id, PlaceDay.day).where(
        PlaceDay.place_id.in_(ids), PlaceDay.day >= since, PlaceDay.day < today
    )
    found: dict[int, set[date]] = defaultdict(set)
    for place, day in await session.execute(days):
        found[place].add(day)
    return found


def _per_cent_said(place: Place, said: Collection[date], today: date, zone: ZoneInfo) -> int | None:
    days = [today - timedelta(days=each) for each in range(1, SAID_OF + 1)]
    opens = [day for day in days if day in said or opens_on(place.usual, day, zone)]
    return round(100 * sum(day in said for day in opens) / len(opens)) if said and opens else None


def _latest(place: Place, today: date, zone: ZoneInfo) -> int | None:
    """The minute until which it is open on its longest day of the coming week; past midnight counts as the whole
    day."""
    try:
        times = [(day, open_times(place.usual, day, zone)) for day in (today + timedelta(days=n) for n in range(7))]
    except BadOpeningHours:
        return None
    ends = [
        end.hour * 60 + end.minute if end.date() == day else MINUTES_A_DAY for day, spans in times for _, end in spans
    ]
    return max(ends, default=None)


def keeps_to(criterion: Criterion, kept: Kept, felt: Felt | None) -> bool | None:
    """Whether the data meet the bound of a criterion that is not seen on a visit; None if there are none."""
    bound = criterion.bound
    match criterion.measure:
        case Measure.SHUT:
            return kept.shut <= bound
        case Measure.ANSWERED:
            return kept.answered * 100 >= bound * kept.reports if kept.reports else None
        case Measure.SAID:
            return kept.said >= bound if kept.said is not None else None
        case Measure.LATE:
            return kept.late >= bound * 60 if kept.late is not None else None
        case Measure.CHECKED:
            return kept.checked is not None and kept.checked <= bound
        case Measure.FELT:
            return felt.per_cent >= bound if felt is not None else None
        case None:
            return None

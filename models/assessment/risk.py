"""Where risk is higher, a station is visited twice: its door was confirmed shut, reports stay unanswered, or nobody has
said a word of it for long."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.places.host import PlaceDay, PlaceReportAnswer, ReportAnswer
from models.places.place import FeedbackKind, Place, PlaceFeedback

MONTH = timedelta(days=30)
SHUT_A_MONTH = 2
ANSWERED_WITHIN = timedelta(days=7)
SILENT_AFTER = timedelta(days=90)


async def risky_places(session: AsyncSession, ids: Collection[int], *, city: City, now: datetime) -> set[int]:
    """Those of the places where risk is higher: confirmed shut on SHUT_A_MONTH days of a month, a report unanswered for
    ANSWERED_WITHIN, or no word for SILENT_AFTER."""
    shut = await confirmed_shut(session, since=now - MONTH, city=city)
    often = {place for place, days in shut.items() if len(days) >= SHUT_A_MONTH}
    return set(ids) & (often | await _unanswered(session, now) | (set(ids) - await _heard_of(session, city, now)))


async def confirmed_shut(session: AsyncSession, *, since: datetime, city: City) -> dict[int, set[date]]:
    """Place -> the days since then on which somebody stood before its shut door and its host said that it was so, by an
    answer or by that day's word."""
    report, answer = PlaceFeedback, PlaceReportAnswer
    reports = (
        sa.select(report.place_id, report.at, answer.answer)
        .outerjoin(answer, answer.feedback_id == report.id)
        .where(report.kind == FeedbackKind.SHUT, report.at >= since)
    )
    first = since.astimezone(city.zone).date()
    said = sa.select(PlaceDay.place_id, PlaceDay.day).where(PlaceDay.day >= first, PlaceDay.is_open.is_(False))
    not_open = {(place, day) for place, day in await session.execute(said)}
    found: dict[int, set[date]] = defaultdict(set)
    for place, at, answered in await session.execute(reports):
        day = at.astimezone(city.zone).date()
        if answered == ReportAnswer.FIXED or (place, day) in not_open:
            found[place].add(day)
    return found


async def _unanswered(session: AsyncSession, now: datetime) -> set[int]:
    answered = sa.select(PlaceReportAnswer.feedback_id)
    waiting = sa.select(PlaceFeedback.place_id).where(
        PlaceFeedback.kind != FeedbackKind.USEFUL,
        PlaceFeedback.at < now - ANSWERED_WITHIN,
        PlaceFeedback.at > now - MONTH,
        PlaceFeedback.id.not_in(answered),
    )
    return set(await session.scalars(waiting.distinct()))


async def _heard_of(session: AsyncSession, city: City, now: datetime) -> set[int]:
    """The places of which somebody said something within SILENT_AFTER."""
    since = now - SILENT_AFTER
    day = since.astimezone(city.zone).date()
    asked = (
        sa.select(Place.id).where(Place.checked_at >= since),
        sa.select(PlaceDay.place_id).where(PlaceDay.day >= day),
        sa.select(PlaceFeedback.place_id).where(PlaceFeedback.at >= since),
    )
    return set(await session.scalars(sa.union(*asked)))

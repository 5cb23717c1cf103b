"""The figures of places and their hosts, for the lead department: reports of two weeks, confirmed shut doors, answers
to reports, and on how many days hosts said whether they open.

A shut door is confirmed by its host, who answered that it was so, or said that day that the place is shut. Groups of
fewer than five reports are merged and figures under five left out: a single report would tell when somebody stood
before that door. Like the report of cases it counts whole days, and the week before is made once.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache, partial

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.figures.week_report import made_once
from models.places.host import PlaceDay, PlaceReportAnswer, ReportAnswer
from models.places.place import FeedbackKind, Place, PlaceFeedback
from models.staff.errors import NotStaff
from models.staff.post import Staff
from models.storage.database import Json
from models.values.calendar import WEEK, day_begins, monday_of, week_span
from models.values.opening_hours import opens_on
from models.values.small_groups import merged_groups, without_small_cells


class PlaceDimension(StrEnum):
    DISTRICT = "district"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class PlaceCounts:
    """Counts of one week. shut: reports of a shut door; shut_confirmed: those that are confirmed. to_say, said: days of
    places with a host, and those on which the host said whether it opened. None: not shown, because it would be too
    few."""

    reports: int = 0
    answered: int | None = 0
    shut: int | None = 0
    shut_confirmed: int | None = 0
    to_say: int = 0
    said: int = 0
    fresh: int = 0
    """Reports by people who are too new to count: they do not make a group large enough to be shown."""

    def __add__(self, other: "PlaceCounts") -> "PlaceCounts":
        return PlaceCounts(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


PLACES_COUNTED = tuple(each.name for each in fields(PlaceCounts) if each.name != "fresh")
"""The counts that are shown."""
_UNITS = (("answered",), ("shut", "shut_confirmed"))
"""Left out are `to_say` and `said`: they come from hosts, so small figures tell of no reporter."""


@dataclass(frozen=True, slots=True)
class PlaceWeek:
    """begins: its Monday, in the city. groups: districts by key, places by number; most reported first, "" for merged
    groups; empty before the week is over."""

    begins: date
    total: PlaceCounts
    groups: dict[PlaceDimension, dict[str, PlaceCounts]]


@dataclass(frozen=True, slots=True)
class PlaceReport:
    """names: of the places in the groups, by number."""

    this_week: PlaceWeek
    week_before: PlaceWeek
    names: Mapping[str, str]


def may_see_places(staff: Staff, city: City) -> bool:
    """Whether the colleague belongs to the lead department: it looks after all places, which belong to no
    department."""
    return staff.department == city.lead_department.key


async def place_report(session: AsyncSession, staff: Staff, *, city: City, now: datetime) -> PlaceReport:
    """This week to yesterday's end and the whole week before. Raises NotStaff."""
    if not may_see_places(staff, city):
        raise NotStaff
    monday, today = monday_of(now, city.zone), day_begins(now, city.zone)
    districts = await session.execute(sa.select(Place.id, Place.district))
    places = {row.id: row.district for row in districts}
    running = await _week(session, monday, places, city=city, now=today)
    this_week = replace(running, groups={each: {} for each in PlaceDimension})

    async def made() -> Json:
        before = await _week(session, monday - WEEK, places, city=city, now=today)
        groups = {each.value: {key: asdict(one) for key, one in of.items()} for each, of in before.groups.items()}
        return {"total": asdict(before.total), "groups": groups}

    kept = await made_once(session, "places", monday - WEEK, made)
    groups = {each: _ordered(kept["groups"][each.value]) for each in PlaceDimension}
    week_before = PlaceWeek(monday - WEEK, PlaceCounts(**kept["total"]), groups)
    shown = {int(key) for key in groups[PlaceDimension.PLACE] if key}
    names = await session.execute(sa.select(Place.id, Place.name).where(Place.id.in_(shown)))
    return PlaceReport(this_week, week_before, {str(number): name for number, name in names})


async def _week(
    session: AsyncSession, monday: date, places: Mapping[int, str | None], *, city: City, now: datetime
) -> PlaceWeek:
    by_place: dict[int, PlaceCounts] = defaultdict(PlaceCounts)
    for found in (await _reported(session, monday, city, now), await _said(session, monday, city, now)):
        for number, counts in found.items():
            by_place[number] += counts
    total = PlaceCounts()
    groups: dict[PlaceDimension, dict[str, PlaceCounts]] = {each: defaultdict(PlaceCounts) for each in PlaceDimension}
    for number, counts in by_place.items():
        total += counts
        groups[PlaceDimension.DISTRICT][places.get(number) or ""] += counts
        groups[PlaceDimension.PLACE][str(number)] += counts
    return PlaceWeek(monday, total, {each: _merged(found) for each, found in groups.items()})


async def _reported(session: AsyncSession, monday: date, city: City, now: datetime) -> dict[int, PlaceCounts]:
    """The reports of each place made in the week and before `now`; the database counts."""
    begins, ends = week_span(monday, city.zone)
    report, answer = PlaceFeedback, PlaceReportAnswer
    shut = report.kind == FeedbackKind.SHUT
    confirmed = sa.and_(
        shut, sa.or_(sa.and_(answer.answer == ReportAnswer.FIXED, answer.at < now), PlaceDay.is_open.is_(False))
    )
    columns = {
        "reports": sa.true(),
        "answered": answer.at < now,
        "shut": shut,
        "shut_confirmed": confirmed,
        "fresh": report.fresh.is_(True),
    }
    counted = (
        sa.select(report.place_id, *(sa.func.sum(sa.case((each, 1), else_=0)) for each in columns.values()))
        .outerjoin(answer, answer.feedback_id == report.id)
        .outerjoin(PlaceDay, sa.and_(PlaceDay.place_id == report.place_id, PlaceDay.day == _day_of(monday, city)))
        .where(report.kind != FeedbackKind.USEFUL, report.at >= begins, report.at < min(ends, now))
        .group_by(report.place_id)
    )
    rows = await session.execute(counted)
    return {place: PlaceCounts(**dict(zip(columns, map(int, counts), strict=True))) for place, *counts in rows}


def _day_of(monday: date, city: City) -> sa.ColumnElement[date]:
    """The day of the city on which a report of the week was made."""
    days = [monday + timedelta(days=each) for each in range(7)]
    ends = [(week_span(day - timedelta(days=6), city.zone)[1], day) for day in days]
    return sa.case(*((PlaceFeedback.at < end, sa.literal(day, sa.Date)) for end, day in ends))


async def _said(session: AsyncSession, monday: date, city: City, now: datetime) -> dict[int, PlaceCounts]:
    """For each place with a host: the days on which it should open or the host said whether it does, and the latter
    alone. Days count from when the first host joined, and before `now`, the beginning of a day."""
    last = min(monday + timedelta(days=6), now.astimezone(city.zone).date() - timedelta(days=1))
    hosted = (
        sa.select(Staff.place_id, Place.hours, sa.func.min(Staff.joined_at).label("since"))
        .join(Place, Place.id == Staff.place_id)
        .where(Staff.active, Staff.person_id.is_not(None), Staff.joined_at.is_not(None), Place.closed_at.is_(None))
        .group_by(Staff.place_id, Place.hours)
    )
    said: dict[int, set[date]] = defaultdict(set)
    of_week = sa.select(PlaceDay.place_id, PlaceDay.day).where(PlaceDay.day >= monday, PlaceDay.day <= last)
    for number, day in await session.execute(of_week):
        said[number].add(day)
    opens, counts = cache(partial(opens_on, zone=city.zone)), {}
    for place, hours, since in await session.execute(hosted):
        assert place is not None
        assert since is not None  # the statement asks for both
        days = _days(max(monday, since.astimezone(city.zone).date()), last)
        to_say = {day for day in days if day in said[place] or opens(hours, day)}
        counts[place] = PlaceCounts(to_say=len(to_say), said=len(to_say & said[place]))
    return counts


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=each) for each in range((last - first).days + 1)]


def _merged(groups: Mapping[str, PlaceCounts]) -> dict[str, PlaceCounts]:
    sized = {key: {**asdict(counts), "size": counts.reports - counts.fresh} for key, counts in groups.items()}
    merged = merged_groups(sized, size="size")
    return _ordered(without_small_cells(merged, _UNITS))


def _ordered(groups: Mapping[str, Mapping[str, int | None]]) -> dict[str, PlaceCounts]:
    """The groups as counts, most reported first, merged ones last."""
    names = [each.name for each in fields(PlaceCounts)]
    counts = {key: PlaceCounts(**{name: values[name] for name in names}) for key, values in groups.items()}  # type: ignore[arg-type]
    return {key: counts[key] for key in sorted(counts, key=lambda key: (not key, -counts[key].reports, key))}

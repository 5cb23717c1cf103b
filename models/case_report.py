"""The figures of cases for those who lead: how many came in two weeks, and what became of them.

The database counts; cases are never loaded. Groups of fewer than five cases are merged, so that nobody is recognised.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.case import Case, CaseState
from models.case_promise import CasePromise
from models.case_reopening import CaseReopening
from models.city import City
from models.errors import NotStaff
from models.small_groups import merged_groups
from models.staff import Staff, StaffRole

WEEK = timedelta(days=7)
REPORT_BY = "sreportby"
"""The prefix of the buttons that show a week by one thing."""


class Dimension(StrEnum):
    """By what the cases are told apart; the values are columns of `Case`."""

    TYPE = "type"
    PLATFORM = "platform"
    DISTRICT = "district"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Counts:
    """Of the cases that came in a week. to_take, to_answer: those that were due, or done before; one that was reopened
    is in time where it was both times, and has not become late since. settled: as they stand now, a reopened one not
    until it is again. asked_solved, rated: whose worker said something. broken: promises of these cases whose day
    passed without an answer."""

    received: int = 0
    to_take: int = 0
    taken_in_time: int = 0
    to_answer: int = 0
    answered_in_time: int = 0
    settled: int = 0
    asked_solved: int = 0
    solved: int = 0
    rated: int = 0
    satisfied: int = 0
    broken: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, name) + getattr(other, name) for name in COUNTED))


COUNTED = tuple(each.name for each in fields(Counts))


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """begins: its Monday, in the city. groups: the keys of the city pack, the largest first, "" what was merged."""

    begins: date
    total: Counts
    groups: dict[Dimension, dict[str, Counts]]


@dataclass(frozen=True, slots=True)
class CaseReport:
    """department: whose cases, by key; None: everybody's."""

    department: str | None
    this_week: WeekFigures
    week_before: WeekFigures


def may_see_report(staff: Staff, city: City) -> bool:
    """Those who lead a department, and everybody of the lead department."""
    return staff.department == city.lead_department.key or staff.role in (StaffRole.LEAD, StaffRole.ADMIN)


async def case_report(session: AsyncSession, staff: Staff, *, city: City, now: datetime) -> CaseReport:
    """This week until now and the whole week before, of what the colleague may see. Raises NotStaff."""
    if staff.department is None or not may_see_report(staff, city):
        raise NotStaff
    department = None if staff.department == city.lead_department.key else staff.department
    return await report_of(session, department, city=city, now=now)


async def report_of(session: AsyncSession, department: str | None, *, city: City, now: datetime) -> CaseReport:
    """The figures of a department, or of all (None)."""
    monday = monday_of(now, city.zone)
    this_week = await week_figures(session, monday, department, city=city, now=now)
    return CaseReport(department, this_week, await week_figures(session, monday - WEEK, department, city=city, now=now))


def monday_of(now: datetime, zone: ZoneInfo) -> date:
    """The first day of the week, in the city."""
    today = now.astimezone(zone).date()
    return today - timedelta(days=today.weekday())


def week_span(monday: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From its first moment to that of the next week: aware UTC."""
    begins, ends = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (monday, monday + WEEK))
    return begins, ends


async def week_figures(
    session: AsyncSession, monday: date, department: str | None, *, city: City, now: datetime
) -> WeekFigures:
    """Of the cases filed in the week that begins at a Monday, as they are now."""
    begins, ends = week_span(monday, city.zone)
    of_week = [Case.filed_at >= begins, Case.filed_at < ends, Case.state != CaseState.WITHDRAWN]
    if department is not None:
        of_week.append(Case.department == department)
    cells = [*await _counted(session, of_week, now=now), *await _broken(session, of_week)]
    total = Counts()
    groups: dict[Dimension, dict[str, Counts]] = {each: defaultdict(Counts) for each in Dimension}
    for keys, counts in cells:
        total += counts
        for dimension, key in zip(Dimension, keys, strict=True):
            groups[dimension][key or ""] += counts
    return WeekFigures(monday, total, {each: _merged(found) for each, found in groups.items()})


_AGAIN = CaseReopening
_CELL = tuple(getattr(Case, each.value) for each in Dimension)


async def _counted(
    session: AsyncSession, of_week: list[sa.ColumnElement[bool]], *, now: datetime
) -> list[tuple[list[str | None], Counts]]:
    """The cases by every dimension at once: a few hundred rows, however many cases there are."""
    known = sa.or_(Case.reopened_at.is_(None), _AGAIN.case_id.is_not(None))  # before migration 0024 nothing was kept
    late = sa.and_(Case.paused_at.is_(None), Case.answer_by < now)
    to_take = sa.and_(known, sa.or_(Case.accepted_at.is_not(None), Case.accept_by < now))
    to_answer = sa.and_(known, sa.or_(Case.answered_at.is_not(None), late))
    taken = Case.accepted_at <= sa.func.coalesce(_AGAIN.accept_by, Case.accept_by)
    answered = Case.answered_at <= sa.func.coalesce(_AGAIN.answer_by, Case.answer_by)
    columns = (
        sa.func.count(),
        _how_many(to_take),
        _how_many(known, taken, _in_time_again(_AGAIN.taken_at, Case.accept_by, Case.accept_by < now)),
        _how_many(to_answer),
        _how_many(known, answered, _in_time_again(_AGAIN.answered_at, Case.answer_by, late)),
        _how_many(Case.state.in_((CaseState.SETTLED, CaseState.CLOSED))),
        _how_many(Case.solved.is_not(None)),
        _how_many(Case.solved.is_(True)),
        _how_many(Case.satisfied.is_not(None)),
        _how_many(Case.satisfied == "yes"),
    )
    counted = sa.select(*_CELL, *columns).outerjoin(_AGAIN, _AGAIN.case_id == Case.id)
    rows = await session.execute(counted.where(*of_week).group_by(*_CELL))
    return [(list(row[: len(_CELL)]), Counts(*(int(each or 0) for each in row[len(_CELL) :]))) for row in rows]


def _in_time_again(done_at: Any, by: Any, late: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Of a reopened case, that it was done again in time, or is not late yet; of every other one, true."""
    return sa.or_(_AGAIN.case_id.is_(None), done_at <= by, sa.and_(done_at.is_(None), sa.not_(late)))


async def _broken(
    session: AsyncSession, of_week: list[sa.ColumnElement[bool]]
) -> list[tuple[list[str | None], Counts]]:
    joined = sa.select(*_CELL, sa.func.count()).join(CasePromise, CasePromise.case_id == Case.id)
    rows = await session.execute(joined.where(*of_week, CasePromise.broken_at.is_not(None)).group_by(*_CELL))
    return [(list(row[:-1]), Counts(broken=row[-1])) for row in rows]


def _how_many(*which: Any) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((sa.and_(*which), 1), else_=0))


def _merged(groups: dict[str, Counts]) -> dict[str, Counts]:
    merged = merged_groups({key: dict(_items(counts)) for key, counts in groups.items()}, size="received")
    ordered = sorted(merged, key=lambda key: (not key, -merged[key]["received"], key))
    return {key: Counts(**merged[key]) for key in ordered}


def _items(counts: Counts) -> Iterator[tuple[str, int]]:
    return ((name, getattr(counts, name)) for name in COUNTED)

"""The figures of cases for leads: how many cases came in two weeks, and what became of them.

The database counts; cases are never loaded. So that nobody is recognised:
- Groups of fewer than five cases are merged, and figures under five are left out of groups.
- Two looks at a report must not tell what came in between: this week counts to yesterday's end and only in total, and
  the week before is made once (models/figures/week_report.py).
- No difference of two shown figures may tell it either: neither between the dimensions of a report, nor between a
  department and the city (models/figures/shown_groups.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.reopening import CaseReopening
from models.cases.settlement import CaseSettlement
from models.cases.steps import CaseState
from models.casework.promise import CasePromise
from models.city.pack import City
from models.figures.shown_groups import shown_groups
from models.figures.week_report import made_once
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole
from models.storage.database import Json
from models.values.calendar import WEEK, day_begins, monday_of, week_span


class Dimension(StrEnum):
    """The dimensions by which cases are grouped; the values are columns of `Case`."""

    TYPE = "type"
    PLATFORM = "platform"
    DISTRICT = "district"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts for cases filed in one week. None: not shown, because it would be too few (in a group), or the week is not
    over.

    to_take, to_answer: cases whose deadline has passed, or that were done earlier. taken_in_time, answered_in_time: a
    reopened case is in time only if both rounds were. settled: as cases stand now; a reopened one counts once it is
    settled again. asked_solved, rated: cases whose worker answered. broken: promises of these cases whose day passed
    without an answer."""

    received: int = 0
    to_take: int | None = 0
    taken_in_time: int | None = 0
    to_answer: int | None = 0
    answered_in_time: int | None = 0
    settled: int | None = 0
    asked_solved: int | None = 0
    solved: int | None = 0
    rated: int | None = 0
    satisfied: int | None = 0
    broken: int | None = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, name) + getattr(other, name) for name in COUNTED))

    def without_opinions(self) -> "Counts":
        """The counts without the workers' opinions, for a week that is not over yet."""
        not_yet: dict[str, Any] = {name: None for unit in _OPINIONS for name in unit}
        return replace(self, **not_yet)


COUNTED = tuple(each.name for each in fields(Counts))
_UNITS = (("to_take", "taken_in_time"), ("to_answer", "answered_in_time"), ("settled",), ("broken",))
_OPINIONS = (("asked_solved", "solved"), ("rated", "satisfied"))


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """begins: its Monday, in the city. groups: by keys of the city pack, the largest first, "" for merged groups; empty
    before the week is over."""

    begins: date
    total: Counts
    groups: dict[Dimension, dict[str, Counts]]


@dataclass(frozen=True, slots=True)
class CaseReport:
    """department: the key of the department whose cases are counted; None: all of them."""

    department: str | None
    this_week: WeekFigures
    week_before: WeekFigures


def may_see_report(staff: Staff, city: City) -> bool:
    """Whether the colleague leads a department or belongs to the lead department."""
    leading = (StaffRole.LEAD, StaffRole.ADMIN, StaffRole.LEADER)
    return staff.department == city.lead_department.key or staff.role in leading


async def case_report(session: AsyncSession, staff: Staff, *, city: City, now: datetime) -> CaseReport:
    """This week to yesterday's end and the whole week before, for the cases that the colleague may see. Raises
    NotStaff."""
    if staff.department is None or not may_see_report(staff, city):
        raise NotStaff
    department = None if staff.department == city.lead_department.key else staff.department
    return await report_of(session, department, city=city, now=now)


async def report_of(session: AsyncSession, department: str | None, *, city: City, now: datetime) -> CaseReport:
    """The figures of a department, or of all (None)."""
    monday, today = monday_of(now, city.zone), day_begins(now, city.zone)
    running = (await week_figures(session, monday, department, city=city, now=today)).total
    this_week = WeekFigures(monday, running.without_opinions(), {each: {} for each in Dimension})

    async def made() -> Json:
        everybody = None if department is None else (await report_of(session, None, city=city, now=now)).week_before
        before = await week_figures(
            session, monday - WEEK, department, city=city, now=today, beside=everybody.groups if everybody else {}
        )
        groups = {each.value: {key: asdict(one) for key, one in of.items()} for each, of in before.groups.items()}
        return {"total": asdict(before.total), "groups": groups}

    kept = await made_once(session, f"figures:{department or ''}", monday - WEEK, made)
    before = WeekFigures(monday - WEEK, Counts(**kept["total"]), figures_of(kept["groups"]))
    return CaseReport(department, this_week, before)


def figures_of(kept: Json) -> dict[Dimension, dict[str, Counts]]:
    """The groups from the form in which models/figures/week_report.py keeps them."""
    return {each: _ordered(kept[each.value]) for each in Dimension}


async def week_figures(
    session: AsyncSession,
    monday: date,
    department: str | None,
    *,
    city: City,
    now: datetime,
    beside: Mapping[Dimension, Mapping[str, Counts]] = MappingProxyType({}),
) -> WeekFigures:
    """The figures of cases filed in the week from that Monday on and before `now`, with what was done with them before
    `now`. beside: groups shown of the whole city; no difference to them may tell a small figure."""
    begins, ends = week_span(monday, city.zone)
    total, groups = await figures_between(session, begins, min(ends, now), department, now=now, beside=beside)
    return WeekFigures(monday, total, groups)


async def figures_between(
    session: AsyncSession,
    begins: datetime,
    ends: datetime,
    department: str | None,
    *,
    now: datetime,
    beside: Mapping[Dimension, Mapping[str, Counts]] = MappingProxyType({}),
) -> tuple[Counts, dict[Dimension, dict[str, Counts]]]:
    """Total and groups of the cases filed between two moments; parameters as in `week_figures`. In figures of all
    departments a reopened case is one case. In figures of departments each has its own round of it, with the
    worker's opinion of its own outcome.
    """
    of_span = [Case.filed_at >= begins, Case.filed_at < ends, Case.state != CaseState.WITHDRAWN]
    broken = await _broken(session, of_span, now=now)
    rounds = [*await _rounds(session, of_span, now=now), *await _opinions(session, of_span), *broken]
    cells = [*await _counted(session, of_span, now=now), *broken]
    if department is not None:
        cells = rounds = [each for each in rounds if each[0][-1] == department]
    total = sum((counts for _, counts in cells), Counts())
    groups = _shown(cells, beside)
    if department is None:
        groups[Dimension.DEPARTMENT] = _shown(rounds, beside)[Dimension.DEPARTMENT]
    return total, groups


def _shown(
    cells: Sequence[tuple[list[str | None], Counts]], beside: Mapping[Dimension, Mapping[str, Counts]]
) -> dict[Dimension, dict[str, Counts]]:
    figures = [([key or "" for key in keys], asdict(counts)) for keys, counts in cells]
    known = [{key: asdict(one) for key, one in beside.get(each, {}).items()} for each in Dimension]
    shown = shown_groups(figures, size="received", units=_UNITS, opinions=_OPINIONS, beside=known)
    return {each: _ordered(found) for each, found in zip(Dimension, shown, strict=True)}


_AGAIN = CaseReopening
_CELL = tuple(getattr(Case, each.value) for each in Dimension)


async def _counted(
    session: AsyncSession, of_week: list[sa.ColumnElement[bool]], *, now: datetime
) -> list[tuple[list[str | None], Counts]]:
    """The cases grouped by all dimensions at once: a few hundred rows, however many cases there are."""
    known = sa.or_(Case.reopened_at.is_(None), _AGAIN.case_id.is_not(None))  # before migration 0024 nothing was kept
    late = sa.and_(Case.paused_at.is_(None), Case.answer_by < now)
    to_take = sa.and_(known, sa.or_(Case.accepted_at < now, Case.accept_by < now))
    to_answer = sa.and_(known, sa.or_(Case.answered_at < now, late))
    taken = _done_by(Case.accepted_at, sa.func.coalesce(_AGAIN.accept_by, Case.accept_by), now)
    answered = _done_by(Case.answered_at, sa.func.coalesce(_AGAIN.answer_by, Case.answer_by), now)
    settled = (Case.state.in_((CaseState.SETTLED, CaseState.CLOSED)), Case.settled_at < now)
    columns = (
        sa.func.count(),
        _how_many(to_take),
        _how_many(known, taken, _in_time_again(_AGAIN.taken_at, Case.accept_by, Case.accept_by < now)),
        _how_many(to_answer),
        _how_many(known, answered, _in_time_again(_AGAIN.answered_at, Case.answer_by, late)),
        _how_many(*settled),
        _how_many(Case.solved.is_not(None)),
        _how_many(Case.solved.is_(True)),
        _how_many(Case.satisfied.is_not(None)),
        _how_many(Case.satisfied == "yes"),
    )
    counted = sa.select(*_CELL, *columns).outerjoin(_AGAIN, _AGAIN.case_id == Case.id)
    rows = await session.execute(counted.where(*of_week).group_by(*_CELL))
    return [(list(row[: len(_CELL)]), Counts(*(int(each or 0) for each in row[len(_CELL) :]))) for row in rows]


async def _rounds(
    session: AsyncSession, of_span: list[sa.ColumnElement[bool]], *, now: datetime
) -> list[tuple[list[str | None], Counts]]:
    """The rounds of the cases: one for each time a department had to settle it. The first round has the first dates and
    its own department; the second has the second dates and the case's present department. `_opinions` counts what
    the worker said."""
    again = _AGAIN.case_id.is_not(None)
    late = sa.and_(Case.paused_at.is_(None), Case.answer_by < now)
    accept_by = sa.func.coalesce(_AGAIN.accept_by, Case.accept_by)
    answer_by = sa.func.coalesce(_AGAIN.answer_by, Case.answer_by)
    settled = (Case.state.in_((CaseState.SETTLED, CaseState.CLOSED)), Case.settled_at < now)
    first = (
        sa.func.coalesce(sa.func.nullif(_AGAIN.department, ""), Case.department).label("department"),
        (sa.or_(Case.accepted_at < now, accept_by < now),),
        (_done_by(Case.accepted_at, accept_by, now),),
        (sa.or_(again, Case.answered_at < now, late),),
        (_done_by(Case.answered_at, answer_by, now),),
        (sa.not_(again), *settled),
    )
    second = (
        Case.department,
        (sa.or_(_AGAIN.taken_at < now, Case.accept_by < now),),
        (_done_by(_AGAIN.taken_at, Case.accept_by, now),),
        (sa.or_(_AGAIN.answered_at < now, late),),
        (_done_by(_AGAIN.answered_at, Case.answer_by, now),),
        settled,
    )
    found: list[tuple[list[str | None], Counts]] = []
    for whose, *which in (first, second):
        cell = (*_CELL[:-1], whose)
        counted = sa.select(*cell, sa.func.count(), *(_how_many(*each) for each in which))
        joined = counted.join(_AGAIN, _AGAIN.case_id == Case.id, isouter=which[0] is first[1])
        rows = await session.execute(joined.where(*of_span).group_by(*cell))
        names = ("received", *(name for unit in _UNITS[:3] for name in unit))
        found += [
            (list(row[: len(cell)]), Counts(**dict(zip(names, map(int, row[len(cell) :]), strict=True))))
            for row in rows
        ]
    return found


async def _opinions(
    session: AsyncSession, of_span: list[sa.ColumnElement[bool]]
) -> list[tuple[list[str | None], Counts]]:
    """Workers' opinions of outcomes, by the department that settled."""
    cell = (*_CELL[:-1], CaseSettlement.department)
    said = (
        CaseSettlement.solved.is_not(None),
        CaseSettlement.solved.is_(True),
        CaseSettlement.satisfied.is_not(None),
        CaseSettlement.satisfied == "yes",
    )
    counted = sa.select(*cell, *map(_how_many, said)).join(CaseSettlement, CaseSettlement.case_id == Case.id)
    rows = await session.execute(counted.where(*of_span).group_by(*cell))
    names = [name for unit in _OPINIONS for name in unit]
    return [
        (list(row[: len(cell)]), Counts(**dict(zip(names, map(int, row[len(cell) :]), strict=True)))) for row in rows
    ]


def _done_by(done_at: Any, by: Any, now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(done_at < now, done_at <= by)


def _in_time_again(done_at: Any, by: Any, late: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """True unless a reopened case was done late, or is late, in its second round."""
    return sa.or_(_AGAIN.case_id.is_(None), done_at <= by, sa.and_(done_at.is_(None), sa.not_(late)))


async def _broken(
    session: AsyncSession, of_week: list[sa.ColumnElement[bool]], *, now: datetime
) -> list[tuple[list[str | None], Counts]]:
    cell = (*_CELL[:-1], sa.func.coalesce(Staff.department, Case.department))  # of the colleague who promised
    joined = sa.select(*cell, sa.func.count()).join(CasePromise, CasePromise.case_id == Case.id)
    by = joined.outerjoin(Staff, Staff.id == CasePromise.staff_id)
    rows = await session.execute(by.where(*of_week, CasePromise.broken_at < now).group_by(*cell))
    return [(list(row[:-1]), Counts(broken=row[-1])) for row in rows]


def _how_many(*which: Any) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((sa.and_(*which), 1), else_=0))


def _ordered(groups: Mapping[str, Mapping[str, int | None]]) -> dict[str, Counts]:
    """The groups as counts, the largest first, the merged ones last."""
    counts = {key: Counts(**values) for key, values in groups.items()}  # type: ignore[arg-type]
    return {key: counts[key] for key in sorted(counts, key=lambda key: (not key, -counts[key].received, key))}

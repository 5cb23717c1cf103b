"""The queue of a department: own cases, unassigned ones, those due soon or overdue; and the search for cases.

The deadline of a case that nobody has taken is that of taking it, else that of answering it.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.clock import deadline_of
from models.cases.number import read_number
from models.cases.steps import ENDED, OPEN, CaseState, Role
from models.cases.taking import actor_of
from models.city.pack import City
from models.staff.post import Staff, unstaffed
from models.storage.database import UtcDateTime

MOST_COUNTED = 999
"""Counting stops here."""
SOON_DAYS = 2
"""Working days after today."""
LOOKED_THROUGH = 400
"""The newest open cases, and as many closed ones, that are searched word by word: their words are encrypted."""
MOST_FOUND = 60
_SPLIT = re.compile(r"[\s,，、;；。/]+")
NOT_TAKEN = (CaseState.FILED, CaseState.REOPENED)
_IN_HAND = (CaseState.ACCEPTED, CaseState.WAITING_WORKER, CaseState.ANSWERED)
TO_ANSWER = (CaseState.ACCEPTED,)
"""Without WAITING_WORKER, because the clock is stopped then (models/cases/clock.py)."""


class Heap(StrEnum):
    """The parts of a queue. A case can be in several."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The cases of a page, and whether more follow."""

    cases: Sequence[Case]
    more: bool


async def count_queue(session: AsyncSession, staff: Staff, *, city: City, now: datetime) -> dict[Heap, int]:
    """The number of cases in each heap, MOST_COUNTED at most."""
    counts = _counts(await departments_taken_for(session, staff, city), departments_seen(staff, city))
    row = (await session.execute(counts, _values(staff, city, now))).one()
    return dict(zip(Heap, row, strict=True))


async def queue_page(
    session: AsyncSession, staff: Staff, heap: Heap, *, city: City, now: datetime, page: int, size: int
) -> QueuePage:
    """A page (from 0) of a heap, the earliest deadline first."""
    first = _first(heap, await departments_taken_for(session, staff, city), departments_seen(staff, city))
    span = {"skipped": page * size, "shown": size + 1, "walked": (page + 1) * size + 1}
    ids = (await session.scalars(first, {**_values(staff, city, now), **span})).all()
    cases = (await session.scalars(sa.select(Case).where(Case.id.in_(ids[:size])))).all()
    return QueuePage(sorted(cases, key=lambda case: (deadline_of(case), case.id)), len(ids) > size)


@dataclass(frozen=True, slots=True)
class _Walk:
    """Cases of one state in the order of a deadline: the database walks one index and stops after a page."""

    by: Any
    where: tuple[sa.ColumnElement[bool], ...]


@cache
def _counts(own: tuple[str, ...], departments: tuple[str, ...]) -> sa.Select[*tuple[Any, ...]]:
    """The statement that counts all heaps, cached: building a hundred walks takes longer than running them."""
    return sa.select(*(_counted(_walks(heap, own, departments)).label(heap.value) for heap in Heap))


def _counted(walks: list[_Walk]) -> sa.ScalarSelect[int]:
    each = [sa.select(Case.id).where(*walk.where).limit(MOST_COUNTED).subquery() for walk in walks]
    found = sa.union_all(*(sa.select(some.c.id) for some in each)).limit(MOST_COUNTED).subquery()
    return sa.select(sa.func.count()).select_from(found).scalar_subquery()


@cache
def _first(heap: Heap, own: tuple[str, ...], departments: tuple[str, ...]) -> sa.Select[*tuple[int]]:
    """The statement for the ids of a page, cached like `_counts`."""
    walked = sa.bindparam("walked", type_=sa.Integer())
    each = [
        sa.select(Case.id, walk.by.label("due")).where(*walk.where).order_by(walk.by, Case.id).limit(walked).subquery()
        for walk in _walks(heap, own, departments)
    ]
    found = sa.union_all(*(sa.select(some.c.id, some.c.due) for some in each)).subquery()
    first = sa.select(found.c.id).order_by(found.c.due, found.c.id)
    return first.offset(sa.bindparam("skipped", type_=sa.Integer())).limit(sa.bindparam("shown", type_=sa.Integer()))


def _values(staff: Staff, city: City, now: datetime) -> dict[str, Any]:
    return {"staff_id": staff.id, "now": now, "soon": city.calendar.due_at(now, SOON_DAYS, city.zone)}


def _walks(heap: Heap, own: tuple[str, ...], departments: tuple[str, ...]) -> list[_Walk]:
    """The walks of a heap, one for each state and department: asked for several at once, a database reads and sorts all
    their cases."""
    if heap is Heap.MINE:
        mine = Case.handler_id == sa.bindparam("staff_id")
        return [_Walk(Case.answer_by, (mine, _is(each))) for each in _IN_HAND]
    if heap is Heap.UNASSIGNED:
        to_take = [_Walk(Case.accept_by, (Case.department == key, _is(each))) for key in own for each in NOT_TAKEN]
        # cases in hand without a handler are few: `concat` keeps the planner on the index of handlers
        ours = Case.department.concat("").in_(own)
        left = [_Walk(Case.answer_by, (Case.handler_id.is_(None), _is(each), ours)) for each in _IN_HAND]
        return [*to_take, *left]
    now, soon = sa.bindparam("now", type_=UtcDateTime()), sa.bindparam("soon", type_=UtcDateTime())
    walks = []
    for by, states in ((Case.accept_by, NOT_TAKEN), (Case.answer_by, TO_ANSWER)):
        span = (by < now,) if heap is Heap.OVERDUE else (by >= now, by <= soon)
        for department in departments:
            walks += [_Walk(by, (Case.department == department, _is(each), *span)) for each in states]
    return walks


def _is(state: CaseState) -> sa.ColumnElement[bool]:
    """The condition on a state, as a literal: a planner that does not know the state assumes as many open cases as
    closed ones, and reads them all."""
    return Case.state == sa.literal_column(f"'{state}'")


def departments_seen(staff: Staff, city: City) -> tuple[str, ...]:
    """The keys of the departments whose cases a colleague sees."""
    by = actor_of(staff, city)
    return tuple(city.departments) if by.role is Role.LEAD_DEPARTMENT else (by.department or "",)


async def departments_taken_for(session: AsyncSession, staff: Staff, city: City) -> tuple[str, ...]:
    """The keys of the departments whose new cases the colleague can take: their own, and for the lead department also
    every department that nobody has joined."""
    own = (staff.department or "",)
    leading = staff.department == city.lead_department.key
    return (*own, *(await unstaffed(session, city))) if leading else own


async def waiting_at(session: AsyncSession, departments: Collection[str]) -> dict[str, int]:
    """Department -> number of cases that nobody has taken; departments without any are left out."""
    waiting = sa.select(Case.department, sa.func.count()).where(
        Case.department.in_(departments), Case.state.in_(NOT_TAKEN)
    )
    rows = await session.execute(waiting.group_by(Case.department))
    return {row[0]: row[1] for row in rows}


async def overdue_by_department(
    session: AsyncSession, *, now: datetime, department: str | None = None
) -> dict[str, int]:
    """Department -> number of cases that are overdue now, the most first. department: count only this one."""
    count = sa.select(Case.department, sa.func.count()).where(_is_overdue(now)).group_by(Case.department)
    if department is not None:
        count = count.where(Case.department == department)
    rows = (await session.execute(count)).all()
    return dict(sorted(((key, number) for key, number in rows), key=lambda each: (-each[1], each[0])))


async def overdue_at(session: AsyncSession, staff: Staff, department: str, *, city: City, now: datetime) -> list[Case]:
    """The overdue cases of a department, the longest overdue first, MOST_FOUND at most; none if the colleague does not
    see that department."""
    if department not in departments_seen(staff, city):
        return []
    found = sa.select(Case).where(Case.department == department, _is_overdue(now))
    cases = (await session.scalars(found.order_by(Case.answer_by, Case.id).limit(MOST_FOUND))).all()
    return sorted(cases, key=lambda case: (deadline_of(case), case.id))


def _is_overdue(now: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(
        sa.and_(Case.state.in_(NOT_TAKEN), Case.accept_by < now),
        sa.and_(Case.state.in_(TO_ANSWER), Case.answer_by < now),
    )


# --- search -----------------------------------------------------------------------------------------------------------


async def find_cases(
    session: AsyncSession,
    staff: Staff,
    text: str,
    *,
    city: City,
    anonymous: bool | None = None,
    day: date | None = None,
) -> Sequence[Case]:
    """The cases that a colleague may see and that match a text.

    A number finds its case. Otherwise every word of the text must occur in type, platform, district, department,
    pseudonym, handler or answers. Open cases come first, then closed ones, each newest first, MOST_FOUND at most.
    anonymous: only anonymous cases (True) or only others (False). day: filed on this day, by the city's calendar.
    """
    seen: list[sa.ColumnElement[bool]] = [Case.department.in_(departments_seen(staff, city))]
    number = read_number(text)
    if number is not None:
        return (await session.scalars(sa.select(Case).where(Case.number == number, *seen))).all()
    wanted = _SPLIT.sub(" ", text).casefold().split()
    if not wanted and anonymous is None and day is None:
        return []
    if anonymous is not None:
        seen.append(Case.anonymous.is_(anonymous))
    if day is not None:
        begins, ends = (
            datetime.combine(each, time(), city.zone).astimezone(UTC) for each in (day, day + timedelta(days=1))
        )
        seen += [Case.filed_at >= begins, Case.filed_at < ends]
    cases: dict[int, Case] = {}
    for state in (Case.state.in_(OPEN), Case.state.in_(ENDED)):
        for where in ([], *([named] for named in (_named(wanted, city),) if named is not None)):
            newest = sa.select(Case).where(*seen, state, *where).order_by(Case.id.desc()).limit(LOOKED_THROUGH)
            cases |= {case.id: case for case in (await session.scalars(newest)).all()}
    names = await _names(session, {case.handler_id for case in cases.values() if case.handler_id is not None})
    found = [case for case in cases.values() if _has_all(wanted, words_of(case, city, names))]
    return sorted(found, key=lambda case: (not case.is_open, -case.id))[:MOST_FOUND]


def _has_all(wanted: Sequence[str], words: str) -> bool:
    return all(each in words for each in wanted)


def _named(wanted: Sequence[str], city: City) -> sa.ColumnElement[bool] | None:
    """The condition for words that name a type, platform, district or department: it finds cases of rare ones however
    old they are. None if no word does."""
    columns: tuple[tuple[Any, Mapping[str, Any]], ...] = (
        (Case.type, city.case_types),
        (Case.platform, city.platforms),
        (Case.district, city.districts),
        (Case.department, city.departments),
    )
    found = []
    for word in wanted:
        keys = [(column, [key for key, each in known.items() if word in titles_of(each)]) for column, known in columns]
        if any(named for _, named in keys):
            found.append(sa.or_(*(column.in_(named) for column, named in keys if named)))
    return sa.and_(*found) if found else None


def titles_of(known: Any) -> str:
    """The titles of an entry of the pack, and the words that people use for it."""
    words: Any = getattr(known, "words", ())
    said = [each for of in words.values() for each in of] if isinstance(words, Mapping) else list(words)
    return "\n".join([*known.titles.values(), *said]).casefold()


async def _names(session: AsyncSession, handlers: set[int]) -> dict[int, str]:
    rows = await session.execute(sa.select(Staff.id, Staff.name).where(Staff.id.in_(handlers)))
    return {row.id: row.name for row in rows}


def words_of(case: Case, city: City, names: Mapping[int, str]) -> str:
    """All words by which a case can be found, without the answers that name an anonymous filer."""
    named: list[str] = [case.number, case.pseudonym or "", names.get(case.handler_id or 0, "")]
    case_type = city.case_types.get(case.type)
    known = (
        case_type,
        city.platforms.get(case.platform or ""),
        city.districts.get(case.district or ""),
        city.departments.get(case.department),
    )
    named += [titles_of(each) for each in known if each is not None]
    asked = case_type.questions if case_type is not None and case.anonymous else ()
    hidden = {each.key for each in asked if each.kind.names_filer}
    named += [str(value) for key, value in case.answers.items() if key not in hidden]
    return "\n".join(named).casefold()

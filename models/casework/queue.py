"""The queue of a department: what is whose, what nobody has, what is due soon or late; a case found by number or words.

A case that nobody has is due when it has to be accepted, one in hand when it has to be answered.
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
from models.cases.number import read_number
from models.cases.steps import ENDED, OPEN, CaseState, Role
from models.casework.acting import actor_of
from models.city.pack import City
from models.staff.post import Staff, unstaffed
from models.storage.database import UtcDateTime

MOST_COUNTED = 999
"""More than so many is as good as that."""
SOON_DAYS = 2
"""Working days, today not among them."""
LOOKED_THROUGH = 400
"""So many of the newest cases, open and over, are searched word by word: what people said is encrypted."""
MOST_FOUND = 60
_SPLIT = re.compile(r"[\s,，、;；。/]+")
NOT_TAKEN = (CaseState.FILED, CaseState.REOPENED)
_IN_HAND = (CaseState.ACCEPTED, CaseState.WAITING_WORKER, CaseState.ANSWERED)
TO_ANSWER = (CaseState.ACCEPTED,)
"""While the worker is waited for, the clock stands still (models/cases/clock.py)."""


class Heap(StrEnum):
    """The parts of a queue. A case can be in several."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Cases of a page, and whether there are more."""

    cases: Sequence[Case]
    more: bool


async def count_queue(session: AsyncSession, staff: Staff, *, city: City, now: datetime) -> dict[Heap, int]:
    """How many cases each part has, MOST_COUNTED at most."""
    counts = _counts(await _own(session, staff, city), _departments(staff, city))
    row = (await session.execute(counts, _values(staff, city, now))).one()
    return dict(zip(Heap, row, strict=True))


async def queue_page(
    session: AsyncSession, staff: Staff, heap: Heap, *, city: City, now: datetime, page: int, size: int
) -> QueuePage:
    """A page (from 0) of a part, the most urgent first."""
    first = _first(heap, await _own(session, staff, city), _departments(staff, city))
    span = {"skipped": page * size, "shown": size + 1, "walked": (page + 1) * size + 1}
    ids = (await session.scalars(first, {**_values(staff, city, now), **span})).all()
    cases = (await session.scalars(sa.select(Case).where(Case.id.in_(ids[:size])))).all()
    return QueuePage(sorted(cases, key=lambda case: (due_of(case), case.id)), len(ids) > size)


def due_of(case: Case) -> datetime:
    """By when the next thing has to be done."""
    return case.accept_by if case.state in NOT_TAKEN else case.answer_by


@dataclass(frozen=True, slots=True)
class _Walk:
    """Cases of one state, in the order of a deadline: the walk of one index, that ends after a page."""

    by: Any
    where: tuple[sa.ColumnElement[bool], ...]


@cache
def _counts(own: tuple[str, ...], departments: tuple[str, ...]) -> sa.Select[*tuple[Any, ...]]:
    """Made once: a statement of a hundred walks takes longer to write than to run."""
    return sa.select(*(_counted(_walks(heap, own, departments)).label(heap.value) for heap in Heap))


def _counted(walks: list[_Walk]) -> sa.ScalarSelect[int]:
    each = [sa.select(Case.id).where(*walk.where).limit(MOST_COUNTED).subquery() for walk in walks]
    found = sa.union_all(*(sa.select(some.c.id) for some in each)).limit(MOST_COUNTED).subquery()
    return sa.select(sa.func.count()).select_from(found).scalar_subquery()


@cache
def _first(heap: Heap, own: tuple[str, ...], departments: tuple[str, ...]) -> sa.Select[*tuple[int]]:
    """The ids of a page. Made once, as the counts are."""
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
    """A part of the queue, a walk for each state and department: a database that is asked for several of them at once
    reads and sorts all of their cases instead."""
    if heap is Heap.MINE:
        mine = Case.handler_id == sa.bindparam("staff_id")
        return [_Walk(Case.answer_by, (mine, _is(each))) for each in _IN_HAND]
    if heap is Heap.UNASSIGNED:
        to_take = [_Walk(Case.accept_by, (Case.department == key, _is(each))) for key in own for each in NOT_TAKEN]
        # those that nobody has are few, and the index of handlers finds them: not the one of departments
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
    """Written into the statement: a database that plans it without knowing the state takes open cases for as many as
    closed ones, and reads them all."""
    return Case.state == sa.literal_column(f"'{state}'")


def _departments(staff: Staff, city: City) -> tuple[str, ...]:
    """Whose cases a colleague sees, by keys."""
    by = actor_of(staff, city)
    return tuple(city.departments) if by.role is Role.LEAD_DEPARTMENT else (by.department or "",)


async def _own(session: AsyncSession, staff: Staff, city: City) -> tuple[str, ...]:
    """Whose new cases are the colleague's to take: of their department, and, for the lead one, of every department that
    nobody has joined."""
    own = (staff.department or "",)
    leading = staff.department == city.lead_department.key
    return (*own, *(await unstaffed(session, city))) if leading else own


async def waiting_at(session: AsyncSession, departments: Collection[str]) -> dict[str, int]:
    """How many cases nobody has taken, by department; those without any are left out."""
    waiting = sa.select(Case.department, sa.func.count()).where(
        Case.department.in_(departments), Case.state.in_(NOT_TAKEN)
    )
    rows = await session.execute(waiting.group_by(Case.department))
    return {row[0]: row[1] for row in rows}


async def overdue_by_department(
    session: AsyncSession, *, now: datetime, department: str | None = None
) -> dict[str, int]:
    """How many cases are overdue now, by whose they are, the most first; department: of that one alone."""
    late = sa.or_(
        sa.and_(Case.state.in_(NOT_TAKEN), Case.accept_by < now),
        sa.and_(Case.state.in_(TO_ANSWER), Case.answer_by < now),
    )
    count = sa.select(Case.department, sa.func.count()).where(late).group_by(Case.department)
    if department is not None:
        count = count.where(Case.department == department)
    rows = (await session.execute(count)).all()
    return dict(sorted(((key, number) for key, number in rows), key=lambda each: (-each[1], each[0])))


async def overdue_at(session: AsyncSession, staff: Staff, department: str, *, city: City, now: datetime) -> list[Case]:
    """What is overdue at a department, the longest first, MOST_FOUND at most; of one the colleague does not see,
    nothing."""
    if department not in _departments(staff, city):
        return []
    late = sa.or_(
        sa.and_(Case.state.in_(NOT_TAKEN), Case.accept_by < now),
        sa.and_(Case.state.in_(TO_ANSWER), Case.answer_by < now),
    )
    found = sa.select(Case).where(Case.department == department, late)
    cases = (await session.scalars(found.order_by(Case.answer_by, Case.id).limit(MOST_FOUND))).all()
    return sorted(cases, key=lambda case: (due_of(case), case.id))


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
    """Cases that a colleague may see: the one of that number; else those in which every word of the text is found, in
    type, platform, district, department, pseudonym, handler or what was said. Open ones first, then those that are
    over, each the newest first, MOST_FOUND at most.

    anonymous: only those that were filed so, or not so. day: filed on that day of the city.
    """
    seen: list[sa.ColumnElement[bool]] = [Case.department.in_(_departments(staff, city))]
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
    found = [case for case in cases.values() if _has_all(wanted, _words_of(case, city, names))]
    return sorted(found, key=lambda case: (not case.is_open, -case.id))[:MOST_FOUND]


def _has_all(wanted: Sequence[str], words: str) -> bool:
    return all(each in words for each in wanted)


def _named(wanted: Sequence[str], city: City) -> sa.ColumnElement[bool] | None:
    """What the database can tell of the words: so cases of a rare type or platform are found however old they are."""
    columns: tuple[tuple[Any, Mapping[str, Any]], ...] = (
        (Case.type, city.case_types),
        (Case.platform, city.platforms),
        (Case.district, city.districts),
        (Case.department, city.departments),
    )
    found = []
    for word in wanted:
        keys = [(column, [key for key, each in known.items() if word in _titles(each)]) for column, known in columns]
        if any(named for _, named in keys):
            found.append(sa.or_(*(column.in_(named) for column, named in keys if named)))
    return sa.and_(*found) if found else None


def _titles(known: Any) -> str:
    """What something of the pack is called, and of a type or platform what people call it."""
    words: Any = getattr(known, "words", ())
    said = [each for of in words.values() for each in of] if isinstance(words, Mapping) else list(words)
    return "\n".join([*known.titles.values(), *said]).casefold()


async def _names(session: AsyncSession, handlers: set[int]) -> dict[int, str]:
    rows = await session.execute(sa.select(Staff.id, Staff.name).where(Staff.id.in_(handlers)))
    return {row.id: row.name for row in rows}


def _words_of(case: Case, city: City, names: Mapping[int, str]) -> str:
    """All by which a case can be found. Of an anonymous one not what names its filer: nobody sees it."""
    named: list[str] = [case.number, case.pseudonym or "", names.get(case.handler_id or 0, "")]
    case_type = city.case_types.get(case.type)
    known = (
        case_type,
        city.platforms.get(case.platform or ""),
        city.districts.get(case.district or ""),
        city.departments.get(case.department),
    )
    named += [_titles(each) for each in known if each is not None]
    asked = case_type.questions if case_type is not None and case.anonymous else ()
    hidden = {each.key for each in asked if each.kind.names_filer}
    named += [str(value) for key, value in case.answers.items() if key not in hidden]
    return "\n".join(named).casefold()

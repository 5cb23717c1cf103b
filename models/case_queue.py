"""The queue of a department: what is whose, what nobody has, what is due soon or late; a case found by number or words.

A case that nobody has is due when it has to be accepted, one in hand when it has to be answered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.case import OPEN, Case, CaseState, Role
from models.case_number import read_number
from models.city import City
from models.database import UtcDateTime
from models.staff import Staff, actor_of

MOST_COUNTED = 999
"""More than so many is as good as that."""
SOON_DAYS = 2
"""Working days, today not among them."""
LOOKED_THROUGH = 400
"""So many of the newest open cases are searched word by word: what people said is encrypted."""
MOST_FOUND = 60
NOT_TAKEN = (CaseState.FILED, CaseState.REOPENED)
_IN_HAND = (CaseState.ACCEPTED, CaseState.WAITING_WORKER, CaseState.ANSWERED)
TO_ANSWER = (CaseState.ACCEPTED,)
"""While the worker is waited for, the clock stands still (models/case_clock.py)."""


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
    counts = _counts(staff.department, _departments(staff, city))
    row = (await session.execute(counts, _values(staff, city, now))).one()
    return dict(zip(Heap, row, strict=True))


async def queue_page(
    session: AsyncSession, staff: Staff, heap: Heap, *, city: City, now: datetime, page: int, size: int
) -> QueuePage:
    """A page (from 0) of a part, the most urgent first."""
    first = _first(heap, staff.department, _departments(staff, city))
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
def _counts(own: str, departments: tuple[str, ...]) -> sa.Select[*tuple[Any, ...]]:
    """Made once: a statement of a hundred walks takes longer to write than to run."""
    return sa.select(*(_counted(_walks(heap, own, departments)).label(heap.value) for heap in Heap))


def _counted(walks: list[_Walk]) -> sa.ScalarSelect[int]:
    each = [sa.select(Case.id).where(*walk.where).limit(MOST_COUNTED).subquery() for walk in walks]
    found = sa.union_all(*(sa.select(some.c.id) for some in each)).limit(MOST_COUNTED).subquery()
    return sa.select(sa.func.count()).select_from(found).scalar_subquery()


@cache
def _first(heap: Heap, own: str, departments: tuple[str, ...]) -> sa.Select[*tuple[int]]:
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


def _walks(heap: Heap, own: str, departments: tuple[str, ...]) -> list[_Walk]:
    """A part of the queue, a walk for each state and department: a database that is asked for several of them at once
    reads and sorts all of their cases instead."""
    if heap is Heap.MINE:
        mine = Case.handler_id == sa.bindparam("staff_id")
        return [_Walk(Case.answer_by, (mine, _is(each))) for each in _IN_HAND]
    if heap is Heap.UNASSIGNED:
        to_take = [_Walk(Case.accept_by, (Case.department == own, _is(each))) for each in NOT_TAKEN]
        # those that nobody has are few, and the index of handlers finds them: not the one of departments
        ours = Case.department.concat("") == own
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
    return Case.state == sa.literal_column(f"'{state.value}'")


def _departments(staff: Staff, city: City) -> tuple[str, ...]:
    """Whose cases a colleague sees, by keys."""
    by = actor_of(staff, city)
    return tuple(city.departments) if by.role is Role.LEAD_DEPARTMENT else (by.department or "",)


async def find_cases(session: AsyncSession, staff: Staff, text: str, *, city: City) -> Sequence[Case]:
    """Cases that a colleague may see: the one of that number, also over; else open ones whose type, platform, district,
    pseudonym, handler or own words have the text in them, the newest first, MOST_FOUND at most."""
    seen = Case.department.in_(_departments(staff, city))
    number = read_number(text)
    if number is not None:
        return (await session.scalars(sa.select(Case).where(Case.number == number, seen))).all()
    wanted = text.strip().casefold()
    if not wanted:
        return []
    newest = sa.select(Case).where(seen, Case.state.in_(OPEN)).order_by(Case.id.desc()).limit(LOOKED_THROUGH)
    cases = (await session.scalars(newest)).all()
    names = await _names(session, {case.handler_id for case in cases if case.handler_id is not None})
    return [case for case in cases if wanted in _words_of(case, city, names)][:MOST_FOUND]


async def _names(session: AsyncSession, handlers: set[int]) -> dict[int, str]:
    rows = await session.execute(sa.select(Staff.id, Staff.name).where(Staff.id.in_(handlers)))
    return {row.id: row.name for row in rows}


def _words_of(case: Case, city: City, names: Mapping[int, str]) -> str:
    """All by which a case can be found. Of an anonymous one not the telephone number: nobody sees it."""
    named: list[str] = [case.number, case.pseudonym or "", names.get(case.handler_id or 0, "")]
    case_type = city.case_types.get(case.type)
    for pack in (case_type, city.platforms.get(case.platform or ""), city.districts.get(case.district or "")):
        named += pack.titles.values() if pack is not None else ()
    hidden = (
        {each.key for each in case_type.questions if each.kind == "phone"} if case_type and case.anonymous else set()
    )
    named += [str(value) for key, value in case.answers.items() if key not in hidden]
    return "\n".join(named).casefold()

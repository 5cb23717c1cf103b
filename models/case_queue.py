"""The queue of a department: what is whose, what nobody has, what is due soon or late; a case found by number or words.

A case that nobody has is due when it has to be accepted, one in hand when it has to be answered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.case import OPEN, Case, CaseState, Role
from models.case_number import read_number
from models.city import City
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
    counts = {}
    for heap in Heap:
        parts = [part.with_only_columns(Case.id).limit(MOST_COUNTED) for part in _parts(heap, staff, city, now)]
        found = 0
        for part in parts:
            found += (await session.scalars(sa.select(sa.func.count()).select_from(part.subquery()))).one()
        counts[heap] = min(found, MOST_COUNTED)
    return counts


async def queue_page(
    session: AsyncSession, staff: Staff, heap: Heap, *, city: City, now: datetime, page: int, size: int
) -> QueuePage:
    """A page (from 0) of a part, the most urgent first."""
    wanted = (page + 1) * size + 1
    found: list[Case] = []
    for part in _parts(heap, staff, city, now):
        found += await session.scalars(part.limit(wanted))
    found.sort(key=lambda case: (due_of(case), case.id))
    return QueuePage(found[page * size : (page + 1) * size], len(found) >= wanted)


def due_of(case: Case) -> datetime:
    """By when the next thing has to be done."""
    return case.accept_by if case.state in NOT_TAKEN else case.answer_by


def _parts(heap: Heap, staff: Staff, city: City, now: datetime) -> list[sa.Select[Case]]:
    """A part of the queue as one or two questions, each answered from an index in the order it is shown."""
    taken_by = _ordered(Case.answer_by)
    if heap is Heap.MINE:
        return [taken_by.where(Case.handler_id == staff.id, Case.state.in_(_IN_HAND))]
    mine = Case.department == staff.department
    if heap is Heap.UNASSIGNED:
        nobodys = taken_by.where(mine, Case.state.in_(_IN_HAND), Case.handler_id.is_(None))
        return [_ordered(Case.accept_by).where(mine, Case.state.in_(NOT_TAKEN)), nobodys]
    seen = Case.department.in_(_departments(staff, city))
    soon = city.calendar.due_at(now, SOON_DAYS, city.zone)
    parts = []
    for by, states in ((Case.accept_by, NOT_TAKEN), (Case.answer_by, TO_ANSWER)):
        span = (by < now,) if heap is Heap.OVERDUE else (by >= now, by <= soon)
        parts.append(_ordered(by).where(seen, Case.state.in_(states), *span))
    return parts


def _ordered(by: Any) -> sa.Select[Case]:
    return sa.select(Case).order_by(by, Case.id)


def _departments(staff: Staff, city: City) -> list[str]:
    """Whose cases a colleague sees, by keys."""
    by = actor_of(staff, city)
    return list(city.departments) if by.role is Role.LEAD_DEPARTMENT else [by.department or ""]


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

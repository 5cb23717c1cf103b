"""Lists of cases for a colleague: heaps, filtered and sorted, page by page, and the number of cases in each heap.

Every statement starts from what the colleague may see (models/casework/queue.py). A page begins after the last row of
the one before, never at a count of rows. The two kinds of open cases, those to be taken and those in hand, have
different deadlines and an index each, which holds all columns that filters and orders need.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import IN_HAND, TO_TAKE, Case
from models.cases.clock import deadline_of
from models.cases.same_spot import near, shown_beside, spot_of
from models.cases.steps import CaseState
from models.casework.assist import CaseAssist
from models.casework.handling import case_for_staff
from models.casework.queue import MOST_COUNTED, SOON_DAYS, departments_seen, departments_taken_for
from models.city.pack import City
from models.lists.finding import having, with_words
from models.lists.wanted import NOBODY, After, DeskHeap, Sort, Wanted
from models.staff.post import Staff
from models.storage.database import UtcDateTime

PAGE = 50
VERIFIED_AT_MOST = 600
"""Cases that one search decrypts; what comes after them is on the next page."""
_OPEN_STATES = f"({TO_TAKE} OR {IN_HAND})"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of cases. more: the row after which the next page begins, less: the row before which the previous one
    ends; None if there is none. assists: for the heap of those, the request of each case."""

    cases: Sequence[Case]
    more: After | None
    less: After | None
    assists: Sequence[CaseAssist] = ()


@dataclass(frozen=True, slots=True)
class _Walk:
    """Cases in the order of one column: the database walks one index and stops after a page."""

    by: Any
    where: tuple[Any, ...]


async def list_cases(session: AsyncSession, staff: Staff, wanted: Wanted, *, city: City, now: datetime) -> Listed:
    """A page of the wanted list, PAGE cases at most. Raises CaseGone for a case whose like is wanted and that the
    colleague does not see."""
    if wanted.heap is DeskHeap.ASSISTING:
        return await _assists(session, staff, wanted)
    filters = await _filters(session, staff, wanted, city=city, now=now)
    kinds = await _walks(session, staff, wanted, city=city, now=now)
    walks = [replace(each, where=(*each.where, *filters)) for each in kinds]
    if wanted.before is not None:
        cases, less = await _walked(session, walks, wanted, city, wanted.before, back=True)
        if cases and less is not None:
            return Listed(cases[::-1], _place(wanted, cases[0]), less)
    cases, more = await _walked(session, walks, wanted, city, None if wanted.before else wanted.after)
    return Listed(cases, more, _place(wanted, cases[0]) if wanted.after is not None and cases else None)


async def _walked(
    session: AsyncSession,
    walks: Sequence[_Walk],
    wanted: Wanted,
    city: City,
    place: After | None,
    *,
    back: bool = False,
) -> tuple[list[Case], After | None]:
    """The cases after the place, PAGE at most, and the place where the next ones begin, if there are any. back: those
    before it, the nearest first."""
    found: list[Case] = []
    looked = 0
    while True:
        keys = (await session.execute(_page(walks, place, descending=wanted.descending is not back))).all()
        cases = await _in_order(session, [each.id for each in keys])
        found += await having(session, cases, wanted, city)
        looked += len(keys)
        if len(keys) <= PAGE or len(found) > PAGE or looked >= VERIFIED_AT_MOST:
            break
        place = _after(keys[-1])
    shown = found[:PAGE]
    if len(found) > PAGE or (len(keys) > PAGE and not wanted.words):
        return shown, _place(wanted, shown[-1])
    return shown, _after(keys[-1]) if len(keys) > PAGE else None


def _place(wanted: Wanted, case: Case) -> After:
    return After(_value(wanted.order, case), case.id)


async def _in_order(session: AsyncSession, ids: Sequence[int]) -> list[Case]:
    known = {case.id: case for case in await session.scalars(sa.select(Case).where(Case.id.in_(ids)))}
    return [known[each] for each in ids if each in known]


def _page(walks: Sequence[_Walk], after: After | None, *, descending: bool) -> sa.Select[*tuple[Any, ...]]:
    """The statement for the keys of a page and one more."""
    each = [_first(walk, after, descending=descending) for walk in walks]
    if len(each) == 1:
        return each[0]
    found = sa.union_all(*(sa.select(some.c.id, some.c.by) for some in map(_sub, each))).subquery()
    return sa.select(found.c.id, found.c.by).order_by(*_ordered(found.c.by, found.c.id, descending)).limit(PAGE + 1)


def _sub(statement: sa.Select[*tuple[Any, ...]]) -> sa.Subquery:
    return statement.subquery()


def _first(walk: _Walk, after: After | None, *, descending: bool) -> sa.Select[*tuple[Any, ...]]:
    first = sa.select(Case.id, walk.by.label("by")).where(*walk.where)
    if after is not None:
        place = sa.tuple_(sa.literal(after.value, walk.by.type), sa.literal(after.id))
        key = sa.tuple_(walk.by, Case.id)
        first = first.where(key < place if descending else key > place)
    return first.order_by(*_ordered(walk.by, Case.id, descending)).limit(PAGE + 1)


def _ordered(by: Any, number: Any, descending: bool) -> tuple[Any, Any]:
    return (by.desc(), number.desc()) if descending else (by, number)


def _after(key: Any) -> After:
    return After(key.by, key.id)


def _value(order: Sort, case: Case) -> datetime | str:
    if order is Sort.DUE:
        return deadline_of(case)
    if order is Sort.TYPE:
        return case.type
    return case.filed_at if order is Sort.FILED else case.changed_at


# --- heaps ------------------------------------------------------------------------------------------------------------


async def _walks(session: AsyncSession, staff: Staff, wanted: Wanted, *, city: City, now: datetime) -> list[_Walk]:
    order, heap = wanted.order, wanted.heap
    seen = departments_seen(staff, city)
    inside = () if len(seen) == len(city.departments) else (_one(Case.department, seen[0]),)
    if heap in (DeskHeap.ENDED, DeskHeap.EVERYTHING):
        over = (_literally("state IN ('closed', 'withdrawn')"),) if heap is DeskHeap.ENDED else ()
        return [_Walk(_column(order), (*inside, *over))]
    kinds = []
    own = await departments_taken_for(session, staff, city) if heap is DeskHeap.UNASSIGNED else ()
    soon = city.calendar.due_at(now, SOON_DAYS, city.zone)
    for by, states, index in ((Case.accept_by, "to take", TO_TAKE), (Case.answer_by, "in hand", IN_HAND)):
        part = _part(heap, staff, by, states, own, now, soon)
        if part is not None:
            kinds.append(_Walk(by if order is Sort.DUE else _column(order), (_literally(index), *inside, *part)))
    return kinds


def _part(
    heap: DeskHeap, staff: Staff, by: Any, states: str, own: tuple[str, ...], now: datetime, soon: datetime
) -> tuple[Any, ...] | None:
    """What is in the heap of one kind of open cases; None if it holds none of that kind."""
    to_take = states == "to take"
    if heap is DeskHeap.MINE:
        return None if to_take else (Case.handler_id == staff.id, Case.state != _state(CaseState.SETTLED))
    if heap is DeskHeap.UNASSIGNED:
        ours = Case.department.concat("").in_(own)
        return (ours,) if to_take else (Case.handler_id.is_(None), Case.state != _state(CaseState.SETTLED), ours)
    if heap is DeskHeap.WAITING:
        return None if to_take else (Case.state == _state(CaseState.WAITING_WORKER),)
    if heap is DeskHeap.REOPENED:
        return (Case.reopened_at.is_not(None),)
    running = () if to_take else (Case.state == _state(CaseState.ACCEPTED),)
    if heap is DeskHeap.SOON:
        return (*running, by >= now, by <= soon)
    if heap is DeskHeap.OVERDUE:
        return (*running, by < now)
    return ()


def _column(order: Sort) -> Any:
    return {Sort.FILED: Case.filed_at, Sort.CHANGED: Case.changed_at, Sort.TYPE: Case.type}[order]


def _state(state: CaseState) -> Any:
    """As a literal: a planner that does not know the state reads them all."""
    return sa.literal_column(f"'{state}'")


def _literally(condition: str) -> Any:
    """The condition of a partial index, in its very words: only then does SQLite take the index."""
    return sa.text(condition)


# --- filters ----------------------------------------------------------------------------------------------------------


async def _filters(session: AsyncSession, staff: Staff, wanted: Wanted, *, city: City, now: datetime) -> list[Any]:
    pairs = (
        (Case.type, wanted.type),
        (Case.platform, wanted.platform),
        (Case.district, wanted.district),
        (Case.department, wanted.department),
    )
    where: list[Any] = [_one(column, value) for column, value in pairs if value is not None]
    if wanted.handler is not None:
        where.append(Case.handler_id.is_(None) if wanted.handler == NOBODY else Case.handler_id == wanted.handler)
    if wanted.state is not None:
        where.append(Case.state == _state(wanted.state))
    if wanted.anonymous is not None:
        where.append(Case.anonymous.is_(wanted.anonymous))
    if wanted.age is not None:
        where.append(Case.filed_at <= now - timedelta(days=wanted.age))
    if wanted.since is not None:
        where.append(Case.filed_at >= _begins(wanted.since, city))
    if wanted.until is not None:
        where.append(Case.filed_at < _begins(wanted.until + timedelta(days=1), city))
    if wanted.same is not None:
        where += await _like(session, staff, wanted.same, city=city)
    return [*where, *(await with_words(session, wanted, city, now=now))]


def _one(column: Any, value: str) -> Any:
    """The column has the value, in a form for which no other index is taken than that of the order: any other leads to
    reading thousands of rows."""
    return column.concat("") == value


def _begins(day: date, city: City) -> datetime:
    return datetime.combine(day, time(), city.zone).astimezone(UTC)


async def _like(session: AsyncSession, staff: Staff, number: str, *, city: City) -> list[Any]:
    """The conditions for a case and those of its type that may be shown beside it: of the same spot, or, if it has
    none, about the same platform. Never one of an anonymous person: who looks for them by type and platform finds
    them, but nobody is told that they belong to this one. Raises CaseGone."""
    found = await session.scalar(sa.select(Case.id).where(Case.number == number))
    case = await case_for_staff(session, found or 0, staff, city=city)
    spot, itself = spot_of(case), Case.id == case.id
    if spot is None and case.platform is None:
        return [itself]
    same = near(spot) if spot is not None else [Case.platform == case.platform]
    return [sa.or_(itself, sa.and_(Case.type == case.type, *shown_beside(city), *same))]


# --- cases of others in which the department helps --------------------------------------------------------------------


async def _assists(session: AsyncSession, staff: Staff, wanted: Wanted) -> Listed:
    """Open requests to the colleague's department, the earliest day first. Of the filters only the type counts: the
    department knows no more of those cases."""
    waiting = sa.select(CaseAssist, Case).join(Case, Case.id == CaseAssist.case_id).where(*_asked(staff))
    if wanted.type is not None:
        waiting = waiting.where(Case.type == wanted.type)
    back = await _requests(session, waiting, wanted.before, back=True) if wanted.before is not None else []
    if len(back) > PAGE:
        shown = back[PAGE - 1 :: -1]
        return _helped(shown, more=True, less=True)
    place = None if wanted.before is not None else wanted.after
    rows = await _requests(session, waiting, place)
    return _helped(rows[:PAGE], more=len(rows) > PAGE, less=place is not None)


async def _requests(session: AsyncSession, waiting: Any, place: After | None, *, back: bool = False) -> Sequence[Any]:
    """The requests after the place, or before it, the nearest first: a page of them and one more."""
    by = sa.tuple_(CaseAssist.due_at, CaseAssist.id)
    if place is not None and isinstance(place.value, datetime):
        at = sa.tuple_(sa.literal(place.value, UtcDateTime), sa.literal(place.id))
        waiting = waiting.where(by < at if back else by > at)
    ordered = waiting.order_by(*_ordered(CaseAssist.due_at, CaseAssist.id, back))
    return (await session.execute(ordered.limit(PAGE + 1))).all()


def _helped(rows: Sequence[Any], *, more: bool, less: bool) -> Listed:
    assists = [row[0] for row in rows]
    places = [After(each.due_at, each.id) for each in assists]
    return Listed(
        [row[1] for row in rows],
        places[-1] if more and places else None,
        places[0] if less and places else None,
        assists,
    )


def _asked(staff: Staff) -> tuple[Any, ...]:
    open_ = _literally(_OPEN_STATES)
    return CaseAssist.department == (staff.department or ""), CaseAssist.answered_at.is_(None), open_


# --- counts -----------------------------------------------------------------------------------------------------------


async def count_heaps(session: AsyncSession, staff: Staff, *, city: City, now: datetime) -> dict[DeskHeap, int]:
    """The number of cases in each heap, MOST_COUNTED at most."""
    seen = departments_seen(staff, city)
    everywhere = len(seen) == len(city.departments)
    statement = _counts(None if everywhere else seen[0], await departments_taken_for(session, staff, city))
    soon = city.calendar.due_at(now, SOON_DAYS, city.zone)
    values = {"staff_id": staff.id, "department": staff.department, "now": now, "soon": soon}
    row = (await session.execute(statement, values)).one()
    return dict(zip(_COUNTED, row, strict=True))


_COUNTED = tuple(heap for heap in DeskHeap if heap is not DeskHeap.EVERYTHING)
_TAKE_STATES = (CaseState.FILED, CaseState.REOPENED)
_HAND_STATES = (CaseState.ACCEPTED, CaseState.WAITING_WORKER, CaseState.ANSWERED)


@cache
def _counts(department: str | None, own: tuple[str, ...]) -> sa.Select[*tuple[Any, ...]]:
    """The statement that counts all heaps, cached: building it takes longer than running it."""
    return sa.select(*(_count(_counted(heap, department, own)).label(heap.value) for heap in _COUNTED))


def _count(parts: Sequence[sa.Select[*tuple[Any, ...]]]) -> sa.ScalarSelect[int]:
    """The sum of what the parts find, counted up to MOST_COUNTED."""
    each = [part.limit(MOST_COUNTED).subquery() for part in parts]
    found = sa.union_all(*(sa.select(some.c.id) for some in each)).limit(MOST_COUNTED).subquery()
    return sa.select(sa.func.count()).select_from(found).scalar_subquery()


def _counted(heap: DeskHeap, department: str | None, own: tuple[str, ...]) -> list[sa.Select[*tuple[Any, ...]]]:
    """The parts of a heap, each of which an index finds. department: None for all."""
    number = sa.select(Case.id)
    now, soon = sa.bindparam("now", type_=UtcDateTime()), sa.bindparam("soon", type_=UtcDateTime())
    if heap is DeskHeap.ASSISTING:
        mine = CaseAssist.department == sa.bindparam("department"), CaseAssist.answered_at.is_(None)
        asked = sa.select(CaseAssist.id).join(Case, Case.id == CaseAssist.case_id)
        return [asked.where(*mine, _literally(_OPEN_STATES))]
    if heap is DeskHeap.MINE:
        mine_too = Case.handler_id == sa.bindparam("staff_id")
        return [number.where(mine_too, Case.state == _state(each)) for each in _HAND_STATES]
    if heap is DeskHeap.UNASSIGNED:
        left = [number.where(Case.handler_id.is_(None), Case.state == _state(each)) for each in _HAND_STATES]
        ours = Case.department.concat("").in_(own)  # `concat` keeps the planner on the index of handlers
        pairs = [(key, each) for key in own for each in _TAKE_STATES]
        to_take = [number.where(Case.department == key, Case.state == _state(each)) for key, each in pairs]
        return [*to_take, *(each.where(ours) for each in left)]
    if heap is DeskHeap.REOPENED:
        inside = (Case.department.concat("") == department,) if department is not None else ()
        return [number.where(Case.reopened_at.is_not(None), _literally(_OPEN_STATES), *inside)]
    spans: dict[DeskHeap, tuple[Any, ...]] = {
        DeskHeap.SOON: (lambda by: by >= now, lambda by: by <= soon),
        DeskHeap.OVERDUE: (lambda by: by < now,),
    }
    states = {
        DeskHeap.WAITING: (CaseState.WAITING_WORKER,),
        DeskHeap.OPEN: (*_TAKE_STATES, *_HAND_STATES, CaseState.SETTLED),
        DeskHeap.ENDED: (CaseState.CLOSED, CaseState.WITHDRAWN),
    }.get(heap, (*_TAKE_STATES, CaseState.ACCEPTED))
    parts = []
    for state in states:
        by = Case.accept_by if state in _TAKE_STATES else Case.answer_by
        where: list[Any] = [Case.state == _state(state), *(each(by) for each in spans.get(heap, ()))]
        if department is not None:
            where.append(Case.department == department)
        elif heap is not DeskHeap.ENDED:
            where.append(_literally(TO_TAKE if state in _TAKE_STATES else IN_HAND))
        parts.append(number.where(*where))
    return parts

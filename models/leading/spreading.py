"""Give several cases at once: to one colleague, or spread evenly over those who are there.

Each case goes by `assign_case`, with its own link in the record; a case that cannot be given is left where it is and
named. Spread means: the most urgent case first, each to the colleague who then has the fewest.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from heapq import heapify, heapreplace

from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case, locked_case
from models.cases.errors import CaseGone
from models.cases.news import StaffNews
from models.casework.assigning import IN_HAND, assign_case, leads, tell_handed
from models.casework.handling import take_over_case
from models.city.pack import City
from models.errors import DomainError
from models.leading.errors import NobodyToSpread
from models.leading.loads import department_load, is_there, waiting_cases
from models.staff.absence import away_until, lend_case
from models.staff.errors import NotStaff
from models.staff.post import Staff, post_at

MOST_AT_ONCE = 100
"""Cases of one press: its transaction keeps other writers waiting."""


@dataclass(frozen=True, slots=True)
class Given:
    """What became of the cases. to: case -> the post that has it now; left: case number -> why it stays where it is."""

    to: Mapping[int, int]
    left: Mapping[str, DomainError]


async def assign_many(
    session: AsyncSession, case_ids: Collection[int], staff: Staff, to: int, *, city: City, now: datetime
) -> Given:
    """Gives up to MOST_AT_ONCE cases to one colleague; to oneself, it takes them over. Raises NotStaff unless the
    colleague leads."""
    _need_lead(staff)
    plan = dict.fromkeys(list(case_ids)[:MOST_AT_ONCE], to)
    return await _give(session, plan, staff, city=city, now=now)


async def spread(
    session: AsyncSession,
    staff: Staff,
    *,
    of: int | None = None,
    among: Collection[int] = (),
    city: City,
    now: datetime,
) -> Given:
    """Spreads cases of the department evenly over its colleagues who are there, up to MOST_AT_ONCE, the most urgent
    first. of: a post, present or ended, whose cases are spread, and come back to one who is away; None: those that
    nobody has. among: only these posts get them. Raises NotStaff, NobodyToSpread."""
    _need_lead(staff)
    load = await department_load(session, staff, now=now)
    open_ = {each.staff.id: each.counted.open for each in load.loads if is_there(each) and each.staff.id != of}
    heap = [(count, number) for number, count in open_.items() if not among or number in among]
    if not heap:
        raise NobodyToSpread
    heapify(heap)
    plan: dict[int, int] = {}
    for case in await waiting_cases(session, staff, of, limit=MOST_AT_ONCE):
        count, number = heap[0]
        plan[case.id] = number
        heapreplace(heap, (count + 1, number))
    given = await _give(session, plan, staff, city=city, now=now)
    if of is not None and await away_until(session, [of]):
        for case_id, holder in given.to.items():
            await lend_case(session, case_id, owner=of, holder=holder)
    return given


def _need_lead(staff: Staff) -> None:
    if not leads(staff) or staff.department is None:
        raise NotStaff


async def _give(session: AsyncSession, plan: Mapping[int, int], staff: Staff, *, city: City, now: datetime) -> Given:
    """Gives each case by itself: one that is refused is rolled back to before it, and the others go on."""
    to: dict[int, int] = {}
    left: dict[str, DomainError] = {}
    for case_id, number in plan.items():
        try:
            async with session.begin_nested():
                to[case_id] = await _give_one(session, case_id, staff, number, city=city, now=now)
        except CaseGone:
            pass  # there is no such case for this colleague, so there is nothing to name
        except DomainError as error:
            case = await session.get(Case, case_id)
            left[case.number if case is not None else ""] = error
    for number, count in Counter(to.values()).items():
        await tell_handed(session, staff, await post_at(session, number), StaffNews.HANDED_OVER, count, now=now)
    return Given(to, left)


async def _give_one(session: AsyncSession, case_id: int, staff: Staff, to: int, *, city: City, now: datetime) -> int:
    case = await locked_case(session, case_id)
    if to == staff.id and case.handler_id not in (None, staff.id) and case.state in IN_HAND:
        case = await take_over_case(session, case_id, staff, city=city, now=now)
    else:
        case = await assign_case(session, case_id, staff, to, city=city, now=now, alone=False)
    assert case.handler_id is not None
    return case.handler_id

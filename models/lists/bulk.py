"""One thing done with many cases. Each case is a step of its own, by the operation that does it with one, and has a
savepoint: what one case refuses changes nothing of the others."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.news import StaffNews
from models.cases.steps import Step
from models.casework.assigning import assign_case, colleague_of
from models.casework.handling import case_for_staff, note_case, take_case
from models.casework.second_look import answer_or_hand_in
from models.city.pack import City
from models.errors import DomainError
from models.lists.errors import NothingChosen, TooManyChosen
from models.outbox.causes import CauseKind
from models.outbox.message import Pushed, Put, Urgency, put_all
from models.staff.post import Staff

MOST = 200
"""Cases at once."""


class Bulk(StrEnum):
    """What can be done with many cases."""

    TAKE = "take"
    ASSIGN = "assign"
    NOTE = "note"
    ANSWER = "answer"
    SETTLE = "settle"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case. error: why it was refused. held: a second person has to look at the words first."""

    number: str
    error: DomainError | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """The work. text: for NOTE, ANSWER, SETTLE; to: the number of a post, for ASSIGN."""

    what: Bulk
    text: str = ""
    to: int = 0


def need_chosen(numbers: Sequence[str]) -> list[str]:
    """The chosen cases, each once. Raises NothingChosen, TooManyChosen."""
    chosen = list(dict.fromkeys(numbers))
    if not chosen:
        raise NothingChosen
    if len(chosen) > MOST:
        raise TooManyChosen(MOST)
    return chosen


async def in_bulk(
    session: AsyncSession, staff: Staff, numbers: Sequence[str], order: Order, *, city: City, now: datetime
) -> list[Outcome]:
    """Do it with each of the cases, in the given order. The colleague to whom cases are assigned gets one message about
    all of them. Raises NothingChosen, TooManyChosen."""
    chosen = need_chosen(numbers)
    rows = await session.execute(sa.select(Case.number, Case.id).where(Case.number.in_(chosen)))
    ids = {row.number: row.id for row in rows}
    work = _WORK[order.what]
    outcomes = []
    for number in chosen:
        try:
            async with session.begin_nested():
                held = await work(session, ids.get(number, 0), staff, order, city, now)
            outcomes.append(Outcome(number, held=held))
        except DomainError as error:
            outcomes.append(Outcome(number, error))
    if order.what is Bulk.ASSIGN:
        await _tell_assigned(session, staff, order, sum(each.error is None for each in outcomes), now=now)
    return outcomes


async def _take(session: AsyncSession, case_id: int, staff: Staff, _: Order, city: City, now: datetime) -> bool:
    await take_case(session, case_id, staff, city=city, now=now)
    return False


async def _assign(session: AsyncSession, case_id: int, staff: Staff, order: Order, city: City, now: datetime) -> bool:
    await assign_case(session, case_id, staff, order.to, city=city, now=now, one_message=True)
    return False


async def _note(session: AsyncSession, case_id: int, staff: Staff, order: Order, city: City, now: datetime) -> bool:
    await case_for_staff(session, case_id, staff, city=city)
    await note_case(session, case_id, staff, order.text, city=city, now=now)
    return False


async def _say(session: AsyncSession, case_id: int, staff: Staff, order: Order, city: City, now: datetime) -> bool:
    await case_for_staff(session, case_id, staff, city=city)
    step = Step.ANSWER if order.what is Bulk.ANSWER else Step.SETTLE
    return not await answer_or_hand_in(session, case_id, staff, step, order.text, files=[], city=city, now=now)


_Work = Callable[[AsyncSession, int, Staff, Order, City, datetime], Awaitable[bool]]
"""Does it with one case; returns whether a second person has to look first."""
_WORK: dict[Bulk, _Work] = {
    Bulk.TAKE: _take,
    Bulk.ASSIGN: _assign,
    Bulk.NOTE: _note,
    Bulk.ANSWER: _say,
    Bulk.SETTLE: _say,
}


async def _tell_assigned(session: AsyncSession, staff: Staff, order: Order, count: int, *, now: datetime) -> None:
    if not count or order.to == staff.id:
        return
    other = await colleague_of(session, staff, order.to)
    assert other.person_id is not None  # assign_case refuses a post that nobody has
    pushed = Pushed(StaffNews.HANDED_OVER, {"count": str(count), "name": staff.name, "to": other.name})
    cause, key = CauseKind.STAFF.of(other.id), f"{StaffNews.HANDED_OVER}:{other.id}:{staff.id}:{now.isoformat()}"
    await put_all(session, [Put(other.person_id, pushed, now, Urgency.TODAY, dedupe_key=key, cause=cause)])

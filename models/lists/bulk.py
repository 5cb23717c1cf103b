"""One thing done with many cases. Each case is a step of its own, by the operation that does it with one, and has a
savepoint: what one case refuses changes nothing of the others."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.answers import what_is_said
from models.cases.case import Case
from models.cases.news import StaffNews
from models.cases.steps import Step
from models.casework.assigning import assign_case, colleague_or_deputy, tell_handed
from models.casework.handling import case_for_staff, note_case, take_case
from models.casework.second_look import answer_or_hand_in
from models.city.pack import City
from models.errors import DomainError
from models.lists.errors import NothingChosen, TooManyChosen
from models.staff.post import Staff, post_at

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
    """Do it with each of the cases; the outcomes are in the given order. When cases are assigned, who gets them and who
    had them gets one message about all of them. Raises NothingChosen, TooManyChosen, and for
    words AnswerMissing, AnswerTooLong."""
    chosen, work = need_chosen(numbers), _WORK[order.what]
    if order.what in _WITH_WORDS:
        what_is_said(order.text)
    rows = await session.execute(sa.select(Case.number, Case.id, Case.handler_id).where(Case.number.in_(chosen)))
    there = {row.number: row for row in rows}
    outcomes = {}
    for number in sorted(chosen, key=lambda each: there[each].id if each in there else 0):  # locks in one order
        try:
            async with session.begin_nested():
                held = await work(session, there[number].id if number in there else 0, staff, order, city, now)
            outcomes[number] = Outcome(number, held=held)
        except DomainError as error:
            outcomes[number] = Outcome(number, error)
    if order.what is Bulk.ASSIGN:
        given = [row.handler_id for row in there.values() if outcomes[row.number].error is None]
        await _tell_assigned(session, staff, order, given, now=now)
    return [outcomes[number] for number in chosen]


async def _take(session: AsyncSession, case_id: int, staff: Staff, _: Order, city: City, now: datetime) -> bool:
    await take_case(session, case_id, staff, city=city, now=now)
    return False


async def _assign(session: AsyncSession, case_id: int, staff: Staff, order: Order, city: City, now: datetime) -> bool:
    await assign_case(session, case_id, staff, order.to, city=city, now=now, alone=False)
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


_WITH_WORDS = (Bulk.NOTE, Bulk.ANSWER, Bulk.SETTLE)


async def _tell_assigned(
    session: AsyncSession, staff: Staff, order: Order, given: Sequence[int | None], *, now: datetime
) -> None:
    """given: who had each of the cases before."""
    if not given:
        return
    other = await colleague_or_deputy(session, staff, order.to)
    if other.id != staff.id:
        await tell_handed(session, staff, other, StaffNews.HANDED_OVER, len(given), to=other.name, now=now)
    for before, count in Counter(given).items():
        former = await post_at(session, before) if before not in (None, staff.id, other.id) else None
        if former is not None:
            await tell_handed(session, staff, former, StaffNews.HANDED_FROM, count, to=other.name, now=now)

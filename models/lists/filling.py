"""Cases from before there was an index of words are read into it, the newest first, a portion at a time."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.case_words.case_word import CaseWordsLeft, begin_words
from models.cases.case import Case
from models.cases.filing import may_be_found, words_given
from models.cases.record import CaseEvent
from models.city.pack import City

PORTION = 100


async def fill_words(session: AsyncSession, *, city: City, now: datetime, limit: int = PORTION) -> int:
    """Read a portion of the old cases. A portion is one transaction, so that it goes on where it stopped. Returns how
    many cases it looked at, 0 once all are read."""
    left = await session.get(CaseWordsLeft, 1, with_for_update=True)
    if left is None:
        return 0
    older = sa.select(Case).where(Case.id < left.below).order_by(Case.id.desc()).limit(limit)
    cases = (await session.scalars(older.with_for_update())).all()  # nobody adds words meanwhile
    if not cases:
        await session.delete(left)
        return 0
    findable = {case.id: case for case in cases if may_be_found(case, city.case_types.get(case.type))}
    said: dict[int, list[str]] = {number: [] for number in findable}
    for link in await session.scalars(sa.select(CaseEvent).where(CaseEvent.case_id.in_(findable))):
        if isinstance(text := link.data.get("text"), str):
            said[link.case_id].append(text)
    for case in findable.values():
        given = words_given(case, city.case_types[case.type])
        await begin_words(session, case.id, case.filed_at, [*given, *said[case.id]])
    left.below = cases[-1].id
    return len(cases)

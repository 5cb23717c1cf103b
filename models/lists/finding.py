"""Cases by words: titles of the pack, names of handlers, pseudonyms, and what was said in them.

What was said is looked up in the index of models/case_words, which leaves out some cases, and then decrypted to see
whether it matches. Those that are left out are found by everything else.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.case_words.case_word import lookups, normal
from models.cases.case import Case
from models.cases.number import read_number
from models.cases.record import CaseEvent
from models.casework.queue import titles_of, words_of
from models.city.pack import City
from models.lists.wanted import Wanted
from models.staff.post import Staff, staff_names
from models.storage.encryption import cipher_of

_SPLIT = re.compile(r"[\s,，、;；。/]+")
_PSEUDONYM = re.compile(r"[0-9A-Fa-f]{4}")
MOST_WORDS = 6
MOST_MONTHS = 72
"""How far back words are looked up: longer than any case is kept."""


def split(text: str) -> list[str]:
    """The words of a search, MOST_WORDS at most."""
    return list(dict.fromkeys(_SPLIT.sub(" ", normal(text)).split()))[:MOST_WORDS]


async def with_words(session: AsyncSession, wanted: Wanted, city: City, *, now: datetime) -> list[Any]:
    """The conditions for cases that may have the wanted words; `having` then says which do."""
    number = read_number(wanted.words) if wanted.words else None
    if number is not None:
        return [Case.number == number]
    words = split(wanted.words)
    if not words:
        return []
    months = await _months(session, wanted, now)
    return [await _one(session, word, city, months) for word in words]


async def _one(session: AsyncSession, word: str, city: City, months: Sequence[datetime]) -> Any:
    columns: tuple[tuple[Any, Mapping[str, Any]], ...] = (
        (Case.type, city.case_types),
        (Case.platform, city.platforms),
        (Case.district, city.districts),
        (Case.department, city.departments),
    )
    found: list[Any] = []
    for column, known in columns:
        keys = [key for key, each in known.items() if word in normal(titles_of(each))]
        found += [column.in_(keys)] if keys else []
    named = [row.id for row in await session.execute(sa.select(Staff.id, Staff.name)) if word in normal(row.name)]
    found += [Case.handler_id.in_(named)] if named else []
    found += [Case.pseudonym == word.upper()] if _PSEUDONYM.fullmatch(word) else []
    said = lookups(word, cipher_of(session), months)
    if said:
        found.append(sa.and_(*(Case.id.in_(each) for each in said)))
    return sa.or_(sa.false(), *found)


async def _months(session: AsyncSession, wanted: Wanted, now: datetime) -> list[datetime]:
    """A moment of each month from the first case, or the wanted days, until now."""
    first = await session.scalar(sa.select(sa.func.min(Case.filed_at)))
    begins = max(filter(None, (first or now, wanted.since and datetime(*wanted.since.timetuple()[:3], tzinfo=UTC))))
    ends = min(now, datetime(*wanted.until.timetuple()[:3], tzinfo=UTC)) if wanted.until else now
    # a day of the city reaches into another month of UTC
    place, last = begins.year * 12 + begins.month - 2, ends.year * 12 + ends.month
    span = range(max(place, last - MOST_MONTHS), last + 1)
    return [datetime(each // 12, each % 12 + 1, 15, tzinfo=UTC) for each in span]


async def having(session: AsyncSession, cases: Sequence[Case], wanted: Wanted, city: City) -> list[Case]:
    """Those of the cases that have all wanted words."""
    words = split(wanted.words)
    if not words or read_number(wanted.words) is not None or not cases:
        return list(cases)
    names = await staff_names(session, {case.handler_id for case in cases if case.handler_id is not None})
    links = sa.select(CaseEvent).where(CaseEvent.case_id.in_([case.id for case in cases]))
    said: dict[int, list[str]] = {}
    for link in await session.scalars(links):
        if isinstance(text := link.data.get("text"), str):
            said.setdefault(link.case_id, []).append(text)
    texts = {case.id: normal("\n".join([words_of(case, city, names), *said.get(case.id, ())])) for case in cases}
    return [case for case in cases if all(word in texts[case.id] for word in words)]

"""Searches that were made: their records, what stands in them, and every attempt to write one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.places.demand import Searched, SearchRecord
from models.places.search_counts import SearchCount
from models.storage.database import Database

CONTENT = {
    "band": "noon",
    "cell": "a",
    "needs": "|toilet|",
    "outcome": "met",
    "open_m": 120,
    "any_m": 80,
    "source": "chat",
}


def a_record(day: date, token: str, once: str = "1", **content: Any) -> SearchRecord:
    return SearchRecord(day=day, token=token, once=once, content={**CONTENT, **content})


def a_count(week: date, cell: str, needs: str, people: int | None, **columns: Any) -> SearchCount:
    known = {"days": "working", "band": "noon", "outcome": "shut", "searches": people, "open_m": 0, "any_m": 0}
    return SearchCount(week=week, cell=cell, needs=needs, people=people, **{**known, **columns})


async def searched(session: AsyncSession) -> Sequence[Searched]:
    """What stands in every record, in no order."""
    return [Searched.of(content) for content in await session.scalars(sa.select(SearchRecord.content))]


async def count_attempts(database: Database) -> None:
    """From now on `attempts` counts each attempt to write a record, also of a repeat, which leaves nothing."""
    to_do = "INSERT INTO attempt VALUES (1)"
    on = "BEFORE INSERT ON place_search_record FOR EACH ROW"
    statements = ["CREATE TABLE attempt (one INTEGER)"]
    if database.is_sqlite:
        statements.append(f"CREATE TRIGGER counts {on} BEGIN {to_do}; END")
    else:
        counts = f"CREATE FUNCTION counts() RETURNS trigger AS $$ BEGIN {to_do}; RETURN NEW; END $$ LANGUAGE plpgsql"
        statements += [counts, f"CREATE TRIGGER counts {on} EXECUTE FUNCTION counts()"]
    async with database.transaction() as session:
        for each in statements:
            await session.execute(sa.text(each))


async def attempts(session: AsyncSession) -> int:
    return int((await session.execute(sa.text("SELECT count(*) FROM attempt"))).scalar_one())

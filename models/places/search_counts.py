"""The searches of a week, counted: what is left of the records of a day once its key is gone.

One transaction deletes a portion of records and counts the same ones, so that a crash, a second run or a second process
neither loses nor doubles any.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.city.pack import City
from models.places.demand import Band, Outcome, Searched, SearchRecord
from models.storage.database import Base
from models.storage.secrets import insert

PORTION = 200
"""Records per transaction; it takes some milliseconds."""


class Days(StrEnum):
    """A kind of day, by the city's calendar."""

    WORKING = "working"
    OFF = "off"
    UNKNOWN = "unknown"
    """From before it was recorded."""


class SearchCount(Base):
    """The searches of a week on days of one kind, in one band, from one cell, for the same needs, with the same
    outcome."""

    __tablename__ = "search_count"
    __table_args__ = ({"sqlite_with_rowid": False},)

    week: Mapped[date] = mapped_column(primary_key=True)
    """The Monday of the week, in the city's time zone."""
    days: Mapped[Days] = mapped_column(primary_key=True)
    band: Mapped[Band] = mapped_column(primary_key=True)
    cell: Mapped[str] = mapped_column(primary_key=True)
    needs: Mapped[str] = mapped_column(primary_key=True)
    outcome: Mapped[Outcome] = mapped_column(primary_key=True)
    people: Mapped[int | None]
    """Each person counts once a day; NULL if only searches were counted then."""
    searches: Mapped[int]
    open_m: Mapped[int | None] = mapped_column(sa.BigInteger)
    """The sum over the searches of the metres to the nearest open place that has it, FARTHEST_M at most each; NULL if
    it was not recorded then."""
    any_m: Mapped[int | None] = mapped_column(sa.BigInteger)
    """The same for the nearest place that has it, open or not."""


class _Key(NamedTuple):
    week: date
    days: Days
    band: Band
    cell: str
    needs: str
    outcome: Outcome


@dataclass(slots=True)
class _Counted:
    tokens: set[str] = field(default_factory=set)
    searches: int = 0
    open_m: int = 0
    any_m: int = 0

    def values(self) -> Mapping[str, int]:
        return {
            "people": len(self.tokens),
            "searches": self.searches,
            "open_m": self.open_m,
            "any_m": self.any_m,
        }


async def count_searches(session: AsyncSession, *, city: City, now: datetime, limit: int = PORTION) -> int:
    """Turn records of the oldest day that is over into counts: all of some people, `limit` records or a little more.
    Returns their number; below `limit`, none of that day are left."""
    day = await session.scalar(sa.select(sa.func.min(SearchRecord.day)))
    if day is None or day >= now.astimezone(city.zone).date():
        return 0
    of_day = SearchRecord.day == day
    tokens = sa.select(SearchRecord.token).where(of_day).order_by(SearchRecord.token)
    # All records of a person go together: counted in two portions, the person would count twice.
    last = await session.scalar(tokens.offset(limit - 1).limit(1))
    whole = of_day if last is None else sa.and_(of_day, SearchRecord.token <= last)
    await session.execute(tokens.where(whole).with_for_update())
    taken = sa.delete(SearchRecord).where(whole).returning(SearchRecord.token, SearchRecord.content)
    rows = (await session.execute(taken.execution_options(synchronize_session=False))).all()
    await _add(session, _counted(day, rows, city))
    return len(rows)


def _counted(day: date, rows: Iterable[Any], city: City) -> Mapping[_Key, _Counted]:
    week = day - timedelta(days=day.weekday())
    days = Days.WORKING if city.calendar.is_working_day(day) else Days.OFF
    counts: dict[_Key, _Counted] = defaultdict(_Counted)
    for token, content in rows:
        each = Searched.of(content)
        count = counts[_Key(week, days, each.band, each.cell, each.needs, each.outcome)]
        count.tokens.add(token)
        count.searches += 1
        count.open_m += each.open_m
        count.any_m += each.any_m
    return counts


async def _add(session: AsyncSession, counts: Mapping[_Key, _Counted]) -> None:
    if not counts:
        return
    upsert: Any = insert(session, SearchCount)
    sums = {name: getattr(SearchCount, name) + upsert.excluded[name] for name in _Counted().values()}
    upsert = upsert.on_conflict_do_update(index_elements=list(_Key._fields), set_=sums)
    # Sorted, so that two processes never wait for each other's rows.
    rows = [{**key._asdict(), **counts[key].values()} for key in sorted(counts)]
    await (await session.connection()).execute(upsert, rows)


async def unmet_counts(session: AsyncSession, monday: date, *, until: date | None = None) -> list[tuple[str, str, int]]:
    """(cell, needs, people) of searches that were not met in the weeks from `monday` on, before the week `until`. A
    person counts once a day for the same in one cell, again in another band or for another cause; where only searches
    were counted, each of them counts."""
    people = sa.func.sum(sa.func.coalesce(SearchCount.people, SearchCount.searches))
    unmet = sa.select(SearchCount.cell, SearchCount.needs, people).where(
        SearchCount.week >= monday, SearchCount.outcome != Outcome.MET
    )
    if until is not None:
        unmet = unmet.where(SearchCount.week < until)
    rows = await session.execute(unmet.group_by(SearchCount.cell, SearchCount.needs))
    return [(cell, needs, int(count)) for cell, needs, count in rows]

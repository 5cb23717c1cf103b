"""The step to causes of what was not met keeps every search of before, as far as it was known."""

from datetime import date

import sqlalchemy as sa

from bot.commands.migration import downgrade, upgrade
from models.places.demand import SearchRecord
from models.places.search_counts import SearchCount
from models.storage.database import Database

RECORD = (
    "INSERT INTO place_search_record (id, at, cell, needs, open_only, best_distance_m, met) VALUES"
    " ({id}, '{at}', '{cell}', '|toilet|', true, {metres}, {met})"
)
COUNT = (
    "INSERT INTO search_count (week, cell, needs, open_only, met, searches) VALUES"
    " ('2026-11-16', 'a', '|toilet|', {open_only}, {met}, {searches})"
)
OLD = (
    RECORD.format(id=1, at="2026-11-22 15:00:00.000000", cell="a", metres=120.0, met="true"),
    RECORD.format(id=2, at="2026-11-22 16:00:00.000000", cell="a", metres="NULL", met="false"),  # a Monday in the city
    RECORD.format(id=3, at="2026-11-25 04:00:00.000000", cell="a", metres=4000.0, met="false"),
    COUNT.format(open_only="true", met="true", searches=4),
    COUNT.format(open_only="true", met="false", searches=5),
    COUNT.format(open_only="false", met="false", searches=1),
)
BEFORE = "SELECT week, cell, needs, met, searches FROM search_count ORDER BY week, met"


async def test_a_filled_database_comes_over_and_back(database: Database, database_url: str) -> None:
    await database.close()
    downgrade(database_url, "0091")
    async with database.transaction() as session:
        for each in OLD:
            await session.execute(sa.text(each))
    await database.close()
    upgrade(database_url)
    async with database.reading() as session:
        rows = list(await session.scalars(sa.select(SearchCount).order_by(SearchCount.week, SearchCount.outcome)))
        assert await session.scalar(sa.select(SearchRecord)) is None
    assert [(each.week, each.outcome, each.searches) for each in rows] == [
        (date(2026, 11, 16), "met", 5),
        (date(2026, 11, 16), "unknown", 6),
        (date(2026, 11, 23), "unknown", 2),
    ]
    unknown = {(each.days, each.band, each.people, each.open_m, each.any_m) for each in rows}
    assert unknown == {("unknown", "unknown", None, None, None)}
    await database.close()
    downgrade(database_url, "0091")
    async with database.reading() as session:
        back = [tuple(map(str, row[2:])) for row in await session.execute(sa.text(BEFORE))]
    assert [row[-1] for row in back] == ["6", "5", "2"]
    await database.close()
    upgrade(database_url)

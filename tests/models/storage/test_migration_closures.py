"""The steps to closures side by side bring a filled database over, and back."""

from datetime import date

import sqlalchemy as sa

from bot.commands.migration import downgrade, upgrade
from models.places.hours import PlaceHours
from models.places.place import Place
from models.storage.database import Database

PLACE = (
    "INSERT INTO place (id, code, kind, name, latitude, longitude, address, needs, hours, sample, useful_count)"
    " VALUES (1, 'A', 'station', 'A', 32.6, 115.1, '', '|toilet|', '24/7; 2026 Dec 04-2026 Dec 06 off', false, 0)"
)
EXCEPTION = (
    "INSERT INTO place_hours (place_id, usual, rule, until, staff_id, at)"
    " VALUES (1, '24/7', '2026 Dec 04-2026 Dec 06 off', '2026-12-06', 1, '2026-12-01')"
)


async def test_an_exception_comes_over_and_back(database: Database, database_url: str) -> None:
    await database.close()
    downgrade(database_url, "0091")
    async with database.transaction() as session:
        for statement in (PLACE, EXCEPTION):
            await session.execute(sa.text(statement))
    await database.close()
    upgrade(database_url)
    async with database.transaction() as session:
        (place,), (closure,) = await session.scalars(sa.select(Place)), await session.scalars(sa.select(PlaceHours))
        assert (place.usual_hours, place.checked_at) == ("24/7", None)
        assert (closure.first, closure.until, closure.reason) == (date(2026, 12, 4), date(2026, 12, 6), None)
        rule = "2026 Dec 24 off"
        about = {"place_id": 1, "staff_id": 1, "at": closure.at, "closes_minute": None, "reason": "repair"}
        session.add(PlaceHours(first=date(2026, 12, 24), until=date(2026, 12, 24), rule=rule, **about))
        place.hours = f"{place.hours}; {rule}"
    await database.close()
    downgrade(database_url, "0091")
    async with database.transaction() as session:
        kept = (await session.execute(sa.text("SELECT usual, rule FROM place_hours"))).all()
        assert [tuple(row) for row in kept] == [("24/7", rule)]
        assert await session.scalar(sa.text("SELECT hours FROM place")) == f"24/7; {rule}"
        needs = await session.scalar(sa.text("SELECT hours FROM place_need"))
        assert needs == f"24/7; {rule}", "the triggers are still there"
    await database.close()
    upgrade(database_url)

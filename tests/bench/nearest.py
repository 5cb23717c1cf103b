"""The nearest five open places with one need: in the sample city and in a large directory, beside brute force."""

import random
import time
from datetime import datetime, timedelta
from statistics import median

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.places.boxes import Sought
from models.places.listed_place import ListedPlace
from models.places.nearest import nearest_places
from models.places.place import Place
from models.storage.database import open_database
from models.storage.encryption import Cipher
from models.values.opening_hours import OpenState, open_state
from models.values.position import Position
from tests.bench.figures import Figure, share

AROUND_DEGREES = 0.05
MORNING = datetime.fromisoformat("2026-11-26T00:00:00+08:00")
P99_MS = {"sample": 5.0, "large": 10.0}
LIMIT = 5

Asked = tuple[Position, str, datetime]


async def bench_nearest(
    url: str, city: City, cipher: Cipher, *, size: str, queries: int, by_force: int
) -> list[Figure]:
    """size: "sample" or "large". by_force: so many of the queries are answered by brute force too, and compared."""
    database = open_database(url, cipher)
    try:
        async with database.reading() as session:
            asked = _questions(city, queries)
            for each in asked[: queries // 10]:
                await _ask(session, city, each)
            taken = [await _timed(session, city, each) for each in asked]
            rows = await _all_rows(session)
            forced = [await _forced(session, city, each) for each in asked[:by_force]]
    finally:
        await database.close()
    name = f"nearest {LIMIT} open with one need, {len(rows):,} places"
    p50, p99 = (share(taken, fraction) * 1000 for fraction in (0.5, 0.99))
    reading, python = (median(each) / median(taken) for each in zip(*forced, strict=True))
    return [
        Figure(f"{name}: brute force, rows read each time / ours", reading, "×", note="medians"),
        Figure(f"{name}: brute force, rows kept in memory / ours", python, "×", note="medians"),
        Figure(f"{name}, p99", p99, "ms", at_most=P99_MS[size], note=f"{queries} queries, every need alike often"),
        Figure(f"{name}, p50", p50, "ms"),
    ]


def _questions(city: City, count: int) -> list[Asked]:
    """From anywhere in the city, at any time of a day, each need alike often: the rare ones take longest."""
    dice = random.Random(5)
    needs = list(city.needs)
    return [
        (
            Position.wgs84(
                city.centre.latitude + dice.uniform(-AROUND_DEGREES, AROUND_DEGREES),
                city.centre.longitude + dice.uniform(-AROUND_DEGREES, AROUND_DEGREES),
            ),
            needs[number % len(needs)],
            MORNING + timedelta(minutes=dice.randrange(24 * 60)),
        )
        for number in range(count)
    ]


async def _ask(session: AsyncSession, city: City, asked: Asked) -> list[str]:
    here, need, at = asked
    found = await nearest_places(session, here, sought=Sought((need,)), open_at=at, zone=city.zone, limit=LIMIT)
    return [each.place.code for each in found]


async def _timed(session: AsyncSession, city: City, asked: Asked) -> float:
    began = time.perf_counter()
    await _ask(session, city, asked)
    return time.perf_counter() - began


async def _all_rows(session: AsyncSession) -> list[ListedPlace]:
    columns = Place.__table__.c
    statement = sa.select(*(columns[name] for name in ListedPlace._fields)).where(columns.closed_at.is_(None))
    return [ListedPlace._make(row) for row in await session.execute(statement)]


async def _forced(session: AsyncSession, city: City, asked: Asked) -> tuple[float, float]:
    """Seconds with the rows read each time, and of the Python part alone; fails when the answers differ."""
    began = time.perf_counter()
    rows = await _all_rows(session)
    read = time.perf_counter()
    by_force = _by_force(rows, city, asked)
    ended = time.perf_counter()
    assert by_force == await _ask(session, city, asked), asked
    return ended - began, ended - read


def _by_force(rows: list[ListedPlace], city: City, asked: Asked) -> list[str]:
    here, need, at = asked
    states: dict[str, OpenState] = {}
    found = []
    for row in rows:
        if f"|{need}|" not in row.needs:
            continue
        state = states.get(row.hours) or states.setdefault(row.hours, open_state(row.hours, at, city.zone))
        if state.is_open:
            found.append((here.distance_m(row.position), row.code))
    return [code for _, code in sorted(found)[:LIMIT]]

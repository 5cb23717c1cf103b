"""The nearest five open places with one need: in the sample city and in a large directory, beside numpy."""

import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.places.boxes import Sought
from models.places.listed_place import ListedPlace
from models.places.nearest import nearest_places
from models.places.place import Place
from models.storage.database import open_database
from models.values.opening_hours import open_state
from models.values.position import Position
from tests.bench.figures import Figure, share
from tests.bench.part import Ground

AROUND_DEGREES = 0.05
MORNING = datetime.fromisoformat("2026-11-26T00:00:00+08:00")
P99_MS = {"sample": 5.0, "large": 10.0}
TIMES_FASTER = 1.0
"""Than brute force over arrays that are kept."""
LIMIT = 5

Asked = tuple[Position, str, datetime]


@dataclass(frozen=True, slots=True)
class Questions:
    """by_force: so many of the queries are answered by brute force too, and compared."""

    queries: int = 1000
    by_force: int = 10


async def bench_nearest(url: str, size: str, ground: Ground, questions: Questions) -> None:
    """size: "sample" or "large"."""
    database, city, queries = open_database(url, ground.cipher), ground.city, questions.queries
    try:
        async with database.reading() as session:
            asked = _questions(city, queries)
            for each in asked[: queries // 10]:
                await _ask(session, city, each)
            taken = [await _timed(session, city, each) for each in asked]
            places = Kept(await _all_rows(session))
            for each in asked[: questions.by_force]:
                places.answer(each, city)
            forced = [await _forced(session, city, places, each) for each in asked[: questions.by_force]]
    finally:
        await database.close()
    name = f"nearest {LIMIT} open with one need, {len(places.codes):,} places"
    p50, p99 = (share(taken, fraction) * 1000 for fraction in (0.5, 0.99))
    reading, kept, ours = (median(each) for each in zip(*forced, strict=True))
    about, how = f"{queries} queries, every need alike often", "medians; numpy"
    ground.add(
        Figure(f"{name}: brute force, rows read each time / ours", reading / ours, "×", note=how),
        Figure(
            f"{name}: brute force, arrays kept / ours", kept / ours, "×", at_least=TIMES_FASTER, note="medians; numpy"
        ),
        Figure(f"{name}, p99", p99, "ms", at_most=P99_MS[size], note=about, scales=True),
        Figure(f"{name}, p50", p50, "ms"),
    )


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


async def _forced(session: AsyncSession, city: City, kept: "Kept", asked: Asked) -> tuple[float, float, float]:
    """Seconds with the rows read and put into arrays each time, with arrays that are there, and ours; fails when the
    answers differ."""
    began = time.perf_counter()
    read = Kept(await _all_rows(session))
    read.answer(asked, city)
    again = time.perf_counter()
    by_force = kept.answer(asked, city)
    ended = time.perf_counter()
    assert by_force == await _ask(session, city, asked), asked
    return again - began, ended - again, time.perf_counter() - ended


class Kept:
    """All places in arrays, and each answer from all of them."""

    def __init__(self, rows: Sequence[ListedPlace]) -> None:
        self.codes = np.array([row.code for row in rows])
        self._needs = np.array([row.needs for row in rows])
        self._degrees = np.array([(row.latitude, row.longitude) for row in rows])
        self._hours, self._which = np.unique(np.array([row.hours for row in rows]), return_inverse=True)
        self._with: dict[str, Any] = {}

    def answer(self, asked: Asked, city: City) -> list[str]:
        """Codes, the nearest first."""
        here, need, at = asked
        if need not in self._with:
            self._with[need] = np.strings.find(self._needs, f"|{need}|") >= 0
        states = [bool(open_state(str(hours), at, city.zone).is_open) for hours in self._hours]
        found = np.flatnonzero(self._with[need] & np.array(states)[self._which])
        latitude, longitude = np.radians(self._degrees[found]).T
        north, east = latitude - math.radians(here.latitude), longitude - math.radians(here.longitude)
        # the haversine grows with the distance
        far = np.sin(north / 2) ** 2 + math.cos(math.radians(here.latitude)) * np.cos(latitude) * np.sin(east / 2) ** 2
        first = np.argpartition(far, LIMIT)[:LIMIT] if len(far) > LIMIT else slice(None)
        order = sorted(zip(far[first].tolist(), self.codes[found[first]].tolist(), strict=True))
        return [code for _, code in order]

"""A department's queue among very many cases: all counts, and the first page of each part, on both databases."""

import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from models.cases.case import Case
from models.cases.steps import CaseState
from models.casework.queue import Heap, count_queue, find_cases, queue_page
from models.city.pack import City
from models.staff.post import Staff, StaffRole, seal_post
from models.storage.database import Database, Own, open_database
from models.storage.encryption import Cipher
from tests.bench.databases import EMPTY
from tests.bench.figures import Figure, share
from tests.bench.part import NO_SERVER, Ground, Part

P99_MS = 50.0
PAGE = 6
PORTION = 2000
OPEN_SHARE = {
    "filed": 30,
    "accepted": 25,
    "waiting_worker": 5,
    "answered": 10,
    "settled": 5,
    "closed": 20,
    "withdrawn": 5,
}
OLD_SHARE = {"filed": 1, "accepted": 2, "waiting_worker": 1, "answered": 1, "settled": 1, "closed": 90, "withdrawn": 4}
"""Of a hundred cases of the last twenty days, and of those before, so many are in each state."""
HANDLED = ("accepted", "waiting_worker", "answered")


@dataclass(frozen=True, slots=True)
class Year:
    """cases: of the last year. rounds: so often each of two colleagues looks, one of a department and one of the lead
    department."""

    cases: int = 200_000
    rounds: int = 60


async def bench_queue(ground: Ground, year: Year) -> None:
    """On SQLite, and on PostgreSQL where there is a server."""
    for name, empty in EMPTY.items():
        async with empty(ground.folder, "queue") as url:
            if url is None:
                ground.not_measured(f"queue, {name}", NO_SERVER)
            else:
                await _on(name, url, ground, year)


async def _on(name: str, url: str, ground: Ground, year: Year) -> None:
    ground.say(f"{name}, {year.cases:,} cases are written")
    async with _filled(url, ground.city, ground.cipher, year.cases) as database:
        ground.say(name)
        screens, searches = await _looked_at(database, ground.city, year.rounds)
    title = f"the queue's first screens, {year.cases:,} cases, {name}"
    p99_ms, what = share(screens, 0.99) * 1000, "all counts, or one page"
    ground.add(
        Figure(f"{title}, p99", p99_ms, "ms", at_most=P99_MS, note=what, scales=True),
        Figure(f"{title}, p50", share(screens, 0.5) * 1000, "ms"),
        Figure(f"a search by words in the queue, {name}, p99", share(searches, 0.99) * 1000, "ms"),
    )


async def _looked_at(database: Database, city: City, rounds: int) -> tuple[list[float], list[float]]:
    now = datetime.now(UTC)
    screens: list[float] = []
    searches: list[float] = []
    for department in ("market_regulation", city.lead_department.key):
        for _ in range(rounds):
            async with database.transaction() as session:
                staff = (await session.scalars(sa.select(Staff).where(Staff.department == department))).one()
                screens.append(await _timed(count_queue(session, staff, city=city, now=now)))
                for heap in Heap:
                    page = queue_page(session, staff, heap, city=city, now=now, page=0, size=PAGE)
                    screens.append(await _timed(page))
                if len(searches) < rounds // 5:
                    searches.append(await _timed(find_cases(session, staff, "站长", city=city)))
    return screens, searches


async def _timed(work: Any) -> float:
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


@asynccontextmanager
async def _filled(url: str, city: City, cipher: Cipher, cases: int) -> AsyncIterator[Database]:
    """A year of cases of a third of the departments, one colleague in each; 100,000 take a quarter of a minute."""
    database = open_database(url, cipher)
    now, dice = datetime.now(UTC), random.Random(7)
    try:
        async with database.transaction() as session:
            for key in city.departments:
                post = Staff(department=key, role=StaffRole.STAFF, name="王", active=True, added_at=now)
                session.add(post)
                await session.flush()
                seal_post(session, post)
        for first in range(0, cases, PORTION):
            async with database.transaction() as session:
                rows = [_case(number, city, dice, now) for number in range(first, min(first + PORTION, cases))]
                connection = await session.connection()
                await connection.execute(sa.insert(Case.__table__), rows)  # type: ignore[arg-type]
        async with database.engine.connect() as connection:
            await connection.execute(sa.text("ANALYZE"))
            await connection.commit()
        yield database
    finally:
        await database.close()


def _case(number: int, city: City, dice: random.Random, now: datetime) -> dict[str, Any]:
    filed = now - timedelta(days=dice.uniform(0, 365))
    shares = OPEN_SHARE if now - filed < timedelta(days=20) else OLD_SHARE
    state = dice.choices(list(shares), list(shares.values()))[0]
    departments = list(city.departments)
    return {
        "number": f"NX-{number}",
        "type": dice.choice(list(city.case_types)),
        "department": dice.choice(departments[:6]),
        "platform": dice.choice(list(city.platforms)),
        "state": CaseState(state),
        "anonymous": False,
        "answers": Own(f"NX-{number}", {"deduction_reason": "站长说我超时", "deduction_sum": 5000}),
        "reporters": 1,
        "filed_at": filed,
        "accept_by": filed + timedelta(days=2),
        "answer_by": filed + timedelta(days=14),
        "handler_id": dice.randint(1, len(departments)) if state in HANDLED else None,
        "bounces": 0,
        "event_count": 1,
        "head": "-",
    }


PART = Part("queue", "a department's queue among the cases of a year", bench_queue, Year(), Year(20_000, 20))

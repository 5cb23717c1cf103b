"""The lists of a desk among very many open cases: heaps, filters, orders, counts and a search by words, on both
databases."""

import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from models.case_words.case_word import BEGUN, CaseWord, _digest, groups_of
from models.cases.case import Case
from models.cases.steps import CaseState
from models.city.pack import City
from models.lists.lists import count_heaps, list_cases
from models.lists.wanted import DeskHeap, Sort, Wanted
from models.staff.post import Staff, StaffRole, seal_post
from models.storage.database import Database, Own, open_database
from models.storage.encryption import Cipher
from tests.bench.databases import EMPTY
from tests.bench.figures import Figure, share
from tests.bench.part import NO_SERVER, Ground, Part

P95_MS = 150.0
PORTION = 2000
OPEN_SHARE = {"filed": 25, "reopened": 3, "accepted": 40, "waiting_worker": 10, "answered": 12, "settled": 10}
HANDLED = ("accepted", "waiting_worker", "answered", "settled")
POSTS = 600
"""So many have cases in hand."""
FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"type": "deduction"},
    {"type": "waste", "platform": "b", "anonymous": True},
    {"platform": "b", "district": "hewan"},
    {"handler": 3},
    {"state": CaseState.ANSWERED, "age": 14},
    {"state": CaseState.FILED, "type": "new_place", "district": "hewan", "platform": "a"},
)
"""From none to so many that hardly a case is left."""


@dataclass(frozen=True, slots=True)
class Desk:
    """open, ended: cases. indexed: so many of them can be found by their words. rounds: of all lists."""

    open: int = 200_000
    ended: int = 100_000
    indexed: int = 60_000
    rounds: int = 2


async def bench_lists(ground: Ground, desk: Desk) -> None:
    """On SQLite, and on PostgreSQL where there is a server."""
    for name, empty in EMPTY.items():
        async with empty(ground.folder, "lists") as url:
            if url is None:
                ground.not_measured(f"lists of a desk, {name}", NO_SERVER)
            else:
                await _on(name, url, ground, desk)


async def _on(name: str, url: str, ground: Ground, desk: Desk) -> None:
    ground.say(f"{name}, {desk.open + desk.ended:,} cases are written")
    async with _filled(url, ground.city, ground.cipher, desk) as database:
        ground.say(name)
        lists, counts, searches = await _looked_at(database, ground.city, desk.rounds)
    title = f"lists of a desk, {desk.open:,} open cases, {name}"
    note = "every heap, order and filter, of a department and of the lead department"
    ground.add(
        Figure(f"{title}, p95", share(lists, 0.95) * 1000, "ms", at_most=P95_MS, note=note, scales=True),
        Figure(f"{title}, p50", share(lists, 0.5) * 1000, "ms"),
        Figure(f"{title}, slowest", max(lists) * 1000, "ms"),
        Figure(f"counts of all heaps of a desk, {name}, p95", share(counts, 0.95) * 1000, "ms", at_most=P95_MS),
        Figure(f"a search by words in {desk.indexed:,} indexed cases, {name}, p95", share(searches, 0.95) * 1000, "ms"),
    )


async def _looked_at(database: Database, city: City, rounds: int) -> tuple[list[float], list[float], list[float]]:
    now = datetime.now(UTC)
    lists: list[float] = []
    counts: list[float] = []
    searches: list[float] = []
    for department in ("market_regulation", city.lead_department.key):
        for _ in range(rounds):
            async with database.reading() as session:
                posts = await session.scalars(sa.select(Staff).where(Staff.department == department))
                staff = posts.one()
                for wanted in _every_list():
                    began = time.perf_counter()
                    page = await list_cases(session, staff, wanted, city=city, now=now)
                    lists.append(time.perf_counter() - began)
                    if page.more is not None:
                        began = time.perf_counter()
                        await list_cases(session, staff, replace(wanted, after=page.more), city=city, now=now)
                        lists.append(time.perf_counter() - began)
                    session.expunge_all()
                counts += [await _timed(count_heaps(session, staff, city=city, now=now)) for _ in range(10)]
                for words in ("站长", "超时 罚款", "头盔没戴", "垃圾", "没有这样的话"):
                    wanted = Wanted(heap=DeskHeap.EVERYTHING, words=words)
                    searches.append(await _timed(list_cases(session, staff, wanted, city=city, now=now)))
    return lists, counts, searches


def _every_list() -> list[Wanted]:
    heaps = [each for each in DeskHeap if each is not DeskHeap.EVERYTHING]
    wanted = [Wanted(heap=heap, sort=sort, **some) for heap in heaps for sort in Sort for some in FILTERS]
    return [*wanted, *(Wanted(heap=heap, backwards=True) for heap in heaps)]


async def _timed(work: Any) -> float:
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


@asynccontextmanager
async def _filled(url: str, city: City, cipher: Cipher, desk: Desk) -> AsyncIterator[Database]:
    database = open_database(url, cipher)
    now, dice = datetime.now(UTC), random.Random(7)
    sentences = [text for each in city.case_types.values() for of in each.words.values() for text in of]
    try:
        async with database.transaction() as session:
            for key in city.departments:
                post = Staff(department=key, role=StaffRole.STAFF, name="王", active=True, added_at=now)
                session.add(post)
                await session.flush()
                seal_post(session, post)
        whole = desk.open + desk.ended
        known: dict[tuple[str, str], int] = {}
        for first in range(0, whole, PORTION):
            async with database.transaction() as session:
                numbers = range(first, min(first + PORTION, whole))
                rows = [_case(number, city, dice, now, sentences, number >= desk.open) for number in numbers]
                connection = await session.connection()
                await connection.execute(sa.insert(Case.__table__), rows)  # type: ignore[arg-type]
                if first < desk.indexed:
                    words = _words(rows, cipher, known)
                    await connection.execute(sa.insert(CaseWord.__table__), words)  # type: ignore[arg-type]
        await _analyse(database)
        yield database
    finally:
        await database.close()


async def _analyse(database: Database) -> None:
    """What PostgreSQL does by itself within a minute."""
    async with database.engine.connect() as connection:
        if database.is_sqlite:
            await connection.execute(sa.text("ANALYZE"))
            await connection.commit()
        else:
            raw = await connection.get_raw_connection()
            await raw.driver_connection.execute("ROLLBACK")  # type: ignore[union-attr]
            await raw.driver_connection.execute("VACUUM ANALYZE")  # type: ignore[union-attr]


def _words(rows: list[dict[str, Any]], cipher: Cipher, known: dict[Any, int]) -> list[dict[str, int]]:
    """The index of the words of each case."""
    found = []
    for row in rows:
        month, digests = f"{row['filed_at']:%Y-%m}", {BEGUN}
        for group in groups_of(row["answers"].value["deduction_reason"]):
            if (month, group) not in known:
                known[month, group] = _digest(cipher, row["filed_at"], group)
            digests.add(known[month, group])
        found += [{"case_id": row["id"], "digest": each} for each in digests]
    return found


def _case(
    number: int, city: City, dice: random.Random, now: datetime, sentences: list[str], ended: bool
) -> dict[str, Any]:
    filed = now - timedelta(days=dice.uniform(20, 365) if ended else dice.triangular(0, 60, 3))
    state = "closed" if ended else dice.choices(list(OPEN_SHARE), list(OPEN_SHARE.values()))[0]
    departments = list(city.departments)
    handled = state in HANDLED and dice.random() > 0.01
    said = "，".join(dice.choices([*sentences, "站长说我超时罚款", "头盔没戴好"], k=5))
    return {
        "id": number + 1,
        "number": f"NX-{number}",
        "type": dice.choice(list(city.case_types)),
        "department": dice.choice([*departments[:6] * 4, *departments]),
        "platform": dice.choice([None, *city.platforms]),
        "district": dice.choice([None, *city.districts]),
        "state": CaseState(state),
        "anonymous": dice.random() < 0.2,
        "answers": Own(f"NX-{number}", {"deduction_reason": said, "deduction_sum": 5000}),
        "reporters": 1,
        "filed_at": filed,
        "changed_at": filed + timedelta(days=dice.uniform(0, 3)),
        "accept_by": filed + timedelta(days=2),
        "answer_by": filed + timedelta(days=dice.choice((7, 14, 30))),
        "reopened_at": filed + timedelta(days=5) if state == "reopened" else None,
        "ended_at": filed + timedelta(days=8) if ended else None,
        "handler_id": dice.randint(1, POSTS) if handled else None,
        "bounces": 0,
        "event_count": 1,
        "head": "-",
    }


PART = Part(
    "lists", "the lists of a desk among 200,000 open cases", bench_lists, Desk(), Desk(20_000, 10_000, 6_000, 1)
)

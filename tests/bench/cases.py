"""A city with 200,000 open cases: the first page of a queue, and who chats while deadlines are watched."""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.jobs.work import BETWEEN_PORTIONS_S, WARNED
from handlers.talk.forms import PAGE
from models.cases.case import Case
from models.cases.steps import CaseState
from models.casework.queue import Heap, count_queue, queue_page
from models.casework.warning import gather_warnings, tell_warnings
from models.city.pack import City
from models.people.person import meet
from models.staff.post import Staff, StaffRole, seal_post
from models.storage.database import Database, Own, open_database
from models.storage.encryption import BEGINNING, Cipher
from tests.bench.conversation import open_ours
from tests.bench.databases import postgresql_pair, sqlite_pair
from tests.bench.figures import Figure, share
from tests.bench.part import NO_SERVER, Ground, Part
from tests.bench.replies import PAUSE_S, TIMES_IDLE
from tests.bench.riders import Side, TakesAtOnce
from tests.world.clients.telegram import telegram_update

PAGE_P99_MS = 50.0
SWEPT_WITHIN_S = 5.0
STAFF_EACH = 10
"""Of every department."""
ROWS_AT_ONCE = 5_000
FIRST_CHAT, RIDERS = 700_000, 1_500
NEVER = timedelta(days=300)
STATES = [
    *(CaseState.FILED,) * 2,
    *(CaseState.ACCEPTED,) * 4,
    CaseState.WAITING_WORKER,
    *(CaseState.ANSWERED,) * 2,
    CaseState.SETTLED,
]


@dataclass(frozen=True, slots=True)
class Load:
    """cases: open. due: of those, whose deadline has to be warned of at once. looks: how often a queue is opened."""

    cases: int = 200_000
    due: int = 1_000
    looks: int = 200
    rounds: int = 2
    idle_s: float = 4.0


async def bench_cases(ground: Ground, load: Load) -> None:
    """On SQLite, and on PostgreSQL where there is a server."""
    url, _ = await sqlite_pair(ground.folder, ground.city, ground.cipher)
    await _on("SQLite", url, ground, load)
    async with postgresql_pair(ground.city, ground.cipher) as pair:
        if pair is None:
            ground.not_measured("cases, PostgreSQL", NO_SERVER)
        else:
            await _on("PostgreSQL", pair[0], ground, load)


async def _on(name: str, url: str, ground: Ground, load: Load) -> None:
    what, city = f"{name}, {load.cases:,} cases", ground.city
    ground.say(f"{what} are written")
    database = open_database(url, ground.cipher)
    try:
        staff = await _write_staff(database, city)
        await _write_cases(database, city, staff, load.cases)
        ground.say(f"{what}, queues")
        counted, paged = await _look(database, city, staff, load.looks)
    finally:
        await database.close()
    for about, taken in (
        ("the first page of a part of the queue", paged),
        ("the parts of the queue counted", counted),
    ):
        p99_ms, note = share(taken, 0.99) * 1000, f"{len(taken)} times"
        ground.add(Figure(f"{what}: {about}, p99", p99_ms, "ms", at_most=PAGE_P99_MS, note=note, scales=True))
    ground.say(f"{what}, deadlines")
    ground.add(*await _watched(what, url, city, ground.cipher, load))


# --- what there is ----------------------------------------------------------------------------------------------------


async def _write_staff(database: Database, city: City) -> list[Staff]:
    now = datetime.now(UTC)
    async with database.transaction() as session:
        staff = []
        for number, department in enumerate([*city.departments] * STAFF_EACH):
            person, _, _ = await meet(session, "telegram", str(900_000 + number), locale="zh-CN", now=now)
            role = StaffRole.LEAD if number < len(city.departments) else StaffRole.STAFF
            about = {"role": role, "name": f"同事{number}", "active": True, "added_at": now, "joined_at": now}
            staff.append(Staff(person_id=person.id, department=department, **about))
        session.add_all(staff)
        await session.flush()
        for each in staff:
            seal_post(session, each)
        return staff


async def _write_cases(database: Database, city: City, staff: list[Staff], count: int) -> None:
    dice, now = random.Random(5), datetime.now(UTC)
    row = _case_maker(city, staff, dice, now)
    for first in range(0, count, ROWS_AT_ONCE):
        rows = [row(number) for number in range(first, min(first + ROWS_AT_ONCE, count))]
        async with database.transaction() as session:
            connection = await session.connection()
            await connection.execute(sa.insert(Case.__table__), rows)  # type: ignore[arg-type]
    if not database.is_sqlite:
        async with database.transaction() as session:
            await session.execute(sa.text('ANALYZE "case"'))


def _case_maker(city: City, staff: list[Staff], dice: random.Random, now: datetime) -> Callable[[int], dict[str, Any]]:
    """Cases of three weeks in every open state; a third of them late, none warned of soon."""
    types, platforms, districts = [*city.case_types], [*city.platforms], [*city.districts]

    def row(number: int) -> dict[str, Any]:
        state, handler = dice.choice(STATES), dice.choice(staff)
        filed_at = now - timedelta(minutes=dice.randrange(21 * 24 * 60))
        due = now + timedelta(minutes=dice.randrange(-7 * 24 * 60, 14 * 24 * 60))
        paused = filed_at if state in (CaseState.WAITING_WORKER, CaseState.SETTLED) else None
        return {
            "number": f"B{number}", "type": dice.choice(types), "department": handler.department,
            "district": dice.choice(districts), "platform": dice.choice(platforms), "state": state,
            "anonymous": True, "pseudonym": "1234", "answers": Own(f"B{number}", {"text": "字" * 60}), "reporters": 1,
            "filed_at": filed_at, "accept_by": due, "answer_by": due + timedelta(days=1), "bounces": 0,
            "handler_id": None if state is CaseState.FILED else handler.id, "paused_at": paused,
            "warned": 0, "warn_at": now + NEVER, "event_count": 1, "head": BEGINNING,
        }  # fmt: skip

    return row


# --- what is measured -------------------------------------------------------------------------------------------------


async def _look(database: Database, city: City, staff: list[Staff], looks: int) -> tuple[list[float], list[float]]:
    """Everybody opens their queue and a part of it: seconds of each."""
    dice, counted, paged = random.Random(6), [], []
    for number in range(looks):
        each, now = dice.choice(staff), datetime.now(UTC)
        heap = list(Heap)[number % len(Heap)]
        async with database.reading() as session:
            began = time.perf_counter()
            await count_queue(session, each, city=city, now=now)
            counted.append(time.perf_counter() - began)
        async with database.reading() as session:
            began = time.perf_counter()
            await queue_page(session, each, heap, city=city, now=now, page=0, size=PAGE)
            paged.append(time.perf_counter() - began)
    return counted, paged


async def _watched(what: str, url: str, city: City, cipher: Cipher, load: Load) -> list[Figure]:
    """Deadlines are watched as the job does it, in the process that answers riders."""
    idle: list[float] = []
    meanwhile: list[float] = []
    took: list[float] = []
    riders = range(FIRST_CHAT, FIRST_CHAT + RIDERS)
    async with open_ours(url, city, cipher, riders, TakesAtOnce()) as side:
        assert side.database is not None
        await _chat(side, load.idle_s / 4)
        for number in range(load.rounds):
            idle += await _chat(side, load.idle_s)
            await _come_due(side.database, load.due)
            morning = city.calendar.after_working_time(
                datetime.now(UTC), number * city.calendar.day_length + timedelta(minutes=10), city.zone
            )
            sweep = asyncio.create_task(_sweep(side.database, city, load.due, morning))
            meanwhile += await _chat(side, load.idle_s, until=sweep)
            took.append(await sweep)
    both = f"{share(meanwhile, 0.99) * 1000:.1f} / {share(idle, 0.99) * 1000:.1f} ms, {len(meanwhile)} replies"
    times = share(meanwhile, 0.99) / share(idle, 0.99)
    return [
        Figure(f"{what}: p99 of a reply, deadlines watched / idle", times, "×", at_most=TIMES_IDLE, note=both),
        Figure(
            f"{what}: deadlines watched, {load.due:,} to be warned of",
            max(took), "s", at_most=SWEPT_WITHIN_S, note="with somebody chatting", scales=True,
        ),
    ]  # fmt: skip


async def _come_due(database: Database, count: int) -> None:
    some = sa.select(Case.id).where(Case.paused_at.is_(None), Case.warned == 0).order_by(Case.id).limit(count)
    async with database.transaction() as session:
        due = sa.update(Case).where(Case.id.in_(some)).values(warn_at=datetime.now(UTC) - timedelta(minutes=1))
        await session.execute(due)


async def _sweep(database: Database, city: City, due: int, now: datetime) -> float:
    """As the job of bot/jobs/work.py goes through them, and tells each colleague once. Returns the seconds it took."""
    began, done, warned = time.perf_counter(), WARNED, 0
    while done == WARNED:
        async with database.transaction() as session:
            done = await gather_warnings(session, city=city, now=now, limit=WARNED)
        warned += done
        await asyncio.sleep(BETWEEN_PORTIONS_S)
    assert warned == due, f"{warned} of {due} were warned of"
    async with database.transaction() as session:
        assert await tell_warnings(session, city=city, now=now) > 0
    return time.perf_counter() - began


async def _chat(side: Side, seconds: float, *, until: "asyncio.Task[float] | None" = None) -> list[float]:
    """Somebody writes, every now and then: how long each waited for the reply. until: or as long as this goes on."""
    ends, waits = time.perf_counter() + seconds, []
    while (time.perf_counter() < ends) if until is None else not (until.done() and waits):
        chat_id = side.chats[0]
        side.chats.rotate(-1)
        began = time.perf_counter()
        await side.deliver(telegram_update(chat_id, {"text": "厕所"}))
        waits.append(time.perf_counter() - began)
        await asyncio.sleep(PAUSE_S)
    return waits


PART = Part(
    "cases", "queues and deadlines among open cases", bench_cases,
    Load(), Load(20_000, due=200, looks=100, rounds=1, idle_s=2.0),
)  # fmt: skip

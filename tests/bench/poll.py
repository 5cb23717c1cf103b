"""The look that the sender takes each second, with few and with very many reminders of events that are due later."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

import sqlalchemy as sa

from bot.sending.claim import claim
from bot.sending.sender import CLAIMED
from handlers.talk.texts import texts
from models.city.pack import City
from models.events.seat import book_seat
from models.outbox.message import OutboxMessage
from models.people.person import Person
from models.storage.database import Database
from tests.bench.databases import EMPTY
from tests.bench.figures import Figure
from tests.bench.part import NO_SERVER, Ground, Part
from tests.bench.sending import Crowd, crowd
from tests.world.events import add_date, add_event

TIMES_THE_FEW = 1.5
REMINDERS = 2
"""Of each booking: a day and an hour before."""


@dataclass(frozen=True, slots=True)
class Later:
    """few, many: people; one booking for each of the few, and for each of the many as many as make `each` reminders.
    looks: at either, by turns."""

    few: int = 1_000
    many: int = 50_000
    each: int = 10
    looks: int = 400


async def bench_poll(ground: Ground, later: Later) -> None:
    """On SQLite, and on PostgreSQL where there is a server."""
    for name, empty in EMPTY.items():
        ground.say(f"{name}, {later.many:,} people book")
        folder = ground.place(name)
        async with empty(folder, "few") as few_url, empty(folder, "many") as many_url:
            if few_url is None or many_url is None:
                ground.not_measured(f"poll, {name}", NO_SERVER)
                continue
            async with crowd(few_url, later.few) as few, crowd(many_url, later.many) as many:
                ground.add(await _on(name, few, many, ground, later))


async def _on(name: str, few: Crowd, many: Crowd, ground: Ground, later: Later) -> Figure:
    for crowd_, bookings in ((few, 1), (many, later.each // REMINDERS)):
        await _book_everybody(crowd_, ground.city, bookings)
    few_rows, many_rows = await _count(few.database), await _count(many.database)
    ground.say(f"{name}, {many_rows:,} reminders")
    few_s: list[float] = []
    many_s: list[float] = []
    for _ in range(later.looks):
        few_s.append(await _look(few, ground.city))
        many_s.append(await _look(many, ground.city))
    what = f"{name}: the poll with {many_rows:,} / {few_rows:,} event reminders to come"
    note = f"medians: {median(many_s) * 1000:.2f} / {median(few_s) * 1000:.2f} ms"
    return Figure(what, median(many_s) / median(few_s), "×", at_most=TIMES_THE_FEW, note=note)


async def _book_everybody(crowd: Crowd, city: City, bookings: int) -> None:
    """The first person books so many dates of the month to come; their reminders, as they were stored, are written for
    everybody else by the database."""
    now = datetime.now(UTC)
    async with crowd.database.transaction() as session:
        person, event = await session.get_one(Person, 1), await add_event(session)
        for number in range(bookings):
            starts_at = now + timedelta(days=3 + 5 * number)
            event_date = await add_date(session, event, city, starts_at=starts_at, seats=2000)
            await book_seat(session, event_date.id, person=person, city=city, now=now)
        stored = OutboxMessage.__table__.alias()
        same = [each for each in stored.c if each.name not in ("id", "person_id", "dedupe_key", "cause")]
        whose = sa.cast(Person.id, sa.String)
        everybody_with_each = sa.join(stored, Person, sa.true())
        rows = sa.select(Person.id, stored.c.dedupe_key + ":" + whose, stored.c.cause + whose, *same)
        rows = rows.select_from(everybody_with_each).where(stored.c.person_id == 1, Person.id > 1)
        names = ["person_id", "dedupe_key", "cause", *(each.name for each in same)]
        await session.execute(sa.insert(OutboxMessage).from_select(names, rows))


async def _count(database: Database) -> int:
    async with database.reading() as session:
        return (await session.scalars(sa.select(sa.func.count()).select_from(OutboxMessage))).one()


async def _look(crowd: Crowd, city: City) -> float:
    """Seconds, in which nothing is found that is due."""
    began, now = time.perf_counter(), datetime.now(UTC)
    async with crowd.database.transaction() as session:
        found = await claim(session, {}, city, texts(), now=now, until=now, limit=CLAIMED)
    assert not found.more
    return time.perf_counter() - began


PART = Part(
    "poll",
    "the sender's look, with few reminders and with very many",
    bench_poll,
    Later(),
    Later(100, 10_000, looks=100),
)

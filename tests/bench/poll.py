"""The look that the sender takes each second, with few and with very many reminders of events that are due later."""

import time
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
from tests.bench.figures import Figure
from tests.bench.sending import Crowd
from tests.world.events import add_date, add_event

TIMES_THE_FEW = 1.5
REMINDERS = 2
"""Of each booking: a day and an hour before."""


async def bench_poll(name: str, few: Crowd, many: Crowd, city: City, *, each: int, looks: int = 400) -> list[Figure]:
    """Two databases by turns: one booking for each of the few people, and for each of the many as many as make `each`
    reminders."""
    for crowd, bookings in ((few, 1), (many, each // REMINDERS)):
        await _book_everybody(crowd, city, bookings)
    few_rows, many_rows = await _count(few.database), await _count(many.database)
    few_s: list[float] = []
    many_s: list[float] = []
    for _ in range(looks):
        few_s.append(await _look(few, city))
        many_s.append(await _look(many, city))
    what = f"{name}: the poll with {many_rows:,} / {few_rows:,} event reminders to come"
    note = f"medians: {median(many_s) * 1000:.2f} / {median(few_s) * 1000:.2f} ms"
    return [Figure(what, median(many_s) / median(few_s), "×", at_most=TIMES_THE_FEW, note=note)]


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

"""The look that the sender takes each second, with few and with very many rows that are due later."""

import time
from datetime import UTC, datetime, timedelta
from statistics import median

from bot.outbox_claim import claim
from bot.sender import CLAIMED
from handlers.texts import texts
from models.city import City
from models.outbox import Pushed
from tests.bench.figures import Figure
from tests.bench.sending import Crowd
from tests.outbox_rows import write_rows

TIMES_THE_FEW = 1.5
LATER = timedelta(days=30)


async def bench_poll(name: str, few: Crowd, many: Crowd, city: City, *, each: int, looks: int = 400) -> list[Figure]:
    """Two databases by turns: one row for each of the few people, `each` rows for each of the many."""
    for crowd, times in ((few, 1), (many, each)):
        await write_rows(crowd.database, Pushed(text="later"), due_at=datetime.now(UTC) + LATER, times=times)
    few_s: list[float] = []
    many_s: list[float] = []
    for _ in range(looks):
        few_s.append(await _look(few, city))
        many_s.append(await _look(many, city))
    what = f"{name}: the poll with {many.people * each:,} / {few.people:,} future rows"
    note = f"medians: {median(many_s) * 1000:.2f} / {median(few_s) * 1000:.2f} ms"
    return [Figure(what, median(many_s) / median(few_s), "×", at_most=TIMES_THE_FEW, note=note)]


async def _look(crowd: Crowd, city: City) -> float:
    """Seconds, in which nothing is found that is due."""
    began, now = time.perf_counter(), datetime.now(UTC)
    async with crowd.database.transaction() as session:
        found = await claim(session, {}, city, texts(), now=now, until=now, limit=CLAIMED)
    assert not found.more
    return time.perf_counter() - began

"""The process is killed three times in the middle of the work: no update is lost, and none is done twice."""

import asyncio
from pathlib import Path

import pytest

from models.city.pack import City
from models.storage.database import open_database
from models.storage.encryption import Cipher, new_key
from models.values.position import Position
from tests.world.bot_api import TOKEN, BotApi, serve_bot_api
from tests.world.clients.telegram import telegram_update
from tests.world.processes.forked import kill, start_forked
from tests.world.processes.product import environment, fork_product
from tests.world.processes.product_process import run
from tests.world.searches import attempts, count_attempts, searched

RIDERS, SEARCHES, KILLS, UNDER_WAY = 40, 180, 3, 10
LATENCY_S = 0.5
"""So long that UNDER_WAY answers are on their way also on a busy machine."""
APART_DEG = 0.02
"""More than two kilometres: each search falls into a cell of its own."""


@pytest.mark.timeout(240)
async def test_kill_9_under_load_loses_nothing_and_repeats_no_row(
    database_url: str, tmp_path: Path, city: City
) -> None:
    key = new_key()
    database = open_database(database_url, Cipher([key], "s" * 40))
    await count_attempts(database)
    await database.close()
    async with serve_bot_api(latency=LATENCY_S) as api:
        env = environment(
            tmp_path,
            DATABASE_URL=database_url,
            ENCRYPTION_KEYS=key,
            TELEGRAM_TOKEN=TOKEN,
            TELEGRAM_API=api.url,
            LOG_LEVEL="WARNING",
        )
        updates = [_search(number, city.centre) for number in range(SEARCHES)]
        share = SEARCHES // (KILLS + 1)
        for each in range(KILLS):
            process = start_forked(run, tmp_path, env)
            api.push(*updates[each * share : (each + 1) * share])
            await api.until(lambda: _in_flight(api) >= UNDER_WAY, 60)
            await kill(process)
            await asyncio.sleep(0.2)
            api.forget_in_flight()
        product = await fork_product(tmp_path, env)
        api.push(*updates[KILLS * share :])
        await api.until(lambda: not api.updates and not _in_flight(api), 60)
        assert await product.stop() == 0
    await _each_once(database_url, key)


def _search(number: int, centre: Position) -> dict[str, object]:
    """A rider shares a position, each a cell of its own: one search, one row."""
    where = {
        "latitude": centre.latitude + APART_DEG * (number // 20 - 7),
        "longitude": centre.longitude + APART_DEG * 1.2 * (number % 20 - 10),
    }
    return telegram_update(1 + number % RIDERS, {"location": where}, update_id=1 + number)


def _in_flight(api: BotApi) -> int:
    return sum(call.method == "sendMessage" and call.in_flight for call in api.calls)


async def _each_once(database_url: str, key: str) -> None:
    database = open_database(database_url, Cipher([key], "s" * 40))
    async with database.reading() as session:
        cells, tried = {each.cell for each in await searched(session)}, await attempts(session)
    await database.close()
    assert len(cells) == SEARCHES, "an update was lost"
    assert tried == SEARCHES, "an update was done twice"

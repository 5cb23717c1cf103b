"""kill -9 in the middle of sending: nothing is lost, and what is repeated was sent in the last second."""

import asyncio
import random
import sys
import time
from collections import Counter
from datetime import UTC, datetime

import pytest

from models.database import Database, open_database
from models.encryption import Cipher, new_key
from models.outbox import Pushed, Urgency, put
from models.person import meet
from tests.bot_api import BotApi, serve_bot_api
from tests.product import ROOT

KILLS = 20
PEOPLE = 3000
IN_FLIGHT = 10
REPEATED_WITHIN_S = 1.0
LATENCY_S = 0.1


@pytest.mark.timeout(240)
async def test_killed_twenty_times_every_row_is_sent_and_few_twice(database_url: str) -> None:
    key = new_key()
    database = open_database(database_url, Cipher([key]))
    await _fill(database)
    kills: list[float] = []
    dice = random.Random(7)
    async with serve_bot_api(latency=LATENCY_S) as api:
        for _ in range(KILLS):
            process = await _start(database_url, api.url, key)
            await api.until(lambda: _in_flight(api) >= IN_FLIGHT, 30)
            await asyncio.sleep(dice.uniform(0, 0.3))
            await api.until(lambda: _in_flight(api) >= IN_FLIGHT, 30)
            kills.append(time.monotonic())
            process.kill()
            await process.wait()
            api.forget_in_flight()
        left = PEOPLE - len(set(api.texts()))
        assert left > 0, "everything had been sent before the last kill: it showed nothing"
        process = await _start(database_url, api.url, key)
        await api.until(lambda: len(set(api.texts())) == PEOPLE, 60)
        process.kill()
        await process.wait()
        _only_the_last_second_is_repeated(api, kills)
    await database.close()


def _only_the_last_second_is_repeated(api: BotApi, kills: list[float]) -> None:
    times: dict[str, list[float]] = {}
    for call in api.calls:
        times.setdefault(call.arguments["text"], []).append(call.at)
    repeated = {text: at for text, at in times.items() if len(at) > 1}
    assert Counter(len(at) for at in repeated.values()).keys() <= {2, 3}
    for at in repeated.values():
        for before in at[:-1]:
            assert any(0 <= kill - before <= REPEATED_WITHIN_S for kill in kills), "repeated without need"


def _in_flight(api: BotApi) -> int:
    return sum(call.in_flight for call in api.calls[-200:])


async def _fill(database: Database) -> None:
    async with database.transaction() as session:
        for number in range(PEOPLE):
            person, _, _ = await meet(session, "telegram", str(number + 1), locale="zh-CN", now=datetime.now(UTC))
            await put(
                session, person.id, Pushed(text=f"message {number}"), due_at=datetime.now(UTC), urgency=Urgency.NOW
            )


async def _start(database_url: str, api: str, key: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.sender_process", database_url, api, env={"ENCRYPTION_KEYS": key}, cwd=ROOT
    )

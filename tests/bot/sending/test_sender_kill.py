"""kill -9 in the middle of sending: nothing is lost, and what is repeated was sent in the last second."""

import asyncio
import random
import time
from dataclasses import asdict
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from models.outbox.message import OutboxMessage
from models.people.addressee import for_person
from models.storage.database import Database, open_database
from models.storage.encryption import Cipher, new_key
from tests.world.bot_api import BotApi, serve_bot_api
from tests.world.outbox_rows import in_words, write_people
from tests.world.processes.forked import kill, start_forked
from tests.world.processes.sender_process import run

KILLS = 4
"""Of the many of tests/soak."""
APIECE = 180
"""Messages for each process, so that some are left at the last kill."""
IN_FLIGHT = 10
REPEATED_WITHIN_S = 1.0
LATENCY_S = 0.1
ON_THE_WIRE_S = 0.5
"""What had left the process when it was killed reaches the server a little later."""


@pytest.mark.timeout(240)
async def test_killed_again_and_again_every_row_is_sent_and_few_twice(database_url: str) -> None:
    await killed_while_it_sends(database_url, KILLS)


async def killed_while_it_sends(database_url: str, kills: int) -> None:
    """Kills one sender after the other at random moments, and looks at what came out of all of them."""
    key, people = new_key(), APIECE * kills
    database = open_database(database_url, Cipher([key], "s" * 40))
    await _fill(database, people)
    killed: list[float] = []
    dice = random.Random(7)
    async with serve_bot_api(latency=LATENCY_S) as api:
        for _ in range(kills):
            process = start_forked(run, database_url, api.url, key)
            await api.until(lambda: _in_flight(api) >= IN_FLIGHT, 30)
            await asyncio.sleep(dice.uniform(0.05, 0.35))
            await api.until(lambda: _in_flight(api) >= IN_FLIGHT, 30)
            killed.append(time.monotonic())
            await kill(process)
            api.forget_in_flight()
        left = people - len(set(api.texts()))
        assert left > 0, "everything had been sent before the last kill: it showed nothing"
        process = start_forked(run, database_url, api.url, key)
        await api.until(lambda: len(api.calls) >= people and len(set(api.texts())) == people, 60)
        await kill(process)
        _only_the_last_second_is_repeated(api, killed)
    await database.close()


def _only_the_last_second_is_repeated(api: BotApi, kills: list[float]) -> None:
    times: dict[str, list[float]] = {}
    for call in api.calls:
        times.setdefault(call.arguments["text"], []).append(call.at)
    repeated = {text: at for text, at in times.items() if len(at) > 1}
    for at in repeated.values():
        for before in at[:-1]:
            assert any(-ON_THE_WIRE_S <= kill - before <= REPEATED_WITHIN_S for kill in kills), "repeated without need"


def _in_flight(api: BotApi) -> int:
    return sum(call.in_flight for call in api.calls[-200:])


async def _fill(database: Database, people: int) -> None:
    now = datetime.now(UTC)
    await write_people(database, people, now=now)
    row = {"created_at": now, "due_at": now, "send_at": now, "urgency": "now", "priority": 0, "state": "waiting"}
    rows = [
        {
            **row,
            "person_id": number,
            "content": asdict(in_words(f"message {number}")) | for_person(number, now),
            "attempts": 0,
        }
        for number in range(1, people + 1)
    ]
    async with database.transaction() as session:
        await (await session.connection()).execute(sa.insert(OutboxMessage.__table__), rows)

"""What only one process does is done by one, and soon by another; and every process hears what the others wake."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from bot.peers import JOBS_LEASE, RENEW_S, Peers
from models.storage.database import Database, open_database
from models.storage.encryption import Cipher
from models.storage.wakeups import WakeUp, wake, wake_at_once, woken_by
from tests.world.processes.outage import line_to

ON_POSTGRESQL = pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)


async def _until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


@asynccontextmanager
async def _process(url: str, cipher: Cipher) -> AsyncIterator[tuple[Peers, "asyncio.Task[None]"]]:
    """One of several that would run the jobs."""
    database = open_database(url, cipher)
    peers = Peers(database)
    peers.want(JOBS_LEASE)
    running = asyncio.create_task(peers.run())
    await asyncio.sleep(0)  # until it looks for others it is alone
    try:
        yield peers, running
    finally:
        running.cancel()
        await asyncio.wait([running])
        await database.close()


@ON_POSTGRESQL
async def test_one_holds_a_lease_and_whoever_comes_next_has_it_when_it_is_gone(
    database_url: str, cipher: Cipher
) -> None:
    async with _process(database_url, cipher) as (first, running):
        await _until(lambda: first.holds(JOBS_LEASE))
        async with _process(database_url, cipher) as (second, _):
            await asyncio.sleep(RENEW_S + 1)
            assert not second.holds(JOBS_LEASE)
            first.holder = "killed"  # it gives nothing back: its connection ends, and no more
            running.cancel()
            await _until(lambda: second.holds(JOBS_LEASE), RENEW_S + 1)
            assert not first.holds(JOBS_LEASE)


@ON_POSTGRESQL
async def test_work_for_all_goes_on_without_the_database_and_ends_where_another_has_it(
    database_url: str, cipher: Cipher
) -> None:
    done: list[str] = []

    async def work() -> None:
        done.append("begun")
        try:
            await asyncio.Event().wait()
        finally:
            done.append("ended")

    async with line_to(database_url) as line, _process(line.url, cipher) as (peers, _):
        doing = asyncio.create_task(peers.while_held(JOBS_LEASE, work))
        await _until(lambda: done == ["begun"])
        away = asyncio.create_task(line.away(2 * RENEW_S))
        await _until(lambda: not peers.holds(JOBS_LEASE))
        assert done == ["begun"]
        async with _process(database_url, cipher) as (other, _):
            await _until(lambda: other.holds(JOBS_LEASE), RENEW_S)
            await away
            await _until(lambda: done == ["begun", "ended"])
        await _until(lambda: done == ["begun", "ended", "begun"])
        doing.cancel()
        await asyncio.wait([doing])
    assert done[-1] == "ended"


@ON_POSTGRESQL
async def test_others_hear_what_was_committed_and_look_at_everything_when_they_were_cut_off(
    database: Database, database_url: str, cipher: Cipher
) -> None:
    heard: list[str | None] = []
    async with line_to(database_url) as line, _process(line.url, cipher):
        with woken_by(WakeUp.LIBRARY, heard.append):
            await _until(lambda: heard == [None])
            async with database.sessions() as session, session.begin() as transaction:
                wake(session, WakeUp.LIBRARY, "never")
                await transaction.rollback()
            await wake_at_once(database, WakeUp.LIBRARY, "article")
            await _until(lambda: heard == [None, "article", "article"])  # by this process, and by PostgreSQL
            await line.away(0.5)
            await _until(lambda: heard[-1] is None)


async def test_what_is_rolled_back_wakes_nobody(database: Database) -> None:
    heard: list[str | None] = []
    with woken_by(WakeUp.OUTBOX, heard.append):
        async with database.sessions() as session:
            await session.begin()
            wake(session, WakeUp.OUTBOX)
            await session.rollback()
            await session.begin()
            await session.commit()
        assert heard == []
        await wake_at_once(database, WakeUp.OUTBOX, "")
    assert heard == [""]


async def test_a_process_that_never_looked_for_others_does_everything(database: Database) -> None:
    assert Peers(database).holds(JOBS_LEASE)

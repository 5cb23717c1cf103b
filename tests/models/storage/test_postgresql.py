"""A database of several hosts: the one that fits is found, also past one that no longer answers."""

import asyncio
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from bot.commands.migration import upgrade
from bot.commands.ready_database import Unready, need_database
from bot.trouble import is_passing
from handlers.talk.texts import texts
from models.storage import postgresql
from models.storage.database import Database, open_database
from models.storage.encryption import Cipher
from models.storage.one_hop import OneHop
from models.storage.postgresql import NoFittingHost
from models.storage.process_lease import ProcessLease
from tests.world.processes.serving import free_port

pytestmark = pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
SILENT_S = 0.5
LEASES = OneHop(sa.select(ProcessLease.name))
CUT = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND query ~ 'pg_sleep|process_lease|^(BEGIN|COMMIT|ROLLBACK)'
    AND pid <> pg_backend_pid()"""


@asynccontextmanager
async def _mute() -> AsyncIterator[int]:
    """The port of a host that takes connections and says nothing."""
    ended = asyncio.Event()

    async def wait(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await ended.wait()
        writer.transport.abort()

    server = await asyncio.start_server(wait, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        ended.set()
        server.close()


def _at(database_url: str, *ports: int, wanted: str = "read-write") -> str:
    """The database on this machine at each of the ports, its own last."""
    url = make_url(database_url)
    every = [*ports, url.port or 5432]
    hosts = ",".join(["127.0.0.1"] * len(every))
    query = {"host": hosts, "port": ",".join(map(str, every)), "target_session_attrs": wanted}
    return url.set(host=None, port=None, query=query).render_as_string(hide_password=False)


async def test_the_host_that_answers_is_found_and_asked_first_from_then_on(
    database_url: str, cipher: Cipher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "HOST_WITHIN_S", SILENT_S)
    async with _mute() as mute:
        url = _at(database_url, free_port(), mute)
        await asyncio.to_thread(upgrade, url)
        await need_database(url, texts().in_("zh-CN"))
        database = open_database(url, cipher)
        async with database.reading() as first:
            await first.execute(sa.select(1))
            began = time.monotonic()
            async with database.reading() as second:
                await second.execute(sa.select(1))
        assert time.monotonic() - began < SILENT_S
        await database.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the system's own words for it")
async def test_a_host_that_vanished_without_a_word_is_noticed_within_seconds(database: Database) -> None:
    async with database.reading() as session:
        raw: Any = await (await session.connection()).get_raw_connection()
        link = raw.driver_connection._transport.get_extra_info("socket")

        def option(name: int) -> int:
            return int(link.getsockopt(socket.IPPROTO_TCP, name))

        assert link.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        assert option(socket.TCP_USER_TIMEOUT) == postgresql.GONE_AFTER_S * 1000
        asked_s = option(socket.TCP_KEEPIDLE) + option(socket.TCP_KEEPINTVL) * option(socket.TCP_KEEPCNT)
        assert asked_s <= postgresql.GONE_AFTER_S + postgresql.ASK_EVERY_S


async def test_whatever_a_cut_connection_raises_passes(database: Database) -> None:
    """Where the server cuts it in the middle, between two statements, or while it lies in the pool."""
    raised: list[Exception] = []
    cutting = asyncio.Event()

    async def work() -> None:
        while not cutting.is_set():
            try:
                async with database.transaction() as session:
                    await session.execute(sa.select(sa.func.pg_sleep(0.001)))
                    await LEASES.rows(session)
            except Exception as error:
                raised.append(error)
            await asyncio.sleep(0)

    working = [asyncio.create_task(work()) for _ in range(12)]
    url = make_url(database.engine.url).set(drivername="postgresql", query={})
    other = await asyncpg.connect(url.render_as_string(hide_password=False))
    for _ in range(20):
        await asyncio.sleep(0.05)
        await other.execute(CUT)
    cutting.set()
    await asyncio.gather(*working)
    await other.close()
    assert raised
    assert [each for each in raised if not is_passing(each)] == []


async def test_standbys_alone_are_trouble_that_passes(database_url: str, cipher: Cipher) -> None:
    url = _at(database_url, free_port(), wanted="standby")
    database = open_database(url, cipher)
    with pytest.raises(NoFittingHost):
        async with database.reading() as session:
            await session.execute(sa.select(1))
    await database.close()
    with pytest.raises(Unready, match="pg_ctl promote"):
        await need_database(url, texts().in_("zh-CN"))

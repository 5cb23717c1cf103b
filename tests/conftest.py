"""What tests share: a fresh database of each kind, the sample city, and people who chat on each channel."""

import asyncio
import gc
import multiprocessing
import os
import shutil
import subprocess
import tempfile
import threading
import zlib
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest
import sqlalchemy as sa
import time_machine
from hypothesis import settings
from sqlalchemy.engine import make_url

from bot.commands.migration import upgrade
from bot.settings import SAMPLE_CITY
from models.city.pack import City, load_city
from models.storage import unlinkable
from models.storage.database import Base, Database, open_database
from models.storage.encryption import Cipher, new_key
from tests.world.directory import PLACES

if TYPE_CHECKING:
    from tests.world.chat import Chat

LOCAL_POSTGRESQL = "postgresql+asyncpg://postgres@127.0.0.1:5432/test"
settings.register_profile("busy", deadline=None)  # an example takes as long as the machine is busy
settings.load_profile("busy")
THURSDAY_AFTERNOON = "2026-11-26T15:00:00+08:00"


GARBAGE = 10_000
"""New objects until the youngest are looked through: with Python's own 700 a conversation is interrupted 30 times."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: else one of them runs on alone when everything else is done."""
    items.sort(key=lambda item: item.get_closest_marker("timeout") is None)


def pytest_collection_finish() -> None:
    """As the product does when it has started: what stays for good is not looked through again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)


@pytest.fixture(autouse=True)
def no_process_outlives_its_test() -> Iterator[None]:
    """One that a failed test left would go on with the next one's database."""
    yield
    for process in multiprocessing.active_children():
        process.kill()


@pytest.fixture(scope="session")
def cipher() -> Cipher:
    return Cipher([new_key()], "s" * 40)


@pytest.fixture(scope="session")
def city() -> City:
    return load_city(SAMPLE_CITY)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file that each test copies."""
    file = tmp_path_factory.mktemp("template") / "nuanxin.db"
    upgrade(f"sqlite+aiosqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """A migrated database of this run's own, dropped at the end; skips, saying why, where there is no server."""
    with _postgresql_server(tmp_path_factory) as server, closing(_Connection(server)) as connection:
        name = f"nuanxin_test_{os.getpid()}_{worker_id}"
        connection.run(f'CREATE DATABASE "{name}"')
        connection.run(f'ALTER DATABASE "{name}" SET synchronous_commit = off')  # no test lets the server itself crash
        url = make_url(server).set(database=name).render_as_string(hide_password=False)
        upgrade(url)
        yield url
        connection.run(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def postgresql(postgresql_url: str) -> Iterator["_Connection"]:
    """A connection to that database, kept: opening one takes ten times as long as emptying all tables."""
    with closing(_Connection(postgresql_url)) as connection:
        yield connection


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest) -> str:
    """An empty, migrated database, at the same address for every test."""
    if database_kind == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        file = template.with_name("test.db")
        for left in template.parent.glob(f"{file.name}*"):
            left.unlink()
        shutil.copy(template, file)
        return f"sqlite+aiosqlite:///{file}"
    request.getfixturevalue("postgresql").run(_emptied())
    return str(request.getfixturevalue("postgresql_url"))


@cache
def _emptied() -> str:
    """Not by TRUNCATE, which makes new files for every table and index and takes a hundred times as long."""
    tables = reversed(Base.metadata.sorted_tables)
    return ";".join(
        [
            "DROP TABLE IF EXISTS test_ticket",  # of tests/world/tickets.py; migrations do not know it
            "DROP FUNCTION IF EXISTS counts CASCADE; DROP TABLE IF EXISTS attempt",  # of tests/world/searches.py
            *(f'DELETE FROM "{each.name}"' for each in tables if each.name != "test_ticket"),
            "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'",
        ]
    )


@pytest.fixture
async def database(database_url: str, cipher: Cipher) -> AsyncIterator[Database]:
    opened = _opened(database_url, cipher)
    unlinkable.KNOWN.clear()  # of the tests before: this one has a secret of its own
    yield opened
    await opened.close()


@cache
def _opened(url: str, cipher: Cipher) -> Database:
    """One for all tests, which connect anew: what its statements compiled to is kept."""
    return open_database(url, cipher)


STORY_CHANNELS = ("telegram", "webchat", "text", "wechat")


def _channels_of(story: str) -> list[tuple[str, str]]:
    """Each channel and its kind of database: SQLite but for one, which another story has on another channel."""
    on_postgresql = zlib.crc32(story.encode()) % len(STORY_CHANNELS)
    return [
        (channel, "postgresql" if number == on_postgresql else "sqlite")
        for number, channel in enumerate(STORY_CHANNELS)
    ]


@pytest.fixture
async def chat(channel: str, database: Database, city: City) -> AsyncIterator["Chat"]:
    """People who chat on one channel, on a Thursday afternoon, in a city with the places of
    tests/world/directory.py."""
    from handlers.places.lately import LATELY
    from tests.world.chat import open_chat  # aiogram takes seconds to import: not for tests without chats

    LATELY.clear()  # of the tests before
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True) as time:
        async with database.transaction() as session:
            session.add_all(PLACES(city))
        yield open_chat(channel, database, city, time)


@pytest.fixture
def channel(request: pytest.FixtureRequest) -> str:
    """The channel of a story."""
    return str(request.param)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Stories run on every channel and on both kinds of database, whatever else uses a database on both kinds, unless a
    test names its own."""
    named = any("database_kind" in str(mark.args[0]) for mark in metafunc.definition.iter_markers("parametrize"))
    if "chat" in metafunc.fixturenames and not named:
        metafunc.parametrize(("channel", "database_kind"), _channels_of(metafunc.function.__name__), indirect=True)
    elif "database_kind" in metafunc.fixturenames and not named:
        metafunc.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)


class _postgresql_server:
    """The address of a server: the one named, the local one, or a throw-away cluster of the system's binaries."""

    def __init__(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        self._folder = tmp_path_factory
        self._cluster: tuple[list[str], Path] | None = None

    def __enter__(self) -> str:
        for url in (os.environ.get("TEST_DATABASE_URL"), LOCAL_POSTGRESQL):
            if url and _answers(url):
                return url
        binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        if not binaries:
            pytest.skip("no PostgreSQL: set TEST_DATABASE_URL or install postgresql")
        return self._start(binaries[-1])

    def _start(self, binaries: Path) -> str:
        folder = Path(tempfile.mkdtemp(prefix="nuanxin-postgresql-"))
        as_owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if as_owner:
            shutil.chown(folder, "postgres")
        port = 54000 + os.getpid() % 1000
        data = str(folder / "data")
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
        subprocess.run([*as_owner, binaries / "initdb", "-D", data, "-A", "trust", "-U", "postgres"], **quiet)
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        control = [*as_owner, str(binaries / "pg_ctl"), "-D", data]
        subprocess.run([*control, "-w", "-o", options, "-l", str(folder / "log"), "start"], **quiet)
        self._cluster = (control, folder)
        return f"postgresql+asyncpg://postgres@127.0.0.1:{port}/postgres"

    def __exit__(self, *_: object) -> None:
        if self._cluster is not None:
            control, folder = self._cluster
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL)
            shutil.rmtree(folder)


def _answers(url: str) -> bool:
    try:
        with closing(_Connection(url)):
            return True
    except (OSError, asyncpg.PostgresError, sa.exc.ArgumentError):
        return False


class _Connection:
    """A connection, and a loop in a thread to run it: tests have loops of their own."""

    def __init__(self, url: str) -> None:
        address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        try:
            self._connection = self._done(asyncpg.connect(address))
        except BaseException:
            self._end()
            raise

    def run(self, statements: str) -> None:
        self._done(self._connection.execute(statements))

    def close(self) -> None:
        self._done(self._connection.close())
        self._end()

    def _done(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

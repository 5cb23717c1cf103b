"""Whether the service lives and can serve, as a load balancer or systemd asks."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa
from pydantic import SecretStr
from sqlalchemy.engine import make_url

from bot import health
from bot.app import App
from bot.channels.telegram import session as telegram_session
from bot.health import DatabaseHealth
from bot.jobs import schedule as scheduling
from bot.jobs.schedule import Schedule
from bot.running import running
from bot.settings import Settings
from bot.web.site import build_site
from models.city.pack import City
from models.storage.database import Database, open_database
from models.storage.encryption import Cipher
from tests.world.bot_api import serve_bot_api
from tests.world.clients.telegram import telegram_update
from tests.world.processes.outage import Line, line_to
from tests.world.processes.serving import free_port, webhook_settings
from tests.world.processes.troubles import TROUBLES, trouble
from tests.world.tickets import ticket_app


def _polling_settings() -> Settings:
    return Settings(_env_file=None, telegram_token=SecretStr("42:TEST"), http_port=free_port())  # type: ignore[call-arg]


class _Asker:
    """Asks a running service."""

    def __init__(self, client: aiohttp.ClientSession, port: int, schedule: Schedule) -> None:
        self._client, self._url, self.schedule = client, f"http://127.0.0.1:{port}", schedule

    async def asks(self, path: str = "/readyz") -> tuple[int, Any]:
        async with self._client.get(self._url + path) as response:
            return response.status, await (response.json() if path == "/readyz" else response.text())

    async def hears(self, status: int, **parts: bool) -> None:
        """Until the answer has this status and these parts; fails after ten seconds."""
        answer: tuple[int, Any] = (0, None)
        for _ in range(200):
            answer = await self.asks()
            if answer[0] == status and answer[1]["parts"].items() >= parts.items():
                return
            await asyncio.sleep(0.05)
        raise AssertionError(answer)


@asynccontextmanager
async def _asker(app: App) -> AsyncIterator[_Asker]:
    async with running(app, build_site(app)) as schedule, aiohttp.ClientSession() as client:
        yield _Asker(client, app.settings.http_port, schedule)


async def test_a_service_whose_parts_all_work_is_ready(database: Database) -> None:
    async with serve_bot_api() as api:
        app, _ = await ticket_app(database, api=api.url, settings=_polling_settings())
        async with _asker(app) as asker:
            assert await asker.asks("/healthz") == (200, "ok\n")
            parts = {"database": True, "scheduler": True, "telegram": True}
            assert await asker.asks() == (200, {"ready": True, "role": "all", "parts": parts})


async def test_without_its_database_it_lives_but_is_not_ready_until_it_is_back(
    database_url: str, cipher: Cipher
) -> None:
    async with line_to(database_url) as line, serve_bot_api() as api:
        database = open_database(line.url, cipher)
        app, _ = await ticket_app(database, api=api.url, settings=_polling_settings())
        async with _asker(app) as asker:
            await asker.hears(200, database=True)
            async with _gone(line, database):
                await asker.hears(503, database=False, scheduler=True)
                assert (await asker.asks("/healthz"))[0] == 200
            await asker.hears(200, database=True)
        await database.close()


@asynccontextmanager
async def _gone(line: Line, database: Database) -> AsyncIterator[None]:
    """PostgreSQL: nobody listens. SQLite: the file is not where it was."""
    if line._proxy is not None:
        await line._proxy.stop()
        yield
        await line._proxy.start()
        return
    file = Path(make_url(line.url).database or "")
    parts = [each for each in file.parent.iterdir() if each.name.startswith(file.name)]
    away = file.parent / "away"
    away.mkdir()
    for each in parts:
        each.rename(away / each.name)
    await database.read_engine.dispose()
    yield
    await database.read_engine.dispose()
    for each in parts:
        (away / each.name).rename(each)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_polling_without_an_answer_for_long_is_not_ready(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_session, "SILENT_S", 0.4)
    async with serve_bot_api() as api:
        app, _ = await ticket_app(database, api=api.url, settings=_polling_settings())
        async with _asker(app) as asker:
            await asker.hears(503, telegram=False, database=True)
            api.push(telegram_update(1, {"text": "hello"}))
            await asker.hears(200, telegram=True)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_webhook_is_ready_once_telegram_has_taken_it(database: Database, city: City) -> None:
    async with serve_bot_api() as api:
        settings = webhook_settings()
        app, _ = await ticket_app(database, api=api.url, settings=settings)
        app.city = city  # the bot's profile names it
        async with _asker(app) as asker:
            await asker.hears(200, telegram=True)
    nobody = f"http://127.0.0.1:{free_port()}"
    app, _ = await ticket_app(database, api=nobody, settings=webhook_settings())
    async with _asker(app) as asker:
        await asker.hears(503, telegram=False, database=True)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_scheduler_that_begins_nothing_is_not_ready(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serve_bot_api() as api:
        app, _ = await ticket_app(database, api=api.url, settings=_polling_settings())
        async with _asker(app) as asker:
            for each in asker.schedule._repeating:
                each.cancel()
            monkeypatch.setattr(scheduling, "SILENT_S", 0.0)
            await asker.hears(503, scheduler=False, database=True)
            monkeypatch.setattr(scheduling, "SILENT_S", 5.0)
            asker.schedule.start()
            await asker.hears(200, scheduler=True)


@pytest.mark.parametrize(("database_kind", "what"), TROUBLES, indirect=["database_kind"])
async def test_a_database_that_takes_nothing_is_not_ready(
    what: str, database_url: str, cipher: Cipher, tmp_path: Path
) -> None:
    async with trouble(what, database_url, tmp_path) as troubled, serve_bot_api() as api:
        database = open_database(troubled.url, cipher)
        app, _ = await ticket_app(database, api=api.url, settings=_polling_settings())
        async with _asker(app) as asker:
            await asker.hears(200, database=True)
            await troubled.begin()
            await asker.hears(503, database=False, scheduler=True)
            await troubled.end()
            await asker.hears(200, database=True)
        await database.close()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_disk_that_was_made_read_only_is_not_ready(database_url: str, cipher: Cipher, tmp_path: Path) -> None:
    database = open_database(database_url, cipher)
    health = DatabaseHealth(database, lambda: datetime.now(UTC))
    async with database.engine.connect() as connection:
        await connection.exec_driver_sql("PRAGMA query_only=ON")
    assert not await health.is_well()
    await database.close()


async def _file_health(database_url: str, folder: Path, cipher: Cipher) -> tuple[Database, DatabaseHealth, Path]:
    file = Path(shutil.copy(make_url(database_url).database or "", folder / "db"))
    database = open_database(f"sqlite+aiosqlite:///{file}", cipher)
    health = DatabaseHealth(database, lambda: datetime.now(UTC))
    assert await health.is_well()
    await database.checkpoint()
    return database, health, file


def _delete(file: Path, _: bytes) -> None:
    file.unlink()


def _cut(file: Path, _: bytes) -> None:
    os.truncate(file, 8192)


def _overwrite(file: Path, _: bytes) -> None:
    file.write_bytes(b"0" * file.stat().st_size)


def _put_an_older_one_there(file: Path, before: bytes) -> None:
    file.write_bytes(before)


def _put_another_there(file: Path, before: bytes) -> None:
    file.rename(file.with_name("old"))
    file.write_bytes(before)


def _delete_the_log(file: Path, _: bytes) -> None:
    _log(file).unlink()


def _log(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "harm", [_delete, _cut, _overwrite, _put_an_older_one_there, _put_another_there, _delete_the_log]
)
async def test_a_file_that_is_not_what_it_was_is_noticed(
    database_url: str, cipher: Cipher, tmp_path: Path, harm: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "CHECKED_EVERY_S", 0.0)
    before = Path(make_url(database_url).database or "").read_bytes()
    database, looks, file = await _file_health(database_url, tmp_path, cipher)
    assert await looks.is_well()
    harm(file, before)
    assert not await looks.is_well()
    await database.close()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_command_that_ends_leaves_a_running_service_its_log(
    database_url: str, cipher: Cipher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `staff add` does beside it: the last connection to a database deletes the log, so it must not think it is."""
    monkeypatch.setattr(health, "CHECKED_EVERY_S", 0.0)
    database, looks, file = await _file_health(database_url, tmp_path, cipher)
    log = _log(file).stat()
    for _ in range(2):
        seen = await asyncio.to_thread(_ask_elsewhere, file, "SELECT at FROM write_check")
        async with database.reading() as session:
            assert seen == await session.scalar(sa.text("SELECT at FROM write_check"))
        assert os.path.samestat(_log(file).stat(), log)
        assert await looks.is_well()  # writes
    await database.close()


def _ask_elsewhere(file: Path, question: str) -> str:
    """What another process reads, which opens the database and closes it."""
    code = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); print(*c.execute(sys.argv[2]).fetchone()); c.close()"
    return subprocess.run(
        [sys.executable, "-c", code, file, question], check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_however_often_it_is_asked_it_writes_seldom(database: Database) -> None:
    written: list[datetime] = []

    def clock() -> datetime:
        written.append(datetime.now(UTC))
        return written[-1]

    looks = DatabaseHealth(database, clock)
    for _ in range(50):
        assert await looks.is_well()
    assert len(written) == 1

"""The commands an operator types, each as a process of its own."""

import asyncio
import json
import shutil
import sqlite3
import subprocess
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import aiohttp
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from bot.commands.backup import BackupFailed, write_backup
from bot.settings import SAMPLE_CITY
from models.places.search_key import search_key
from models.storage.database import Database
from tests.world.bot_api import TOKEN, serve_bot_api
from tests.world.clients.telegram import telegram_update
from tests.world.processes.commands import forked, typed
from tests.world.processes.product import ROOT, environment, running_product
from tests.world.processes.serving import free_port

HEADER = "code,kind,name,latitude,longitude,district,address,needs,hours,phone,note\n"
ROW = "X1,station,测试驿站,32.615,115.164,,测试路 1 号,toilet|厕所,24小时,,\n"


def test_help_is_there_at_once(tmp_path: Path) -> None:
    took: list[float] = []
    while not took or (min(took) > 1.0 and len(took) < 10):  # other load only adds
        began = time.perf_counter()
        done = typed(tmp_path, "--help")
        took.append(time.perf_counter() - began)
        assert all(name in done.stdout for name in ("run", "import", "db", "check", "backup"))
    assert min(took) <= 1.0


WRONG = {
    "DATABASE_URL": "postgresql+asyncpg://me:pass@127.0.0.1:none/x",
    "HTTP_PORT": "0",
    "PUBLIC_URL": "nuanxin.example.org",
    "TELEGRAM_TOKEN": "secret",
    "ENCRYPTION_KEYS": "too-short",
    "SECRET_KEY": "short-one",
    "CITY_DIR": "/nowhere",
}


def test_wrong_settings_stop_the_start_with_their_names_and_no_secret(tmp_path: Path) -> None:
    """All at once; each by itself in tests/house/test_settings.py."""
    done = typed(tmp_path, "run", **WRONG)
    assert done.returncode == 2
    assert {line.partition("：")[0] for line in done.stderr.splitlines()} == WRONG.keys()
    assert "Traceback" not in done.stderr
    secrets = ("TELEGRAM_TOKEN", "ENCRYPTION_KEYS", "SECRET_KEY", "DATABASE_URL")
    assert not any(WRONG[name] in done.stderr for name in secrets)


@pytest.mark.parametrize("command", [("run",), ("db", "upgrade")])
def test_a_database_out_of_reach_is_told_in_a_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    port = free_port()
    nobody = f"postgresql+asyncpg://me:pass@127.0.0.1:{port}/x"
    done = forked(tmp_path, *command, DATABASE_URL=nobody)
    assert done.returncode == 2
    told = [line for line in done.stderr.splitlines() if not line.startswith("{")]
    assert told == [
        f"127.0.0.1 的端口 {port} 上没有数据库：看看 PostgreSQL 开了没有，DATABASE_URL 里的主机和端口对不对。"
    ]


def test_settings_that_others_can_read_are_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=INFO\n", encoding="utf-8")
    (tmp_path / ".env").chmod(0o644)
    assert "chmod 600 .env" in forked(tmp_path, "check").stdout
    (tmp_path / ".env").chmod(0o600)
    assert "chmod 600" not in forked(tmp_path, "check").stdout


def test_a_webhook_without_an_address_and_postgresql_without_keys_are_refused(tmp_path: Path) -> None:
    done = forked(tmp_path, "run", TELEGRAM_TOKEN=TOKEN, TELEGRAM_WEBHOOK_SECRET="hook")
    assert "PUBLIC_URL" in done.stderr
    done = forked(
        tmp_path, "run", DATABASE_URL="postgresql+asyncpg://x@127.0.0.1:1/x", ENCRYPTION_KEYS="", SECRET_KEY=""
    )
    assert "ENCRYPTION_KEYS" in done.stderr
    assert "SECRET_KEY" in done.stderr


def test_keys_are_made_once_for_the_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_text(HEADER + ROW, encoding="utf-8")
    for _ in range(2):
        assert (
            forked(
                tmp_path, "import", "places", str(file), "--datum", "wgs84", ENCRYPTION_KEYS="", SECRET_KEY=""
            ).returncode
            == 0
        )
        keys = {name: (tmp_path / name) for name in ("secret_key", "encryption_key")}
        assert {each.stat().st_mode & 0o777 for each in keys.values()} == {0o600}
        contents = {name: each.read_text() for name, each in keys.items()}
    assert contents == {name: each.read_text() for name, each in keys.items()}


def test_import_tells_bad_rows_and_changes_nothing_then_imports(tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_text(HEADER + ROW + ROW.replace("X1", "X2").replace("24小时", "看心情"), encoding="utf-8")
    done = typed(tmp_path, "import", "places", str(file), "--datum", "gcj02")
    assert done.returncode == 1
    assert "第 3 行 hours 列" in done.stdout
    assert forked(tmp_path, "check").returncode == 1
    file.write_text(HEADER + ROW, encoding="utf-8")
    assert "新增 1" in forked(tmp_path, "import", "places", str(file), "--datum", "gcj02").stdout
    done = forked(tmp_path, "check")
    assert done.returncode == 0
    assert "! city.toml 的 first_needs 里，这些没有一个地点有：" in done.stdout
    assert "battery_swap" in done.stdout
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLE_CITY, pack)
    (pack / "places.csv").unlink()
    article = pack / "articles" / "pay_late.md"
    article.write_text(article.read_text("utf-8").replace("kind: guide", "kind: advice"), "utf-8")
    done = forked(tmp_path, "check", CITY_DIR=str(pack))
    assert done.returncode == 1
    assert "pay_late.md，第 5 行，kind" in done.stdout


def test_check_says_what_is_wrong(tmp_path: Path) -> None:
    done = typed(tmp_path, "check", TELEGRAM_TOKEN=TOKEN, TELEGRAM_API="http://127.0.0.1:9", WEBCHAT="false")
    assert done.returncode == 1
    assert done.stdout.count("✗") >= 2
    assert TOKEN not in done.stdout + done.stderr


async def test_the_product_chats_on_telegram_and_the_web_and_stops_in_order(tmp_path: Path) -> None:
    async with serve_bot_api() as api:
        async with running_product(tmp_path, TELEGRAM_TOKEN=TOKEN, TELEGRAM_API=api.url, WEBCHAT="true") as product:
            api.push(telegram_update(7, {"text": "/start"}, update_id=1))
            await api.until(lambda: len(api.sent(7)) == 1)
            api.push(telegram_update(7, {"text": "厕所"}, update_id=2))
            await api.until(lambda: len(api.sent(7)) >= 2)
            async with aiohttp.ClientSession() as client, client.get(f"{product.url}/chat") as response:
                assert response.status == 200
            said = [call.arguments["commands"] for call in api.calls if call.method == "setMyCommands"]
            assert len(said) == 2
            backup = tmp_path / "copy.db"
            done = await asyncio.to_thread(typed, tmp_path, "backup", str(backup))
            assert done.returncode == 0, done.stderr
            assert "密钥" in done.stdout
            assert await product.stop() == 0
            assert [call.arguments["chat_id"] for call in api.calls if call.method == "sendMessage"] == [7, 7]
        with closing(sqlite3.connect(backup)) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert copy.execute("SELECT count(*) FROM processed_update").fetchone() == (2,)
        assert backup.stat().st_mode & 0o777 == 0o600
        for line in product.log.read_text(encoding="utf-8").splitlines():
            assert "厕所" not in line
            assert (
                TOKEN.split(":")[1] not in line or not line.startswith("{") or "TEST" not in json.loads(line).values()
            )


async def test_a_backup_made_while_everybody_writes_is_one_moment(tmp_path: Path) -> None:
    file = tmp_path / "busy.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("CREATE TABLE pair (a INTEGER, b BLOB)")
        copying = asyncio.create_task(asyncio.to_thread(_copies, file, tmp_path))
        while not copying.done():
            writer.execute("BEGIN")
            writer.executemany("INSERT INTO pair VALUES (1, zeroblob(2000))", [()] * 2)
            writer.execute("COMMIT")
            await asyncio.sleep(0)
    for copy in await copying:
        with closing(sqlite3.connect(copy)) as opened:
            assert opened.execute("SELECT count(*) % 2 FROM pair").fetchone() == (0,)


def _copies(file: Path, folder: Path) -> list[Path]:
    time.sleep(0.2)
    copies = [folder / f"copy-{number}.db" for number in range(5)]
    for each in copies:
        write_backup(f"sqlite+aiosqlite:///{file}", each)
    return copies


async def test_a_backup_has_no_key_of_the_days_searches(database: Database, database_url: str, tmp_path: Path) -> None:
    async with database.transaction() as session:
        await search_key(session, date(2026, 11, 24))
        key = (await session.execute(sa.text("SELECT value FROM search_key"))).scalar_one()
    await database.close()
    target = tmp_path / "copy"
    write_backup(database_url, target)
    if not database.is_sqlite:
        dump = ["pg_restore", "--file=-", "--data-only", str(target)]
        listed = (await asyncio.to_thread(subprocess.run, dump, capture_output=True, text=True, check=True)).stdout
        assert "alembic_version" in listed
        assert "search_key" not in listed
        return
    assert bytes(key) not in target.read_bytes()
    with closing(sqlite3.connect(target)) as opened:
        assert opened.execute("SELECT count(*) FROM search_key").fetchone() == (0,)


async def test_a_backup_of_either_database_can_be_made_and_never_overwrites(database_url: str, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    write_backup(database_url, target)
    assert target.stat().st_size > 1000
    with pytest.raises(BackupFailed):
        write_backup(database_url, target)
    with pytest.raises(BackupFailed):
        write_backup(make_url(f"sqlite+aiosqlite:///{tmp_path}/none.db").render_as_string(), tmp_path / "other")
    assert not list(tmp_path.glob("*unfinished*"))


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_a_backup_reads_the_address_as_the_service_does(database_url: str, tmp_path: Path) -> None:
    url = make_url(database_url)
    several = {"host": "127.0.0.1,127.0.0.1", "port": f"1,{url.port}", "target_session_attrs": "read-write"}
    for number, named in enumerate((url.set(query={"ssl": "prefer"}), url.set(host=None, port=None, query=several))):
        write_backup(named.render_as_string(hide_password=False), tmp_path / str(number))


def test_every_setting_is_in_the_example_with_a_comment() -> None:
    from bot.settings import Settings

    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    for name in Settings.model_fields:
        where = [number for number, line in enumerate(lines) if line.startswith(f"#{name.upper()}=")]
        assert len(where) == 1, name
        assert lines[where[0] - 1].startswith("# "), name


def test_staff_are_added_listed_and_removed(tmp_path: Path) -> None:
    env = environment(tmp_path)
    key = env["ENCRYPTION_KEYS"]
    assert forked(tmp_path, "db", "upgrade", ENCRYPTION_KEYS=key).returncode == 0
    assert "现在没有要发的" in forked(tmp_path, "outbox", ENCRYPTION_KEYS=key).stdout
    added = typed(tmp_path, "staff", "add", "--department", "union", "--name", "王芳", ENCRYPTION_KEYS=key)
    assert added.returncode == 0, added.stderr
    code = added.stdout.split("加入码：")[1].split()[0]
    assert f"/chat?start=staff_{code.replace('-', '')}" in added.stdout
    wrong = forked(tmp_path, "staff", "add", "--department", "weather", "--name", "王芳", ENCRYPTION_KEYS=key)
    assert (wrong.returncode, "没有部门 weather" in wrong.stdout) == (1, True)
    listed = forked(tmp_path, "staff", "list", ENCRYPTION_KEYS=key).stdout
    assert "王芳　总工会　经办人　还没加入" in listed
    assert code not in listed
    assert forked(tmp_path, "staff", "remove", listed.split()[0], ENCRYPTION_KEYS=key).returncode == 0
    assert "还没有工作人员" in forked(tmp_path, "staff", "list", ENCRYPTION_KEYS=key).stdout

"""Keys and their database belong together: neither is made anew where the other is still there."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.commands.ready_database import BESIDE_THE_KEYS, Unready, upgrade_database
from bot.keys import open_keys
from bot.settings import BadSettings, Settings
from handlers.talk.texts import texts
from tests.world.processes.commands import forked

WORDS = texts().in_("zh-CN")


def _settings(folder: Path) -> Settings:
    url = f"sqlite+aiosqlite:///{folder}/nuanxin.db"
    return Settings(_env_file=None, database_url=url, data_dir=folder)  # type: ignore[call-arg]


@pytest.fixture
async def begun(tmp_path: Path) -> Settings:
    """A deployment that made its keys and its database itself."""
    settings = _settings(tmp_path)
    await upgrade_database(settings, WORDS)
    return settings


@pytest.mark.parametrize(("name", "setting"), [("encryption_key", "ENCRYPTION_KEYS"), ("secret_key", "SECRET_KEY")])
async def test_no_key_is_made_beside_a_filled_database(begun: Settings, name: str, setting: str) -> None:
    file = begun.data_dir / name
    kept = file.read_text()
    file.unlink()
    with pytest.raises(BadSettings, match=f"{setting}: setting-key-lost"):
        open_keys(begun)
    assert not file.exists()
    file.write_text(kept)
    await upgrade_database(begun, WORDS)


@pytest.mark.parametrize(("name", "said"), [("encryption_key", "ENCRYPTION_KEYS"), ("secret_key", "SECRET_KEY")])
async def test_other_keys_beside_a_filled_database_are_told(begun: Settings, name: str, said: str) -> None:
    (begun.data_dir / name).write_text(Fernet.generate_key().decode())
    with pytest.raises(Unready, match=said):
        await upgrade_database(begun, WORDS)


@pytest.mark.parametrize("lost", ["deleted", "emptied", "another"])
async def test_a_database_that_is_gone_is_not_begun_anew(begun: Settings, lost: str, tmp_path: Path) -> None:
    file = begun.sqlite_file
    assert file is not None
    for left in begun.data_dir.glob("nuanxin.db*"):
        left.unlink()
    if lost == "emptied":
        file.touch()
    elif lost == "another":
        with closing(sqlite3.connect(file)) as other:
            other.execute("CREATE TABLE other (x)")
    with pytest.raises(Unready, match=BESIDE_THE_KEYS):
        await upgrade_database(begun, WORDS)
    (begun.data_dir / BESIDE_THE_KEYS).unlink()
    await upgrade_database(begun, WORDS)


@pytest.mark.parametrize("spoiled", ["cut", "overwritten"])
async def test_a_database_that_was_spoiled_is_told_in_a_line(begun: Settings, spoiled: str) -> None:
    file = begun.sqlite_file
    assert file is not None
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2] if spoiled == "cut" else b"no database" * 10_000)
    with pytest.raises(Unready, match="DATABASE_URL"):
        await upgrade_database(begun, WORDS)


async def test_a_first_start_that_was_cut_off_begins_again(tmp_path: Path) -> None:
    """Killed after the keys were made; after the tables; before the file beside the keys."""
    settings = _settings(tmp_path)
    keys = open_keys(settings)
    assert open_keys(settings).signing == keys.signing
    await upgrade_database(settings, WORDS)
    (tmp_path / BESIDE_THE_KEYS).unlink()
    await upgrade_database(settings, WORDS)
    assert (tmp_path / BESIDE_THE_KEYS).exists()


def test_what_a_command_makes_is_its_owners_alone(tmp_path: Path) -> None:
    assert forked(tmp_path, "db", "upgrade", ENCRYPTION_KEYS="", SECRET_KEY="").returncode == 0
    file = tmp_path / "nuanxin.db"
    assert {each.stat().st_mode & 0o077 for each in tmp_path.iterdir()} == {0}
    file.chmod(0o644)
    assert forked(tmp_path, "outbox", ENCRYPTION_KEYS="", SECRET_KEY="").returncode == 0
    assert file.stat().st_mode & 0o777 == 0o600
    for left in tmp_path.glob("nuanxin.db*"):
        left.unlink()
    done = forked(tmp_path, "check", ENCRYPTION_KEYS="", SECRET_KEY="")
    assert done.returncode == 1
    assert "原来的数据库不见了" in done.stdout

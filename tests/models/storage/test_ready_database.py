"""An operator's command on a database that is not ready says what to do, and changes nothing."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from bot.commands.ready_database import Unready, ready_database
from bot.settings import Settings
from handlers.talk.texts import texts
from models.storage.database import Database, Own, open_database
from models.storage.encryption import Cipher, new_key
from models.storage.secrets import Secret

WORDS = texts().in_("zh-CN")


def _settings(url: str, folder: Path, key: str) -> Settings:
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        database_url=url,
        data_dir=folder,
        secret_key=SecretStr("s" * 40),
        encryption_keys=[SecretStr(key)],
    )


async def _refused(url: str, folder: Path, key: str | None = None) -> str:
    with pytest.raises(Unready) as refused:
        async with ready_database(_settings(url, folder, key or new_key()), WORDS):
            pass
    return str(refused.value)


async def test_an_empty_one_is_to_be_upgraded(tmp_path: Path) -> None:
    assert "db upgrade" in await _refused(f"sqlite+aiosqlite:///{tmp_path}/new.db", tmp_path)


async def test_one_out_of_reach_is_told_by_the_setting(tmp_path: Path) -> None:
    assert "DATABASE_URL" in await _refused("postgresql+asyncpg://nobody@127.0.0.1:1/nowhere", tmp_path)


async def test_one_of_another_version_is_told_with_both(database: Database, database_url: str, tmp_path: Path) -> None:
    async with database.transaction() as session:
        before = (await session.execute(sa.text("SELECT version_num FROM alembic_version"))).scalar_one()
        await session.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    try:
        told = await _refused(database_url, tmp_path)
    finally:
        async with database.transaction() as session:
            await session.execute(sa.text("UPDATE alembic_version SET version_num = :it"), {"it": before})
    assert "0001" in told
    assert before in told


async def test_one_under_other_keys_is_refused_and_under_its_own_is_opened(database_url: str, tmp_path: Path) -> None:
    key = new_key()
    written = open_database(database_url, Cipher([key], "s" * 40))
    async with written.transaction() as session:
        session.add(Secret(name="receipts", value=Own("receipts", b"signs")))
    await written.close()
    assert "密钥" in await _refused(database_url, tmp_path)
    async with ready_database(_settings(database_url, tmp_path, key), WORDS) as database, database.reading() as session:
        assert (await session.scalars(sa.select(Secret.value))).one().open("receipts") == b"signs"

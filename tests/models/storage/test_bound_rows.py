"""The state of a chat and its files are bound to it: led to another chat by SQL they are nobody's, and told."""

from pathlib import Path

import pytest
import sqlalchemy as sa
import structlog

from bot.commands.migration import downgrade, upgrade
from bot.commands.ready_database import bring_up_to_date, trouble_of
from bot.intake.unit import Unit
from bot.settings import Settings
from handlers.talk.texts import texts
from models.my_data.export import export
from models.people.conversation import Conversation
from models.people.person import Person, meet
from models.storage.database import Database
from models.storage.encryption import WrongPlace
from models.storage.kept_file import PIECE, StoredFile, find_file, read_file, store_file, store_large_file
from models.storage.key_rotation import rotate_keys
from models.upkeep import binding
from models.upkeep.audit import BrokenLink, audit
from tests.world.filing import NOW

DATA, MENU = {"answer": "老板打人"}, [["1", "x", "y"]]


async def _two(database: Database) -> dict[str, int]:
    """Anna in the middle of something, and a thief."""
    async with database.transaction() as session:
        anna, annas, conversation = await meet(session, "telegram", "anna", locale="zh-CN", now=NOW)
        conversation.state, conversation.data, conversation.menu = "Filling:answer", DATA, MENU
        thief, thiefs, _ = await meet(session, "telegram", "thief", locale="zh-CN", now=NOW)
        return {"anna": annas.id, "thief": thiefs.id, "person": thief.id, "annas": anna.id}


async def _found(database: Database) -> BrokenLink | None:
    async with database.reading() as session:
        return await audit(session)


async def _thiefs_export(database: Database, ids: dict[str, int]) -> str:
    async with database.transaction() as session:
        return str(await export(session, await session.get_one(Person, ids["person"])))


@pytest.mark.parametrize("column", ["data", "menu", "wrote"])
async def test_what_was_collected_in_a_chat_opens_in_no_other(database: Database, column: str) -> None:
    ids = await _two(database)
    assert await _found(database) is None
    async with database.transaction() as session:
        copied = f"(SELECT {column} FROM conversation WHERE contact_id = :anna)"
        state = f"UPDATE conversation SET state = 'Filling:answer', {column} = {copied} WHERE contact_id = :thief"
        await session.execute(sa.text(state), {"anna": ids["anna"], "thief": ids["thief"]})
    async with database.transaction() as session:
        with structlog.testing.capture_logs() as logged:
            unit = await Unit.load(session, "telegram", "k", "thief")
        assert unit.conversation is not None
        assert (unit.conversation.state, unit.conversation.data, unit.conversation.menu) == (None, {}, None)
        assert logged == [{"event": "not theirs", "log_level": "warning", "conversation": ids["thief"]}]
        annas = (await Unit.load(session, "telegram", "k", "anna")).conversation
        assert annas is not None
        assert (annas.state, annas.data, annas.menu) == ("Filling:answer", DATA, MENU)
    assert await _found(database) == BrokenLink("", None, None, "addressee", said=ids["thief"])
    assert "老板打人" not in await _thiefs_export(database, ids)
    async with database.transaction() as session:
        unit = await Unit.load(session, "telegram", "k", "thief")
        assert unit.conversation is not None
        unit.conversation.data = {"own": 1}
        await unit.keep("telegram", "k", ids["thief"], [], at=NOW)
    assert await _found(database) is None, "the chat went on, and what was copied is gone"


@pytest.mark.parametrize("size", [9, PIECE + 9])
async def test_a_file_that_is_led_to_another_chat_is_nobodys(database: Database, size: int) -> None:
    ids = await _two(database)
    about = {"name": "接收凭证-NX-1.txt", "media_type": "text/plain"}
    key = await store_large_file(database, ids["anna"], b"x" * size, **about, clock=lambda: NOW)
    async with database.reading() as session:
        head = await find_file(session, key, contact_id=ids["anna"], now=NOW)
        assert head is not None
        assert head.name == about["name"]
    async with database.transaction() as session:
        for table in ("stored_file", "stored_file_piece"):
            await session.execute(sa.text(f"UPDATE {table} SET contact_id = :thief"), {"thief": ids["thief"]})
    async with database.reading() as session:
        for whose in (ids["thief"], None):
            assert await find_file(session, key, contact_id=whose, now=NOW) is None
            with pytest.raises(WrongPlace):
                await read_file(session, key, contact_id=whose, now=NOW)
    assert await _found(database) == BrokenLink("", None, None, "addressee", said=ids["thief"])
    assert "NX-1" not in await _thiefs_export(database, ids)


def _before(database: Database, token: bytes, place: str, old: str) -> bytes:
    return database.cipher.encrypt(database.cipher.decrypt(token, place), old)


async def test_rows_of_before_come_over_once_also_after_a_kill(
    database: Database, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(_env_file=None, database_url=database_url, data_dir=tmp_path)  # type: ignore[call-arg]
    monkeypatch.setattr(binding, "AT_ONCE", 1)
    ids = await _two(database)
    await database.close()
    downgrade(database_url, "0086")
    upgrade(database_url)
    async with database.transaction() as session:
        key = await store_file(session, ids["anna"], b"mine", name="a", media_type="text/plain", now=NOW)
        old: dict[str, bytes] = {}
        for column, before in binding.BOUND.items():
            row_key = key if column.table.name == "stored_file" else ids["anna"]
            whose = f"{column}:{key}:{ids['anna']}" if column.table.name == "stored_file" else f"{column}:{ids['anna']}"
            (column_key,) = column.table.primary_key.columns
            raw, here = sa.type_coerce(column, sa.LargeBinary), column_key == row_key
            token = (await session.execute(sa.select(raw).where(here))).scalar_one()
            old[column.name] = _before(database, token, whose, before(row_key))
            written = sa.type_coerce(sa.literal(old[column.name], sa.LargeBinary), sa.LargeBinary)
            await session.execute(sa.update(column.table).where(here).values({column: written}))
    async with database.transaction() as session:
        assert await binding.bind_rows(session, 0) == min(ids["anna"], ids["thief"])  # and then it was killed
    assert (await trouble_of(database, settings) or ("",))[0] == "operator-check-database-old"
    await bring_up_to_date(database, settings, texts().in_("zh-CN"))
    assert await _found(database) is None
    await rotate_keys(database)
    async with database.transaction() as session:
        row = await session.get_one(Conversation, ids["anna"])
        assert (row.data, row.menu, row.wrote_at) == (DATA, MENU, NOW)
        kept = await read_file(session, key, contact_id=ids["anna"], now=NOW)
        assert kept is not None
        assert (kept.content, (await session.get_one(StoredFile, key)).name) == (b"mine", "a")
        copied = sa.text("UPDATE conversation SET data = :old WHERE contact_id = :thief")
        await session.execute(copied, {"old": old["data"], "thief": ids["thief"]})
        await session.execute(sa.text("INSERT INTO data_step (name, last) VALUES ('conversation', 0)"))
    await bring_up_to_date(database, settings, texts().in_("zh-CN"))
    assert await _found(database) == BrokenLink("", None, None, "addressee", said=ids["thief"])

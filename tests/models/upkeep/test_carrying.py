"""A database of before ciphertexts had a place and records a seal comes over with everything in it."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.commands.migration import downgrade, upgrade
from bot.commands.ready_database import Unready, bring_up_to_date
from bot.settings import Settings
from handlers.talk.texts import texts
from models.cases.case import Case
from models.cases.mine import add_to_case
from models.cases.record import CaseEvent, story_of
from models.people.conversation import ProcessedUpdate
from models.people.person import Person
from models.receipts.receipt import public_key, verify_receipt
from models.receipts.standing import Standing, standing_of
from models.storage.database import Base, Database, open_database
from models.storage.encryption import FORM, Cipher, WrongKey, new_key
from models.storage.kept_file import StoredFile
from models.storage.key_rotation import encrypted_columns, place_of, rewrite_portion
from models.upkeep.audit import BrokenLink, audit
from models.upkeep.carrying import Fit, carry_over, fit_of
from tests.world.filing import NOW, SECRET_WORDS
from tests.world.processes.product import ROOT

WORDS = texts().in_("zh-CN")
SECRET = "s" * 40
KEPT = json.loads((Path(__file__).parents[2] / "data" / "version_0027.json").read_text(encoding="utf-8"))
"""What the version with the tables of step 0027 wrote: two cases, one of them anonymous with evidence, and a number
whose case had gone. `key`: what it is encrypted with."""


@pytest.fixture
async def old(database: Database, database_url: str, tmp_path: Path) -> AsyncIterator[Settings]:
    """The settings of a deployment of that version."""
    await database.close()
    downgrade(database_url, "0027")
    await _fill(database)
    await database.close()
    yield _settings(database_url, tmp_path, KEPT["key"])
    await database.close()
    upgrade(database_url)


def _settings(url: str, folder: Path, key: str, secret: str = SECRET) -> Settings:
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        database_url=url,
        data_dir=folder,
        secret_key=SecretStr(secret),
        encryption_keys=[SecretStr(key)],
    )


async def _fill(database: Database) -> None:
    async with database.engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            for row in KEPT["tables"].get(table.name, ()):
                there = sa.table(table.name, *(sa.column(name, _then(table.c[name], row[name])) for name in row))
                values = {name: _read(table.c[name], value) for name, value in row.items()}
                await connection.execute(sa.insert(there).values(values))
            if connection.dialect.name == "postgresql" and table.name in KEPT["tables"] and "id" in table.c:
                await connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', 'id'), 1000) "
                    f"WHERE pg_get_serial_sequence('\"{table.name}\"', 'id') IS NOT NULL"
                )


def _plain(column: sa.Column[Any]) -> Any:
    """The database's own type."""
    kind = column.type
    if isinstance(kind, sa.types.TypeDecorator):
        return kind.impl_instance
    return sa.String() if isinstance(kind, sa.Enum) else kind


def _then(column: sa.Column[Any], value: Any) -> Any:
    """What it was then: some columns have been encrypted since."""
    kind = _plain(column)
    return sa.String() if isinstance(kind, sa.LargeBinary) and isinstance(value, str) else kind


def _read(column: sa.Column[Any], value: Any) -> Any:
    kind = _plain(column)
    if isinstance(value, dict):
        return bytes.fromhex(value["hex"])
    if isinstance(value, str) and isinstance(kind, sa.DateTime):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and isinstance(kind, sa.Date):
        return date.fromisoformat(value)
    if isinstance(kind, sa.JSON) and isinstance(value, str):
        return json.loads(value)
    return bool(value) if isinstance(kind, sa.Boolean) and value is not None else value


def _opened(settings: Settings, key: str | None = None) -> Database:
    return open_database(settings.database_url, Cipher([key or KEPT["key"]], SECRET))


async def _audit(database: Database) -> BrokenLink | None:
    async with database.reading() as session:
        return await audit(session)


async def _tokens(database: Database) -> list[bytes]:
    async with database.engine.connect() as connection:
        found = []
        for column in encrypted_columns():
            found += await connection.scalars(
                sa.select(sa.type_coerce(column, sa.LargeBinary)).where(column.is_not(None))
            )
    return found


async def test_everything_comes_over_and_goes_on(old: Settings) -> None:
    database = _opened(old)
    try:
        await bring_up_to_date(database, old, WORDS)
        assert all(token.startswith(FORM) for token in await _tokens(database))
        assert await _audit(database) is None
        async with database.transaction() as session:
            reply = (await session.scalars(sa.select(ProcessedUpdate.reply))).one()
            assert reply["said"] == [["sendMessage", {"text": "旧的回复"}]]
            assert (await session.scalars(sa.select(StoredFile))).one().content == b"a file"
            case = (await session.scalars(sa.select(Case).order_by(Case.id))).first()
            assert case is not None
            assert SECRET_WORDS in str(case.answers)
            assert (case.old_links, case.event_count) == (3, 3)
            assert verify_receipt(KEPT["receipt"], await public_key(session))
            assert (await standing_of(session, KEPT["receipt"]))[0] is Standing.WAITS
            person = (await session.scalars(sa.select(Person).order_by(Person.id))).first()
            assert person is not None
            await add_to_case(session, case.id, person, "新的一句", city=None, now=NOW + timedelta(days=1))  # type: ignore[arg-type]
            assert (case.old_links, case.event_count) == (3, 4)
            assert [link.previous for link in (await story_of(session, case.id))[1:]]
        assert await _audit(database) is None
        await bring_up_to_date(database, old, WORDS)
    finally:
        await database.close()


async def test_cut_off_in_the_middle_it_goes_on(old: Settings) -> None:
    """A change of tables leaves nothing half done; values are carried a portion a transaction."""
    database = _opened(old)
    try:
        async with database.engine.begin() as connection:
            await connection.exec_driver_sql("CREATE TABLE sealed_case (day DATE)")  # what stops the step near its end
        await database.close()
        with pytest.raises(Unready):
            await bring_up_to_date(database, old, WORDS)
        async with database.engine.begin() as connection:
            await connection.exec_driver_sql("DROP TABLE sealed_case")
        await database.close()
        upgrade(old.database_url)
        async with database.transaction() as session:
            assert await fit_of(session) is Fit.OLD_FORM
            some = next(each for each in encrypted_columns() if str(each) == "case_event.sealed")
            await rewrite_portion(session, some, (), database.engine.dialect.nuanxin_cipher.carried)
        assert {token[:1] == FORM for token in await _tokens(database)} == {True, False}
        await bring_up_to_date(database, old, WORDS)
        assert await _audit(database) is None
    finally:
        await database.close()


async def test_a_record_that_did_not_hold_is_not_sealed_and_stays_found(old: Settings) -> None:
    database = _opened(old)
    try:
        async with database.engine.begin() as connection:
            await connection.exec_driver_sql("UPDATE case_event SET who = 'staff:9' WHERE number = 3")
        await bring_up_to_date(database, old, WORDS)
        async with database.transaction() as session:
            case = (await session.scalars(sa.select(Case).order_by(Case.id))).first()
            assert case is not None
            assert case.seal == ""
            case.bounces = 1
        assert (await _audit(database) or BrokenLink("", None, None, "")).case_number == case.number
    finally:
        await database.close()


async def test_once_it_is_over_an_old_value_is_nobodys(old: Settings) -> None:
    """It could have been taken from any column."""
    database = _opened(old)
    token = Fernet(KEPT["key"]).encrypt(b'{"text": "moved"}')
    try:
        await bring_up_to_date(database, old, WORDS)
        async with database.transaction() as session:
            raw = sa.type_coerce(token, sa.LargeBinary)
            await session.execute(sa.update(CaseEvent.__table__).values(sealed=raw))
        with pytest.raises(WrongKey):
            async with database.reading() as session:
                await session.scalars(sa.select(CaseEvent.sealed))
        await bring_up_to_date(database, old, WORDS)
        assert any(each == token for each in await _tokens(database)), "a second start carries nothing over"
        async with database.transaction() as session:
            await session.execute(sa.text("DELETE FROM secret"))
        with pytest.raises(Unready, match="has_database"):
            await bring_up_to_date(database, old, WORDS)
    finally:
        await database.close()


async def test_without_the_key_it_was_written_with_nothing_is_carried(old: Settings) -> None:
    database = _opened(old, new_key())
    try:
        with pytest.raises(Unready, match="ENCRYPTION_KEYS"):
            await bring_up_to_date(database, old, WORDS)
        assert not any(token.startswith(FORM) for token in await _tokens(database))
    finally:
        await database.close()


async def test_a_database_tells_other_keys_and_another_secret(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    key = new_key()
    settings = _settings(database_url, tmp_path, key)
    ours = open_database(database_url, Cipher([key], SECRET))
    turned = open_database(database_url, Cipher([new_key(), key], SECRET))
    try:
        await carry_over(ours)
        for cipher, said in ((Cipher([new_key()], SECRET), "ENCRYPTION_KEYS"), (Cipher([key], "t" * 40), "SECRET_KEY")):
            other = open_database(database_url, cipher)
            with pytest.raises(Unready, match=said):
                await bring_up_to_date(other, settings, WORDS)
            await other.close()
        for fits in (ours, turned):
            await bring_up_to_date(fits, settings, WORDS)
    finally:
        await ours.close()
        await turned.close()


def test_a_command_knows_every_column_whatever_it_imports() -> None:
    code = "from models.storage.key_rotation import encrypted_columns; print(*encrypted_columns(), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(column) for column in encrypted_columns()]


def test_every_column_names_its_own_place() -> None:
    places = [place_of(column, "key") for column in encrypted_columns()]
    assert places == [str(column) + (":key" if column.type.by else "") for column in encrypted_columns()]
    assert len(set(places)) == len(places) > 30

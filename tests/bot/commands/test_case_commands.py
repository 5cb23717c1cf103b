"""What an operator does about cases, each as a process of its own, on the file of a database."""

import asyncio
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from handlers.phrases.receipt import receipt_body
from handlers.talk.texts import texts
from models.cases.draft import add_draft_evidence
from models.cases.filing import file_case
from models.cases.mine import add_to_case
from models.city.pack import City
from models.receipts.receipt import receipt_facts, sign_receipt
from models.storage.database import open_database
from models.storage.encryption import Cipher, new_key
from tests.world.filing import NOW, SECRET_WORDS, a_draft, a_person, a_picture, fetched
from tests.world.processes.commands import forked, typed
from tests.world.processes.product import SECRET


async def _file(folder: Path, key: str, city: City) -> str:
    """One anonymous case with a piece of evidence; returns its receipt."""
    database = open_database(f"sqlite+aiosqlite:///{folder}/nuanxin.db", Cipher([key], SECRET))
    async with database.transaction() as session:
        person = await a_person(session, "7790017788")
        draft = await a_draft(session, person, city)
        piece = await add_draft_evidence(
            session, draft.id, person, channel="telegram", file_id="f", compressed=False, now=NOW
        )
        await fetched(session, piece, a_picture())
        case = await file_case(session, draft.id, person, anonymous=True, city=city, now=NOW)
        await add_to_case(session, case.id, person, "又来了一次", city=city, now=NOW)
        facts = await receipt_facts(session, case.id, person)
        receipt = await sign_receipt(session, receipt_body(facts, texts().in_("zh-CN"), city))
    await database.close()
    return receipt


def _change(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "nuanxin.db")) as connection, connection:
        assert connection.execute(statement).rowcount == 1


def _says(done: subprocess.CompletedProcess[str], code: int, *parts: str) -> None:
    assert done.returncode == code, done.stdout + done.stderr
    for part in parts:
        assert part in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert SECRET_WORDS not in done.stdout + done.stderr


def test_cases_are_listed_audited_proved_and_put_under_a_new_key(
    tmp_path: Path, city: City, sqlite_template: Path
) -> None:
    old, new = new_key(), new_key()
    _says(forked(tmp_path, "cases", ENCRYPTION_KEYS=old), 2, "db upgrade")
    _says(forked(tmp_path, "outbox", ENCRYPTION_KEYS=old), 2, "db upgrade")
    shutil.copy(sqlite_template, tmp_path / "nuanxin.db")
    receipt, changed = tmp_path / "receipt.txt", tmp_path / "changed.txt"
    content = asyncio.run(_file(tmp_path, old, city)).encode()
    receipt.write_bytes(content)
    changed.write_bytes(content.replace(b"2026", b"2025", 1))
    _says(forked(tmp_path, "cases", ENCRYPTION_KEYS=old), 0, "市场监管局：1 件", "NX-261123-00001", "乱扣款")
    _says(forked(tmp_path, "audit", ENCRYPTION_KEYS=old), 0, "1 件的办理记录和材料都对得上")
    _says(forked(tmp_path, "audit", ENCRYPTION_KEYS=new), 2, "不是用现在这些密钥加密的")
    _says(forked(tmp_path, "verify-receipt", str(receipt), ENCRYPTION_KEYS=old), 0, "没有改动")
    _says(forked(tmp_path, "verify-receipt", str(changed), ENCRYPTION_KEYS=old), 1, "对不上")
    _says(typed(tmp_path, "rotate-keys", ENCRYPTION_KEYS=f"{new},{old}"), 0, "换好了")
    _says(forked(tmp_path, "audit", ENCRYPTION_KEYS=new), 0, "都对得上")
    _change(tmp_path, "UPDATE case_event SET who = 'staff:9' WHERE number = 2")
    _says(forked(tmp_path, "audit", ENCRYPTION_KEYS=new), 1, "NX-261123-00001", "办理记录第 2 条")

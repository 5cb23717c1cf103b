"""What is encrypted opens only where it was written: nobody who writes the database reads it through an own row."""

from itertools import product
from typing import Any

import pytest
import sqlalchemy as sa

from models.cases.case import Case
from models.cases.evidence import Evidence, EvidenceFile
from models.cases.filer import CaseFiler
from models.cases.record import CaseEvent
from models.people.conversation import ProcessedUpdate
from models.people.person import Contact
from models.storage.database import Database, Encrypted, EncryptedBytes, Locked, Own
from models.storage.encryption import Cipher, WrongKey, WrongPlace, new_key
from models.storage.kept_file import StoredFile, read_file, store_file
from models.storage.key_rotation import encrypted_columns
from models.storage.secrets import RECEIPT_KEY, Secret, secret
from tests.world.filing import NOW, a_case, a_person


def _written(column: sa.Column[Any], dialect: Any, key: str) -> bytes:
    kind: Encrypted = column.type  # type: ignore[assignment]
    plain = b"words" if isinstance(kind, EncryptedBytes) else {"text": "words"}
    token = kind.process_bind_param(Own(key, plain) if kind.by else plain, dialect)
    assert token is not None
    return token


def _read(column: sa.Column[Any], token: bytes, dialect: Any, key: str) -> Any:
    kind: Encrypted = column.type  # type: ignore[assignment]
    value = kind.process_result_value(token, dialect)
    return value.open(key) if isinstance(value, Locked) else value


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_no_column_reads_what_another_holds(database: Database) -> None:
    columns, dialect = list(encrypted_columns()), database.engine.dialect
    assert len(columns) > 30
    tokens = {column: _written(column, dialect, "1") for column in columns}
    for source, target in product(columns, repeat=2):
        if source is target:
            assert _read(target, tokens[source], dialect, "1") in (b"words", {"text": "words"})
        else:
            with pytest.raises(WrongPlace):
                _read(target, tokens[source], dialect, "1")


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_where_a_row_is_known_another_row_of_the_column_does_not_read_it_either(database: Database) -> None:
    dialect = database.engine.dialect
    bound = [column for column in encrypted_columns() if column.type.by]
    assert {str(column) for column in bound} >= {
        "secret.value", "stored_file.content", "outbox_media.content", "evidence_file.content", "case.answers",
        "case_filer.person", "stored_file_piece.content",
    }  # fmt: skip
    for column in bound:
        with pytest.raises(WrongPlace):
            _read(column, _written(column, dialect, "1"), dialect, "2")
        with pytest.raises(TypeError, match="belongs to a row"):
            column.type.process_bind_param(b"words", dialect)


async def test_nothing_comes_back_through_an_upload_of_ones_own(database: Database, city: Any) -> None:
    """The anonymous case's answers, its filer, its record, the key of receipts, somebody else's file."""
    async with database.transaction() as session:
        person = await a_person(session)
        case = await a_case(session, person, city, anonymous=True)
        await secret(session, RECEIPT_KEY)
        contact = (await session.scalars(sa.select(Contact))).one()
        session.add(ProcessedUpdate(channel="telegram", key="1", contact_id=contact.id, at=NOW, reply=["words"]))
        own = await store_file(session, contact.id, b"mine", name="a", media_type="text/plain", now=NOW)
        other = await store_file(session, contact.id, b"not mine", name="b", media_type="text/plain", now=NOW)
        piece = Evidence(case_id=case.id, number=1, compressed=False, arrived_at=NOW, kept_at=NOW)
        session.add(piece)
        await session.flush()
        session.add(EvidenceFile(evidence_id=piece.id, content=b"evidence"))
    sources = [
        sa.select(_raw(Case.locked)),
        sa.select(_raw(CaseFiler.locked)),
        sa.select(_raw(CaseEvent.sealed)),
        sa.select(_raw(Secret.value)).where(Secret.name == RECEIPT_KEY),
        sa.select(_raw(ProcessedUpdate.reply)),
        sa.select(_raw(EvidenceFile.locked)),
        sa.select(_raw(StoredFile.locked)).where(StoredFile.key == other),
    ]
    for source in sources:
        async with database.transaction() as session:
            copied = sa.update(StoredFile.__table__).where(StoredFile.__table__.c.key == own)
            await session.execute(
                copied.values(content=sa.type_coerce(source.limit(1).scalar_subquery(), sa.LargeBinary))
            )
        async with database.reading() as session:
            with pytest.raises(WrongPlace):
                await read_file(session, own, contact_id=contact.id, now=NOW)


def _raw(column: Any) -> Any:
    return sa.type_coerce(column, sa.LargeBinary)


def test_a_token_opens_with_any_key_of_the_ring_and_is_renewed_under_the_first() -> None:
    old, new = new_key(), new_key()
    token = Cipher([old]).encrypt(b"words", "t.c")
    both = Cipher([new, old])
    assert both.decrypt(token, "t.c") == b"words"
    fresh = both.renewed(token, "t.c")
    assert fresh is not None
    assert both.renewed(fresh, "t.c") is None
    assert Cipher([new]).decrypt(fresh, "t.c") == b"words"
    with pytest.raises(WrongKey):
        Cipher([new]).decrypt(token, "t.c")
    for spot in range(len(fresh)):
        with pytest.raises(WrongKey):
            both.decrypt(fresh[:spot] + bytes([fresh[spot] ^ 1]) + fresh[spot + 1 :], "t.c")
    for junk in (b"", b"\x02", fresh[:20], b"gAAAAA"):
        with pytest.raises(WrongKey):
            both.decrypt(junk, "t.c")


def test_a_seal_is_of_one_secret_and_one_purpose() -> None:
    key = new_key()
    cipher = Cipher([key], "s" * 40)
    assert cipher.seal("case", b"x") == Cipher([new_key()], "s" * 40).seal("case", b"x")
    assert len({cipher.seal("case", b"x"), cipher.seal("link", b"x"), Cipher([key], "t" * 40).seal("case", b"x")}) == 3
    with pytest.raises(RuntimeError, match="SECRET_KEY"):
        Cipher([key]).seal("case", b"x")

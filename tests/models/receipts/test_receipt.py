"""A receipt: signed facts; one changed byte and it is none."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.case_commands import audit_cases, check_receipt, list_cases, renew_keys
from bot.settings import Settings
from handlers.phrases.receipt import receipt_body
from handlers.talk.texts import texts
from models.cases import errors
from models.cases.draft import add_draft_evidence
from models.cases.filing import file_case
from models.city.pack import City
from models.people.person import Person
from models.receipts.receipt import public_key, receipt_facts, sign_receipt, verify_receipt
from models.storage.database import Database, open_database
from models.storage.encryption import Cipher, new_key
from tests.world.filing import NOW, SECRET_WORDS, a_case, a_draft, a_person, a_picture, fetched


async def _receipt(database: Database, city: City, locale: str = "zh-CN") -> tuple[str, str, Person, int]:
    async with database.transaction() as session:
        person = await a_person(session)
        draft = await a_draft(session, person, city)
        first = await add_draft_evidence(session, draft.id, person, channel="c", file_id="1", compressed=True, now=NOW)
        await add_draft_evidence(session, draft.id, person, channel="c", file_id="2", compressed=False, now=NOW)
        await fetched(session, first, a_picture())
        case = await file_case(session, draft.id, person, anonymous=True, city=city, now=NOW)
        facts = await receipt_facts(session, case.id, person)
        text = await sign_receipt(session, receipt_body(facts, texts().in_(locale), city))
        return text, await public_key(session), person, case.id


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
async def test_a_receipt_says_what_came_in_when_and_proves_it(database: Database, city: City, locale: str) -> None:
    text, key, person, case_id = await _receipt(database, city, locale)
    assert verify_receipt(text, key)
    async with database.transaction() as session:
        facts = await receipt_facts(session, case_id, person)
        for part in (facts.number, facts.head, facts.content_sha256, facts.evidence[0].sha256 or "", "/receipt-key"):
            assert part in text
        assert "2026-11-23 12:20:00+08:00" in text
        assert "NX-261123-00001" in text
        assert facts.evidence[1].sha256 is None
        assert SECRET_WORDS not in text
        other = await a_person(session, "other")
        with pytest.raises(errors.CaseGone):
            await receipt_facts(session, case_id, other)


async def test_one_changed_byte_and_it_is_no_receipt(database: Database, city: City) -> None:
    text, key, _, _ = await _receipt(database, city)
    whole = text.encode()
    for spot in range(len(whole)):
        for changed in (whole[spot] ^ 1, whole[spot] ^ 0x80):
            assert not verify_receipt(whole[:spot] + bytes([changed]) + whole[spot + 1 :], key), spot
        assert not verify_receipt(whole[:spot] + whole[spot + 1 :], key), spot
    for longer in (whole + b"\n", b"\n" + whole, whole.replace(b"\n", b"\r\n"), b""):
        assert not verify_receipt(longer, key)


async def test_the_signature_is_of_one_key(database: Database, city: City) -> None:
    text, key, _, _ = await _receipt(database, city)
    async with database.transaction() as session:
        assert await public_key(session) == key
    other = base64.b64encode(bytes(31) + b"\1").decode()
    assert not verify_receipt(text, other)
    for bad in ("", "x", "AAAA", "not base64!"):
        with pytest.raises(ValueError, match="key"):
            verify_receipt(text, bad)


@given(st.binary(max_size=300))
def test_whatever_is_handed_in_is_checked_without_a_crash(junk: bytes) -> None:
    assert not verify_receipt(junk, base64.b64encode(bytes(32)).decode())


async def test_what_an_operator_asks(database: Database, database_url: str, city: City, tmp_path: Path) -> None:
    key = new_key()
    settings = Settings(database_url=database_url, data_dir=tmp_path, encryption_keys=[key], secret_key="s" * 40)
    own = open_database(database_url, Cipher([key], "s" * 40))
    said: list[str] = []
    words = texts().in_("zh-CN")
    try:
        await list_cases(settings, words, said.append)
        text, public, _, _ = await _receipt(own, city)
        async with own.transaction() as session:
            await a_case(session, await a_person(session, "2"), city, "housing")
        await list_cases(settings, words, said.append)
        assert await audit_cases(settings, words, said.append)
        assert await check_receipt(settings, words, said.append, tmp_path, text.encode(), None)
        assert not await check_receipt(settings, words, said.append, tmp_path, text.encode() + b" ", public)
        assert not await check_receipt(settings, words, said.append, tmp_path, text.encode(), "??")
        assert await renew_keys(settings, words, said.append)
    finally:
        await own.close()
    told = "\n".join(said)
    assert "市场监管局：1 件" in told
    assert "住建局：1 件" in told
    assert SECRET_WORDS not in told

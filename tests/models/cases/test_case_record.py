"""The record of a case: whatever is changed in it, in the case or in a file, is found and named."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from models.cases.case import Case
from models.cases.draft import add_draft_evidence
from models.cases.evidence import Evidence, EvidenceFile
from models.cases.filing import file_case
from models.cases.mine import add_case_evidence, add_to_case, remove_case_evidence, withdraw_case
from models.cases.personal import forget_cases_of
from models.cases.record import CaseEvent, link_hash, story_of
from models.cases.steps import SYSTEM, Actor, Role, Step
from models.cases.taking import take_step
from models.city.pack import City
from models.people.person import Person
from models.storage.database import Database, open_database
from models.storage.encryption import BEGINNING, Cipher, WrongKey, canonical, new_key
from models.storage.key_rotation import encrypted_columns, rotate_keys
from models.storage.personal import Leaving
from models.upkeep.audit import BrokenLink, audit
from tests.world.filing import NOW, SECRET_WORDS, a_case, a_draft, a_person, a_picture, fetched

WORD = sa.type_coerce
SECRET = "s" * 40


async def _a_full_case(database: Database, city: City) -> int:
    """A case with five links and three pieces, one of them removed."""
    async with database.transaction() as session:
        person = await a_person(session)
        draft = await a_draft(session, person, city)
        for colour in ("red", "green"):
            piece = await add_draft_evidence(
                session, draft.id, person, channel="telegram", file_id=colour, compressed=True, now=NOW
            )
            await fetched(session, piece, a_picture(colour=colour))
        case = await file_case(session, draft.id, person, anonymous=True, city=city, now=NOW)
        await add_to_case(session, case.id, person, "还有", city=city, now=NOW + timedelta(minutes=1))
        late = await add_case_evidence(
            session, case.id, person, channel="telegram", file_id="blue", compressed=False, city=city, now=NOW
        )
        await fetched(session, late, a_picture(colour="blue"))
        await remove_case_evidence(session, case.id, person, 2, now=NOW)
        await take_step(session, case.id, Step.TAKE, by=Actor(Role.STAFF, 7, case.department), city=city, now=NOW)
    return case.id


async def _audit(database: Database) -> BrokenLink | None:
    async with database.reading() as session:
        return await audit(session)


async def test_a_whole_record_holds(database: Database, city: City, cipher: Cipher) -> None:
    case_id = await _a_full_case(database, city)
    assert await _audit(database) is None
    async with database.transaction() as session:
        story = await story_of(session, case_id)
        case = await session.get_one(Case, case_id)
    assert [(each.number, each.what, each.who) for each in story] == [
        (1, "file", "worker"),
        (2, "add", "worker"),
        (3, "evidence_kept", "system"),
        (4, "remove_evidence", "worker"),
        (5, "take", "staff:7"),
    ]
    assert [each.previous for each in story] == [BEGINNING, *(each.hash for each in story[:-1])]
    assert all(link_hash(case.number, each, cipher) == each.hash for each in story)
    assert (case.head, case.event_count) == (story[-1].hash, 5)


def _changed(value: Any) -> Any:
    """The value with one byte or one unit of it changed."""
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1])
    if isinstance(value, str):
        return value[:-1] + ("0" if value[-1] != "0" else "1")
    return value + (timedelta(microseconds=1) if not isinstance(value, int) else 1)


@pytest.mark.parametrize("link", [1, 3, 5])
@pytest.mark.parametrize(
    "column", ["at", "who", "what", "state", "sealed", "data_digest", "previous", "hash", "number"]
)
async def test_a_change_in_any_link_is_found(database: Database, city: City, link: int, column: str) -> None:
    case_id = await _a_full_case(database, city)
    field = CaseEvent.__table__.c[column]
    raw = WORD(field, sa.LargeBinary) if column == "sealed" else field
    here = sa.and_(CaseEvent.case_id == case_id, CaseEvent.number == link)
    async with database.transaction() as session:
        value = (await session.execute(sa.select(raw).where(here))).scalar_one()
        new = 99 if column == "number" else _changed(value)
        new = WORD(new, sa.LargeBinary) if column == "sealed" else new
        await session.execute(sa.update(CaseEvent.__table__).where(here).values({column: new}))
    broken = await _audit(database)
    assert broken is not None
    assert broken.case_number.startswith("NX-")
    assert broken.link is not None


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_any_changed_byte_of_what_is_encrypted_is_found(database: Database, city: City) -> None:
    case_id = await _a_full_case(database, city)
    async with database.transaction() as session:
        raw = WORD(CaseEvent.sealed, sa.LargeBinary)
        here = sa.and_(CaseEvent.case_id == case_id, CaseEvent.number == 2)
        token = (await session.execute(sa.select(raw).where(here))).scalar_one()
    for spot in range(len(token)):
        changed = token[:spot] + bytes([token[spot] ^ 1]) + token[spot + 1 :]
        async with database.sessions() as session, session.begin() as transaction:
            await session.execute(sa.update(CaseEvent).where(here).values(sealed=WORD(changed, sa.LargeBinary)))
            broken = await audit(session)
            await transaction.rollback()
        assert broken == BrokenLink(broken.case_number if broken else "", 2, None, "data"), spot


async def test_data_under_our_own_keys_that_is_not_what_was_recorded_is_found(database: Database, city: City) -> None:
    case_id = await _a_full_case(database, city)
    async with database.transaction() as session:
        link = (await story_of(session, case_id))[1]
        link.sealed = {**link.sealed, "data": {"text": "没有了"}}
    assert (await _audit(database) or BrokenLink("", None, None, "")).reason == "data"


@pytest.mark.parametrize("number", [1, 3, 5])
async def test_a_link_that_was_taken_out_is_missed(database: Database, city: City, number: int) -> None:
    case_id = await _a_full_case(database, city)
    async with database.transaction() as session:
        await session.execute(sa.delete(CaseEvent).where(CaseEvent.case_id == case_id, CaseEvent.number == number))
    broken = await _audit(database)
    assert broken is not None
    assert broken.reason in ("number", "end")


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("state", "settled", "state"),
        ("head", "f" * 64, "end"),
        ("event_count", 4, "end"),
        ("platform", "b", "content"),
        ("district", "luyu", "content"),
        ("type", "rating", "content"),
        ("anonymous", False, "content"),
        ("filed_at", NOW - timedelta(days=1), "content"),
        ("latitude", 1.0, "content"),
        ("number", "NX-261123-00002-2", "hash"),
    ],
)
async def test_a_change_in_the_case_is_found(
    database: Database, city: City, column: str, value: Any, reason: str
) -> None:
    await _a_full_case(database, city)
    async with database.transaction() as session:
        await session.execute(sa.update(Case.__table__).values({column: value}))
    broken = await _audit(database)
    assert broken is not None
    assert broken.reason == reason


async def test_other_answers_under_our_own_keys_are_found(database: Database, city: City) -> None:
    case_id = await _a_full_case(database, city)
    async with database.transaction() as session:
        (await session.get_one(Case, case_id)).answers = {}
    assert (await _audit(database) or BrokenLink("", None, None, "")).reason == "content"


async def _spoil(database: Database, spoiled: str) -> None:
    async with database.transaction() as session:
        pieces = (await session.scalars(sa.select(Evidence).order_by(Evidence.number))).all()
        file = await session.get_one(EvidenceFile, pieces[0].id)
        raw = WORD(EvidenceFile.content, sa.LargeBinary)
        first = EvidenceFile.evidence_id == pieces[0].id
        match spoiled:
            case "other bytes":
                file.content = file.content[:-1] + b"!"
            case "a changed token":
                token = (await session.execute(sa.select(raw).where(first))).scalar_one()
                await session.execute(
                    sa.update(EvidenceFile).where(first).values(content=WORD(_changed(token), sa.LargeBinary))
                )
            case "bytes and digest":
                file.content = b"another"
                pieces[0].sha256 = "ae448ac86c4e8e4dec645729708ef41873ae79c6dff84eff73360989487f08e5"
            case "the file is gone":
                await session.delete(file)
            case "the row is gone":
                await session.delete(pieces[0])
            case "the tombstone has a file":
                session.add(EvidenceFile(evidence_id=pieces[1].id, content=b"back"))
            case "the tombstone says otherwise":
                pieces[1].sha256 = "0" * 64
            case "removed without a word":
                await session.delete(file)
                pieces[0].removed_at = NOW
            case "a piece nobody recorded":
                extra = Evidence(case_id=pieces[0].case_id, number=9, compressed=False, arrived_at=NOW, kept_at=NOW)
                session.add(extra)
                await session.flush()
                session.add(EvidenceFile(evidence_id=extra.id, content=b"new"))


@pytest.mark.parametrize(
    ("spoiled", "piece", "reason"),
    [
        ("other bytes", 1, "file"),
        ("a changed token", 1, "file"),
        ("bytes and digest", 1, "file"),
        ("the file is gone", 1, "missing"),
        ("the row is gone", 1, "missing"),
        ("the tombstone has a file", 2, "tombstone"),
        ("the tombstone says otherwise", 2, "tombstone"),
        ("removed without a word", 1, "tombstone"),
        ("a piece nobody recorded", 9, "unknown_file"),
    ],
)
async def test_a_change_in_a_file_is_found(
    database: Database, city: City, spoiled: str, piece: int, reason: str
) -> None:
    await _a_full_case(database, city)
    await _spoil(database, spoiled)
    broken = await _audit(database)
    assert broken is not None
    assert (broken.piece, broken.reason) == (piece, reason)


async def test_the_record_of_somebody_forgotten_still_holds(database: Database, city: City) -> None:
    case_id = await _a_full_case(database, city)
    async with database.transaction() as session:
        person = (await session.scalars(sa.select(Person))).one()
        await withdraw_case(session, case_id, person, now=NOW)
        await forget_cases_of(session, Leaving(person, city, NOW, withdraw=True))
        assert (await session.scalars(sa.select(EvidenceFile))).all() == []
    assert await _audit(database) is None
    async with database.transaction() as session:
        await session.execute(sa.update(CaseEvent).where(CaseEvent.what == Step.ANONYMISE).values(sealed=None))
    assert (await _audit(database) or BrokenLink("", None, None, "")).reason == "forgotten"


async def test_words_that_vanish_from_a_living_case_are_missed(database: Database, city: City) -> None:
    await _a_full_case(database, city)
    async with database.transaction() as session:
        await session.execute(sa.update(CaseEvent).where(CaseEvent.number == 2).values(sealed=None))
    assert (await _audit(database) or BrokenLink("", None, None, "")).reason == "forgotten"


async def test_the_record_says_nothing_in_the_clear(database: Database, city: City) -> None:
    await _a_full_case(database, city)
    async with database.transaction() as session:
        rows = (await session.execute(sa.text("SELECT * FROM case_event"))).all()
        cases = (await session.execute(sa.text('SELECT * FROM "case"'))).all()
    assert not any(word in str([*rows, *cases]) for word in (SECRET_WORDS, "还有", "WM20261122"))
    assert str(SYSTEM) == "system"
    assert canonical({"b": 1, "a": "中"}) == '{"a":"中","b":1}'.encode()


async def test_after_a_rotation_the_old_key_is_not_needed(database: Database, database_url: str, city: City) -> None:
    old, new = new_key(), new_key()
    before = open_database(database_url, Cipher([old], SECRET))
    both = open_database(database_url, Cipher([new, old], SECRET))
    after = open_database(database_url, Cipher([new], SECRET))
    try:
        case_id = await _a_full_case(before, city)
        async with before.transaction() as session:
            person = (await session.scalars(sa.select(Person))).one()
            await a_case(session, person, city)
        with pytest.raises(WrongKey):
            async with after.transaction() as session:
                await story_of(session, case_id)
        assert await rotate_keys(both) > 10
        assert await rotate_keys(both) == 0
        assert await _audit(after) is None
        async with after.transaction() as session:
            person = (await session.scalars(sa.select(Person))).one()
            await add_to_case(session, case_id, person, "换了密钥也找得到", city=city, now=NOW)
            for column in encrypted_columns():
                await session.execute(sa.select(column))
    finally:
        for each in (before, both, after):
            await each.close()

"""Evidence: kept as it came, told by its content, fetched until it is here, and shown without EXIF."""

import asyncio
import hashlib
from datetime import timedelta

import pytest
import sqlalchemy as sa
from PIL import Image

from bot.channel.channel import FileLost
from bot.foreign_files import ForeignFiles
from bot.jobs.evidence import make_copies
from bot.jobs.incoming import fetch_files
from models.cases import errors
from models.cases.case import Case
from models.cases.draft import add_draft_evidence, answer_question, discard_draft, discard_draft_evidence
from models.cases.evidence import (
    GIVE_UP,
    LARGEST,
    MOST,
    Evidence,
    EvidenceFile,
    Received,
    evidence_of,
    keep_evidence,
    read_evidence,
)
from models.cases.evidence_copy import copy_for_staff, release_piece
from models.cases.filing import file_case
from models.cases.mine import add_case_evidence, remove_case_evidence
from models.cases.record import story_of
from models.cases.steps import Step
from models.city.pack import City
from models.outbox.message import OutboxMessage
from models.people.person import Person
from models.storage.database import Database
from models.storage.incoming_file import IncomingFile, claim_files
from models.storage.unlinkable import by_the_hour
from tests.models.cases.test_evidence_kind import a_zip
from tests.world.filing import NOW, a_case, a_draft, a_person, a_picture, fetched

GPS = 0x8825
"""On its side, with “Camera of Li Si” in its EXIF; the service only reads this form, so that it lies here written."""


def _with_exif(form: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Li Si"
    exif[0x0112] = 6  # on its side
    exif.get_ifd(GPS)[2] = (32.0, 36.0, 54.0)
    return a_picture(form, exif=exif)


async def test_the_bytes_are_kept_as_they_came(database: Database, city: City) -> None:
    original = _with_exif()
    async with database.transaction() as session:
        person = await a_person(session)
        draft = await a_draft(session, person, city)
        piece = await add_draft_evidence(
            session, draft.id, person, channel="telegram", file_id="AgACAgIAA", compressed=True, size=9, now=NOW
        )
        await fetched(session, piece, original)
    async with database.transaction() as session:
        piece = await session.get_one(Evidence, piece.id)
        assert await read_evidence(session, piece.id) == original
        assert (piece.sha256, piece.size) == (hashlib.sha256(original).hexdigest(), len(original))
        assert (piece.media_type, piece.compressed) == ("image/jpeg", True)
        stored = (await session.execute(sa.text("SELECT content FROM evidence_file"))).scalar_one()
        assert b"Camera" not in bytes(stored)
        assert (await session.scalars(sa.select(IncomingFile))).all() == []


async def test_too_large_too_many_and_archives_are_refused_before_they_are_fetched(
    database: Database, city: City
) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        draft = await a_draft(session, person, city)

        async def send(size: int | None = None, name: str | None = None) -> None:
            await add_draft_evidence(
                session, draft.id, person, channel="c", file_id="f", compressed=False, size=size, name=name, now=NOW
            )

        for size in (LARGEST + 1, 2 * 1024**3):
            with pytest.raises(errors.EvidenceTooLarge):
                await send(size)
        for name in ("证据.ZIP", "../../etc/x.rar"):
            with pytest.raises(errors.EvidenceRefused):
                await send(name=name)
        for _ in range(MOST):
            await send(LARGEST)
        with pytest.raises(errors.TooMuchEvidence):
            await send()


async def test_a_refused_piece_is_noted_and_not_kept(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        case = await a_case(session, person, city)
        piece = await add_case_evidence(
            session, case.id, person, channel="c", file_id="f", compressed=False, city=city, now=NOW
        )
        await fetched(session, piece, a_zip("a.exe"))
        assert (piece.refused, piece.kept_at) == ("archive", None)
        assert (await session.scalars(sa.select(EvidenceFile))).all() == []
        last = (await story_of(session, case.id))[-1]
    assert (last.what, last.data) == (Step.EVIDENCE_REFUSED, {"number": 1, "reason": "archive"})


async def test_the_job_tries_again_until_it_has_the_bytes(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        draft = await a_draft(session, person, city)
        for name in ("good", "flaky", "gone"):
            await add_draft_evidence(
                session, draft.id, person, channel="telegram", file_id=name, compressed=False, now=NOW
            )
    asked: list[str] = []

    async def download(channel: str, file_id: str) -> bytes:
        asked.append(file_id)
        if file_id == "gone":
            raise FileLost
        if file_id == "flaky" and asked.count("flaky") == 1:
            raise OSError("reset")
        return a_picture()

    assert await fetch_files(database, download, ForeignFiles(), clock=lambda: NOW) == 3
    assert await fetch_files(database, download, ForeignFiles(), clock=lambda: NOW) == 0
    assert await fetch_files(database, download, ForeignFiles(), clock=lambda: NOW + timedelta(hours=1)) == 1
    async with database.transaction() as session:
        pieces = await evidence_of(session, draft_id=draft.id)
    kept = [(each.kept_at is not None, each.refused) for each in pieces]
    assert kept == [(True, None), (True, None), (False, "lost")]


async def test_two_jobs_do_not_fetch_the_same(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        draft = await a_draft(session, person, city)
        for name in "abcdef":
            await add_draft_evidence(session, draft.id, person, channel="c", file_id=name, compressed=True, now=NOW)

    async def claim() -> list[str]:
        async with database.transaction() as session:
            return [each.file_id for each in await claim_files(session, now=NOW, limit=4)]

    claimed = [name for names in await asyncio.gather(claim(), claim(), claim()) for name in names]
    assert sorted(claimed) == sorted(set(claimed))
    assert set(claimed) <= set("abcdef")


async def test_after_days_a_fetch_is_given_up(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        draft = await a_draft(session, person, city)
        piece = await add_draft_evidence(session, draft.id, person, channel="c", file_id="f", compressed=True, now=NOW)

    async def away(channel: str, file_id: str) -> bytes:
        raise OSError

    for after, refused in ((timedelta(), None), (GIVE_UP, None), (GIVE_UP + timedelta(hours=1), "lost")):
        assert await fetch_files(database, away, ForeignFiles(), clock=lambda after=after: NOW + after) == 1  # type: ignore[misc]
        async with database.reading() as session:
            row = await session.scalar(sa.select(IncomingFile))
            assert row is None or row.due_at - NOW - after < timedelta(minutes=1)
            assert (await session.get_one(Evidence, piece.id)).refused == refused


async def test_what_comes_in_after_filing_is_in_the_record(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        draft = await a_draft(session, person, city)
        piece = await add_draft_evidence(session, draft.id, person, channel="c", file_id="f", compressed=True, now=NOW)
        case = await file_case(session, draft.id, person, anonymous=True, city=city, now=NOW)
        await fetched(session, piece, a_picture())
        await keep_evidence(session, piece.id, Received.of(b"twice"), now=NOW)
        story = await story_of(session, case.id)
    assert [each.what for each in story] == ["file", "evidence_kept"]
    assert story[1].data["sha256"] == hashlib.sha256(a_picture()).hexdigest()


async def test_a_fetch_that_ends_while_the_case_is_filed_belongs_to_the_case(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        draft = await a_draft(session, person, city)
        pieces = [
            await add_draft_evidence(session, draft.id, person, channel="c", file_id=str(n), compressed=True, now=NOW)
            for n in range(4)
        ]

    async def files() -> None:
        async with database.transaction() as session:
            me = await session.get_one(Person, person.id)
            await file_case(session, draft.id, me, anonymous=False, city=city, now=NOW)

    async def keeps(piece_id: int) -> None:
        async with database.transaction() as session:
            await keep_evidence(session, piece_id, Received.of(a_picture()), now=NOW)

    await asyncio.gather(*(keeps(each.id) for each in pieces[:2]), files(), *(keeps(each.id) for each in pieces[2:]))
    async with database.transaction() as session:
        case = (await session.scalars(sa.select(Case))).one()
        kept = await evidence_of(session, case_id=case.id)
        assert [each.kept_at for each in kept] == [by_the_hour(NOW)] * 4
        story = await story_of(session, case.id)
        recorded = {each["number"] for each in story[0].data["evidence"]}
        recorded |= {each.data["number"] for each in story[1:]}
    assert recorded == {1, 2, 3, 4}


async def test_required_evidence_has_to_be_there(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        draft = await a_draft(session, person, city)
        draft.question = "evidence"
        piece = await add_draft_evidence(session, draft.id, person, channel="c", file_id="f", compressed=True, now=NOW)
        assert piece.question == "evidence"
        await discard_draft_evidence(session, draft.id, person, 1)
        with pytest.raises(errors.EvidenceGone):
            await discard_draft_evidence(session, draft.id, person, 1)
        draft = await answer_question(session, draft.id, person, "evidence", None, city=city, now=NOW)
        assert draft.answers["evidence"] is None
        await add_draft_evidence(session, draft.id, person, channel="c", file_id="f", compressed=True, now=NOW)
        await discard_draft(session, draft.id, person)
    async with database.transaction() as session:
        for table in (Evidence, IncomingFile):
            assert (await session.scalars(sa.select(table))).all() == []


async def test_what_was_removed_leaves_a_tombstone(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person, other = await a_person(session, "1"), await a_person(session, "2")
        case = await a_case(session, person, city)
        piece = await add_case_evidence(
            session, case.id, person, channel="c", file_id="f", compressed=True, city=city, now=NOW
        )
        await fetched(session, piece, a_picture())
        with pytest.raises(errors.CaseGone):
            await remove_case_evidence(session, case.id, other, 1, now=NOW)
        await remove_case_evidence(session, case.id, person, 1, now=NOW)
        with pytest.raises(errors.EvidenceGone):
            await remove_case_evidence(session, case.id, person, 1, now=NOW)
        with pytest.raises(errors.EvidenceGone):
            await copy_for_staff(session, case, 1)
        with pytest.raises(errors.EvidenceGone):
            await read_evidence(session, piece.id)
    assert piece.sha256 == hashlib.sha256(a_picture()).hexdigest()


async def _filed_with(database: Database, city: City, *contents: bytes, anonymous: bool = True) -> tuple[int, int]:
    """The case and its person, with these pieces fetched."""
    async with database.transaction() as session:
        person = await a_person(session)
        draft = await a_draft(session, person, city)
        for name, content in enumerate(contents):
            piece = await add_draft_evidence(
                session, draft.id, person, channel="c", file_id=str(name), compressed=False, now=NOW
            )
            await fetched(session, piece, content)
        case = await file_case(session, draft.id, person, anonymous=anonymous, city=city, now=NOW)
    return case.id, person.id


async def _told(database: Database) -> list[str]:
    async with database.reading() as session:
        return [each.content["news"] for each in await session.scalars(sa.select(OutboxMessage))]


async def test_staff_wait_for_the_copy_and_never_get_the_original_of_a_picture(database: Database, city: City) -> None:
    case_id, _ = await _filed_with(database, city, _with_exif(), a_picture()[:-9] + b"no", b"words only")
    async with database.reading() as session:
        case = await session.get_one(Case, case_id)
        with pytest.raises(errors.EvidenceNotReady):
            await copy_for_staff(session, case, 1)
        assert (await copy_for_staff(session, case, 3)).content == b"words only"
    await make_copies(database, ForeignFiles(), clock=lambda: NOW)
    async with database.reading() as session:
        copy = await copy_for_staff(session, case, 1)
        assert (copy.name, copy.media_type) == (f"{case.number}-1.jpg", "image/jpeg")
        assert b"Camera" not in copy.content
        assert (await copy_for_staff(session, case, 2)).media_type == "image/jpeg"  # as far as it goes


async def test_the_sender_of_a_picture_that_cannot_be_drawn_is_told_once(database: Database, city: City) -> None:
    case_id, _ = await _filed_with(database, city, b"\xff\xd8\xff broken")
    for _ in range(2):
        await make_copies(database, ForeignFiles(), clock=lambda: NOW)
    assert (await _told(database)).count("case-evidence-unreadable") == 1
    async with database.reading() as session:
        with pytest.raises(errors.EvidenceCopyUnreadable):
            await copy_for_staff(session, await session.get_one(Case, case_id), 1)


OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"\xec\xa5\xc1\x00" + bytes(600) + b"Li Si"


async def test_what_cannot_be_cleaned_goes_to_the_department_when_its_anonymous_sender_agrees(
    database: Database, city: City
) -> None:
    case_id, person_id = await _filed_with(database, city, OLD_WORD)
    for _ in range(2):
        await make_copies(database, ForeignFiles(), clock=lambda: NOW)
    assert (await _told(database)).count("case-evidence-uncleanable") == 1
    async with database.transaction() as session:
        case = await session.get_one(Case, case_id)
        with pytest.raises(errors.EvidenceHeldBack):
            await copy_for_staff(session, case, 1)
        with pytest.raises(errors.CaseGone):
            await release_piece(session, case_id, await a_person(session, "other"), 1, now=NOW)
    for _ in range(2):
        async with database.transaction() as session:
            await release_piece(session, case_id, await session.get_one(Person, person_id), 1, now=NOW)
    async with database.reading() as session:
        assert (await copy_for_staff(session, case, 1)).content == OLD_WORD
        assert [each.what for each in await story_of(session, case_id)].count("release_evidence") == 1


async def test_under_a_name_there_is_nothing_to_ask(database: Database, city: City) -> None:
    case_id, _ = await _filed_with(database, city, OLD_WORD, anonymous=False)
    await make_copies(database, ForeignFiles(), clock=lambda: NOW)
    assert "case-evidence-uncleanable" not in await _told(database)
    async with database.reading() as session:
        assert (await copy_for_staff(session, await session.get_one(Case, case_id), 1)).content == OLD_WORD


async def test_what_was_sent_before_the_form_was_done_is_asked_about_once_it_is_filed(
    database: Database, city: City
) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        draft = await a_draft(session, person, city)
        piece = await add_draft_evidence(session, draft.id, person, channel="c", file_id="f", compressed=False, now=NOW)
        await fetched(session, piece, OLD_WORD)
    await make_copies(database, ForeignFiles(), clock=lambda: NOW)
    assert await _told(database) == []
    async with database.transaction() as session:
        await file_case(session, draft.id, person, anonymous=True, city=city, now=NOW)
    await make_copies(database, ForeignFiles(), clock=lambda: NOW)
    assert "case-evidence-uncleanable" in await _told(database)

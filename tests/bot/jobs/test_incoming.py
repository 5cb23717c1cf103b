"""Files that came in: whoever is slow keeps nobody waiting, nothing is fetched for what is gone, and what is large is
written in parts."""

import asyncio
import hashlib
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.foreign_files import ForeignFiles, Opened
from bot.jobs.evidence import make_copies
from bot.jobs.incoming import AT_ONCE, fetch_files
from models.cases.draft import add_draft_evidence
from models.cases.errors import EvidenceGone
from models.cases.evidence import (
    Evidence,
    EvidenceCopyFile,
    EvidenceFile,
    EvidencePart,
    read_evidence,
    remove_evidence,
    whole,
)
from models.cases.evidence_copy import copy_for_staff
from models.cases.filing import file_case
from models.city.pack import City
from models.notices.people_list import list_from_file
from models.outbox.pictures import expect_media
from models.people.person import Person, contacts_of
from models.storage.database import Database
from models.storage.incoming_file import IncomingFile
from models.storage.pieces import PIECE
from models.upkeep.audit import audit
from tests.world.filing import NOW, a_draft, a_person, a_picture

LARGE = b"%PDF-1.7 " + bytes(range(256)) * 5 * 4096 + b"the end"
"""A document of some 5 MB."""


async def _sent(database: Database, city: City, *file_ids: str) -> tuple[Person, str]:
    """Somebody who sent these as evidence for a draft, and its id."""
    async with database.transaction() as session:
        person = await a_person(session)
        draft = await a_draft(session, person, city)
        for each in file_ids:
            await add_draft_evidence(session, draft.id, person, channel="c", file_id=each, compressed=False, now=NOW)
    return person, draft.id


async def _count(database: Database, table: Any) -> int:
    async with database.reading() as session:
        return (await session.scalars(sa.select(sa.func.count()).select_from(table))).one()


async def test_a_slow_file_keeps_no_other_waiting(database: Database, city: City) -> None:
    await _sent(database, city, "slow", *(str(each) for each in range(2 * AT_ONCE)))
    others, all_here = [], asyncio.Event()

    async def download(channel: str, file_id: str) -> bytes:
        if file_id == "slow":
            await asyncio.wait_for(all_here.wait(), 20)
            return a_picture()
        others.append(file_id)
        if len(others) == 2 * AT_ONCE:
            all_here.set()
        return a_picture()

    assert await fetch_files(database, download, ForeignFiles(), clock=lambda: NOW) == 2 * AT_ONCE + 1
    assert await _count(database, EvidenceFile) == 2 * AT_ONCE + 1


async def test_every_noun_waits_in_one_queue_and_goes_with_its_row(database: Database, city: City) -> None:
    person, _ = await _sent(database, city, "evidence")
    async with database.transaction() as session:
        (contact,) = await contacts_of(session, person.id)
        await expect_media(session, contact, "picture", now=NOW)
        await list_from_file(session, "telegram", "list", department="union", now=NOW)
    assert await _count(database, IncomingFile) == 3
    async with database.transaction() as session:
        for table in ("evidence", "outbox_media", "notice_list"):
            await session.execute(sa.text(f"DELETE FROM {table}"))
    asked: list[str] = []

    async def download(channel: str, file_id: str) -> bytes:
        asked.append(file_id)
        return b""

    assert await fetch_files(database, download, ForeignFiles(), clock=lambda: NOW) == 0
    assert await _count(database, IncomingFile) == 0
    assert asked == []


async def test_a_process_that_died_while_fetching_is_made_up_for(database: Database, city: City) -> None:
    await _sent(database, city, "one")

    async def dies(channel: str, file_id: str) -> bytes:
        raise asyncio.CancelledError

    async def download(channel: str, file_id: str) -> bytes:
        return LARGE

    with pytest.raises(asyncio.CancelledError):
        await fetch_files(database, dies, ForeignFiles(), clock=lambda: NOW)
    async with database.transaction() as session:  # and what another left when it was killed in the middle of writing
        piece = (await session.scalars(sa.select(Evidence))).one()
        key = f"{piece.id}:evidence_file:dead"
        session.add(EvidencePart(id=f"{key}:0000", evidence_id=piece.id, key=key, content=b"half"))
    assert await fetch_files(database, download, ForeignFiles(), clock=lambda: NOW) == 0
    assert await fetch_files(database, download, ForeignFiles(), clock=lambda: NOW + timedelta(minutes=3)) == 1
    async with database.reading() as session:
        assert await read_evidence(session, piece.id) == LARGE
    assert await _count(database, EvidencePart) == -(-len(LARGE) // PIECE)


async def test_large_evidence_and_its_copy_are_kept_in_parts_while_others_write(database: Database, city: City) -> None:
    person, draft_id = await _sent(database, city, "large")
    seen: set[int] = set()

    async def download(channel: str, file_id: str) -> bytes:
        return LARGE

    async def others(done: asyncio.Event) -> None:
        """Somebody who writes all the time, and sees how far the file is."""
        while not done.is_set():
            async with database.transaction() as session:
                await session.execute(sa.update(Person).values(locale="en"))
                seen.add((await session.scalars(sa.select(sa.func.count()).select_from(EvidencePart))).one())
            await asyncio.sleep(0.001)

    done = asyncio.Event()
    writing = asyncio.create_task(others(done))
    await fetch_files(database, download, ForeignFiles(), clock=lambda: NOW)
    await make_copies(database, _AsItCame(), clock=lambda: NOW)
    done.set()
    await writing
    async with database.transaction() as session:
        case = await file_case(
            session, draft_id, await session.get_one(Person, person.id), anonymous=True, city=city, now=NOW
        )
        piece = (await session.scalars(sa.select(Evidence))).one()
        assert piece.sha256 == hashlib.sha256(LARGE).hexdigest()
        assert (await copy_for_staff(session, case, piece.number)).content == LARGE + b" copied"
        sizes = sa.select(sa.func.max(sa.func.length(sa.type_coerce(EvidencePart.locked, sa.LargeBinary))))
        assert (await session.scalars(sizes)).one() < PIECE + 100
        assert await audit(session) is None
    assert len(seen) > 5, "others had to wait until the whole file was written"
    async with database.transaction() as session:
        await remove_evidence(session, await session.get_one(Evidence, piece.id), now=NOW)
    assert await _count(database, EvidencePart) == 0


class _AsItCame(ForeignFiles):
    async def clean_copy(self, content: bytes, media_type: str) -> Opened:
        return Opened(content + b" copied", media_type)


async def test_nobody_leads_a_row_to_parts_of_another_and_a_lost_part_is_noticed(
    database: Database, city: City
) -> None:
    await _sent(database, city, "large")

    async def download(channel: str, file_id: str) -> bytes:
        return LARGE

    await fetch_files(database, download, ForeignFiles(), clock=lambda: NOW)
    async with database.transaction() as session:
        original = (await session.scalars(sa.select(EvidenceFile))).one()
        about = {"evidence_id": original.evidence_id, "media_type": "application/pdf", "in_parts": True}
        copy = EvidenceCopyFile(**about, content=original.content)
        with pytest.raises(EvidenceGone):
            await whole(session, copy)
        part = (await session.scalars(sa.select(EvidencePart.id).order_by(EvidencePart.id.desc()).limit(1))).one()
        await session.execute(sa.delete(EvidencePart).where(EvidencePart.id == part))
        with pytest.raises(EvidenceGone):
            await read_evidence(session, original.evidence_id)


async def test_evidence_that_goes_while_it_is_written_leaves_nothing(database: Database, city: City) -> None:
    await _sent(database, city, "large")

    async def download(channel: str, file_id: str) -> bytes:
        async with database.transaction() as session:
            await session.execute(sa.delete(Evidence))
        return LARGE

    assert await fetch_files(database, download, ForeignFiles(), clock=lambda: NOW) == 1
    assert [await _count(database, table) for table in (EvidencePart, EvidenceFile, IncomingFile)] == [0, 0, 0]

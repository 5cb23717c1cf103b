"""What is read in pictures is kept once, goes with its picture, and a copy that shows too much is never kept."""

from datetime import timedelta

import sqlalchemy as sa

from bot.foreign_files import ForeignFiles
from bot.jobs.evidence import make_copies
from models.cases.draft import add_draft_evidence
from models.cases.evidence import CopyState, Evidence, EvidenceCopyFile, remove_evidence
from models.cases.evidence_copy import blacken, copies_due, keep_copy
from models.city.pack import City
from models.pictures.reading import (
    MOST_SHOWN,
    SHOWN_KEPT,
    EvidenceReading,
    ShownPicture,
    becomes_evidence,
    boxes_to_blacken,
    expect_reading,
    expect_shown,
    forget_shown,
    keep_picture,
    keep_reading,
    keep_shown,
    own_shown,
    page_of_piece,
    pieces_to_read,
    shown_to_read,
)
from models.storage.database import Database
from models.storage.incoming_file import IncomingFile
from tests.models.pictures.pages import read_as
from tests.world.filing import NOW, a_draft, a_person, a_picture, fetched

LINES = read_as(("骑手姓名", "李四"), ("扣款金额", "-50.00"))


async def a_piece(database: Database, city: City) -> int:
    """A picture in a draft, fetched, that waits to be read."""
    async with database.transaction() as session:
        person = await a_person(session)
        draft = await a_draft(session, person, city)
        piece = await add_draft_evidence(
            session, draft.id, person, channel="telegram", file_id="f", compressed=True, now=NOW
        )
        await fetched(session, piece, a_picture())
        await expect_reading(session, piece.id)
        await expect_reading(session, piece.id)
        return piece.id


async def test_a_reading_is_kept_once_and_encrypted(database: Database, city: City) -> None:
    piece = await a_piece(database, city)
    async with database.transaction() as session:
        assert await pieces_to_read(session) == [piece]
        assert await keep_reading(session, piece, LINES)
        assert not await keep_reading(session, piece, None)
        assert await pieces_to_read(session) == []
    async with database.reading() as session:
        page = await page_of_piece(session, piece)
        assert page is not None
        assert "李四" in page.text
        stored = (await session.execute(sa.text("SELECT lines FROM evidence_reading"))).scalar_one()
        assert "李四".encode() not in bytes(stored)
    async with database.transaction() as session:
        await remove_evidence(session, await session.get_one(Evidence, piece), now=NOW)
        assert await session.get(Evidence, piece) is not None
        assert (await session.scalars(sa.select(EvidenceReading))).all() == []


async def test_a_copy_begun_before_it_was_to_be_blackened_is_not_kept(database: Database, city: City) -> None:
    piece = await a_piece(database, city)
    async with database.transaction() as session:
        await keep_reading(session, piece, LINES)
        (due,) = await copies_due(session, now=NOW)
        assert due.blackened == []
    async with database.transaction() as session:
        assert await blacken(session, [await session.get_one(Evidence, piece)]) == 1
    async with database.transaction() as session:
        await keep_copy(session, piece, b"as it came", "image/jpeg", blackened=due.blackened)
        assert (await session.get_one(Evidence, piece)).copy is CopyState.DUE
        assert await session.get(EvidenceCopyFile, piece) is None
        assert len(await boxes_to_blacken(session, piece)) == 1
    await make_copies(database, ForeignFiles(), clock=lambda: NOW)
    async with database.reading() as session:
        assert (await session.get_one(Evidence, piece)).copy is CopyState.KEPT


async def test_a_kept_copy_is_made_again_once_it_is_to_be_blackened(database: Database, city: City) -> None:
    piece = await a_piece(database, city)
    async with database.transaction() as session:
        await keep_copy(session, piece, b"as it came", "image/jpeg")
        await keep_reading(session, piece, LINES)
        assert await blacken(session, [await session.get_one(Evidence, piece)]) == 1
        assert await blacken(session, [await session.get_one(Evidence, piece)]) == 1
        assert (await session.get_one(Evidence, piece)).copy is CopyState.DUE
        assert await session.get(EvidenceCopyFile, piece) is None


async def test_a_shown_picture_lets_its_bytes_go_once_it_was_read(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person, other = await a_person(session), await a_person(session, "other")
        shown = await expect_shown(session, person, channel="telegram", file_id="f", now=NOW)
        assert shown is not None
        assert await shown_to_read(session) == []
        await keep_picture(session, shown, b"a picture")
        assert await shown_to_read(session) == [shown]
        assert (await session.scalars(sa.select(IncomingFile))).all() == []
        assert await own_shown(session, shown, person) is None
        row = await keep_shown(session, shown, LINES)
        assert row is not None
        assert row.picture is None
        assert await keep_shown(session, shown, LINES) is None
        assert await own_shown(session, shown, person) is not None
        assert await own_shown(session, shown, other) is None


async def test_what_was_read_goes_over_to_the_piece_of_evidence(database: Database, city: City) -> None:
    async with database.transaction() as session:
        person, other = await a_person(session), await a_person(session, "other")
        draft = await a_draft(session, person, city)
        shown = await expect_shown(session, person, channel="telegram", file_id="f", now=NOW)
        assert shown is not None
        await keep_shown(session, shown, LINES)
        piece = await add_draft_evidence(
            session, draft.id, person, channel="telegram", file_id="f", compressed=True, now=NOW
        )
        await becomes_evidence(session, shown, other, piece.id)
        assert await page_of_piece(session, piece.id) is None
        await becomes_evidence(session, shown, person, piece.id)
        assert await page_of_piece(session, piece.id) is not None
        await expect_reading(session, piece.id)
        assert await pieces_to_read(session) == []
        assert (await session.scalars(sa.select(ShownPicture))).all() == []


async def test_a_person_shows_so_many_at_a_time_and_they_go_after_two_hours(database: Database) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        ids = [
            await expect_shown(session, person, channel="telegram", file_id=str(number), now=NOW)
            for number in range(MOST_SHOWN + 1)
        ]
        assert ids.index(None) == MOST_SHOWN
        assert await forget_shown(session, now=NOW) == 0
        assert await forget_shown(session, now=NOW + SHOWN_KEPT + timedelta(minutes=1)) == MOST_SHOWN
        assert (await session.scalars(sa.select(IncomingFile))).all() == []
        await keep_shown(session, str(ids[0]), None)

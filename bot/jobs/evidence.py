"""Keeps fetched evidence, and the job that makes its copies: for staff, and to hand out. A person is told if their
evidence is refused or cannot be shown."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.foreign_files import FileUnfit, ForeignFiles
from models.cases.errors import EvidenceGone
from models.cases.evidence import (
    EvidenceCopyFile,
    EvidenceFile,
    Received,
    keep_evidence,
    keep_parts,
    lose_evidence,
    read_evidence,
)
from models.cases.evidence_copy import (
    CopyDue,
    ask_about_uncleanable,
    copies_due,
    copy_failed,
    is_uncleanable_filed,
    keep_copy,
    may_be_read,
)
from models.cases.evidence_news import tell_refused
from models.casework.files import tell_file_ready
from models.desk.blackening import drawing_failed, keep_drawn
from models.pictures.drawn import DrawDue, EvidenceDrawn, draws_due
from models.pictures.reading import expect_reading
from models.storage.database import Database

log = structlog.get_logger(__name__)


async def keep(
    database: Database, files: ForeignFiles, evidence_id: int, content: bytes, clock: Callable[[], datetime]
) -> None:
    """Keep the original bytes, or note why they are refused and tell the person who sent them."""
    received = await asyncio.to_thread(Received.of, content)
    try:
        parts = await keep_parts(database, EvidenceFile, evidence_id, content) if received.refused is None else None
    except IntegrityError:
        log.info("evidence gone before it was kept", evidence=evidence_id)
        return
    async with database.transaction() as session:
        piece = await keep_evidence(session, evidence_id, received, now=clock(), parts=parts)
        if piece is not None and piece.refused is not None:
            await tell_refused(session, piece, now=clock())
        elif piece is not None:
            await tell_file_ready(session, piece.id, now=clock())
            if files.reader is not None and await may_be_read(session, piece):
                await expect_reading(session, piece.id)


async def lose(session: AsyncSession, evidence_id: int, now: datetime) -> None:
    """Note that the channel will never give the bytes."""
    piece = await lose_evidence(session, evidence_id, now=now)
    if piece is not None:
        await tell_refused(session, piece, now=now)


async def make_copies(
    database: Database, files: ForeignFiles, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> None:
    """Make the missing copies, one after the other. Ask people who filed anonymously about files that cannot be
    cleaned."""
    while due := await _copies_due(database, clock()):
        for each in due:
            await _make_copy(database, files, each, clock)
    while drawn := await _draws_due(database):
        for each_drawn in drawn:
            await _blacken_by_hand(database, files, each_drawn)
    async with database.reading() as session:
        if not await is_uncleanable_filed(session):
            return
    async with database.transaction() as session:
        await ask_about_uncleanable(session, now=clock())


async def _copies_due(database: Database, now: datetime) -> Sequence[CopyDue]:
    async with database.reading() as session:
        return await copies_due(session, now=now)


async def _make_copy(database: Database, files: ForeignFiles, due: CopyDue, clock: Callable[[], datetime]) -> None:
    try:
        async with database.reading() as session:
            content = await read_evidence(session, due.evidence_id)
        opened = await (
            files.blackened(content, due.blackened) if due.blackened else files.clean_copy(content, due.media_type)
        )
    except (EvidenceGone, FileUnfit) as error:
        log.info("no copy for staff", evidence=due.evidence_id, error=type(error).__name__)
        async with database.transaction() as session:
            await copy_failed(session, due.evidence_id, now=clock())
        return
    try:
        parts = await keep_parts(database, EvidenceCopyFile, due.evidence_id, opened.content)
    except IntegrityError:
        log.info("evidence gone before its copy was kept", evidence=due.evidence_id)
        return
    async with database.transaction() as session:
        await keep_copy(
            session, due.evidence_id, opened.content, opened.media_type, parts=parts, blackened=due.blackened
        )
        await tell_file_ready(session, due.evidence_id, now=clock())


async def _draws_due(database: Database) -> Sequence[DrawDue]:
    async with database.reading() as session:
        return await draws_due(session)


async def _blacken_by_hand(database: Database, files: ForeignFiles, due: DrawDue) -> None:
    """Make the copy to hand out of a picture on which a colleague drew boxes."""
    try:
        async with database.reading() as session:
            content = await read_evidence(session, due.evidence_id)
        opened = await files.blackened(content, due.blackened)
        parts = await keep_parts(database, EvidenceDrawn, due.evidence_id, opened.content)
    except (EvidenceGone, FileUnfit, IntegrityError) as error:
        log.info("no copy to hand out", evidence=due.evidence_id, error=type(error).__name__)
        async with database.transaction() as session:
            await drawing_failed(session, due.evidence_id)
        return
    async with database.transaction() as session:
        await keep_drawn(
            session, due.evidence_id, opened.content, opened.media_type, blackened=due.blackened, parts=parts
        )

"""The job that fetches evidence from the channels: what is due, a few at once, tried again until it is here. Then the
copy that staff see is made. Who sent what is not taken or cannot be seen is told."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime

import structlog

from bot.channel.channel import Channel, FileLost
from bot.foreign_files import FileUnfit, ForeignFiles
from models.cases.errors import EvidenceGone
from models.cases.evidence import (
    Fetch,
    claim_fetches,
    fetch_failed,
    is_fetch_due,
    keep_evidence,
    read_evidence,
)
from models.cases.evidence_copy import (
    CopyDue,
    ask_about_uncleanable,
    copies_due,
    copy_failed,
    is_uncleanable_filed,
    keep_copy,
)
from models.cases.evidence_news import tell_refused
from models.casework.files import tell_file_ready
from models.storage.database import Database
from models.storage.kept_file import drop_file
from models.storage.rest import with_a_rest

log = structlog.get_logger(__name__)

Download = Callable[[str, str], Awaitable[bytes]]
"""(channel, file id) -> the bytes. Raises FileLost where they are gone for good, anything else to try later."""

AT_ONCE = 4
"""Pieces that are fetched side by side; each may hold 20 MB."""
WITHIN_S = 60.0
"""A fetch that takes longer is tried again; the lease of a piece (models/cases/evidence.py) lasts twice as long."""


async def fetch_all_due(database: Database, download: Download, *, clock: Callable[[], datetime]) -> None:
    """Fetches until nothing is due any more; what failed is due again later."""
    while await fetch_evidence(database, download, clock=clock) == AT_ONCE:
        pass


async def fetch_evidence(
    database: Database, download: Download, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> int:
    """Fetches what is due, AT_ONCE at most, and keeps it, one transaction a piece. Returns how many were tried."""
    async with database.reading() as session:
        if not await is_fetch_due(session, now=clock()):
            return 0
    async with database.transaction() as session:
        due = await claim_fetches(session, now=clock(), limit=AT_ONCE)
    turn = asyncio.Lock()
    fetching = (_fetch(database, download, each, clock, turn) for each in due)
    tried = await asyncio.gather(*fetching, return_exceptions=True)
    for error in tried:
        if error is not None:
            raise error
    return len(due)


async def _fetch(
    database: Database, download: Download, fetch: Fetch, clock: Callable[[], datetime], turn: asyncio.Lock
) -> None:
    """turn: of keeping, during which each is in memory several times."""
    try:
        async with asyncio.timeout(WITHIN_S):
            content = await download(fetch.channel, fetch.file_id)
    except Exception as error:  # a channel's library raises what it likes: the piece must not be lost for that
        log.warning("evidence not fetched", evidence=fetch.evidence_id, error=type(error).__name__)
        async with database.transaction() as session:
            gone = isinstance(error, FileLost)
            lost = await fetch_failed(session, fetch.evidence_id, now=clock(), for_good=gone)
            if lost is not None:
                await tell_refused(session, lost, now=clock())
        return
    async with turn, with_a_rest(len(content)), database.transaction() as session:
        piece = await keep_evidence(session, fetch.evidence_id, content, now=clock())
        await drop_file(session, fetch.file_id)  # where a page uploaded it: as large as the piece, beside the contact
        if piece is not None and piece.refused is not None:
            await tell_refused(session, piece, now=clock())
        elif piece is not None:
            await tell_file_ready(session, piece.id, now=clock())


async def make_copies(
    database: Database, files: ForeignFiles, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> None:
    """Makes the copy of every piece that has none yet, one after the other, and asks whoever sent anonymously what
    cannot be cleaned."""
    while due := await _copies_due(database):
        for each in due:
            await _make_copy(database, files, each, clock)
    async with database.reading() as session:
        if not await is_uncleanable_filed(session):
            return
    async with database.transaction() as session:
        await ask_about_uncleanable(session, now=clock())


async def _copies_due(database: Database) -> Sequence[CopyDue]:
    async with database.reading() as session:
        return await copies_due(session)


async def _make_copy(database: Database, files: ForeignFiles, due: CopyDue, clock: Callable[[], datetime]) -> None:
    try:
        async with database.reading() as session:
            content = await read_evidence(session, due.evidence_id)
        opened = await files.clean_copy(content, due.media_type)
    except (EvidenceGone, FileUnfit) as error:
        log.info("no copy for staff", evidence=due.evidence_id, error=type(error).__name__)
        async with database.transaction() as session:
            await copy_failed(session, due.evidence_id, now=clock())
        return
    async with with_a_rest(len(content)), database.transaction() as session:
        await keep_copy(session, due.evidence_id, opened.content, opened.media_type)
        await tell_file_ready(session, due.evidence_id, now=clock())


class NoSuchChannel(Exception):
    """The channel is not configured now; it may be again."""


def download_by(channels: Mapping[str, Channel]) -> Download:
    """From whichever channel the file came."""

    async def download(channel: str, file_id: str) -> bytes:
        if channel not in channels:
            raise NoSuchChannel(channel)
        return await channels[channel].download(file_id)

    return download

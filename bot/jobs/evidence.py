"""The job that fetches evidence from the channels: what is due, a few at once, tried again until it is here. Then the
copy that staff see is made. Who sent what is not taken or cannot be seen is told."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest

from bot.app import App
from bot.channels.wechat.api import WeChatApi, WeChatError
from bot.foreign_files import FileUnfit, ForeignFiles
from models.cases.errors import EvidenceGone
from models.cases.evidence import (
    LARGEST,
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
from models.storage.kept_file import drop_file, read_file
from models.storage.rest import with_a_rest

log = structlog.get_logger(__name__)

Download = Callable[[str, str], Awaitable[bytes]]
"""(channel, file id) -> the bytes. Raises EvidenceLost where they are gone for good, anything else to try later."""

WEBCHAT = "webchat"
"""The channel whose files are rows of ours: the page has uploaded them."""
AT_ONCE = 4
"""Pieces that are fetched side by side; each may hold 20 MB."""
WITHIN_S = 60.0
"""A fetch that takes longer is tried again; the lease of a piece (models/cases/evidence.py) lasts twice as long."""
MEDIA_GONE = frozenset({40004, 40007})
"""WeChat knows the media id no more: it keeps what people send for three days."""


class EvidenceLost(Exception):
    """The channel does not have the file any more, and never will."""


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
    """turn: of keeping, and of what comes out of our own database: each is in memory several times meanwhile."""
    is_ours = fetch.channel == WEBCHAT
    try:
        async with asyncio.timeout(WITHIN_S), turn if is_ours else nullcontext():
            content = await download(fetch.channel, fetch.file_id)
    except Exception as error:  # a channel's library raises what it likes: the piece must not be lost for that
        log.warning("evidence not fetched", evidence=fetch.evidence_id, error=type(error).__name__)
        async with database.transaction() as session:
            gone = isinstance(error, EvidenceLost)
            lost = await fetch_failed(session, fetch.evidence_id, now=clock(), for_good=gone)
            if lost is not None:
                await tell_refused(session, lost, now=clock())
        return
    async with turn, with_a_rest(len(content)), database.transaction() as session:
        piece = await keep_evidence(session, fetch.evidence_id, content, now=clock())
        if is_ours:
            await drop_file(session, fetch.file_id)  # of the same size as the piece, and beside the contact
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


def download_by(app: App) -> Download:
    """From whichever channel the file came."""

    async def download(channel: str, file_id: str) -> bytes:
        if app.telegram is not None and channel == app.telegram.name:
            return await from_telegram(app.telegram.bot, file_id)
        if app.wechat is not None and channel == app.wechat.name:
            return await from_wechat(app.wechat.api, file_id)
        if app.webchat is not None and channel == app.webchat.name:
            return await from_web_chat(app.database, file_id, now=app.clock())
        raise NoSuchChannel(channel)

    return download


async def from_telegram(bot: Bot, file_id: str) -> bytes:
    """The bytes of a file somebody sent on Telegram. Raises EvidenceLost, and what aiogram raises."""
    try:
        file = await bot.get_file(file_id)
    except TelegramBadRequest as error:
        raise EvidenceLost from error
    content = await bot.download_file(file.file_path) if file.file_path else None
    if content is None:
        raise EvidenceLost
    return content.read()


async def from_web_chat(database: Database, key: str, *, now: datetime) -> bytes:
    """The bytes of a file the page has uploaded. Raises EvidenceLost."""
    async with database.reading() as session:
        file = await read_file(session, key, contact_id=None, now=now)
    if file is None:
        raise EvidenceLost
    return file.content


async def from_wechat(api: WeChatApi, media_id: str) -> bytes:
    """The bytes of what somebody sent on WeChat. Raises EvidenceLost, WeChatError, WeChatAway."""
    try:
        return await api.download(media_id, most=LARGEST)
    except WeChatError as error:
        if error.code in MEDIA_GONE:
            raise EvidenceLost from error
        raise

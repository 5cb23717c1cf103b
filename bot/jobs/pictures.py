"""The job that fetches pictures for what goes to many, and draws them anew; and how channels read them."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import filetype
import structlog

from bot.channel.channel import FileLost
from bot.foreign_files import FileUnfit, ForeignFiles, Opened
from bot.jobs.evidence import WITHIN_S, Download
from models.outbox.pictures import (
    LARGEST,
    LONGEST_SIDE,
    MediaFile,
    MediaProblem,
    claim_media,
    keep_media,
    media_to_fetch,
    refuse_media,
)
from models.storage.database import Database
from models.storage.kept_file import drop_file

log = structlog.get_logger(__name__)


async def fetch_media(
    database: Database, download: Download, files: ForeignFiles, *, clock: Callable[[], datetime]
) -> None:
    """Every picture that is waiting; what failed is due again later."""
    async with database.reading() as session:
        keys = await media_to_fetch(session, now=clock())
    for key in keys:
        async with database.transaction() as session:
            file = await claim_media(session, key, now=clock())
        if file is not None:
            await _fetch(database, download, files, file)


async def _fetch(database: Database, download: Download, files: ForeignFiles, file: MediaFile) -> None:
    try:
        async with asyncio.timeout(WITHIN_S):
            content = await download(file.channel, file.file_id)
        drawn = await _drawn(files, content)
    except (FileLost, FileUnfit) as error:
        problem = MediaProblem.LOST if isinstance(error, FileLost) else MediaProblem.UNREADABLE
        async with database.transaction() as session:
            await refuse_media(session, file.key, problem)
            await drop_file(session, file.file_id)
        return
    except Exception as error:  # a channel's library raises what it likes: it is tried again
        log.warning("picture not fetched", picture=file.key, error=type(error).__name__)
        return
    async with database.transaction() as session:
        await keep_media(session, file.key, drawn.content, drawn.media_type)
        await drop_file(session, file.file_id)


async def _drawn(files: ForeignFiles, content: bytes) -> Opened:
    """Raises FileUnfit."""
    kind = filetype.guess(content)
    if len(content) > LARGEST or kind is None or not kind.mime.startswith("image/"):
        raise FileUnfit("unreadable")
    return await files.draw_anew(content, longest_side=LONGEST_SIDE)

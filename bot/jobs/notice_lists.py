"""The job that fetches the files that lists of people were sent as, and reads them: only who is found stays."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.channel.channel import FileLost
from bot.foreign_files import FileUnfit, ForeignFiles, Reason
from bot.jobs.evidence import WITHIN_S, Download
from models.notices.people_list import (
    LARGEST,
    ListFile,
    ListProblem,
    claim_list,
    codes_in,
    fill_list,
    lists_to_fetch,
    refuse_list,
)
from models.storage.database import Database
from models.storage.kept_file import drop_file

log = structlog.get_logger(__name__)

_PROBLEMS: dict[Reason, ListProblem] = {
    "too_long": ListProblem.LONG,
    "unreadable": ListProblem.UNREADABLE,
    "uncleanable": ListProblem.UNREADABLE,
}


async def read_lists(
    database: Database, download: Download, files: ForeignFiles, *, clock: Callable[[], datetime]
) -> None:
    """Every list whose file is waiting; what failed is due again later."""
    async with database.reading() as session:
        ids = await lists_to_fetch(session, now=clock())
    for list_id in ids:
        async with database.transaction() as session:
            file = await claim_list(session, list_id, now=clock())
        if file is not None:
            await _read(database, download, files, file)


async def _read(database: Database, download: Download, files: ForeignFiles, file: ListFile) -> None:
    try:
        async with asyncio.timeout(WITHIN_S):
            content = await download(file.channel, file.file_id)
        if len(content) > LARGEST:
            raise FileUnfit("too_long")
        codes = await asyncio.to_thread(codes_in, await files.text_of_table(content))
    except (FileLost, FileUnfit) as error:
        problem = _PROBLEMS[error.reason] if isinstance(error, FileUnfit) else ListProblem.LOST
        async with database.transaction() as session:
            await refuse_list(session, file.list_id, problem)
            await drop_file(session, file.file_id)
        return
    except Exception as error:  # a channel's library raises what it likes: it is tried again
        log.warning("list not fetched", list=file.list_id, error=type(error).__name__)
        return
    async with database.transaction() as session:
        await fill_list(session, file.list_id, codes)
        await drop_file(session, file.file_id)

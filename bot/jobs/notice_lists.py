"""Reads a fetched file with a list of people: only the people who are found are kept."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.foreign_files import FileUnfit, ForeignFiles, Reason
from models.notices.people_list import LARGEST, ListProblem, codes_in, fill_list, refuse_list
from models.storage.database import Database

_PROBLEMS: dict[Reason, ListProblem] = {
    "too_long": ListProblem.LONG,
    "unreadable": ListProblem.UNREADABLE,
    "uncleanable": ListProblem.UNREADABLE,
}


async def keep(
    database: Database, files: ForeignFiles, list_id: int, content: bytes, _: Callable[[], datetime]
) -> None:
    """Read the list, or note why it is refused."""
    try:
        if len(content) > LARGEST:
            raise FileUnfit("too_long")
        codes = await asyncio.to_thread(codes_in, await files.text_of_table(content))
    except FileUnfit as error:
        async with database.transaction() as session:
            await refuse_list(session, list_id, _PROBLEMS[error.reason])
        return
    async with database.transaction() as session:
        await fill_list(session, list_id, codes)


async def lose(session: AsyncSession, list_id: int, _: datetime) -> None:
    """Note that the channel will never give the file."""
    await refuse_list(session, list_id, ListProblem.LOST)

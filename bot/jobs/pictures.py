"""Keeps a fetched picture of a notice after drawing it again."""

from collections.abc import Callable
from datetime import datetime

import filetype
from sqlalchemy.ext.asyncio import AsyncSession

from bot.foreign_files import FileUnfit, ForeignFiles, Opened
from models.outbox.pictures import LARGEST, LONGEST_SIDE, MediaProblem, keep_media, refuse_media
from models.storage.database import Database


async def keep(database: Database, files: ForeignFiles, key: str, content: bytes, _: Callable[[], datetime]) -> None:
    """Keep the picture as it was drawn again, or note that it is not a picture."""
    try:
        drawn = await _drawn(files, content)
    except FileUnfit:
        async with database.transaction() as session:
            await refuse_media(session, key, MediaProblem.UNREADABLE)
        return
    async with database.transaction() as session:
        await keep_media(session, key, drawn.content, drawn.media_type)


async def lose(session: AsyncSession, key: str, _: datetime) -> None:
    """Note that the channel will never give the bytes."""
    await refuse_media(session, key, MediaProblem.LOST)


async def _drawn(files: ForeignFiles, content: bytes) -> Opened:
    """Return the picture drawn again. Raises FileUnfit."""
    kind = filetype.guess(content)
    if len(content) > LARGEST or kind is None or not kind.mime.startswith("image/"):
        raise FileUnfit("unreadable")
    return await files.draw_anew(content, longest_side=LONGEST_SIDE)

"""What becomes of a picture that goes to many, once it is fetched: it is drawn anew."""

from collections.abc import Callable
from datetime import datetime

import filetype
from sqlalchemy.ext.asyncio import AsyncSession

from bot.foreign_files import FileUnfit, ForeignFiles, Opened
from models.outbox.pictures import LARGEST, LONGEST_SIDE, MediaProblem, keep_media, refuse_media
from models.storage.database import Database


async def keep(database: Database, files: ForeignFiles, key: str, content: bytes, _: Callable[[], datetime]) -> None:
    """Keeps the picture as it is drawn anew, or notes that it is none."""
    try:
        drawn = await _drawn(files, content)
    except FileUnfit:
        async with database.transaction() as session:
            await refuse_media(session, key, MediaProblem.UNREADABLE)
        return
    async with database.transaction() as session:
        await keep_media(session, key, drawn.content, drawn.media_type)


async def lose(session: AsyncSession, key: str, _: datetime) -> None:
    """The channel never gives it."""
    await refuse_media(session, key, MediaProblem.LOST)


async def _drawn(files: ForeignFiles, content: bytes) -> Opened:
    """Raises FileUnfit."""
    kind = filetype.guess(content)
    if len(content) > LARGEST or kind is None or not kind.mime.startswith("image/"):
        raise FileUnfit("unreadable")
    return await files.draw_anew(content, longest_side=LONGEST_SIDE)

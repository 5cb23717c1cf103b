"""Keeps fetched pictures that show that a duty was done, drawn anew."""

from collections.abc import Callable
from datetime import datetime

import filetype
from sqlalchemy.ext.asyncio import AsyncSession

from bot.foreign_files import FileUnfit, ForeignFiles
from models.duties.proof import LARGEST, LONGEST_SIDE, ProofProblem, keep_proof, refuse_proof
from models.storage.database import Database


async def keep(
    database: Database, files: ForeignFiles, proof_id: int, content: bytes, clock: Callable[[], datetime]
) -> None:
    """Keep the picture as it was drawn again; tell who sent it if it is none."""
    kind = filetype.guess(content)
    try:
        if len(content) > LARGEST or kind is None or not kind.mime.startswith("image/"):
            raise FileUnfit("unreadable")
        drawn = await files.draw_anew(content, longest_side=LONGEST_SIDE)
    except FileUnfit:
        async with database.transaction() as session:
            await refuse_proof(session, proof_id, ProofProblem.UNREADABLE, now=clock())
        return
    async with database.transaction() as session:
        await keep_proof(session, proof_id, drawn.content, drawn.media_type, now=clock())


async def lose(session: AsyncSession, proof_id: int, now: datetime) -> None:
    """Note that the channel will never give the bytes."""
    await refuse_proof(session, proof_id, ProofProblem.LOST, now=now)

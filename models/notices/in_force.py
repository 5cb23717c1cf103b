"""The weather warnings in force: notices made from a warning, until it ends."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.notices.notice import Notice, NoticeState

MOST = 3
"""People do not read more than these."""


async def warnings_in_force(session: AsyncSession, *, now: datetime) -> Sequence[Notice]:
    """The warnings in force, the newest first, MOST at most. now: aware."""
    in_force = (
        sa.select(Notice)
        .where(Notice.shelter.is_not(None), Notice.expires_at > now, Notice.state != NoticeState.CANCELLED)
        .order_by(Notice.id.desc())
        .limit(MOST)
    )
    return (await session.scalars(in_force)).all()

"""Reports of past weeks, computed once and stored: a report never changes, so that two looks do not reveal the cases in
between.
"""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, Json
from models.storage.secrets import insert

KEPT = timedelta(weeks=8)


class WeekReport(Base):
    """A stored report. scope: its subject, such as `cases:postal`. begins: the first day. figures: without groups or
    cells that are too small."""

    __tablename__ = "week_report"

    scope: Mapped[str] = mapped_column(primary_key=True)
    begins: Mapped[date] = mapped_column(primary_key=True)
    figures: Mapped[Json] = mapped_column(sa.JSON)


async def made_once(session: AsyncSession, scope: str, begins: date, make: Callable[[], Awaitable[Json]]) -> Json:
    """The stored figures; the first caller computes them with `make`. The span must be over."""
    mine = sa.select(WeekReport.figures).where(WeekReport.scope == scope, WeekReport.begins == begins)
    kept = await session.scalar(mine)
    if kept is None:
        new = insert(session, WeekReport).values(scope=scope, begins=begins, figures=await make())
        await session.execute(new.on_conflict_do_nothing())
        old = sa.delete(WeekReport).where(WeekReport.scope == scope, WeekReport.begins < begins - KEPT)
        await session.execute(old)
        kept = (await session.scalars(mine)).one()
    return kept

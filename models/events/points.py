"""Points of volunteers: a ledger that is only ever added to. What somebody has is the sum of their rows; they are
spent at a place, by its code."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, BigId, UtcDateTime
from models.storage.secrets import insert


class PointsEntry(Base):
    """points: earned, or spent where negative. mark: what it is for, once: `booking:12`, or a random one."""

    __tablename__ = "points_entry"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    points: Mapped[int]
    mark: Mapped[str] = mapped_column(unique=True)
    place_id: Mapped[int | None] = mapped_column(sa.ForeignKey("place.id", ondelete="SET NULL"))
    """Where they were spent."""
    slip: Mapped[str | None]
    """Four letters to show at the place."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)


async def points_of(session: AsyncSession, person_id: int) -> int:
    total = sa.select(sa.func.coalesce(sa.func.sum(PointsEntry.points), 0)).where(PointsEntry.person_id == person_id)
    return (await session.scalars(total)).one()


async def points_entries(session: AsyncSession, person_id: int) -> Sequence[PointsEntry]:
    """The newest first."""
    mine = sa.select(PointsEntry).where(PointsEntry.person_id == person_id)
    return (await session.scalars(mine.order_by(PointsEntry.id.desc()))).all()


async def earn_points(session: AsyncSession, person_id: int, points: int, *, mark: str, now: datetime) -> None:
    """Once for each mark."""
    row = {"person_id": person_id, "points": points, "mark": mark, "at": now}
    await session.execute(insert(session, PointsEntry).values(row).on_conflict_do_nothing())

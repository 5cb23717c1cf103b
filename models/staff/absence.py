"""Who is away, and until when. The post stays; meanwhile the colleague gets no new cases, no warnings, and nothing that
is given to a colleague. What becomes of their cases: models/casework/covering.py.
"""

from collections.abc import Collection
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, UtcDateTime


class StaffAbsence(Base):
    """A colleague who is away. until: the last day, in the city; the row goes when they are back."""

    __tablename__ = "staff_absence"

    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    until: Mapped[date] = mapped_column(index=True)
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LentCase(Base):
    """A case that somebody works at while its handler is away. owner_id, holder_id: of posts."""

    __tablename__ = "lent_case"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    holder_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"))


async def away_until(session: AsyncSession, staff_ids: Collection[int]) -> dict[int, date]:
    """Those of the posts whose people are away, with their last day."""
    rows = sa.select(StaffAbsence.staff_id, StaffAbsence.until).where(StaffAbsence.staff_id.in_(staff_ids))
    return {row.staff_id: row.until for row in await session.execute(rows)}

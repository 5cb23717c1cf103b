"""Absences of members of staff.

The post stays; until they are back they get no new cases, no warnings, and nothing that is handed to colleagues.
models/casework/covering.py decides about their cases.
"""

from collections.abc import Collection
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, UtcDateTime


class StaffAbsence(Base):
    """A member of staff who is away. until: the last day, by the city's calendar; the row is deleted when they are
    back."""

    __tablename__ = "staff_absence"

    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    until: Mapped[date] = mapped_column(index=True)
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LentCase(Base):
    """A case with a substitute while its handler is away. owner_id: the handler's post; holder_id: the substitute's."""

    __tablename__ = "lent_case"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    holder_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"))


async def away_until(session: AsyncSession, staff_ids: Collection[int]) -> dict[int, date]:
    """Post -> the last day of absence, for those of the posts whose people are away."""
    if not staff_ids:
        return {}
    rows = sa.select(StaffAbsence.staff_id, StaffAbsence.until).where(StaffAbsence.staff_id.in_(staff_ids))
    return {row.staff_id: row.until for row in await session.execute(rows)}

"""Who has a case open just now, and who is writing: their pages say so every few seconds, in whatever process."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.casework.handling import case_for_staff
from models.city.pack import City
from models.staff.post import Staff
from models.storage.database import Base, UtcDateTime
from models.storage.secrets import insert

EVERY_S = 8
"""How often an open page says that it is there."""
PRESENCE_LASTS = timedelta(seconds=25)
"""After this nobody counts as being there: their page is closed, or asleep."""


class DeskPresence(Base):
    """Somebody who has a case open. seen_at: when their page last said so."""

    __tablename__ = "desk_presence"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True, index=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    writes: Mapped[bool]


@dataclass(frozen=True, slots=True)
class There:
    """A colleague who has the case open."""

    name: str
    writes: bool


async def be_there(
    session: AsyncSession, case_id: int, staff: Staff, *, writes: bool, city: City, now: datetime
) -> Sequence[There]:
    """Notes that the colleague has the case open, and returns who else has. Raises CaseGone."""
    await case_for_staff(session, case_id, staff, city=city)
    row = insert(session, DeskPresence).values(case_id=case_id, staff_id=staff.id, seen_at=now, writes=writes)
    newer = {"seen_at": row.excluded.seen_at, "writes": row.excluded.writes}
    await session.execute(row.on_conflict_do_update(index_elements=["case_id", "staff_id"], set_=newer))
    return await others_there(session, case_id, staff, now=now)


async def others_there(session: AsyncSession, case_id: int, staff: Staff, *, now: datetime) -> Sequence[There]:
    """The other colleagues who have the case open, by name."""
    seen = (DeskPresence.case_id == case_id, DeskPresence.seen_at > now - PRESENCE_LASTS, Staff.id != staff.id)
    rows = sa.select(Staff.name, DeskPresence.writes).join(Staff, Staff.id == DeskPresence.staff_id)
    found = await session.execute(rows.where(*seen, Staff.active).order_by(Staff.name, Staff.id))
    return [There(row.name, row.writes) for row in found]


async def forget_presence(session: AsyncSession, *, now: datetime) -> None:
    """Deletes who is not there any more."""
    await session.execute(sa.delete(DeskPresence).where(DeskPresence.seen_at < now - PRESENCE_LASTS))

"""Absences of members of staff.

The post stays; until they are back they get no new cases, no warnings, and nothing that is handed to colleagues: what
comes for them goes to their deputy, if they named one. models/casework/covering.py decides about their cases.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, UtcDateTime
from models.storage.secrets import insert


class StaffAbsence(Base):
    """A member of staff who is away, or will be. since, until: the first and the last day, by the city's calendar; the
    row is deleted when they are back. begun: whether their cases were handed on and they count as away. deputy_id: the
    number of the post that gets what comes for them."""

    __tablename__ = "staff_absence"

    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    until: Mapped[date] = mapped_column(index=True)
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    since: Mapped[date | None]
    """None in rows from before absences had a first day: they had begun."""
    begun: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    deputy_id: Mapped[int | None]


class LentCase(Base):
    """A case with a substitute while its handler is away. owner_id: the handler's post; holder_id: the substitute's."""

    __tablename__ = "lent_case"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    holder_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"))


@dataclass(frozen=True, slots=True)
class Away:
    """Who is away, and who gets what comes for them. until: post -> last day; deputies: post -> the deputy's post."""

    until: Mapping[int, date] = field(default_factory=dict)
    deputies: Mapping[int, int] = field(default_factory=dict)

    def stands_in(self, staff_id: int) -> int | None:
        """The post that gets what comes for this one: itself if its holder is there, else the deputy if that one is
        there, else None."""
        if staff_id not in self.until:
            return staff_id
        deputy = self.deputies.get(staff_id)
        return deputy if deputy is not None and deputy not in self.until else None


async def away_among(session: AsyncSession, staff_ids: Collection[int]) -> Away:
    """Which of the posts are away now. A deputy counts as there unless it is among the posts too and is away."""
    if not staff_ids:
        return Away()
    columns = (StaffAbsence.staff_id, StaffAbsence.until, StaffAbsence.deputy_id)
    away = sa.select(*columns).where(StaffAbsence.staff_id.in_(staff_ids), StaffAbsence.begun)
    rows = (await session.execute(away)).all()
    deputies = {row.staff_id: row.deputy_id for row in rows if row.deputy_id is not None}
    return Away({row.staff_id: row.until for row in rows}, deputies)


async def away_until(session: AsyncSession, staff_ids: Collection[int]) -> Mapping[int, date]:
    """Post -> the last day of absence, for those of the posts whose people are away."""
    return (await away_among(session, staff_ids)).until


async def lend_case(session: AsyncSession, case_id: int, *, owner: int, holder: int) -> None:
    """Notes that a case is with a substitute; if it was lent before, its owner stays the first one."""
    lent = insert(session, LentCase).values(case_id=case_id, owner_id=owner, holder_id=holder)
    again = lent.on_conflict_do_update(index_elements=["case_id"], set_={"holder_id": holder})
    await session.execute(again)

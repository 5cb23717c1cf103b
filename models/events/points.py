"""Points of volunteers: a ledger that is only ever added to. What somebody has is the sum of their rows; they are
spent at a place, by its code.

A row is sealed: one that somebody wrote into the database, or changed, is worth nothing and is told by `audit`, and so
is one that was led to another person than came to the date that it is for. A row that was deleted is not missed.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.events.booking import Booking
from models.storage.database import Base, BigId, UtcDateTime
from models.storage.encryption import Cipher, canonical, exactly
from models.storage.secrets import cipher_of, insert

PORTION = 500


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
    seal: Mapped[str] = mapped_column(default="", server_default="")


def entry_seal(entry: Any, cipher: Cipher) -> str:
    """Of what it is worth and what it is for, but for its person, who may become one with another, and its place, which
    may go."""
    return cipher.seal("points", canonical([entry.mark, entry.points, entry.slip, exactly(entry.at)]))


async def points_of(session: AsyncSession, person_id: int) -> int:
    cipher = cipher_of(session)
    entries = await points_entries(session, person_id)
    return sum(each.points for each in entries if each.seal == entry_seal(each, cipher))


async def points_entries(session: AsyncSession, person_id: int) -> Sequence[PointsEntry]:
    """The newest first."""
    mine = sa.select(PointsEntry).where(PointsEntry.person_id == person_id)
    return (await session.scalars(mine.order_by(PointsEntry.id.desc()))).all()


async def earn_points(session: AsyncSession, person_id: int, points: int, *, mark: str, now: datetime) -> None:
    """Once for each mark."""
    row = {"person_id": person_id, "points": points, "mark": mark, "slip": None, "at": now}
    row["seal"] = entry_seal(PointsEntry(**row), cipher_of(session))
    await session.execute(insert(session, PointsEntry).values(row).on_conflict_do_nothing())


async def broken_entry(session: AsyncSession) -> int | None:
    """The number of the first row that is worth nothing, or is not of whoever came."""
    cipher, last = cipher_of(session), 0
    came = sa.literal("booking:") + sa.cast(Booking.id, sa.String)
    rows = sa.select(PointsEntry, Booking.person_id).outerjoin(Booking, came == PointsEntry.mark)
    rows = rows.order_by(PointsEntry.id).limit(PORTION)
    while found := (await session.execute(rows.where(PointsEntry.id > last))).all():
        for entry, person_id in found:
            if entry.seal != entry_seal(entry, cipher) or person_id not in (None, entry.person_id):
                return int(entry.id)
        last = found[-1][0].id
    return None


async def seal_old_entries(session: AsyncSession, after: int, portion: int) -> int | None:
    """Seals rows of before they were sealed, as they are: those after a number. Returns the last number; None: there
    was none."""
    rows = sa.select(PointsEntry).where(PointsEntry.id > after).order_by(PointsEntry.id).limit(portion)
    last = None
    for entry in await session.scalars(rows):
        last = entry.id
        entry.seal = entry.seal or entry_seal(entry, cipher_of(session))
    return last

"""Points of volunteers: an append-only ledger. A person's points are the sum of their rows; they are spent at a place,
by its code.

Every row is sealed: a row that was written or changed directly in the database is worth nothing, and `audit` reports
it, as it reports a row whose person is not the one who came to its date. A deleted row is not detected.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.events.booking import Booking
from models.storage.database import Base, BigId, UtcDateTime
from models.storage.encryption import Cipher, canonical, cipher_of, exactly
from models.storage.secrets import insert

PORTION = 500


class PointsEntry(Base):
    """One entry of the ledger. points: negative if spent. mark: the unique reason: `booking:12`, or random."""

    __tablename__ = "points_entry"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    points: Mapped[int]
    mark: Mapped[str] = mapped_column(unique=True)
    place_id: Mapped[int | None] = mapped_column(sa.ForeignKey("place.id", ondelete="SET NULL"))
    """The place where points were spent."""
    slip: Mapped[str | None]
    """Four letters to show at the place."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    seal: Mapped[str] = mapped_column(default="", server_default="")


def entry_seal(entry: Any, cipher: Cipher) -> str:
    """The valid seal of an entry. It covers neither the person, who may be linked with another, nor the place, which
    may be removed."""
    return cipher.seal("points", canonical([entry.mark, entry.points, entry.slip, exactly(entry.at)]))


async def points_of(session: AsyncSession, person_id: int) -> int:
    cipher = cipher_of(session)
    entries = await points_entries(session, person_id)
    return sum(each.points for each in entries if each.seal == entry_seal(each, cipher))


async def points_entries(session: AsyncSession, person_id: int) -> Sequence[PointsEntry]:
    """The entries of a person, newest first."""
    mine = sa.select(PointsEntry).where(PointsEntry.person_id == person_id)
    return (await session.scalars(mine.order_by(PointsEntry.id.desc()))).all()


async def earn_points(session: AsyncSession, person_id: int, points: int, *, mark: str, now: datetime) -> None:
    """Add points, once for each mark."""
    row = {"person_id": person_id, "points": points, "mark": mark, "slip": None, "at": now}
    row["seal"] = entry_seal(PointsEntry(**row), cipher_of(session))
    await session.execute(insert(session, PointsEntry).values(row).on_conflict_do_nothing())


async def broken_entry(session: AsyncSession) -> int | None:
    """The number of the first entry with an invalid seal, or of another person than its booking; None if there is
    none."""
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
    """Seal a portion of the entries after a number that were stored before seals existed, as they are. Returns the last
    number of the portion, None if there was no entry."""
    rows = sa.select(PointsEntry).where(PointsEntry.id > after).order_by(PointsEntry.id).limit(portion)
    last = None
    for entry in await session.scalars(rows):
        last = entry.id
        entry.seal = entry.seal or entry_seal(entry, cipher_of(session))
    return last

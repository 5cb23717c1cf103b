"""Parts of a piece of evidence that a colleague has blackened before the picture leaves the house.

    DUE ──> KEPT     there is a copy without these parts, for whoever the case is handed to
       └──> UNFIT    the picture cannot be drawn

The boxes are kept as they were drawn; the original and the copy for staff stay as they are. A job makes the copy
(bot/jobs/evidence.py).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.foreign_files.box import Box
from models.pictures.reading import AT_ONCE, boxes_to_blacken
from models.storage.database import Base, EncryptedBytes, Json, Opened, UtcDateTime, values_of
from models.storage.secrets import insert
from models.storage.unlinkable import by_the_hour


class DrawState(StrEnum):
    DUE = "due"
    KEPT = "kept"
    UNFIT = "unfit"


_IS_DUE = sa.text("state = 'due'")


class EvidenceDrawn(Base):
    """The boxes of a piece, and the copy without what is in them. boxes: each a `Box`; staff_id: the post that drew
    them last; in_parts: as for the other files of a piece (models/cases/evidence.py)."""

    __tablename__ = "evidence_drawn"
    __table_args__ = (sa.Index("ix_evidence_drawn_due", "evidence_id", sqlite_where=_IS_DUE, postgresql_where=_IS_DUE),)

    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True)
    boxes: Mapped[Json] = mapped_column(sa.JSON)
    staff_id: Mapped[int]
    drawn_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """Rounded to the hour."""
    state: Mapped[DrawState] = mapped_column(sa.Enum(DrawState, native_enum=False, length=5, values_callable=values_of))
    media_type: Mapped[str | None]
    locked: Mapped[Any | None] = mapped_column("content", EncryptedBytes("evidence_id"))
    content = Opened[bytes]("locked", "evidence_id")
    in_parts: Mapped[bool] = mapped_column(default=False, server_default=sa.false())

    @property
    def drawn(self) -> list[Box]:
        """The boxes that the colleague drew."""
        return [(each[0], each[1], each[2], each[3]) for each in self.boxes]


@dataclass(frozen=True, slots=True)
class DrawDue:
    """A piece whose copy has to be made. blackened: every part, those too that its sender asked for."""

    evidence_id: int
    blackened: Sequence[Box]


async def note_boxes(
    session: AsyncSession, evidence_id: int, boxes: Sequence[Box], *, staff_id: int, now: datetime
) -> None:
    """Has the copy made anew with these boxes; without any, the piece has no such copy. The caller has checked who
    draws."""
    if not boxes:
        await session.execute(sa.delete(EvidenceDrawn).where(EvidenceDrawn.evidence_id == evidence_id))
        return
    values = {
        "boxes": [list(each) for each in boxes],
        "staff_id": staff_id,
        "drawn_at": by_the_hour(now),
        "state": DrawState.DUE,
        "media_type": None,
        "content": None,
        "in_parts": False,
    }
    row = insert(session, EvidenceDrawn).values(evidence_id=evidence_id, **values)
    await session.execute(row.on_conflict_do_update(index_elements=["evidence_id"], set_=values))


async def draw_again(session: AsyncSession, evidence_id: int) -> None:
    """Has the copy made anew, because its sender wants other parts blackened too; nothing happens without boxes."""
    drawn = await session.get(EvidenceDrawn, evidence_id, with_for_update=True, populate_existing=True)
    if drawn is not None:
        drawn.state, drawn.media_type, drawn.locked, drawn.in_parts = DrawState.DUE, None, None, False
        await session.flush()


async def drawn_on(session: AsyncSession, evidence_ids: Collection[int]) -> Mapping[int, EvidenceDrawn]:
    """The boxes of some pieces, by the piece."""
    rows = await session.scalars(sa.select(EvidenceDrawn).where(EvidenceDrawn.evidence_id.in_(evidence_ids)))
    return {each.evidence_id: each for each in rows}


async def draws_due(session: AsyncSession) -> Sequence[DrawDue]:
    """Pieces with boxes and no copy yet, AT_ONCE at most."""
    rows = sa.select(EvidenceDrawn).where(EvidenceDrawn.state == DrawState.DUE).order_by(EvidenceDrawn.evidence_id)
    due = (await session.scalars(rows.limit(AT_ONCE))).all()
    return [DrawDue(each.evidence_id, await all_boxes(session, each)) for each in due]


async def all_boxes(session: AsyncSession, drawn: EvidenceDrawn) -> Sequence[Box]:
    """What has to be blackened: what was drawn, and what the sender of the piece asked for."""
    return [*drawn.drawn, *await boxes_to_blacken(session, drawn.evidence_id)]

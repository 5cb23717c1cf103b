"""A picture of a case that is blackened by hand before it is handed out: boxes are drawn, and a copy without what is in
them is made. Whoever hands a case out takes `models.cases.evidence_copy.copy_to_hand_out`."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import locked_case
from models.cases.errors import EvidenceGone
from models.cases.evidence import CopyState, Evidence, EvidenceFile, Parts, clear_parts, drop_parts, locked_piece
from models.casework.handling import case_for_staff
from models.city.pack import City
from models.desk.errors import BoxesUnreadable
from models.foreign_files.box import Box
from models.pictures.drawn import DrawState, EvidenceDrawn, all_boxes, note_boxes
from models.staff.post import Staff

MOST_BOXES = 60


async def draw_boxes(
    session: AsyncSession,
    case_id: int,
    staff: Staff,
    number: int,
    boxes: Sequence[Sequence[float]],
    *,
    city: City,
    now: datetime,
) -> None:
    """Blackens these parts of a picture in the copy to hand out, in place of those drawn before; none: nothing is
    blackened any more. Raises CaseGone, EvidenceGone, BoxesUnreadable."""
    await locked_case(session, case_id)
    await case_for_staff(session, case_id, staff, city=city)
    drawn = [_box(each) for each in boxes]
    if len(drawn) > MOST_BOXES:
        raise BoxesUnreadable
    piece = await picture_of(session, case_id, number)
    await note_boxes(session, piece.id, drawn, staff_id=staff.id, now=now)
    await clear_parts(session, piece.id, EvidenceDrawn)


def _box(corners: Sequence[float]) -> Box:
    """A box whose corners are in the picture and in order. Raises BoxesUnreadable."""
    try:
        left, top, right, bottom = (float(each) for each in corners)
    except (TypeError, ValueError) as error:
        raise BoxesUnreadable from error
    if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
        raise BoxesUnreadable
    return left, top, right, bottom


async def picture_of(session: AsyncSession, case_id: int, number: int) -> Evidence:
    """A picture of the case that staff can see. Raises EvidenceGone."""
    piece = await session.scalar(sa.select(Evidence).where(Evidence.case_id == case_id, Evidence.number == number))
    if piece is None or piece.removed_at is not None or not may_be_drawn_on(piece):
        raise EvidenceGone
    return piece


def may_be_drawn_on(piece: Evidence) -> bool:
    """Whether boxes can be drawn on the piece: a picture whose copy staff see."""
    return str(piece.media_type).startswith("image/") and piece.copy is CopyState.KEPT


# --- the job ----------------------------------------------------------------------------------------------------------


async def keep_drawn(
    session: AsyncSession,
    evidence_id: int,
    content: bytes,
    media_type: str,
    *,
    blackened: Sequence[Box],
    parts: Parts | None = None,
) -> None:
    """Keeps the copy without these parts. If others are to be blackened by now, it is dropped, and made again."""
    drawn = await _due(session, evidence_id)
    if drawn is None or list(await all_boxes(session, drawn)) != list(blackened):
        await drop_parts(session, parts)
        return
    drawn.state, drawn.media_type, drawn.in_parts = DrawState.KEPT, media_type, parts is not None
    drawn.content = parts.written() if parts else content
    await clear_parts(session, evidence_id, EvidenceDrawn, parts)
    await session.flush()


async def drawing_failed(session: AsyncSession, evidence_id: int) -> None:
    """Notes that the picture cannot be drawn: it is not handed out."""
    drawn = await _due(session, evidence_id)
    if drawn is not None:
        drawn.state = DrawState.UNFIT
        await session.flush()


async def _due(session: AsyncSession, evidence_id: int) -> EvidenceDrawn | None:
    piece = await locked_piece(session, evidence_id)
    if piece is None or piece.removed_at is not None or await session.get(EvidenceFile, evidence_id) is None:
        return None
    drawn = await session.get(EvidenceDrawn, evidence_id, with_for_update=True, populate_existing=True)
    return drawn if drawn is not None and drawn.state is DrawState.DUE else None

"""The original of a piece of evidence, as it came: opened with a reason that stays in the record of the post.

Staff see the clean copy of each piece. Who needs the original, for example to prove when a photo was taken, says why,
and may then look at it for a while. It stays shut where it would tell who filed anonymously, or what its sender has had
blackened.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.answers import what_is_said
from models.cases.case import Case
from models.cases.errors import EvidenceGone, EvidenceHeldBack
from models.cases.evidence import Evidence, read_evidence
from models.cases.evidence_copy import EvidenceCopy, copy_name
from models.cases.seal import name_of
from models.casework.handling import case_for_staff
from models.casework.looks import ORIGINAL
from models.city.pack import City
from models.desk.errors import ReasonMissing
from models.pictures.reading import readings_of
from models.staff.post import Staff
from models.staff.record import StaffEvent, note_event
from models.storage.encryption import cipher_of

OPEN_FOR = timedelta(minutes=30)
"""How long an original can be looked at after the reason was given."""


async def may_open_original(session: AsyncSession, case: Case, piece: Evidence) -> bool:
    """Whether the original can be opened, by whoever may see the case and says why."""
    if piece.removed_at is not None or piece.kept_at is None or case.anonymous:
        return False
    reading = (await readings_of(session, [piece.id])).get(piece.id)
    return reading is None or not reading.blackened


async def ask_original(
    session: AsyncSession, case_id: int, staff: Staff, number: int, reason: str, *, city: City, now: datetime
) -> None:
    """Notes in the record of the post why the original is opened; `original_of` gives it for OPEN_FOR. Raises CaseGone,
    EvidenceGone, EvidenceHeldBack, AnswerMissing, AnswerTooLong."""
    why = what_is_said(reason)
    case = await case_for_staff(session, case_id, staff, city=city)
    await _piece(session, case, number)
    named = case.id, name_of(case.number, cipher_of(session))
    await note_event(session, staff.id, f"{ORIGINAL}{number}", at=now, case=named, data={"text": why})


async def original_of(
    session: AsyncSession, case_id: int, staff: Staff, number: int, *, city: City, now: datetime
) -> EvidenceCopy:
    """The piece as it came. Raises CaseGone, EvidenceGone, EvidenceHeldBack, ReasonMissing."""
    case = await case_for_staff(session, case_id, staff, city=city)
    piece = await _piece(session, case, number)
    if not await reason_given(session, case.id, staff, number, now=now):
        raise ReasonMissing
    media_type = str(piece.media_type)
    name = copy_name(case.number, number, media_type)
    return EvidenceCopy(name, media_type, await read_evidence(session, piece.id))


async def reason_given(session: AsyncSession, case_id: int, staff: Staff, number: int, *, now: datetime) -> bool:
    """Whether the colleague said within OPEN_FOR why they open the original."""
    said = [
        StaffEvent.staff_id == staff.id,
        StaffEvent.case_id == case_id,
        StaffEvent.what == f"{ORIGINAL}{number}",
        StaffEvent.at > now - OPEN_FOR,
    ]
    return bool(await session.scalar(sa.select(sa.exists().where(*said))))


async def _piece(session: AsyncSession, case: Case, number: int) -> Evidence:
    piece = await session.scalar(sa.select(Evidence).where(Evidence.case_id == case.id, Evidence.number == number))
    if piece is None or piece.media_type is None or piece.removed_at is not None:
        raise EvidenceGone
    if not await may_open_original(session, case, piece):
        raise EvidenceHeldBack
    return piece

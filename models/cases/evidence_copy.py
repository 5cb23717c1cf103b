"""The copy of a piece of evidence that staff see: the same content with nothing inside that says who made it.

    kept ──> DUE ──> KEPT          there is a clean copy; made again if other parts of a picture are to be blackened
                 ├─> UNREADABLE    a picture that cannot be drawn; its sender is told
                 └─> UNCLEANABLE ─> ASKED ─> RELEASED
                         └── filed under a name: nothing to hide ──┘

Copies are made beside the conversations (bot/jobs/evidence.py), as the files of strangers are not opened there. That of
a picture waits until it was read. If its sender filed anonymously before that, and was never asked, what shows who they
are is blackened: what was seen once cannot be taken back, and whoever answers nothing gives nothing away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import filetype
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case, locked_case
from models.cases.errors import EvidenceCopyUnreadable, EvidenceGone, EvidenceHeldBack, EvidenceNotReady
from models.cases.evidence import (
    CopyState,
    Evidence,
    EvidenceCopyFile,
    Parts,
    clear_parts,
    drop_parts,
    locked_piece,
    read_evidence,
    whole,
)
from models.cases.evidence_news import ask_before_it_goes, tell_unreadable
from models.cases.mine import need_filed
from models.cases.steps import WORKER, Step
from models.cases.taking import take_step
from models.foreign_files.box import Box
from models.people.person import Person
from models.pictures.drawn import DrawState, EvidenceDrawn, draw_again
from models.pictures.reading import EvidenceReading, ReadState, boxes_to_blacken, readings_of

AT_ONCE = 20
WAITS_TO_BE_READ = timedelta(hours=2)
"""For at least an hour, as arrivals are known to the hour: whoever has not read a picture by then does not read any."""


@dataclass(frozen=True, slots=True)
class EvidenceCopy:
    """The copy as a file. name: made by the product, safe as a file name, and says nothing of the sender."""

    name: str
    media_type: str
    content: bytes
    blackened: bool = False
    """Parts of the picture are."""


@dataclass(frozen=True, slots=True)
class CopyDue:
    """A piece whose copy has to be made. media_type: of the original."""

    evidence_id: int
    media_type: str
    blackened: Sequence[Box] = ()
    """The parts of a picture that its sender wants nobody else to see."""


async def copy_for_staff(session: AsyncSession, case: Case, number: int) -> EvidenceCopy:
    """A piece as staff see it: its clean copy, or the original if nothing has to be hidden or its sender agreed. Raises
    EvidenceGone, EvidenceNotReady, EvidenceHeldBack, EvidenceCopyUnreadable.
    """
    piece = await session.scalar(sa.select(Evidence).where(Evidence.case_id == case.id, Evidence.number == number))
    if piece is None or piece.media_type is None or piece.removed_at is not None:
        raise EvidenceGone
    if piece.copy is CopyState.DUE:
        raise EvidenceNotReady
    if piece.copy is CopyState.UNREADABLE:
        raise EvidenceCopyUnreadable
    if piece.copy is CopyState.KEPT:
        kept = await session.get_one(EvidenceCopyFile, piece.id)
        content, blackened = await whole(session, kept), bool(await boxes_to_blacken(session, piece.id))
        return EvidenceCopy(copy_name(case.number, number, kept.media_type), kept.media_type, content, blackened)
    if piece.copy in (CopyState.UNCLEANABLE, CopyState.ASKED) and case.anonymous:
        raise EvidenceHeldBack
    content = await read_evidence(session, piece.id)
    return EvidenceCopy(copy_name(case.number, number, piece.media_type), piece.media_type, content)


async def copy_to_hand_out(session: AsyncSession, case: Case, number: int) -> EvidenceCopy:
    """A piece as it may leave the house: without what was blackened by hand, else as staff see it. Raises what
    `copy_for_staff` raises; EvidenceNotReady too while the blackened copy is made."""
    piece = await session.scalar(sa.select(Evidence).where(Evidence.case_id == case.id, Evidence.number == number))
    drawn = await session.get(EvidenceDrawn, piece.id) if piece is not None and piece.removed_at is None else None
    if drawn is None:
        return await copy_for_staff(session, case, number)
    if drawn.state is DrawState.UNFIT:
        raise EvidenceCopyUnreadable
    if drawn.state is DrawState.DUE or drawn.media_type is None:
        raise EvidenceNotReady
    return EvidenceCopy(copy_name(case.number, number, drawn.media_type), drawn.media_type, await whole(session, drawn))


def copy_name(case_number: str, number: int, media_type: str) -> str:
    """What the file of a piece is called when it is opened: it says nothing of its sender."""
    return f"{case_number}-{number}.{_extension(media_type)}"


def _extension(media_type: str) -> str:
    if media_type == "text/plain":
        return "txt"
    kind = filetype.get_type(mime=media_type)
    return str(kind.extension) if kind else "bin"


async def copies_due(session: AsyncSession, *, now: datetime) -> Sequence[CopyDue]:
    """Pieces without a copy that wait for no reading, the oldest first, AT_ONCE at most."""
    unread = sa.exists().where(EvidenceReading.evidence_id == Evidence.id, EvidenceReading.state == ReadState.DUE)
    waits = sa.and_(unread, Evidence.arrived_at > now - WAITS_TO_BE_READ)
    due = sa.select(Evidence.id, Evidence.media_type).where(Evidence.copy == CopyState.DUE, ~waits)
    rows = await session.execute(due.order_by(Evidence.id).limit(AT_ONCE))
    return [CopyDue(each, str(media_type), await boxes_to_blacken(session, each)) for each, media_type in rows]


async def keep_copy(
    session: AsyncSession,
    evidence_id: int,
    content: bytes,
    media_type: str,
    *,
    parts: Parts | None = None,
    blackened: Sequence[Box] = (),
) -> None:
    """Keeps the copy of a piece that still waits for one; a second call changes nothing. parts: where the bytes already
    are (`models.cases.evidence.keep_parts`). blackened: the parts that were; if others are wanted by now, the copy is
    dropped, and made again."""
    piece = await _locked(session, evidence_id)
    if piece is None or list(await boxes_to_blacken(session, evidence_id)) != list(blackened):
        await drop_parts(session, parts)
        return
    piece.copy = CopyState.KEPT
    about = {"evidence_id": evidence_id, "media_type": media_type, "in_parts": parts is not None}
    session.add(EvidenceCopyFile(**about, content=parts.written() if parts else content))
    await clear_parts(session, evidence_id, EvidenceCopyFile, parts)
    await session.flush()


async def may_be_read(session: AsyncSession, piece: Evidence) -> bool:
    """Whether it is of use to read the text in a piece: in a picture that a form may take values from, or that may show
    who filed anonymously."""
    if not _is_picture(piece) or piece.staff_id is not None:
        return False
    case = await session.get(Case, piece.case_id) if piece.case_id is not None else None
    return case is None or case.anonymous


async def blacken(session: AsyncSession, pieces: Sequence[Evidence]) -> int:
    """Has the copies for the department made without the traces of a person that were found in them; the originals
    stay as they are, and nobody sees them. Returns how many pieces have such traces."""
    readings, count = await readings_of(session, [each.id for each in pieces]), 0
    for each in pieces:
        reading = readings.get(each.id)
        if reading is None or not reading.traces:
            continue
        count += 1
        await _blackened(session, each, reading, blackened=True)
    return count


async def blacken_unasked(session: AsyncSession, piece: Evidence) -> bool:
    """Blackens a picture of a case that was filed anonymously before the picture was read. Returns whether it has
    traces of who filed."""
    case = await session.get(Case, piece.case_id) if piece.case_id is not None else None
    return case is not None and case.anonymous and piece.staff_id is None and await blacken(session, [piece]) > 0


async def _blackened(session: AsyncSession, piece: Evidence, reading: EvidenceReading, *, blackened: bool) -> None:
    """Sets whether the copy is blackened, and has it made again if it was made otherwise."""
    if reading.blackened is not blackened:
        reading.blackened = blackened
        await draw_again(session, piece.id)
        if piece.copy is CopyState.KEPT:
            await session.execute(sa.delete(EvidenceCopyFile).where(EvidenceCopyFile.evidence_id == piece.id))
            await clear_parts(session, piece.id, EvidenceCopyFile)
            piece.copy = CopyState.DUE
        await session.flush()


async def blacken_piece(
    session: AsyncSession, case_id: int, person: Person, number: int, *, blackened: bool = True
) -> None:
    """Blackens a piece of a filed case as `blacken` does, or shows it whole again, to the department too. Raises
    CaseGone, CaseMovedOn, StepRefused, EvidenceGone."""
    await need_filed(session, case_id, person, Step.RELEASE_EVIDENCE)
    await locked_case(session, case_id)
    query = sa.select(Evidence).where(Evidence.case_id == case_id, Evidence.number == number)
    piece = await session.scalar(query.with_for_update())
    if piece is None or piece.removed_at is not None:
        raise EvidenceGone
    reading = (await readings_of(session, [piece.id])).get(piece.id)
    if reading is not None and reading.traces:
        await _blackened(session, piece, reading, blackened=blackened)


async def copy_failed(session: AsyncSession, evidence_id: int, *, now: datetime) -> None:
    """Notes that no clean copy can be made. The sender of a picture is told. Any other file of a worker waits until the
    worker agrees to show it, or is shown as it came if the case is filed under a name."""
    piece = await _locked(session, evidence_id)
    if piece is None:
        return
    if _is_picture(piece) or piece.staff_id is not None:
        piece.copy = CopyState.UNREADABLE
        await tell_unreadable(session, piece, now=now)
    else:
        piece.copy = CopyState.UNCLEANABLE
    await session.flush()


async def _locked(session: AsyncSession, evidence_id: int) -> Evidence | None:
    """The piece, locked, if its copy still has to be made."""
    piece = await locked_piece(session, evidence_id)
    return piece if piece is not None and piece.copy is CopyState.DUE and piece.removed_at is None else None


async def ask_about_uncleanable(session: AsyncSession, *, now: datetime) -> None:
    """Asks the workers of anonymous cases whether staff may see a file that cannot be cleaned. Files of named cases are
    released without a question: they have nothing to hide."""
    waiting = (Evidence.copy == CopyState.UNCLEANABLE, Evidence.case_id.is_not(None))
    ids = (await session.scalars(sa.select(Evidence.id).where(*waiting).limit(AT_ONCE))).all()
    for evidence_id in ids:
        piece = await locked_piece(session, evidence_id)
        if piece is None or piece.case_id is None or piece.copy is not CopyState.UNCLEANABLE:
            continue
        case = await session.get_one(Case, piece.case_id)
        piece.copy = CopyState.ASKED if case.anonymous else CopyState.RELEASED
        if case.anonymous:
            await ask_before_it_goes(session, piece, now=now)
    await session.flush()


async def is_uncleanable_filed(session: AsyncSession) -> bool:
    """Whether `ask_about_uncleanable` would find something."""
    waiting = sa.select(Evidence.id).where(Evidence.copy == CopyState.UNCLEANABLE, Evidence.case_id.is_not(None))
    return await session.scalar(waiting.limit(1)) is not None


async def release_piece(session: AsyncSession, case_id: int, person: Person, number: int, *, now: datetime) -> None:
    """Lets the department see the piece as it came. A second call changes nothing. Raises CaseGone, CaseMovedOn,
    StepRefused, EvidenceGone."""
    await need_filed(session, case_id, person, Step.RELEASE_EVIDENCE)
    await locked_case(session, case_id)
    query = sa.select(Evidence).where(Evidence.case_id == case_id, Evidence.number == number)
    piece = await session.scalar(query.with_for_update())
    if piece is None or piece.removed_at is not None:
        raise EvidenceGone
    if piece.copy is CopyState.ASKED:
        piece.copy = CopyState.RELEASED
        await take_step(session, case_id, Step.RELEASE_EVIDENCE, by=WORKER, now=now, data={"number": number})


def _is_picture(piece: Evidence) -> bool:
    return str(piece.media_type).startswith("image/")

"""Files and pictures that a department sends with its words: kept like evidence, and part of the case's record. They
come from the colleague's chat, or were uploaded on a page.

The worker who filed the case gets the clean copy (models/cases/evidence_copy.py) once it is made; no other outsider
does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.errors import EvidenceGone, EvidenceRefused, EvidenceTooLarge, TooMuchEvidence
from models.cases.evidence import KEPT_BACK, CopyState, Evidence, expect_evidence
from models.cases.evidence_copy import EvidenceCopy, copy_for_staff
from models.cases.filer import Part, followers_of
from models.cases.mine import need_filed, own_case
from models.cases.news import CaseNews, about, urgency_of
from models.cases.steps import Step
from models.outbox.message import Pushed, Put, put_all
from models.people.person import Contact, Person, contacts_of
from models.staff.post import Staff
from models.storage.kept_file import LARGEST, find_file

MOST_FILES = 5
"""The most files with one message."""
LARGEST_MB = LARGEST // 1024 // 1024
PAGE = "page"
"""The channel of a file that somebody uploaded on a page: it is here already, as a kept file with its key."""


@dataclass(frozen=True, slots=True)
class SentPiece:
    """A file as a channel announces it. size: bytes; name: only to refuse early, it is not kept."""

    channel: str
    file_id: str
    compressed: bool
    size: int | None = None
    name: str | None = None

    def check(self, *, others: int) -> None:
        """Checks the file. others: how many files already go with the message. Raises EvidenceTooLarge,
        EvidenceRefused, TooMuchEvidence."""
        if others >= MOST_FILES:
            raise TooMuchEvidence(MOST_FILES)
        if self.size is not None and self.size > LARGEST:
            raise EvidenceTooLarge(LARGEST_MB)
        if self.file_id == KEPT_BACK:
            raise EvidenceRefused("kept_back")
        if self.name is not None and PurePosixPath(self.name).suffix.lower() == ".zip":
            raise EvidenceRefused("archive")


async def holder_of_uploads(session: AsyncSession, person: Person) -> Contact:
    """The chat under which a person's uploads on pages are kept until they are used. Raises EvidenceGone for somebody
    without a chat."""
    chats = await contacts_of(session, person.id)
    if not chats:
        raise EvidenceGone
    return chats[0]


async def uploaded_pieces(
    session: AsyncSession, person: Person, keys: Sequence[str], *, now: datetime
) -> list[SentPiece]:
    """The files that this person uploaded on a page, by their keys. Raises EvidenceGone if one is not theirs, or not
    there any more, TooMuchEvidence."""
    if len(keys) > MOST_FILES:
        raise TooMuchEvidence(MOST_FILES)
    pieces: list[SentPiece] = []
    chats = await contacts_of(session, person.id)
    for key in dict.fromkeys(keys):
        heads = [await find_file(session, key, contact_id=each.id, now=now) for each in chats]
        head = next(filter(None, heads), None)
        if head is None:
            raise EvidenceGone
        pieces.append(SentPiece(PAGE, key, compressed=False))
    return pieces


async def attach(
    session: AsyncSession, case: Case, staff: Staff, files: Sequence[SentPiece], *, now: datetime
) -> list[int]:
    """Notes the files as pieces of the case and has them fetched; returns their numbers. The caller has locked the case
    and checked that this colleague may speak in it. Raises EvidenceTooLarge, EvidenceRefused, TooMuchEvidence."""
    numbers: list[int] = []
    for each in files:
        each.check(others=len(numbers))
        piece = await expect_evidence(
            session,
            case_id=case.id,
            channel=each.channel,
            file_id=each.file_id,
            compressed=each.compressed,
            size=each.size,
            name=each.name,
            now=now,
        )
        piece.staff_id = staff.id
        numbers.append(piece.number)
    await session.flush()
    return numbers


async def tell_file_ready(session: AsyncSession, evidence_id: int, *, now: datetime) -> None:
    """Tells the worker who filed the case, once, of a department's file that can be opened now."""
    piece = await session.get(Evidence, evidence_id)
    if piece is None or piece.staff_id is None or piece.case_id is None or not _is_ready(piece):
        return
    case = await session.get_one(Case, piece.case_id)
    pushed = Pushed(CaseNews.FILE, {**about(case), "part": Part.FILED.value, "piece": str(piece.number)})
    await put_all(
        session,
        [
            Put(each.person_id, pushed, now, urgency_of(case), None, f"{each.cause}:file:{piece.number}", each.cause)
            for each in await followers_of(session, case.id)
            if each.part is Part.FILED
        ],
    )


def _is_ready(piece: Evidence) -> bool:
    """Whether the worker can open the piece. Plain words have no copy: they are shown as they came."""
    words = piece.copy is None and piece.media_type == "text/plain"
    return piece.removed_at is None and piece.kept_at is not None and (words or piece.copy is CopyState.KEPT)


async def department_files(session: AsyncSession, case_id: int, person: Person) -> Sequence[Evidence]:
    """The files that departments sent and that the person can open, in order. Raises CaseGone, StepRefused."""
    await need_filed(session, case_id, person, Step.ADD)
    sent = sa.select(Evidence).where(Evidence.case_id == case_id, Evidence.staff_id.is_not(None))
    return [each for each in await session.scalars(sent.order_by(Evidence.number)) if _is_ready(each)]


async def open_department_file(session: AsyncSession, case_id: int, person: Person, number: int) -> EvidenceCopy:
    """A department's file for the person who filed the case. Raises CaseGone, StepRefused, EvidenceGone."""
    case, _ = await own_case(session, case_id, person)
    if number not in {each.number for each in await department_files(session, case_id, person)}:
        raise EvidenceGone
    return await copy_for_staff(session, case, number)

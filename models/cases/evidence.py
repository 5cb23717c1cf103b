"""Evidence: photos, files and recordings of a case, kept as they came, encrypted, under the SHA-256 of their bytes.

A piece is a row as soon as it arrives; its bytes are fetched from the channel afterwards by a job
(bot/jobs/evidence.py), which tries again until it has them. What it is, is told by its content, never by its name:
names are not kept. A piece that is removed leaves its row and its digest behind, a tombstone. Staff see a copy that
says nothing of who made it (models/cases/evidence_copy.py).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.case import locked_case
from models.cases.errors import EvidenceGone, EvidenceRefused, EvidenceTooLarge, TooMuchEvidence
from models.cases.evidence_kind import LARGEST as LARGEST
from models.cases.evidence_kind import LARGEST_MB as LARGEST_MB
from models.cases.evidence_kind import media_type_of as media_type_of
from models.cases.record import add_link
from models.cases.steps import SYSTEM, Step
from models.storage.database import Base, BigId, EncryptedBytes, EncryptedJson, Json, Opened, UtcDateTime, values_of
from models.storage.lease import over
from models.storage.unlinkable import by_the_hour

MOST = 30
"""Pieces of one draft or case."""
LEASE = timedelta(minutes=2)
"""So long a fetch may take before another process tries."""
SLOWEST_RETRY = timedelta(minutes=15)
GIVE_UP = timedelta(hours=60)
"""WeChat keeps what people send for three days."""
LOST = "lost"
KEPT_BACK = "-"
"""The file id where a channel tells of a file and does not hand it over: WeChat, of documents."""

_ARCHIVES = frozenset(
    {".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".iso", ".apk", ".jar", ".cab"}
)


class CopyState(StrEnum):
    """What there is of a piece for others than its sender (models/cases/evidence_copy.py draws the way between
    them)."""

    DUE = "due"
    KEPT = "kept"
    UNREADABLE = "unreadable"
    UNCLEANABLE = "uncleanable"
    ASKED = "asked"
    RELEASED = "released"


_COPY_WAITS = sa.text("copy IN ('due', 'uncleanable')")


class Evidence(Base):
    """One piece, of a draft until it is filed, then of the case. number: 1, 2, 3 … within it; never given out again."""

    __tablename__ = "evidence"
    __table_args__ = (
        sa.UniqueConstraint("case_id", "number"),
        sa.Index("ix_evidence_copy", "copy", sqlite_where=_COPY_WAITS, postgresql_where=_COPY_WAITS),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    draft_id: Mapped[str | None] = mapped_column(sa.ForeignKey("case_draft.id", ondelete="CASCADE"), index=True)
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"))
    number: Mapped[int]
    question: Mapped[str | None]
    """The key of the question it answers; none for what was added later."""
    staff_id: Mapped[int | None]
    """The post that sent it, where a department did (models/casework/files.py)."""
    compressed: Mapped[bool]
    """A chat's photo: the channel has compressed it, it is not the original file."""
    arrived_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kept_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Both by the hour (models/storage/unlinkable.py)."""
    came: Mapped[Json | None] = mapped_column(EncryptedJson)
    """When it arrived, to the second: ISO 8601."""
    sha256: Mapped[str | None]
    """Of the bytes as they came, hexadecimal; stays when the file is removed."""
    size: Mapped[int | None]
    media_type: Mapped[str | None]
    refused: Mapped[str | None]
    """Why its content is not taken: archive, program, empty, unknown, too_large, lost."""
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    copy: Mapped[CopyState | None] = mapped_column(
        sa.Enum(CopyState, native_enum=False, length=12, values_callable=values_of)
    )
    """None before its bytes are here, and of plain words, which staff read as they came."""

    @property
    def came_at(self) -> datetime:
        """When it arrived, to the second where that is known."""
        return datetime.fromisoformat(self.came) if self.came else self.arrived_at

    def for_record(self) -> Json:
        """As a link of the record names it."""
        return {"number": self.number, "sha256": self.sha256, "size": self.size, "compressed": self.compressed}


class EvidenceFile(Base):
    """The bytes of a piece, apart from its row so that lists do not load them."""

    __tablename__ = "evidence_file"

    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True)
    locked: Mapped[Any] = mapped_column("content", EncryptedBytes("evidence_id"))
    content = Opened[bytes]("locked", "evidence_id")


class EvidenceCopyFile(Base):
    """The copy that staff see, where it is not the original itself; made by a job."""

    __tablename__ = "evidence_copy"

    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True)
    media_type: Mapped[str]
    locked: Mapped[Any] = mapped_column("content", EncryptedBytes("evidence_id"))
    content = Opened[bytes]("locked", "evidence_id")


class EvidenceToFetch(Base):
    """A piece whose bytes are still with the channel. source: encrypted, since a file id can tell whose chat it is."""

    __tablename__ = "evidence_to_fetch"

    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True)
    locked: Mapped[Any] = mapped_column("source", EncryptedJson("evidence_id"))
    source = Opened[Json]("locked", "evidence_id")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


@dataclass(frozen=True, slots=True)
class Fetch:
    """What to fetch now, from where."""

    evidence_id: int
    channel: str
    file_id: str


async def evidence_of(
    session: AsyncSession, *, draft_id: str | None = None, case_id: int | None = None
) -> Sequence[Evidence]:
    """Every piece, tombstones too, in the order they came."""
    owner = Evidence.case_id == case_id if case_id is not None else Evidence.draft_id == draft_id
    return (await session.scalars(sa.select(Evidence).where(owner).order_by(Evidence.number))).all()


async def count_pieces(session: AsyncSession, case_id: int, *, of_staff: bool) -> int:
    """How many pieces of a case can be looked at, now or once fetched. of_staff: what the department sent too."""
    there = [Evidence.case_id == case_id, Evidence.removed_at.is_(None), Evidence.refused.is_(None)]
    there += [] if of_staff else [Evidence.staff_id.is_(None)]
    return (await session.scalars(sa.select(sa.func.count()).where(*there))).one()


async def expect_evidence(
    session: AsyncSession,
    *,
    channel: str,
    file_id: str,
    compressed: bool,
    now: datetime,
    draft_id: str | None = None,
    case_id: int | None = None,
    question: str | None = None,
    size: int | None = None,
    name: str | None = None,
) -> Evidence:
    """Notes a piece that arrived and has it fetched. Whose draft or case it is, the caller has checked.

    size (bytes), name: as the channel says, only to refuse early. Raises EvidenceTooLarge, EvidenceRefused,
    TooMuchEvidence.
    """
    if size is not None and size > LARGEST:
        raise EvidenceTooLarge(LARGEST_MB)
    if file_id == KEPT_BACK:
        raise EvidenceRefused("kept_back")
    if name is not None and PurePosixPath(name).suffix.lower() in _ARCHIVES:
        raise EvidenceRefused("archive")
    piece = await _new_piece(
        session, draft_id=draft_id, case_id=case_id, question=question, compressed=compressed, now=now
    )
    source = {"channel": channel, "file_id": file_id}
    session.add(EvidenceToFetch(evidence_id=piece.id, source=source, attempts=0, due_at=by_the_hour(now)))
    await session.flush()
    return piece


async def keep_words(
    session: AsyncSession, text: str, *, draft_id: str, question: str | None, now: datetime
) -> Evidence:
    """Words that came with a piece of evidence, as a piece of their own. Raises TooMuchEvidence."""
    piece = await _new_piece(session, draft_id=draft_id, question=question, now=now)
    content = text.encode()
    piece.sha256, piece.size, piece.kept_at = hashlib.sha256(content).hexdigest(), len(content), by_the_hour(now)
    piece.media_type = "text/plain"
    session.add(EvidenceFile(evidence_id=piece.id, content=content))
    await session.flush()
    return piece


async def _new_piece(
    session: AsyncSession,
    *,
    now: datetime,
    question: str | None,
    draft_id: str | None = None,
    case_id: int | None = None,
    compressed: bool = False,
) -> Evidence:
    there = await evidence_of(session, draft_id=draft_id, case_id=case_id)
    if sum(each.removed_at is None and each.refused is None for each in there) >= MOST:
        raise TooMuchEvidence(MOST)
    piece = Evidence(
        draft_id=draft_id,
        case_id=case_id,
        number=max((each.number for each in there), default=0) + 1,
        question=question,
        compressed=compressed,
        arrived_at=by_the_hour(now),
        came=now.isoformat(),
    )
    session.add(piece)
    await session.flush()
    return piece


def _due(now: datetime) -> sa.ColumnElement[bool]:
    return over(EvidenceToFetch.due_at, lasts=SLOWEST_RETRY, now=now)


async def is_fetch_due(session: AsyncSession, *, now: datetime) -> bool:
    """Whether `claim_fetches` would find something."""
    due = sa.select(EvidenceToFetch.evidence_id).where(_due(now)).limit(1)
    return await session.scalar(due) is not None


async def claim_fetches(session: AsyncSession, *, now: datetime, limit: int = 20) -> Sequence[Fetch]:
    """What is due, leased for LEASE so that two processes do not fetch the same. Commit before fetching."""
    due = sa.select(EvidenceToFetch).where(_due(now)).order_by(EvidenceToFetch.due_at).limit(limit)
    rows = (await session.scalars(due.with_for_update(skip_locked=True))).all()
    for row in rows:
        row.due_at, row.attempts = now + LEASE, row.attempts + 1
    await session.flush()
    return [Fetch(row.evidence_id, row.source["channel"], row.source["file_id"]) for row in rows]


async def keep_evidence(session: AsyncSession, evidence_id: int, content: bytes, *, now: datetime) -> Evidence | None:
    """Keeps the bytes that were fetched, or notes in `refused` why not; the record of a filed case says which.

    None: the piece was removed in the meantime. A second time changes nothing.
    """
    piece = await locked_piece(session, evidence_id)
    if piece is None or piece.removed_at is not None or piece.kept_at is not None or piece.refused is not None:
        return piece
    try:
        piece.media_type = media_type_of(content)
    except EvidenceRefused as error:
        return await _refuse(session, piece, error.reason, now=now)
    except EvidenceTooLarge:
        return await _refuse(session, piece, "too_large", now=now)
    piece.sha256, piece.size, piece.kept_at = hashlib.sha256(content).hexdigest(), len(content), by_the_hour(now)
    piece.copy = CopyState.DUE if piece.media_type != "text/plain" else None
    session.add(EvidenceFile(evidence_id=piece.id, content=content))
    await _fetched(session, piece, Step.EVIDENCE_KEPT, piece.for_record(), now=now)
    return piece


async def fetch_failed(
    session: AsyncSession, evidence_id: int, *, now: datetime, for_good: bool = False
) -> Evidence | None:
    """The channel did not give the bytes: later again, or never (`for_good`, or GIVE_UP after they arrived): then the
    piece is returned."""
    row = await session.get(EvidenceToFetch, evidence_id)
    piece = await locked_piece(session, evidence_id)
    if row is None or piece is None:
        return None
    if for_good or now - piece.came_at > GIVE_UP:
        return await _refuse(session, piece, LOST, now=now)
    row.due_at = now + min(SLOWEST_RETRY, timedelta(seconds=5 * 2 ** min(row.attempts - 1, 10)))
    await session.flush()
    return None


async def remove_evidence(session: AsyncSession, piece: Evidence, *, now: datetime) -> None:
    """Deletes the bytes and leaves the tombstone. The caller adds the link to the record."""
    for table in (EvidenceFile, EvidenceCopyFile, EvidenceToFetch):
        await session.execute(sa.delete(table).where(table.evidence_id == piece.id))
    piece.removed_at = by_the_hour(now)
    await session.flush()


async def read_evidence(session: AsyncSession, evidence_id: int) -> bytes:
    """The original bytes. Raises EvidenceGone."""
    content = await session.scalar(sa.select(EvidenceFile.locked).where(EvidenceFile.evidence_id == evidence_id))
    if content is None:
        raise EvidenceGone
    return cast(bytes, content.open(evidence_id))


async def locked_piece(session: AsyncSession, evidence_id: int) -> Evidence | None:
    """The piece as it is now, nobody else's until the transaction ends; its case first, if it is filed."""
    case_id = await session.scalar(sa.select(Evidence.case_id).where(Evidence.id == evidence_id))
    if case_id is not None:
        await locked_case(session, case_id)
    return await session.get(Evidence, evidence_id, with_for_update=True, populate_existing=True)


async def _refuse(session: AsyncSession, piece: Evidence, reason: str, *, now: datetime) -> Evidence:
    piece.refused = reason
    await _fetched(session, piece, Step.EVIDENCE_REFUSED, {"number": piece.number, "reason": reason}, now=now)
    return piece


async def _fetched(session: AsyncSession, piece: Evidence, step: Step, data: Json, *, now: datetime) -> None:
    await session.execute(sa.delete(EvidenceToFetch).where(EvidenceToFetch.evidence_id == piece.id))
    if piece.case_id is not None:
        case = await locked_case(session, piece.case_id)
        await add_link(session, case, step, who=str(SYSTEM), now=now, data=data)
    await session.flush()

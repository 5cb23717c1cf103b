"""Evidence: photos, files and recordings of a case, kept unchanged and encrypted, with the SHA-256 of their bytes.

A piece has a row as soon as it arrives; a job fetches its bytes from the channel afterwards (models/storage/
incoming_file.py) and tries again until it has them. The type is read from the content, never from the name; names are
not kept. A removed piece leaves its row and digest behind as a tombstone. Staff see a copy that does not identify its
sender (models/cases/evidence_copy.py).
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import PurePosixPath
from typing import Any

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
from models.pictures.drawn import EvidenceDrawn
from models.pictures.reading import EvidenceReading
from models.storage.database import (
    Base,
    BigId,
    Database,
    EncryptedBytes,
    EncryptedJson,
    Json,
    Opened,
    UtcDateTime,
    values_of,
)
from models.storage.incoming_file import Belongs, arrived, expect_file
from models.storage.one_hop import OneHop
from models.storage.pieces import PIECE, drop_pieces, piece_id, read_pieces, write_pieces
from models.storage.unlinkable import by_the_hour

MOST = 30
"""The most pieces of one draft or case."""
GIVE_UP = timedelta(hours=60)
"""After this the bytes are no longer asked for: WeChat keeps what people send for three days."""
LOST = "lost"
KEPT_BACK = "-"
"""The file id of a file that a channel announces and does not hand over, as WeChat does with documents."""

_ARCHIVES = frozenset(
    {".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".iso", ".apk", ".jar", ".cab"}
)


class CopyState(StrEnum):
    """How far the copy of a piece for staff is (models/cases/evidence_copy.py draws the states)."""

    DUE = "due"
    KEPT = "kept"
    UNREADABLE = "unreadable"
    UNCLEANABLE = "uncleanable"
    ASKED = "asked"
    RELEASED = "released"


_COPY_WAITS = sa.text("copy IN ('due', 'uncleanable')")


class Evidence(Base):
    """One piece, which belongs to a draft until it is filed, then to the case. number: 1, 2, 3 … within it, never
    reused."""

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
    """The key of the question that the piece answers; NULL if it was added later."""
    staff_id: Mapped[int | None]
    """The post that sent it, if a department did (models/casework/files.py)."""
    compressed: Mapped[bool]
    """The channel compressed the picture, so it is not the original file."""
    arrived_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kept_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """arrived_at and kept_at are rounded to the hour (models/storage/unlinkable.py)."""
    came: Mapped[Json | None] = mapped_column(EncryptedJson)
    """The moment of arrival to the second, in ISO 8601."""
    sha256: Mapped[str | None]
    """The digest of the bytes as they came, in hexadecimal; it stays when the file is removed."""
    size: Mapped[int | None]
    media_type: Mapped[str | None]
    refused: Mapped[str | None]
    """Why the content is not taken: archive, program, empty, unknown, too_large, lost."""
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    copy: Mapped[CopyState | None] = mapped_column(
        sa.Enum(CopyState, native_enum=False, length=12, values_callable=values_of)
    )
    """NULL until the bytes are here, and for plain words, which staff read as they came."""

    @property
    def came_at(self) -> datetime:
        """The moment of arrival: to the second if that is known, else to the hour."""
        return datetime.fromisoformat(self.came) if self.came else self.arrived_at

    def for_record(self) -> Json:
        """The piece as a link of the record names it."""
        return {"number": self.number, "sha256": self.sha256, "size": self.size, "compressed": self.compressed}


class EvidenceFile(Base):
    """The bytes of a piece, apart from its row so that lists do not load them."""

    __tablename__ = "evidence_file"

    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True)
    locked: Mapped[Any] = mapped_column("content", EncryptedBytes("evidence_id"))
    content = Opened[bytes]("locked", "evidence_id")
    in_parts: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Whether the bytes are too many for one row: then `content` holds a `Parts` in their place."""


class EvidenceCopyFile(Base):
    """The copy that staff see, if it is not the original itself; a job makes it."""

    __tablename__ = "evidence_copy"

    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True)
    media_type: Mapped[str]
    locked: Mapped[Any] = mapped_column("content", EncryptedBytes("evidence_id"))
    content = Opened[bytes]("locked", "evidence_id")
    in_parts: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Whether the bytes are too many for one row: then `content` holds a `Parts` in their place."""


class EvidencePart(Base):
    """Some bytes of a large file or copy (models/storage/pieces.py). key: names the piece and the table, so that no row
    can be pointed at the parts of another. A process that died can leave parts of a key that no row has; they go
    when the next file or copy of the piece is kept."""

    __tablename__ = "evidence_part"

    id: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id", ondelete="CASCADE"), index=True)
    locked: Mapped[Any] = mapped_column("content", EncryptedBytes("id"))
    content = Opened[bytes]("locked", "id")


OfPiece = EvidenceFile | EvidenceCopyFile | EvidenceDrawn


@dataclass(frozen=True, slots=True)
class Parts:
    """Points to the parts of large bytes: the row of the file or copy holds it in their place."""

    key: str
    count: int

    def written(self) -> bytes:
        return f"{self.key} {self.count}".encode()

    @classmethod
    def read(cls, content: bytes, table: type[Base], evidence_id: int) -> "Parts":
        """Reads a pointer. Raises EvidenceGone if the parts belong to another piece or another table."""
        key, _, count = content.decode(errors="replace").rpartition(" ")
        if not key.startswith(f"{evidence_id}:{table.__tablename__}:") or not count.isdecimal():
            raise EvidenceGone
        return cls(key, int(count))


@dataclass(frozen=True, slots=True)
class Received:
    """The bytes of a piece as they came, with their digest and type. refused: why they are not taken; then there is no
    type."""

    content: bytes
    sha256: str
    media_type: str | None
    refused: str | None = None

    @classmethod
    def of(cls, content: bytes) -> "Received":
        """Reads digest and type from the bytes. It awaits nothing, and takes a while if they are large."""
        sha256 = hashlib.sha256(content).hexdigest()
        try:
            return cls(content, sha256, media_type_of(content))
        except EvidenceRefused as error:
            return cls(content, sha256, None, refused=error.reason)
        except EvidenceTooLarge:
            return cls(content, sha256, None, refused="too_large")


async def evidence_of(
    session: AsyncSession, *, draft_id: str | None = None, case_id: int | None = None
) -> Sequence[Evidence]:
    """Every piece, tombstones too, in the order they came."""
    column, owner = ("draft_id", draft_id) if case_id is None else ("case_id", case_id)
    return await _of_statement(column).entities(session, Evidence, owner=owner)


@cache
def _of_statement(column: str) -> OneHop:
    columns = Evidence.__table__.c
    return OneHop(sa.select(*columns).where(columns[column] == sa.bindparam("owner")).order_by(columns.number))


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
    """Notes a piece that arrived and has it fetched. The caller has checked whose draft or case it is. size (bytes),
    name: as the channel says, only to refuse early. Raises EvidenceTooLarge, EvidenceRefused, TooMuchEvidence.
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
    await expect_file(session, Belongs.EVIDENCE, piece.id, channel=channel, file_id=file_id, now=now)
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


async def keep_parts(database: Database, table: type[OfPiece], evidence_id: int, content: bytes) -> Parts | None:
    """Keeps large bytes in parts for a row of the table. None if they are few enough for the row itself."""
    if len(content) <= PIECE:
        return None
    key = f"{evidence_id}:{table.__tablename__}:{secrets.token_hex(16)}"
    whose = {"key": key, "evidence_id": evidence_id}
    try:
        count = await write_pieces(
            database, content, lambda number, part: EvidencePart(id=piece_id(key, number), content=part, **whose)
        )
    except BaseException:  # without a row nothing would know the key
        await drop_pieces(database, EvidencePart, key)
        raise
    return Parts(key, count)


async def keep_evidence(
    session: AsyncSession, evidence_id: int, received: Received, *, now: datetime, parts: Parts | None = None
) -> Evidence | None:
    """Keeps the fetched bytes, or notes in `refused` why they are not taken; the record of a filed case says which.

    parts: where `keep_parts` already put the bytes. Returns None if the piece does not exist. A piece that was removed,
    kept or refused before stays unchanged.
    """
    piece = await locked_piece(session, evidence_id)
    if piece is None or piece.removed_at is not None or piece.kept_at is not None or piece.refused is not None:
        await drop_parts(session, parts)
        return piece
    if received.refused is not None:
        return await _refuse(session, piece, received.refused, now=now)
    piece.media_type, piece.sha256, piece.size = received.media_type, received.sha256, len(received.content)
    piece.kept_at = by_the_hour(now)
    piece.copy = CopyState.DUE if piece.media_type != "text/plain" else None
    content = parts.written() if parts else received.content
    session.add(EvidenceFile(evidence_id=piece.id, content=content, in_parts=parts is not None))
    await clear_parts(session, piece.id, EvidenceFile, parts)
    await _fetched(session, piece, Step.EVIDENCE_KEPT, piece.for_record(), now=now)
    return piece


async def drop_parts(session: AsyncSession, parts: Parts | None) -> None:
    """Deletes parts that no row needs."""
    if parts is not None:
        await session.execute(sa.delete(EvidencePart).where(EvidencePart.key == parts.key))


async def clear_parts(session: AsyncSession, evidence_id: int, table: type[OfPiece], kept: Parts | None = None) -> None:
    """Deletes the parts of a piece's file or of a copy, except those of `kept`."""
    others = sa.delete(EvidencePart).where(EvidencePart.key.startswith(f"{evidence_id}:{table.__tablename__}:"))
    await session.execute(others.where(EvidencePart.key != kept.key) if kept else others)


async def lose_evidence(session: AsyncSession, evidence_id: int, *, now: datetime) -> Evidence | None:
    """Notes that the channel will never give the bytes. Returns the piece, refused; None if it does not exist."""
    piece = await locked_piece(session, evidence_id)
    return await _refuse(session, piece, LOST, now=now) if piece is not None else None


async def remove_evidence(session: AsyncSession, piece: Evidence, *, now: datetime) -> None:
    """Deletes the bytes and what was read in them, and leaves the tombstone. The caller adds the link to the record."""
    for table in (EvidenceFile, EvidenceCopyFile, EvidencePart, EvidenceReading, EvidenceDrawn):
        await session.execute(sa.delete(table).where(table.evidence_id == piece.id))
    await arrived(session, Belongs.EVIDENCE, piece.id)
    piece.removed_at = by_the_hour(now)
    await session.flush()


async def read_evidence(session: AsyncSession, evidence_id: int) -> bytes:
    """The original bytes. Raises EvidenceGone."""
    file = await session.get(EvidenceFile, evidence_id)
    if file is None:
        raise EvidenceGone
    return await whole(session, file)


async def whole(session: AsyncSession, file: OfPiece) -> bytes:
    """All bytes of a file or a copy. Raises EvidenceGone."""
    if not file.in_parts:
        return file.content
    parts = Parts.read(file.content, type(file), file.evidence_id)
    try:
        return await read_pieces(session, EvidencePart, parts.key, parts.count)
    except LookupError as error:
        raise EvidenceGone from error


async def locked_piece(session: AsyncSession, evidence_id: int) -> Evidence | None:
    """The piece, freshly read and locked until the transaction ends; if it is filed, its case is locked first."""
    case_id = await session.scalar(sa.select(Evidence.case_id).where(Evidence.id == evidence_id))
    if case_id is not None:
        await locked_case(session, case_id)
    return await session.get(Evidence, evidence_id, with_for_update=True, populate_existing=True)


async def _refuse(session: AsyncSession, piece: Evidence, reason: str, *, now: datetime) -> Evidence:
    piece.refused = reason
    await clear_parts(session, piece.id, EvidenceFile)
    await _fetched(session, piece, Step.EVIDENCE_REFUSED, {"number": piece.number, "reason": reason}, now=now)
    return piece


async def _fetched(session: AsyncSession, piece: Evidence, step: Step, data: Json, *, now: datetime) -> None:
    await arrived(session, Belongs.EVIDENCE, piece.id)
    if piece.case_id is not None:
        case = await locked_case(session, piece.case_id)
        await add_link(session, case, step, who=str(SYSTEM), now=now, data=data)
    await session.flush()

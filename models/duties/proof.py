"""Pictures that show that a duty was done: drawn anew, so that nothing but what can be seen is kept, and encrypted.

expected ──> here        the record of the duty names the SHA-256 of what is kept
    └──────> refused     no picture, too large, or the channel never gives it; who sent it is told
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.news import said
from models.casework.files import SentPiece
from models.duties.duty import Duty, DutyKind, DutyState, locked_duty
from models.duties.errors import ProofGone
from models.duties.record import DutyEvent, DutyStep, add_step
from models.duties.telling import DutyNews
from models.outbox.causes import CauseKind
from models.outbox.message import Pushed, put
from models.staff.post import Staff, post_at
from models.storage.database import Base, BigId, EncryptedBytes, Opened, UtcDateTime, values_of
from models.storage.incoming_file import Belongs, arrived, expect_file

LARGEST_MB = 10
LARGEST = LARGEST_MB * 1024 * 1024
LONGEST_SIDE = 2000
"""Pixels; enough to read a notice on a wall."""
PATIENCE = timedelta(hours=60)
"""How long the channel is asked: WeChat keeps what people send for three days."""


class ProofProblem(StrEnum):
    """Why a file is no proof."""

    UNREADABLE = "unreadable"
    LOST = "lost"


class DutyProof(Base):
    """One picture. number: 1, 2, 3 … within the duty. staff_id: the number of the post that sent it. sha256: of the
    bytes as they are kept."""

    __tablename__ = "duty_proof"
    __table_args__ = (sa.UniqueConstraint("duty_id", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    duty_id: Mapped[int] = mapped_column(sa.ForeignKey("duty.id", ondelete="CASCADE"))
    number: Mapped[int]
    staff_id: Mapped[int]
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kept_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    media_type: Mapped[str | None]
    sha256: Mapped[str | None]
    problem: Mapped[ProofProblem | None] = mapped_column(
        sa.Enum(ProofProblem, native_enum=False, length=10, values_callable=values_of)
    )
    locked: Mapped[Any | None] = mapped_column("content", EncryptedBytes("id"), deferred=True)
    content = Opened[bytes | None]("locked", "id")


async def proof_of(session: AsyncSession, duty_id: int) -> Sequence[DutyProof]:
    """Every picture of the duty, also those that are not here, in the order they were sent."""
    rows = sa.select(DutyProof).where(DutyProof.duty_id == duty_id).order_by(DutyProof.number)
    return (await session.scalars(rows)).all()


async def count_proof(session: AsyncSession, duty_id: int, *, only_here: bool = False) -> int:
    """How many pictures show that the duty was done: those sent since it was last sent back. only_here: without those
    that are still with their channel."""
    sent_back = sa.select(DutyEvent.number).where(
        DutyEvent.duty_id == duty_id, DutyEvent.what == DutyStep.SEND_BACK, DutyEvent.at >= DutyProof.sent_at
    )
    rows = sa.select(sa.func.count()).select_from(DutyProof)
    rows = rows.where(DutyProof.duty_id == duty_id, DutyProof.problem.is_(None), ~sent_back.exists())
    return (await session.scalars(rows.where(DutyProof.kept_at.is_not(None)) if only_here else rows)).one()


async def add_proof(
    session: AsyncSession, duty: Duty, staff: Staff, files: Sequence[SentPiece], *, now: datetime
) -> list[int]:
    """Notes the files and has them fetched; returns their numbers. The duty is locked. Raises TooMuchEvidence,
    EvidenceTooLarge, EvidenceRefused."""
    there = len(await proof_of(session, duty.id))
    for count, each in enumerate(files):
        each.check(others=count)
        row = DutyProof(duty_id=duty.id, number=there + count + 1, staff_id=staff.id, sent_at=now)
        session.add(row)
        await session.flush()
        await expect_file(session, Belongs.PROOF, row.id, channel=each.channel, file_id=each.file_id, now=now)
    return list(range(there + 1, there + len(files) + 1))


async def keep_proof(session: AsyncSession, proof_id: int, content: bytes, media_type: str, *, now: datetime) -> None:
    """Keeps a picture that is here; the record names its digest. Does nothing if it is here, or was refused, or its
    duty is gone."""
    proof = await _waiting(session, proof_id)
    if proof is None:
        return
    duty = await locked_duty(session, proof.duty_id)
    proof.content, proof.media_type, proof.kept_at = content, media_type, now
    proof.sha256 = hashlib.sha256(content).hexdigest()
    data = {"number": proof.number, "sha256": proof.sha256}
    await add_step(session, duty, DutyStep.PROOF, proof.staff_id, now=now, data=data)


async def refuse_proof(session: AsyncSession, proof_id: int, problem: ProofProblem, *, now: datetime) -> None:
    """Notes that a file is no proof, and tells who sent it. A finding that was reported with no other picture has to be
    reported again."""
    proof = await _waiting(session, proof_id)
    if proof is None:
        return
    duty = await locked_duty(session, proof.duty_id)
    proof.problem = problem
    await session.flush()
    if duty.kind is DutyKind.FINDING and duty.state is DutyState.REPORTED and not await count_proof(session, duty.id):
        duty.state = DutyState.ACCEPTED
    data = {"number": proof.number, "problem": problem.value}
    await add_step(session, duty, DutyStep.NO_PROOF, proof.staff_id, now=now, data=data)
    sender = await post_at(session, proof.staff_id)
    if sender is not None and sender.person_id is not None:
        facts = {"duty_id": duty.id, "kind": duty.kind.value, "wanted": said(str(duty.wanted))}
        key, cause = f"{DutyNews.NO_PROOF}:{proof_id}", CauseKind.STAFF.of(sender.id)
        pushed = Pushed(DutyNews.NO_PROOF, facts)
        await put(session, sender.person_id, pushed, due_at=now, dedupe_key=key, cause=cause)


async def _waiting(session: AsyncSession, proof_id: int) -> DutyProof | None:
    """The picture, if it is waited for; then it is not waited for any more."""
    duty_id = await session.scalar(sa.select(DutyProof.duty_id).where(DutyProof.id == proof_id))
    if duty_id is None:
        return None
    await locked_duty(session, duty_id)
    proof = await session.get(DutyProof, proof_id, with_for_update=True, populate_existing=True)
    await arrived(session, Belongs.PROOF, proof_id)
    return proof if proof is not None and proof.kept_at is None and proof.problem is None else None


async def shown_proof(session: AsyncSession, duty: Duty, number: int) -> tuple[str, bytes]:
    """The type and bytes of a picture; the caller has checked who sees the duty. Raises ProofGone."""
    row = sa.select(DutyProof).where(DutyProof.duty_id == duty.id, DutyProof.number == number)
    proof = (await session.scalars(row.options(sa.orm.undefer(DutyProof.locked)))).one_or_none()
    if proof is None or proof.content is None or proof.media_type is None:
        raise ProofGone
    return proof.media_type, proof.content

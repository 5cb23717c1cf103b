"""The record of a duty: an append-only chain of its steps, sealed like the record of a post (models/staff/record.py).

    hash = HMAC-SHA256 of the canonical JSON of {duty, number, at, post, what, state, data, previous}

`data` is the SHA-256 of the salted words, days and digests of files that came with the step, which are stored
encrypted. The number of links and the last hash are in the sealed row of the duty and in the daily line.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.duties.duty import Duty, duty_name, duty_seal
from models.receipts.daily_sealing import Sealed
from models.storage.database import Base, EncryptedJson, Json, UtcDateTime, values_of
from models.storage.encryption import Cipher, canonical, cipher_of, digest, exactly, salted

DUTIES = Sealed(Duty, Duty.id, Duty.id, duty_name)
"""Duties as the daily line covers them."""


class DutyStep(StrEnum):
    """What was done with a duty. PROOF: a file that came with a report is here; NO_PROOF: it could not be taken."""

    GIVE = "give"
    ACCEPT = "accept"
    REPORT = "report"
    PROOF = "proof"
    NO_PROOF = "no_proof"
    ASK_TIME = "ask_time"
    MORE_TIME = "more_time"
    NO_TIME = "no_time"
    SEND_BACK = "send_back"
    STRIKE = "strike"
    WITHDRAW = "withdraw"


class DutyEvent(Base):
    """One link. staff_id: the number of the post that took the step. state: of the duty after it. sealed: the words and
    their salt."""

    __tablename__ = "duty_step"
    __table_args__ = ({"sqlite_with_rowid": False},)

    duty_id: Mapped[int] = mapped_column(sa.ForeignKey("duty.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    staff_id: Mapped[int]
    what: Mapped[DutyStep] = mapped_column(sa.Enum(DutyStep, native_enum=False, length=9, values_callable=values_of))
    state: Mapped[str]
    sealed: Mapped[Json | None] = mapped_column(EncryptedJson)
    data_digest: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]

    @property
    def data(self) -> Mapping[str, Any]:
        """What came with the step: `text`, `until` (ISO 8601), `number` and `sha256` of a file."""
        return {} if self.sealed is None else dict(self.sealed["data"])

    @property
    def text(self) -> str:
        """The words of the step; empty if it has none."""
        return str(self.data.get("text") or "")


def link_hash(event: Any, cipher: Cipher) -> str:
    """The valid hash of a link."""
    content = {
        "duty": event.duty_id,
        "number": event.number,
        "at": exactly(event.at),
        "post": event.staff_id,
        "what": str(event.what),
        "state": str(event.state),
        "data": event.data_digest,
        "previous": event.previous,
    }
    return cipher.seal("duty link", canonical(content))


async def add_step(
    session: AsyncSession,
    duty: Duty,
    what: DutyStep,
    staff_id: int,
    *,
    now: datetime,
    data: Mapping[str, Json] | None = None,
) -> DutyEvent:
    """Adds a link for the present state of the duty and seals its row. The row must be locked, or new."""
    cipher, sealed = cipher_of(session), salted(data)
    event = DutyEvent(
        duty_id=duty.id,
        number=duty.event_count + 1,
        at=now,
        staff_id=staff_id,
        what=what,
        state=duty.state.value,
        sealed=sealed,
        data_digest=digest(sealed),
        previous=duty.head,
        hash="",
    )
    event.hash = link_hash(event, cipher)
    session.add(event)
    is_sealed = bool(duty.seal) or not duty.event_count
    duty.event_count, duty.head = event.number, event.hash
    duty.seal = duty_seal(duty, cipher) if is_sealed else ""
    await session.flush()
    return event


async def steps_of(session: AsyncSession, duty_id: int) -> Sequence[DutyEvent]:
    """What was done with the duty, the oldest first."""
    steps = sa.select(DutyEvent).where(DutyEvent.duty_id == duty_id).order_by(DutyEvent.number)
    return (await session.scalars(steps)).all()

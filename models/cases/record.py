"""The record of a case: an append-only chain of its steps; each link contains the hash of the one before.

    hash = HMAC-SHA256 of the canonical JSON of {case, number, at, who, what, state, data, previous}

The key is derived from SECRET_KEY (models/storage/encryption.py), so that write access to the database alone cannot
make a link. The first links of an older case are plain SHA-256, because its receipts name them; the case's seal
(models/cases/seal.py) covers their number and the head, which fixes them all.

`data` is the SHA-256 of the salted data that are stored encrypted: the words of a forgotten person can be removed from
a link while the chain stays valid. `who` is a role, with the number of a post for staff; never a person.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.case_words.case_word import add_words
from models.cases.case import Case
from models.storage.database import Base, BigId, EncryptedJson, Json, UtcDateTime
from models.storage.encryption import Cipher, canonical, cipher_of, digest, exactly, salted
from models.storage.unlinkable import by_the_hour
from models.storage.wakeups import WakeUp, wake


class CaseEvent(Base):
    """One link. what: the step. state: the state after it. sealed: the data and their salt."""

    __tablename__ = "case_event"
    __table_args__ = (sa.UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    who: Mapped[str]
    what: Mapped[str]
    state: Mapped[str]
    sealed: Mapped[Json | None] = mapped_column(EncryptedJson)
    """None once the words were forgotten."""
    data_digest: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]

    @property
    def data(self) -> Mapping[str, Any]:
        """The words and decisions of the step; empty once they were forgotten."""
        return {} if self.sealed is None else dict(self.sealed["data"])


def link_hash(case_number: str, event: Any, cipher: Cipher) -> str:
    """The valid hash of a link."""
    return cipher.seal("case link", canonical(_content(case_number, event)))


def old_link_hash(case_number: str, event: Any) -> str:
    """The valid hash of a link from before links were sealed."""
    return digest(_content(case_number, event))


def _content(case_number: str, event: Any) -> Json:
    return {
        "case": case_number,
        "number": event.number,
        "at": exactly(event.at),
        "who": event.who,
        "what": event.what,
        "state": event.state,
        "data": event.data_digest,
        "previous": event.previous,
    }


async def append_event(
    session: AsyncSession, case: Case, what: str, *, who: str, now: datetime, data: Mapping[str, Any] | None = None
) -> CaseEvent:
    """Add a link for the current state of the case. The case's row must be locked, or new. data: JSON."""
    sealed = salted(data)
    event = CaseEvent(
        case_id=case.id,
        number=case.event_count + 1,
        at=now,
        who=who,
        what=what,
        state=case.state.value,
        sealed=sealed,
        data_digest=digest(sealed),
        previous=case.head,
        hash="",
    )
    event.hash = link_hash(case.number, event, cipher_of(session))
    case.event_count, case.head, case.changed_at = event.number, event.hash, now
    session.add(event)
    await session.flush()
    if isinstance(text := (data or {}).get("text"), str) and not (case.anonymous or case.urgent):
        await add_words(session, case.id, case.filed_at, text)
    return event


async def story_of(session: AsyncSession, case_id: int) -> Sequence[CaseEvent]:
    """All links of a case, in order."""
    rows = await session.scalars(sa.select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(CaseEvent.number))
    return rows.all()


# --- when something was done -----------------------------------------------------------------------------------------
# A worker's step with an anonymous case is also an update of their chat: the same second in both would tell who they
# are. So the columns keep only the hour, and the exact moment is encrypted in the link.

_AT = "at"
"""The key of the exact moment, ISO 8601, in the data of a link."""


def kept_moment(case: Case, now: datetime) -> datetime:
    """The moment of a step by a worker or the service, for the columns of the case: the hour for an anonymous case, but
    not before the clock stopped."""
    if not case.anonymous:
        return now
    return max(by_the_hour(now), case.paused_at) if case.paused_at is not None else by_the_hour(now)


async def add_link(
    session: AsyncSession, case: Case, what: str, *, who: str, now: datetime, data: Mapping[str, Any] | None = None
) -> CaseEvent:
    """`append_event`, but a link of an anonymous case shows only the hour and encrypts the moment. The case's row must
    be locked, or new. Open desks of its department are woken."""
    wake(session, WakeUp.CASE, case.department)
    if case.anonymous:
        data, now = {**(data or {}), _AT: now.isoformat()}, by_the_hour(now)
    return await append_event(session, case, what, who=who, now=now, data=data)


def happened_at(event: CaseEvent) -> datetime:
    """The exact moment of a link; only the hour if its encrypted data were forgotten."""
    exact = event.data.get(_AT)
    return datetime.fromisoformat(exact) if exact else event.at

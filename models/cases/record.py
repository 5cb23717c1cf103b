"""The record of a case: an append-only chain of what was done with it, each link sealed by the one before.

    hash = HMAC-SHA256 of the canonical JSON of {case, number, at, who, what, state, data, previous}

under what is made from SECRET_KEY (models/storage/encryption.py): who can write the database cannot make a link. The
first links of a case that is older than that are plain SHA-256, as its receipts name them; how many, is in its seal
(models/cases/seal.py), with the head, which fixes them all.

`data` is there as the SHA-256 of what is kept encrypted, salted: so the words of somebody who was forgotten can be
taken out of a link and the chain still holds. `who` is a role, with the number of a member of staff; never a person.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.case import Case
from models.storage.database import Base, BigId, EncryptedJson, Json, UtcDateTime
from models.storage.encryption import Cipher, canonical, digest, exactly
from models.storage.secrets import cipher_of
from models.storage.unlinkable import by_the_hour


class CaseEvent(Base):
    """One link. `what` is a step, `state` the state after it; `sealed` holds the data and their salt."""

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
    """Empty where what was said has been forgotten."""
    data_digest: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]

    @property
    def data(self) -> Mapping[str, Any]:
        """What was said or decided; empty once it is forgotten."""
        return {} if self.sealed is None else dict(self.sealed["data"])


def link_hash(case_number: str, event: Any, cipher: Cipher) -> str:
    """What the hash of a link has to be."""
    return cipher.seal("case link", canonical(_content(case_number, event)))


def old_link_hash(case_number: str, event: Any) -> str:
    """What the hash of a link had to be before links were sealed."""
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
    """Adds a link for the state the case is in now. The case's row must be locked, or new. data: JSON."""
    sealed = {"data": dict(data or {}), "salt": secrets.token_hex(16)}
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
    case.event_count, case.head = event.number, event.hash
    session.add(event)
    await session.flush()
    return event


async def story_of(session: AsyncSession, case_id: int) -> Sequence[CaseEvent]:
    """Every step so far, in order."""
    rows = await session.scalars(sa.select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(CaseEvent.number))
    return rows.all()


# --- when something was done -----------------------------------------------------------------------------------------
# What a worker does with an anonymous case is also an update of their chat: the same second in both would tell who they
# are. So the columns keep its hour, and the moment itself is encrypted with the link of the record.

_AT = "at"
"""In the data of a link: the moment to the second, ISO 8601."""


def kept_moment(case: Case, now: datetime) -> datetime:
    """Of what a worker or the service itself does, for the columns of the case; not before its clock stood still."""
    if not case.anonymous:
        return now
    return max(by_the_hour(now), case.paused_at) if case.paused_at is not None else by_the_hour(now)


async def add_link(
    session: AsyncSession, case: Case, what: str, *, who: str, now: datetime, data: Mapping[str, Any] | None = None
) -> CaseEvent:
    """As `append_event`: the case's row must be locked, or new."""
    if case.anonymous:
        data, now = {**(data or {}), _AT: now.isoformat()}, by_the_hour(now)
    return await append_event(session, case, what, who=who, now=now, data=data)


def happened_at(event: CaseEvent) -> datetime:
    """The moment of a link to the second; by the hour where it was encrypted with words that were forgotten."""
    exact = event.data.get(_AT)
    return datetime.fromisoformat(exact) if exact else event.at

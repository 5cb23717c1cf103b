"""Proofs of presence: before a step that matters, the holder of a session says in their chat that it is they.

    asked ──yes──> the session may take such steps for PROVED_FOR
      ├────no────> the session has ended, and the record of the post says so
      └──nothing for LASTS: nothing has changed

A question is sealed: whoever can only write the database cannot put a yes for one session under another one's question.
"""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.people.person import Person
from models.staff.console_session import ConsoleSession, Proof, end_session, prove_presence
from models.staff.errors import PresenceGone
from models.staff.record import note_event
from models.storage.database import Base, BigId, UtcDateTime
from models.storage.encryption import Cipher, canonical, cipher_of, exactly
from models.storage.unlinkable import random_id

LASTS, PROVED_FOR = timedelta(minutes=5), timedelta(minutes=5)
ASKED_EVERY = timedelta(minutes=1)
"""One session asks at most this often."""
PROVED, NOT_ME = "presence_proved", "presence_refused"
"""Links in the record of the post."""


class PresenceQuestion(Base):
    """A question to the holder of a session, whether it is they who sit there."""

    __tablename__ = "presence_question"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("console_session.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    seal: Mapped[str]


async def new_question(session: AsyncSession, session_id: int, *, now: datetime) -> PresenceQuestion | None:
    """Notes that the holder of a session is asked. None if they were asked less than ASKED_EVERY ago, or the session
    has ended."""
    if await session.get(ConsoleSession, session_id, with_for_update=True, populate_existing=True) is None:
        return None
    lately = PresenceQuestion.session_id == session_id, PresenceQuestion.asked_at > now - ASKED_EVERY
    if await session.scalar(sa.select(sa.func.count()).select_from(PresenceQuestion).where(*lately)):
        return None
    row = PresenceQuestion(id=random_id(), session_id=session_id, asked_at=now)
    row.seal = _seal(row, cipher_of(session))
    session.add(row)
    await session.flush()
    return row


async def answer_presence(session: AsyncSession, question_id: int, person: Person, *, yes: bool, now: datetime) -> None:
    """Says whether it is the holder who sits at the browser: yes proves it for PROVED_FOR, no ends the session. Raises
    PresenceGone (over, answered, or somebody else's)."""
    row = await session.get(PresenceQuestion, question_id, with_for_update=True, populate_existing=True)
    if row is None or row.asked_at <= now - LASTS or row.seal != _seal(row, cipher_of(session)):
        raise PresenceGone
    at = await session.get(ConsoleSession, row.session_id, with_for_update=True, populate_existing=True)
    if at is None or at.person_id != person.id:
        raise PresenceGone
    await session.execute(sa.delete(PresenceQuestion).where(PresenceQuestion.session_id == at.id))
    await note_event(session, at.staff_id, PROVED if yes else NOT_ME, at=now)
    if yes:
        await prove_presence(session, at.id, until=now + PROVED_FOR, by=Proof.CHAT)
    else:
        await end_session(session, at.id, person, now=now)


async def presence_still_asked(session: AsyncSession, numbers: Collection[str]) -> set[str]:
    """Those of the questions that can still be answered."""
    there = PresenceQuestion.id.in_([int(each) for each in numbers])
    open_ = sa.select(PresenceQuestion.id).where(there, PresenceQuestion.asked_at > datetime.now(UTC) - LASTS)
    return {str(each) for each in await session.scalars(open_)}


async def forget_questions(session: AsyncSession, *, now: datetime) -> None:
    """Deletes questions whose time is over."""
    await session.execute(sa.delete(PresenceQuestion).where(PresenceQuestion.asked_at <= now - LASTS))


def _seal(row: PresenceQuestion, cipher: Cipher) -> str:
    return cipher.seal("presence question", canonical([row.id, row.session_id, exactly(row.asked_at)]))

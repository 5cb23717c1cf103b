"""Name and number of who files under their name, where the type asks for them: a department that speaks to a platform,
an arbitration or a fund for somebody has to say for whom.

Encrypted for its own case, and gone with the person or the case. Whoever has the case sees it, those who lead their
department, and the lead department; the first look of each is in the record. No list, message or figure holds it.
"""

from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.case import Case
from models.errors import AnswerMissing, AnswerTooLong
from models.questions.phone import read_phone
from models.storage.database import Base, EncryptedJson, Json, Opened
from models.values.clean_text import clean_text

LONGEST_NAME = 40
"""Characters."""


class CaseIdentity(Base):
    """Of one case that was filed under a name."""

    __tablename__ = "case_identity"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    locked: Mapped[Any] = mapped_column("person", EncryptedJson("case_id"))
    person = Opened[Json]("locked", "case_id")


@dataclass(frozen=True, slots=True)
class Named:
    """Who somebody says they are."""

    name: str
    phone: str


def read_name(text: str) -> str:
    """The name as it is kept. Raises AnswerMissing, AnswerTooLong."""
    name = " ".join(clean_text(text).split())
    if not any(each.isalpha() for each in name):
        raise AnswerMissing("name")
    if len(name) > LONGEST_NAME:
        raise AnswerTooLong(LONGEST_NAME)
    return name


def named_as(name: str, phone: str) -> Named:
    """Raises AnswerMissing, AnswerTooLong, PhoneUnreadable."""
    return Named(read_name(name), read_phone(phone))


async def keep_identity(session: AsyncSession, case: Case, named: Named) -> None:
    session.add(CaseIdentity(case_id=case.id, person=asdict(named)))
    await session.flush()


async def identity_kept(session: AsyncSession, case_id: int) -> Named | None:
    """For the service alone: what the person themselves is shown, and may use again."""
    row = await session.get(CaseIdentity, case_id)
    return Named(**row.person) if row is not None else None


async def forget_identity(session: AsyncSession, case_id: int) -> None:
    """The case must be locked."""
    row = await session.get(CaseIdentity, case_id)
    if row is not None:
        await session.delete(row)
        await session.flush()

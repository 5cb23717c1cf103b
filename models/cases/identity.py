"""Name and phone number of a named filer, for types that ask for them.

A department that acts for somebody towards a platform, an arbitration body or a fund must say for whom. Both are
encrypted for their own case, and deleted with the person or the case. The handler, the leads of the department and the
lead department can see them; the first look of each is in the record. No list, message or figure contains them.
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
"""Characters; a longer name is refused."""


class CaseIdentity(Base):
    """The named filer of one case."""

    __tablename__ = "case_identity"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    locked: Mapped[Any] = mapped_column("person", EncryptedJson("case_id"))
    person = Opened[Json]("locked", "case_id")


@dataclass(frozen=True, slots=True)
class Named:
    """The name and phone number that a filer gives."""

    name: str
    phone: str


def read_name(text: str) -> str:
    """The name cleaned for storage. Raises AnswerMissing, AnswerTooLong."""
    name = " ".join(clean_text(text).split())
    if not any(each.isalpha() for each in name):
        raise AnswerMissing("name")
    if len(name) > LONGEST_NAME:
        raise AnswerTooLong(LONGEST_NAME)
    return name


def named_as(name: str, phone: str) -> Named:
    """The checked name and number of a filer. Raises AnswerMissing, AnswerTooLong, PhoneUnreadable."""
    return Named(read_name(name), read_phone(phone))


def keep_identity(session: AsyncSession, case: Case, named: Named) -> None:
    """Notes the filer, to be written with the link of the record that the caller adds next."""
    session.add(CaseIdentity(case_id=case.id, person=asdict(named)))


async def identity_kept(session: AsyncSession, case_id: int) -> Named | None:
    """The named filer of a case, to show the person themselves or to offer again; None if there is none."""
    row = await session.get(CaseIdentity, case_id)
    return Named(**row.person) if row is not None else None


async def forget_identity(session: AsyncSession, case_id: int) -> None:
    """Delete the named filer of a case that the caller has locked."""
    row = await session.get(CaseIdentity, case_id)
    if row is not None:
        await session.delete(row)
        await session.flush()

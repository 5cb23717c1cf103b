"""Name and number of who files under their name, where the type asks for them: a department that speaks to a platform,
an arbitration or a fund for somebody has to say for whom.

Encrypted for its own case, and gone with the person or the case. Whoever has the case sees it, those who lead their
department, and the lead department; the first look of each is in the record. No list, message or figure holds it.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.answers import read_phone
from models.cases.case import OPEN, Case, Role, Step
from models.cases.moment import add_link
from models.cases.record import story_of
from models.casework.handling import case_for_staff
from models.city.pack import City
from models.errors import AnswerMissing, AnswerTooLong, StepRefused
from models.staff.post import Staff, actor_of
from models.storage.database import Base, EncryptedJson, Json, Opened
from models.values.clean_text import clean_text

LONGEST_NAME = 40
"""Characters."""


class CaseIdentity(Base):
    """Of one case that was filed under a name."""

    __tablename__ = "case_identity"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    locked: Mapped[Any] = mapped_column("person", EncryptedJson(by="case_id"))
    person = Opened[Json]("locked", by="case_id")


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


def may_see_identity(case: Case, staff: Staff, *, city: City) -> bool:
    """Who has the case, who leads the department, and the lead department; while the case goes on."""
    by = actor_of(staff, city)
    if case.anonymous or case.state not in OPEN:
        return False
    if by.role is Role.LEAD_DEPARTMENT:
        return True
    return by.department == case.department and (by.role is Role.LEAD or case.handler_id == staff.id)


async def see_identity(
    session: AsyncSession, case_id: int, staff: Staff, *, city: City, now: datetime
) -> tuple[Case, Named | None]:
    """Who filed the case; the first look of a colleague is written down. Raises CaseGone, StepRefused."""
    await session.get(Case, case_id, with_for_update=True, populate_existing=True)
    case = await case_for_staff(session, case_id, staff, city=city)
    if not may_see_identity(case, staff, city=city):
        raise StepRefused(Step.SEE_IDENTITY.value)
    named = await identity_kept(session, case_id)
    by = str(actor_of(staff, city))
    seen = any(each.what == Step.SEE_IDENTITY and each.who == by for each in await story_of(session, case_id))
    if named is not None and not seen:
        await add_link(session, case, Step.SEE_IDENTITY, who=by, now=now, data={"name": staff.name})
    return case, named


async def forget_identity(session: AsyncSession, case_id: int) -> None:
    """The case must be locked."""
    row = await session.get(CaseIdentity, case_id)
    if row is not None:
        await session.delete(row)
        await session.flush()

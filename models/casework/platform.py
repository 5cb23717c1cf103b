"""Contacting a platform about a case. First the department chooses how much of the worker's identity the platform
learns, and the worker agrees or refuses in the chat. Only after a yes can the contact be recorded."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.case import Case, locked_case
from models.cases.facts import platform_titles
from models.cases.filer import Part, followers_of
from models.cases.mine import need_filed
from models.cases.news import CaseNews, StaffNews, tell_followers, tell_handler
from models.cases.record import add_link, kept_moment
from models.cases.steps import WORKER, Step
from models.cases.taking import actor_of, allowed, take_step
from models.casework.errors import ContactNotAgreed, ContactQuestionGone, WorkerGone
from models.casework.handling import begin_work
from models.city.pack import City
from models.people.person import Person
from models.staff.post import Staff
from models.storage.database import Base, UtcDateTime


class Disclosure(StrEnum):
    """How much the platform learns. NOTHING: only that somebody complained of this; ORDER: the order number too;
    CONTACT: order number and telephone number."""

    NOTHING = "nothing"
    ORDER = "order"
    CONTACT = "contact"


class CaseContact(Base):
    """The newest question of a case to the worker about contacting the platform. agreed: NULL until the worker
    answers."""

    __tablename__ = "case_contact"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    disclosure: Mapped[str]
    asked_by: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    agreed: Mapped[bool | None]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


async def contact_of(session: AsyncSession, case_id: int) -> CaseContact | None:
    """The newest question; None if none was asked."""
    return await session.get(CaseContact, case_id, populate_existing=True)


async def ask_to_contact(
    session: AsyncSession, case_id: int, staff: Staff, disclosure: Disclosure, *, city: City, now: datetime
) -> Case:
    """Asks the worker; this replaces an earlier question. Raises CaseGone, CaseMovedOn, StepRefused, HandledByOther,
    WorkerGone."""
    if not any(each.part is Part.FILED for each in await followers_of(session, case_id)):
        raise WorkerGone
    case = await begin_work(session, case_id, staff, city=city, now=now)
    by = actor_of(staff, city)
    allowed(case, Step.CONTACT_PLATFORM, by)
    await take_step(
        session, case_id, Step.NOTE, by=by, city=city, now=now, data={"asks": disclosure.value, "name": staff.name}
    )
    await session.merge(
        CaseContact(
            case_id=case_id, disclosure=disclosure.value, asked_by=staff.id, asked_at=now, agreed=None, answered_at=None
        )
    )
    await session.flush()
    facts = {"platform": platform_titles(city, case.platform), "disclosure": disclosure.value}
    await tell_followers(session, case, CaseNews.CONTACT, city=city, now=now, facts=facts, filer_only=True)
    return case


async def answer_contact(
    session: AsyncSession, case_id: int, person: Person, disclosure: Disclosure, *, agrees: bool, now: datetime
) -> Case:
    """Records the worker's answer, only to the very question that they were shown. Raises CaseGone, StepRefused,
    CaseMovedOn, ContactQuestionGone."""
    await need_filed(session, case_id, person, Step.AGREE)
    case = await locked_case(session, case_id)
    allowed(case, Step.AGREE, WORKER)
    asked = await contact_of(session, case_id)
    if asked is None or asked.agreed is not None or asked.disclosure != disclosure:
        raise ContactQuestionGone
    asked.agreed, asked.answered_at = agrees, kept_moment(case, now)
    data = {"disclosure": disclosure.value, "agrees": agrees}
    await add_link(session, case, Step.AGREE, who=str(WORKER), now=now, data=data)
    facts = {"disclosure": disclosure.value, "agrees": "yes" if agrees else "no"}
    await tell_handler(session, case, StaffNews.CONTACT, now=now, facts=facts)
    return case


async def contact_platform(session: AsyncSession, case_id: int, staff: Staff, *, city: City, now: datetime) -> Case:
    """Notes in the record that the platform is contacted, with the disclosure that was agreed to. Raises CaseGone,
    CaseMovedOn, StepRefused, HandledByOther, ContactNotAgreed."""
    await begin_work(session, case_id, staff, city=city, now=now)
    asked = await contact_of(session, case_id)
    if asked is None or not asked.agreed:
        raise ContactNotAgreed
    data = {"disclosure": asked.disclosure, "name": staff.name}
    return await take_step(
        session, case_id, Step.CONTACT_PLATFORM, by=actor_of(staff, city), city=city, now=now, data=data
    )

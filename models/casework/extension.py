"""More time for a hard case. The handler asks for it once, with a reason; a lead who did not ask approves it; the
worker is told."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.answers import what_is_said
from models.cases.case import Case, locked_case
from models.cases.clock import set_clock
from models.cases.news import CaseNews, StaffNews, day, said, staff_news, tell_followers, tell_handler
from models.cases.steps import Step
from models.cases.taking import actor_of, allowed, take_step
from models.casework.errors import ExtendedAlready, ExtensionGone
from models.casework.handling import case_for_staff, handle
from models.city.case_types import EXTENSION_DAYS
from models.city.pack import City
from models.outbox.message import put_all
from models.staff.four_eyes import need_second_person
from models.staff.post import Staff, colleagues
from models.storage.database import Base, EncryptedJson, Json, UtcDateTime


class CaseExtension(Base):
    """The one extension that a case may have. days: working days, as the city pack had them at the time of the request.
    approved_by: the number of the approving post; NULL until then."""

    __tablename__ = "case_extension"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    asked_by: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[Json] = mapped_column(EncryptedJson)
    days: Mapped[int] = mapped_column(server_default="5")
    approved_by: Mapped[int | None]
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


async def extension_of(session: AsyncSession, case_id: int) -> CaseExtension | None:
    """The extension that was asked for or approved; None if there is none."""
    return await session.get(CaseExtension, case_id)


def extension_days(city: City, type_key: str) -> int:
    """By how many working days a case of the type can be extended."""
    case_type = city.case_types.get(type_key)
    return case_type.extension_days if case_type else EXTENSION_DAYS


async def ask_extension(
    session: AsyncSession, case_id: int, staff: Staff, reason: str, *, city: City, now: datetime
) -> Case:
    """Asks the leads for more time. Raises what `handle` raises, and ExtendedAlready."""
    case = await locked_case(session, case_id)
    await case_for_staff(session, case_id, staff, city=city)
    if await extension_of(session, case_id) is not None:
        raise ExtendedAlready
    case = await handle(session, case_id, Step.ASK_EXTENSION, staff, reason, city=city, now=now)
    reason, days = what_is_said(reason), extension_days(city, case.type)
    session.add(CaseExtension(case_id=case_id, asked_by=staff.id, asked_at=now, reason=reason, days=days))
    await session.flush()
    leads = [
        each
        for each in await colleagues(session, case.department, leads_only=True, present=True)
        if each.id != staff.id
    ]
    if not leads:
        leads = [
            each for each in await colleagues(session, city.lead_department.key, present=True) if each.id != staff.id
        ]
    facts = {"name": staff.name, "text": said(reason), "days": days}
    await put_all(session, staff_news(leads, case, StaffNews.EXTENSION, now=now, facts=facts))
    return case


async def approve_extension(session: AsyncSession, case_id: int, staff: Staff, *, city: City, now: datetime) -> Case:
    """Gives the days that were asked for, by a second person. Raises CaseGone, CaseMovedOn, StepRefused, ExtensionGone,
    ExtendedAlready, SecondPersonNeeded."""
    case, asked = await _asked(session, case_id, staff, city=city)
    data = {"text": asked.reason, "days": asked.days, "name": staff.name}
    await take_step(session, case_id, Step.EXTEND, by=actor_of(staff, city), city=city, now=now, data=data)
    asked.approved_by, asked.approved_at = staff.id, now
    case.answer_by = city.calendar.due_at(case.answer_by, asked.days, city.zone)
    set_clock(case, city=city, now=now)
    await session.flush()
    facts = {"text": said(asked.reason), "by": day(case.answer_by, city)}
    await tell_followers(session, case, CaseNews.EXTENDED, city=city, now=now, facts=facts)
    await tell_handler(session, case, StaffNews.EXTENDED, now=now, facts={"by": facts["by"]})
    return case


async def refuse_extension(session: AsyncSession, case_id: int, staff: Staff, *, city: City, now: datetime) -> Case:
    """Refuses the extension: the dates stay, and it can be asked for again. Raises what `approve_extension` raises."""
    case, asked = await _asked(session, case_id, staff, city=city)
    data = {"extension": "refused", "name": staff.name}
    await take_step(session, case_id, Step.NOTE, by=actor_of(staff, city), city=city, now=now, data=data)
    await session.delete(asked)
    await session.flush()
    facts = {"by": day(case.answer_by, city), "name": staff.name}
    await tell_handler(session, case, StaffNews.EXTENSION_REFUSED, now=now, facts=facts)
    return case


async def _asked(session: AsyncSession, case_id: int, staff: Staff, *, city: City) -> tuple[Case, CaseExtension]:
    case = await locked_case(session, case_id)
    allowed(case, Step.EXTEND, actor_of(staff, city))
    asked = await session.get(CaseExtension, case_id, populate_existing=True)
    if asked is None:
        raise ExtensionGone
    if asked.approved_at is not None:
        raise ExtendedAlready
    await need_second_person(session, asked.asked_by, staff.id)
    return case, asked

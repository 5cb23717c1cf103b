"""Help of another department with a case: a request with a date of its own. The answer goes to the colleague who
handles the case, and only that colleague answers the worker.

The helping department sees the request and what the asking colleague shares of the case. It sees no more than the
request if the worker agreed to one department alone, and no evidence of an anonymous case."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.answers import what_is_said
from models.cases.case import Case, locked_case
from models.cases.errors import CaseMovedOn
from models.cases.evidence import Evidence, evidence_of
from models.cases.facts import department_titles, facts_of, type_titles
from models.cases.news import StaffNews, about, day, said, tell_handler
from models.cases.record import add_link
from models.cases.steps import OPEN, Role, Step
from models.cases.taking import actor_of
from models.casework.errors import AssistGone, NobodyThere
from models.casework.handling import case_for_staff, handle
from models.casework.promise import end_of
from models.city.pack import City
from models.errors import ChoiceUnknown
from models.outbox.causes import CauseKind
from models.outbox.message import Pushed, Urgency, put
from models.staff.post import Staff, colleagues
from models.storage.database import Base, BigId, EncryptedJson, Json, UtcDateTime

MOST_LISTED = 60


class Sharing(StrEnum):
    """How much the helping department sees besides the request."""

    WORDS = "words"
    FACTS = "facts"
    EVIDENCE = "evidence"


class CaseAssist(Base):
    """One request. department: the one that is asked to help; asked_by, answered_by: numbers of posts."""

    __tablename__ = "case_assist"
    __table_args__ = (
        sa.Index("ix_case_assist_department", "department", "answered_at", "due_at"),
        sa.Index("ix_case_assist_due", "answered_at", "warned_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), index=True)
    department: Mapped[str]
    asked_by: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    request: Mapped[Json] = mapped_column(EncryptedJson)
    answered_by: Mapped[int | None]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[Json | None] = mapped_column(EncryptedJson)
    warned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The moment when both departments were told that its day is over."""
    shares: Mapped[str] = mapped_column(default=Sharing.WORDS.value, server_default="words")


async def ask_assist(
    session: AsyncSession,
    case_id: int,
    staff: Staff,
    *,
    department: str,
    text: str,
    until: date,
    shares: Sharing = Sharing.WORDS,
    city: City,
    now: datetime,
) -> CaseAssist:
    """Asks a department (a key of the pack) to help by the end of a day of the city. Raises what `handle` raises, and
    ChoiceUnknown (no such department, the case's own, or more shared than allowed), NobodyThere, DayPassed."""
    due_at = end_of(until, city, now=now)
    if department not in city.departments:
        raise ChoiceUnknown
    asked = await case_for_staff(session, case_id, staff, city=city)
    if not await colleagues(session, department):
        raise NobodyThere
    if shares not in may_share(asked, city):
        raise ChoiceUnknown
    case = await handle(session, case_id, Step.ASSIST, staff, text, city=city, now=now)
    if department == case.department:
        raise ChoiceUnknown
    request = CaseAssist(
        case_id=case_id,
        department=department,
        asked_by=staff.id,
        asked_at=now,
        due_at=due_at,
        request=what_is_said(text),
        shares=shares.value,
    )
    session.add(request)
    await session.flush()
    facts = {
        **about(case),
        "assist_id": request.id,
        "type": type_titles(city, case.type),
        "department": department_titles(city, case.department),
        "text": said(request.request),
        "by": day(due_at, city),
    }
    for each in await colleagues(session, department, present=True):
        if each.person_id is not None:
            await put(
                session,
                each.person_id,
                Pushed(StaffNews.ASSIST, facts),
                due_at=now,
                urgency=Urgency.TODAY,
                dedupe_key=f"assist:{request.id}:{each.id}",
                cause=CauseKind.STAFF.of(each.id),
            )
    return request


def may_share(case: Case, city: City) -> list[Sharing]:
    """The allowed amounts to share with another department, the most first. If the case type needs a second consent,
    only words: the worker agreed to health and family data for one named department (个人信息保护法 art. 23, 29)."""
    case_type = city.case_types.get(case.type)
    if case_type is None or case_type.needs_second_consent:
        return [Sharing.WORDS]
    return [*([] if case.anonymous else [Sharing.EVIDENCE]), Sharing.FACTS, Sharing.WORDS]


async def shared_case(session: AsyncSession, request: CaseAssist, *, city: City) -> tuple[Case, Sharing]:
    """The case of a request, and how much of it the helping department sees: the shared amount as long as the request
    and the case are open, after that only words."""
    case = await session.get_one(Case, request.case_id)
    open_ = request.answered_at is None and case.is_open
    allowed_now = may_share(case, city)
    shares = Sharing(request.shares) if open_ else Sharing.WORDS
    return case, shares if shares in allowed_now else allowed_now[-1]


def shared_facts(case: Case, city: City) -> list[Json]:
    """The answers of the case, without those that would identify an anonymous worker to another department."""
    return facts_of(case, city, for_helpers=True)


async def shared_evidence(
    session: AsyncSession, assist_id: int, staff: Staff, *, city: City
) -> tuple[Case, Sequence[Evidence]]:
    """The pieces that were shared with the request. Raises AssistGone."""
    request = await assist_for_staff(session, assist_id, staff, city=city)
    case, shares = await shared_case(session, request, city=city)
    if shares is not Sharing.EVIDENCE:
        raise AssistGone
    return case, await evidence_of(session, case_id=case.id)


async def assist_for_staff(session: AsyncSession, assist_id: int, staff: Staff, *, city: City) -> CaseAssist:
    """The request, for the helping department, the department that has the case, and the lead department. Raises
    AssistGone."""
    request = await session.get(CaseAssist, assist_id, with_for_update=True, populate_existing=True)
    case = await session.get(Case, request.case_id) if request is not None else None
    by = actor_of(staff, city)
    if request is None or case is None:
        raise AssistGone
    if by.role is not Role.LEAD_DEPARTMENT and by.department not in (request.department, case.department):
        raise AssistGone
    return request


async def answer_assist(
    session: AsyncSession, assist_id: int, staff: Staff, text: str, *, city: City, now: datetime
) -> CaseAssist:
    """Records the helping department's answer, once. Raises AssistGone, CaseMovedOn, AnswerMissing, AnswerTooLong."""
    text = what_is_said(text)
    request = await assist_for_staff(session, assist_id, staff, city=city)
    if request.answered_at is not None or staff.department != request.department:
        raise AssistGone
    case = await locked_case(session, request.case_id)
    if not case.is_open:
        raise CaseMovedOn(case.number, case.state)
    request.answer, request.answered_at, request.answered_by = text, now, staff.id
    data = {"text": text, "name": staff.name, "helps": request.department, "request": request.id}
    await add_link(session, case, Step.ASSIST, who=str(actor_of(staff, city)), now=now, data=data)
    facts = {"department": department_titles(city, request.department), "name": staff.name, "text": said(text)}
    await tell_handler(session, case, StaffNews.ASSISTED, now=now, facts=facts)
    return request


async def assists_of(session: AsyncSession, case_id: int) -> Sequence[CaseAssist]:
    """All requests about a case, the oldest first."""
    of_case = sa.select(CaseAssist).where(CaseAssist.case_id == case_id)
    return (await session.scalars(of_case.order_by(CaseAssist.id))).all()


async def open_assists(session: AsyncSession, department: str, *, limit: int = MOST_LISTED) -> Sequence[CaseAssist]:
    """The open requests to a department in open cases, the most urgent first."""
    mine = (CaseAssist.department == department, CaseAssist.answered_at.is_(None), Case.state.in_(OPEN))
    waiting = sa.select(CaseAssist).join(Case, Case.id == CaseAssist.case_id).where(*mine)
    return (await session.scalars(waiting.order_by(CaseAssist.due_at, CaseAssist.id).limit(limit))).all()

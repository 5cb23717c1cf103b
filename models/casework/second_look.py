"""A second person's check of an answer before it goes to the worker. If the city pack says so (`second_look` of a
department or of a case type), answers and outcomes wait for a lead's yes: all of them, or with `"refusals"` those
that refuse something (models/values/refusal.py).

    answer_or_hand_in ──> held ──yes──> answered, settled
                            ├──change──> held: the first writer, or another lead, says yes to the new words
                            └──back, with a reason──> no longer held

While an answer is held, the deadline and its warnings go on, and promises stay open: the worker has no answer yet. In
an urgent case nothing waits. The two people must be two humans (models/staff/four_eyes.py).
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.answers import what_is_said
from models.cases.case import Case, locked_case
from models.cases.facts import type_titles
from models.cases.news import StaffNews, handlers_of, said, staff_news
from models.cases.steps import Step
from models.cases.taking import actor_of, allowed, take_step
from models.casework.assigning import leads
from models.casework.errors import AnswerNotHeld, NobodyToSign
from models.casework.files import SentPiece, attach
from models.casework.handling import answer_case, begin_work, case_for_staff, needs_second_look, settle_case
from models.city.pack import City
from models.outbox.message import put_all
from models.staff.errors import NotStaff
from models.staff.four_eyes import need_second_person
from models.staff.post import Staff, colleagues, post_at
from models.storage.database import Base, EncryptedJson, Json, UtcDateTime


class CaseHeldAnswer(Base):
    """The one answer of a case that waits. step: answer or settle; files: each as a `SentPiece`; written_by: the number
    of the post that wrote or last changed it."""

    __tablename__ = "case_held_answer"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[str]
    department: Mapped[str]
    text: Mapped[Json] = mapped_column(EncryptedJson)
    files: Mapped[Json] = mapped_column(EncryptedJson)
    written_by: Mapped[int]
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)


async def held_answer(session: AsyncSession, case: Case) -> CaseHeldAnswer | None:
    """The answer that waits, if the case is open and still with the department that wrote it."""
    held = await session.get(CaseHeldAnswer, case.id, populate_existing=True)
    return held if held is not None and held.department == case.department and case.is_open else None


async def answer_or_hand_in(
    session: AsyncSession,
    case_id: int,
    staff: Staff,
    step: Step,
    text: str,
    *,
    files: list[dict[str, Any]],
    city: City,
    now: datetime,
) -> bool:
    """Answers or settles the case, or hands the words in if a second person has to check them; they replace words
    handed in before. Returns whether they went to the worker. Raises what `handle` raises, and NobodyToSign."""
    case = await begin_work(session, case_id, staff, city=city, now=now)
    if not needs_second_look(case, text, city):
        await _send(session, case, staff, step, text, files, city=city, now=now)
        return True
    allowed(case, step, actor_of(staff, city))
    await _hold(session, case, staff, step, text, files, city=city, now=now)
    return False


async def _hold(
    session: AsyncSession,
    case: Case,
    staff: Staff,
    step: Step,
    text: str,
    files: list[dict[str, Any]],
    *,
    city: City,
    now: datetime,
    but: int | None = None,
) -> None:
    """Keeps the words and asks the people who can sign them. but: the post that wrote the words before this change; if
    it still has a holder, it is asked instead of the leads."""
    clean = what_is_said(text)
    whom = await _signers(session, case, staff, city)
    if but is not None and (writer := await post_at(session, but)) is not None and writer.id != staff.id:
        whom = [writer]
    if not whom:
        raise NobodyToSign
    held = await session.get(CaseHeldAnswer, case.id, populate_existing=True)
    values = {"step": step.value, "department": case.department, "text": clean, "files": files}
    if held is None:
        session.add(CaseHeldAnswer(case_id=case.id, written_by=staff.id, written_at=now, **values))
    else:
        for name, value in {**values, "written_by": staff.id, "written_at": now}.items():
            setattr(held, name, value)
    noted = _noted(staff, clean, "asked" if but is None else "changed")
    await take_step(session, case.id, Step.NOTE, by=actor_of(staff, city), city=city, now=now, data=noted)
    facts: dict[str, Json] = {
        "name": staff.name,
        "step": step.value,
        "type": type_titles(city, case.type),
        "text": said(clean),
        "changed": "no" if but is None else "yes",
    }
    await put_all(session, staff_news(whom, case, StaffNews.SIGN, now=now, facts=facts))


async def _signers(session: AsyncSession, case: Case, staff: Staff, city: City) -> list[Staff]:
    """The leads of the department other than the writer; if there are none, those of the lead department."""
    for department in dict.fromkeys((case.department, city.lead_department.key)):
        team = await colleagues(session, department, leads_only=True, present=True)
        there = [each for each in team if each.person_id != staff.person_id]
        if there:
            return there
    return []


def may_sign(case: Case, held: CaseHeldAnswer, writer: Staff | None, staff: Staff, *, city: City) -> bool:
    """Whether `staff` may sign: a lead who did not write the words. If a lead wrote or changed them, the case's handler
    may too. writer: the post that wrote the words last."""
    if held.written_by == staff.id:
        return False
    theirs = staff.department in (case.department, city.lead_department.key)
    return theirs and (leads(staff) or (case.handler_id == staff.id and writer is not None and leads(writer)))


async def need_signer(session: AsyncSession, case_id: int, staff: Staff, *, city: City) -> tuple[Case, CaseHeldAnswer]:
    """The case, locked, and its held answer, if `staff` may decide on it. Raises CaseGone, AnswerNotHeld, NotStaff,
    SecondPersonNeeded."""
    case = await locked_case(session, case_id)
    await case_for_staff(session, case_id, staff, city=city)
    held = await held_answer(session, case)
    if held is None:
        raise AnswerNotHeld
    await need_second_person(session, held.written_by, staff.id)
    writer = await session.get(Staff, held.written_by)
    if not may_sign(case, held, writer, staff, city=city):
        raise NotStaff
    return case, held


async def sign_answer(session: AsyncSession, case_id: int, staff: Staff, *, city: City, now: datetime) -> Case:
    """Sends the held answer to the worker as it is. Raises what `need_signer` raises, and CaseMovedOn, StepRefused."""
    case, held = await need_signer(session, case_id, staff, city=city)
    speaker = await post_at(session, case.handler_id)
    if speaker is None:  # the handler's post has ended
        speaker = await session.get_one(Staff, held.written_by)
    step, text, files = Step(held.step), str(held.text), list(held.files)
    await session.delete(held)
    await session.flush()
    await _send(session, case, speaker, step, text, files, city=city, now=now, signed=staff)
    facts: dict[str, Json] = {"name": staff.name, "step": step.value}
    whom = [each for each in await handlers_of(session, case) if each.id != staff.id]
    await put_all(session, staff_news(whom, case, StaffNews.SIGNED, now=now, facts=facts))
    return case


async def send_back(
    session: AsyncSession, case_id: int, staff: Staff, reason: str, *, city: City, now: datetime
) -> Case:
    """Sends the words back to the colleague who has the case, with a reason, to be written anew. Raises what
    `need_signer` raises, and AnswerMissing, AnswerTooLong."""
    why = what_is_said(reason)
    case, held = await need_signer(session, case_id, staff, city=city)
    facts: dict[str, Json] = {"name": staff.name, "text": said(why), "answer": said(str(held.text))}
    await session.delete(held)
    noted = _noted(staff, why, "back")
    await take_step(session, case.id, Step.NOTE, by=actor_of(staff, city), city=city, now=now, data=noted)
    whom = [each for each in await handlers_of(session, case) if each.id != staff.id]
    await put_all(session, staff_news(whom, case, StaffNews.SENT_BACK, now=now, facts=facts))
    return case


async def change_answer(
    session: AsyncSession, case_id: int, staff: Staff, text: str, *, city: City, now: datetime
) -> Case:
    """Replaces the held words; their earlier writer, or another lead, has to sign the new ones. Raises what
    `need_signer` raises, and AnswerMissing, AnswerTooLong."""
    case, held = await need_signer(session, case_id, staff, city=city)
    writer, step, files = held.written_by, Step(held.step), list(held.files)
    await _hold(session, case, staff, step, text, files, city=city, now=now, but=writer)
    return case


async def _send(
    session: AsyncSession,
    case: Case,
    staff: Staff,
    step: Step,
    text: str,
    files: list[dict[str, Any]],
    *,
    city: City,
    now: datetime,
    signed: Staff | None = None,
) -> None:
    pieces = [SentPiece(**each) for each in files]

    async def attached(locked: Case) -> list[int]:
        return await attach(session, locked, staff, pieces, now=now)

    operation = settle_case if step is Step.SETTLE else answer_case
    along = attached if pieces else None
    await operation(session, case.id, staff, text, city=city, now=now, attached=along, signed=signed)


def _noted(staff: Staff, text: str, how: str) -> dict[str, Json]:
    """The record's data about an answer that was `asked` about, `changed` or sent `back`."""
    return {"text": text, "name": staff.name, "signing": how}

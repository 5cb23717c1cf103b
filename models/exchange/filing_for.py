"""A colleague files a case for somebody who does not chat: at the window, on the phone, or from a work order of another
system. The case has no person until its worker types the claim code (models/exchange/claim.py), and it may never have
one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.draft import type_of
from models.cases.errors import QuestionsLeft, SharingNotAgreed
from models.cases.evidence import expect_evidence
from models.cases.filing import case_of, content_of, keep_case
from models.cases.identity import Named, keep_identity
from models.cases.news import tell_department
from models.cases.record import add_link
from models.cases.steps import Step
from models.cases.taking import actor_of
from models.casework.files import SentPiece
from models.city.case_types import CaseType
from models.city.pack import City
from models.exchange.origin import IN_PERSON, Origin, checked_origin, need_new, note_origin
from models.staff.errors import NotStaff
from models.staff.post import Staff
from models.storage.database import Json
from models.storage.encryption import digest

HOW = "for"
"""In the record of a case: a colleague filed it for somebody."""


@dataclass(frozen=True, slots=True)
class ForSomebody:
    """What a colleague has filled in. answers: by question, in the form that its kind takes. named: who it is for, if
    they said so. pieces: question -> files. ours: the colleague's own department keeps it, whatever the type says;
    agreed_to_share: the person was asked, and agrees that the department gets health or injury data."""

    type: str
    answers: Mapping[str, Any]
    origin: Origin
    named: Named | None = None
    pieces: Mapping[str, Sequence[SentPiece]] | None = None
    ours: bool = False
    agreed_to_share: bool = False


async def file_for_somebody(
    session: AsyncSession,
    staff: Staff,
    filled: ForSomebody,
    *,
    city: City,
    now: datetime,
    by_key: bool = False,
    of_many: bool = False,
) -> Case:
    """Files the case. by_key: the department's own system asked for it, at the post that made its key. of_many: it
    comes with many others, so that the colleague's own department is not told of each.

    Raises NotStaff, CaseTypeUnknown, QuestionsLeft, NotAnAnswer, SharingNotAgreed, ForeignNumberUnreadable,
    FiledElsewhere, DayPassed, and what evidence is refused for.
    """
    if staff.department is None or staff.department not in city.departments:
        raise NotStaff
    case_type = type_of(city, filled.type)
    filled = replace(filled, origin=checked_origin(filled.origin))
    await need_new(session, filled.origin)
    answers = checked_answers(case_type, filled, city=city, now=now)
    if case_type.needs_second_consent and filled.origin.source in IN_PERSON and not filled.agreed_to_share:
        raise SharingNotAgreed(staff.department if filled.ours else case_type.department)
    case = case_of(answers, None, case_type, anonymous=False, city=city, now=now)
    if filled.ours:
        case.department = staff.department
    await keep_case(session, case, answers, None, case_type, draft_id=None, city=city, now=now)
    if filled.named is not None:
        keep_identity(session, case, filled.named)
    data = {
        "content": digest(content_of(case)),
        "evidence": [],
        "department": case.department,
        "agreed_to_share": filled.agreed_to_share and case_type.needs_second_consent,
        "how": HOW,
        "name": staff.name,
        "source": filled.origin.source.value,
        "foreign": filled.origin.foreign,
        "back_by": filled.origin.back_by.isoformat() if filled.origin.back_by else None,
    }
    await add_link(session, case, Step.FILE, who=str(actor_of(staff, city)), now=now, data=data)
    await note_origin(session, case, filled.origin, staff, by_key=by_key, city=city, now=now)
    await _keep_pieces(session, case, filled.pieces or {}, now=now)
    if not of_many or case.department != staff.department:
        await tell_department(session, case, city=city, now=now)
    return case


def checked_answers(case_type: CaseType, filled: ForSomebody, *, city: City, now: datetime) -> dict[str, Json]:
    """The answers in the form that is stored. A work order need not answer everything; for somebody who is there,
    every required question has to be answered. Raises QuestionsLeft, NotAnAnswer."""
    today = now.astimezone(city.zone).date()
    given = {key: value for key, value in filled.answers.items() if value not in (None, "")}
    answers: dict[str, Json] = {}
    for question in case_type.questions:
        if not question.is_asked({**given, **answers}):
            continue
        if question.kind.takes_files:
            answers[question.key] = True if (filled.pieces or {}).get(question.key) else None
        elif question.key in given:
            answers[question.key] = question.checked(given[question.key], today=today)
        elif question.required and filled.origin.source in IN_PERSON:
            raise QuestionsLeft(question.key)
    return answers


async def _keep_pieces(
    session: AsyncSession, case: Case, pieces: Mapping[str, Sequence[SentPiece]], *, now: datetime
) -> None:
    """Has the files fetched that came with the form; they are the worker's own evidence."""
    for question, files in pieces.items():
        for at, each in enumerate(files):
            each.check(others=at)
            await expect_evidence(
                session,
                case_id=case.id,
                channel=each.channel,
                file_id=each.file_id,
                compressed=each.compressed,
                question=question,
                size=each.size,
                name=each.name,
                now=now,
            )

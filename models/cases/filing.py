"""Filing: a draft becomes a case exactly once, with a number, a department and deadlines."""

import secrets
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.case_words.case_word import begin_words
from models.cases.case import Case
from models.cases.clock import next_warning
from models.cases.draft import CaseDraft, own_draft, type_of
from models.cases.errors import AnonymousNotAllowed, DraftGone, QuestionsLeft, SharingNotAgreed
from models.cases.evidence import Evidence
from models.cases.filer import CaseFiler, Part, digests_of, draft_digest, remember_filer
from models.cases.identity import Named, keep_identity
from models.cases.news import tell_department
from models.cases.number import next_number
from models.cases.record import add_link
from models.cases.seal import filers_seal
from models.cases.steps import WORKER, CaseState, Step
from models.city.case_types import CaseType
from models.city.pack import City
from models.people.person import Person, need_consent
from models.questions.order_number import OrderNumberKind
from models.questions.place import PlaceKind, place_position
from models.questions.platform import PlatformKind
from models.questions.question import AnswerKind
from models.questions.text import TextKind
from models.storage.database import Json
from models.storage.encryption import BEGINNING, cipher_of, digest
from models.storage.one_hop import OneHop, attach_anew
from models.storage.unlinkable import by_the_hour


async def file_case(
    session: AsyncSession,
    draft_id: str,
    person: Person,
    *,
    anonymous: bool,
    agreed_to_share: bool = False,
    named: Named | None = None,
    city: City,
    now: datetime,
) -> Case:
    """File the draft. Filing the same draft again returns the same case.

    agreed_to_share: the separate agreement that names the department, if the type needs one. named: name and number of
    the filer; ignored for an anonymous case. Raises DraftGone, ConsentNeeded, CaseTypeUnknown, QuestionsLeft,
    AnonymousNotAllowed, SharingNotAgreed.
    """
    try:
        draft = await own_draft(session, draft_id, person)
    except DraftGone:
        return await _filed_before(session, draft_id, person)
    case_type = type_of(city, draft.type)
    _may_be_filed(draft, person, case_type, anonymous=anonymous)
    case = case_of(draft.answers, person, case_type, anonymous=anonymous, city=city, now=now)
    if case_type.needs_second_consent and not agreed_to_share:
        raise SharingNotAgreed(case.department)
    pieces = await _take_evidence(session, draft)
    await keep_case(session, case, draft.answers, person, case_type, draft_id=draft.id, city=city, now=now)
    if named is not None and not anonymous:
        keep_identity(session, case, named)
    for piece in pieces:
        piece.case_id, piece.draft_id = case.id, None
    if pieces:
        await session.flush()  # they would go with the draft
    await session.delete(draft)
    data = {
        "content": digest(content_of(case)),
        "evidence": [piece.for_record() for piece in pieces if piece.sha256],
        "department": case.department,
        "agreed_to_share": agreed_to_share and case_type.needs_second_consent,
    }
    await add_link(session, case, Step.FILE, who=str(WORKER), now=now, data=data)
    await tell_department(session, case, city=city, now=now)
    return case


async def keep_case(
    session: AsyncSession,
    case: Case,
    given: Json,
    person: Person | None,
    case_type: CaseType,
    *,
    draft_id: str | None,
    city: City,
    now: datetime,
) -> None:
    """Store the case with its number, clock and filer, if it has one. The caller adds the first link of its record
    next."""
    case.warn_at = next_warning(case, city=city)
    case.number = await next_number(session, now.astimezone(city.zone).date())
    case.answers = _answers(case_type, given)
    if person is None:
        case.filers = filers_seal(case.number, (), cipher_of(session))
    session.add(case)
    await session.flush()
    if may_be_found(case, case_type):
        await begin_words(session, case.id, case.filed_at, words_given(case, case_type))
    if person is not None:
        named = not case.anonymous
        await remember_filer(session, case.id, person, part=Part.FILED, named=named, draft_id=draft_id, now=now)


def department_for(draft: CaseDraft, person: Person, *, city: City) -> str:
    """The key of the department that would get the draft as it is, for the review and the second agreement."""
    case_type = type_of(city, draft.type)
    answers = _answers(case_type, draft.answers)
    return case_type.route(platform=_platform(case_type, answers), district=_district(case_type, answers, person, city))


def may_be_found(case: Case, case_type: CaseType | None) -> bool:
    """Whether staff can search for the words of the case: not if it is anonymous or urgent, nor if it holds health or
    family data."""
    sensitive = case_type is None or case_type.health or case_type.needs_second_consent
    return not (case.anonymous or case.urgent or sensitive)


def words_given(case: Case, case_type: CaseType) -> list[str]:
    """The texts among the answers, for the index of words: without choices, sums and days, and without what names the
    filer."""
    asked = case_type.questions_of(TextKind) + case_type.questions_of(OrderNumberKind)
    said = [case.answers.get(each.key) for each in asked if not each.kind.names_filer]
    place = _of_kind(case_type, case.answers, PlaceKind)
    return [each for each in (*said, place.get("name") if isinstance(place, dict) else None) if isinstance(each, str)]


def content_of(case: Case) -> Json:
    """The content of a case whose digest is in the record and the receipt."""
    return {
        "number": case.number,
        "type": case.type,
        "platform": case.platform,
        "district": case.district,
        "anonymous": case.anonymous,
        "answers": case.answers,
        "position": [case.latitude, case.longitude],
        "filed_at": case.filed_at.isoformat(timespec="microseconds"),
    }


async def _filed_before(session: AsyncSession, draft_id: str, person: Person) -> Case:
    digests, draft = await digests_of(session, person), await draft_digest(session, draft_id)
    filed = sa.select(Case).join(CaseFiler, CaseFiler.case_id == Case.id)
    case = await session.scalar(filed.where(CaseFiler.draft == draft, CaseFiler.digest.in_(digests)))
    if case is None:
        raise DraftGone
    return case


def _may_be_filed(draft: CaseDraft, person: Person, case_type: CaseType, *, anonymous: bool) -> None:
    need_consent(person)
    for question in case_type.asked(draft.answers):
        if question.required and draft.answers.get(question.key) is None:
            raise QuestionsLeft(question.key)
    if anonymous and not case_type.anonymous:
        raise AnonymousNotAllowed


def case_of(
    given: Json, person: Person | None, case_type: CaseType, *, anonymous: bool, city: City, now: datetime
) -> Case:
    """A new case with these answers, its department and its deadlines; not stored, and without a number. person: None
    if a colleague files it for somebody who has not come to the chat (models/exchange)."""
    answers = _answers(case_type, given)
    spot = place_position(_of_kind(case_type, answers, PlaceKind)) if case_type.city_report else None
    platform = _platform(case_type, answers)
    district = _district(case_type, answers, None if anonymous else person, city)
    return Case(
        type=case_type.key,
        department=case_type.route(platform=platform, district=district),
        district=district,
        platform=platform,
        state=CaseState.FILED,
        person_id=None if anonymous or person is None else person.id,
        anonymous=anonymous,
        pseudonym=secrets.token_hex(2).upper() if anonymous else None,
        latitude=spot.latitude if spot else None,
        longitude=spot.longitude if spot else None,
        reporters=1,
        filed_at=by_the_hour(now) if anonymous else now,
        accept_by=_accept_by(case_type, answers, anonymous=anonymous, city=city, now=now),
        answer_by=city.calendar.due_at(now, case_type.answer_days, city.zone),
        waited_s=0,
        warned=0,
        urgent=False,
        event_count=0,
        head=BEGINNING,
    )


def _accept_by(case_type: CaseType, answers: Json, *, anonymous: bool, city: City, now: datetime) -> datetime:
    """The deadline of taking the case; for a dangerous one within hours, if the pack says so.

    The hours of an anonymous case count from the beginning of the hour, so that the deadline does not tell the moment
    of filing.
    """
    usual = city.calendar.due_at(now, case_type.accept_days, city.zone)
    if case_type.danger_hours is None or not case_type.is_dangerous(answers):
        return usual
    return min(usual, (by_the_hour(now) if anonymous else now) + timedelta(hours=case_type.danger_hours))


async def _take_evidence(session: AsyncSession, draft: CaseDraft) -> list[Evidence]:
    """The draft's pieces that were not refused, locked: a fetch that ends meanwhile waits, and then finds the case."""
    rows = await _pieces_statement().rows(session, draft_id=draft.id)
    return [attach_anew(session.sync_session, Evidence, each) for each in rows]


@cache
def _pieces_statement() -> OneHop:
    columns = Evidence.__table__.c
    taken = columns.draft_id == sa.bindparam("draft_id"), columns.refused.is_(None)
    return OneHop(sa.select(*columns).where(*taken).order_by(columns.number).with_for_update())


def _answers(case_type: CaseType, answers: Json) -> Json:
    """The answers to the questions that apply, in their order, without skipped ones."""
    keys = [question.key for question in case_type.asked(answers)]
    return {key: answers[key] for key in keys if answers.get(key) is not None}


def _of_kind(case_type: CaseType, answers: Json, kind: type[AnswerKind]) -> Any:
    return next((answers.get(each.key) for each in case_type.questions_of(kind)), None)


def _platform(case_type: CaseType, answers: Json) -> str | None:
    answer = _of_kind(case_type, answers, PlatformKind)
    return answer if isinstance(answer, str) else None


def _district(case_type: CaseType, answers: Json, person: Person | None, city: City) -> str | None:
    """The district of the spot in the answers, else that of the person's profile. person: None for an anonymous
    case."""
    spot = place_position(_of_kind(case_type, answers, PlaceKind))
    if spot is not None:
        district = city.district_at(spot)
        return district.key if district else None
    return person.district if person else None

"""A draft: a case that is being filled in. It is a row, so that it survives restarts and is offered again days
later."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import set_committed_value

from models.cases.errors import CaseTypeUnknown, DraftGone, EvidenceGone, TooManyDrafts
from models.cases.evidence import Evidence, evidence_of, expect_evidence, keep_words
from models.city.case_types import CaseType
from models.city.pack import City
from models.errors import AnswerMissing, ChoiceUnknown
from models.people.person import Person, need_consent
from models.questions.question import Question
from models.storage.database import Base, EncryptedJson, Json, UtcDateTime
from models.storage.one_hop import OneHop, attach_anew, names_of
from models.storage.session_info import Kept

MOST_DRAFTS = 10


class CaseDraft(Base):
    """A case that is being filled in. id: random, never reused. question: the key of the one being asked; None: the
    draft is being reviewed."""

    __tablename__ = "case_draft"

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    type: Mapped[str]
    answers: Mapped[Json] = mapped_column(EncryptedJson)
    """Question key -> answer in the form that its kind stores (models/questions); None: skipped. A question without a
    key here has not been asked yet."""
    question: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


async def drafts_of(session: AsyncSession, person: Person) -> Sequence[CaseDraft]:
    """The person's drafts, last changed first."""
    return await _drafts_statement().entities(session, CaseDraft, person_id=person.id)


@lru_cache(maxsize=1)
def _drafts_statement() -> OneHop:
    columns = CaseDraft.__table__.c
    mine = sa.select(*columns).where(columns.person_id == sa.bindparam("person_id"))
    return OneHop(mine.order_by(columns.changed_at.desc(), columns.id))


async def own_draft(session: AsyncSession, draft_id: str, person: Person) -> CaseDraft:
    """The person's draft, locked until the transaction ends. Raises DraftGone."""
    locked: dict[tuple[str, int], CaseDraft] = session.info.setdefault(Kept.DRAFTS, {})
    draft = locked.get((draft_id, person.id))
    if draft is not None and sa.inspect(draft).persistent:
        return draft
    for each in await _own_statement().rows(session, id=draft_id, person_id=person.id):
        draft = locked[draft_id, person.id] = attach_anew(session.sync_session, CaseDraft, each)
        return draft
    raise DraftGone


@lru_cache(maxsize=1)
def _own_statement() -> OneHop:
    columns = CaseDraft.__table__.c
    mine = sa.select(*columns).where(columns.id == sa.bindparam("id"), columns.person_id == sa.bindparam("person_id"))
    return OneHop(mine.with_for_update())


def type_of(city: City, key: str) -> CaseType:
    """The case type with this key. Raises CaseTypeUnknown."""
    found = city.case_types.get(key)
    if found is None:
        raise CaseTypeUnknown
    return found


def question_left(case_type: CaseType, answers: Mapping[str, Any]) -> Question | None:
    """The first question that has not been asked yet; None if all have, and the draft can be reviewed."""
    return next((each for each in case_type.asked(answers) if each.key not in answers), None)


def question_before(case_type: CaseType, key: str | None, answers: Mapping[str, Any]) -> Question | None:
    """The question before this one ("back"). key: None for the review, before which is the last question. None before
    the first question."""
    asked = case_type.asked(answers)
    keys = [question.key for question in asked]
    if key is None:
        return asked[-1]
    return asked[keys.index(key) - 1] if key in keys[1:] else None


async def start_draft(
    session: AsyncSession,
    person: Person,
    type_key: str,
    *,
    city: City,
    now: datetime,
    answers: Mapping[str, Any] | None = None,
) -> CaseDraft:
    """Begin a draft. answers: known already, by question ("罚了我50块" -> deduction_sum 5000).

    Raises ConsentNeeded, CaseTypeUnknown, TooManyDrafts, and for a known answer ChoiceUnknown or NotAnAnswer.
    """
    need_consent(person)
    case_type = type_of(city, type_key)
    if len(await drafts_of(session, person)) >= MOST_DRAFTS:
        raise TooManyDrafts(MOST_DRAFTS)
    today = now.astimezone(city.zone).date()
    known = {key: _question(case_type, key).checked(value, today=today) for key, value in (answers or {}).items()}
    left = question_left(case_type, known)
    values: dict[str, Any] = {
        "id": secrets.token_urlsafe(12),
        "person_id": person.id,
        "type": type_key,
        "answers": known,
        "question": left.key if left else None,
        "created_at": now,
        "changed_at": now,
    }
    await _start_statement().run(session, **values)
    draft = attach_anew(session.sync_session, CaseDraft, [values[name] for name in names_of(CaseDraft)])
    session.info.setdefault(Kept.DRAFTS, {})[draft.id, person.id] = draft
    return draft


@lru_cache(maxsize=1)
def _start_statement() -> OneHop:
    table = cast(sa.Table, CaseDraft.__table__)
    return OneHop(sa.insert(table).values({each.key: sa.bindparam(each.key) for each in table.c}))


async def answer_question(
    session: AsyncSession, draft_id: str, person: Person, question_key: str, value: Any, *, city: City, now: datetime
) -> CaseDraft:
    """Store an answer and go on to the first question not asked yet. value: None skips a question that is not required.

    The caller names the question, so that a button of an earlier question still changes that one. Raises DraftGone,
    CaseTypeUnknown, ChoiceUnknown (also for a question that the type does not ask), and NotAnAnswer.
    """
    draft = await own_draft(session, draft_id, person)
    case_type = type_of(city, draft.type)
    question = _question(case_type, question_key)
    if question.kind.takes_files and question.required and not await _has_evidence(session, draft, question):
        raise AnswerMissing(question.key)
    answer = question.checked(value, today=now.astimezone(city.zone).date())
    answers = {**draft.answers, question.key: answer}
    left = question_left(case_type, answers)
    await _keep(session, draft, answers=answers, question=left.key if left else None, changed_at=now)
    return draft


async def ask_again(
    session: AsyncSession, draft_id: str, person: Person, question_key: str, *, city: City, now: datetime
) -> CaseDraft:
    """Go to a question, to answer it or to change its answer; stored answers stay. Raises DraftGone, CaseTypeUnknown,
    ChoiceUnknown."""
    draft = await own_draft(session, draft_id, person)
    draft.question = _question(type_of(city, draft.type), question_key).key
    draft.changed_at = now
    await session.flush()
    return draft


async def go_on(session: AsyncSession, draft_id: str, person: Person, *, city: City) -> CaseDraft:
    """Leave the current question for the first one not asked yet, or for the review. Raises DraftGone,
    CaseTypeUnknown."""
    draft = await own_draft(session, draft_id, person)
    left = question_left(type_of(city, draft.type), draft.answers)
    draft.question = left.key if left else None
    await session.flush()
    return draft


async def discard_draft(session: AsyncSession, draft_id: str, person: Person) -> None:
    """Delete the draft with its evidence. Raises DraftGone."""
    await session.delete(await own_draft(session, draft_id, person))
    await session.flush()


async def add_draft_evidence(
    session: AsyncSession,
    draft_id: str,
    person: Person,
    *,
    channel: str,
    file_id: str,
    compressed: bool,
    now: datetime,
    question: str | None = None,
    size: int | None = None,
    name: str | None = None,
) -> Evidence:
    """Add a photo, file or recording to the draft; its bytes are fetched after the commit.

    question: the key of the question it answers; None: the one being asked. Raises DraftGone, EvidenceTooLarge,
    EvidenceRefused, TooMuchEvidence.
    """
    draft = await own_draft(session, draft_id, person)
    draft.changed_at = now
    return await expect_evidence(
        session,
        draft_id=draft.id,
        question=question or draft.question,
        channel=channel,
        file_id=file_id,
        compressed=compressed,
        size=size,
        name=name,
        now=now,
    )


async def add_draft_words(
    session: AsyncSession, draft_id: str, person: Person, text: str, *, question: str, now: datetime
) -> Evidence:
    """Add the caption of a photo to the draft as a separate piece of evidence. Raises DraftGone, TooMuchEvidence."""
    draft = await own_draft(session, draft_id, person)
    draft.changed_at = now
    return await keep_words(session, text, draft_id=draft.id, question=question, now=now)


async def discard_draft_evidence(session: AsyncSession, draft_id: str, person: Person, number: int) -> None:
    """Delete a piece of evidence of the draft completely. Raises DraftGone, EvidenceGone."""
    draft = await own_draft(session, draft_id, person)
    for piece in await evidence_of(session, draft_id=draft.id):
        if piece.number == number:
            await session.delete(piece)
            await session.flush()
            return
    raise EvidenceGone


async def _keep(session: AsyncSession, draft: CaseDraft, **values: Any) -> None:
    """Write the columns that every answer changes."""
    await _keep_statement().run(session, draft_id=draft.id, **values)
    for name, value in values.items():
        set_committed_value(draft, name, value)


@lru_cache(maxsize=1)
def _keep_statement() -> OneHop:
    columns = CaseDraft.__table__.c
    changed: dict[str, Any] = {name: sa.bindparam(name) for name in ("answers", "question", "changed_at")}
    return OneHop(
        sa.update(cast(sa.Table, CaseDraft.__table__)).where(columns.id == sa.bindparam("draft_id")).values(changed)
    )


def _question(case_type: CaseType, key: str) -> Question:
    question = case_type.question(key)
    if question is None:
        raise ChoiceUnknown
    return question


async def _has_evidence(session: AsyncSession, draft: CaseDraft, question: Question) -> bool:
    pieces = await evidence_of(session, draft_id=draft.id)
    return any(each.question == question.key and each.refused is None for each in pieces)

"""The common parts of the steps of a half-filled case.

The draft is a row (models/cases/draft.py) that knows its current question; the conversation knows which draft it is
about.
"""

from collections import Counter
from collections.abc import Mapping

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup

from handlers.filing.asked import Asked
from handlers.filing.kinds.every_kind import asked_kind
from handlers.filing.question import question_screen
from handlers.filing.review_screen import review_screen
from handlers.talk.forms import PENDING, leave_form
from handlers.talk.received import RECEIVED
from handlers.talk.screens import Screen
from handlers.talk.talk import Talk
from models.cases.draft import CaseDraft, answer_question, own_draft, question_left, type_of
from models.cases.errors import DraftGone
from models.cases.evidence import evidence_of
from models.cases.filing import department_for
from models.questions.question import Question
from models.storage.database import Json

DRAFT = "draft"
ASKED_BY = "asked_by_message"
"""In the conversation's data: message id -> the question it answered, so that an edit finds it."""
KEPT_MESSAGES = 12
DOUBTFUL = "doubtful_answers"
"""In the conversation's data: question -> the answer that a picture seems to show, offered with the question."""


class Filling(StatesGroup):
    """An answer is awaited for the draft whose id the conversation holds."""

    answer = State()


async def draft_of(talk: Talk) -> CaseDraft | None:
    """The draft that the conversation is about; None once it was filed or deleted."""
    draft_id = (await talk.state.get_data()).get(DRAFT)
    try:
        return await own_draft(talk.session, str(draft_id), talk.person)
    except DraftGone:
        return None


async def ask(
    talk: Talk, draft: CaseDraft, first_line: str | None = None, *, page: int = 0, hint: bool = False
) -> Screen:
    """Show where the draft stands: its question, or the review. Typed words are about it from now on.

    Raises CaseTypeUnknown.
    """
    await _await_answer(talk.state, draft)
    if (await talk.state.get_data()).get(RECEIVED):
        await talk.state.update_data({RECEIVED: None})
    asked = await asked_now(talk, draft, page=page, hint=hint)
    if asked is not None:
        data = await talk.state.get_data()
        perhaps = (data.get(DOUBTFUL) or {}).get(asked.question.key)
        return question_screen(talk, asked, first_line, data.get(PENDING), perhaps)
    department = department_for(draft, talk.person, city=talk.city)
    pieces = await pieces_of(talk, draft)
    return review_screen(talk, draft, department, pieces, first_line)


async def asked_now(talk: Talk, draft: CaseDraft, *, page: int = 0, hint: bool = False) -> Asked | None:
    """The current question of the draft, or, if its type no longer asks that one, the first that is left; None at the
    review. Raises CaseTypeUnknown.
    """
    case_type = type_of(talk.city, draft.type)
    if draft.question is None:
        return None
    question = case_type.question(draft.question) or question_left(case_type, draft.answers)
    if question is None:
        return None
    return await asked_for(talk, draft, question, page=page, hint=hint)


async def asked_for(talk: Talk, draft: CaseDraft, question: Question, *, page: int = 0, hint: bool = False) -> Asked:
    """Any question of the draft, as it is asked. Raises CaseTypeUnknown."""
    pieces = (await pieces_of(talk, draft)).get(question.key, 0) if question.kind.takes_files else 0
    return Asked(type_of(talk.city, draft.type), question, draft, pieces, page=page, hint=hint)


async def take(talk: Talk, draft_id: str, question: Question, value: Json) -> Screen:
    """Keep the exact answer and ask the next question; a remark on the answer comes first.

    Raises what models/cases/draft.py raises.
    """
    draft = await answer_question(
        talk.session, draft_id, talk.person, question.key, value, city=talk.city, now=talk.now
    )
    await talk.state.update_data({PENDING: None})
    kind, answer = asked_kind(question), draft.answers[question.key]
    following = await ask(talk, draft, await kind.remark(talk, draft, question, answer))
    return await kind.before_next(talk, draft, answer) or following


async def pieces_of(talk: Talk, draft: CaseDraft) -> Mapping[str | None, int]:
    """Pieces of evidence by question key; empty, without a query, if the type asks for none."""
    if evidence_question(talk, draft) is None:
        return {}
    pieces = await evidence_of(talk.session, draft_id=draft.id)
    return Counter(each.question for each in pieces if each.refused is None)


def evidence_question(talk: Talk, draft: CaseDraft) -> str | None:
    """The key of the question that gets a piece which came at another question; None if the type takes no evidence."""
    questions = type_of(talk.city, draft.type).questions
    return next((each.key for each in questions if each.kind.takes_files), None)


async def _await_answer(state: FSMContext, draft: CaseDraft) -> None:
    data = await state.get_data()
    if data.get(DRAFT) != draft.id:
        await leave_form(state)
        await state.update_data({DRAFT: draft.id})
    await state.set_state(Filling.answer)


async def note_message(state: FSMContext, message_id: int, question: str) -> None:
    """Remember which question a message answered."""
    if message_id:
        known = dict((await state.get_data()).get(ASKED_BY, {}))
        known[str(message_id)] = question
        await state.update_data({ASKED_BY: dict(list(known.items())[-KEPT_MESSAGES:])})

"""The end of a form: change an answer, choose to be named or anonymous, agree that a department gets it, receive the
number.

However often the last button is pressed, one case is filed, and its number is repeated.
"""

from functools import partial

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.buttons.filing import Blacken, ChooseChange, FileDraft, Submit, TakeOut
from handlers.filing.form import ask, pieces_of
from handlers.filing.naming import ask_who, named_in
from handlers.filing.review_screen import (
    Traces,
    anonymous_screen,
    change_screen,
    filed_screen,
    named_screen,
    sharing_screen,
)
from handlers.talk.forms import leave_form
from handlers.talk.refusals import error_said
from handlers.talk.screens import Reply, Screen, show
from handlers.talk.talk import Talk
from models.cases.draft import CaseDraft, answer_question, ask_again, discard_draft_evidence, own_draft, type_of
from models.cases.errors import DraftGone, QuestionsLeft, SharingNotAgreed
from models.cases.evidence import evidence_of
from models.cases.evidence_copy import blacken
from models.cases.filing import department_for, file_case
from models.pictures.reading import readings_of
from models.pictures.traces import kinds_of
from models.questions.evidence import EvidenceKind
from models.questions.order_number import OrderNumberKind
from models.questions.question import AnswerKind
from models.staff.post import unstaffed

router = Router(name=__name__)
TOLD_OF = "filing_told_of"
"""In the conversation's data: the pictures whose traces the question whether to file anonymously has told of."""


@router.callback_query(ChooseChange.filter())
async def choose_change(event: CallbackQuery, callback_data: ChooseChange, talk: Talk) -> Reply:
    """Runs when the person wants to change an answer; lists the answers."""
    draft = await own_draft(talk.session, callback_data.draft, talk.person)
    return show(event, change_screen(talk.words, type_of(talk.city, draft.type), draft, callback_data.page))


@router.callback_query(Submit.filter())
async def submit(event: CallbackQuery, callback_data: Submit, talk: Talk) -> Reply:
    """Runs when the person chooses to file, named or anonymously; says once what that means. A case that is filed
    already is shown.
    """
    try:
        draft = await own_draft(talk.session, callback_data.draft, talk.person)
    except DraftGone:
        return show(event, await _filed(talk, callback_data.draft, anonymous=callback_data.anonymous))
    case_type = type_of(talk.city, draft.type)
    if callback_data.anonymous:
        return show(event, await _anonymous(talk, draft))
    if case_type.anonymous and not case_type.asks_name:
        department = department_for(draft, talk.person, city=talk.city)
        return show(event, named_screen(talk.words, talk.city, draft, department))
    return show(event, await _filed(talk, draft.id, anonymous=False, sure=False))


@router.callback_query(Blacken.filter())
async def blacken_evidence(event: CallbackQuery, callback_data: Blacken, talk: Talk) -> Reply:
    """Runs when the person wants the traces in their pictures blackened for the department; asks again whether to
    file.
    """
    draft = await own_draft(talk.session, callback_data.draft, talk.person)
    await blacken(talk.session, await evidence_of(talk.session, draft_id=draft.id))
    return show(event, await _anonymous(talk, draft))


@router.callback_query(FileDraft.filter())
async def file_draft(event: CallbackQuery, callback_data: FileDraft, talk: Talk) -> Reply:
    """Runs when the person confirms; files the case and answers with its number. Traces that were found in their
    pictures meanwhile are shown first.
    """
    agreed_to = callback_data.department
    if callback_data.anonymous and (asks := await _asks_of_traces(talk, callback_data.draft)) is not None:
        return show(event, asks)
    return show(event, await _filed(talk, callback_data.draft, anonymous=callback_data.anonymous, agreed_to=agreed_to))


@router.callback_query(TakeOut.filter())
async def take_out(event: CallbackQuery, callback_data: TakeOut, talk: Talk) -> Reply:
    """Runs when the person takes out what could give them away; deletes the evidence or the order number from the
    draft. Evidence can be sent again with names made unreadable.
    """
    draft = await own_draft(talk.session, callback_data.draft, talk.person)
    kind: type[AnswerKind] = EvidenceKind if callback_data.evidence else OrderNumberKind
    if callback_data.evidence:
        for piece in await evidence_of(talk.session, draft_id=draft.id):
            await discard_draft_evidence(talk.session, draft.id, talk.person, piece.number)
        line = talk.words("filing-evidence-out")
    else:
        line = talk.words("filing-order-out")
    for question in type_of(talk.city, draft.type).questions_of(kind):
        if not question.required:
            draft = await answer_question(
                talk.session, draft.id, talk.person, question.key, None, city=talk.city, now=talk.now
            )
    return show(event, await ask(talk, draft, line))


async def _asks_of_traces(talk: Talk, draft_id: str) -> Screen | None:
    """The question whether to file if it has not told of all traces yet; None if it has, or the case is filed."""
    try:
        draft = await own_draft(talk.session, draft_id, talk.person)
    except DraftGone:
        return None
    told = (await talk.state.get_data()).get(TOLD_OF, [])
    untold = [each for each, _, blackened in await _traces(talk, draft) if not blackened and each not in told]
    return await _anonymous(talk, draft) if untold else None


async def _anonymous(talk: Talk, draft: CaseDraft) -> Screen:
    traces = await _traces(talk, draft)
    await talk.state.update_data({TOLD_OF: [number for number, _, _ in traces]})
    count = sum((await pieces_of(talk, draft)).values())
    return anonymous_screen(talk.words, type_of(talk.city, draft.type), draft, count, traces)


async def _traces(talk: Talk, draft: CaseDraft) -> Traces:
    pieces = await evidence_of(talk.session, draft_id=draft.id)
    readings = await readings_of(talk.session, [each.id for each in pieces])
    return [
        (each.number, kinds_of(reading.traces), reading.blackened)
        for each in pieces
        if (reading := readings.get(each.id)) is not None and reading.traces
    ]


async def _filed(talk: Talk, draft_id: str, *, anonymous: bool, agreed_to: str = "", sure: bool = True) -> Screen:
    """File the case and show its number; or ask for what is still to be agreed to or answered.

    agreed_to: the department that may have the data. sure: the person has seen which name goes with the case.
    """
    named = None if anonymous else await named_in(talk)
    if not anonymous and (named is None or not sure) and (asks := await _asks_who(talk, draft_id)) is not None:
        return asks
    file = partial(
        file_case, talk.session, draft_id, talk.person, anonymous=anonymous, named=named, city=talk.city, now=talk.now
    )
    try:
        case = await file()
    except QuestionsLeft as error:
        draft = await ask_again(talk.session, draft_id, talk.person, error.question, city=talk.city, now=talk.now)
        return await ask(talk, draft, error_said(talk.words, error))
    except SharingNotAgreed as error:
        if error.department != agreed_to:
            return await _to_be_agreed(talk, draft_id, error.department, anonymous=anonymous)
        case = await file(agreed_to_share=True)
    await leave_form(talk.state)
    nobody = case.department in await unstaffed(talk.session, talk.city)
    return filed_screen(talk.words, talk.city, case, nobody=nobody)


async def _asks_who(talk: Talk, draft_id: str) -> Screen | None:
    """The question for name and number if the type asks for them; None if the case is filed already or unfinished."""
    try:
        draft = await own_draft(talk.session, draft_id, talk.person)
    except DraftGone:
        return None
    case_type = type_of(talk.city, draft.type)
    asked = case_type.asked(draft.answers)
    unfinished = any(each.required and draft.answers.get(each.key) is None for each in asked)
    return await ask_who(talk, draft) if case_type.asks_name and not unfinished else None


async def _to_be_agreed(talk: Talk, draft_id: str, department: str, *, anonymous: bool) -> Screen:
    draft = await own_draft(talk.session, draft_id, talk.person)
    case_type = type_of(talk.city, draft.type)
    return sharing_screen(talk, case_type, draft.id, department, anonymous=anonymous)

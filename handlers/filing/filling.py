"""The questions of a case, one message each: answered by button or text, skipped, gone back from, saved, or changed
later.

proof.py reads photos and other files, spots.py places; review.py has the review and what follows.
"""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from handlers.buttons.filing import (
    AskDiscard,
    AskQuestion,
    ContinueDraft,
    DiscardDraft,
    GiveAnswer,
    SaveDraft,
    StepBack,
)
from handlers.filing.answers import Read, Unread, line_said
from handlers.filing.asked import Asked
from handlers.filing.choosing import group_screen, group_shown_for
from handlers.filing.drafts import drafts_screen
from handlers.filing.form import ASKED_BY, Filling, asked_for, asked_now, draft_of, note_message, take
from handlers.filing.form import ask as ask_where_it_stands
from handlers.filing.kinds.every_kind import asked_kind
from handlers.filing.question import confirm_screen
from handlers.phrases.cases import type_said
from handlers.talk.forms import ANSWER, PENDING, Resume, UsePending, await_yes, leave_form
from handlers.talk.menu_screen import menu_screen
from handlers.talk.question import says_pending
from handlers.talk.refusals import error_said
from handlers.talk.said_words import says
from handlers.talk.screens import Button, Reply, Screen, show
from handlers.talk.talk import Talk
from models.cases.draft import CaseDraft, ask_again, discard_draft, go_on, own_draft, question_before, type_of
from models.errors import ChoiceUnknown, NotAnAnswer
from models.questions.question import Question
from models.storage.database import Json

router = Router(name=__name__)


# --- pressed --------------------------------------------------------------------------------------------------------


@router.callback_query(ContinueDraft.filter())
async def continue_draft(event: CallbackQuery, callback_data: ContinueDraft, talk: Talk) -> Reply:
    """Runs when the person continues an unfinished case; asks its current question."""
    draft = await own_draft(talk.session, callback_data.draft, talk.person)
    return show(event, await ask_where_it_stands(talk, draft))


@router.callback_query(GiveAnswer.filter())
async def answer_pressed(event: CallbackQuery, callback_data: GiveAnswer, talk: Talk) -> Reply:
    """Runs when the person presses an answer; asks the next question. Raises ChoiceUnknown if the type no longer has
    the question.
    """
    draft = await own_draft(talk.session, callback_data.draft, talk.person)
    question = type_of(talk.city, draft.type).question(callback_data.question)
    if question is None:
        raise ChoiceUnknown
    value = asked_kind(question).pressed(callback_data.value) if callback_data.value else None
    return show(event, await answered(talk, draft, question, value))


@router.callback_query(AskQuestion.filter())
async def ask_question(event: CallbackQuery, callback_data: AskQuestion, talk: Talk) -> Reply:
    """Runs when the person opens one question again, turns its page, or goes back to the review."""
    if callback_data.question:
        draft = await ask_again(
            talk.session, callback_data.draft, talk.person, callback_data.question, city=talk.city, now=talk.now
        )
    else:
        draft = await go_on(talk.session, callback_data.draft, talk.person, city=talk.city)
    return show(event, await ask_where_it_stands(talk, draft, page=callback_data.page, hint=callback_data.hint))


@router.callback_query(StepBack.filter())
async def step_back(event: CallbackQuery, callback_data: StepBack, talk: Talk) -> Reply:
    """Runs when the person goes back; asks the question before."""
    draft = await own_draft(talk.session, callback_data.draft, talk.person)
    return show(event, await _back(talk, draft, callback_data.question))


@router.callback_query(SaveDraft.filter())
async def save_draft(event: CallbackQuery, callback_data: SaveDraft, talk: Talk) -> Reply:
    """Runs when the person saves the case for later; answers with the menu."""
    draft = await own_draft(talk.session, callback_data.draft, talk.person)
    return show(event, await _saved(talk, draft))


@router.callback_query(AskDiscard.filter())
async def ask_discard(event: CallbackQuery, callback_data: AskDiscard, talk: Talk) -> Reply:
    """Runs when the person wants to delete the draft; asks whether they are sure."""
    draft = await own_draft(talk.session, callback_data.draft, talk.person)
    yes = Button(talk.words("filing-button-discard-yes"), DiscardDraft(draft=draft.id))
    no = Button(talk.words("filing-button-discard-no"), ContinueDraft(draft=draft.id))
    text = talk.words("filing-discard", type=type_said(talk.words, talk.city, draft.type))
    return show(event, Screen(text, ((yes, no),)).with_home(talk.words))


@router.callback_query(DiscardDraft.filter())
async def discard(event: CallbackQuery, callback_data: DiscardDraft, talk: Talk) -> Reply:
    """Runs when the person confirms; deletes the draft and lists the others."""
    await discard_draft(talk.session, callback_data.draft, talk.person)
    await leave_form(talk.state)
    line = talk.words("filing-discarded")
    return show(event, await drafts_screen(talk, first_line=line))


# --- typed ----------------------------------------------------------------------------------------------------------


@router.message(Filling.answer, says_pending)
@router.callback_query(Filling.answer, UsePending.filter())
async def use_pending(event: Message | CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person says that the sentence which brought an emergency card was the answer."""
    said = (await talk.state.get_data()).get(PENDING) or ""
    return show(event, await typed(talk, said))


@router.message(Filling.answer, ANSWER)
async def answer_typed(message: Message, talk: Talk, awaited: str | None = None) -> Reply:
    """Runs when the person types an answer; asks the next question."""
    return show(message, await typed(talk, message.text or "", message.message_id, awaited=awaited))


@router.edited_message(Filling.answer, ANSWER)
async def answer_edited(message: Message, talk: Talk) -> Reply:
    """Runs when the person edits a message that was an answer; reads it again. The current question stays."""
    draft = await draft_of(talk)
    if draft is None:
        return []
    key = (await talk.state.get_data()).get(ASKED_BY, {}).get(str(message.message_id))
    question = type_of(talk.city, draft.type).question(key) if key else None
    if question is None:
        return show(message, await ask_where_it_stands(talk, draft, talk.words("filing-edited-unknown")))
    before, answer = draft.question, draft.answers.get(question.key)
    screen = await _read(talk, draft, question, message.text or "")
    if before in (None, question.key) or draft.answers.get(question.key) == answer:
        return show(message, screen)
    draft = await ask_again(talk.session, draft.id, talk.person, before, city=talk.city, now=talk.now)
    return show(message, await ask_where_it_stands(talk, draft, talk.words("filing-edited")))


@router.callback_query(Filling.answer, Resume.filter())
async def resume(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person returns from an emergency card; asks the current question again."""
    draft = await draft_of(talk)
    return show(event, await ask_where_it_stands(talk, draft) if draft else await _gone(talk))


@router.message(Filling.answer, ~F.text & ~F.location)
async def no_answer(message: Message, talk: Talk) -> Reply:
    """Runs when a sticker, a contact, a poll or the like comes. A contact counts as its number if a number is asked
    for.
    """
    draft = await draft_of(talk)
    asked = await asked_now(talk, draft) if draft is not None and message.contact is not None else None
    if message.contact is not None and asked is not None and asked_kind(asked.question).takes_contact:
        return show(message, await typed(talk, message.contact.phone_number, message.message_id))
    line = talk.words("filing-not-that")
    return show(message, await ask_where_it_stands(talk, draft, line) if draft else await _gone(talk))


async def typed(talk: Talk, text: str, message_id: int = 0, *, awaited: str | None = None) -> Screen:
    """Take a typed text: an answer to the current question, or a word that saves or goes back.

    awaited: the data of the button that a yes would press; the same value in words confirms it too.
    """
    draft = await draft_of(talk)
    if draft is None:
        return await _gone(talk)
    if says("filing-save-words", text):
        return await _saved(talk, draft)
    asked = await asked_now(talk, draft)
    if asked is None:
        return await _changed(talk, draft, text)
    if says("filing-back-words", text):
        return await _back(talk, draft, asked.question.key, changing=asked.changing)
    await note_message(talk.state, message_id, asked.question.key)
    return await _read(talk, draft, asked.question, text, awaited)


async def _changed(talk: Talk, draft: CaseDraft, text: str) -> Screen:
    """Below the review, ask again for the answer whose number was typed (2, 改2, 第二项)."""
    number = line_said(text)
    questions = type_of(talk.city, draft.type).asked(draft.answers)
    if number is None or not 0 < number <= len(questions):
        return await ask_where_it_stands(talk, draft, talk.words("filing-press-below"))
    key = questions[number - 1].key
    draft = await ask_again(talk.session, draft.id, talk.person, key, city=talk.city, now=talk.now)
    return await ask_where_it_stands(talk, draft)


async def answered(talk: Talk, draft: CaseDraft, question: Question, value: Json) -> Screen:
    """Keep the answer and ask the next question; if the answer is wrong, ask again and say why."""
    try:
        return await take(talk, draft.id, question, value)
    except NotAnAnswer as error:
        return await ask_where_it_stands(talk, draft, error_said(talk.words, error))


async def _read(talk: Talk, draft: CaseDraft, question: Question, text: str, awaited: str | None = None) -> Screen:
    asked = await asked_for(talk, draft, question)
    return await taken_as(talk, asked, await asked_kind(question).find(talk, asked, text), awaited)


async def taken_as(talk: Talk, asked: Asked, read: Read | Unread | Screen, awaited: str | None = None) -> Screen:
    """Go on from an answer that was read: ask the next question, ask whether it was meant so, or say what to do
    instead.
    """
    if isinstance(read, Screen):
        return read
    draft, question = asked.draft, asked.question
    if isinstance(read, Unread):
        return await ask_where_it_stands(talk, draft, talk.words(read.key, **read.arguments))
    confirmed = GiveAnswer(draft=draft.id, question=question.key, value=str(read.value))
    if read.sure or awaited == confirmed.pack():
        return await answered(talk, draft, question, read.value)
    await await_yes(talk.state, confirmed)
    return confirm_screen(talk, asked, read.value)


async def _back(talk: Talk, draft: CaseDraft, question_key: str, *, changing: bool = False) -> Screen:
    """The previous question; before the first one, the types to choose from."""
    if changing:
        return await ask_where_it_stands(talk, await go_on(talk.session, draft.id, talk.person, city=talk.city))
    case_type = type_of(talk.city, draft.type)
    before = question_before(case_type, question_key, draft.answers) if case_type.question(question_key) else None
    if before is not None:
        again = await ask_again(talk.session, draft.id, talk.person, before.key, city=talk.city, now=talk.now)
        return await ask_where_it_stands(talk, again)
    if not draft.answers and draft.changed_at == draft.created_at:
        await discard_draft(talk.session, draft.id, talk.person)
    await leave_form(talk.state)
    return await group_screen(talk, group_shown_for(case_type))


async def _saved(talk: Talk, draft: CaseDraft) -> Screen:
    await leave_form(talk.state)
    type_ = type_said(talk.words, talk.city, draft.type)
    return menu_screen(talk.words, talk.words("filing-saved", type=type_))


async def _gone(talk: Talk) -> Screen:
    """Say that the draft is gone: it was filed or deleted, perhaps in the person's other chat."""
    await leave_form(talk.state)
    return menu_screen(talk.words, talk.words("error-draft-gone"))

"""A department asks who filed an anonymous case: the worker says no, or yes twice, and the case goes on."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from handlers.buttons.cases import AnswerReveal, ShowCase, ShowReveal
from handlers.cases.card import case_card, read_own_case
from handlers.phrases.cases import department_said, quoted
from handlers.talk.screens import Button, Reply, Screen, home_button, show
from handlers.talk.talk import Talk
from models.cases.mine import need_filed
from models.cases.steps import Step
from models.casework.reveal import agree_to_reveal, consent_asked, refuse_reveal

router = Router(name=__name__)
NO, YES, SURE = "no", "yes", "sure"
LONGEST_REASON = 600
"""Characters of the department's reason that are shown."""


@router.callback_query(ShowReveal.filter())
async def show_question(event: CallbackQuery, talk: Talk, callback_data: ShowReveal) -> Reply:
    """Runs when the worker opens the department's question; shows it."""
    return show(event, await question(talk, callback_data.case_id))


@router.callback_query(AnswerReveal.filter(F.answer == YES))
async def ask_once_more(event: CallbackQuery, talk: Talk, callback_data: AnswerReveal) -> Reply:
    """Runs at the first yes; asks whether the worker is sure."""
    own = await read_own_case(talk, callback_data.case_id)
    sure = callback_data.model_copy(update={"answer": SURE})
    rows = ((Button(talk.words("case-reveal-button-sure"), sure),),)
    back = Button(talk.words("own-case-button-back"), ShowReveal(case_id=own.case.id))
    return show(
        event, Screen(talk.words("case-reveal-sure", number=own.case.number), (*rows, (back, home_button(talk.words))))
    )


@router.callback_query(AnswerReveal.filter(F.answer.in_({SURE, NO})))
async def answer(event: CallbackQuery, talk: Talk, callback_data: AnswerReveal) -> Reply:
    """Runs at a no or at the second yes; keeps the answer and shows the case."""
    take = agree_to_reveal if callback_data.answer == SURE else refuse_reveal
    case = await take(talk.session, callback_data.case_id, talk.person, callback_data.number, now=talk.now)
    key = "case-reveal-refused" if case.anonymous else "case-reveal-agreed"
    line = talk.words(key, number=case.number)
    return show(event, await case_card(talk, case.id, line))


async def question(talk: Talk, case_id: int) -> Screen:
    """Show what is asked and what it means, or that the question no longer stands. Raises CaseGone, StepRefused."""
    await need_filed(talk.session, case_id, talk.person, Step.REFUSE_REVEAL)
    own = await read_own_case(talk, case_id)
    asked = consent_asked(own.story)
    back = (Button(talk.words("own-case-button-back"), ShowCase(case_id=case_id)), home_button(talk.words))
    if asked is None or not own.case.anonymous:
        return Screen(talk.words("case-reveal-none", number=own.case.number), (back,))
    text = talk.words(
        "case-reveal-question",
        number=own.case.number,
        department=department_said(talk.words, talk.city, own.case.department),
        text=quoted(asked.text, LONGEST_REASON),
    )
    no = Button(talk.words("case-reveal-button-refuse"), AnswerReveal(case_id=case_id, number=asked.number, answer=NO))
    yes = Button(talk.words("case-reveal-button-agree"), AnswerReveal(case_id=case_id, number=asked.number, answer=YES))
    return Screen(text, ((no, yes), back))

"""A department asks who filed an anonymous case: its worker says yes, twice, or no, and the case goes on."""

from datetime import datetime

from aiogram import F, Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.cases import AnswerReveal, ShowCase, ShowReveal
from handlers.cases.card import case_card, read_own_case
from handlers.phrases.cases import department_said, quoted
from handlers.talk.screens import Button, Reply, Screen, home_button, show
from handlers.talk.texts import Words
from models.cases.case import Step
from models.cases.mine import need_filed
from models.casework.reveal import agree_to_reveal, consent_asked, refuse_reveal
from models.city.pack import City
from models.people.person import Person

router = Router(name=__name__)
NO, YES, SURE = "no", "yes", "sure"
LONGEST_REASON = 600
"""Characters of a reason that are shown."""


@router.callback_query(ShowReveal.filter())
async def show_question(
    event: CallbackQuery, callback_data: ShowReveal, session: AsyncSession, person: Person, city: City, words: Words
) -> Reply:
    return show(event, await question(session, callback_data.case_id, person, city, words))


@router.callback_query(AnswerReveal.filter(F.answer == YES))
async def ask_once_more(
    event: CallbackQuery, callback_data: AnswerReveal, session: AsyncSession, person: Person, words: Words
) -> Reply:
    own = await read_own_case(session, callback_data.case_id, person)
    sure = callback_data.model_copy(update={"answer": SURE})
    rows = ((Button(words("case-reveal-button-sure"), sure),),)
    back = Button(words("own-case-button-back"), ShowReveal(case_id=own.case.id))
    return show(event, Screen(words("case-reveal-sure", number=own.case.number), (*rows, (back, home_button(words)))))


@router.callback_query(AnswerReveal.filter(F.answer.in_({SURE, NO})))
async def answer(
    event: CallbackQuery,
    callback_data: AnswerReveal,
    session: AsyncSession,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    take = agree_to_reveal if callback_data.answer == SURE else refuse_reveal
    case = await take(session, callback_data.case_id, person, callback_data.number, now=now)
    key = "case-reveal-refused" if case.anonymous else "case-reveal-agreed"
    line = words(key, number=case.number)
    return show(event, await case_card(session, case.id, person, city, words, now, line))


async def question(session: AsyncSession, case_id: int, person: Person, city: City, words: Words) -> Screen:
    """What is asked and what it means; or that nothing is asked any more. Raises CaseGone, StepRefused."""
    await need_filed(session, case_id, person, Step.REFUSE_REVEAL)
    own = await read_own_case(session, case_id, person)
    asked = consent_asked(own.story)
    back = (Button(words("own-case-button-back"), ShowCase(case_id=case_id)), home_button(words))
    if asked is None or not own.case.anonymous:
        return Screen(words("case-reveal-none", number=own.case.number), (back,))
    text = words(
        "case-reveal-question",
        number=own.case.number,
        department=department_said(words, city, own.case.department),
        text=quoted(asked.text, LONGEST_REASON),
    )
    no = Button(words("case-reveal-button-refuse"), AnswerReveal(case_id=case_id, number=asked.number, answer=NO))
    yes = Button(words("case-reveal-button-agree"), AnswerReveal(case_id=case_id, number=asked.number, answer=YES))
    return Screen(text, ((no, yes), back))

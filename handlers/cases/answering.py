"""The worker answers a department: its question, whether the case is solved, how content they are, and what a platform
may be told. A reply to a message is for that message's case; words that mean nothing else may be for a case that waits.
"""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.buttons.cases import AgreeContact, MeantFor, OpenCases, Satisfied, ShowCase, Solved
from handlers.cases.card import case_card
from handlers.filing.answers import only_a_number
from handlers.phrases.cases import department_said, quoted, type_said
from handlers.talk.forms import ANSWER, PAGE, leave_form
from handlers.talk.meaning import Meaning
from handlers.talk.question import NO_WORDS_NOR_POSITION, awaits
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.case import Case
from models.cases.closing import (
    Satisfaction,
    confirm_solved,
    may_reopen,
    not_solved_again,
    rate_case,
    reopen_case,
)
from models.cases.errors import ReopenedAlready
from models.cases.mine import add_to_case, case_answered_to, waiting_cases
from models.cases.steps import CaseState
from models.casework.platform import answer_contact
from models.city.pack import City
from models.people.person import Contact, Person

router = Router(name=__name__)
last_router = Router(name=f"{__name__}.last")
"""Takes words that no other router understood."""
CASE, SAID = "case_id", "said"


class Reopening(StatesGroup):
    """The conversation awaits why the case is not solved."""

    reason = State()


# --- solved? content? -------------------------------------------------------------------------------------------------


@router.callback_query(Solved.filter(F.solved))
async def solved(event: CallbackQuery, talk: Talk, callback_data: Solved) -> Reply:
    """Runs when the worker says that the case is solved; asks how content they are."""
    case = await confirm_solved(talk.session, callback_data.case_id, talk.person, now=talk.now)
    return show(event, satisfaction_screen(talk.words, case))


@router.callback_query(Solved.filter(~F.solved))
async def not_solved(event: CallbackQuery, talk: Talk, callback_data: Solved) -> Reply:
    """Runs when the worker says that it is not solved; asks why, or, after a second round, how content they are."""
    try:
        await may_reopen(talk.session, callback_data.case_id, talk.person)
    except ReopenedAlready:
        case = await not_solved_again(talk.session, callback_data.case_id, talk.person, now=talk.now)
        return show(
            event, satisfaction_screen(talk.words, case, talk.words("case-not-solved-again", number=case.number))
        )
    await leave_form(talk.state)
    await talk.state.set_state(Reopening.reason)
    await talk.state.update_data({CASE: callback_data.case_id})
    return show(event, reason_screen(talk.words, callback_data.case_id))


async def reason_again(talk: Talk) -> Screen:
    """Ask again why the case is not solved."""
    return reason_screen(talk.words, int((await talk.state.get_data())[CASE]))


@awaits(router, Reopening.reason, ask=reason_again, no_answer=NO_WORDS_NOR_POSITION)
async def reason_typed(talk: Talk, said: str) -> Screen:
    """Runs when the worker types why it is not solved; reopens the case."""
    case_id = int((await talk.state.get_data())[CASE])
    if only_a_number(said):
        return reason_screen(talk.words, case_id, talk.words("filing-text-only-a-number"))
    case = await reopen_case(talk.session, case_id, talk.person, said, city=talk.city, now=talk.now)
    await leave_form(talk.state)
    department = department_said(talk.words, talk.city, case.department)
    line = talk.words("case-reopened", number=case.number, department=department)
    return await case_card(talk, case_id, line)


@router.callback_query(Satisfied.filter())
async def satisfied(event: CallbackQuery, talk: Talk, callback_data: Satisfied) -> Reply:
    """Runs when the worker presses how content they are; thanks them."""
    case = await rate_case(talk.session, callback_data.case_id, talk.person, callback_data.how, now=talk.now)
    look = Button(talk.words("case-button-look"), ShowCase(case_id=case.id))
    text = talk.words("case-rated", how=callback_data.how.value.replace("_", "-"))
    return show(event, Screen(text, ((look, home_button(talk.words)),)))


# --- what a platform may be told --------------------------------------------------------------------------------------


@router.callback_query(AgreeContact.filter())
async def agree_contact(event: CallbackQuery, talk: Talk, callback_data: AgreeContact) -> Reply:
    """Runs when the worker answers what a platform may be told."""
    agrees = callback_data.agrees
    case = await answer_contact(
        talk.session, callback_data.case_id, talk.person, callback_data.disclosure, agrees=agrees, now=talk.now
    )
    look = Button(talk.words("case-button-look"), ShowCase(case_id=case.id))
    text = talk.words("case-contact-agreed" if agrees else "case-contact-refused")
    return show(event, Screen(text, ((look, home_button(talk.words)),)))


# --- which case is meant ----------------------------------------------------------------------------------------------


async def answered_case(
    message: Message, talk: Talk, contact: Contact | None, person: Person | None
) -> dict[str, Case] | bool:
    """The case of the message that this one replies to."""
    to = message.reply_to_message
    if to is None or contact is None or person is None:
        return False
    case = await case_answered_to(talk.session, contact, to.message_id, person)
    return {"answered": case} if case is not None else False


@router.message(StateFilter(None), ANSWER, F.reply_to_message, answered_case)
async def answer_to_message(message: Message, talk: Talk, answered: Case) -> Reply:
    """Runs when the worker replies to a message about a case; adds the words to that case."""
    waited = answered.state is CaseState.WAITING_WORKER
    await add_to_case(talk.session, answered.id, talk.person, message.text or "", city=talk.city, now=talk.now)
    return show(message, taken_screen(talk.words, answered, waited=waited))


async def may_be_an_answer(
    message: Message, talk: Talk, person: Person | None, meaning: Meaning
) -> dict[str, list[Case]] | bool:
    """Return the cases that wait for words, if no other handler understood these."""
    if person is None or meaning.needs:
        return False
    waiting = list(await waiting_cases(talk.session, person))
    return {"waiting": waiting} if waiting else False


@last_router.message(StateFilter(None), ANSWER, may_be_an_answer)
async def ask_which(message: Message, talk: Talk, waiting: list[Case]) -> Reply:
    """Runs when words that no other handler took may answer a waiting case; asks which case they are for. The words are
    kept until the person presses one or begins something else.
    """
    await talk.state.update_data({SAID: message.text or ""})
    return show(message, which_screen(talk.words, talk.city, waiting, message.text or ""))


@router.callback_query(MeantFor.filter())
async def meant_for(event: CallbackQuery, talk: Talk, callback_data: MeantFor) -> Reply:
    """Runs when the worker presses the case that the words are for; adds them to it."""
    said = (await talk.state.get_data()).get(SAID)
    await leave_form(talk.state)
    if not callback_data.case_id or not said:
        key = "case-meant-none" if said else "case-nothing-waits"
        return show(event, Screen(talk.words(key), (cases_row(talk.words),)))
    case = await add_to_case(talk.session, callback_data.case_id, talk.person, said, city=talk.city, now=talk.now)
    return show(event, taken_screen(talk.words, case, waited=True))


# --- screens ----------------------------------------------------------------------------------------------------------


def satisfaction_screen(words: Words, case: Case, first_line: str | None = None) -> Screen:
    """Ask how content the worker is: the second of two questions."""
    hows = [
        Button(words(f"case-button-satisfied-{how.value.replace('_', '-')}"), Satisfied(case_id=case.id, how=how))
        for how in Satisfaction
    ]
    line = first_line or words("case-solved", number=case.number)
    return Screen(f"{line}\n{words('case-satisfied')}", (tuple(hows),)).with_home(words)


def reason_screen(words: Words, case_id: int, first_line: str | None = None) -> Screen:
    """Ask why the case is not solved."""
    back = Button(words("own-case-button-back"), ShowCase(case_id=case_id))
    text = "\n".join(filter(None, [first_line, words("case-why-not-solved")]))
    return Screen(text, ((back, home_button(words)),), awaits_number=True)


def taken_screen(words: Words, case: Case, *, waited: bool) -> Screen:
    """Say that the words are in the case."""
    look = Button(words("case-button-look"), ShowCase(case_id=case.id))
    text = words("case-answer-taken" if waited else "case-added", number=case.number)
    return Screen(text, ((look, home_button(words)),))


def which_screen(words: Words, city: City, waiting: Sequence[Case], said: str) -> Screen:
    """Repeat the words, and list the cases they may be for."""
    cases = waiting[: PAGE - 1]
    one = len(cases) == 1
    buttons = [
        Button(
            words("case-button-yes")
            if one
            else words("case-button-meant", type=type_said(words, city, each.type), number=each.number),
            MeantFor(case_id=each.id),
        )
        for each in cases
    ]
    none = Button(words("case-button-meant-none"), MeantFor(case_id=0))
    text = words(
        "case-meant-one" if one else "case-meant-which",
        said=quoted(said),
        type=type_said(words, city, cases[0].type) if cases else "",
        number=cases[0].number if cases else "",
    )
    return Screen(text, (*in_rows([*buttons, none], 1), (home_button(words),)))


def cases_row(words: Words) -> tuple[Button, ...]:
    """The buttons to all of the person's cases, and home."""
    return (Button(words("own-case-button-all"), OpenCases()), home_button(words))

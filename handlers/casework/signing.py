"""A lead checks an answer before it goes to the worker: approves it, sends it back with a reason, or changes
the words.
"""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery

from handlers.buttons.staff import SignAnswer
from handlers.casework.card import back_row, staff_card
from handlers.phrases.cases import quoted
from handlers.talk.at_desk import stay_at_desk
from handlers.talk.forms import PENDING
from handlers.talk.question import awaits, pending_row
from handlers.talk.screens import Reply, Screen, show
from handlers.talk.talk import Talk
from models.casework.second_look import change_answer, need_signer, send_back, sign_answer
from models.staff.post import Staff, need_staff

router = Router(name=__name__)
CASE = "signing_case"
"""In the conversation's data: the case whose answer is being decided on."""


class Signing(StatesGroup):
    """The conversation awaits a reason to send the answer back, or other words for it."""

    back = State()
    change = State()


QUESTIONS = {"back": Signing.back, "change": Signing.change}


@router.callback_query(SignAnswer.filter(F.how == "yes"))
async def yes(event: CallbackQuery, talk: Talk, callback_data: SignAnswer) -> Reply:
    """Runs when a lead approves the answer; sends it to the worker."""
    staff = await need_staff(talk.session, talk.person)
    case = await sign_answer(talk.session, callback_data.case_id, staff, city=talk.city, now=talk.now)
    await stay_at_desk(talk.state)
    return show(event, await staff_card(talk, case.id, staff, talk.words("staff-done-signed")))


@router.callback_query(SignAnswer.filter(F.how.in_(set(QUESTIONS))))
async def ask_words(event: CallbackQuery, talk: Talk, callback_data: SignAnswer) -> Reply:
    """Runs when a lead sends the answer back or changes it; asks for the reason or the words."""
    staff = await need_staff(talk.session, talk.person)
    screen = await _question(talk, staff, callback_data.case_id, callback_data.how)
    await stay_at_desk(talk.state)
    await talk.state.set_state(QUESTIONS[callback_data.how])
    await talk.state.update_data({CASE: callback_data.case_id})
    return show(event, screen)


async def _question(talk: Talk, staff: Staff, case_id: int, how: str, *, pending: bool = False) -> Screen:
    """Show the answer and ask for the words. Raises what `need_signer` does."""
    _, held = await need_signer(talk.session, case_id, staff, city=talk.city)
    text = talk.words(f"staff-ask-sign-{how}", text=quoted(str(held.text), longest=1000))
    return Screen(text, (*pending_row(talk.words, pending), back_row(talk.words, case_id)))


async def _asked(state: FSMContext) -> tuple[str, int]:
    how = "back" if await state.get_state() == Signing.back.state else "change"
    return how, int((await state.get_data())[CASE])


async def question_again(talk: Talk) -> Screen:
    """Ask for the words again."""
    staff = await need_staff(talk.session, talk.person)
    how, case_id = await _asked(talk.state)
    pending = bool((await talk.state.get_data()).get(PENDING))
    return await _question(talk, staff, case_id, how, pending=pending)


@awaits(router, Signing.back, Signing.change, ask=question_again)
async def typed(talk: Talk, said: str) -> Screen:
    """Runs when the lead types the words; sends the answer back, or sends the changed one."""
    staff = await need_staff(talk.session, talk.person)
    how, case_id = await _asked(talk.state)
    operation = send_back if how == "back" else change_answer
    await operation(talk.session, case_id, staff, said, city=talk.city, now=talk.now)
    await stay_at_desk(talk.state)
    line = talk.words("staff-done-sent-back" if how == "back" else "staff-done-changed")
    return await staff_card(talk, case_id, staff, line)

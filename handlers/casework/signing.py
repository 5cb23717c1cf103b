"""A lead looks at an answer before it goes to the worker: yes, back with a reason, or other words in its place."""

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.staff import SignAnswer
from handlers.casework.card import back_row, staff_card
from handlers.phrases.cases import quoted
from handlers.talk.at_desk import stay_at_desk
from handlers.talk.forms import ANSWER, PENDING, Resume, UsePending
from handlers.talk.screens import Button, Reply, Screen, show
from handlers.talk.texts import Words
from models.casework.second_look import change_answer, need_signer, send_back, sign_answer
from models.city.pack import City
from models.people.person import Person
from models.staff.post import Staff, need_staff

router = Router(name=__name__)
CASE = "signing_case"
"""In the conversation: the case whose answer is decided on."""


class Signing(StatesGroup):
    back = State()
    change = State()


QUESTIONS = {"back": Signing.back, "change": Signing.change}


@router.callback_query(SignAnswer.filter(F.how == "yes"))
async def yes(
    event: CallbackQuery,
    callback_data: SignAnswer,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    staff = await need_staff(session, person)
    case = await sign_answer(session, callback_data.case_id, staff, city=city, now=now)
    await stay_at_desk(state)
    return show(event, await staff_card(session, case.id, staff, city, words, now, words("staff-done-signed")))


@router.callback_query(SignAnswer.filter(F.how.in_(set(QUESTIONS))))
async def ask_words(
    event: CallbackQuery,
    callback_data: SignAnswer,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
) -> Reply:
    staff = await need_staff(session, person)
    screen = await _question(session, staff, callback_data.case_id, callback_data.how, city, words)
    await stay_at_desk(state)
    await state.set_state(QUESTIONS[callback_data.how])
    await state.update_data({CASE: callback_data.case_id})
    return show(event, screen)


async def _question(
    session: AsyncSession,
    staff: Staff,
    case_id: int,
    how: str,
    city: City,
    words: Words,
    *,
    pending: bool = False,
) -> Screen:
    """Raises what `need_signer` does."""
    _, held = await need_signer(session, case_id, staff, city=city)
    use = ((Button(words("emergency-button-use-pending"), UsePending()),),) if pending else ()
    text = words(f"staff-ask-sign-{how}", text=quoted(str(held.text), longest=1000))
    return Screen(text, (*use, back_row(words, case_id)))


async def _asked(state: FSMContext) -> tuple[str, int]:
    how = "back" if await state.get_state() == Signing.back.state else "change"
    return how, int((await state.get_data())[CASE])


@router.message(Signing.back, ANSWER)
@router.message(Signing.change, ANSWER)
@router.callback_query(Signing.back, UsePending.filter())
@router.callback_query(Signing.change, UsePending.filter())
async def typed(
    event: Message | CallbackQuery,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    staff = await need_staff(session, person)
    how, case_id = await _asked(state)
    said = str((event.text if isinstance(event, Message) else (await state.get_data()).get(PENDING)) or "")
    operation = send_back if how == "back" else change_answer
    await operation(session, case_id, staff, said, city=city, now=now)
    await stay_at_desk(state)
    line = words("staff-done-sent-back" if how == "back" else "staff-done-changed")
    return show(event, await staff_card(session, case_id, staff, city, words, now, line))


@router.message(Signing.back, ~F.text)
@router.message(Signing.change, ~F.text)
@router.callback_query(Signing.back, Resume.filter())
@router.callback_query(Signing.change, Resume.filter())
async def question_again(
    event: Message | CallbackQuery, session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words
) -> Reply:
    staff = await need_staff(session, person)
    how, case_id = await _asked(state)
    pending = bool((await state.get_data()).get(PENDING))
    return show(event, await _question(session, staff, case_id, how, city, words, pending=pending))

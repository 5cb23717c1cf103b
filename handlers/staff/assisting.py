"""A department is asked to help with another's case: the request is shown, and answered once, to whoever asked."""

from collections.abc import Sequence
from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.cases.story import day_said, department_said, quoted, type_said
from handlers.forms import ANSWER, PAGE, PENDING, Resume, UsePending, leave_form, page_of
from handlers.keyboards import Button, Reply, Screen, home_button, in_rows, show
from handlers.staff.buttons import AnswerAssist, OpenAssists, OpenQueue, ShowAssist
from handlers.staff.card import last_row
from handlers.texts import Words
from models.case import Case
from models.case_assist import CaseAssist, answer_assist, assist_for_staff, open_assists
from models.city import City
from models.person import Person
from models.staff import Staff, need_staff

router = Router(name=__name__)
ASSIST = "assist_id"


class Helping(StatesGroup):
    text = State()


@router.callback_query(OpenAssists.filter())
async def open_list(
    event: CallbackQuery,
    callback_data: OpenAssists,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
) -> Reply:
    staff = await need_staff(session, person)
    await leave_form(state)
    waiting = await open_assists(session, staff.department or "")
    if len(waiting) == 1:
        return show(event, await assist_screen(session, waiting[0], staff, city, words))
    return show(event, list_screen(words, city, waiting, callback_data.page))


@router.callback_query(ShowAssist.filter())
async def show_assist(
    event: CallbackQuery,
    callback_data: ShowAssist,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
) -> Reply:
    staff = await need_staff(session, person)
    request = await assist_for_staff(session, callback_data.assist_id, staff, city=city)
    await leave_form(state)
    return show(event, await assist_screen(session, request, staff, city, words))


@router.callback_query(AnswerAssist.filter())
async def ask_answer(
    event: CallbackQuery,
    callback_data: AnswerAssist,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
) -> Reply:
    staff = await need_staff(session, person)
    request = await assist_for_staff(session, callback_data.assist_id, staff, city=city)
    await leave_form(state)
    await state.set_state(Helping.text)
    await state.update_data({ASSIST: request.id})
    return show(event, _words_screen(words, request.id))


@router.message(Helping.text, ANSWER)
async def answered(
    message: Message, session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words, now: datetime
) -> Reply:
    return show(message, await _answer(message.text or "", session, state, person, city, words, now))


@router.callback_query(Helping.text, UsePending.filter())
async def use_pending(
    event: CallbackQuery,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    said = (await state.get_data()).get(PENDING) or ""
    return show(event, await _answer(said, session, state, person, city, words, now))


@router.message(Helping.text, ~F.text, ~F.location)
@router.callback_query(Helping.text, Resume.filter())
async def again(event: Message | CallbackQuery, state: FSMContext, words: Words) -> Reply:
    return show(event, _words_screen(words, int((await state.get_data())[ASSIST])))


async def _answer(
    said: str, session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words, now: datetime
) -> Screen:
    staff = await need_staff(session, person)
    await answer_assist(session, int((await state.get_data())[ASSIST]), staff, said, city=city, now=now)
    await leave_form(state)
    return Screen(words("staff-assist-done"), (last_row(words),))


async def assist_screen(session: AsyncSession, request: CaseAssist, staff: Staff, city: City, words: Words) -> Screen:
    """The request, and who asks; nothing else of the case."""
    case = await session.get_one(Case, request.case_id)
    open_ = request.answered_at is None and staff.department == request.department and case.is_open
    text = words(
        "staff-assist",
        number=case.number,
        type=type_said(words, city, case.type),
        department=department_said(words, city, case.department),
        day=day_said(words, request.due_at.astimezone(city.zone).date()),
        text=quoted(request.request, longest=1000),
        state="answered"
        if request.answered_at is not None
        else "open"
        if open_
        else "waits"
        if case.is_open
        else "over",
        answer=quoted(str(request.answer or ""), longest=1000),
    )
    answer = ((Button(words("staff-button-answer-assist"), AnswerAssist(assist_id=request.id)),),) if open_ else ()
    return Screen(text, (*answer, last_row(words)))


def list_screen(words: Words, city: City, waiting: Sequence[CaseAssist], page: int) -> Screen:
    """The most urgent first, with a number each to press."""
    if not waiting:
        return Screen(words("staff-assists-none"), (last_row(words),))
    shown, following = page_of(waiting, page)
    numbered = list(enumerate(shown, waiting.index(shown[0]) + 1))
    lines = [
        words(
            "staff-assist-line",
            place=str(place),
            day=day_said(words, each.due_at.astimezone(city.zone).date()),
            text=quoted(str(each.request)),
        )
        for place, each in numbered
    ]
    buttons = [Button(str(place), ShowAssist(assist_id=each.id)) for place, each in numbered]
    more = (Button(words("own-case-button-more"), OpenAssists(page=following)),) if following is not None else ()
    text = "\n".join([words("staff-assists"), *lines])
    return Screen(text, (*in_rows(buttons, PAGE), (*more, *last_row(words))))


def _words_screen(words: Words, assist_id: int) -> Screen:
    back = Button(words("staff-button-back"), ShowAssist(assist_id=assist_id))
    return Screen(
        words("staff-write-help"), ((back, Button(words("staff-button-queue"), OpenQueue()), home_button(words)),)
    )

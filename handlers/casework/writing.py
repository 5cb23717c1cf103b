"""Staff write something: a question, an answer, the outcome, a reason. They can press an answer of the pack instead.

Words to the worker are shown once more before they are sent, unless the worker wants to die: then they go at once, and
so do the next ones.
"""

from datetime import date
from functools import partial

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery

from handlers.buttons.days import day_of
from handlers.buttons.staff import Canned, PickDay, SayMeanwhile, SendWritten, ShareWith, WriteAgain
from handlers.casework.card import last_row, staff_card
from handlers.casework.writing_screens import check_screen, day_screen, words_screen
from handlers.phrases.cases import department_said
from handlers.talk.at_desk import stay_at_desk
from handlers.talk.forms import PENDING
from handlers.talk.question import NO_WORDS_NOR_POSITION, awaits
from handlers.talk.screens import Reply, Screen, show
from handlers.talk.talk import Talk
from models.cases.answers import what_is_said
from models.cases.case import Case
from models.cases.steps import Step
from models.casework.assist import may_share
from models.casework.handling import case_for_staff
from models.desk.written import Written, perform
from models.errors import DayPassed
from models.staff.post import Staff, need_staff, unstaffed
from models.values.written_date import NotADate, read_date

router = Router(name=__name__)
WRITTEN = "staff_written"
WITH_A_DAY = frozenset({Step.PROMISE, Step.ASSIST, Step.ORDER})
AT_ONCE = frozenset({Step.NOTE, Step.ASK_EXTENSION, Step.URGE_REVEAL, Step.ANSWER_ORDER})
"""Steps that stay among colleagues; they are sent without another look."""


class StaffWriting(StatesGroup):
    """The conversation awaits the words, the day, or the last look."""

    text = State()
    day = State()
    check = State()


async def written_in(state: FSMContext) -> Written:
    """The text in progress, from the conversation's data."""
    data = dict((await state.get_data())[WRITTEN])
    return Written(**{**data, "step": Step(data["step"]), "files": tuple(data.get("files", ()))})


# --- what is written --------------------------------------------------------------------------------------------------


async def ask_words(talk: Talk, staff: Staff, written: Written, first_line: str | None = None) -> Screen:
    """Await what staff write from now on, and show what to write."""
    await stay_at_desk(talk.state)
    await talk.state.set_state(StaffWriting.text)
    await talk.state.update_data({WRITTEN: written.as_json()})
    return await words_screen(talk, staff, written, first_line)


async def words_again(talk: Talk, first_line: str | None = None) -> Screen:
    """Ask again with the same step; a sentence that interrupted it is offered once."""
    staff = await need_staff(talk.session, talk.person)
    written = (await written_in(talk.state)).but(day="")
    pending = bool((await talk.state.get_data()).get(PENDING))
    await talk.state.set_state(StaffWriting.text)
    await talk.state.update_data({WRITTEN: written.as_json()})
    return await words_screen(talk, staff, written, first_line, pending=pending)


async def only_words(talk: Talk) -> Screen:
    """Ask again, and say that only words are taken."""
    return await words_again(talk, talk.words("staff-search-only-words"))


_awaits = partial(awaits, router, ask=words_again, no_answer=NO_WORDS_NOR_POSITION, instead=only_words)


@_awaits(StaffWriting.text)
@_awaits(StaffWriting.check, sentence=False)
async def take_words(talk: Talk, said: str, step: Step | None = None) -> Screen:
    """Runs when staff type the words; asks for the day, sends at once, or shows them once more.

    step: another step than the one that was begun, because the pressed text is an interim word and no answer.
    """
    staff = await need_staff(talk.session, talk.person)
    before = await written_in(talk.state)
    answering = Step.ANSWER if before.step is Step.SAY else before.step
    written = before.but(text=what_is_said(said), step=step or answering)
    await talk.state.update_data({WRITTEN: written.as_json(), PENDING: None})
    if written.step in WITH_A_DAY and not written.day:
        await talk.state.set_state(StaffWriting.day)
        return day_screen(talk, written)
    if written.step in AT_ONCE:
        return await _send(talk, staff, written)
    if written.step is Step.ASK and (await case_for_staff(talk.session, written.case_id, staff, city=talk.city)).urgent:
        await perform(talk.session, staff, written, city=talk.city, now=talk.now)
        return await ask_words(talk, staff, written.but(text="", files=()), talk.words("staff-said-urgent"))
    await talk.state.set_state(StaffWriting.check)
    return check_screen(talk.words, talk.city, written)


@router.callback_query(StaffWriting.text, Canned.filter())
@router.callback_query(StaffWriting.check, Canned.filter())
async def pressed_canned(event: CallbackQuery, talk: Talk, callback_data: Canned) -> Reply:
    """Runs when staff press an answer of the pack; takes its text as the words."""
    known = talk.city.canned_answers.get(callback_data.key)
    text = talk.words.pick(known.text) if known else ""
    step = Step.SAY if known and known.holding else None
    return show(event, await take_words(talk, text, step))


# --- until when -------------------------------------------------------------------------------------------------------


@_awaits(StaffWriting.day, sentence=False)
async def day_typed(talk: Talk, said: str) -> Screen:
    """Runs when staff type the day; shows everything once more."""
    written = await written_in(talk.state)
    read = read_date(said, talk.today)
    if isinstance(read, NotADate):
        return day_screen(talk, written, talk.words("staff-day-unread"))
    return await _take_day(talk, read.day, written)


@router.callback_query(StaffWriting.day, PickDay.filter())
async def day_pressed(event: CallbackQuery, talk: Talk, callback_data: PickDay) -> Reply:
    """Runs when staff press a day; shows everything once more."""
    day = day_of(callback_data.day)
    return show(event, await _take_day(talk, day, await written_in(talk.state)))


async def _take_day(talk: Talk, day: date, written: Written) -> Screen:
    if day < talk.today:
        raise DayPassed
    written = written.but(day=day.isoformat())
    await talk.state.update_data({WRITTEN: written.as_json()})
    await talk.state.set_state(StaffWriting.check)
    case = await talk.session.get_one(Case, written.case_id)
    sharing = may_share(case, talk.city) if written.step is Step.ASSIST else ()
    return check_screen(talk.words, talk.city, written, sharing)


# --- once more, and sent ----------------------------------------------------------------------------------------------


@router.callback_query(StaffWriting.check, SendWritten.filter())
async def send(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when staff confirm; sends what was written."""
    staff = await need_staff(talk.session, talk.person)
    return show(event, await _send(talk, staff, await written_in(talk.state)))


@router.callback_query(StaffWriting.check, SayMeanwhile.filter())
@router.callback_query(StaffWriting.check, ShareWith.filter())
async def send_so(event: CallbackQuery, talk: Talk, callback_data: SayMeanwhile | ShareWith) -> Reply:
    """Runs when staff send an answer as an interim word instead, or choose how much of the case the other department
    sees.
    """
    staff, written = await need_staff(talk.session, talk.person), await written_in(talk.state)
    if isinstance(callback_data, ShareWith):
        written = written.but(shares=callback_data.shares.value)
    elif written.step is Step.ANSWER:
        written = written.but(step=Step.SAY)
    return show(event, await _send(talk, staff, written))


@router.callback_query(StaffWriting.check, WriteAgain.filter())
async def write_again(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when staff want to write it again; asks for the words."""
    return show(event, await words_again(talk))


@router.callback_query(SendWritten.filter())
@router.callback_query(SayMeanwhile.filter())
@router.callback_query(ShareWith.filter())
@router.callback_query(WriteAgain.filter())
@router.callback_query(Canned.filter())
@router.callback_query(PickDay.filter())
async def nothing_written(
    event: CallbackQuery,
    talk: Talk,
    callback_data: SendWritten | SayMeanwhile | ShareWith | WriteAgain | Canned | PickDay,
) -> Reply:
    """Runs on an old button or a second press; shows the case as it is now."""
    staff = await need_staff(talk.session, talk.person)
    await stay_at_desk(talk.state)
    return show(event, await staff_card(talk, callback_data.case_id, staff))


async def _send(talk: Talk, staff: Staff, written: Written) -> Screen:
    sent = await perform(talk.session, staff, written, city=talk.city, now=talk.now)
    await stay_at_desk(talk.state)
    if not sent:
        return await staff_card(talk, written.case_id, staff, talk.words("staff-done-handed-in"))
    if written.step is Step.TRANSFER:  # the case may now be another department's
        case = await talk.session.get_one(Case, written.case_id)
        to = department_said(talk.words, talk.city, case.department)
        nobody = case.department in await unstaffed(talk.session, talk.city)
        case_line = talk.words("staff-transferred-nobody" if nobody else "staff-transferred", to=to)
        return Screen(case_line, (last_row(talk.words),))
    line = talk.words(f"staff-done-{written.step.value.replace('_', '-')}")
    return await staff_card(talk, written.case_id, staff, line)

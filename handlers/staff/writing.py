"""Staff write something: a question, an answer, the outcome, a reason. An answer of the pack can be pressed instead.
What goes to the worker is shown once more before it is sent, unless they want to die: then it goes at once, and what is
typed next goes too."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.cases.story import day_said, department_said, quoted
from handlers.forms import ANSWER, PENDING, Resume, UsePending, leave_form
from handlers.keyboards import Button, Reply, Screen, in_rows, show
from handlers.staff.buttons import Canned, PickDay, SendWritten, WriteAgain
from handlers.staff.card import back_row, last_row, staff_card
from handlers.staff.story import staff_story
from handlers.texts import Words
from models.canned_answer import canned_for
from models.case import Case, Step
from models.case_assist import ask_assist
from models.case_extension import ask_extension, extension_days
from models.case_handling import (
    answer_case,
    ask_worker,
    case_for_staff,
    note_case,
    promise_worker,
    settle_case,
    what_is_said,
)
from models.case_record import story_of
from models.case_reveal import ask_reveal, urge_reveal
from models.case_transfer import transfer_case
from models.city import City
from models.errors import DayPassed
from models.person import Person
from models.staff import Staff, actor_of, need_staff
from models.staff_file import SentPiece, attach
from models.written_date import NotADate, read_date

router = Router(name=__name__)
WRITTEN = "staff_written"
WITH_A_DAY = frozenset({Step.PROMISE, Step.ASSIST})
AT_ONCE = frozenset({Step.NOTE, Step.ASK_EXTENSION, Step.URGE_REVEAL})
"""Stays among colleagues: sent without another look."""
DAYS_OFFERED = 3
LAST_SAID = 6
"""Sentences of a talk with somebody who wants to die that are shown above what is to be written."""


class StaffWriting(StatesGroup):
    text = State()
    day = State()
    check = State()


@dataclass(frozen=True, slots=True)
class Written:
    """What is being written. to: a department's key; day: ISO."""

    case_id: int
    step: Step
    to: str = ""
    text: str = ""
    day: str = ""
    files: tuple[dict[str, Any], ...] = ()
    """What goes along, as `models.staff_file.SentPiece`."""

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "step": self.step.value, "files": list(self.files)}

    def but(self, **changed: Any) -> "Written":
        return Written(**{**self.as_json(), "step": self.step, **changed})


async def written_in(state: FSMContext) -> Written:
    data = dict((await state.get_data())[WRITTEN])
    return Written(**{**data, "step": Step(data["step"]), "files": tuple(data.get("files", ()))})


# --- what is written --------------------------------------------------------------------------------------------------


async def ask_words(
    session: AsyncSession,
    state: FSMContext,
    staff: Staff,
    written: Written,
    city: City,
    words: Words,
    first_line: str | None = None,
) -> Screen:
    """From now on what is typed is what staff say."""
    await leave_form(state)
    await state.set_state(StaffWriting.text)
    await state.update_data({WRITTEN: written.as_json()})
    return await words_screen(session, staff, written, city, words, first_line)


@router.message(StaffWriting.text, ANSWER)
@router.message(StaffWriting.check, ANSWER)
async def typed(
    message: Message, session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words, now: datetime
) -> Reply:
    return show(message, await _take(message.text or "", session, state, person, city, words, now))


@router.callback_query(StaffWriting.text, UsePending.filter())
async def use_pending(
    event: CallbackQuery,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    """The sentence that brought an emergency card was what was to be said."""
    said = (await state.get_data()).get(PENDING) or ""
    return show(event, await _take(said, session, state, person, city, words, now))


@router.callback_query(StaffWriting.text, Canned.filter())
@router.callback_query(StaffWriting.check, Canned.filter())
async def pressed_canned(
    event: CallbackQuery,
    callback_data: Canned,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    known = city.canned_answers.get(callback_data.key)
    text = words.pick(known.text) if known else ""
    return show(event, await _take(text, session, state, person, city, words, now))


async def _take(
    said: str, session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words, now: datetime
) -> Screen:
    staff = await need_staff(session, person)
    written = (await written_in(state)).but(text=what_is_said(said))
    await state.update_data({WRITTEN: written.as_json(), PENDING: None})
    if written.step in WITH_A_DAY and not written.day:
        await state.set_state(StaffWriting.day)
        return day_screen(words, city, written, now)
    if written.step in AT_ONCE:
        return await _send(session, state, staff, written, city, words, now)
    if written.step is Step.ASK and (await case_for_staff(session, written.case_id, staff, city=city)).urgent:
        await perform(session, staff, written, city=city, now=now)
        return await ask_words(
            session, state, staff, written.but(text="", files=()), city, words, words("staff-said-urgent")
        )
    await state.set_state(StaffWriting.check)
    return check_screen(words, city, written)


# --- until when -------------------------------------------------------------------------------------------------------


@router.message(StaffWriting.day, ANSWER)
async def day_typed(message: Message, state: FSMContext, city: City, words: Words, now: datetime) -> Reply:
    written = await written_in(state)
    read = read_date(message.text or "", now.astimezone(city.zone).date())
    if isinstance(read, NotADate):
        return show(message, day_screen(words, city, written, now, words("staff-day-unread")))
    return show(message, await _take_day(read.day, state, written, city, words, now))


@router.callback_query(StaffWriting.day, PickDay.filter())
async def day_pressed(
    event: CallbackQuery, callback_data: PickDay, state: FSMContext, city: City, words: Words, now: datetime
) -> Reply:
    day = datetime.strptime(str(callback_data.day), "%Y%m%d").date()  # noqa: DTZ007 - a day of the city's calendar
    return show(event, await _take_day(day, state, await written_in(state), city, words, now))


async def _take_day(day: date, state: FSMContext, written: Written, city: City, words: Words, now: datetime) -> Screen:
    if day < now.astimezone(city.zone).date():
        raise DayPassed
    written = written.but(day=day.isoformat())
    await state.update_data({WRITTEN: written.as_json()})
    await state.set_state(StaffWriting.check)
    return check_screen(words, city, written)


# --- once more, and sent ----------------------------------------------------------------------------------------------


@router.callback_query(StaffWriting.check, SendWritten.filter())
async def send(
    event: CallbackQuery,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    staff = await need_staff(session, person)
    return show(event, await _send(session, state, staff, await written_in(state), city, words, now))


@router.callback_query(StaffWriting.check, WriteAgain.filter())
@router.callback_query(StaffWriting.text, Resume.filter())
@router.callback_query(StaffWriting.day, Resume.filter())
@router.callback_query(StaffWriting.check, Resume.filter())
async def write_again(
    event: CallbackQuery, session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words
) -> Reply:
    return show(event, await words_again(session, state, person, city, words))


@router.message(StaffWriting.text, ~F.text, ~F.location)
@router.message(StaffWriting.day, ~F.text, ~F.location)
@router.message(StaffWriting.check, ~F.text, ~F.location)
async def only_words(
    message: Message, session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words
) -> Reply:
    line = words("staff-search-only-words")
    return show(message, await words_again(session, state, person, city, words, line))


async def words_again(
    session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words, first_line: str | None = None
) -> Screen:
    """The question once more, in the same form: what interrupted it does so only once."""
    staff = await need_staff(session, person)
    written = (await written_in(state)).but(day="")
    pending = bool((await state.get_data()).get(PENDING))
    await state.set_state(StaffWriting.text)
    await state.update_data({WRITTEN: written.as_json()})
    return await words_screen(session, staff, written, city, words, first_line, pending=pending)


@router.callback_query(SendWritten.filter())
@router.callback_query(WriteAgain.filter())
@router.callback_query(Canned.filter())
@router.callback_query(PickDay.filter())
async def nothing_written(
    event: CallbackQuery,
    callback_data: SendWritten | WriteAgain | Canned | PickDay,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    """An old button, or a second press: the case as it is now."""
    staff = await need_staff(session, person)
    await leave_form(state)
    return show(event, await staff_card(session, callback_data.case_id, staff, city, words, now))


async def _send(
    session: AsyncSession, state: FSMContext, staff: Staff, written: Written, city: City, words: Words, now: datetime
) -> Screen:
    await perform(session, staff, written, city=city, now=now)
    await leave_form(state)
    if written.step is Step.TRANSFER:  # it may not be this department's any more
        case = await session.get_one(Case, written.case_id)
        case_line = words("staff-transferred", to=department_said(words, city, case.department))
        return Screen(case_line, (last_row(words),))
    line = words(f"staff-done-{written.step.value.replace('_', '-')}")
    return await staff_card(session, written.case_id, staff, city, words, now, line)


async def perform(session: AsyncSession, staff: Staff, written: Written, *, city: City, now: datetime) -> None:
    """Takes the step that was written for. Raises what its operation does."""
    case_id, text = written.case_id, written.text
    to_worker = {Step.ASK: ask_worker, Step.ANSWER: answer_case, Step.SETTLE: settle_case}
    simple = {Step.NOTE: note_case, Step.ASK_EXTENSION: ask_extension}
    if written.step in to_worker:
        files = [SentPiece(**each) for each in written.files]

        async def attached(case: Case) -> list[int]:
            return await attach(session, case, staff, files, now=now)

        along = attached if files else None
        await to_worker[written.step](session, case_id, staff, text, city=city, now=now, attached=along)
    elif written.step in simple:
        await simple[written.step](session, case_id, staff, text, city=city, now=now)
    elif written.step is Step.TRANSFER:
        await transfer_case(session, case_id, staff, to=written.to, reason=text, city=city, now=now)
    elif written.step is Step.ASK_REVEAL:
        await ask_reveal(session, case_id, text, by=actor_of(staff, city), city=city, now=now, name=staff.name)
    elif written.step is Step.URGE_REVEAL:
        await urge_reveal(session, case_id, text, by=actor_of(staff, city), now=now, name=staff.name)
    elif written.step is Step.PROMISE:
        until = date.fromisoformat(written.day)
        await promise_worker(session, case_id, staff, text, until=until, city=city, now=now)
    else:
        until = date.fromisoformat(written.day)
        await ask_assist(session, case_id, staff, department=written.to, text=text, until=until, city=city, now=now)


# --- screens ----------------------------------------------------------------------------------------------------------


async def words_screen(
    session: AsyncSession,
    staff: Staff,
    written: Written,
    city: City,
    words: Words,
    first_line: str | None = None,
    *,
    pending: bool = False,
) -> Screen:
    """What to write, and what is there to press instead. pending: the sentence that interrupted it may be it."""
    case = await case_for_staff(session, written.case_id, staff, city=city)
    if case.urgent and written.step is Step.ASK:
        return await _talk_screen(session, case, city, words, first_line, pending=pending)
    canned = canned_for(city.canned_answers, written.step, case.type)
    key = written.step.value.replace("_", "-")
    lines = [
        first_line,
        words(
            f"staff-write-{key}",
            number=case.number,
            to=department_said(words, city, written.to),
            days=str(extension_days(city, case.type)),
        ),
        words("staff-write-canned") if canned else None,
        *(words("staff-canned", place=str(place), text=words.pick(each.text)) for place, each in enumerate(canned, 1)),
    ]
    numbers = [Button(str(place), Canned(case_id=case.id, key=each.key)) for place, each in enumerate(canned, 1)]
    return Screen(
        "\n".join(filter(None, lines)), (*_use_pending(words, pending), *in_rows(numbers, 5), back_row(words, case.id))
    )


def _use_pending(words: Words, pending: bool) -> tuple[tuple[Button, ...], ...]:
    return ((Button(words("emergency-button-use-pending"), UsePending()),),) if pending else ()


async def _talk_screen(
    session: AsyncSession, case: Case, city: City, words: Words, first_line: str | None, *, pending: bool
) -> Screen:
    """What was said so far, by both."""
    first = next((each for each in case.answers.values() if isinstance(each, str)), "")
    said = [each for each in await story_of(session, case.id) if each.data.get("text")]
    lines = [
        first_line,
        quoted(first),
        *staff_story(words, city, said[-LAST_SAID:]),
        words("staff-write-urgent", number=case.number),
    ]
    return Screen("\n".join(filter(None, lines)), (*_use_pending(words, pending), back_row(words, case.id)))


def day_screen(words: Words, city: City, written: Written, now: datetime, first_line: str | None = None) -> Screen:
    """By when: the next working days to press, or any day typed."""
    today = now.astimezone(city.zone).date()
    days = [city.calendar.working_day_after(today, count) for count in range(1, DAYS_OFFERED + 1)]
    last = city.calendar.working_day_after(today + timedelta(days=6), 1)
    buttons = [
        Button(day_said(words, day), PickDay(case_id=written.case_id, day=int(f"{day:%Y%m%d}")))
        for day in (*days, last)
    ]
    text = words("staff-which-day", step=written.step.value)
    rows = (*in_rows(buttons, 1), back_row(words, written.case_id))
    return Screen("\n".join(filter(None, (first_line, text))), rows, awaits_number=True)


def check_screen(words: Words, city: City, written: Written) -> Screen:
    """What will be sent, to whom."""
    text = words(
        "staff-check",
        step=written.step.value,
        to=department_said(words, city, written.to),
        day=day_said(words, date.fromisoformat(written.day)) if written.day else "none",
        text=written.text,
    )
    if written.files:
        text = "\n".join([text, words("staff-check-files", count=len(written.files))])
    yes = Button(words("staff-button-send"), SendWritten(case_id=written.case_id))
    again = Button(words("staff-button-again"), WriteAgain(case_id=written.case_id))
    return Screen(text, ((yes, again), back_row(words, written.case_id)))

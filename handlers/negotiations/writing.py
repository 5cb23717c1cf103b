"""The union writes a step of a negotiation: a demand, the reply, the result, or a call to who joined by name. It is
shown once more before it is sent, as it goes to everybody who joined."""

from dataclasses import replace
from datetime import date, datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.negotiations import MoveDay, SendMove, ShowNegotiation, WriteMove, WriteMoveAgain
from handlers.negotiations.desk import desk_card
from handlers.negotiations.story import about_said
from handlers.phrases.cases import day_said, quoted
from handlers.talk.forms import ANSWER, PENDING, Resume, UsePending, leave_form
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.texts import Words
from models.city.pack import City
from models.errors import DayPassed, NegotiationMovedOn, NotStaff
from models.negotiations.negotiation import Move, moves_for, negotiates, negotiation_for_staff
from models.negotiations.steps import LONGEST_SAID, take_move, what_is_written
from models.people.person import Person
from models.staff.post import Staff, need_staff
from models.values.written_date import NotADate, read_date

router = Router(name=__name__)
ABOUT, MOVE, TEXT, DAY = "negotiation_id", "negotiation_move", "negotiation_text", "negotiation_day"
DAYS_OFFERED = (5, 10, 20)
"""Working days from today."""


class WritingMove(StatesGroup):
    text = State()
    day = State()
    check = State()


@router.callback_query(WriteMove.filter())
async def ask_words(
    event: CallbackQuery,
    callback_data: WriteMove,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
) -> Reply:
    """From now on what is typed is what is said; an old button is told that it is too late before anything is."""
    staff = await need_staff(session, person)
    await leave_form(state)
    screen = await words_screen(session, callback_data.negotiation_id, callback_data.move, staff, city, words)
    await state.set_state(WritingMove.text)
    await state.update_data({ABOUT: callback_data.negotiation_id, MOVE: callback_data.move.value})
    return show(event, screen)


@router.message(WritingMove.text, ANSWER)
@router.message(WritingMove.check, ANSWER)
async def typed(message: Message, state: FSMContext, city: City, words: Words, now: datetime) -> Reply:
    return show(message, await _take(message.text or "", state, city, words, now))


@router.callback_query(WritingMove.text, UsePending.filter())
async def use_pending(event: CallbackQuery, state: FSMContext, city: City, words: Words, now: datetime) -> Reply:
    """The sentence that brought an emergency card was what was to be said."""
    return show(event, await _take((await state.get_data()).get(PENDING) or "", state, city, words, now))


async def _take(said: str, state: FSMContext, city: City, words: Words, now: datetime) -> Screen:
    """Of a result it is asked next by when the platform promised it."""
    text = what_is_written(said)
    await state.update_data({TEXT: text, DAY: None, PENDING: None})
    data = await state.get_data()
    if Move(data[MOVE]) is Move.RESULT:
        await state.set_state(WritingMove.day)
        return day_screen(words, city, int(data[ABOUT]), now)
    await state.set_state(WritingMove.check)
    return check_screen(words, int(data[ABOUT]), Move(data[MOVE]), text)


@router.message(WritingMove.day, ANSWER)
async def day_typed(message: Message, state: FSMContext, city: City, words: Words, now: datetime) -> Reply:
    read = read_date(message.text or "", now.astimezone(city.zone).date())
    if isinstance(read, NotADate):
        number = int((await state.get_data())[ABOUT])
        return show(message, day_screen(words, city, number, now, words("staff-day-unread")))
    return show(message, await _take_day(read.day, state, city, words, now))


@router.callback_query(WritingMove.day, MoveDay.filter())
async def day_pressed(
    event: CallbackQuery, callback_data: MoveDay, state: FSMContext, city: City, words: Words, now: datetime
) -> Reply:
    number = callback_data.day
    day = datetime.strptime(str(number), "%Y%m%d").date() if number else None  # noqa: DTZ007 - a day of the city
    return show(event, await _take_day(day, state, city, words, now))


async def _take_day(day: date | None, state: FSMContext, city: City, words: Words, now: datetime) -> Screen:
    if day is not None and day < now.astimezone(city.zone).date():
        raise DayPassed
    await state.update_data({DAY: day.isoformat() if day else None})
    await state.set_state(WritingMove.check)
    data = await state.get_data()
    return check_screen(words, int(data[ABOUT]), Move(data[MOVE]), str(data[TEXT]), day)


@router.callback_query(WritingMove.check, SendMove.filter())
async def send(
    event: CallbackQuery,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    staff, data = await need_staff(session, person), await state.get_data()
    negotiation_id, move = int(data[ABOUT]), Move(data[MOVE])
    day = date.fromisoformat(data[DAY]) if data.get(DAY) else None
    await take_move(session, negotiation_id, move, staff, str(data[TEXT]), promised_on=day, city=city, now=now)
    await leave_form(state)
    line = words("negotiation-done", move=move.value)
    return show(event, await desk_card(session, negotiation_id, staff, city, words, line))


@router.callback_query(WritingMove.check, WriteMoveAgain.filter())
@router.callback_query(WritingMove.text, Resume.filter())
@router.callback_query(WritingMove.day, Resume.filter())
@router.callback_query(WritingMove.check, Resume.filter())
@router.message(WritingMove.text, ~F.text, ~F.location)
@router.message(WritingMove.day, ~F.text, ~F.location)
@router.message(WritingMove.check, ~F.text, ~F.location)
async def again(
    event: Message | CallbackQuery, session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words
) -> Reply:
    """The question once more, in the same form."""
    staff, data = await need_staff(session, person), await state.get_data()
    screen = await words_screen(session, int(data[ABOUT]), Move(data[MOVE]), staff, city, words)
    await state.set_state(WritingMove.text)
    use = ((Button(words("emergency-button-use-pending"), UsePending()),),) if data.get(PENDING) else ()
    return show(event, replace(screen, rows=(*use, *screen.rows)))


@router.callback_query(SendMove.filter())
@router.callback_query(MoveDay.filter())
@router.callback_query(WriteMoveAgain.filter())
async def nothing_written(
    event: CallbackQuery,
    callback_data: SendMove | MoveDay | WriteMoveAgain,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
) -> Reply:
    """An old button, or a second press: the negotiation as it is now."""
    staff = await need_staff(session, person)
    await leave_form(state)
    return show(event, await desk_card(session, callback_data.negotiation_id, staff, city, words))


# --- screens ----------------------------------------------------------------------------------------------------------


async def words_screen(
    session: AsyncSession, negotiation_id: int, move: Move, staff: Staff, city: City, words: Words
) -> Screen:
    """What to write. Raises NotStaff, NegotiationGone, NegotiationMovedOn."""
    negotiation = await negotiation_for_staff(session, negotiation_id, staff, city=city)
    if not negotiates(staff, city):
        raise NotStaff
    if move not in moves_for(negotiation, staff, city):
        raise NegotiationMovedOn(negotiation.state)
    text = words(
        "negotiation-write",
        move=move.value,
        about=about_said(words, city, negotiation),
        state=negotiation.state.value,
        most=str(LONGEST_SAID),
    )
    return Screen(text, (_back(words, negotiation_id),))


def day_screen(words: Words, city: City, negotiation_id: int, now: datetime, first_line: str | None = None) -> Screen:
    """By when did the platform promise it?"""
    today = now.astimezone(city.zone).date()
    days = [city.calendar.working_day_after(today, count) for count in DAYS_OFFERED]
    offered = [
        Button(day_said(words, day), MoveDay(negotiation_id=negotiation_id, day=int(f"{day:%Y%m%d}"))) for day in days
    ]
    none = Button(words("negotiation-button-no-day"), MoveDay(negotiation_id=negotiation_id, day=0))
    text = "\n".join(filter(None, (first_line, words("negotiation-day"))))
    return Screen(text, (*in_rows([*offered, none], 1), _back(words, negotiation_id)), awaits_number=True)


def check_screen(words: Words, negotiation_id: int, move: Move, text: str, day: date | None = None) -> Screen:
    """What will be sent, to whom. day: by which the platform promised it."""
    yes = Button(words("staff-button-send"), SendMove(negotiation_id=negotiation_id))
    change = Button(words("staff-button-again"), WriteMoveAgain(negotiation_id=negotiation_id))
    said = words("negotiation-check", move=move.value, text=quoted(text, longest=LONGEST_SAID))
    by = words("negotiation-promised", day=day_said(words, day)) if day is not None else None
    return Screen("\n".join(filter(None, (said, by))), ((yes, change), _back(words, negotiation_id)))


def _back(words: Words, negotiation_id: int) -> tuple[Button, ...]:
    return (Button(words("staff-button-back"), ShowNegotiation(negotiation_id=negotiation_id)), home_button(words))

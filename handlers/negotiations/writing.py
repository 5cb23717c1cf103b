"""The union writes a step of a negotiation: a demand, the reply, the result, or a call to those who joined by name. It
is shown once more before it is sent, because everyone who joined gets it.
"""

from dataclasses import replace
from datetime import date
from functools import partial

from aiogram import Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery

from handlers.buttons.days import day_of, number_of
from handlers.buttons.negotiations import MoveDay, SendMove, ShowNegotiation, WriteMove, WriteMoveAgain
from handlers.negotiations.desk import desk_card
from handlers.negotiations.story import about_said
from handlers.phrases.cases import day_said, quoted
from handlers.talk.forms import PENDING, leave_form
from handlers.talk.question import NO_WORDS_NOR_POSITION, awaits, pending_row
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.errors import DayPassed
from models.negotiations.errors import NegotiationMovedOn
from models.negotiations.negotiation import Move, moves_for, negotiates, negotiation_for_staff
from models.negotiations.steps import LONGEST_SAID, take_move, what_is_written
from models.staff.errors import NotStaff
from models.staff.post import Staff, need_staff
from models.values.written_date import NotADate, read_date

router = Router(name=__name__)
ABOUT, MOVE, TEXT, DAY = "negotiation_id", "negotiation_move", "negotiation_text", "negotiation_day"
DAYS_OFFERED = (5, 10, 20)
"""Working days from today."""


class WritingMove(StatesGroup):
    """The conversation awaits the words, the day, or the last look."""

    text = State()
    day = State()
    check = State()


@router.callback_query(WriteMove.filter())
async def ask_words(event: CallbackQuery, talk: Talk, callback_data: WriteMove) -> Reply:
    """Runs when the union presses a step; asks for the words. An old button is refused before anything is typed."""
    staff = await need_staff(talk.session, talk.person)
    await leave_form(talk.state)
    screen = await words_screen(talk, callback_data.negotiation_id, callback_data.move, staff)
    await talk.state.set_state(WritingMove.text)
    await talk.state.update_data({ABOUT: callback_data.negotiation_id, MOVE: callback_data.move.value})
    return show(event, screen)


async def words_again(talk: Talk) -> Screen:
    """Ask again for the words of the same step."""
    staff, data = await need_staff(talk.session, talk.person), await talk.state.get_data()
    screen = await words_screen(talk, int(data[ABOUT]), Move(data[MOVE]), staff)
    await talk.state.set_state(WritingMove.text)
    return replace(screen, rows=(*pending_row(talk.words, data.get(PENDING)), *screen.rows))


_awaits = partial(awaits, router, ask=words_again, no_answer=NO_WORDS_NOR_POSITION)


@_awaits(WritingMove.text)
@_awaits(WritingMove.check, sentence=False)
async def words_typed(talk: Talk, said: str) -> Screen:
    """Runs when the union types the words; for a result asks next by when the platform promised it, else shows them
    once more.
    """
    text = what_is_written(said)
    await talk.state.update_data({TEXT: text, DAY: None, PENDING: None})
    data = await talk.state.get_data()
    if Move(data[MOVE]) is Move.RESULT:
        await talk.state.set_state(WritingMove.day)
        return day_screen(talk, int(data[ABOUT]))
    await talk.state.set_state(WritingMove.check)
    return check_screen(talk.words, int(data[ABOUT]), Move(data[MOVE]), text)


@_awaits(WritingMove.day, sentence=False)
async def day_typed(talk: Talk, said: str) -> Screen:
    """Runs when the union types the day; shows everything once more."""
    read = read_date(said, talk.today)
    if isinstance(read, NotADate):
        number = int((await talk.state.get_data())[ABOUT])
        return day_screen(talk, number, talk.words("staff-day-unread"))
    return await _take_day(talk, read.day)


@router.callback_query(WritingMove.day, MoveDay.filter())
async def day_pressed(event: CallbackQuery, talk: Talk, callback_data: MoveDay) -> Reply:
    """Runs when the union presses a day, or none; shows everything once more."""
    number = callback_data.day
    day = day_of(number) if number else None
    return show(event, await _take_day(talk, day))


async def _take_day(talk: Talk, day: date | None) -> Screen:
    if day is not None and day < talk.today:
        raise DayPassed
    await talk.state.update_data({DAY: day.isoformat() if day else None})
    await talk.state.set_state(WritingMove.check)
    data = await talk.state.get_data()
    return check_screen(talk.words, int(data[ABOUT]), Move(data[MOVE]), str(data[TEXT]), day)


@router.callback_query(WritingMove.check, SendMove.filter())
async def send(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the union confirms; sends the step and shows the negotiation."""
    staff, data = await need_staff(talk.session, talk.person), await talk.state.get_data()
    negotiation_id, move = int(data[ABOUT]), Move(data[MOVE])
    day = date.fromisoformat(data[DAY]) if data.get(DAY) else None
    await take_move(
        talk.session, negotiation_id, move, staff, str(data[TEXT]), promised_on=day, city=talk.city, now=talk.now
    )
    await leave_form(talk.state)
    line = talk.words("negotiation-done", move=move.value)
    return show(event, await desk_card(talk, negotiation_id, staff, line))


@router.callback_query(WritingMove.check, WriteMoveAgain.filter())
async def write_again(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the union wants to write it again; asks for the words."""
    return show(event, await words_again(talk))


@router.callback_query(SendMove.filter())
@router.callback_query(MoveDay.filter())
@router.callback_query(WriteMoveAgain.filter())
async def nothing_written(
    event: CallbackQuery, talk: Talk, callback_data: SendMove | MoveDay | WriteMoveAgain
) -> Reply:
    """Runs on an old button or a second press; shows the negotiation as it is now."""
    staff = await need_staff(talk.session, talk.person)
    await leave_form(talk.state)
    return show(event, await desk_card(talk, callback_data.negotiation_id, staff))


# --- screens ----------------------------------------------------------------------------------------------------------


async def words_screen(talk: Talk, negotiation_id: int, move: Move, staff: Staff) -> Screen:
    """Say what to write. Raises NotStaff, NegotiationGone, NegotiationMovedOn."""
    negotiation = await negotiation_for_staff(talk.session, negotiation_id, staff, city=talk.city)
    if not negotiates(staff, talk.city):
        raise NotStaff
    if move not in moves_for(negotiation, staff, talk.city):
        raise NegotiationMovedOn(negotiation.state)
    text = talk.words(
        "negotiation-write",
        move=move.value,
        about=about_said(talk.words, talk.city, negotiation),
        state=negotiation.state.value,
        most=str(LONGEST_SAID),
    )
    return Screen(text, (_back(talk.words, negotiation_id),))


def day_screen(talk: Talk, negotiation_id: int, first_line: str | None = None) -> Screen:
    """Ask by when the platform promised it."""
    today = talk.today
    days = [talk.city.calendar.working_day_after(today, count) for count in DAYS_OFFERED]
    offered = [
        Button(day_said(talk.words, day), MoveDay(negotiation_id=negotiation_id, day=number_of(day))) for day in days
    ]
    none = Button(talk.words("negotiation-button-no-day"), MoveDay(negotiation_id=negotiation_id, day=0))
    text = "\n".join(filter(None, (first_line, talk.words("negotiation-day"))))
    return Screen(text, (*in_rows([*offered, none], 1), _back(talk.words, negotiation_id)), awaits_number=True)


def check_screen(words: Words, negotiation_id: int, move: Move, text: str, day: date | None = None) -> Screen:
    """Show what will be sent, and to whom. day: by when the platform promised it."""
    yes = Button(words("staff-button-send"), SendMove(negotiation_id=negotiation_id))
    change = Button(words("staff-button-again"), WriteMoveAgain(negotiation_id=negotiation_id))
    said = words("negotiation-check", move=move.value, text=quoted(text, longest=LONGEST_SAID))
    by = words("negotiation-promised", day=day_said(words, day)) if day is not None else None
    return Screen("\n".join(filter(None, (said, by))), ((yes, change), _back(words, negotiation_id)))


def _back(words: Words, negotiation_id: int) -> tuple[Button, ...]:
    return (Button(words("staff-button-back"), ShowNegotiation(negotiation_id=negotiation_id)), home_button(words))

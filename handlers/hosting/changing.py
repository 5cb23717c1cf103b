"""A date is moved, held again or called off, and who is booked is written to: first the words or the time, then a yes
that says how many people will be told."""

from datetime import UTC, datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.hosting import (
    AskAgain,
    AskCallOff,
    AskMove,
    ChangeDate,
    ConfirmHost,
    ConfirmSeries,
    HostDate,
    OpenDetails,
    WriteBooked,
)
from handlers.hosting.dates import date_screen
from handlers.hosting.people import DATE
from handlers.phrases.events import moment_said
from handlers.talk.forms import ANSWER, PENDING, Resume, UsePending, leave_form
from handlers.talk.screens import Button, Reply, Screen, home_button, show
from handlers.talk.texts import Words
from models.city.pack import City
from models.events.check_in import counts
from models.events.event import UNDECIDED, Event, EventSession, find_session
from models.events.host import need_event_host
from models.events.hosting import LONGEST_WORDS, call_off_session, hold_again, hold_series, message_booked, move_session
from models.people.person import Person
from models.values.written_moment import read_moment

router = Router(name=__name__)
WORDS = "host_words"


class Changing(StatesGroup):
    move = State()
    again = State()
    off = State()
    write = State()


QUESTIONS = {"move": Changing.move, "again": Changing.again, "off": Changing.off, "write": Changing.write}
TIMES = ("move", "again")
WEEKS = (4, 8, 12)
"""What awaits a time; the others await words."""


@router.callback_query(ChangeDate.filter())
async def change_date(
    event: CallbackQuery,
    callback_data: ChangeDate,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
) -> Reply:
    await leave_form(state)
    held, about, _ = await find_session(session, callback_data.session_id)
    await need_event_host(session, person, about, held)
    number = held.id
    choices = (
        (Button(words("host-button-move"), AskMove(session_id=number)),),
        (Button(words("host-button-again"), AskAgain(session_id=number)),),
        *(((Button(words("host-button-details"), OpenDetails(session_id=number)),),) if _has_own(about, held) else ()),
        (Button(words("host-button-off"), AskCallOff(session_id=number)),),
        (Button(words("event-button-back"), HostDate(session_id=number)), home_button(words)),
    )
    text = words("host-change", title=words.pick(about.titles), moment=moment_said(words, held.starts_at, city))
    return show(event, Screen(text, choices))


def _has_own(about: Event, held: EventSession) -> bool:
    """What is of the city pack is changed there, but for the link of a date."""
    return about.key is None or held.online_url is not None


@router.callback_query(AskMove.filter())
async def ask_move(
    event: CallbackQuery,
    callback_data: AskMove,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    words: Words,
) -> Reply:
    return show(event, await begin("move", callback_data.session_id, session, state, person, words))


@router.callback_query(AskAgain.filter())
async def ask_again(
    event: CallbackQuery,
    callback_data: AskAgain,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    words: Words,
) -> Reply:
    return show(event, await begin("again", callback_data.session_id, session, state, person, words))


@router.callback_query(AskCallOff.filter())
async def ask_call_off(
    event: CallbackQuery,
    callback_data: AskCallOff,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    words: Words,
) -> Reply:
    return show(event, await begin("off", callback_data.session_id, session, state, person, words))


@router.callback_query(WriteBooked.filter())
async def ask_words(
    event: CallbackQuery,
    callback_data: WriteBooked,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    words: Words,
) -> Reply:
    return show(event, await begin("write", callback_data.session_id, session, state, person, words))


async def begin(
    what: str, session_id: int, session: AsyncSession, state: FSMContext, person: Person, words: Words
) -> Screen:
    """From now on what is typed is the time, or the words. Raises EventGone, NotStaff."""
    held, about, _ = await find_session(session, session_id)
    await need_event_host(session, person, about, held)
    await leave_form(state)
    await state.set_state(QUESTIONS[what])
    await state.update_data({DATE: session_id})
    return question_screen(words, what, session_id)


def question_screen(
    words: Words, what: str, session_id: int, first_line: str | None = None, pending: str | None = None
) -> Screen:
    use = ((Button(words("emergency-button-use-pending"), UsePending()),),) if pending else ()
    back = Button(words("event-button-back"), HostDate(session_id=session_id))
    text = "\n".join(filter(None, (first_line, words(f"host-ask-{what}"))))
    return Screen(text, (*use, (back, home_button(words))))


async def waits_for(state: FSMContext) -> str:
    waits = await state.get_state()
    return next(what for what, question in QUESTIONS.items() if question.state == waits)


@router.message(Changing.move, ANSWER)
@router.message(Changing.again, ANSWER)
async def time_typed(
    message: Message, session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words, now: datetime
) -> Reply:
    what, number = await waits_for(state), int((await state.get_data())[DATE])
    at = read_moment(message.text or "", now, city.zone)
    if at is None or at <= now:
        return show(message, question_screen(words, what, number, words("host-time-unread")))
    booked, _ = await counts(session, number)
    moment = moment_said(words, at, city)
    text = words(f"host-confirm-{what}", moment=moment, count=str(booked))
    return show(message, _confirm(words, what, number, int(at.timestamp()), text))


def _weekly(words: Words, what: str, session_id: int, at: int) -> tuple[tuple[Button, ...], ...]:
    """The same time of some weeks in a row, at one go."""
    if what != "again":
        return ()
    made = [ConfirmSeries(session_id=session_id, at=at, weeks=weeks) for weeks in WEEKS]
    return (tuple(Button(words("host-button-weekly", weeks=each.weeks), each) for each in made),)


@router.message(Changing.off, ANSWER)
@router.message(Changing.write, ANSWER)
@router.callback_query(Changing.off, UsePending.filter())
@router.callback_query(Changing.write, UsePending.filter())
async def words_typed(
    event: Message | CallbackQuery,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    data = await state.get_data()
    what, number = await waits_for(state), int(data[DATE])
    said = str((event.text if isinstance(event, Message) else data.get(PENDING)) or "").strip()
    if not 0 < len(said) <= LONGEST_WORDS:
        line = words("host-words-long", most=str(LONGEST_WORDS))
        return show(event, question_screen(words, what, number, line))
    await state.update_data({WORDS: said})
    held, _, _ = await find_session(session, number)
    booked, _ = await counts(session, number)
    told = booked + (held.waiting if what == "off" else 0)
    text = words(f"host-confirm-{what}", said=said, count=str(told))
    return show(event, _confirm(words, what, number, int(now.timestamp()), text))


def _confirm(words: Words, what: str, session_id: int, at: int, text: str) -> Screen:
    yes = Button(words(f"host-button-yes-{what}"), ConfirmHost(session_id=session_id, what=what, at=at))
    back = Button(words("event-button-back"), HostDate(session_id=session_id))
    return Screen(text, ((yes,), *_weekly(words, what, session_id, at), (back, home_button(words))))


@router.callback_query(ConfirmHost.filter(F.what.in_(TIMES)))
async def confirm_time(
    event: CallbackQuery,
    callback_data: ConfirmHost,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    starts_at = datetime.fromtimestamp(callback_data.at, UTC)
    number = callback_data.session_id
    if callback_data.what == "move":
        told = await move_session(session, number, starts_at=starts_at, by=person, city=city, now=now)
        line = words("host-moved", count=str(told))
    else:
        held = await hold_again(session, number, starts_at=starts_at, by=person, city=city, now=now)
        asked = held.state == UNDECIDED
        number, line = held.id, words("host-again-asked" if asked else "host-held-again")
    await leave_form(state)
    return show(event, await date_screen(session, number, person, city, words, now, line))


@router.callback_query(ConfirmSeries.filter())
async def confirm_series(
    event: CallbackQuery,
    callback_data: ConfirmSeries,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    starts_at = datetime.fromtimestamp(callback_data.at, UTC)
    number, weeks = callback_data.session_id, callback_data.weeks
    held = await hold_series(session, number, starts_at=starts_at, weeks=weeks, by=person, city=city, now=now)
    await leave_form(state)
    done = "host-weekly-asked" if held[0].state == UNDECIDED else "host-held-weekly"
    line = words(done, count=len(held), last=moment_said(words, held[-1].starts_at, city))
    return show(event, await date_screen(session, held[0].id, person, city, words, now, line))


@router.callback_query(ConfirmHost.filter())
async def confirm_words(
    event: CallbackQuery,
    callback_data: ConfirmHost,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    """The words lie in the conversation; where they are gone, the question is asked again."""
    number, what = callback_data.session_id, callback_data.what
    said = str((await state.get_data()).get(WORDS, ""))
    if not said or what not in QUESTIONS:
        return show(event, await date_screen(session, number, person, city, words, now))
    if what == "off":
        told = await call_off_session(session, number, reason=said, by=person, city=city, now=now)
    else:
        mark = str(callback_data.at)
        told = await message_booked(session, number, text=said, by=person, mark=mark, city=city, now=now)
    await leave_form(state)
    line = words("host-told", count=str(told))
    return show(event, await date_screen(session, number, person, city, words, now, line))


@router.message(Changing.move, ~F.text)
@router.message(Changing.again, ~F.text)
@router.message(Changing.off, ~F.text)
@router.message(Changing.write, ~F.text)
@router.callback_query(Changing.move, Resume.filter())
@router.callback_query(Changing.again, Resume.filter())
@router.callback_query(Changing.off, Resume.filter())
@router.callback_query(Changing.write, Resume.filter())
async def question_again(event: Message | CallbackQuery, state: FSMContext, words: Words) -> Reply:
    """Something that is no text; or back from the emergency card."""
    data, what = await state.get_data(), await waits_for(state)
    pending = data.get(PENDING) if what not in TIMES else None
    return show(event, question_screen(words, what, int(data[DATE]), pending=pending))

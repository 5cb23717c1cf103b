"""Move a date, hold it again, call it off, or write to the people who booked it. The host gives the words or the time,
then confirms after reading how many people will be told.
"""

from datetime import UTC, datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery

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
from handlers.talk.forms import PENDING, leave_form
from handlers.talk.question import awaits, pending_row
from handlers.talk.screens import Button, Reply, Screen, home_button, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.events.check_in import counts
from models.events.event import DateState, Event, EventDate, find_date
from models.events.host import need_event_host
from models.events.hosting import LONGEST_WORDS, call_off_date, hold_again, hold_series, message_booked, move_date
from models.values.written_moment import read_moment

router = Router(name=__name__)
WORDS = "host_words"


class Changing(StatesGroup):
    """The conversation awaits a time or words for a date."""

    move = State()
    again = State()
    off = State()
    write = State()


QUESTIONS = {"move": Changing.move, "again": Changing.again, "off": Changing.off, "write": Changing.write}
TIMES = ("move", "again")
"""The questions that await a time; the others await words."""
WEEKS = (4, 8, 12)


@router.callback_query(ChangeDate.filter())
async def change_date(event: CallbackQuery, talk: Talk, callback_data: ChangeDate) -> Reply:
    """Runs when the host wants to change a date; lists what can be changed."""
    await leave_form(talk.state)
    event_date, about, _ = await find_date(talk.session, callback_data.date_id)
    await need_event_host(talk.session, talk.person, about, event_date)
    number = event_date.id
    choices = (
        (Button(talk.words("host-button-move"), AskMove(date_id=number)),),
        (Button(talk.words("host-button-again"), AskAgain(date_id=number)),),
        *(
            ((Button(talk.words("host-button-details"), OpenDetails(date_id=number)),),)
            if _has_own(about, event_date)
            else ()
        ),
        (Button(talk.words("host-button-off"), AskCallOff(date_id=number)),),
        (Button(talk.words("event-button-back"), HostDate(date_id=number)), home_button(talk.words)),
    )
    text = talk.words(
        "host-change",
        title=talk.words.pick(about.titles),
        moment=moment_said(talk.words, event_date.starts_at, talk.city),
    )
    return show(event, Screen(text, choices))


def _has_own(about: Event, event_date: EventDate) -> bool:
    """Return whether the date has details to change here. Details from the city pack are changed there, except for the
    link of a date.
    """
    return about.key is None or event_date.online_url is not None


@router.callback_query(AskMove.filter())
async def ask_move(event: CallbackQuery, talk: Talk, callback_data: AskMove) -> Reply:
    """Runs when the host wants to move the date; asks for the new time."""
    return show(event, await begin(talk, "move", callback_data.date_id))


@router.callback_query(AskAgain.filter())
async def ask_again(event: CallbackQuery, talk: Talk, callback_data: AskAgain) -> Reply:
    """Runs when the host wants to hold the event again; asks for the time."""
    return show(event, await begin(talk, "again", callback_data.date_id))


@router.callback_query(AskCallOff.filter())
async def ask_call_off(event: CallbackQuery, talk: Talk, callback_data: AskCallOff) -> Reply:
    """Runs when the host wants to call the date off; asks for the reason."""
    return show(event, await begin(talk, "off", callback_data.date_id))


@router.callback_query(WriteBooked.filter())
async def ask_words(event: CallbackQuery, talk: Talk, callback_data: WriteBooked) -> Reply:
    """Runs when the host wants to write to everyone who booked; asks for the words."""
    return show(event, await begin(talk, "write", callback_data.date_id))


async def begin(talk: Talk, what: str, date_id: int) -> Screen:
    """Ask for the time or the words; typed text is that from now on. Raises EventGone, NotStaff."""
    event_date, about, _ = await find_date(talk.session, date_id)
    await need_event_host(talk.session, talk.person, about, event_date)
    await leave_form(talk.state)
    await talk.state.set_state(QUESTIONS[what])
    await talk.state.update_data({DATE: date_id})
    return question_screen(talk.words, what, date_id)


def question_screen(
    words: Words, what: str, date_id: int, first_line: str | None = None, pending: str | None = None
) -> Screen:
    """The question for the time or the words."""
    back = Button(words("event-button-back"), HostDate(date_id=date_id))
    text = "\n".join(filter(None, (first_line, words(f"host-ask-{what}"))))
    return Screen(text, (*pending_row(words, pending), (back, home_button(words))))


async def waits_for(state: FSMContext) -> str:
    """The question that the conversation waits for, as a key of QUESTIONS."""
    waits = await state.get_state()
    return next(what for what, question in QUESTIONS.items() if question.state == waits)


async def question_again(talk: Talk) -> Screen:
    """Ask again for the time or the words."""
    data, what = await talk.state.get_data(), await waits_for(talk.state)
    pending = data.get(PENDING) if what not in TIMES else None
    return question_screen(talk.words, what, int(data[DATE]), pending=pending)


@awaits(router, Changing.move, Changing.again, ask=question_again, sentence=False)
async def time_typed(talk: Talk, said: str) -> Screen:
    """Runs when the host types the time; asks whether it is right."""
    what, number = await waits_for(talk.state), int((await talk.state.get_data())[DATE])
    at = read_moment(said, talk.now, talk.city.zone)
    if at is None or at <= talk.now:
        return question_screen(talk.words, what, number, talk.words("host-time-unread"))
    booked, _ = await counts(talk.session, number)
    moment = moment_said(talk.words, at, talk.city)
    text = talk.words(f"host-confirm-{what}", moment=moment, count=str(booked))
    return _confirm(talk.words, what, number, int(at.timestamp()), text)


def _weekly(words: Words, what: str, date_id: int, at: int) -> tuple[tuple[Button, ...], ...]:
    """Buttons to hold the event at the same time for several weeks in a row."""
    if what != "again":
        return ()
    made = [ConfirmSeries(date_id=date_id, at=at, weeks=weeks) for weeks in WEEKS]
    return (tuple(Button(words("host-button-weekly", weeks=each.weeks), each) for each in made),)


@awaits(router, Changing.off, Changing.write, ask=question_again)
async def words_typed(talk: Talk, said: str) -> Screen:
    """Runs when the host types the words; asks whether they are right."""
    what, number = await waits_for(talk.state), int((await talk.state.get_data())[DATE])
    said = said.strip()
    if not 0 < len(said) <= LONGEST_WORDS:
        line = talk.words("host-words-long", most=str(LONGEST_WORDS))
        return question_screen(talk.words, what, number, line)
    await talk.state.update_data({WORDS: said})
    event_date, _, _ = await find_date(talk.session, number)
    booked, _ = await counts(talk.session, number)
    told = booked + (event_date.waiting if what == "off" else 0)
    text = talk.words(f"host-confirm-{what}", said=said, count=str(told))
    return _confirm(talk.words, what, number, int(talk.now.timestamp()), text)


def _confirm(words: Words, what: str, date_id: int, at: int, text: str) -> Screen:
    yes = Button(words(f"host-button-yes-{what}"), ConfirmHost(date_id=date_id, what=what, at=at))
    back = Button(words("event-button-back"), HostDate(date_id=date_id))
    return Screen(text, ((yes,), *_weekly(words, what, date_id, at), (back, home_button(words))))


@router.callback_query(ConfirmHost.filter(F.what.in_(TIMES)))
async def confirm_time(event: CallbackQuery, talk: Talk, callback_data: ConfirmHost) -> Reply:
    """Runs when the host confirms the time; moves the date or makes another."""
    starts_at = datetime.fromtimestamp(callback_data.at, UTC)
    number = callback_data.date_id
    if callback_data.what == "move":
        told = await move_date(talk.session, number, starts_at=starts_at, by=talk.person, city=talk.city, now=talk.now)
        line = talk.words("host-moved", count=str(told))
    else:
        event_date = await hold_again(
            talk.session, number, starts_at=starts_at, by=talk.person, city=talk.city, now=talk.now
        )
        asked = event_date.state == DateState.UNDECIDED
        number, line = event_date.id, talk.words("host-again-asked" if asked else "host-held-again")
    await leave_form(talk.state)
    return show(event, await date_screen(talk, number, line))


@router.callback_query(ConfirmSeries.filter())
async def confirm_series(event: CallbackQuery, talk: Talk, callback_data: ConfirmSeries) -> Reply:
    """Runs when the host chooses several weeks; makes all dates."""
    starts_at = datetime.fromtimestamp(callback_data.at, UTC)
    number, weeks = callback_data.date_id, callback_data.weeks
    event_dates = await hold_series(
        talk.session, number, starts_at=starts_at, weeks=weeks, by=talk.person, city=talk.city, now=talk.now
    )
    await leave_form(talk.state)
    done = "host-weekly-asked" if event_dates[0].state == DateState.UNDECIDED else "host-held-weekly"
    line = talk.words(done, count=len(event_dates), last=moment_said(talk.words, event_dates[-1].starts_at, talk.city))
    return show(event, await date_screen(talk, event_dates[0].id, line))


@router.callback_query(ConfirmHost.filter())
async def confirm_words(event: CallbackQuery, talk: Talk, callback_data: ConfirmHost) -> Reply:
    """Runs when the host confirms the words; calls the date off or sends them. If the conversation no longer has the
    words, shows the date.
    """
    number, what = callback_data.date_id, callback_data.what
    said = str((await talk.state.get_data()).get(WORDS, ""))
    if not said or what not in QUESTIONS:
        return show(event, await date_screen(talk, number))
    if what == "off":
        told = await call_off_date(talk.session, number, reason=said, by=talk.person, city=talk.city, now=talk.now)
    else:
        mark = str(callback_data.at)
        told = await message_booked(
            talk.session, number, text=said, by=talk.person, mark=mark, city=talk.city, now=talk.now
        )
    await leave_form(talk.state)
    line = talk.words("host-told", count=str(told))
    return show(event, await date_screen(talk, number, line))

"""Before a seat is booked: the event's questions, each once, and then one yes.

Answers of an earlier booking are reused, and can be changed.
"""

from collections.abc import Mapping

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery

from handlers.buttons.events import (
    AnswerEvent,
    BookEvent,
    ChangeAnswers,
    ConfirmBooking,
    JoinWaiting,
    OtherDates,
    ShowEvent,
)
from handlers.phrases.events import moment_said, seats_said, where_said
from handlers.talk.consent import Agree, consent_screen
from handlers.talk.forms import PENDING
from handlers.talk.question import awaits, pending_row
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from models.events.answers import SIZES, read_answer
from models.events.booking import answers_before, clashing
from models.events.event import Event, EventDate, check_coming, find_date
from models.notices.newcomer import join
from models.places.place import Place
from models.questions.errors import PhoneUnreadable

router = Router(name=__name__)
EVENT = "event-"
"""Stands in `then` before the number of the date for which the agreement is asked."""
DATE, ANSWERS, QUESTION = "event_date", "event_answers", "event_question"


class Asking(StatesGroup):
    """The conversation awaits the answer to an event's question."""

    answer = State()


# --- what is asked --------------------------------------------------------------------------------------------------


@router.callback_query(Agree.filter(F.then.startswith(EVENT)))
async def agreed_to_book(event: CallbackQuery, talk: Talk, callback_data: Agree) -> Reply:
    """Runs when the person agrees so that they can book; asks the first question or for the yes."""
    await join(talk.session, talk.person, now=talk.now)
    number = int(callback_data.then.removeprefix(EVENT))
    return show(event, await next_step(talk, number))


@router.callback_query(BookEvent.filter())
async def book(event: CallbackQuery, talk: Talk, callback_data: BookEvent) -> Reply:
    """Runs when the person wants a seat; asks for the agreement if it is missing, else the first question or for the
    yes.
    """
    number = callback_data.date_id
    if not talk.person.agreed:
        return show(event, consent_screen(talk.words, f"{EVENT}{number}"))
    await _begin(talk.state, {})
    return show(event, await next_step(talk, number))


async def _begin(state: FSMContext, answers: Mapping[str, str]) -> None:
    """Stop awaiting an answer, but remember the list that was shown last."""
    await state.set_state(None)
    await state.update_data({ANSWERS: dict(answers), QUESTION: None})


@router.callback_query(ChangeAnswers.filter())
async def change_answers(event: CallbackQuery, talk: Talk, callback_data: ChangeAnswers) -> Reply:
    """Runs when the person wants to change their answers; asks the first question."""
    event_date, about, _ = await find_date(talk.session, callback_data.date_id)
    check_coming(event_date, talk.now)
    return show(event, await ask(talk, about.questions[0], event_date.id, {}))


@router.callback_query(AnswerEvent.filter())
async def answer_chosen(event: CallbackQuery, talk: Talk, callback_data: AnswerEvent) -> Reply:
    """Runs when the person presses an answer; asks the next question."""
    answers = {**(await talk.state.get_data()).get(ANSWERS, {}), "size": read_answer("size", callback_data.answer)}
    await _begin(talk.state, answers)
    return show(event, await next_step(talk, callback_data.date_id))


async def question_again(talk: Talk) -> Screen:
    """Ask the current question again."""
    data = await talk.state.get_data()
    answers: dict[str, str] = data.get(ANSWERS, {})
    return await ask(talk, str(data[QUESTION]), int(data[DATE]), answers)


@awaits(router, Asking.answer, ask=question_again)
async def answer_typed(talk: Talk, said: str) -> Screen:
    """Runs when the person types an answer; asks the next question."""
    data = await talk.state.get_data()
    question, number = str(data[QUESTION]), int(data[DATE])
    try:
        answer = read_answer(question, said)
    except PhoneUnreadable:
        answers: dict[str, str] = data.get(ANSWERS, {})
        return await ask(talk, question, number, answers, talk.words("error-phone-unreadable"))
    await _begin(talk.state, {**data.get(ANSWERS, {}), question: answer})
    return await next_step(talk, number)


async def ask(
    talk: Talk, question: str, date_id: int, answers: Mapping[str, str], first_line: str | None = None
) -> Screen:
    """Ask a question; typed words are its answer from now on. A size can only be pressed."""
    pending = (await talk.state.get_data()).get(PENDING) if question != "size" else None
    await talk.state.set_state(Asking.answer)
    await talk.state.update_data({DATE: date_id, ANSWERS: dict(answers), QUESTION: question})
    sizes = [Button(each, AnswerEvent(date_id=date_id, answer=each)) for each in SIZES]
    choices = in_rows(sizes, 3) if question == "size" else pending_row(talk.words, pending)
    back = Button(talk.words("event-button-back"), ShowEvent(date_id=date_id))
    text = talk.words(f"event-ask-{question.replace('_', '-')}")
    said = "\n".join(filter(None, (first_line, text)))
    return Screen(said, (*choices, (back, home_button(talk.words))), awaits_number=question != "size")


async def next_step(talk: Talk, date_id: int) -> Screen:
    """Ask the next question, or for the yes. Raises EventGone, EventCalledOff, EventOver."""
    event_date, event, place = await find_date(talk.session, date_id)
    check_coming(event_date, talk.now)
    given: dict[str, str] = (await talk.state.get_data()).get(ANSWERS, {})
    known = {**await answers_before(talk.session, talk.person.id), **given} if event.questions else {}
    for question in event.questions:
        if question not in known:
            return await ask(talk, question, date_id, given)
    answers = {question: known[question] for question in event.questions}
    await _begin(talk.state, answers)
    clash = await clashing(talk.session, talk.person.id, event_date)
    return confirm_screen(talk, event_date, event, place, answers, clash)


def confirm_screen(
    talk: Talk,
    event_date: EventDate,
    event: Event,
    place: Place | None,
    answers: Mapping[str, str],
    clash: tuple[EventDate, Event] | None,
) -> Screen:
    """One tap away from a seat, or from a place on the waiting list."""
    about = {
        "title": talk.words.pick(event.titles),
        "moment": moment_said(talk.words, event_date.starts_at, talk.city),
        "where": where_said(talk.words, event_date, place),
    }
    lines = [talk.words("event-confirm", **about) if event_date.free else seats_said(talk.words, 0, event_date.waiting)]
    if not event_date.free:
        lines.append(talk.words("event-waiting-how"))
    lines += [talk.words(f"event-answer-{key.replace('_', '-')}", answer=answer) for key, answer in answers.items()]
    if clash is not None:
        other = {
            "title": talk.words.pick(clash[1].titles),
            "moment": moment_said(talk.words, clash[0].starts_at, talk.city),
        }
        lines.append(talk.words("event-clash", **other))
    number = event_date.id
    yes = (
        Button(talk.words("event-button-confirm"), ConfirmBooking(date_id=number))
        if event_date.free
        else Button(talk.words("event-button-wait"), JoinWaiting(date_id=number))
    )
    others = () if event_date.free else (Button(talk.words("event-button-other"), OtherDates(date_id=number)),)
    redo = ((Button(talk.words("event-button-redo"), ChangeAnswers(date_id=number)),),) if answers else ()
    back = Button(talk.words("event-button-back"), ShowEvent(date_id=number))
    return Screen("\n".join(lines), ((yes, *others), *redo, (back, home_button(talk.words))))

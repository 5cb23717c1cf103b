"""协商, for who filed: asked whether to join, answered with one tap, read so far, and left again. Below 进度."""

from collections.abc import Sequence
from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.cases import OpenCases
from handlers.buttons.negotiations import AnswerNegotiation, AskLeave, OpenPaper, OwnNegotiation, OwnNegotiations
from handlers.negotiations.story import about_said, list_line, negotiator_said, story_lines
from handlers.talk.forms import PAGE, leave_form, page_of
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.texts import Words
from models.city.pack import City
from models.negotiations.joining import JOINED, Joining, answer_negotiation, own_negotiation, own_negotiations
from models.negotiations.negotiation import Negotiation, NegotiationState, steps_of
from models.people.person import Person

router = Router(name=__name__)


@router.callback_query(OwnNegotiations.filter())
async def open_own(
    event: CallbackQuery,
    callback_data: OwnNegotiations,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
) -> Reply:
    await leave_form(state)
    return show(event, own_list(words, city, await own_negotiations(session, person), callback_data.page))


@router.callback_query(OwnNegotiation.filter())
async def show_own(
    event: CallbackQuery,
    callback_data: OwnNegotiation,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
) -> Reply:
    await leave_form(state)
    return show(event, await own_card(session, callback_data.negotiation_id, person, city, words))


@router.callback_query(AnswerNegotiation.filter(F.answer.in_(set(JOINED))))
async def joined(
    event: CallbackQuery,
    callback_data: AnswerNegotiation,
    session: AsyncSession,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    negotiation_id, answer = callback_data.negotiation_id, callback_data.answer
    await answer_negotiation(session, negotiation_id, person, answer, now=now)
    line = words("negotiation-answered", answer=answer.value)
    return show(event, await own_card(session, negotiation_id, person, city, words, line))


@router.callback_query(AnswerNegotiation.filter())
async def does_not_join(
    event: CallbackQuery,
    callback_data: AnswerNegotiation,
    session: AsyncSession,
    person: Person,
    words: Words,
    now: datetime,
) -> Reply:
    """Nothing more comes; as long as it can be changed, the way back is there."""
    negotiation = await answer_negotiation(session, callback_data.negotiation_id, person, Joining.NO, now=now)
    if negotiation.state is NegotiationState.ASKING:
        change = (Button(words("negotiation-button-change"), OwnNegotiation(negotiation_id=negotiation.id)),)
        return show(event, Screen(words("negotiation-answered", answer="no"), (change, _last(words))))
    return show(event, Screen(words("negotiation-left"), (_last(words),)))


@router.callback_query(AskLeave.filter())
async def ask_leave(
    event: CallbackQuery, callback_data: AskLeave, session: AsyncSession, person: Person, city: City, words: Words
) -> Reply:
    negotiation, _ = await own_negotiation(session, callback_data.negotiation_id, person)
    yes = AnswerNegotiation(negotiation_id=negotiation.id, answer=Joining.NO)
    rows = (
        (Button(words("negotiation-button-leave-yes"), yes),),
        (Button(words("negotiation-button-leave-no"), OwnNegotiation(negotiation_id=negotiation.id)),),
    )
    return show(
        event, Screen(words("negotiation-leave", about=about_said(words, city, negotiation)), rows).with_home(words)
    )


# --- screens ----------------------------------------------------------------------------------------------------------


async def own_card(
    session: AsyncSession,
    negotiation_id: int,
    person: Person,
    city: City,
    words: Words,
    first_line: str | None = None,
) -> Screen:
    """The negotiation as who was asked may see it now. Raises NegotiationGone."""
    negotiation, answer = await own_negotiation(session, negotiation_id, person)
    steps, negotiator = await steps_of(session, negotiation_id), negotiator_said(words, city)
    lines = [
        first_line,
        words("negotiation-head", about=about_said(words, city, negotiation)),
        None
        if first_line
        else words("negotiation-own-answer", answer=answer.value if answer else "none", department=negotiator),
        words("negotiation-story"),
        *story_lines(words, city, steps, names=False, calls=answer is Joining.NAMED),
        words("negotiation-own-next", state=negotiation.state.value, department=negotiator),
        words("negotiation-own-cases"),
    ]
    agreed = answer in JOINED and not negotiation.running
    paper = ((Button(words("negotiation-button-paper"), OpenPaper(negotiation_id=negotiation_id)),),) if agreed else ()
    return Screen("\n".join(filter(None, lines)), (*paper, *_answers(words, negotiation, answer), _last(words)))


def _answers(words: Words, negotiation: Negotiation, answer: Joining | None) -> tuple[tuple[Button, ...], ...]:
    """Whatever else one can answer still; after that, to leave."""
    if negotiation.state is not NegotiationState.ASKING:
        return ((Button(words("negotiation-button-leave"), AskLeave(negotiation_id=negotiation.id)),),)
    others = [each for each in Joining if each is not answer]
    buttons = [
        Button(words(f"negotiation-button-{each.value}"), AnswerNegotiation(negotiation_id=negotiation.id, answer=each))
        for each in others
    ]
    return in_rows(buttons, 2)


def own_list(words: Words, city: City, found: Sequence[Negotiation], page: int) -> Screen:
    if not found:
        return Screen(words("negotiation-own-none"), (_last(words),))
    shown, following = page_of(found, page)
    numbered = list(enumerate(shown, found.index(shown[0]) + 1))
    lines = [list_line(words, city, place, each) for place, each in numbered]
    buttons = [Button(str(place), OwnNegotiation(negotiation_id=each.id)) for place, each in numbered]
    more = (Button(words("own-case-button-more"), OwnNegotiations(page=following)),) if following is not None else ()
    text = "\n".join([words("negotiation-own-list"), *lines])
    return Screen(text, (*in_rows(buttons, PAGE), (*more, *_last(words))))


def _last(words: Words) -> tuple[Button, ...]:
    return (Button(words("own-case-button-open"), OpenCases()), home_button(words))

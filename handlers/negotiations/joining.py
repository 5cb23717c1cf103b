"""协商 for the filers, below 进度: they are asked whether to join, answer with one tap, read the steps, and
can leave.
"""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.types import CallbackQuery

from handlers.buttons.cases import OpenCases
from handlers.buttons.negotiations import AnswerNegotiation, AskLeave, OpenPaper, OwnNegotiation, OwnNegotiations
from handlers.negotiations.story import about_said, list_line, negotiator_said, story_lines
from handlers.talk.forms import PAGE, leave_form, page_of
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.city.pack import City
from models.negotiations.joining import JOINED, Joining, answer_negotiation, own_negotiation, own_negotiations
from models.negotiations.negotiation import Negotiation, NegotiationState, steps_of

router = Router(name=__name__)


@router.callback_query(OwnNegotiations.filter())
async def open_own(event: CallbackQuery, talk: Talk, callback_data: OwnNegotiations) -> Reply:
    """Runs when the worker opens their negotiations; lists them."""
    await leave_form(talk.state)
    return show(
        event, own_list(talk.words, talk.city, await own_negotiations(talk.session, talk.person), callback_data.page)
    )


@router.callback_query(OwnNegotiation.filter())
async def show_own(event: CallbackQuery, talk: Talk, callback_data: OwnNegotiation) -> Reply:
    """Runs when the worker presses a negotiation; shows it."""
    await leave_form(talk.state)
    return show(event, await own_card(talk, callback_data.negotiation_id))


@router.callback_query(AnswerNegotiation.filter(F.answer.in_(set(JOINED))))
async def joined(event: CallbackQuery, talk: Talk, callback_data: AnswerNegotiation) -> Reply:
    """Runs when the worker joins, by name or anonymously; shows the negotiation."""
    negotiation_id, answer = callback_data.negotiation_id, callback_data.answer
    await answer_negotiation(talk.session, negotiation_id, talk.person, answer, now=talk.now)
    line = talk.words("negotiation-answered", answer=answer.value)
    return show(event, await own_card(talk, negotiation_id, line))


@router.callback_query(AnswerNegotiation.filter())
async def does_not_join(event: CallbackQuery, talk: Talk, callback_data: AnswerNegotiation) -> Reply:
    """Runs when the worker does not join, or leaves; nothing more is sent. While the answer can be changed, a button
    leads back.
    """
    negotiation = await answer_negotiation(
        talk.session, callback_data.negotiation_id, talk.person, Joining.NO, now=talk.now
    )
    if negotiation.state is NegotiationState.ASKING:
        change = (Button(talk.words("negotiation-button-change"), OwnNegotiation(negotiation_id=negotiation.id)),)
        return show(event, Screen(talk.words("negotiation-answered", answer="no"), (change, _last(talk.words))))
    return show(event, Screen(talk.words("negotiation-left"), (_last(talk.words),)))


@router.callback_query(AskLeave.filter())
async def ask_leave(event: CallbackQuery, talk: Talk, callback_data: AskLeave) -> Reply:
    """Runs when the worker wants to leave; asks whether they are sure."""
    negotiation, _ = await own_negotiation(talk.session, callback_data.negotiation_id, talk.person)
    yes = AnswerNegotiation(negotiation_id=negotiation.id, answer=Joining.NO)
    rows = (
        (Button(talk.words("negotiation-button-leave-yes"), yes),),
        (Button(talk.words("negotiation-button-leave-no"), OwnNegotiation(negotiation_id=negotiation.id)),),
    )
    return show(
        event,
        Screen(talk.words("negotiation-leave", about=about_said(talk.words, talk.city, negotiation)), rows).with_home(
            talk.words
        ),
    )


# --- screens ----------------------------------------------------------------------------------------------------------


async def own_card(talk: Talk, negotiation_id: int, first_line: str | None = None) -> Screen:
    """The negotiation as a worker who was asked may see it now. Raises NegotiationGone."""
    negotiation, answer = await own_negotiation(talk.session, negotiation_id, talk.person)
    steps, negotiator = await steps_of(talk.session, negotiation_id), negotiator_said(talk.words, talk.city)
    lines = [
        first_line,
        talk.words("negotiation-head", about=about_said(talk.words, talk.city, negotiation)),
        None
        if first_line
        else talk.words("negotiation-own-answer", answer=answer.value if answer else "none", department=negotiator),
        talk.words("negotiation-story"),
        *story_lines(talk.words, talk.city, steps, names=False, calls=answer is Joining.NAMED),
        talk.words("negotiation-own-next", state=negotiation.state.value, department=negotiator),
        talk.words("negotiation-own-cases"),
    ]
    agreed = answer in JOINED and not negotiation.running
    paper = (
        ((Button(talk.words("negotiation-button-paper"), OpenPaper(negotiation_id=negotiation_id)),),) if agreed else ()
    )
    return Screen(
        "\n".join(filter(None, lines)), (*paper, *_answers(talk.words, negotiation, answer), _last(talk.words))
    )


def _answers(words: Words, negotiation: Negotiation, answer: Joining | None) -> tuple[tuple[Button, ...], ...]:
    """The other answers that are still possible; later, only to leave."""
    if negotiation.state is not NegotiationState.ASKING:
        return ((Button(words("negotiation-button-leave"), AskLeave(negotiation_id=negotiation.id)),),)
    others = [each for each in Joining if each is not answer]
    buttons = [
        Button(words(f"negotiation-button-{each.value}"), AnswerNegotiation(negotiation_id=negotiation.id, answer=each))
        for each in others
    ]
    return in_rows(buttons, 2)


def own_list(words: Words, city: City, found: Sequence[Negotiation], page: int) -> Screen:
    """The worker's negotiations."""
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

"""免打扰: when a person does not want to hear what can wait: by their occupation, at night only, never, or at times of
their own. The last screen shows the times that hold from now on.
"""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.buttons.me import AskOccupation, Choice, ChooseQuietTimes, OpenMe, OpenQuietTimes
from handlers.buttons.notices import OpenTopics
from handlers.phrases.quiet_times import quiet_times_said
from handlers.places.answers import look_for
from handlers.talk.consent import Agree, consent_screen
from handlers.talk.forms import ANSWER, PENDING, Resume, UsePending, leave_form
from handlers.talk.meaning import Meaning
from handlers.talk.question import pending_row
from handlers.talk.screens import Button, Reply, Screen, home_button, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words, listed_words
from models.notices.newcomer import join
from models.outbox.quiet_times import quiet_times_of
from models.people.errors import TooMuchQuiet
from models.people.person import set_quiet_times
from models.values.day_span import AmbiguousDaySpan, BadDaySpan, spans_typed

router = Router(name=__name__)
THEN = "quiet_"
"""Stands in `then` before the choice that the question for the agreement interrupted."""


class SettingQuietTimes(StatesGroup):
    """The conversation awaits the person's own quiet times."""

    own = State()


def says_quiet_times(message: Message) -> bool:
    """Return whether a typed text asks for quiet times, in any language."""
    return (message.text or "").strip().casefold() in listed_words("quiet-times-words")


@router.callback_query(OpenQuietTimes.filter())
@router.message(says_quiet_times)
async def open_quiet_times(event: Message | CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person opens their quiet times, or types a word for them; shows them."""
    await _await_nothing(talk.state)
    return show(event, quiet_times_screen(talk))


@router.callback_query(Agree.filter(F.then.startswith(THEN)))
async def agreed_to_quiet_times(event: CallbackQuery, talk: Talk, callback_data: Agree) -> Reply:
    """Runs when the person agrees so that they can choose; keeps the choice."""
    await join(talk.session, talk.person, now=talk.now)
    choice = Choice(callback_data.then.removeprefix(THEN))
    return show(event, await _chosen(talk, choice))


@router.callback_query(ChooseQuietTimes.filter())
async def choose_quiet_times(event: CallbackQuery, talk: Talk, callback_data: ChooseQuietTimes) -> Reply:
    """Runs when the person presses a choice; keeps it, or asks for the agreement first."""
    if not talk.person.agreed:
        return show(event, consent_screen(talk.words, f"{THEN}{callback_data.choice}"))
    return show(event, await _chosen(talk, callback_data.choice))


async def _chosen(talk: Talk, choice: Choice) -> Screen:
    if choice is Choice.OWN:
        await leave_form(talk.state)
        await talk.state.set_state(SettingQuietTimes.own)
        return own_screen(talk.words)
    await _await_nothing(talk.state)
    spans = {Choice.WORK: None, Choice.NIGHT: [talk.city.night], Choice.NONE: []}[choice]
    await set_quiet_times(talk.session, talk.person, spans)
    return quiet_times_screen(talk, talk.words("quiet-times-changed"))


async def _await_nothing(state: FSMContext) -> None:
    """Stop awaiting the person's own times; any other question stays."""
    if await state.get_state() == SettingQuietTimes.own.state:
        await leave_form(state)


# --- one's own ------------------------------------------------------------------------------------------------------


@router.message(SettingQuietTimes.own, ANSWER)
async def own_typed(message: Message, talk: Talk, meaning: Meaning) -> Reply:
    """Runs when the person types their own times; keeps them, or searches if the text names a need instead."""
    screen = await _own_taken(talk, message.text or "")
    if meaning.needs and await talk.state.get_state() is not None:
        return await look_for(message, talk, meaning)
    return show(message, screen)


@router.callback_query(SettingQuietTimes.own, UsePending.filter())
async def use_pending(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person says that the sentence which brought an emergency card was the answer."""
    said = (await talk.state.get_data()).get(PENDING) or ""
    return show(event, await _own_taken(talk, said))


@router.callback_query(SettingQuietTimes.own, Resume.filter())
async def resume(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person returns from an emergency card; asks again."""
    return show(event, own_screen(talk.words, pending=(await talk.state.get_data()).get(PENDING)))


@router.message(SettingQuietTimes.own, ~F.text & ~F.location)
async def not_times(message: Message, talk: Talk) -> Reply:
    """Runs when a photo, a voice message or a sticker comes; asks again."""
    return show(message, own_screen(talk.words, talk.words("quiet-times-only-words")))


async def _own_taken(talk: Talk, text: str) -> Screen:
    """Keep the typed times; if they are wrong, say why and ask again."""
    try:
        await set_quiet_times(talk.session, talk.person, spans_typed(text))
    except AmbiguousDaySpan:
        return own_screen(talk.words, talk.words("quiet-times-ambiguous"))
    except BadDaySpan:
        return own_screen(talk.words, talk.words("quiet-times-not-understood"))
    except TooMuchQuiet as error:
        return own_screen(talk.words, talk.words("error-too-much-quiet", hours=error.hours))
    await leave_form(talk.state)
    return quiet_times_screen(talk, talk.words("quiet-times-changed"))


# --- screens --------------------------------------------------------------------------------------------------------


def quiet_times_screen(talk: Talk, first_line: str | None = None) -> Screen:
    """The times in force, where they come from, and the other choices."""
    times = quiet_times_said(talk.words, quiet_times_of(talk.person, talk.city))
    lines = [
        first_line,
        talk.words("quiet-times-now", times=times) if times else talk.words("quiet-times-none"),
        _why(talk) if times else None,
        talk.words("quiet-times-urgent"),
    ]
    return Screen("\n".join(filter(None, lines)), _choices(talk))


def _why(talk: Talk) -> str:
    if talk.person.quiet_times is not None:
        return talk.words("quiet-times-why-own")
    occupation = talk.city.occupations.get(talk.person.occupation or "")
    if occupation is not None and occupation.quiet:
        return talk.words("quiet-times-why-work", occupation=talk.words.pick(occupation.titles))
    return talk.words("quiet-times-why-night" if occupation else "quiet-times-why-no-occupation")


def _choices(talk: Talk) -> tuple[tuple[Button, ...], ...]:
    """The choices. The occupation is offered only if its times differ from the night; a person without one
    can name it.
    """
    occupation = talk.city.occupations.get(talk.person.occupation or "")
    work: tuple[tuple[Button, ...], ...] = ()
    if occupation is None:
        work = ((Button(talk.words("quiet-times-button-occupation"), AskOccupation()),),)
    elif occupation.quiet:
        work = ((_button(talk.words("quiet-times-button-work"), Choice.WORK),),)
    return (
        *work,
        (
            _button(talk.words("quiet-times-button-night"), Choice.NIGHT),
            _button(talk.words("quiet-times-button-none"), Choice.NONE),
        ),
        (_button(talk.words("quiet-times-button-own"), Choice.OWN),),
        (Button(talk.words("notice-button-topics"), OpenTopics()),),
        (Button(talk.words("me-button-back"), OpenMe()), home_button(talk.words)),
    )


def _button(label: str, choice: Choice) -> Button:
    return Button(label, ChooseQuietTimes(choice=choice))


def own_screen(words: Words, first_line: str | None = None, *, pending: str | None = None) -> Screen:
    """Ask for the person's own times. pending: an earlier sentence that can be the answer."""
    before = words("emergency-pending", sentence=pending) if pending else None
    text = "\n".join(filter(None, (first_line, before, words("quiet-times-which"))))
    back = (Button(words("me-button-back"), OpenQuietTimes()), home_button(words))
    return Screen(text, (*pending_row(words, pending), back), awaits_number=True)

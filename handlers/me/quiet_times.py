"""免打扰: when a person does not want to hear what can wait. By their occupation, at night only, never, or as they say;
it ends with the times shown as they are from now on."""

from datetime import datetime
from enum import StrEnum

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.notices import OpenTopics
from handlers.me.me import AskOccupation, OpenMe
from handlers.phrases.quiet_times import OpenQuietTimes, quiet_times_said
from handlers.places.answers import look_for
from handlers.talk.consent import Agree, consent_screen
from handlers.talk.forms import ANSWER, PENDING, Resume, UsePending, leave_form
from handlers.talk.meaning import Meaning
from handlers.talk.screens import Button, Reply, Screen, home_button, show
from handlers.talk.texts import Words, listed_words
from models.city.pack import City
from models.errors import TooMuchQuiet
from models.notices.newcomer import join
from models.outbox.quiet_times import quiet_times_of
from models.people.person import Person, set_quiet_times
from models.values.day_span import AmbiguousDaySpan, BadDaySpan, spans_typed

router = Router(name=__name__)
THEN = "quiet_"
"""Before the choice that the question for the agreement interrupted."""


class SettingQuietTimes(StatesGroup):
    own = State()


class Choice(StrEnum):
    WORK = "work"
    NIGHT = "night"
    NONE = "none"
    OWN = "own"


class ChooseQuietTimes(CallbackData, prefix="quieter"):
    choice: Choice


def says_quiet_times(message: Message) -> bool:
    """Whether a typed text asks for them, in any language."""
    return (message.text or "").strip().casefold() in listed_words("quiet-times-words")


@router.callback_query(OpenQuietTimes.filter())
@router.message(says_quiet_times)
async def open_quiet_times(
    event: Message | CallbackQuery, state: FSMContext, person: Person, city: City, words: Words
) -> Reply:
    await _await_nothing(state)
    return show(event, quiet_times_screen(words, city, person))


@router.callback_query(Agree.filter(F.then.startswith(THEN)))
async def agreed_to_quiet_times(
    event: CallbackQuery,
    callback_data: Agree,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    now: datetime,
    words: Words,
) -> Reply:
    await join(session, person, now=now)
    choice = Choice(callback_data.then.removeprefix(THEN))
    return show(event, await _chosen(choice, session, state, person, city, words))


@router.callback_query(ChooseQuietTimes.filter())
async def choose_quiet_times(
    event: CallbackQuery,
    callback_data: ChooseQuietTimes,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
) -> Reply:
    if not person.agreed:
        return show(event, consent_screen(words, f"{THEN}{callback_data.choice}"))
    return show(event, await _chosen(callback_data.choice, session, state, person, city, words))


async def _chosen(
    choice: Choice, session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words
) -> Screen:
    if choice is Choice.OWN:
        await leave_form(state)
        await state.set_state(SettingQuietTimes.own)
        return own_screen(words)
    await _await_nothing(state)
    spans = {Choice.WORK: None, Choice.NIGHT: [city.night], Choice.NONE: []}[choice]
    await set_quiet_times(session, person, spans)
    return quiet_times_screen(words, city, person, words("quiet-times-changed"))


async def _await_nothing(state: FSMContext) -> None:
    """The question for one's own times is over; any other that waits stays."""
    if await state.get_state() == SettingQuietTimes.own.state:
        await leave_form(state)


# --- one's own ------------------------------------------------------------------------------------------------------


@router.message(SettingQuietTimes.own, ANSWER)
async def own_typed(
    message: Message,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
    channel_name: str,
    meaning: Meaning,
) -> Reply:
    """The times; or something else is needed after all."""
    screen = await _own_taken(message.text or "", session, state, person, city, words)
    if meaning.needs and await state.get_state() is not None:
        return await look_for(message, meaning, session, state, person, city, words, now, channel_name)
    return show(message, screen)


@router.callback_query(SettingQuietTimes.own, UsePending.filter())
async def use_pending(
    event: CallbackQuery, session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words
) -> Reply:
    """The sentence that brought an emergency card was the answer."""
    said = (await state.get_data()).get(PENDING) or ""
    return show(event, await _own_taken(said, session, state, person, city, words))


@router.callback_query(SettingQuietTimes.own, Resume.filter())
async def resume(event: CallbackQuery, state: FSMContext, words: Words) -> Reply:
    return show(event, own_screen(words, pending=(await state.get_data()).get(PENDING)))


@router.message(SettingQuietTimes.own, ~F.text & ~F.location)
async def not_times(message: Message, words: Words) -> Reply:
    """A photo, a voice message, a sticker."""
    return show(message, own_screen(words, words("quiet-times-only-words")))


async def _own_taken(
    text: str, session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words
) -> Screen:
    """What was typed becomes the person's quiet times; or what is wrong with it, and the question again."""
    try:
        await set_quiet_times(session, person, spans_typed(text))
    except AmbiguousDaySpan:
        return own_screen(words, words("quiet-times-ambiguous"))
    except BadDaySpan:
        return own_screen(words, words("quiet-times-not-understood"))
    except TooMuchQuiet as error:
        return own_screen(words, words("error-too-much-quiet", hours=error.hours))
    await leave_form(state)
    return quiet_times_screen(words, city, person, words("quiet-times-changed"))


# --- screens --------------------------------------------------------------------------------------------------------


def quiet_times_screen(words: Words, city: City, person: Person, first_line: str | None = None) -> Screen:
    """The times in force, where they come from, and the other choices."""
    times = quiet_times_said(words, quiet_times_of(person, city))
    lines = [
        first_line,
        words("quiet-times-now", times=times) if times else words("quiet-times-none"),
        _why(words, city, person) if times else None,
        words("quiet-times-urgent"),
    ]
    return Screen("\n".join(filter(None, lines)), _choices(words, city, person))


def _why(words: Words, city: City, person: Person) -> str:
    if person.quiet_times is not None:
        return words("quiet-times-why-own")
    occupation = city.occupations.get(person.occupation or "")
    if occupation is not None and occupation.quiet:
        return words("quiet-times-why-work", occupation=words.pick(occupation.titles))
    return words("quiet-times-why-night" if occupation else "quiet-times-why-no-occupation")


def _choices(words: Words, city: City, person: Person) -> tuple[tuple[Button, ...], ...]:
    """By occupation only where that differs from the night; who named none can do so."""
    occupation = city.occupations.get(person.occupation or "")
    work: tuple[tuple[Button, ...], ...] = ()
    if occupation is None:
        work = ((Button(words("quiet-times-button-occupation"), AskOccupation()),),)
    elif occupation.quiet:
        work = ((_button(words("quiet-times-button-work"), Choice.WORK),),)
    return (
        *work,
        (
            _button(words("quiet-times-button-night"), Choice.NIGHT),
            _button(words("quiet-times-button-none"), Choice.NONE),
        ),
        (_button(words("quiet-times-button-own"), Choice.OWN),),
        (Button(words("notice-button-topics"), OpenTopics()),),
        (Button(words("me-button-back"), OpenMe()), home_button(words)),
    )


def _button(label: str, choice: Choice) -> Button:
    return Button(label, ChooseQuietTimes(choice=choice))


def own_screen(words: Words, first_line: str | None = None, *, pending: str | None = None) -> Screen:
    """The question for one's own times. pending: a sentence said before, which can be the answer."""
    before = words("emergency-pending", sentence=pending) if pending else None
    text = "\n".join(filter(None, (first_line, before, words("quiet-times-which"))))
    use = ((Button(words("emergency-button-use-pending"), UsePending()),),) if pending else ()
    back = (Button(words("me-button-back"), OpenQuietTimes()), home_button(words))
    return Screen(text, (*use, back), awaits_number=True)

"""The last router: what nobody else handled. Words for a need lead to the search, a spot's name to what is open there.

Whatever else is typed leads where it surely belongs; or to the passage that answers it; or to a choice of what it may
be about; or it is asked for once in other words, and then there is a human. Old buttons are answered too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.cases.buttons import ShowCase
from handlers.cases.choosing import offer_case
from handlers.cases.form import Talk
from handlers.destinations import Destination, destination_buttons, destination_of, press
from handlers.events.buttons import OpenEvents
from handlers.forms import ANSWER
from handlers.keyboards import Button, Reply, Screen, show, with_row
from handlers.meaning import OFFERED, Meaning
from handlers.menu import menu_screen
from handlers.onboarding import welcome_or_menu
from handlers.places.answers import find_near, look_for, spot_said
from handlers.searching import answer_of, answer_screen, nothing_screen
from handlers.staff.work import work_buttons
from handlers.texts import Words
from handlers.typed_mark import mark_in
from models.city import City
from models.conversation import Conversation
from models.intents import case_type_of
from models.library import Library
from models.own_case import find_own_case
from models.person import Person
from models.search import FoundKind, Hit
from models.unanswered import keep_question

router = Router(name=__name__)
OTHERS = "said_others"
"""In the data of the conversation: what else the last sentence could have meant."""
ASKED_AGAIN = "said_asked_again"
SEARCHED = ("articles", "benefits")
"""Intents that a passage answers better than a list of topics."""
LIKELIER_THAN_A_NEED = 0.5


class NotThis(CallbackData, prefix="notthis"):
    """Not what was meant."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence, what it means, and all that its handler was given."""

    message: Message
    meaning: Meaning
    things: dict[str, Any]

    @property
    def session(self) -> AsyncSession:
        return self.things["session"]  # type: ignore[no-any-return]

    @property
    def state(self) -> FSMContext:
        return self.things["state"]  # type: ignore[no-any-return]

    @property
    def city(self) -> City:
        return self.things["city"]  # type: ignore[no-any-return]

    @property
    def words(self) -> Words:
        return self.things["words"]  # type: ignore[no-any-return]

    @property
    def person(self) -> Person:
        return self.things["person"]  # type: ignore[no-any-return]

    @property
    def talk(self) -> Talk:
        names = ("session", "state", "person", "city", "words", "now", "channel_name")
        return Talk(*(self.things[name] for name in names))

    def hits(self) -> list[Hit]:
        """What search finds for it; nothing before it was built."""
        library: Library | None = self.things.get("library")
        if library is None or library.index is None:
            return []
        return library.index.search(self.message.text or "", locale=self.words.locale)


def stray_number(message: Message, conversation: Conversation | None = None) -> bool:
    """Whether a number was typed that the menu above does not have; only channels without buttons keep a menu."""
    typed = mark_in(message.text or "") or ""
    return typed.isdecimal() and conversation is not None and bool(conversation.menu)


@router.message(ANSWER, stray_number)
async def no_such_number(message: Message, words: Words) -> Reply:
    """Nothing is shown anew: the numbers above stay good."""
    return message.answer(words("menu-no-such-number"))


@router.message(ANSWER)
async def understand(message: Message, meaning: Meaning, **things: Any) -> Reply:
    said = Said(message, meaning, things)
    if meaning.needs and not _means_something_else(said):
        return await _look_for(said)
    spot = await spot_said(said.session, said.city, message.text or "")
    if spot is not None:
        names = ("session", "state", "person", "city", "words", "now")
        return show(message, await find_near(*(things[name] for name in names), spot=spot, needs=()))
    if meaning.intent == "home":
        return show(message, await welcome_or_menu(said.session, said.state, said.person, said.city, said.words))
    first = meaning.guesses[0].intent if meaning.guesses else None
    if first in SEARCHED:
        return await _answer(said)
    offered = await offer_case(message, said.talk, meaning)
    if offered is not None:
        return offered
    surely = destination_of(meaning.intent, said.city)
    return await _go(said, surely) if surely is not None else await _choose(said)


def _means_something_else(said: Said) -> bool:
    """Whether a sentence that names a need is likelier about something that can be done here."""
    first = said.meaning.guesses[0] if said.meaning.guesses else None
    if first is None or first.intent == "place" or first.probability < LIKELIER_THAN_A_NEED:
        return False
    about_a_case = case_type_of(first.intent) in said.city.case_types
    return about_a_case or destination_of(first.intent, said.city) is not None


async def _look_for(said: Said) -> Reply:
    names = ("session", "state", "person", "city", "words", "now", "channel_name")
    return await look_for(said.message, said.meaning, *(said.things[name] for name in names))


async def _go(said: Said, surely: Destination) -> Reply:
    """Straight to what is meant, with a way out for who meant something else."""
    reply = await press(said.message, await _opened(said, surely), **said.things)
    await said.state.update_data({OTHERS: [guess.intent for guess in said.meaning.guesses[1:]]})
    return with_row(reply, (Button(said.words("said-button-not-this"), NotThis()),))


async def _opened(said: Said, surely: Destination) -> CallbackData:
    """What the sentence names is opened at once: the case of that number, the kind of event."""
    number = said.meaning.facts.case_number
    if number is not None:
        case = await find_own_case(said.session, number, said.person)
        return ShowCase(case_id=case.id)
    if isinstance(surely.opens, OpenEvents):
        kinds = (hit.passage.key for hit in said.hits() if hit.passage.kind is FoundKind.EVENT and hit.good)
        return OpenEvents(kind=next(kinds, ""))
    return surely.opens


async def _answer(said: Said) -> Reply:
    """A question: the passage that answers it, or the nearest; the list of topics before search is ready."""
    library: Library | None = said.things.get("library")
    if library is None or library.index is None:
        return await _go(said, _topics(said.city))
    hits = said.hits()
    answer = answer_of(hits)
    if answer is None:
        return show(said.message, await _nothing(said, hits))
    await said.state.update_data({OTHERS: [guess.intent for guess in said.meaning.guesses[1:]]})
    screen = answer_screen(said.words, said.city, answer, hits)
    return with_row(show(said.message, screen.with_home(said.words)), (_not_this(said.words),))


def _topics(city: City) -> Destination:
    found = destination_of("articles", city)
    assert found is not None
    return found


async def _nothing(said: Said, hits: Sequence[Hit]) -> Screen:
    """Nothing answers it; it is kept, without a name, for those who write answers."""
    question = await keep_question(
        said.session, said.message.text or "", said.person, locale=said.words.locale, now=said.things["now"]
    )
    return nothing_screen(said.words, said.city, hits, question.id if question else None)


async def _choose(said: Said) -> Reply:
    """A choice of what it may be; else what search knows of it; else it is asked for in other words, once."""
    buttons = destination_buttons(said.meaning.perhaps, said.words, said.city)
    hits = said.hits()
    answer = answer_of(hits)
    if buttons:
        rows = (*((each,) for each in buttons), (Button(said.words("said-button-none-of-them"), NotThis()),))
        return show(said.message, Screen(said.words("said-which"), rows).with_home(said.words))
    if answer is not None:
        screen = answer_screen(said.words, said.city, answer, hits)
        return with_row(show(said.message, screen.with_home(said.words)), (_not_this(said.words),))
    if (await said.state.get_data()).get(ASKED_AGAIN):
        await said.state.update_data({ASKED_AGAIN: False})
        return show(said.message, await _nothing(said, hits))
    again = said.words("menu-not-understood")
    screen = await welcome_or_menu(said.session, said.state, said.person, said.city, said.words, again)
    await said.state.update_data({ASKED_AGAIN: True})
    return show(said.message, screen)


def _not_this(words: Words) -> Button:
    return Button(words("said-button-not-this"), NotThis())


@router.callback_query(NotThis.filter())
async def not_this(event: CallbackQuery, state: FSMContext, city: City, words: Words) -> Reply:
    others: Sequence[str] = (await state.get_data()).get(OTHERS) or ()
    buttons = destination_buttons(others, words, city)[:OFFERED]
    await state.update_data({OTHERS: [], ASKED_AGAIN: True})
    return show(event, Screen(words("said-say-again"), tuple((each,) for each in buttons)).with_home(words))


@router.message(F.text)
async def unknown_command(
    message: Message, session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words
) -> Reply:
    return show(message, await welcome_or_menu(session, state, person, city, words, words("menu-not-understood")))


@router.message(F.caption)
async def words_below_a_photo(message: Message, meaning: Meaning, **things: Any) -> Reply:
    """Outside of a form: the words are what is meant, and it is said when the photo is wanted."""
    reply: Reply = await understand(message.model_copy(update={"text": message.caption}), meaning, **things)
    if not isinstance(reply, SendMessage):
        return reply
    return reply.model_copy(update={"text": f"{reply.text}\n{things['words']('menu-photo-later')}"})


@router.message()
async def not_words(
    message: Message, session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words
) -> Reply:
    """A photo, a voice message, a sticker, a contact, a poll …"""
    return show(message, await welcome_or_menu(session, state, person, city, words, words("menu-only-words")))


@router.edited_message(StateFilter(None), F.chat.type == "private", ANSWER)
async def put_right(message: Message, meaning: Meaning, **things: Any) -> Reply:
    """A typing slip, put right: what is meant now is answered. An emergency has been heard before."""
    return await understand(message, meaning, **things)  # type: ignore[no-any-return]


@router.edited_message(F.chat.type == "private", ANSWER)
async def put_right_elsewhere(message: Message, words: Words) -> Reply:
    """What was said first has been taken, and cannot be found again by its message."""
    return message.answer(words("menu-edited"))


@router.edited_message()
async def edited(message: Message) -> Reply:
    """A live position moves, a photo is changed."""
    return []


@router.callback_query()
async def old_button(event: CallbackQuery, session: AsyncSession, person: Person, words: Words) -> Reply:
    work = await work_buttons(session, person, words)
    return show(event, menu_screen(words, words("menu-old-button"), work=work))

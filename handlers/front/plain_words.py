"""Plain words that mean one thing: the name of a button, thanks, a call for a human, “that is not it”.

They are understood wherever no free answer is awaited, also where a place or words to search for are awaited.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from handlers.buttons.articles import OpenArticles, OpenBenefit, OpenBenefits, OpenCategory
from handlers.buttons.cases import CITY, HELP, RIGHTS, OpenCases, OpenGroup, StartCase
from handlers.buttons.events import OpenBookings, OpenEvents, OpenPoints, OpenRecord
from handlers.buttons.front import NotThis
from handlers.buttons.me import (
    AskDelete,
    AskDistrict,
    AskLanguage,
    AskOccupation,
    EnterCode,
    ExportMe,
    OpenLink,
    OpenMe,
    OpenMyData,
    OpenQuietTimes,
)
from handlers.buttons.papers import OpenPapers
from handlers.buttons.places import FindPlaces
from handlers.events.browsing import Looking
from handlers.front.destinations import press
from handlers.phrases.cases import department_said
from handlers.places.finding import Finding
from handlers.talk.forms import ANSWER, leave_form
from handlers.talk.meaning import Meaning
from handlers.talk.said_core import core_of
from handlers.talk.screens import Button, Reply, Screen, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words, texts
from models.city.pack import City

router = Router(name=__name__)
TALK = "talk"
"""The case type of the pack with which a person asks for a human."""
NOWHERE = StateFilter(None, Finding.where, Looking.where, Looking.words)
"""States that await no free answer, or only the name of something."""
NAMES: Mapping[str, CallbackData] = {
    "menu-button-places": FindPlaces(),
    "menu-button-rights": OpenGroup(group=RIGHTS),
    "menu-button-help": OpenGroup(group=HELP),
    "menu-button-city": OpenGroup(group=CITY),
    "menu-button-benefits": OpenBenefits(),
    "menu-button-articles": OpenArticles(),
    "menu-button-events": OpenEvents(),
    "menu-button-me": OpenMe(),
    "said-words-complain": OpenGroup(group=RIGHTS),
    "said-words-help": OpenGroup(group=HELP),
    "said-words-city": OpenGroup(group=CITY),
    "said-words-my-cases": OpenCases(),
    "own-case-button-all": OpenCases(),
    "me-button-language": AskLanguage(),
    "me-button-data": OpenMyData(),
    "me-button-occupation": AskOccupation(),
    "me-button-district": AskDistrict(),
    "me-button-quiet-times": OpenQuietTimes(),
    "me-button-papers": OpenPapers(),
    "me-button-export": ExportMe(),
    "me-button-delete": AskDelete(),
    "me-button-link": OpenLink(),
    "link-button-enter": EnterCode(),
    "event-button-mine": OpenBookings(),
    "event-button-record": OpenRecord(),
    "event-button-points": OpenPoints(),
}
"""The texts that, when typed, do what the button does."""
_CODE = r"\s*\d{4}[\s-]?\d{4}\s*$"


def means(key: str, text: str) -> bool:
    """Return whether the text is one of a message's words, in any language, after `core_of` has stripped it."""
    return core_of(text) in _cores(key)


@cache
def _cores(key: str) -> frozenset[str]:
    return frozenset(core_of(word) for line in texts().every(key) for word in line.split("|"))


@lru_cache(maxsize=4096)
def _core_of_title(title: str) -> str:
    return core_of(title)


def named(message: Message, talk: Talk, meaning: Meaning) -> dict[str, CallbackData] | bool:
    """Return the button that the text names: one of the menu and below it, a group of cases, a category of benefits, or
    a benefit. A word for a need is searched for as a place, even if a benefit has the same name.
    """
    said = core_of(message.text or "")
    for key, opens in NAMES.items():
        if said in _cores(key):
            return {"opens": opens}
    for group in talk.city.case_groups.values():
        if said in map(_core_of_title, group.titles.values()):
            return {"opens": OpenGroup(group=group.key)}
    for benefit in talk.city.benefits.items.values():
        if not meaning.needs and said in map(_core_of_title, benefit.titles.values()):
            return {"opens": OpenBenefit(key=benefit.key)}
    for category in talk.city.benefits.categories.values():
        if said in map(_core_of_title, category.titles.values()):
            return {"opens": OpenCategory(category=category.key)}
    return False


@router.message(NOWHERE, ANSWER, named)
async def open_named(message: Message, opens: CallbackData, **things: Any) -> Reply:
    """Runs when the person types the name of a button; does what the button does."""
    await _leave_place(things["state"])
    return await press(message, opens, **things)


@router.message(NOWHERE, ANSWER, F.text.func(lambda text: means("said-words-not-this", text)))
async def not_meant(message: Message, **things: Any) -> Reply:
    """Runs when the person types that something else was meant; does the same as that button."""
    return await press(message, NotThis(), **things)


@router.message(NOWHERE, ANSWER, F.text.func(lambda text: means("said-words-human", text)))
async def human_wanted(message: Message, talk: Talk) -> Reply:
    """Runs when the person types that they want a human; answers who can be reached, and when."""
    await _leave_place(talk.state)
    return show(message, human_screen(talk.words, talk.city))


@router.message(NOWHERE, ANSWER, F.text.func(lambda text: means("said-words-thanks", text)))
async def thanked(message: Message, talk: Talk) -> Reply:
    """Runs when the person types thanks."""
    await _leave_place(talk.state)
    return show(message, Screen(talk.words("said-welcome")).with_home(talk.words))


@router.message(NOWHERE, ANSWER, F.text.func(lambda text: means("said-words-never-mind", text)))
async def never_mind(message: Message, talk: Talk) -> Reply:
    """Runs when the person types that they want nothing after all; nothing is filed, and a button leads to the cases
    where an earlier one can be taken back.
    """
    await _leave_place(talk.state)
    mine = Button(talk.words("said-button-my-cases"), OpenCases())
    return show(message, Screen(talk.words("said-never-mind"), ((mine,),)).with_home(talk.words))


@router.message(StateFilter(None), F.text.regexp(_CODE))
async def code_pasted(message: Message, talk: Talk) -> Reply:
    """Runs when eight digits come unasked. They may be a code that links two chats, so it asks the person to press the
    button for it first.
    """
    enter = Button(talk.words("link-button-enter"), EnterCode())
    return show(message, Screen(talk.words("link-code-pasted"), ((enter,),)).with_home(talk.words))


async def _leave_place(state: FSMContext) -> None:
    if await state.get_state() is not None:
        await leave_form(state)


def human_screen(words: Words, city: City) -> Screen:
    """Say who answers here, and which department can be reached and in how many days."""
    talk = city.case_types.get(TALK)
    if talk is None:
        return Screen(words("said-human-none")).with_home(words)
    text = words(
        "said-human",
        department=department_said(words, city, talk.department),
        days=str(talk.answer_days),
        questions=str(len(talk.questions)),
    )
    yes = Button(words("said-button-human"), StartCase(type=talk.key))
    return Screen(text, ((yes,),)).with_home(words)

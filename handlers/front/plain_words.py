"""What is typed plainly and means one thing: the name of a button, thanks, a call for a human, “that is not it”.

It is understood wherever no answer of one's own words is awaited, also while a place or words to look for are.
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
"""The type of the pack with which somebody asks for a human."""
NOWHERE = StateFilter(None, Finding.where, Looking.where, Looking.words)
"""No answer in one's own words is awaited, or only the name of something."""
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
"""The texts whose words, typed, do what the button does."""
_CODE = r"\s*\d{4}[\s-]?\d{4}\s*$"


def means(key: str, text: str) -> bool:
    """Whether the text is one of a message's words, in any language, give or take what `core_of` takes away."""
    return core_of(text) in _cores(key)


@cache
def _cores(key: str) -> frozenset[str]:
    return frozenset(core_of(word) for line in texts().every(key) for word in line.split("|"))


@lru_cache(maxsize=4096)
def _core_of_title(title: str) -> str:
    return core_of(title)


def named(message: Message, talk: Talk, meaning: Meaning) -> dict[str, CallbackData] | bool:
    """What the text is the name of: a button of the menu and below it, a group of cases, a category of benefits, a
    benefit. What is needed of a place is looked for, though a benefit is called so too."""
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
    await _leave_place(things["state"])
    return await press(message, opens, **things)


@router.message(NOWHERE, ANSWER, F.text.func(lambda text: means("said-words-not-this", text)))
async def not_meant(message: Message, **things: Any) -> Reply:
    """The same as the button below what was not meant."""
    return await press(message, NotThis(), **things)


@router.message(NOWHERE, ANSWER, F.text.func(lambda text: means("said-words-human", text)))
async def human_wanted(message: Message, talk: Talk) -> Reply:
    await _leave_place(talk.state)
    return show(message, human_screen(talk.words, talk.city))


@router.message(NOWHERE, ANSWER, F.text.func(lambda text: means("said-words-thanks", text)))
async def thanked(message: Message, talk: Talk) -> Reply:
    await _leave_place(talk.state)
    return show(message, Screen(talk.words("said-welcome")).with_home(talk.words))


@router.message(NOWHERE, ANSWER, F.text.func(lambda text: means("said-words-never-mind", text)))
async def never_mind(message: Message, talk: Talk) -> Reply:
    """Nothing is handed in; what was handed in before is taken back where it lies."""
    await _leave_place(talk.state)
    mine = Button(talk.words("said-button-my-cases"), OpenCases())
    return show(message, Screen(talk.words("said-never-mind"), ((mine,),)).with_home(talk.words))


@router.message(StateFilter(None), F.text.regexp(_CODE))
async def code_pasted(message: Message, talk: Talk) -> Reply:
    """Eight digits out of the blue may link two chats, and whose they are has to be known first."""
    enter = Button(talk.words("link-button-enter"), EnterCode())
    return show(message, Screen(talk.words("link-code-pasted"), ((enter,),)).with_home(talk.words))


async def _leave_place(state: FSMContext) -> None:
    if await state.get_state() is not None:
        await leave_form(state)


def human_screen(words: Words, city: City) -> Screen:
    """Who answers here and who can be reached, at once and later."""
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

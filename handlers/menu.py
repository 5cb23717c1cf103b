"""The main menu: where everybody arrives, from anywhere, with what works today and nothing else."""

from functools import cache

from aiogram import Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers.articles.buttons import OpenArticles
from handlers.benefits import OpenBenefits
from handlers.certificates.cards import OpenCertificates
from handlers.events.buttons import OpenEvents
from handlers.forms import leave_form
from handlers.keyboards import Button, Home, Reply, Screen, show
from handlers.me import OpenMe
from handlers.places.found import FindPlaces
from handlers.texts import Words, texts

router = Router(name=__name__)


def says_home(message: Message) -> bool:
    """Whether a typed text asks for the menu, in any language."""
    return (message.text or "").strip().casefold() in _home_words()


@cache
def _home_words() -> frozenset[str]:
    return frozenset(word for line in texts().every("menu-words") for word in line.casefold().split("|"))


@router.callback_query(Home.filter())
@router.message(Command("help", "menu"))
@router.message(says_home)
async def go_home(event: Message | CallbackQuery, state: FSMContext, words: Words) -> Reply:
    await leave_form(state)
    return show(event, menu_screen(words))


def menu_screen(words: Words, first_line: str | None = None) -> Screen:
    """The menu; first_line: what there is to say before it."""
    text = words("menu-main") if first_line is None else f"{first_line}\n{words('menu-short')}"
    return Screen(
        text,
        (
            (Button(words("menu-button-places"), FindPlaces()),),
            (Button(words("menu-button-events"), OpenEvents()),),
            (
                Button(words("menu-button-benefits"), OpenBenefits()),
                Button(words("menu-button-articles"), OpenArticles()),
            ),
            (Button(words("menu-button-certificates"), OpenCertificates()),),
            (Button(words("menu-button-me"), OpenMe()),),
        ),
    )

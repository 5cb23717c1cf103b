"""The main menu: where everybody arrives, from anywhere, with what works today and nothing else."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.articles.benefits import OpenBenefits
from handlers.buttons.articles import OpenArticles
from handlers.buttons.cases import CITY, HELP, RIGHTS, OpenGroup
from handlers.buttons.events import OpenEvents
from handlers.filing.drafts import unfinished_button
from handlers.me.me import OpenMe
from handlers.places.found import FindPlaces
from handlers.staff.work import work_buttons
from handlers.talk.forms import leave_form
from handlers.talk.screens import Button, Home, Reply, Screen, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words, listed_words

router = Router(name=__name__)


def says_home(message: Message) -> bool:
    """Whether a typed text asks for the menu, in any language."""
    return (message.text or "").strip().casefold() in listed_words("menu-words")


@router.callback_query(Home.filter())
@router.message(Command("help", "menu"))
@router.message(says_home)
async def go_home(event: Message | CallbackQuery, talk: Talk) -> Reply:
    await leave_form(talk.state)
    unfinished = await unfinished_button(talk)
    work = await work_buttons(talk)
    return show(event, menu_screen(talk.words, unfinished=unfinished, work=work))


def menu_screen(
    words: Words,
    first_line: str | None = None,
    *,
    unfinished: tuple[Button, ...] = (),
    work: tuple[Button, ...] = (),
) -> Screen:
    """The menu; first_line: what there is to say before it. unfinished: the way to a case half filled in; work: to what
    somebody with a post has to do."""
    text = words("menu-main") if first_line is None else f"{first_line}\n{words('menu-short')}"
    rights, aid, report = (
        Button(words(f"menu-button-{group}"), OpenGroup(group=group)) for group in (RIGHTS, HELP, CITY)
    )
    rows = (
        (Button(words("menu-button-places"), FindPlaces()), rights),
        (aid, Button(words("menu-button-events"), OpenEvents())),
        (Button(words("menu-button-benefits"), OpenBenefits()), Button(words("menu-button-articles"), OpenArticles())),
        (report, Button(words("menu-button-me"), OpenMe())),
    )
    return Screen(text, (*(row for row in (work, unfinished) if row), *rows))

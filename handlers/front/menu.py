"""The main menu, reachable from anywhere."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.buttons.notices import LeaveNotice
from handlers.filing.drafts import unfinished_button
from handlers.notices.progress import leave_watch
from handlers.staff.work import work_buttons
from handlers.talk.forms import leave_form
from handlers.talk.menu_screen import marked, menu_screen
from handlers.talk.screens import Home, Reply, show
from handlers.talk.talk import Talk
from handlers.talk.texts import listed_words

router = Router(name=__name__)


def says_home(message: Message) -> bool:
    """Return whether a typed text asks for the menu, in any language."""
    return (message.text or "").strip().casefold() in listed_words("menu-words")


@router.callback_query(Home.filter())
@router.message(Command("help", "menu"))
@router.message(says_home)
async def go_home(event: Message | CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person presses Home, or types /help, /menu or a word for it; leaves the form and shows the menu."""
    await leave_form(talk.state)
    unfinished = await unfinished_button(talk)
    work = await work_buttons(talk)
    screen = menu_screen(talk.words, unfinished=unfinished, work=work)
    return show(event, marked(screen, talk.words, talk.city))


@router.callback_query(LeaveNotice.filter())
async def leave_notice(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the author of a notice goes home from its figures; the figures stop renewing themselves."""
    await leave_watch(event, talk)
    home: Reply = await go_home(event, talk)
    return home

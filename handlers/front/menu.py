"""The main menu: where everybody arrives, from anywhere, with what works today and nothing else."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.buttons.notices import LeaveNotice
from handlers.filing.drafts import unfinished_button
from handlers.notices.progress import leave_watch
from handlers.staff.work import work_buttons
from handlers.talk.forms import leave_form
from handlers.talk.menu_screen import menu_screen
from handlers.talk.screens import Home, Reply, show
from handlers.talk.talk import Talk
from handlers.talk.texts import listed_words

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


@router.callback_query(LeaveNotice.filter())
async def leave_notice(event: CallbackQuery, talk: Talk) -> Reply:
    """Home, from a notice that is watched: its figures stop renewing themselves."""
    await leave_watch(event, talk)
    home: Reply = await go_home(event, talk)
    return home

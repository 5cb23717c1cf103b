"""A file that is sent before anything was chosen: it is kept, and the service asks what it is about."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.types import Message

from handlers.buttons.cases import CITY, HELP, RIGHTS, OpenGroup
from handlers.events.browsing import Looking
from handlers.filing.sent_first import keep
from handlers.places.finding import Finding
from handlers.talk.forms import leave_form
from handlers.talk.received import count_argument
from handlers.talk.screens import Button, Reply, Screen, show
from handlers.talk.sent_file import has_file
from handlers.talk.talk import Talk

router = Router(name=__name__)


@router.message(StateFilter(None, Finding.where, Looking.where, Looking.words), ~F.text, ~F.caption, ~F.voice, has_file)
async def sent_before(message: Message, talk: Talk, reads_pictures: bool = False) -> Reply:
    """Runs when a file without words comes outside of a form; keeps it and asks what it is about. A picture is read
    meanwhile.
    """
    if await talk.state.get_state() is not None:
        await leave_form(talk.state)
    count = await keep(message, talk, read=reads_pictures)
    buttons = [(Button(talk.words(f"menu-button-{group}"), OpenGroup(group=group)),) for group in (RIGHTS, CITY, HELP)]
    text = talk.words("filing-sent-first", count=count_argument(count))
    return show(message, Screen(text, tuple(buttons)).with_home(talk.words))

"""Events asked for in words: 体检, 周四晚上有没有急救课. The list holds what the sentence asks for, as far
as it says.
"""

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.types import Message

from handlers.buttons.events import ListEvents, when_asked
from handlers.events.browsing import LONGEST_WORDS, SAID, WORDS, listing
from handlers.events.said import Asked, events_asked
from handlers.places.finding import Finding
from handlers.talk.forms import leave_form
from handlers.talk.screens import Reply, Screen, show
from handlers.talk.talk import Talk
from handlers.talk.texts import listed_words
from models.city.events import EventKind
from models.events.search import Wish, events_to_come

router = Router(name=__name__)


def says_events(message: Message) -> bool:
    """Return whether a typed text asks for courses and activities in general, in any language."""
    return (message.text or "").strip(" 。.!！?？").casefold() in listed_words("event-words")


@router.message(Command("events"))
@router.message(F.text, StateFilter(None, Finding.where), says_events)
async def events_said(message: Message, talk: Talk) -> Reply:
    """Runs when the person types /events or a word for it; lists the events."""
    return show(message, await list_said(talk, message.text or ""))


async def list_said(talk: Talk, text: str) -> Screen:
    """The list that a sentence asks for: kind, day, time of day, and subject, if the sentence names them. If no event
    has the subject, the list leaves it out and says so.
    """
    asked = events_asked(text, talk.today) if not text.startswith("/") else Asked()
    about = await _about(talk, asked.about)
    kind = None if about and asked.kind is EventKind.TRAINING else asked.kind
    await leave_form(talk.state)
    await talk.state.update_data({SAID: about})
    when = when_asked(asked.when, asked.day, asked.part)
    wanted = ListEvents(kind=kind or "", when=when, how=WORDS if about else "", free=not about)
    screen = await listing(talk, wanted)
    if about or not asked.about:
        return screen
    return replace(screen, text="\n".join([talk.words("event-about-none", about=asked.about), screen.text]))


async def _about(talk: Talk, said: str) -> str:
    """The words, or words of the same meaning, if some coming event has them; else an empty text."""
    if not 1 < len(said) <= LONGEST_WORDS:
        return ""
    for words in (said, *talk.city.search_words.alike.get(said, ())):
        if await events_to_come(
            talk.session, Wish(free_only=False), now=talk.now, zone=talk.city.zone, limit=1, words=words
        ):
            return words
    return ""

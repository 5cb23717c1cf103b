"""In the first seconds of a service that has nothing learned: what only the model could understand is kept and said so.

Rules, buttons, forms and emergencies need no model. Whoever said something else presses 【再听一次】 when it is there.
"""

from collections.abc import Callable
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.buttons.front import HearAgain
from handlers.events.said import asks_for_dates
from handlers.front import free_text
from handlers.places.around import spot_said
from handlers.talk.forms import ANSWER, leave_form
from handlers.talk.meaning import Meaning
from handlers.talk.menu_screen import menu_screen
from handlers.talk.screens import Button, Reply, Screen, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.articles.search import names_clause

router = Router(name=__name__)
KEPT = "said_while_learning"
LONGEST_KEPT = 1000
"""Characters of what was said."""


async def waits_for_learning(message: Message, talk: Talk, meaning: Meaning, is_learning: Callable[[], bool]) -> bool:
    """Whether the rules say nothing of a text, and the model cannot yet."""
    text = message.text or ""
    known = meaning.guesses or meaning.needs or meaning.idle or names_clause(text) or asks_for_dates(text)
    if known or not is_learning():
        return False
    return await spot_said(talk, text) is None


@router.message(ANSWER, waits_for_learning)
async def keep_for_later(message: Message, talk: Talk) -> Reply:
    await leave_form(talk.state)
    await talk.state.update_data({KEPT: (message.text or "")[:LONGEST_KEPT]})
    return show(message, waiting_screen(talk.words))


@router.callback_query(HearAgain.filter())
async def hear_again(
    event: CallbackQuery,
    talk: Talk,
    understand: Callable[[str], Meaning],
    is_learning: Callable[[], bool],
    **things: Any,
) -> Reply:
    said = (await talk.state.get_data()).get(KEPT)
    if not said or not isinstance(event.message, Message):
        return show(event, menu_screen(talk.words))
    if is_learning():
        return show(event, waiting_screen(talk.words))
    await talk.state.update_data({KEPT: None})
    message = event.message.model_copy(update={"text": said, "from_user": event.from_user})
    given = {**things, "understand": understand, "is_learning": is_learning}
    reply: Reply = await free_text.understand(message, talk, understand(said), **given)
    return reply


def waiting_screen(words: Words) -> Screen:
    menu = menu_screen(words, words("menu-still-learning"))
    again = (Button(words("menu-button-hear-again"), HearAgain()),)
    return Screen(menu.text, (again, *menu.rows))

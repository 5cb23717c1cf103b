"""In the first seconds of a service that has learned nothing yet, text that only the model could understand is kept,
and the person is told so.

Rules, buttons, forms and emergencies need no model. The person presses 【再听一次】 later, or just types a word
(好了吗, 在吗).
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
from models.articles.clauses import names_clause

router = Router(name=__name__)
KEPT = "said_while_learning"
LONGEST_KEPT = 1000
"""Characters of the text that are kept."""
LONGEST_NUDGE = 10
"""Characters of a short text that asks for an answer to the kept one."""


async def waits_for_learning(message: Message, talk: Talk, meaning: Meaning, is_learning: Callable[[], bool]) -> bool:
    """Return whether the rules find nothing in the text and the model is not ready."""
    return is_learning() and not meaning.idle and await _says_nothing(message, talk, meaning)


async def _says_nothing(message: Message, talk: Talk, meaning: Meaning) -> bool:
    """Return whether the rules find nothing in the text."""
    text = message.text or ""
    if meaning.guesses or meaning.needs or names_clause(text) or asks_for_dates(text):
        return False
    return await spot_said(talk, text) is None


async def asks_for_what_was_kept(
    message: Message, talk: Talk, meaning: Meaning, is_learning: Callable[[], bool]
) -> bool:
    """Return whether the text is only a nudge, an earlier text is kept, and the model is ready."""
    if is_learning() or len(message.text or "") > LONGEST_NUDGE or not (await talk.state.get_data()).get(KEPT):
        return False
    return await _says_nothing(message, talk, meaning)


@router.message(ANSWER, waits_for_learning)
async def keep_for_later(message: Message, talk: Talk) -> Reply:
    """Runs when only the model could understand the text and it is not ready; keeps the text and says so."""
    said, before = message.text or "", (await talk.state.get_data()).get(KEPT)
    await leave_form(talk.state)
    kept = before if before and len(said) <= LONGEST_NUDGE else said[:LONGEST_KEPT]
    await talk.state.update_data({KEPT: kept})
    return show(message, waiting_screen(talk.words))


@router.callback_query(HearAgain.filter())
async def hear_again(
    event: CallbackQuery,
    talk: Talk,
    understand: Callable[[str], Meaning],
    is_learning: Callable[[], bool],
    **things: Any,
) -> Reply:
    """Runs when the person presses 【再听一次】; answers the kept text if the model is ready."""
    if not (await talk.state.get_data()).get(KEPT) or not isinstance(event.message, Message):
        return show(event, menu_screen(talk.words))
    if is_learning():
        return show(event, waiting_screen(talk.words))
    message = event.message.model_copy(update={"from_user": event.from_user})
    return await _heard(message, talk, understand, {**things, "is_learning": is_learning})


@router.message(ANSWER, asks_for_what_was_kept)
async def hear_by_itself(message: Message, talk: Talk, understand: Callable[[str], Meaning], **things: Any) -> Reply:
    """Runs when the person types a nudge and the model is ready; answers the kept text."""
    return await _heard(message, talk, understand, {key: each for key, each in things.items() if key != "meaning"})


async def _heard(message: Message, talk: Talk, understand: Callable[[str], Meaning], things: dict[str, Any]) -> Reply:
    """Answer the kept text as if it came now."""
    said = (await talk.state.get_data())[KEPT]
    await talk.state.update_data({KEPT: None})
    message = message.model_copy(update={"text": said})
    reply: Reply = await free_text.understand(message, talk, understand(said), understand=understand, **things)
    return reply


def waiting_screen(words: Words) -> Screen:
    """The menu, with the button to answer the kept text later."""
    menu = menu_screen(words, words("menu-still-learning"))
    again = (Button(words("menu-button-hear-again"), HearAgain()),)
    return Screen(menu.text, (again, *menu.rows))

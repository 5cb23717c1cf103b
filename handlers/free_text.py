"""The last router: what nobody else handled. Words for a need lead to the search, a spot's name to what is open there.

Whatever else is typed leads where it surely belongs; or to a choice of what it may be about; or it is asked for once in
other words, and then there is a human. Buttons that nobody knows any more are answered too.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.cases.buttons import ShowCase
from handlers.destinations import Destination, destination_buttons, destination_of, press
from handlers.forms import ANSWER
from handlers.keyboards import Button, Reply, Screen, show, with_row
from handlers.meaning import OFFERED, Meaning
from handlers.menu import menu_screen
from handlers.onboarding import welcome_or_menu
from handlers.places.answers import find_near, look_for, spot_said
from handlers.texts import Words
from models.city import City
from models.own_case import find_own_case
from models.person import Person
from models.place_search import Spot

router = Router(name=__name__)
OTHERS = "said_others"
"""In the data of the conversation: what else the last sentence could have meant."""
ASKED_AGAIN = "said_asked_again"


class NotThis(CallbackData, prefix="notthis"):
    """Not what was meant."""


@router.message(ANSWER)
async def understand(
    message: Message,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
    channel_name: str,
    meaning: Meaning,
    **things: Any,
) -> Reply:
    everything = {
        **things, "session": session, "state": state, "person": person, "city": city, "words": words, "now": now,
        "channel_name": channel_name,
    }  # fmt: skip
    surely = destination_of(meaning.intent, city)
    if meaning.needs and (surely is None or meaning.intent == "place"):
        return await look_for(message, meaning, session, state, person, city, words, now, channel_name)
    spot = await spot_said(session, city, message.text or "")
    if spot is not None:
        return await _near(message, spot, session, state, person, city, words, now)
    if meaning.intent == "home":
        return show(message, await welcome_or_menu(state, person, city, words))
    if surely is not None:
        return await _go(message, surely, meaning, everything)
    buttons = destination_buttons(meaning.perhaps, words, city)
    if buttons:
        return show(message, choice_screen(words, words("said-which"), buttons))
    return show(message, await _not_understood(state, person, city, words))


async def _near(
    message: Message,
    spot: Spot,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    return show(message, await find_near(session, state, person, city, words, now, spot=spot, needs=()))


async def _go(message: Message, surely: Destination, meaning: Meaning, everything: dict[str, Any]) -> Reply:
    """Straight to what is meant, with a way out for who meant something else."""
    state: FSMContext = everything["state"]
    words: Words = everything["words"]
    opens: CallbackData = surely.opens
    if meaning.facts.case_number is not None:
        case = await find_own_case(everything["session"], meaning.facts.case_number, everything["person"])
        opens = ShowCase(case_id=case.id)
    reply = await press(message, opens, **everything)
    await state.update_data({OTHERS: [guess.intent for guess in meaning.guesses[1:]]})
    return with_row(reply, (Button(words("said-button-not-this"), NotThis()),))


@router.callback_query(NotThis.filter())
async def not_this(event: CallbackQuery, state: FSMContext, city: City, words: Words) -> Reply:
    others: Sequence[str] = (await state.get_data()).get(OTHERS) or ()
    buttons = destination_buttons(others, words, city)[:OFFERED]
    await state.update_data({OTHERS: [], ASKED_AGAIN: True})
    return show(event, Screen(words("said-say-again"), tuple((each,) for each in buttons)).with_home(words))


def choice_screen(words: Words, text: str, buttons: Sequence[Button]) -> Screen:
    rows = (*((each,) for each in buttons), (Button(words("said-button-none-of-them"), NotThis()),))
    return Screen(text, rows).with_home(words)


async def _not_understood(state: FSMContext, person: Person, city: City, words: Words) -> Screen:
    """Asked once to say it differently; the second time there is somebody to call."""
    again = (await state.get_data()).get(ASKED_AGAIN)
    screen = await welcome_or_menu(
        state, person, city, words, words("said-human-phone" if again else "menu-not-understood")
    )
    await state.update_data({ASKED_AGAIN: not again})
    return screen


@router.message(F.text)
async def unknown_command(message: Message, state: FSMContext, person: Person, city: City, words: Words) -> Reply:
    return show(message, await welcome_or_menu(state, person, city, words, words("menu-not-understood")))


@router.message()
async def not_words(message: Message, state: FSMContext, person: Person, city: City, words: Words) -> Reply:
    """A photo, a voice message, a sticker, a contact, a poll …"""
    return show(message, await welcome_or_menu(state, person, city, words, words("menu-only-words")))


@router.edited_message()
async def edited(message: Message) -> Reply:
    """A live position moves; a typing slip is put right. What was said first has been answered."""
    return []


@router.callback_query()
async def old_button(event: CallbackQuery, words: Words) -> Reply:
    return show(event, menu_screen(words, words("menu-old-button")))

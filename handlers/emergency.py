"""Somebody is hurt, or in danger: whatever else was going on, the numbers to call come first.

What was being filled in stays as it is, and the sentence is kept as an answer to it: it may have been one. So the same
form is interrupted once, except for somebody who wants to die.
"""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers.forms import PENDING, Resume
from handlers.keyboards import AtOnce, Button, Reply, Screen, home_button, show
from handlers.meaning import Emergency, Meaning
from handlers.texts import Words

router = Router(name=__name__)
SHOWN = "emergency_shown"


async def is_emergency(message: Message, meaning: Meaning, state: FSMContext) -> bool:
    """Whether the card is due: not for a command, and in a form only once."""
    if meaning.emergency is None or (message.text or "").startswith("/"):
        return False
    if await state.get_state() is None:
        return True
    shown = (await state.get_data()).get(SHOWN, [])
    return not shown or (meaning.emergency == "suicide" and "suicide" not in shown)


@router.message(F.chat.type == "private", is_emergency)
async def show_card(message: Message, meaning: Meaning, state: FSMContext, words: Words) -> Reply:
    kind = meaning.emergency
    assert kind is not None
    in_form = await state.get_state() is not None
    if in_form:
        shown = (await state.get_data()).get(SHOWN, [])
        await state.update_data({SHOWN: [*shown, kind], PENDING: message.text or message.caption})
    return AtOnce([show(message, emergency_card(words, kind, in_form=in_form))])


@router.callback_query(Resume.filter(), StateFilter(None))
async def nothing_to_resume(event: CallbackQuery, words: Words) -> Reply:
    return show(event, Screen(words("emergency-nothing-open")).with_home(words))


def emergency_card(words: Words, kind: Emergency, *, in_form: bool) -> Screen:
    back = ((Button(words("emergency-button-resume"), Resume()),),) if in_form else ()
    return Screen(words(f"emergency-card-{kind}"), (*back, (home_button(words),)))

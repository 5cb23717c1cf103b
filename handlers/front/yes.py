"""A yes in words presses the button that the last screen waits for: 要, 对, 好的.

A screen declares it with `await_yes` (handlers/talk/forms.py), and it holds for the very next message only. Every
screen that asks for the agreement waits for it too; there only a word that agrees counts: 同意.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, F, Router
from aiogram.types import InlineKeyboardMarkup, Message, TelegramObject

from handlers.front.destinations import press
from handlers.talk.consent import Agree
from handlers.talk.forms import YES
from handlers.talk.said_words import says
from handlers.talk.screens import Reply

router = Router(name=__name__)
_AGREES = f"{Agree.__prefix__}{Agree.__separator__}"


class TakeYesBack(BaseMiddleware):
    """Hands on as `awaited` the button that the last screen waited for, and forgets it."""

    async def __call__(
        self, handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]], event: TelegramObject, data: Any
    ) -> Any:
        data["awaited"] = (await data["state"].get_data()).get(YES)
        if data["awaited"] is not None:
            await data["state"].update_data({YES: None})
        reply = await handler(event, data)
        agreement = _agreement_in(reply)
        if agreement is not None:
            await data["state"].update_data({YES: agreement})
        return reply


def _agreement_in(reply: Any) -> str | None:
    """The data of the button below the reply that agrees; None if there is none."""
    methods = reply if isinstance(reply, list | tuple) else [reply]
    keyboards = (getattr(method, "reply_markup", None) for method in methods)
    rows = (row for each in keyboards if isinstance(each, InlineKeyboardMarkup) for row in each.inline_keyboard)
    buttons = (button.callback_data for row in rows for button in row)
    return next((data for data in buttons if data and data.startswith(_AGREES)), None)


async def means_yes(message: Message, awaited: str | None = None) -> bool:
    """Return whether the text is a yes and the last screen waits for one."""
    if awaited is None:
        return False
    return says("onboarding-agree-words" if awaited.startswith(_AGREES) else "filing-yes-words", message.text or "")


@router.message(F.chat.type == "private", means_yes)
async def yes(message: Message, awaited: str, **things: Any) -> Reply:
    """Runs when the person types the yes; does what the button does."""
    return await press(message, awaited, **things)

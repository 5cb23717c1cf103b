"""A yes in words presses the button that the last screen waits to be pressed: 要, 对, 好的.

A screen says so by `await_yes` (handlers/forms.py). It holds for what comes next alone, whatever that is.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, F, Router
from aiogram.types import Message, TelegramObject

from handlers.cases.answers import says
from handlers.destinations import press
from handlers.forms import YES
from handlers.keyboards import Reply

router = Router(name=__name__)


class TakeYesBack(BaseMiddleware):
    """Hands on as `awaited` which button the screen before waited for, and forgets it."""

    async def __call__(
        self, handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]], event: TelegramObject, data: Any
    ) -> Any:
        data["awaited"] = (await data["state"].get_data()).get(YES)
        if data["awaited"] is not None:
            await data["state"].update_data({YES: None})
        return await handler(event, data)


async def means_yes(message: Message, awaited: str | None = None) -> bool:
    return awaited is not None and says("filing-yes-words", message.text or "")


@router.message(F.chat.type == "private", means_yes)
async def yes(message: Message, awaited: str, **things: Any) -> Reply:
    return await press(message, awaited, **things)

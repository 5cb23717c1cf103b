"""The middleware that counts a press on the button to which a benefit leads, before its handler runs."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, TelegramObject

from models.benefits.use import note_use

MARK, END = "b.", "~"
"""Enclose a benefit's key in front of the callback data. Two bytes: the longest key of a need stands behind them."""


def of_benefit(key: str, data: str) -> str:
    """Return the callback data with the benefit's key in front, so that a press counts as following the benefit."""
    return f"{MARK}{key}{END}{data}" if key else data


class CountBenefits(BaseMiddleware):
    """Counts a press on a benefit's button. The key stands in front of the callback data: it is removed here, so that
    the button does what it does anywhere else."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        if isinstance(event, CallbackQuery) and (event.data or "").startswith(MARK):
            key, _, rest = (event.data or "").removeprefix(MARK).partition(END)
            city, now = data["city"], data["now"]
            if key in city.benefits.items:
                await note_use(data["session"], key, acted=True, today=now.astimezone(city.zone).date())
            event = event.model_copy(update={"data": rest})
        return await handler(event, data)

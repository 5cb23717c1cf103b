"""Middlewares around every handler: they give it its talk and the meaning of a text, and forbid it the network."""

from dataclasses import fields
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware

from bot.intake.unit import current_unit
from handlers.talk.forms import BARE_COMMAND
from handlers.talk.meaning import NO_MEANING
from handlers.talk.talk import Talk


class NetworkInside(Exception):
    """A handler awaited the network inside the transaction; it must return the method instead."""


class NoNetworkInside(BaseRequestMiddleware):
    """Refuses every call to the channel while a transaction is open, and makes the unit roll back."""

    async def __call__(self, make_request: Any, bot: Bot, method: Any) -> Any:
        unit = current_unit.get()
        if unit is not None:
            unit.broken = NetworkInside(f"{type(method).__name__} awaited inside the transaction: return it")
            raise unit.broken
        return await make_request(bot, method)


_OF_A_TALK = tuple(each.name for each in fields(Talk))


class Talking(BaseMiddleware):
    """Gives every handler its talk."""

    async def __call__(self, handler: Any, event: Any, data: dict[str, Any]) -> Any:
        data["talk"] = Talk(**{name: data[name] for name in _OF_A_TALK})
        return await handler(event, data)


class Understand(BaseMiddleware):
    """Gives the handlers of messages the meaning of the text. A bare command means nothing else."""

    async def __call__(self, handler: Any, event: Any, data: dict[str, Any]) -> Any:
        said = event.text or event.caption or ""
        data["meaning"] = NO_MEANING if not said or BARE_COMMAND.fullmatch(said) else data["understand"](said)
        return await handler(event, data)

"""An aiogram bot for a channel other than Telegram."""

from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession


class NoNetwork(BaseSession):
    """Refuses every call: nothing of the channel goes through the Bot API."""

    async def make_request(self, bot: Bot, method: Any, timeout: int | None = None) -> Any:  # noqa: ASYNC109 - aiogram's
        raise NotImplementedError(f"{type(method).__name__}: return it from the handler")

    async def stream_content(self, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError
        yield b""

    async def close(self) -> None:
        """Nothing to close."""

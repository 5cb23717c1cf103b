"""A file that goes into a reply by its key: the reply is stored; the bytes are read only when it is sent."""

from collections.abc import AsyncGenerator

from aiogram import Bot
from aiogram.types import InputFile


class KeptFile(InputFile):
    """A file of a reply, by its key in `stored_file`."""

    def __init__(self, key: str, filename: str) -> None:
        super().__init__(filename=filename)
        self.key = key

    async def read(self, bot: Bot) -> AsyncGenerator[bytes, None]:
        """Raises NotImplementedError: the channel reads the bytes itself when it sends."""
        raise NotImplementedError("the channel puts the bytes in when it sends")
        yield b""

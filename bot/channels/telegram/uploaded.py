"""Pictures that go to many are uploaded once: afterwards they are sent by what Telegram calls them."""

from dataclasses import dataclass

from models.outbox.pictures import note_telegram_id, telegram_id
from models.storage.database import Database


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What Telegram calls them, for one bot."""

    database: Database

    async def file_id(self, key: str, bot_id: int) -> str | None:
        """None where it was not uploaded yet, or by another bot."""
        async with self.database.reading() as session:
            return await telegram_id(session, key, bot_id)

    async def note(self, key: str, bot_id: int, file_id: str) -> None:
        async with self.database.transaction() as session:
            await note_telegram_id(session, key, bot_id, file_id)

"""Pictures that go to many people are uploaded once; afterwards they are sent by Telegram's file id."""

from dataclasses import dataclass

from models.outbox.pictures import note_telegram_id, telegram_id
from models.storage.database import Database


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The file ids, each for one bot."""

    database: Database

    async def file_id(self, key: str, bot_id: int) -> str | None:
        """The file id; None if it was not uploaded yet, or by another bot."""
        async with self.database.reading() as session:
            return await telegram_id(session, key, bot_id)

    async def note(self, key: str, bot_id: int, file_id: str) -> None:
        """Keep the file id."""
        async with self.database.transaction() as session:
            await note_telegram_id(session, key, bot_id, file_id)

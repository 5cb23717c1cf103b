"""Where a conversation stands, and the marks of the updates that were handled: what makes a redelivery harmless."""

import json
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.people.addressee import NOT_THEIRS
from models.storage.database import Base, BigId, EncryptedJson, Json, Opened, UtcDateTime
from models.storage.encryption import WrongKey
from models.storage.unlinkable import by_the_hour

log = structlog.get_logger(__name__)

KEEP_MARKS = timedelta(hours=48)
"""So long at most: as marks are kept by the day, at least a day less, which is how long Telegram delivers again."""
WROTE_GRAIN = timedelta(minutes=10)
KEEP_FAILED = timedelta(days=7)


class Conversation(Base):
    """The state of one contact's chat. What was collected for it, and its menu, open in no other."""

    __tablename__ = "conversation"

    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    """When the person last wrote, by the hour."""
    locked_wrote: Mapped[Any | None] = mapped_column("wrote", EncryptedJson("contact_id"))
    wrote = Opened[Json | None]("locked_wrote", "contact_id")
    """The same to ten minutes: ISO 8601."""
    state: Mapped[str | None]
    locked_data: Mapped[Any] = mapped_column("data", EncryptedJson("contact_id"))
    data = Opened[Json]("locked_data", "contact_id")
    locked_menu: Mapped[Any | None] = mapped_column("menu", EncryptedJson("contact_id"))
    menu = Opened[Json | None]("locked_menu", "contact_id")
    """What the numbers of the menu last shown stand for, on a channel without buttons."""
    album: Mapped[str | None]
    """The album that was answered last: its other parts get no reply of their own."""
    counter: Mapped[int] = mapped_column(sa.BigInteger)
    """The last message number given out, on a channel that leaves numbering to us."""

    keyboard: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """A keyboard that asks for the position stands below the chat, on a channel that leaves it there."""

    @property
    def wrote_at(self) -> datetime:
        """When the person last wrote, to ten minutes; to the hour where somebody wrote something else there."""
        try:
            return datetime.fromisoformat(self.wrote) if self.wrote else self.seen_at
        except WrongKey:
            return self.seen_at

    def note_writing(self, now: datetime) -> None:
        """The person writes."""
        if now - self.wrote_at > WROTE_GRAIN:
            self.seen_at, self.wrote = by_the_hour(now), now.isoformat()

    def opened(self) -> tuple[Json, Json | None, str | None] | None:
        """Its data, its menu, and when the person last wrote; None where they were written for another chat, which is
        logged."""
        try:
            return self.data, self.menu, self.wrote
        except WrongKey:
            log.warning(NOT_THEIRS, conversation=self.contact_id)
            return None

    def open(self) -> None:
        """Decrypts what it holds, once; a chat to which somebody led what is another's is at its beginning."""
        opened = self.opened()
        if opened is None:
            self.state = None
        self.data, self.menu, self.wrote = opened or ({}, None, None)

    gone = False
    """Deleted in the update that is being handled, with all there was of the person; only the last reply is left."""


class ProcessedUpdate(Base):
    """An update that was handled, and what was answered. The primary key is the last defence against doing it twice.

    key: a digest of the channel's own, which is given out in order (models/storage/unlinkable.py). at: by the day,
    since a moment here beside the same one in a case would tell who filed it. counter: that of the conversation then,
    the order of one chat's marks. reply: with the chat that it was for (models/people/addressee.py).
    """

    __tablename__ = "processed_update"
    __table_args__ = ({"sqlite_with_rowid": False},)  # rows in the order of keys, not of updates

    channel: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    counter: Mapped[int | None] = mapped_column(sa.BigInteger)
    reply: Mapped[Json] = mapped_column(EncryptedJson)
    message_ids: Mapped[Json | None] = mapped_column(sa.JSON)
    """The ids that the channel gave the messages of the reply, once they were sent."""


IS_OF_A_PAGE = sa.func.coalesce(ProcessedUpdate.counter, 0) > 0
"""Of a mark: its channel leaves the numbers of messages to us, so that a page of ours shows them again."""


class PageHistory(Base):
    """What was said on a contact's page before the marks that are still there (models/outbox/page_history.py).

    said: the frames, oldest first, with the chat that they were for (models/people/addressee.py), filled up so that its
    length says little about them.
    """

    __tablename__ = "page_history"
    __table_args__ = ({"sqlite_with_rowid": False},)

    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    said: Mapped[Json] = mapped_column(EncryptedJson)


class FailedUpdate(Base):
    """An update that met a defect of ours, kept for a week, without coordinates, to be looked into. update: with the
    chat that it came from (models/people/addressee.py)."""

    __tablename__ = "failed_update"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    channel: Mapped[str]
    key: Mapped[str]
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    update: Mapped[Json] = mapped_column(EncryptedJson)
    error: Mapped[Json] = mapped_column(EncryptedJson)


async def forget_marks(session: AsyncSession, *, now: datetime) -> None:
    """Deletes marks older than KEEP_MARKS and failed updates older than KEEP_FAILED. Those of pages have a day more, in
    which they become history (models/outbox/page_history.py)."""
    of_pages = sa.and_(IS_OF_A_PAGE, ProcessedUpdate.at >= now - KEEP_MARKS - timedelta(days=1))
    await session.execute(sa.delete(ProcessedUpdate).where(ProcessedUpdate.at < now - KEEP_MARKS, ~of_pages))
    await session.execute(sa.delete(FailedUpdate).where(FailedUpdate.at < now - KEEP_FAILED))


def without_coordinates(raw: Json) -> Json:
    """The same event, but nobody's position in it."""
    if isinstance(raw, dict):
        hidden = {"latitude", "longitude", "Location_X", "Location_Y", "Latitude", "Longitude"}
        return {key: None if key in hidden else without_coordinates(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [without_coordinates(each) for each in raw]
    return raw


def kept_of_failed(raw: Json) -> Json:
    """What a failed update keeps of the event: nothing where no database could hold it, or it is too deep."""
    try:
        kept = without_coordinates(raw)
        json.dumps(kept, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return {}
    return kept

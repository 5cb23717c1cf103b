"""The state of a conversation, and the marks of handled updates, which make a redelivery harmless."""

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
"""The longest that a mark is kept. Marks are dated by the day, so some are kept a day less: 24 hours, which is how long
Telegram redelivers."""
WROTE_GRAIN = timedelta(minutes=10)
KEEP_FAILED = timedelta(days=7)


class Conversation(Base):
    """The state of one contact's chat. Its data and menu are encrypted for this chat and can be read in no other."""

    __tablename__ = "conversation"

    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    """When the person last wrote, rounded down to the hour."""
    locked_wrote: Mapped[Any | None] = mapped_column("wrote", EncryptedJson("contact_id"))
    wrote = Opened[Json | None]("locked_wrote", "contact_id")
    """When the person last wrote, to within WROTE_GRAIN: ISO 8601."""
    state: Mapped[str | None]
    locked_data: Mapped[Any] = mapped_column("data", EncryptedJson("contact_id"))
    data = Opened[Json]("locked_data", "contact_id")
    locked_menu: Mapped[Any | None] = mapped_column("menu", EncryptedJson("contact_id"))
    menu = Opened[Json | None]("locked_menu", "contact_id")
    """The meaning of the numbers in the menu last shown, on a channel without buttons."""
    album: Mapped[str | None]
    """The album that was last answered: its other parts get no reply of their own."""
    counter: Mapped[int] = mapped_column(sa.BigInteger)
    """The last message number used, on a channel that leaves numbering to us."""

    keyboard: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Whether a keyboard that asks for the position is shown below the chat, on a channel where it stays."""

    @property
    def wrote_at(self) -> datetime:
        """When the person last wrote, to within WROTE_GRAIN; to the hour if that value cannot be decrypted here."""
        try:
            return datetime.fromisoformat(self.wrote) if self.wrote else self.seen_at
        except WrongKey:
            return self.seen_at

    def note_writing(self, now: datetime) -> None:
        """Note that the person writes now, unless the last note is at most WROTE_GRAIN old."""
        if now - self.wrote_at > WROTE_GRAIN:
            self.seen_at, self.wrote = by_the_hour(now), now.isoformat()

    def opened(self) -> tuple[Json, Json | None, str | None] | None:
        """The data, the menu, and when the person last wrote. None, and a warning in the log, if one of them was
        encrypted for another chat."""
        try:
            return self.data, self.menu, self.wrote
        except WrongKey:
            log.warning(NOT_THEIRS, conversation=self.contact_id)
            return None

    def open(self) -> bool:
        """Decrypt the values once. Return False if one was encrypted for another chat: then the conversation starts
        anew."""
        opened = self.opened()
        if opened is None:
            self.state = None
        self.data, self.menu, self.wrote = opened or ({}, None, None)
        return opened is not None

    gone = False
    """True if the update being handled deleted the conversation with everything about the person; only the last reply
    is still sent."""


class ProcessedUpdate(Base):
    """A handled update and its reply. The primary key is the last defence against handling it twice.

    key: a digest of the channel's own key, which is numbered in order (models/storage/unlinkable.py). at: rounded down
    to the day, because the same exact moment in a case would tell who filed it. counter: of the conversation at that
    time; it orders the marks of one chat. reply: with the chat as addressee (models/people/addressee.py).
    """

    __tablename__ = "processed_update"
    __table_args__ = ({"sqlite_with_rowid": False},)  # rows are stored in the order of keys, not of updates

    channel: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    counter: Mapped[int | None] = mapped_column(sa.BigInteger)
    reply: Mapped[Json] = mapped_column(EncryptedJson)
    message_ids: Mapped[Json | None] = mapped_column(sa.JSON)
    """The channel's ids of the messages of the reply; None until they are sent."""


IS_OF_A_PAGE = sa.func.coalesce(ProcessedUpdate.counter, 0) > 0
"""Selects marks of a channel that leaves message numbers to us, so that our page shows their messages again."""


class PageHistory(Base):
    """The messages on a contact's page that are older than the marks still kept (models/outbox/page_history.py).

    said: the frames, oldest first, with the chat as addressee (models/people/addressee.py), padded so that the length
    tells little about them.
    """

    __tablename__ = "page_history"
    __table_args__ = ({"sqlite_with_rowid": False},)

    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    said: Mapped[Json] = mapped_column(EncryptedJson)


class FailedUpdate(Base):
    """An update that met a defect of ours, kept for a week, without coordinates, for the developers.

    update: with the chat that it came from as addressee (models/people/addressee.py).
    """

    __tablename__ = "failed_update"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    channel: Mapped[str]
    key: Mapped[str]
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    update: Mapped[Json] = mapped_column(EncryptedJson)
    error: Mapped[Json] = mapped_column(EncryptedJson)


async def forget_marks(session: AsyncSession, *, now: datetime) -> None:
    """Delete marks older than KEEP_MARKS and failed updates older than KEEP_FAILED.

    Marks of pages are kept a day longer, in which they become history (models/outbox/page_history.py).
    """
    of_pages = sa.and_(IS_OF_A_PAGE, ProcessedUpdate.at >= now - KEEP_MARKS - timedelta(days=1))
    await session.execute(sa.delete(ProcessedUpdate).where(ProcessedUpdate.at < now - KEEP_MARKS, ~of_pages))
    await session.execute(sa.delete(FailedUpdate).where(FailedUpdate.at < now - KEEP_FAILED))


def without_coordinates(raw: Json) -> Json:
    """The event with every coordinate in it replaced by None."""
    if isinstance(raw, dict):
        hidden = {"latitude", "longitude", "Location_X", "Location_Y", "Latitude", "Longitude"}
        return {key: None if key in hidden else without_coordinates(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [without_coordinates(each) for each in raw]
    return raw


def kept_of_failed(raw: Json) -> Json:
    """The part of an event that a failed update stores: the event without coordinates, or nothing if it cannot be
    written as UTF-8 JSON or is nested too deeply."""
    try:
        kept = without_coordinates(raw)
        json.dumps(kept, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return {}
    return kept

"""Pictures that go to many people: each is kept once, however many rows of the outbox show it by its key.

The author sends it in a chat; a job fetches it and draws it anew, so that nothing of its EXIF is left. A channel that
has taken it once sends it to everybody else by the channel's own name for it.
"""

import secrets
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.outbox.message import OutboxMessage
from models.people.person import Contact
from models.staff.post import has_post
from models.storage.database import Base, EncryptedBytes, Opened, Own, UtcDateTime
from models.storage.incoming_file import Belongs, arrived, expect_file

LARGEST_MB = 10
LARGEST = LARGEST_MB * 1024 * 1024
"""The most bytes that Telegram and WeChat take as a picture."""
LONGEST_SIDE = 2000
"""The most pixels of the drawn picture's longer side: enough for a poster on a phone."""
UNUSED = timedelta(days=7)
KEPT_AFTER = timedelta(days=30)
"""How long a page can still show a picture after the thing it belongs to has expired."""
PATIENCE = timedelta(minutes=10)
"""How long after it was sent a file counts as lost if its channel does not give it."""
LONGEST_CAPTION = 1000
"""The most characters below it; Telegram takes 1,024."""
MEDIA_NAME = "picture.jpg"
"""The file name of every picture: names from outside are not shown."""
_PREFIX = "media-"
FOR_EVERYBODY = "everybody"
"""The cause of a picture that anybody may see, such as that of a place; it stays until another takes its place."""
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class MediaProblem(StrEnum):
    """Why a picture is refused. UNREADABLE: it cannot be read as a picture; LOST: the channel no longer has the
    file."""

    UNREADABLE = "unreadable"
    LOST = "lost"


class OutboxMedia(Base):
    """One picture. content: NULL until it is fetched, and if it was refused."""

    __tablename__ = "outbox_media"

    key: Mapped[str] = mapped_column(primary_key=True)
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id", ondelete="SET NULL"), index=True)
    """The chat that it came from."""
    cause: Mapped[str | None]
    """The cause of the outbox rows that show it."""
    locked: Mapped[Any | None] = mapped_column("content", EncryptedBytes("key"))
    content = Opened[bytes | None]("locked", "key")
    media_type: Mapped[str | None]
    problem: Mapped[str | None]
    telegram_id: Mapped[str | None]
    """`bot:file`: the file id by which the bot of that number can send it."""
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


def is_media(key: str) -> bool:
    """Whether a file key is the key of a picture kept here."""
    return key.startswith(_PREFIX)


async def expect_media(
    session: AsyncSession, contact: Contact, file_id: str, *, now: datetime, channel: str | None = None
) -> str:
    """The key of a picture that somebody sent in this chat, or by another `channel`; a job fetches it."""
    key = _PREFIX + secrets.token_urlsafe(24)
    session.add(OutboxMedia(key=key, contact_id=contact.id, expires_at=now + UNUSED))
    await session.flush()
    await expect_file(session, Belongs.PICTURE, key, channel=channel or contact.channel, file_id=file_id, now=now)
    return key


async def find_media(session: AsyncSession, key: str) -> OutboxMedia | None:
    return await session.get(OutboxMedia, key)


async def belongs_to(session: AsyncSession, key: str, cause: str, *, until: datetime) -> bool:
    """Keeps the picture for this cause from now on. Returns whether it is there to be sent."""
    media = await session.get(OutboxMedia, key)
    if media is None or media.content is None:
        return False
    media.cause, media.expires_at = cause, until + KEPT_AFTER
    await session.flush()
    return True


async def keep_for_everybody(session: AsyncSession, key: str) -> None:
    """Keeps the picture until it is dropped, and shows it to everybody."""
    kept = {"cause": FOR_EVERYBODY, "expires_at": NEVER}
    await session.execute(sa.update(OutboxMedia).where(OutboxMedia.key == key).values(kept))


async def put_for_everybody(session: AsyncSession, content: bytes, media_type: str) -> str:
    """Keeps a picture that was drawn anew already, for everybody. Returns its key."""
    media = OutboxMedia(key=_PREFIX + secrets.token_urlsafe(24), media_type=media_type, expires_at=NEVER)
    media.cause, media.content = FOR_EVERYBODY, content
    session.add(media)
    await session.flush()
    return media.key


async def copy_media(session: AsyncSession, key: str) -> str | None:
    """Keeps the same picture once more, for another cause. Returns its key; None if it is there no longer."""
    media = await session.get(OutboxMedia, key)
    if media is None or media.content is None:
        return None
    copy = OutboxMedia(key=_PREFIX + secrets.token_urlsafe(24), contact_id=media.contact_id)
    copy.media_type, copy.expires_at, copy.content = media.media_type, media.expires_at, media.content
    session.add(copy)
    await session.flush()
    return copy.key


async def drop_media(session: AsyncSession, key: str) -> None:
    """Deletes the picture."""
    await session.execute(sa.delete(OutboxMedia).where(OutboxMedia.key == key))


async def media_for(session: AsyncSession, key: str, contact: Contact) -> OutboxMedia | None:
    """The picture, for its sender, for people it was sent to, for staff, who approve it, and for everybody if it is
    meant for them; else None."""
    media = await session.get(OutboxMedia, key)
    if media is None or media.content is None:
        return None
    if media.cause == FOR_EVERYBODY:
        return media
    sent = sa.exists().where(OutboxMessage.person_id == contact.person_id, OutboxMessage.cause == media.cause)
    if media.contact_id == contact.id or await session.scalar(sa.select(sent)):
        return media
    return media if await has_post(session, contact.person_id) else None


# --- fetching -------------------------------------------------------------------------------------------------------


async def keep_media(session: AsyncSession, key: str, content: bytes, media_type: str) -> None:
    """Keeps the fetched picture."""
    await arrived(session, Belongs.PICTURE, key)
    kept = sa.update(OutboxMedia).where(OutboxMedia.key == key)
    await session.execute(kept.values(locked=Own(key, content), media_type=media_type))


async def refuse_media(session: AsyncSession, key: str, problem: MediaProblem) -> None:
    """Notes that the picture is refused."""
    await arrived(session, Belongs.PICTURE, key)
    await session.execute(sa.update(OutboxMedia).where(OutboxMedia.key == key).values(problem=problem.value))


# --- what Telegram calls it -----------------------------------------------------------------------------------------


async def telegram_id(session: AsyncSession, key: str, bot_id: int) -> str | None:
    """The file id by which the bot can send it, if it has been uploaded."""
    known = await session.scalar(sa.select(OutboxMedia.telegram_id).where(OutboxMedia.key == key))
    bot, _, file_id = (known or "").partition(":")
    return file_id if bot == str(bot_id) else None


async def note_telegram_id(session: AsyncSession, key: str, bot_id: int, file_id: str) -> None:
    await session.execute(
        sa.update(OutboxMedia).where(OutboxMedia.key == key).values(telegram_id=f"{bot_id}:{file_id}")
    )


async def forget_media(session: AsyncSession, *, now: datetime) -> None:
    """Deletes expired pictures."""
    await session.execute(sa.delete(OutboxMedia).where(OutboxMedia.expires_at < now))

"""A photo, file or recording that somebody sends in a chat, whatever the chat calls it."""

from dataclasses import dataclass

from aiogram.types import Message

from handlers.talk.talk import Talk
from models.cases.evidence import KEPT_BACK
from models.pictures.reading import expect_shown


@dataclass(frozen=True, slots=True)
class SentFile:
    """One sent file. size (bytes) and name are what the channel says; the name is used only to refuse the file and is
    not kept.
    """

    file_id: str
    compressed: bool
    size: int | None = None
    name: str | None = None


def sent_file(message: Message, talk: Talk) -> SentFile | None:
    """The file in the message that can be evidence; None if there is none."""
    smaller = not talk.can.keep_photos
    if message.photo:
        largest = max(message.photo, key=lambda each: each.width * each.height)
        return SentFile(largest.file_id, smaller, largest.file_size)
    if message.live_photo:
        return SentFile(message.live_photo.file_id, smaller, message.live_photo.file_size)
    if message.document:
        return SentFile(message.document.file_id, False, message.document.file_size, message.document.file_name)
    if message.voice:
        return SentFile(message.voice.file_id, False, message.voice.file_size)
    if message.audio:
        return SentFile(message.audio.file_id, False, message.audio.file_size, message.audio.file_name)
    if message.video:
        return SentFile(message.video.file_id, smaller, message.video.file_size, message.video.file_name)
    if message.video_note:
        return SentFile(message.video_note.file_id, smaller, message.video_note.file_size)
    return None


def is_picture(message: Message) -> bool:
    """Return whether the message has a picture, as far as the channel says."""
    document = message.document
    return bool(message.photo) or (document is not None and str(document.mime_type).startswith("image/"))


async def note_picture(message: Message, talk: Talk, *, draft_id: str | None = None) -> str | None:
    """Have a sent picture read. Return its id; None if it is no picture, or one of too many. draft_id: the draft to
    whose question it came.
    """
    sent = sent_file(message, talk)
    if sent is None or not is_picture(message) or sent.file_id == KEPT_BACK or not talk.person.agreed:
        return None
    return await expect_shown(
        talk.session,
        talk.person,
        channel=talk.contact.channel,
        file_id=sent.file_id,
        now=talk.now,
        draft_id=draft_id,
    )


def has_file(message: Message, talk: Talk) -> bool:
    """Return whether the message has a file that can be evidence."""
    return sent_file(message, talk) is not None

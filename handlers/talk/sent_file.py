"""A photo, file or recording that somebody sends in a chat, whatever the chat calls it."""

from dataclasses import dataclass

from aiogram.types import Message

from handlers.talk.talk import Talk


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


def has_file(message: Message, talk: Talk) -> bool:
    """Return whether the message has a file that can be evidence."""
    return sent_file(message, talk) is not None

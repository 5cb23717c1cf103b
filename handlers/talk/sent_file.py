"""A photo, file or recording as somebody sends it in a chat, whatever the chat calls it."""

from dataclasses import dataclass

from aiogram.types import Message

from handlers.talk.talk import Talk

COMPRESSING = ("telegram", "wechat")
"""Channels that make photos smaller before they send them; the page of the web chat sends them as they are."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """size (bytes) and name: as the channel says; the name is only for refusing, it is not kept."""

    file_id: str
    compressed: bool
    size: int | None = None
    name: str | None = None


def sent_file(message: Message, channel_name: str) -> SentFile | None:
    """What of the message can be evidence; None where nothing can."""
    if message.photo:
        largest = max(message.photo, key=lambda each: each.width * each.height)
        return SentFile(largest.file_id, channel_name in COMPRESSING, largest.file_size)
    if message.live_photo:
        return SentFile(message.live_photo.file_id, channel_name in COMPRESSING, message.live_photo.file_size)
    if message.document:
        return SentFile(message.document.file_id, False, message.document.file_size, message.document.file_name)
    if message.voice:
        return SentFile(message.voice.file_id, False, message.voice.file_size)
    if message.audio:
        return SentFile(message.audio.file_id, False, message.audio.file_size, message.audio.file_name)
    if message.video:
        compressed = channel_name in COMPRESSING
        return SentFile(message.video.file_id, compressed, message.video.file_size, message.video.file_name)
    if message.video_note:
        return SentFile(message.video_note.file_id, channel_name in COMPRESSING, message.video_note.file_size)
    return None


def has_file(message: Message, talk: Talk) -> bool:
    return sent_file(message, talk.channel_name) is not None

"""Telegram's own messages in a private chat (something was pinned, a timer set, a background chosen) come from nobody
and get no answer.
"""

from aiogram import F, Router
from aiogram.enums import ContentType
from aiogram.types import Message

from handlers.front.groups import PRIVATE
from handlers.talk.screens import Reply

router = Router(name=__name__)
SAID = frozenset(
    {
        ContentType.TEXT,
        ContentType.ANIMATION,
        ContentType.AUDIO,
        ContentType.DOCUMENT,
        ContentType.LIVE_PHOTO,
        ContentType.PAID_MEDIA,
        ContentType.PHOTO,
        ContentType.RICH_MESSAGE,
        ContentType.STICKER,
        ContentType.STORY,
        ContentType.VIDEO,
        ContentType.VIDEO_NOTE,
        ContentType.VOICE,
        ContentType.CHECKLIST,
        ContentType.CONTACT,
        ContentType.DICE,
        ContentType.GAME,
        ContentType.POLL,
        ContentType.VENUE,
        ContentType.LOCATION,
        ContentType.UNKNOWN,
    }
)
"""The types of messages that people send. An unknown type is newer than this code and may come from a person."""


def is_service(message: Message) -> bool:
    """Return whether Telegram itself wrote the message."""
    return message.content_type not in SAID


@router.message(F.chat.type == PRIVATE, is_service)
async def nobody_said_it(message: Message) -> Reply:
    """Runs on Telegram's own messages; answers nothing."""
    return []

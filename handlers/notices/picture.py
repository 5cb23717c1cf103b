"""The picture of a notice, as workers will see it: the words are its caption."""

from collections.abc import Mapping
from typing import Any

from aiogram.methods import SendPhoto
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.notices import ShowNotice, WriteNotice
from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button
from handlers.talk.texts import Words
from models.errors import NoticeIncomplete
from models.notices.notice import Notice
from models.outbox.pictures import LONGEST_CAPTION, MEDIA_NAME, find_media


async def picture_shown(event: CallbackQuery, session: AsyncSession, notice: Mapping[str, Any], words: Words) -> Reply:
    """Of a notice that is being written. Raises NoticeIncomplete where there is none yet."""
    said = words("notice-pushed", title=notice["title"], text=notice["text"]) if notice["title"] else ""
    return await _shown(event, session, notice.get("picture"), said, WriteNotice(step="preview"), words)


async def picture_of(event: CallbackQuery, session: AsyncSession, notice: Notice, words: Words) -> Reply:
    """Of one that was handed in. Raises NoticeIncomplete where it has none."""
    said = words("notice-pushed", title=words.pick(notice.titles), text=words.pick(notice.texts))
    return await _shown(event, session, notice.picture, said, ShowNotice(notice_id=notice.id), words)


async def _shown(
    event: CallbackQuery,
    session: AsyncSession,
    key: str | None,
    said: str,
    back: WriteNotice | ShowNotice,
    words: Words,
) -> Reply:
    media = await find_media(session, key) if key else None
    if media is None or media.content is None:
        raise NoticeIncomplete("picture")
    below = Screen("", ((Button(words("me-button-back"), back), home_button(words)),)).markup()
    photo = KeptFile(media.key, MEDIA_NAME)
    caption = said if len(said) <= LONGEST_CAPTION else None
    return SendPhoto(chat_id=chat_of(event), photo=photo, caption=caption, reply_markup=below)

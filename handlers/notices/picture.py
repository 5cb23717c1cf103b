"""The picture of a notice as workers will see it, with the words as its caption."""

from collections.abc import Mapping
from typing import Any

from aiogram.methods import SendPhoto
from aiogram.types import CallbackQuery

from handlers.buttons.notices import ShowNotice, WriteNotice
from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button
from handlers.talk.talk import Talk
from models.notices.errors import NoticeIncomplete
from models.notices.notice import Notice
from models.outbox.pictures import LONGEST_CAPTION, MEDIA_NAME, find_media


async def picture_shown(event: CallbackQuery, talk: Talk, notice: Mapping[str, Any]) -> Reply:
    """The picture of a notice that is being written. Raises NoticeIncomplete if it has none yet."""
    said = talk.words("notice-pushed", title=notice["title"], text=notice["text"]) if notice["title"] else ""
    return await _shown(event, talk, notice.get("picture"), said, WriteNotice(step="preview"))


async def picture_of(event: CallbackQuery, talk: Talk, notice: Notice) -> Reply:
    """The picture of a notice that was handed in. Raises NoticeIncomplete if it has none."""
    said = talk.words("notice-pushed", title=talk.words.pick(notice.titles), text=talk.words.pick(notice.texts))
    return await _shown(event, talk, notice.picture, said, ShowNotice(notice_id=notice.id))


async def _shown(event: CallbackQuery, talk: Talk, key: str | None, said: str, back: WriteNotice | ShowNotice) -> Reply:
    media = await find_media(talk.session, key) if key else None
    if media is None or media.content is None:
        raise NoticeIncomplete("picture")
    below = Screen("", ((Button(talk.words("me-button-back"), back), home_button(talk.words)),)).markup()
    photo = KeptFile(media.key, MEDIA_NAME)
    caption = said if len(said) <= LONGEST_CAPTION else None
    return SendPhoto(chat_id=chat_of(event), photo=photo, caption=caption, reply_markup=below)

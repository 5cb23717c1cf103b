"""A QR code with its words below; the words alone where the chat has too many files."""

import io

import segno
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery

from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import Reply, Screen, chat_of, say
from handlers.talk.talk import Talk
from models.storage.errors import TooManyFiles
from models.storage.kept_file import store_file


async def qr_code(event: CallbackQuery, talk: Talk, content: str, below: Screen) -> Reply:
    """Answer with a picture of the content to be scanned."""
    kept = {"name": "qr.png", "media_type": "image/png", "now": talk.now}
    try:
        key = await store_file(talk.session, talk.contact.id, qr_png(content), **kept)  # type: ignore[arg-type]
    except TooManyFiles:
        return say(event, below)
    file = KeptFile(key, "qr.png")
    return SendDocument(chat_id=chat_of(event), document=file, caption=below.text, reply_markup=below.markup())


def qr_png(content: str) -> bytes:
    """A QR code as a PNG."""
    out = io.BytesIO()
    segno.make(content, error="m").save(out, kind="png", scale=8, border=4)
    return out.getvalue()

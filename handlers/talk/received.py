"""Several photos in a row get one answer. If a page shows the chat, one message counts them; on other channels the
first is answered, if the others follow at once. The one answer also says which parts of an album were refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiogram.methods import EditMessageText
from aiogram.types import Message, ReplyKeyboardMarkup

from handlers.talk.screens import Reply, Screen, in_place_of_album_answer, show
from handlers.talk.sent_file import SentFile
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.storage.database import Json
from models.values.clean_text import clean_line

RECEIVED = "received"
"""In the conversation's data: the last piece that was answered."""
AT_ONCE = timedelta(seconds=20)
"""The longest time between two pieces of one row of which only the first is answered."""
UNSAID = "unsaid"
LONGEST_NAME = 60
"""Characters of a file's name that the answer repeats."""
MOST_REFUSED = 10
"""Lines about refused parts; an album has ten parts."""


async def received_before(talk: Talk, about: str, album: str | None = None) -> Json | None:
    """The previous piece of this row; None if this is the first. about: what the pieces are for."""
    before = (await talk.state.get_data()).get(RECEIVED)
    if before is None or before["about"] != about:
        return None
    before = {"taken": before["count"], "album": None, "refused": []} | before
    if album is not None and (before["refused"] or before["album"] == album):
        return before if before["album"] == album else None
    if talk.can.count_in_place:
        return before if before["counter"] == talk.conversation.counter else None
    return before if talk.now - datetime.fromisoformat(before["at"]) < AT_ONCE else None


def refused_said(words: Words, refused: Sequence[str], sent: SentFile, why: str) -> list[str]:
    """The lines about the refused parts of the album, with this one added: by its name if it has one."""
    name = clean_line(sent.name or "")[:LONGEST_NAME]
    line = words("filing-part-refused", name=name, why=why) if name else why
    return [*(each for each in refused if name or each != line), line][-MOST_REFUSED:]


@dataclass(frozen=True, slots=True)
class Row:
    """before: the previous piece, if any. taken, count: the pieces of this row, and all pieces, that are here. refused:
    the lines about parts of the album that were not taken.
    """

    before: Json | None
    taken: int
    count: int
    refused: tuple[str, ...] = ()


def count_argument(count: int) -> str:
    """The count for a text that says none and one in words of their own."""
    return {0: "none", 1: "one"}.get(count, str(count))


def count_said(before: Json | None, count: int, talk: Talk) -> str:
    """The number of pieces that the answer names. The answer to the first piece alone of a row names no number."""
    if before is None and count == 1 and not talk.can.count_in_place:
        return UNSAID
    return count_argument(count)


async def answer_once(message: Message, talk: Talk, screen: Screen, row: Row, about: str) -> Reply:
    """Show the screen in place of the row's last answer; answer nothing if that one already stands for it."""
    before = row.before
    number = before["message"] if before is not None else talk.conversation.counter + 1
    noted = {"about": about, "at": talk.now.isoformat(), "message": number, "counter": talk.conversation.counter + 1}
    sizes = {"taken": row.taken, "count": row.count, "album": message.media_group_id, "refused": list(row.refused)}
    await talk.state.update_data({RECEIVED: {**noted, **sizes}})
    if before is None:
        return show(message, screen)
    if row.refused:
        return in_place_of_album_answer(message, screen)
    markup = screen.markup()
    if not talk.can.count_in_place or isinstance(markup, ReplyKeyboardMarkup):  # an edited message cannot have one
        return []
    return EditMessageText(chat_id=message.chat.id, message_id=number, text=screen.text, reply_markup=markup)

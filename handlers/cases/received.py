"""Several photos in a row are answered once: where a page shows the chat, in one message that counts them; elsewhere by
the first, as long as the others follow at once."""

from datetime import datetime, timedelta

from aiogram.fsm.context import FSMContext
from aiogram.methods import EditMessageText
from aiogram.types import Message, ReplyKeyboardMarkup

from handlers.keyboards import Reply, Screen, show
from models.conversation import Conversation
from models.database import Json

RECEIVED = "received"
"""In the conversation's data: the last piece that was answered."""
AT_ONCE = timedelta(seconds=20)
"""Between two pieces of one row, where only the first is answered."""
COUNTS_IN_PLACE = ("webchat",)
"""Channels whose messages have the numbers of the conversation's counter: the answer to the first can be changed."""
UNSAID = "unsaid"


async def received_before(
    state: FSMContext, conversation: Conversation, about: str, channel_name: str, now: datetime
) -> Json | None:
    """The piece before in this row; None where this is the first. about: what the pieces are for."""
    before = (await state.get_data()).get(RECEIVED)
    if before is None or before["about"] != about:
        return None
    if channel_name in COUNTS_IN_PLACE:
        return before if before["counter"] == conversation.counter else None
    return before if now - datetime.fromisoformat(before["at"]) < AT_ONCE else None


def count_said(before: Json | None, count: int, channel_name: str) -> str:
    """How many are said to be here. The first of a row that is answered by it alone says no number."""
    if before is None and count == 1 and channel_name not in COUNTS_IN_PLACE:
        return UNSAID
    return "one" if count == 1 else str(count)


async def answer_once(
    message: Message,
    screen: Screen,
    before: Json | None,
    state: FSMContext,
    conversation: Conversation,
    about: str,
    channel_name: str,
    now: datetime,
    *,
    count: int,
) -> Reply:
    """The screen, in place of the one before in the row, or nothing where that stands for it."""
    number = before["message"] if before is not None else conversation.counter + 1
    noted = {"about": about, "at": now.isoformat(), "message": number, "counter": conversation.counter + 1}
    await state.update_data({RECEIVED: {**noted, "count": count}})
    if before is None:
        return show(message, screen)
    markup = screen.markup()
    if channel_name not in COUNTS_IN_PLACE or isinstance(markup, ReplyKeyboardMarkup):  # no edit can have one
        return []
    return EditMessageText(chat_id=message.chat.id, message_id=number, text=screen.text, reply_markup=markup)

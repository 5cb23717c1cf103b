"""On Telegram, the keyboard that asks for the position stays below a chat until it is removed.

A message has one markup: one with buttons of its own first removes the keyboard, and gets the buttons right after.
"""

from collections.abc import Sequence
from typing import Any

from aiogram.methods import TelegramMethod
from aiogram.types import ReplyKeyboardMarkup

from models.people.conversation import Conversation
from models.storage.database import Json

TAKES_AWAY = "takes_keyboard_away"
"""Among the arguments of a stored sendMessage: remove the keyboard before adding the buttons."""
REMOVE: Json = {"remove_keyboard": True}


def with_keyboard_gone(
    methods: Sequence[TelegramMethod[Any]], items: list[Json], conversation: Conversation | None
) -> list[Json]:
    """The stored reply; if it no longer asks for the position, it removes the keyboard."""
    if conversation is None:
        return items
    if any(isinstance(getattr(each, "reply_markup", None), ReplyKeyboardMarkup) for each in methods):
        conversation.keyboard = True
        return items
    if not conversation.keyboard:
        return items
    taken = _taken_away(items)
    conversation.keyboard = taken is None
    return items if taken is None else taken


def _taken_away(items: Sequence[Json]) -> list[Json] | None:
    """The items with the keyboard's removal; None if none of them is a message."""
    for number, (name, arguments) in enumerate(items):
        if name.startswith("send") and "reply_markup" not in arguments:
            return [*items[:number], [name, {**arguments, "reply_markup": REMOVE}], *items[number + 1 :]]
    for number, (name, arguments) in enumerate(items):
        if name == "sendMessage" or (name == "editMessageText" and arguments.get("message_id", 0) > 0):
            said = {key: value for key, value in arguments.items() if key != "message_id"}
            return [*items[:number], ["sendMessage", {**said, TAKES_AWAY: True}], *items[number + 1 :]]
    return None

"""Outside of private chats the service says that it only talks in private, and leaves. A person who blocks it is left
alone.
"""

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus
from aiogram.filters import JOIN_TRANSITION, ChatMemberUpdatedFilter
from aiogram.methods import LeaveChat, SendMessage
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from handlers.talk.screens import Reply
from handlers.talk.talk import Talk
from handlers.talk.texts import Words

router = Router(name=__name__)
PRIVATE = "private"
ARRIVED = F.new_chat_members | F.group_chat_created | F.supergroup_chat_created | F.channel_chat_created
"""Telegram reports an arrival a second time in these messages, beside `my_chat_member`."""


@router.my_chat_member(F.chat.type != PRIVATE, ChatMemberUpdatedFilter(JOIN_TRANSITION))
async def leave_when_added(event: ChatMemberUpdated, talk: Talk) -> Reply:
    """Runs when somebody adds the service to a group; says that it talks in private, and leaves."""
    return _say_and_leave(event.chat.id, talk.words)


@router.message(F.chat.type != PRIVATE, ARRIVED)
async def say_it_once(message: Message) -> Reply:
    """Runs on the second report of an arrival; answers nothing."""
    return []


@router.message(F.chat.type != PRIVATE)
async def leave_when_spoken_to(message: Message, talk: Talk) -> Reply:
    """Runs on a message in a group; says that it talks in private, and leaves."""
    return _say_and_leave(message.chat.id, talk.words)


@router.edited_message(F.chat.type != PRIVATE)
async def ignore_edited(message: Message) -> Reply:
    """Runs when a message in a group is edited; answers nothing."""
    return []


@router.callback_query(F.message.chat.type != PRIVATE, F.message)
async def ignore_tap(event: CallbackQuery) -> Reply:
    """Runs when a button in a group is pressed; answers nothing."""
    return []


@router.my_chat_member(F.chat.type == PRIVATE)
async def blocked_or_back(event: ChatMemberUpdated, talk: Talk) -> Reply:
    """Runs on Telegram's "stop" and "restart" of a private chat; notes or clears the block."""
    talk.contact.blocked_at = talk.now if event.new_chat_member.status == ChatMemberStatus.KICKED else None
    return []


@router.my_chat_member()
async def ignore_membership(event: ChatMemberUpdated) -> Reply:
    """Runs on any other change of the service's membership; answers nothing."""
    return []


def _say_and_leave(chat_id: int, words: Words) -> Reply:
    return [SendMessage(chat_id=chat_id, text=words("menu-private-only")), LeaveChat(chat_id=chat_id)]

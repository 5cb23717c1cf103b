"""aiogram's dispatcher, with a short way for what nearly every update is: a message or a press in a private chat."""

from functools import cached_property, partial
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.base import StorageKey
from aiogram.fsm.strategy import FSMStrategy
from aiogram.types import CallbackQuery, Message, Update

from bot.intake.conversation_storage import ConversationStorage
from handlers.front.conversations import MESSAGE, PRESSES, Conversations, is_private
from handlers.front.groups import PRIVATE


class ShortWay(Dispatcher):
    """Runs the same middlewares and handlers as aiogram would. aiogram wraps them anew for each update, and copies all
    that a handler is given a dozen times on the way, which took as long as the answer.
    """

    def __init__(self, conversations: Conversations) -> None:
        super().__init__(storage=ConversationStorage(), fsm_strategy=FSMStrategy.CHAT)
        self._conversations = conversations

    async def feed_update(self, bot: Bot, update: Update, **kwargs: Any) -> Any:
        """Answer the update. kwargs: what handlers are given beside it."""
        message, press = update.message, update.callback_query
        if message is not None and message.chat.type == PRIVATE:
            return await self._of_messages(message, await self._with_state(bot, message.chat.id, kwargs))
        if press is not None and is_private(press):
            chat_id = press.message.chat.id if press.message is not None else press.from_user.id
            return await self._of_presses(press, await self._with_state(bot, chat_id, kwargs))
        return await super().feed_update(bot, update, **kwargs)

    async def _with_state(self, bot: Bot, chat_id: int, things: dict[str, Any]) -> dict[str, Any]:
        state = FSMContext(self.fsm.storage, StorageKey(bot_id=bot.id, chat_id=chat_id, user_id=chat_id))
        return {**things, "bot": bot, "state": state, "raw_state": await state.get_state()}

    @cached_property
    def _of_messages(self) -> Any:
        return self._wrapped(MESSAGE)

    @cached_property
    def _of_presses(self) -> Any:
        return self._wrapped(PRESSES)

    def _wrapped(self, name: str) -> Any:
        """The conversations, inside of the middlewares of these events."""
        answer: Any = self._answer
        for middleware in reversed(self.observers[name].outer_middleware):
            answer = partial(middleware, answer)
        return answer

    async def _answer(self, event: Message | CallbackQuery, things: dict[str, Any]) -> Any:
        name = MESSAGE if isinstance(event, Message) else PRESSES
        return await self._conversations.propagate_event(name, event, **things)

"""aiogram's conversation state, kept in the conversation row of the update that is being handled."""

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from bot.intake.unit import current_unit
from models.people.conversation import Conversation


class OtherChat(Exception):
    """A handler touched another chat's state. Other people are reached through the outbox."""


class ConversationStorage(BaseStorage):
    """Keeps nothing itself: it reads and changes the row, which is written with everything else."""

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        _row(key).state = state.state if isinstance(state, State) else state

    async def get_state(self, key: StorageKey) -> str | None:
        row = _row_or_none(key)
        return row.state if row else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        _row(key).data = dict(data)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        row = _row_or_none(key)
        return dict(row.data) if row else {}

    async def close(self) -> None:
        """Nothing to close."""


def _row_or_none(key: StorageKey) -> Conversation | None:
    unit = current_unit.get()
    if unit is None or key.chat_id != unit.chat_id:
        raise OtherChat(key.chat_id)
    return unit.conversation


def _row(key: StorageKey) -> Conversation:
    row = _row_or_none(key)
    if row is None:
        raise OtherChat(key.chat_id)
    return row

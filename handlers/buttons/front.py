"""Buttons of the front: below an answer to free text, and where nothing was chosen yet."""

from aiogram.filters.callback_data import CallbackData


class NotThis(CallbackData, prefix="notthis"):
    """Say that something else was meant."""


class TellMe(CallbackData, prefix="tellme"):
    """Ask to be told once somebody has answered this question."""

    question_id: int


class HearAgain(CallbackData, prefix="hearagain"):
    """Read again what the person said before the service could understand it."""


class CallSomebody(CallbackData, prefix="callnow"):
    """Call a human now."""

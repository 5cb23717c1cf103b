"""Buttons of the front: below what free text was taken for, and of what is offered before anything was chosen."""

from aiogram.filters.callback_data import CallbackData


class NotThis(CallbackData, prefix="notthis"):
    """Not what was meant."""


class TellMe(CallbackData, prefix="tellme"):
    """When somebody has answered this question, the person is told."""

    question_id: int


class HearAgain(CallbackData, prefix="hearagain"):
    """Reads what was said before the service could."""


class CallSomebody(CallbackData, prefix="callnow"):
    """A human, now."""

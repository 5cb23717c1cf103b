"""Buttons below what free text was taken for."""

from aiogram.filters.callback_data import CallbackData


class NotThis(CallbackData, prefix="notthis"):
    """Not what was meant."""

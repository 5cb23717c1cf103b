"""The buttons below what was read in a picture."""

from aiogram.filters.callback_data import CallbackData


class CaseFromPicture(CallbackData, prefix="piccase"):
    """Begins a case of this type with what was read in a shown picture."""

    shown: str
    type: str

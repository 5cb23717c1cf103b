"""Buttons of the figures for leads."""

from aiogram.filters.callback_data import CallbackData

from models.figures.unmet_searches import WEEKS


class OpenUnmet(CallbackData, prefix="sunmet"):
    """List the unmet searches of the last `weeks` weeks."""

    weeks: int = WEEKS[1]


class UnmetSheet(CallbackData, prefix="sunmetxlsx"):
    """Send them as a sheet."""

    weeks: int

"""Buttons of the figures for those who lead."""

from aiogram.filters.callback_data import CallbackData

from models.figures.unmet_searches import WEEKS


class OpenUnmet(CallbackData, prefix="sunmet"):
    """Of so many weeks."""

    weeks: int = WEEKS[1]


class UnmetSheet(CallbackData, prefix="sunmetxlsx"):
    weeks: int

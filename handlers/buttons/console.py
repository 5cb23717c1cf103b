"""Buttons about browsers that are signed in to the console, or want to be."""

from aiogram.filters.callback_data import CallbackData


class PickNumber(CallbackData, prefix="conpick"):
    """Say which number the browser shows; empty: it is somebody else."""

    sign_in_id: int
    number: str = ""


class OpenDevices(CallbackData, prefix="condev"):
    """List the browsers in which the person is signed in."""


class EndDevice(CallbackData, prefix="conend"):
    """Sign one of them out."""

    session_id: int

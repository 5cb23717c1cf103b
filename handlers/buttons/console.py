"""Buttons about browsers that are signed in to the console, or want to be."""

from aiogram.filters.callback_data import CallbackData


class PickNumber(CallbackData, prefix="conpick"):
    """Say which number the browser shows; empty: it is somebody else."""

    sign_in_id: int
    number: str = ""


class SayPresence(CallbackData, prefix="conhere"):
    """Say whether it is the person who takes a step in the console."""

    question_id: int
    yes: bool


class OpenDevices(CallbackData, prefix="condev"):
    """List the browsers in which the person is signed in."""


class OpenTheirDevices(CallbackData, prefix="conpost"):
    """List the browsers in which a colleague is signed in."""

    staff_id: int


class EndTheirDevice(CallbackData, prefix="conpend"):
    """Sign a colleague out of one of them."""

    staff_id: int
    session_id: int


class EndDevice(CallbackData, prefix="conend"):
    """Sign one of them out."""

    session_id: int

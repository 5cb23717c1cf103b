"""The buttons of duties. Those of orders keep the prefixes that they had before orders were duties."""

from aiogram.filters.callback_data import CallbackData


class OpenDuties(CallbackData, prefix="lorders"):
    """Lists the duties, page by page from 0. over: those that have ended."""

    page: int = 0
    over: bool = False


class ShowDuty(CallbackData, prefix="lorder"):
    duty_id: int


class ShowProof(CallbackData, prefix="dproof"):
    """Sends a picture that shows that it was done. number: of the picture; 0: the first."""

    duty_id: int
    number: int = 0


class NewOrder(CallbackData, prefix="lnew"):
    """Begins an order. department: the key of the one that gets it; empty until one is chosen."""

    department: str = ""
    page: int = 0


class PickOrderDay(CallbackData, prefix="lday"):
    """Picks the day of an order, or until which more time is asked for, as 20261127."""

    day: int


class SendOrder(CallbackData, prefix="lsend"):
    """Gives the order that was written."""


class TakeDutyStep(CallbackData, prefix="duty"):
    """Takes a step with a duty. step: a DutyStep; sure: the confirmation was shown."""

    duty_id: int
    step: str
    sure: bool = False


class SendReport(CallbackData, prefix="dreport"):
    """Reports a duty done with what was written and sent."""

    duty_id: int


class DoLeaderOrder(CallbackData, prefix="ldo"):
    """Of a screen from before orders were duties. how: accept, answer, back, close or drop."""

    order_id: int
    how: str
    sure: bool = False

"""The buttons of orders that are about no case."""

from aiogram.filters.callback_data import CallbackData


class OpenLeaderOrders(CallbackData, prefix="lorders"):
    """Lists the orders, page by page from 0. closed: those that are over."""

    page: int = 0
    closed: bool = False


class ShowLeaderOrder(CallbackData, prefix="lorder"):
    order_id: int


class NewLeaderOrder(CallbackData, prefix="lnew"):
    """Begins an order. department: the key of the one that gets it; empty until one is chosen."""

    department: str = ""
    page: int = 0


class PickOrderDay(CallbackData, prefix="lday"):
    """Picks the day of an order, as 20261127."""

    day: int


class SendLeaderOrder(CallbackData, prefix="lsend"):
    """Gives the order that was written."""


class DoLeaderOrder(CallbackData, prefix="ldo"):
    """Takes a step with an order. how: accept, answer, back or close; sure: the confirmation was shown."""

    order_id: int
    how: str
    sure: bool = False

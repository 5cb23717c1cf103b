"""Every page and press by which cases come in and go out."""

from bot.web.console.exchange import (
    filing,
    keys,
    list_sheet,
    outgoing,
    slips,
    ties,
    work_order_sheet,
    work_orders,
)
from bot.web.console.table import Page, Press

PAGES: tuple[Page | Press, ...] = (
    *work_orders.PAGES,
    *work_order_sheet.PAGES,
    *filing.PAGES,
    *slips.PAGES,
    *ties.PAGES,
    *outgoing.PAGES,
    *list_sheet.PAGES,
    *keys.PAGES,
)

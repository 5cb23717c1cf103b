"""Every page and press about one case."""

from bot.web.console.case import evidence, helping, identity, inserted, page, steps
from bot.web.console.table import Page, Press

PAGES: tuple[Page | Press, ...] = (
    *page.PAGES,
    *steps.PAGES,
    *evidence.PAGES,
    *identity.PAGES,
    *helping.PAGES,
    *inserted.PAGES,
)

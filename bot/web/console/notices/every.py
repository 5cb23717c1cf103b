"""The pages and presses of notices."""

from bot.web.console.notices import pages, steps, writing
from bot.web.console.table import Page, Press

PAGES: tuple[Page | Press, ...] = (*writing.PAGES, *pages.PAGES, *steps.PAGES)

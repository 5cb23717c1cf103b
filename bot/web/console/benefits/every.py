"""The page of benefits."""

from bot.web.console.benefits import standing
from bot.web.console.table import Page, Press

PAGES: tuple[Page | Press, ...] = (Page(standing.PATH, standing.show),)

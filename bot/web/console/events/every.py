"""The pages and presses of events."""

from bot.web.console.events import calendar, check_in, date, making, sheets, steps
from bot.web.console.table import Page, Press

PAGES: tuple[Page | Press, ...] = (
    *making.PAGES,
    *sheets.PAGES,
    *calendar.PAGES,
    *date.PAGES,
    *check_in.PAGES,
    *steps.PAGES,
)

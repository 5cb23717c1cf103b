"""The pages and presses of places."""

from bot.web.console.places import bringing_in, doors, editing, listing, one, steps
from bot.web.console.table import Page, Press

PAGES: tuple[Page | Press, ...] = (
    *listing.PAGES,
    *doors.PAGES,
    *bringing_in.PAGES,
    *one.PAGES,
    *editing.PAGES,
    *steps.PAGES,
)

"""Lists to take along: who comes to a date, and the subsidies of a month."""

import asyncio

from starlette.responses import Response

from bot.door.downloads import file_headers
from bot.web.console.desk import PRIVATE, Desk
from bot.web.console.events.calendar import PATH, begins, month_after, month_asked, show
from bot.web.console.events.date import date_number
from bot.web.console.events.date import show as show_date
from bot.web.console.table import Press
from handlers.hosting.sheet import MEDIA_TYPE, sheet
from handlers.hosting.subsidy_sheet import subsidy_sheet
from models.events.calendar import ROSTER, subsidies_between
from models.events.hosting import roster
from models.staff.record import note_event


async def list_of_date(desk: Desk) -> Response:
    """The list of a date, as the chat gives it; that it was taken goes into the record of the post. Raises EventGone,
    NotStaff."""
    event_date, event, bookings = await roster(desk.session, date_number(desk), by=desk.person)
    await note_event(desk.session, desk.staff.id, ROSTER, at=desk.now)
    content = await asyncio.to_thread(sheet, desk.words, desk.city, event_date, event, bookings)
    return _sheet(desk, content, desk.words("host-sheet-file"))


async def subsidies(desk: Desk) -> Response:
    """Everybody who is to be paid a subsidy for the dates of a month. Raises NotStaff."""
    first = month_asked(desk.entered.get("month", ""), desk.today)
    rows = await subsidies_between(
        desk.session, desk.person, since=begins(desk, first), until=begins(desk, month_after(first)), now=desk.now
    )
    content = await asyncio.to_thread(subsidy_sheet, desk.words, desk.city, rows)
    return _sheet(desk, content, f"{desk.words('console-events-subsidy-file')}-{first:%Y%m}.xlsx")


def _sheet(desk: Desk, content: bytes, name: str) -> Response:
    return Response(content, media_type=MEDIA_TYPE, headers={**file_headers(name), **PRIVATE})


PAGES = (
    Press(f"{PATH}/subsidies", subsidies, show, strong=True, step="export"),
    Press(f"{PATH}/{{number}}/list", list_of_date, show_date, strong=True, step="export"),
)

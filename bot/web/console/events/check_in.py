"""Codes that a host's browser scanned or took while there was no network, handed in together.

The page keeps them, with the moment of each, until this has answered (static/console/check_in.js).
"""

from datetime import UTC, datetime

from starlette.responses import JSONResponse, Response

from bot.web.console.desk import PRIVATE, Desk
from bot.web.console.events.calendar import PATH
from bot.web.console.events.date import date_number, show
from bot.web.console.table import Press
from bot.web.typed import number_in
from handlers.events.being_there import code_in
from models.events.check_in import counts
from models.events.closing import Checked, Scan, check_in_scanned

MOST = 500
"""Codes of one request."""
LATEST_MS = 10**14
"""Milliseconds since 1970 that are still a date."""


async def take(desk: Desk) -> Response:
    """Check the people in. Answers with what became of each code, in words, and how many are there."""
    number, words = date_number(desk), desk.words
    scans = [_scan(each) for each in desk.every("scan")[:MOST]]
    results = iter(
        await check_in_scanned(
            desk.session, number, [each for each in scans if each is not None], host=desk.person, now=desk.now
        )
    )
    became = [Checked.UNKNOWN if each is None else next(results) for each in scans]
    booked, there = await counts(desk.session, number)
    said = [{"result": each.value, "said": words("console-event-checked", result=each.value)} for each in became]
    total = words("console-event-there-count", there=there, booked=booked)
    return JSONResponse({"scans": said, "count": total}, headers=PRIVATE)


def _scan(field: str) -> Scan | None:
    """A scan as a field has it, `123456 1764900000000`: the code, and milliseconds since 1970; None for anything
    else."""
    text, _, at = field.rpartition(" ")
    code, moment = code_in(text), number_in(at, LATEST_MS)
    return Scan(code, datetime.fromtimestamp(moment / 1000, UTC)) if code is not None and moment is not None else None


PAGES = (Press(f"{PATH}/{{number}}/check-ins", take, show, once=False),)

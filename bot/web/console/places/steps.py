"""What is done at a place: open or shut today, shut for days, as usual again; reports and riders' words answered; a
change undone; a picture; gone for good."""

from datetime import datetime

from bot.web.console.desk import Desk, Done
from bot.web.console.places.listing import PATH
from bot.web.console.places.one import place_number, show
from bot.web.console.table import Press
from bot.web.console.who import Who
from models.casework.files import PAGE, holder_of_uploads, uploaded_pieces
from models.errors import ButtonExpired, ChoiceUnknown
from models.places.change import GONE, What, confirm_place, decide_claim, say_changed, undo_change
from models.places.desk.one import place_at_desk
from models.places.errors import HoursPassed, PhotoMissing
from models.places.host import ReportAnswer, answer_report
from models.places.hours import DAY_MINUTES
from models.places.photo import put_photo
from models.places.running import as_usual, close_days, confirm_today, end_closure, open_until


async def do(desk: Desk) -> Done:
    """Take the step of the path. Raises what the operation raises."""
    how, number = desk.request.path_params["act"], place_number(desk)
    await place_at_desk(desk.session, number, desk.person, city=desk.city)
    step = {
        "today": _today,
        "until": _until,
        "close": _close,
        "end": _end,
        "usual": _usual,
        "confirm": _confirm,
        "answer": _answer,
        "claim": _claim,
        "undo": _undo,
        "photo": _photo,
        "gone": _gone,
    }.get(how)
    if step is None:
        raise ButtonExpired
    return Done(f"{PATH}/{number}", await step(desk, number))


async def _today(desk: Desk, number: int) -> str:
    is_open = desk.entered.get("open") == "yes"
    await confirm_today(desk.session, number, desk.person, is_open=is_open, city=desk.city, now=desk.now)
    return "place-open" if is_open else "place-shut"


async def _until(desk: Desk, number: int) -> str:
    minute = _minute(desk)
    await open_until(desk.session, number, desk.person, minute=minute, city=desk.city, now=desk.now)
    return "place-until"


def _minute(desk: Desk) -> int:
    """The time in the field as a minute of the city's day; one that is over is in the following night. Raises
    HoursPassed."""
    try:
        clock = datetime.strptime(desk.entered.get("until", ""), "%H:%M")  # noqa: DTZ007  # a clock's time, no moment
    except ValueError as error:
        raise HoursPassed from error
    minute, there = clock.hour * 60 + clock.minute, desk.now.astimezone(desk.city.zone)
    return minute if minute > there.hour * 60 + there.minute else minute + DAY_MINUTES


async def _close(desk: Desk, number: int) -> str:
    """Shut from a day to a day; the reason is typed, or one of those to choose."""
    chosen = desk.entered.get("why", "")
    reason = desk.entered.get("reason", "").strip() or (chosen if chosen != "none" else "")
    first, last = desk.day("first"), desk.day("last")
    about = {"first": first, "last": last, "city": desk.city, "now": desk.now}
    await close_days(desk.session, number, desk.person, reason=reason, **about)  # type: ignore[arg-type]
    return "place-closed"


async def _end(desk: Desk, number: int) -> str:
    await end_closure(desk.session, desk.number("closure") or 0, desk.person, city=desk.city, now=desk.now)
    return "place-usual"


async def _usual(desk: Desk, number: int) -> str:
    await as_usual(desk.session, number, desk.person, city=desk.city, now=desk.now)
    return "place-usual"


async def _confirm(desk: Desk, number: int) -> str:
    await confirm_place(desk.session, number, desk.person, city=desk.city, now=desk.now)
    return "place-right"


async def _answer(desk: Desk, number: int) -> str:
    """Answer a report. Raises ChoiceUnknown."""
    said = desk.entered.get("answer", "")
    if said not in tuple(ReportAnswer):
        raise ChoiceUnknown
    report, answer = desk.number("report") or 0, ReportAnswer(said)
    await answer_report(desk.session, report, desk.person, answer, city=desk.city, now=desk.now)
    return "place-answered"


async def _claim(desk: Desk, number: int) -> str:
    claim, is_so = desk.number("claim") or 0, desk.entered.get("so") == "yes"
    await decide_claim(desk.session, claim, desk.person, is_so=is_so, city=desk.city, now=desk.now)
    return "place-claim-taken" if is_so else "place-claim-refused"


async def _undo(desk: Desk, number: int) -> str:
    await undo_change(desk.session, desk.number("change") or 0, desk.person, city=desk.city, now=desk.now)
    return "place-undone"


async def _photo(desk: Desk, number: int) -> str:
    """Take an uploaded picture in place of the one before. Raises PhotoMissing."""
    keys = desk.every("uploaded")
    if not keys:
        raise PhotoMissing
    await uploaded_pieces(desk.session, desk.person, keys, now=desk.now)
    contact = await holder_of_uploads(desk.session, desk.person)
    about = {"city": desk.city, "now": desk.now, "channel": PAGE}
    await put_photo(desk.session, number, desk.person, contact, keys[0], **about)  # type: ignore[arg-type]
    return "place-photo"


async def _gone(desk: Desk, number: int) -> str:
    await say_changed(desk.session, number, What.CLOSED, GONE, desk.person, city=desk.city, now=desk.now)
    return "place-gone"


PAGES = (Press(f"{PATH}/{{number}}/do/{{act}}", do, show, Who.PLACES),)

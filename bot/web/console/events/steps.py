"""What is done with a date: moved, held again, called off, told of, changed, checked, and decided on by a lead."""

from datetime import datetime

from bot.web.console.desk import Desk, Done
from bot.web.console.events.calendar import PATH
from bot.web.console.events.date import date_at, date_number, show
from bot.web.console.table import Press
from bot.web.typed import moment_in
from handlers.events.being_there import code_in
from models.errors import ButtonExpired
from models.events.again import decide_dates
from models.events.attendance import check_name
from models.events.check_in import check_in_worker
from models.events.details import change_detail
from models.events.errors import CheckInCodeWrong, EventIncomplete
from models.events.event import DateState
from models.events.hosting import call_off_date, hold_again, hold_series, message_booked, move_date
from models.events.money import decide_subsidy


async def do(desk: Desk) -> Done:
    """Take the step of the path. Raises what the operation raises."""
    how, number = desk.request.path_params["act"], date_number(desk)
    step = {
        "move": _move,
        "again": _again,
        "off": _off,
        "write": _write,
        "detail": _detail,
        "there": _there,
        "name": _name,
        "decide": _decide,
    }.get(how)
    if step is None:
        raise ButtonExpired
    return await step(desk, number)


async def _move(desk: Desk, number: int) -> Done:
    await move_date(desk.session, number, starts_at=_time(desk), by=desk.person, city=desk.city, now=desk.now)
    return Done(f"{PATH}/{number}", "event-moved")


async def _again(desk: Desk, number: int) -> Done:
    """One date, or several weeks in a row."""
    at, weeks = _time(desk), desk.number("weeks") or 1
    about = {"by": desk.person, "city": desk.city, "now": desk.now}
    if weeks == 1:
        made = [await hold_again(desk.session, number, starts_at=at, **about)]  # type: ignore[arg-type]
    else:
        made = await hold_series(desk.session, number, starts_at=at, weeks=weeks, **about)  # type: ignore[arg-type]
    asked = made[0].state == DateState.UNDECIDED
    return Done(f"{PATH}/{made[0].id}", "event-asked" if asked else "event-again")


async def _off(desk: Desk, number: int) -> Done:
    reason = desk.entered.get("text", "")
    await call_off_date(desk.session, number, reason=reason, by=desk.person, city=desk.city, now=desk.now)
    return Done(f"{PATH}/{number}", "event-off")


async def _write(desk: Desk, number: int) -> Done:
    text, mark = desk.entered.get("text", ""), str(int(desk.now.timestamp()))
    await message_booked(desk.session, number, text=text, by=desk.person, mark=mark, city=desk.city, now=desk.now)
    return Done(f"{PATH}/{number}", "event-told")


async def _detail(desk: Desk, number: int) -> Done:
    what, value = desk.entered.get("what", ""), " ".join(desk.entered.get("value", "").split())
    await change_detail(desk.session, number, what, value, by=desk.person, city=desk.city, now=desk.now)
    return Done(f"{PATH}/{number}", "event-detail")


async def _there(desk: Desk, number: int) -> Done:
    """Check somebody in by the code that they show."""
    code = code_in(desk.entered.get("code", ""))
    if code is None:
        raise CheckInCodeWrong
    _, again = await check_in_worker(desk.session, number, code, host=desk.person, now=desk.now)
    return Done(f"{PATH}/{number}#check-in", "event-there-already" if again else "event-there")


async def _name(desk: Desk, number: int) -> Done:
    booking, right = desk.number("booking") or 0, desk.entered.get("right") == "yes"
    name = desk.entered.get("name", "")
    await check_name(desk.session, number, booking, name, right=right, host=desk.person, now=desk.now)
    return Done(f"{PATH}/{number}#people", "event-name-right" if right else "event-name-wrong")


async def _decide(desk: Desk, number: int) -> Done:
    """A lead's yes or no to a subsidy, or to further dates that cost money."""
    event_date, event, _ = await date_at(desk)
    yes, yuan, about = desk.entered.get("yes") == "yes", desk.number("yuan") or 0, desk.entered.get("about")
    if about == "subsidy":
        await decide_subsidy(desk.session, event.id, yuan, yes=yes, by=desk.person, city=desk.city, now=desk.now)
    elif event_date.asked_with is not None:
        first = event_date.asked_with
        await decide_dates(desk.session, first, yuan, yes=yes, by=desk.person, city=desk.city, now=desk.now)
        if not yes:
            return Done(PATH, "event-decided")
    return Done(f"{PATH}/{number}", "event-decided")


def _time(desk: Desk) -> datetime:
    """The time in the field. Raises EventIncomplete."""
    at = moment_in(desk.entered.get("starts_at", ""), desk.city.zone)
    if at is None:
        raise EventIncomplete("time")
    return at


PAGES = (Press(f"{PATH}/{{number}}/do/{{act}}", do, show),)

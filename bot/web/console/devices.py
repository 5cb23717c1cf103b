"""我的设备: the browsers in which somebody is signed in, and signing out."""

from starlette.responses import Response

from bot.web.console.desk import Desk, Done
from bot.web.console.frame import SIGN_IN_PATH
from bot.web.console.table import Page, Press
from bot.web.console.who import Who
from models.staff.console_session import end_session, sessions_of
from models.staff.errors import SessionGone

PATH = "/console/devices"


async def show(desk: Desk) -> Response:
    """The sessions of the person, the newest first."""
    sessions = await sessions_of(desk.session, desk.person, now=desk.now)
    zone = desk.city.zone
    lines = [(each, each.browser, each.made_at.astimezone(zone), each.seen_at.astimezone(zone)) for each in sessions]
    return desk.page("devices.html", title=desk.words("console-way-devices"), sessions=lines)


async def end(desk: Desk) -> Done:
    """End one of them."""
    number = desk.entered.get("session", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 20):
        raise SessionGone
    await end_session(desk.session, int(number), desk.person, now=desk.now)
    return Done(PATH, "device-ended")


async def sign_out(desk: Desk) -> Done:
    """End this one."""
    await end_session(desk.session, desk.at.id, desk.person, now=desk.now)
    return Done(SIGN_IN_PATH)


PAGES = (
    Page(PATH, show, Who.DESK),
    Press(f"{PATH}/end", end, show, Who.DESK),
    Press("/console/sign-out", sign_out, show, Who.DESK),
)

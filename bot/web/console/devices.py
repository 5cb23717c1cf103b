"""我的设备: the browsers in which somebody is signed in, signing out, and their passkeys. A lead also sees the browsers
of colleagues."""

from collections.abc import Sequence
from datetime import datetime

from starlette.responses import Response

from bot.web.console.desk import Desk, Done
from bot.web.console.frame import SIGN_IN_PATH
from bot.web.console.table import Page, Press
from bot.web.console.who import Who
from models.staff.console_session import ConsoleSession, end_session, sessions_of, sessions_of_department
from models.staff.console_sign_in import Browser
from models.staff.errors import SessionGone
from models.staff.identity import identity_of
from models.staff.passkey import Passkey, passkeys_of, relying_party

PATH = "/console/devices"
COLLEAGUES = f"{PATH}/colleagues"
Line = tuple[ConsoleSession, Browser, datetime, datetime]


async def show(desk: Desk) -> Response:
    """The sessions of the person, the newest first, and their passkeys."""
    sessions = await sessions_of(desk.session, desk.person, now=desk.now)
    return desk.page(
        "signing/devices.html",
        title=desk.words("console-way-devices"),
        sessions=_lines(desk, sessions),
        passkeys=await _passkeys(desk),
        identity=await _identity(desk),
        leads=Who.LEADS.allows(desk.staff, desk.city),
    )


def _lines(desk: Desk, sessions: Sequence[ConsoleSession]) -> list[Line]:
    zone = desk.city.zone
    return [(each, each.browser, each.made_at.astimezone(zone), each.seen_at.astimezone(zone)) for each in sessions]


async def _passkeys(desk: Desk) -> list[tuple[Passkey, datetime, datetime | None]] | None:
    """The passkeys, when they were made and last used; None where browsers have none."""
    address, zone = desk.app.settings.address, desk.city.zone
    if relying_party(address) is None:
        return None
    there = await passkeys_of(desk.session, desk.staff, address)
    return [(each, each.made_at.astimezone(zone), each.used_at and each.used_at.astimezone(zone)) for each in there]


async def _identity(desk: Desk) -> str | None:
    """Whether an identity is tied to the post, `tied` or `untied`; None where there is no provider."""
    if desk.app.settings.oidc_issuer is None:
        return None
    return "tied" if await identity_of(desk.session, desk.staff) is not None else "untied"


async def end(desk: Desk) -> Done:
    """End one of them."""
    await end_session(desk.session, _number(desk), desk.person, now=desk.now)
    return Done(PATH, "device-ended")


def _number(desk: Desk) -> int:
    """The session that the form names. Raises SessionGone."""
    number = desk.number("session")
    if number is None:
        raise SessionGone
    return number


async def sign_out(desk: Desk) -> Done:
    """End this one."""
    await end_session(desk.session, desk.at.id, desk.person, now=desk.now)
    return Done(SIGN_IN_PATH)


async def show_colleagues(desk: Desk) -> Response:
    """The sessions of the others: a lead those of their department, an administrator all."""
    found = await sessions_of_department(desk.session, desk.staff, now=desk.now)
    sessions = [(staff.name, _lines(desk, [each])[0]) for staff, each in found if staff.id != desk.staff.id]
    return desk.page("signing/devices_colleagues.html", title=desk.words("console-colleagues"), sessions=sessions)


async def end_colleagues(desk: Desk) -> Done:
    """End one of them."""
    await end_session(desk.session, _number(desk), desk.person, now=desk.now)
    return Done(COLLEAGUES, "device-ended")


PAGES = (
    Page(PATH, show, Who.DESK),
    Press(f"{PATH}/end", end, show, Who.DESK),
    Page(COLLEAGUES, show_colleagues, Who.LEADS),
    Press(f"{COLLEAGUES}/end", end_colleagues, show_colleagues, Who.LEADS),
    Press("/console/sign-out", sign_out, show, Who.DESK),
)

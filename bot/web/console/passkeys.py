"""Adding and removing passkeys, from 我的设备."""

from starlette.responses import RedirectResponse, Response

from bot.web.console import devices
from bot.web.console.desk import PRIVATE, Desk, Done
from bot.web.console.table import Page, Press
from bot.web.console.who import Who
from models.staff.errors import PasskeyRefused
from models.staff.passkey import LONGEST_NAME, add_passkey, adding_options, begin_adding, remove_passkey

PATH = "/console/passkeys"
STEP = "passkey"


async def begin(desk: Desk) -> Done:
    """Begin to add one."""
    await begin_adding(desk.session, desk.at, desk.staff, desk.app.settings.address, now=desk.now)
    return Done(f"{PATH}/new")


async def show_new(desk: Desk) -> Response:
    """Where the browser makes it; 我的设备 if nothing was begun, or its time is over."""
    title, address = f"{desk.words.pick(desk.city.titles)} {desk.words('console-title')}", desk.app.settings.address
    options = await adding_options(desk.session, desk.at, desk.staff, address, title, now=desk.now)
    if options is None:
        return RedirectResponse(devices.PATH, 303, PRIVATE) if desk.error is None else await devices.show(desk)
    return desk.page(
        "signing/passkey_new.html", title=desk.words("console-passkey-new"), options=options, longest=LONGEST_NAME
    )


async def add(desk: Desk) -> Done:
    """Keep the one that the browser made."""
    answer, name = desk.entered.get("credential", ""), desk.entered.get("name", "")
    await add_passkey(desk.session, desk.at, desk.staff, answer, name, desk.app.settings.address, now=desk.now)
    return Done(devices.PATH, "passkey-added")


async def remove(desk: Desk) -> Done:
    """Remove one."""
    number = desk.number("passkey")
    if number is None:
        raise PasskeyRefused
    await remove_passkey(desk.session, number, desk.staff, now=desk.now)
    return Done(devices.PATH, "passkey-removed")


PAGES = (
    Press(f"{PATH}/begin", begin, devices.show, Who.DESK, by_chat=True, step=STEP),
    Page(f"{PATH}/new", show_new, Who.DESK),
    Press(f"{PATH}/add", add, show_new, Who.DESK, by_chat=True, step=STEP),
    Press(f"{PATH}/remove", remove, devices.show, Who.DESK, strong=True, step=STEP),
)

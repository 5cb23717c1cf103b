"""The proof of presence that a refused press waits for: a yes in the chat, or a passkey in this browser."""

from starlette.responses import PlainTextResponse, Response

from bot.web.console.desk import PRIVATE, Desk, Presence
from bot.web.console.table import Page, Press
from bot.web.console.who import Who
from bot.web.typed import number_in
from models.desk.proof import ask_presence
from models.staff.console_session import Proof
from models.staff.passkey import prove_by_passkey, proving_options

PATH = "/console/presence"
MOST_LOOKS = 999
"""Whatever else an address says counts as so many: then the page has looked long enough."""


async def show(desk: Desk) -> Response:
    """What it waits for; that the press can be repeated, once it is there."""
    asked = desk.request.query_params
    looks = number_in(asked.get("looks", ""), MOST_LOOKS)
    by_chat, said = asked.get("by_chat") == "1", asked.get("asked") == "1"
    count = MOST_LOOKS if looks is None else looks
    return _state(desk, asked.get("step", ""), by_chat=by_chat, asked=said, looks=count)


def _state(desk: Desk, step: str, *, by_chat: bool, asked: bool, looks: int = 0) -> Response:
    proved = desk.at.proved(desk.now, Proof.CHAT if by_chat else None)
    return desk.fragment("signing/presence.html", presence=Presence(step[:40], by_chat, asked, looks), proved=proved)


async def ask(desk: Desk) -> Response:
    """Ask in the chat, where the holder has passkeys and none of them at hand."""
    step = desk.entered.get("step", "")[:40]
    await ask_presence(desk.session, desk.at, step, zone=desk.city.zone, now=desk.now)
    if desk.request.headers.get("HX-Request"):
        return _state(desk, step, by_chat=False, asked=True)
    return desk.page("signing/presence_page.html", title=desk.words("console-presence-title"))


async def begin(desk: Desk) -> Response:
    """What the browser asks a passkey for."""
    options = await proving_options(desk.session, desk.at, desk.staff, desk.app.settings.address, now=desk.now)
    return Response(options, media_type="application/json", headers=PRIVATE)


async def prove(desk: Desk) -> Response:
    """Take the answer of a passkey."""
    answer, address = desk.entered.get("credential", ""), desk.app.settings.address
    await prove_by_passkey(desk.session, desk.at, desk.staff, answer, address, now=desk.now)
    return desk.fragment("signing/presence.html", presence=Presence("", asked=False), proved=True)


async def refused(desk: Desk) -> Response:
    """Why it was refused, for the script."""
    return PlainTextResponse(desk.error or "", headers=PRIVATE)


PAGES = (
    Page(PATH, show, Who.DESK),
    Press(f"{PATH}/ask", ask, refused, Who.DESK),
    Press(f"{PATH}/begin", begin, refused, Who.DESK),
    Press(f"{PATH}/passkey", prove, refused, Who.DESK),
)

"""Who filed a case, and who has looked at it: shown on a page of their own, and noted."""

from starlette.responses import Response

from bot.web.console.case.page import PATH, case_page, number_of, path_of, whole_case
from bot.web.console.desk import Desk
from bot.web.console.table import Page, Press
from bot.web.console.who import Who
from handlers.phrases.cases import quoted, time_said
from models.cases.taking import actor_of
from models.casework.identity import see_identity
from models.casework.looks import IDENTITY, ORIGINAL, PIECE, Look, looks_at, note_look
from models.casework.reveal import identity_of
from models.desk.whole_case import case_by_number

LINES = 50


async def named(desk: Desk) -> Response:
    """Shows the name and number of who filed the case; the first look goes into its record."""
    case = await case_by_number(desk.session, number_of(desk), desk.staff, city=desk.city)
    case, found = await see_identity(desk.session, case.id, desk.staff, city=desk.city, now=desk.now)
    await note_look(desk.session, case.id, desk.staff, IDENTITY, now=desk.now)
    told = {"name": quoted(found.name), "phone": found.phone} if found else {}
    text = desk.words("staff-named" if found else "staff-named-none", number=case.number, **told)
    return _page(desk, case.number, text)


async def opened(desk: Desk) -> Response:
    """Shows the chats of who filed a case anonymously and is known now; the look is noted."""
    case = await case_by_number(desk.session, number_of(desk), desk.staff, city=desk.city)
    identity = await identity_of(desk.session, case.id, by=actor_of(desk.staff, desk.city))
    await note_look(desk.session, case.id, desk.staff, IDENTITY, now=desk.now)
    words = desk.words
    chats = words("place-and").join(
        words("staff-identity-chat", channel=words("me-chat", channel=channel), address=address)
        for channel, address in identity.chats
    )
    return _page(desk, case.number, words("staff-identity-open", number=case.number, how=chats))


def _page(desk: Desk, number: str, text: str) -> Response:
    title = desk.words("console-case-filer-title", number=number)
    return desk.page("case/case_identity.html", title=title, text=text, back=f"/console/cases/{number}")


async def again_named(desk: Desk) -> Response:
    """The page of the case, which says why nothing was shown."""
    return case_page(desk, await whole_case(desk), "")


async def looks(desk: Desk) -> Response:
    """Who has opened the case, its evidence, originals and names, the newest first."""
    case = await case_by_number(desk.session, number_of(desk), desk.staff, city=desk.city)
    found = await looks_at(desk.session, case.id, desk.staff, city=desk.city, limit=LINES)
    title = desk.words("console-case-looks", number=case.number)
    lines = [(time_said(desk.words, desk.city, each.at), each.name, _what(desk, each)) for each in found]
    return desk.page("case/case_looks.html", title=title, lines=lines, back=path_of(case))


def _what(desk: Desk, look: Look) -> str:
    kind, colon, piece = look.what.partition(":")
    known = f"{kind}{colon}" in (PIECE, ORIGINAL, IDENTITY)
    what = kind if known else "case"
    return desk.words("console-case-look", what=what, piece=piece, why=quoted(look.why, longest=300) or "none")


PAGES: tuple[Page | Press, ...] = (
    Press(f"{PATH}/named", named, again_named, strong=True, once=False, step="reveal"),
    Press(f"{PATH}/identity", opened, again_named, strong=True, once=False, step="reveal"),
    Page(f"{PATH}/looks", looks, who=Who.LEADS),
)

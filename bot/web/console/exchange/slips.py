"""The slip that somebody takes home: the number of their case, and the code by which they follow it in their chat."""

import segno
import sqlalchemy as sa
from markupsafe import Markup
from starlette.responses import Response

from bot.web.console.desk import Desk, Done
from bot.web.console.exchange.case_at import CASES, path_of
from bot.web.console.table import Page, Press
from handlers.casework.card import title_said
from handlers.phrases.cases import day_said, department_said
from models.cases.case import Case
from models.cases.errors import CaseGone
from models.cases.number import read_number
from models.exchange.claim import LINK_MARK, is_followed, new_code, slip_of, written

PATH = CASES + "/{number}/slip"


async def show(desk: Desk) -> Response:
    """The slip; without a code, the button that makes one."""
    case_id = await _case_id(desk)
    slip = await slip_of(desk.session, case_id, desk.staff, city=desk.city, now=desk.now)
    case = await desk.session.get_one(Case, case_id)
    code, until = (slip[1], slip[2]) if slip is not None else ("", desk.now)
    page = next((each.page for each in desk.app.channels.values() if each.page is not None), None)
    link = f"{page}?start={LINK_MARK}{code}" if page is not None and code else ""
    return desk.page(
        "exchange/slip.html",
        title=title_said(desk.words, desk.city, case),
        case=case,
        department=department_said(desk.words, desk.city, case.department),
        code=written(code) if code else "",
        until=day_said(desk.words, until.astimezone(desk.city.zone).date()),
        link=link,
        picture=_picture(link) if link else "",
        followed=await is_followed(desk.session, case),
        sees=case.department == desk.staff.department or desk.staff.department == desk.city.lead_department.key,
    )


def _picture(link: str) -> Markup:
    svg = segno.make(link, error="m").svg_inline(scale=4, border=2, light="#fff", dark="#000", omitsize=False)
    return Markup(svg)


async def make(desk: Desk) -> Done:
    """Make a new code; an earlier one is void."""
    case_id = await _case_id(desk)
    await new_code(desk.session, case_id, desk.staff, city=desk.city, now=desk.now)
    return Done(path_of(await desk.session.get_one(Case, case_id), "/slip"), "code")


async def _case_id(desk: Desk) -> int:
    """The case of the path; the operations check the right, which reaches further than for its page: a window may print
    the slip of a case that another department got."""
    number = read_number(str(desk.request.path_params["number"])[:60])
    case_id = await desk.session.scalar(sa.select(Case.id).where(Case.number == number)) if number else None
    if case_id is None:
        raise CaseGone
    return case_id


PAGES = (Page(PATH, show), Press(PATH, make, show))

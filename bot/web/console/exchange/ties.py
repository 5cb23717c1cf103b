"""并案与关联: a duplicate follows its first, or two cases stand beside each other."""

from starlette.responses import Response

from bot.web.console.desk import Desk, Done
from bot.web.console.exchange.case_at import CASES, case_at, case_numbered, path_of
from bot.web.console.table import Page, Press
from handlers.casework.card import title_said
from handlers.phrases.cases import state_for_staff
from models.cases.steps import Step
from models.cases.taking import actor_of, steps_for
from models.errors import ChoiceUnknown
from models.exchange.ties import TieKind, link_cases, merge_case, ties_of

PATH = CASES + "/{number}/ties"


async def show(desk: Desk) -> Response:
    """The cases that are tied to this one, and the form that ties another."""
    case = await case_at(desk)
    tied = [
        (each, title_said(desk.words, desk.city, each.other), state_for_staff(desk.words, each.other.state))
        for each in await ties_of(desk.session, case.id, desk.staff, city=desk.city)
    ]
    steps = steps_for(case, actor_of(desk.staff, desk.city))
    return desk.page(
        "exchange/ties.html",
        title=title_said(desk.words, desk.city, case),
        case=case,
        tied=tied,
        may_merge=Step.MERGE in steps,
        may_link=Step.LINK in steps,
    )


async def tie(desk: Desk) -> Done:
    """Tie this case to the one whose number was entered."""
    case = await case_at(desk)
    other = await case_numbered(desk, desk.entered.get("other", ""))
    how = desk.entered.get("how", "")
    if how == TieKind.MERGED.value:
        await merge_case(desk.session, case.id, other.id, desk.staff, city=desk.city, now=desk.now)
    elif how == TieKind.LINKED.value:
        await link_cases(desk.session, case.id, other.id, desk.staff, city=desk.city, now=desk.now)
    else:
        raise ChoiceUnknown
    return Done(path_of(case, "/ties"), how)


PAGES = (Page(PATH, show), Press(PATH, tie, show))

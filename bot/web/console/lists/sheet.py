"""The list that is shown, as a sheet to take along."""

from dataclasses import replace

from starlette.responses import Response

from bot.web.console.desk import Desk
from bot.web.console.exchange.list_sheet import sheet_response
from bot.web.console.lists.asked import asked_of
from bot.web.console.lists.pages import page_of
from bot.web.console.table import Press
from models.exchange.sheet_of_list import MOST
from models.lists.lists import list_cases


async def take(desk: Desk) -> Response:
    """The sheet of the whole list, in its order. Raises ListTooLong, CaseGone, ViewGone."""
    wanted = (await asked_of(desk, desk.entered.get("list", ""))).wanted.first_page
    ids: list[int] = []
    while len(ids) <= MOST:
        listed = await list_cases(desk.session, desk.staff, wanted, city=desk.city, now=desk.now)
        ids += [case.id for case in listed.cases]
        if listed.more is None:
            break
        wanted = replace(wanted, after=listed.more)
    return await sheet_response(desk, ids)


async def again(desk: Desk) -> Response:
    """The list once more."""
    return await page_of(desk, await asked_of(desk, desk.entered.get("list", "")))


PAGES = (Press("/console/lists/sheet", take, again, strong=True, step="export"),)

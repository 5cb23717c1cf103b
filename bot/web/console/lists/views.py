"""Saving a list as a view, and deleting one."""

from urllib.parse import parse_qsl, urlencode

from starlette.responses import Response

from bot.web.console.desk import Desk, Done
from bot.web.console.lists.asked import PATH, asked_of
from bot.web.console.lists.pages import page_of, to_list
from bot.web.console.table import Page, Press
from models.lists.errors import ViewGone
from models.lists.views import delete_view, save_view

SAVE_PATH, DELETE_PATH = "/console/lists/views", "/console/lists/views/delete"


async def save(desk: Desk) -> Done:
    """Save the list that was looked at. Raises what `save_view` raises."""
    asked = await asked_of(desk, desk.entered.get("list", ""))
    for_department = desk.entered.get("for") == "department"
    name = desk.entered.get("name", "")
    view = await save_view(desk.session, desk.staff, name, asked.wanted, asked.columns, for_department=for_department)
    return Done(f"{PATH}?view={view.id}", "lists-view-saved")


async def delete(desk: Desk) -> Done:
    """Delete a view. Raises what `delete_view` raises."""
    number = desk.number("view")
    if number is None:
        raise ViewGone
    await delete_view(desk.session, number, desk.staff)
    return Done(PATH, "lists-view-deleted")


async def again(desk: Desk) -> Response:
    """The list that was looked at, without a view that may be gone."""
    query = desk.entered.get("list", "")
    plain = [(name, value) for name, value in parse_qsl(query) if name != "view"]
    return await page_of(desk, await asked_of(desk, urlencode(plain)))


PAGES = (Page(SAVE_PATH, to_list), Press(SAVE_PATH, save, again), Press(DELETE_PATH, delete, again))

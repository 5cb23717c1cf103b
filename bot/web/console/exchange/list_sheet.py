"""A list of cases as a sheet, to take along."""

import asyncio
from collections.abc import Sequence

import sqlalchemy as sa
from starlette.responses import Response

from bot.door.downloads import file_headers
from bot.web.console.desk import Desk
from bot.web.console.table import Page, Press
from handlers.casework.list_sheet import sheet_of_cases
from handlers.figures.report_sheet import MEDIA_TYPE
from models.cases.case import Case
from models.cases.steps import ENDED, OPEN, Role
from models.cases.taking import actor_of
from models.errors import ChoiceUnknown
from models.exchange.errors import ListTooLong
from models.exchange.sheet_of_list import MOST, rows_of_list

PATH = "/console/sheet"
OPEN_CASES, MINE, ENDED_CASES = "open", "mine", "ended"
WHICH = (MINE, OPEN_CASES, ENDED_CASES)


async def show(desk: Desk) -> Response:
    """The lists that can be taken along, with how many cases each has."""
    counts = [(which, desk.words(f"console-sheet-{which}"), await _count(desk, which)) for which in WHICH]
    return desk.page("exchange/list_sheet.html", title=desk.words("console-way-sheet"), counts=counts, most=MOST)


def _of(desk: Desk, which: str) -> list[sa.ColumnElement[bool]]:
    """The conditions of a list. Raises ChoiceUnknown."""
    leading = actor_of(desk.staff, desk.city).role is Role.LEAD_DEPARTMENT
    theirs = [] if leading else [Case.department == desk.staff.department]
    if which == MINE:
        return [Case.handler_id == desk.staff.id, Case.state.in_(OPEN)]
    if which == OPEN_CASES:
        return [*theirs, Case.state.in_(OPEN)]
    if which == ENDED_CASES:
        return [*theirs, Case.state.in_(ENDED)]
    raise ChoiceUnknown


async def _count(desk: Desk, which: str) -> int:
    """How many cases the list has; counting stops behind MOST."""
    some = sa.select(Case.id).where(*_of(desk, which)).limit(MOST + 1).subquery()
    return (await desk.session.scalars(sa.select(sa.func.count()).select_from(some))).one()


async def take(desk: Desk) -> Response:
    """The sheet of the list that was pressed."""
    which = desk.entered.get("which", "")
    ids = (
        await desk.session.scalars(sa.select(Case.id).where(*_of(desk, which)).order_by(Case.id).limit(MOST + 1))
    ).all()
    return await sheet_response(desk, ids)


async def sheet_response(desk: Desk, case_ids: Sequence[int]) -> Response:
    """These cases as a sheet; that it was taken is noted in the press's transaction. Raises ListTooLong."""
    if len(case_ids) > MOST:
        raise ListTooLong(MOST)
    rows = await rows_of_list(desk.session, desk.staff, case_ids, city=desk.city, now=desk.now)
    content = await asyncio.to_thread(sheet_of_cases, desk.words, desk.city, rows)
    name = f"{desk.words('console-sheet-name')}-{desk.today:%Y%m%d}.xlsx"
    return Response(content, media_type=MEDIA_TYPE, headers=file_headers(name))


PAGES = (Page(PATH, show), Press(PATH, take, show, strong=True, step="export"))

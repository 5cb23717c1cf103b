"""A sheet of many work orders: every row is checked, all faults are shown at once by row, and what is right is filed in
one press, all or nothing."""

import json
from collections.abc import Sequence
from typing import Any

from starlette.responses import Response

from bot.channel.kept_files import KeptFiles
from bot.foreign_files import FileUnfit
from bot.web.console.desk import Desk, Done
from bot.web.console.exchange.work_orders import PATH, SOURCES
from bot.web.console.table import Page, Press
from handlers.phrases.cases import quoted, type_said
from models.cases.draft import type_of
from models.casework.files import uploaded_pieces
from models.errors import ChoiceUnknown, DomainError
from models.exchange.errors import FormUnfinished, UploadGone
from models.exchange.filing_for import file_for_somebody
from models.exchange.origin import Source, filed_before
from models.exchange.work_order import FOREIGN, Fault, SheetOrder, filled_of, read_sheet

SHEET_PATH = PATH + "/sheet"
MOST_BODY = 4 * 1024 * 1024
"""Bytes of the form with the rows: 200 stories of 2,000 characters, each of nine bytes."""
STORY_SHOWN = 60


async def show(desk: Desk) -> Response:
    """What the sheet says, row by row, or all that is wrong with it."""
    try:
        rows, unread = await _rows(desk), ""
    except FileUnfit as error:
        rows, unread = [], desk.words("console-sheet-unread", reason=error.reason.replace("_", "-"))
    given = desk.entered or desk.request.query_params
    source, case_type = _source(given.get("source", "")), given.get("type", "")
    orders, faults = await checked(desk, rows, source, case_type) if rows else ([], [])
    return desk.page(
        "exchange/sheet.html",
        title=desk.words("console-sheet-title"),
        unread=unread or ("" if rows else desk.words("console-sheet-empty")),
        faults=[fault_said(desk, each) for each in faults],
        orders=[_line(desk, each) for each in orders],
        rows=json.dumps(rows, ensure_ascii=False),
        type=case_type,
        source=source.value,
    )


async def _rows(desk: Desk) -> list[list[str]]:
    """The rows of the form that was sent again, else of the uploaded file. Raises UploadGone, FileUnfit."""
    if desk.entered.get("rows"):
        return _given_rows(desk)
    key = desk.request.query_params.get("file", "")
    if not key:
        return []
    try:
        await uploaded_pieces(desk.session, desk.person, [key], now=desk.now)
        content = await KeptFiles(desk.app.database, desk.app.clock).read_sent(key)
    except (DomainError, LookupError) as error:
        raise UploadGone from error
    return await desk.app.foreign_files.rows_of_table(content)


def _given_rows(desk: Desk) -> list[list[str]]:
    """The rows as the form carries them. Raises ChoiceUnknown for a form that is not ours."""
    try:
        rows: Any = json.loads(desk.entered.get("rows", ""))
    except ValueError as error:
        raise ChoiceUnknown from error
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise ChoiceUnknown
    return [[str(cell) for cell in row] for row in rows]


async def checked(
    desk: Desk, rows: Sequence[Sequence[str]], source: Source, case_type: str
) -> tuple[list[SheetOrder], list[Fault]]:
    """The good rows, and every fault, those included that only the database knows."""
    default = case_type if case_type in desk.city.case_types else None
    orders, faults = read_sheet(rows, desk.city, desk.today, case_type=default)
    for of in {each.order.source or source for each in orders}:
        here = [each for each in orders if (each.order.source or source) is of]
        before = await filed_before(desk.session, of, [str(each.order.foreign) for each in here])
        faults += [
            Fault(each.line, FOREIGN, "before", {"number": before[str(each.order.foreign)]})
            for each in here
            if each.order.foreign in before
        ]
    return orders, sorted(faults, key=lambda each: each.line)


async def file(desk: Desk) -> Done:
    """File all rows, unless one of them has a fault by now."""
    source = _source(desk.entered.get("source", ""))
    orders, faults = await checked(desk, _given_rows(desk), source, desk.entered.get("type", ""))
    if faults or not orders:
        raise FormUnfinished(len(faults))
    for each in orders:
        filled = filled_of(each.order, type_of(desk.city, str(each.order.type)), source=source, ours=True)
        await file_for_somebody(desk.session, desk.staff, filled, city=desk.city, now=desk.now, of_many=True)
    return Done(PATH, "sheet-filed")


def _source(text: str) -> Source:
    return next((each for each in SOURCES if each.value == text), Source.HOTLINE)


def fault_said(desk: Desk, fault: Fault) -> str:
    """A fault with its row, in words."""
    column = desk.words(f"order-column-{fault.column.replace('_', '-')}")
    what = desk.words(f"order-fault-{fault.key}", column=column, **fault.args)
    return desk.words("order-fault", row=str(fault.line), what=what)


def _line(desk: Desk, each: SheetOrder) -> tuple[str, str, str, str, str]:
    order = each.order
    type_ = type_said(desk.words, desk.city, str(order.type))
    day = order.back_by.isoformat() if order.back_by else ""
    return str(each.line), str(order.foreign), type_, day, quoted(order.story, STORY_SHOWN)


PAGES = (Page(SHEET_PATH, show), Press(SHEET_PATH, file, show, most=MOST_BODY))

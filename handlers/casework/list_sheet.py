"""A list of cases as a sheet (xlsx): numbers and days as such, and words as text, so that nothing in them is ever run
as a formula."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from handlers.phrases.cases import department_said, source_said, type_said
from handlers.talk.texts import Words
from models.city.pack import City
from models.exchange.origin import Source
from models.exchange.sheet_of_list import COLUMNS, Row

WIDTHS = {"number": 21, "type": 18, "department": 16, "filed": 17, "due": 17, "foreign": 20}
DAY_AND_TIME = "yyyy-mm-dd hh:mm"


def sheet_of_cases(words: Words, city: City, rows: Sequence[Row]) -> bytes:
    """The sheet, in a colleague's language, with moments on the city's clock. Takes a second for the most rows."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    page = book.add_worksheet()
    moments = book.add_format({"num_format": DAY_AND_TIME})
    for column, key in enumerate(COLUMNS):
        page.write_string(0, column, words(f"case-column-{key.replace('_', '-')}"))
        page.set_column(column, column, WIDTHS.get(key, 12))
    for number, row in enumerate(rows, 1):
        for column, key in enumerate(COLUMNS):
            value = _cell(words, city, key, row[key])
            if isinstance(value, datetime):
                page.write_datetime(number, column, value, moments)
            elif isinstance(value, int):
                page.write_number(number, column, value)
            elif value:
                page.write_string(number, column, value)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(1, len(rows)), len(COLUMNS) - 1)
    book.close()
    return out.getvalue()


def _cell(words: Words, city: City, key: str, value: Any) -> datetime | int | str:
    """A value as it stands in the sheet; empty for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(city.zone).replace(tzinfo=None, second=0, microsecond=0)
    if isinstance(value, bool):
        return words("case-column-yes" if value else "case-column-no")
    if isinstance(value, int):
        return value
    return _said(words, city, key, str(value))


def _said(words: Words, city: City, key: str, value: str) -> str:
    if key == "type":
        return type_said(words, city, value)
    if key == "department":
        return department_said(words, city, value)
    if key in ("platform", "district"):
        known = (city.platforms if key == "platform" else city.districts).get(value)
        return words.pick(known.titles) if known else value
    if key == "state":
        return words(f"case-state-{value.replace('_', '-')}")
    if key == "satisfied":
        return words(f"case-column-satisfied-{value.replace('_', '-')}")
    return source_said(words, Source(value)) if key == "source" else value

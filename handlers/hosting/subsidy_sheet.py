"""The subsidies of a month as a sheet (xlsx). Every cell is text but the sums, so that nothing is ever run as a
formula."""

import io
from collections.abc import Sequence

import xlsxwriter

from handlers.phrases.events import moment_said
from handlers.talk.texts import Words
from models.city.pack import City
from models.events.calendar import Subsidy

HEADS = ("number", "event", "date", "name", "phone", "certificate", "yuan")


def subsidy_sheet(words: Words, city: City, rows: Sequence[Subsidy]) -> bytes:
    """The sheet: headings, one row for each person and date, and the sum. Whoever left no name has an empty cell."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page, money = book.add_worksheet(), book.add_format({"num_format": "0.00"})
    for column, head in enumerate(HEADS):
        page.write_string(0, column, words(f"host-column-{head}"))
    for number, row in enumerate(rows, 1):
        moment = moment_said(words, row.event_date.starts_at, city)
        cells = (words.pick(row.event.titles), moment, row.name, row.phone, row.certificate)
        page.write_string(number, 0, str(number))
        for column, value in enumerate(cells, 1):
            page.write_string(number, column, value or "")
        page.write_number(number, len(HEADS) - 1, row.fen / 100, money)
    page.write_string(len(rows) + 1, 0, words("host-column-sum"))
    page.write_number(len(rows) + 1, len(HEADS) - 1, sum(each.fen for each in rows) / 100, money)
    page.set_column(0, len(HEADS) - 1, 22)
    book.close()
    return out.getvalue()

"""Figures as a sheet (xlsx): numbers as numbers, which can be summed and drawn; words as text, so that nothing in them
is ever run as a formula.
"""

import io
from collections.abc import Sequence

import xlsxwriter

from handlers.talk.texts import Words

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = int | str
"""A figure, or the sign of one that is not told."""
Row = tuple[str, str, Sequence[Cell]]
"""The dimension, the group, its figures."""
Page = tuple[str, str, Sequence[Cell], Sequence[Row]]
"""The page's name, its title, the totals, and a row for each group."""


def report_sheet(words: Words, columns: Sequence[str], pages: Sequence[Page]) -> bytes:
    """The sheet. columns: the headings of the figures."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    heads = (words("report-column-by"), words("report-column-group"), *columns)
    for name, title, total, groups in pages:
        page = book.add_worksheet(name)
        page.write_string(0, 0, title)
        rows = [(by, group, *figures) for by, group, figures in (("", words("report-all"), total), *groups)]
        for number, row in enumerate((heads, *rows), 1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(number, column, cell)
                else:
                    page.write_number(number, column, cell)
        page.set_column(0, len(heads) - 1, 14)
    book.close()
    return out.getvalue()

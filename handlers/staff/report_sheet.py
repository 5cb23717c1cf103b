"""Figures as a sheet (xlsx). Every cell is text, so that nothing in it is ever run as a formula."""

import io
from collections.abc import Sequence

import xlsxwriter

from handlers.texts import Words

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Row = tuple[str, str, Sequence[str]]
"""By what, which group, its figures."""


def report_sheet(
    words: Words, columns: Sequence[str], weeks: Sequence[tuple[str, Sequence[str], Sequence[Row]]]
) -> bytes:
    """A page for this week and one for the week before: the title, everything together, a row for each group.

    columns: what the figures are called.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    heads = (words("report-column-by"), words("report-column-group"), *columns)
    for name, (title, total, groups) in zip(("this", "before"), weeks, strict=True):
        page = book.add_worksheet(words("report-page", week=name))
        page.write_string(0, 0, title)
        rows = [(by, group, *figures) for by, group, figures in (("", words("report-all"), total), *groups)]
        for number, row in enumerate((heads, *rows), 1):
            for column, cell in enumerate(row):
                page.write_string(number, column, cell)
        page.set_column(0, len(heads) - 1, 14)
    book.close()
    return out.getvalue()

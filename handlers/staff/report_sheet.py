"""The figures of cases as a sheet (xlsx). Every cell is text, so that nothing in it is ever run as a formula."""

import io
from collections.abc import Sequence

import xlsxwriter

from handlers.texts import Words
from models.case_report import COUNTED, Counts

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Week = tuple[str, Counts, Sequence[tuple[str, str, Counts]]]
"""The title, everything together, and (by what, which, counts) of each group."""


def report_sheet(words: Words, weeks: Sequence[Week]) -> bytes:
    """A page for each week, a row for each group."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    for name, (title, total, groups) in zip(("this", "before"), weeks, strict=True):
        page = book.add_worksheet(words("report-page", week=name))
        page.write_string(0, 0, title)
        heads = (words("report-column-by"), words("report-column-group"), *(_column(words, each) for each in COUNTED))
        rows = [heads, *(_row(*each) for each in (("", words("report-all"), total), *groups))]
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                page.write_string(number, column, cell)
        page.set_column(0, len(heads) - 1, 14)
    book.close()
    return out.getvalue()


def _column(words: Words, name: str) -> str:
    return words(f"report-column-{name.replace('_', '-')}")


def _row(by: str, group: str, counts: Counts) -> tuple[str, ...]:
    return (by, group, *(str(getattr(counts, name)) for name in COUNTED))

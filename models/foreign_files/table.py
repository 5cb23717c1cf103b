"""Read the text of a table that somebody sent as a list: xlsx, csv or plain text, recognised by its content.

Formulas are never evaluated: a cell is the text written in it. https://pypi.org/project/openpyxl/
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from models.foreign_files.unfit import TooLong, Unreadable

MOST_UNPACKED = 50 * 1024 * 1024
"""Bytes; a small file can unpack to gigabytes."""
MOST_CELLS = 200_000
MOST_ROWS = 200_000
MOST_CHARACTERS = 4_000_000
_ENCODINGS = ("utf-8-sig", "gb18030")


def text_of_table(content: bytes) -> str:
    """All text in the file; for a workbook, one cell per line. Raises Unreadable, TooLong, and the errors of zipfile
    and openpyxl for a file that is no workbook."""
    if content.startswith(b"PK"):
        return "\n".join(_cells(content))
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else _ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable


def rows_of_table(content: bytes) -> list[list[str]]:
    """The rows of the file, each a list of its cells as text, without empty rows at the end. Raises what
    `text_of_table` raises."""
    if content.startswith(b"PK"):
        rows = [[_cell(value) for value in values] for values in _sheet(content)]
    else:
        text = text_of_table(content)
        head = text.partition("\n")[0]
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",\t;", key=head.count)))
    if sum(map(len, rows)) > MOST_CELLS or sum(len(cell) for row in rows for cell in row) > MOST_CHARACTERS:
        raise TooLong
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _cell(value: Any) -> str:
    """A cell as somebody would type it: a day without midnight, a whole number without a point."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _sheet(content: bytes) -> Iterator[tuple[Any, ...]]:
    """The rows of the active sheet. Raises TooLong."""
    from openpyxl import load_workbook  # takes a moment to import

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(each.file_size for each in archive.infolist()) > MOST_UNPACKED:
            raise TooLong
    sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=False).active
    if sheet is None:
        return
    sheet.reset_dimensions()  # the size that the file states is not trusted
    cells = 0
    for values in sheet.iter_rows(values_only=True):
        cells += len(values)
        if cells > 4 * MOST_CELLS:
            raise TooLong
        yield values


def _cells(content: bytes) -> list[str]:
    """The cells of the active sheet. Raises TooLong."""
    cells: list[str] = []
    characters = 0
    for row, values in enumerate(_sheet(content)):
        written = [str(value) for value in values if value is not None]
        characters += sum(map(len, written))
        cells += written
        if row > MOST_ROWS or len(cells) > MOST_CELLS or characters > MOST_CHARACTERS:
            raise TooLong
    return cells

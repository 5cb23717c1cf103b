"""The text of a table that somebody sent as a list: xlsx, csv or plain text, told by its content.

Formulas are never worked out: a cell is the text that is written in it. https://pypi.org/project/openpyxl/
"""

import io
import zipfile
import zlib

from models.notice_list import LARGEST, ListProblem

MOST_UNPACKED = 50 * 1024 * 1024
"""Bytes; a small file can unpack to gigabytes."""
MOST_CELLS = 200_000

_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, LookupError, ValueError, TypeError, AttributeError, SyntaxError)
"""What openpyxl raises for a file that is none of its kind."""


class ListUnfit(Exception):
    """It cannot be read as a list."""

    def __init__(self, problem: ListProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def text_of_list(content: bytes) -> str:
    """Everything that is written in the file. Takes some seconds for the largest: call it in a thread. Raises
    ListUnfit."""
    if len(content) > LARGEST:
        raise ListUnfit(ListProblem.LONG)
    if content.startswith(b"PK"):
        return _text_of_workbook(content)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ListUnfit(ListProblem.UNREADABLE)


def _text_of_workbook(content: bytes) -> str:
    """The first sheet that is shown."""
    from openpyxl import load_workbook  # takes a moment to import

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(each.file_size for each in archive.infolist()) > MOST_UNPACKED:
                raise ListUnfit(ListProblem.LONG)
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=False).active
        cells: list[str] = []
        for row in sheet.iter_rows(values_only=True) if sheet is not None else ():
            cells += [str(value) for value in row if value is not None]
            if len(cells) > MOST_CELLS:
                raise ListUnfit(ListProblem.LONG)
    except _BROKEN as error:
        raise ListUnfit(ListProblem.UNREADABLE) from error
    return "\n".join(cells)

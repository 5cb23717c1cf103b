"""The letters that a certificate can show: those in its font. Other letters would silently be left out.

This reads only the font's character map (OpenType, cmap, format 12:
https://learn.microsoft.com/typography/opentype/spec/cmap#format-12-segmented-coverage), because a font library takes a
second to import and to read the font.
"""

import struct
from bisect import bisect_right
from functools import cache
from pathlib import Path

from pylopdf_fonts_zh_cn import sans_path

_FORMAT = 12


def letters_missing(text: str) -> str:
    """The letters of the text that the font does not have, each once."""
    return "".join(dict.fromkeys(each for each in text if not _is_drawn(ord(each))))


def _is_drawn(code: int) -> bool:
    starts, ends = _coverage()
    at = bisect_right(starts, code) - 1
    return at >= 0 and code <= ends[at]


@cache
def _coverage() -> tuple[list[int], list[int]]:
    """The first and the last code of each run of letters. Raises ValueError for a font without a map of format 12."""
    table = _table(Path(sans_path()), b"cmap")
    (count,) = struct.unpack_from(">H", table, 2)
    for number in range(count):
        (at,) = struct.unpack_from(">4xI", table, 4 + 8 * number)
        if struct.unpack_from(">H", table, at) == (_FORMAT,):
            (runs,) = struct.unpack_from(">I", table, at + 12)
            found = [struct.unpack_from(">II", table, at + 16 + 12 * run) for run in range(runs)]
            return [first for first, _ in found], [last for _, last in found]
    raise ValueError("the font has no list of its letters that is understood here")


def _table(font: Path, tag: bytes) -> bytes:
    with font.open("rb") as file:
        (count,) = struct.unpack(">4xH6x", file.read(12))
        records = struct.iter_unpack(">4s4xII", file.read(16 * count))
        offset, length = next((offset, length) for name, offset, length in records if name == tag)
        file.seek(offset)
        return file.read(length)

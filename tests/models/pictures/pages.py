"""Pictures with text in them, as a screenshot would have it, and what an engine reads in them."""

import io
import math
from collections.abc import Sequence
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from pylopdf_fonts_zh_cn import sans_path


def a_page(lines: Sequence[str], *, width: int = 540, size: int = 26, form: str = "PNG") -> bytes:
    """Black lines on white, one below the other."""
    font = ImageFont.truetype(sans_path(), size)
    picture = Image.new("RGB", (width, (len(lines) + 1) * size * 2), "white")
    pencil = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        pencil.text((size, size + number * size * 2), line, font=font, fill="black")
    out = io.BytesIO()
    picture.save(out, form)
    return out.getvalue()


def read_as(*rows: str | Sequence[str], score: float = 0.99, turned: float = 0.0) -> dict[str, Any]:
    """What the engine would write of a page 540 pixels wide: each row a line from the left edge, or one there and one
    at the right edge. turned: degrees."""
    lines = []
    for number, row in enumerate(rows):
        texts = (row,) if isinstance(row, str) else row
        top, height = 40.0 + 50.0 * number, 24.0
        for place, text in enumerate(texts):
            width = 22.0 * len(text)
            left = 20.0 if place == 0 else 520.0 - width
            box = ((left, top), (left + width, top), (left + width, top + height), (left, top + height))
            lines.append([text, score, [_turned(corner, turned) for corner in box]])
    return {"size": [540, 1200], "lines": lines}


def _turned(corner: tuple[float, float], degrees: float) -> list[float]:
    angle = math.radians(degrees)
    x, y = corner
    return [x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)]

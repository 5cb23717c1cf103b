"""Pictures with text in them, as a screenshot would have it."""

import io
from collections.abc import Sequence

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

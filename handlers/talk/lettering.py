"""Chinese text in pictures: the font, and text cut to the room that there is."""

from functools import cache

from PIL import ImageFont
from pylopdf_fonts_zh_cn import sans_path


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """size: pixels."""
    return ImageFont.truetype(str(sans_path()), size)


def fitting(text: str, size: int, width: int) -> str:
    """Cut the text, with an ellipsis, to `width` pixels."""
    if font(size).getlength(text) <= width:
        return text
    while text and font(size).getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text}…"

"""Charts: a picture that anybody's phone opens, whose bars are as long as their values."""

import io

from PIL import Image, ImageColor

from handlers.talk.chart import BAR, MOST_BARS, WIDTH, Bar, bar_chart


def lengths(png: bytes) -> list[int]:
    """The lengths of the bars, from top to bottom, in pixels."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    colour = ImageColor.getrgb(BAR)
    found: list[int] = []
    inside = False
    for y in range(picture.height):
        length = sum(picture.getpixel((x, y)) == colour for x in range(picture.width))
        if length and not inside:
            found.append(length)
        inside = bool(length)
    return found


def test_bars_are_as_long_as_their_values() -> None:
    png = bar_chart("诉求", [Bar("乱扣款", 8, "8 件"), Bar("封号", 4, "4 件"), Bar("没有", 0, "0 件")], note="本周")
    longest, half = lengths(png)
    assert abs(longest - 2 * half) <= 2
    assert Image.open(io.BytesIO(png)).width == WIDTH


def test_long_words_and_many_bars_stay_inside() -> None:
    png = bar_chart("长" * 200, [Bar("很长的名字" * 20, number + 1, "9" * 5) for number in range(40)], note="注" * 200)
    assert len(lengths(png)) == MOST_BARS


def test_nothing_to_show_is_a_picture_too() -> None:
    assert lengths(bar_chart("诉求", [])) == []

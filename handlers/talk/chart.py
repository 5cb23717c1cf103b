"""A chart of horizontal bars as a picture, to be read on a phone.

It is drawn with Pillow alone: it is made inside a transaction and takes milliseconds, where a plotting library takes a
second and 60 MB to load.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from handlers.talk.lettering import fitting, font

WIDTH, MARGIN = 900, 40
"""Pixels."""
TITLE_SIZE, TEXT_SIZE, ROW = 34, 26, 56
LABELS, VALUES = 0.34, 0.16
"""Shares of the width: the labels before the bars, and the values behind them."""
PAPER, INK, QUIET, BAR = "#ffffff", "#1f2328", "#656d76", "#c2410c"
MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. value: at least 0; said: how the value is written behind the bar."""

    label: str
    value: float
    said: str


def bar_chart(title: str, bars: Sequence[Bar], *, note: str = "") -> bytes:
    """Draw the first MOST_BARS bars as a PNG; the largest value makes the longest bar. note: a small line below."""
    bars = bars[:MOST_BARS]
    height = MARGIN * 2 + TITLE_SIZE + 24 + ROW * len(bars) + (TEXT_SIZE + 16 if note else 0)
    picture = Image.new("RGB", (WIDTH, height), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.text((MARGIN, MARGIN), fitting(title, TITLE_SIZE, WIDTH - 2 * MARGIN), INK, font(TITLE_SIZE))
    top = MARGIN + TITLE_SIZE + 24
    largest = max((bar.value for bar in bars), default=0) or 1
    for number, bar in enumerate(bars):
        _draw_bar(draw, bar, top + number * ROW, largest)
    if note:
        cut = fitting(note, TEXT_SIZE - 4, WIDTH - 2 * MARGIN)
        draw.text((MARGIN, height - MARGIN - TEXT_SIZE), cut, QUIET, font(TEXT_SIZE - 4))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _draw_bar(draw: ImageDraw.ImageDraw, bar: Bar, y: int, largest: float) -> None:
    room = WIDTH - 2 * MARGIN
    left = MARGIN + int(room * LABELS)
    length = int(room * (1 - LABELS - VALUES) * bar.value / largest)
    draw.text((MARGIN, y + 10), fitting(bar.label, TEXT_SIZE, int(room * LABELS) - 16), INK, font(TEXT_SIZE))
    if length:
        draw.rectangle((left, y + 10, left + length, y + ROW - 14), BAR)
    draw.text((left + length + 12, y + 10), bar.said, QUIET, font(TEXT_SIZE))

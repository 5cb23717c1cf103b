"""A picture of a place and what lies around it, for chats that show one beside a link: rings of distance, north, the
other places as dots. It has nobody's position, and no map below it, so that it needs no review.
"""

import io
import math
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from handlers.talk.lettering import fitting, font
from models.values.position import Position

WIDTH, HEIGHT = 600, 480
"""Pixels."""
CENTRE = (300, 262)
RINGS_M = (300, 500, 1000)
PIXELS_A_METRE = 200 / 1000
TITLE_SIZE, NAME_SIZE, SMALL_SIZE = 30, 20, 17
MARGIN = 20
LONGEST_NAME = 190
MOST_NAMED = 4
"""Neighbours whose name is written, the nearest first, where there is room."""
COLOURS = 24
REMEMBERED = 200
"""Pictures; one takes about 10 kB."""
PAPER, INK, QUIET, RING, HERE, DOT = "#fffaf5", "#1f1a17", "#625950", "#c66c38", "#b83a0b", "#0a5a9c"
METRES_A_DEGREE = 111_195.08

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Around:
    """A place and its neighbours, by name; the nearest first. ring: how metres are written; north: the word."""

    name: str
    position: Position
    neighbours: tuple[tuple[str, Position], ...]
    ring: tuple[str, ...]
    north: str


@lru_cache(REMEMBERED)
def draw(around: Around) -> bytes:
    """Draw a PNG of at most 30 kB."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    taken = _rings(pen, around.ring)
    placed = [(name, _pixel(around.position, position)) for name, position in around.neighbours]
    for _, at in placed:
        taken.append(_dot(pen, at, 7, DOT))
    taken += (_dot(pen, CENTRE, 13, HERE), _title(pen, around.name))
    named = 0
    for name, at in placed:
        named += named < MOST_NAMED and _name(pen, name, at, taken)
    _north(pen, around.north)
    out = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _pixel(middle: Position, position: Position) -> tuple[float, float]:
    north_m = (position.latitude - middle.latitude) * METRES_A_DEGREE
    narrow = math.cos(math.radians(middle.latitude))
    east_m = (position.longitude - middle.longitude) * METRES_A_DEGREE * narrow
    return CENTRE[0] + east_m * PIXELS_A_METRE, CENTRE[1] - north_m * PIXELS_A_METRE


def _rings(pen: ImageDraw.ImageDraw, said: tuple[str, ...]) -> list[Box]:
    """Return the boxes of their labels."""
    (x, y), labels = CENTRE, []
    for metres, text in zip(RINGS_M, said, strict=True):
        radius = metres * PIXELS_A_METRE
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RING, width=2)
        labels.append(_label(pen, text, (x, y + radius), QUIET))
    return labels


def _dot(pen: ImageDraw.ImageDraw, at: tuple[float, float], radius: int, colour: str) -> Box:
    box = (at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius)
    pen.ellipse(box, fill=colour, outline=PAPER, width=2)
    return box


def _title(pen: ImageDraw.ImageDraw, name: str) -> Box:
    pen.rectangle((0, 0, WIDTH, TITLE_SIZE + 2 * MARGIN - 12), fill=PAPER)
    pen.text((MARGIN, MARGIN - 8), fitting(name, TITLE_SIZE, WIDTH - 2 * MARGIN), INK, font(TITLE_SIZE))
    return 0, 0, WIDTH, TITLE_SIZE + 2 * MARGIN - 12


def _name(pen: ImageDraw.ImageDraw, name: str, at: tuple[float, float], taken: list[Box]) -> bool:
    """Write the name beside its dot, and return True, unless it would cover something or leave the picture."""
    text, (east, south) = fitting(name, NAME_SIZE, LONGEST_NAME), at
    width = font(NAME_SIZE).getlength(text)
    for left in (east + 10, east - 10 - width):
        box = (left, south - NAME_SIZE * 0.7, left + width, south + NAME_SIZE * 0.7)
        apart = all(box[2] < o[0] or o[2] < box[0] or box[3] < o[1] or o[3] < box[1] for o in taken)
        if apart and box[0] >= 4 and box[2] <= WIDTH - 4 and box[3] <= HEIGHT - 4:
            pen.text((left, south), text, INK, font(NAME_SIZE), anchor="lm", stroke_width=3, stroke_fill=PAPER)
            taken.append(box)
            return True
    return False


def _label(pen: ImageDraw.ImageDraw, text: str, at: tuple[float, float], colour: str) -> Box:
    pen.text(at, text, colour, font(SMALL_SIZE), anchor="mm", stroke_width=4, stroke_fill=PAPER)
    return pen.textbbox(at, text, font(SMALL_SIZE), anchor="mm")


def _north(pen: ImageDraw.ImageDraw, word: str) -> None:
    x, y = WIDTH - 34, 92
    pen.polygon([(x, y - 18), (x - 9, y + 8), (x, y + 2), (x + 9, y + 8)], fill=INK)
    _label(pen, word, (x, y + 22), INK)

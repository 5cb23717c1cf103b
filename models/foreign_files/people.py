"""Find who is to be seen in a picture beside its text: faces, and small pictures beside a line, as avatars stand there.

Faces are found by the cascades that come with OpenCV 4 (https://docs.opencv.org/4.x/db/d28/tutorial_cascade_classifier.html):
such as look at the camera or stand in profile, and of 24 pixels at least. Nobody is recognised.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from models.foreign_files.box import Box

FRONT, PROFILE = "haarcascade_frontalface_alt2.xml", "haarcascade_profileface.xml"
SMALLEST_FACE = 24
"""Pixels."""
STEP, FRONT_SEEN, PROFILE_SEEN = 1.1, 4, 7
"""By how much the searched size grows, and how often a face has to be found at about the same place."""
AROUND = 0.35
"""The share of a found face by which its box is widened: the cascades find it without hair and chin."""
SMALLEST_SHARE, LARGEST_SHARE = 0.045, 0.26
"""Shares of the shorter side of the picture: how large an avatar is."""
NOT_SQUARE, FULL = 1.2, 0.7
"""The most that one side is longer than the other; the least share of its box that it fills: a circle fills 0.79."""
COLOURS = 14
"""Colours of 4 bits a channel that a picture has, and a sign or a drawn person has not."""
OFTEN = 0.004
"""The share of a region that a colour must have to count."""
FAR_FROM_GROUND = 24
"""Steps of 256 in a channel by which a pixel is not of the ground."""
GROUNDS = 3
BESIDE = 1.6
"""How far from a line an avatar stands, in its own size."""

Pixels = NDArray[np.uint8]
Rectangle = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels."""


class PeopleFinder:
    """The cascades, loaded once."""

    def __init__(self) -> None:
        import cv2
        from cv2 import data

        cv2.setNumThreads(1)
        self._front, self._profile = (cv2.CascadeClassifier(data.haarcascades + name) for name in (FRONT, PROFILE))

    def faces_in(self, picture: Image.Image) -> list[Box]:
        """The faces, each with some to spare."""
        grey = np.asarray(picture.convert("L"))
        found = [*self._found(self._front, grey, FRONT_SEEN), *self._found(self._profile, grey, PROFILE_SEEN)]
        mirrored = self._found(self._profile, np.ascontiguousarray(grey[:, ::-1]), PROFILE_SEEN)
        found += [(picture.width - right, top, picture.width - left, bottom) for left, top, right, bottom in mirrored]
        return [_box(_widened(each), picture) for each in found]

    def _found(self, cascade: Any, grey: Pixels, seen: int) -> Iterator[Rectangle]:
        smallest = (SMALLEST_FACE, SMALLEST_FACE)
        for left, top, width, height in cascade.detectMultiScale(grey, STEP, seen, minSize=smallest):
            yield int(left), int(top), int(left + width), int(top + height)


def avatars_in(picture: Image.Image, lines: Sequence[Sequence[Sequence[int]]]) -> list[Box]:
    """The small pictures, round or square, that stand left or right of a line. lines: the corners of each line, in
    pixels."""
    import cv2

    pixels = np.asarray(picture.convert("RGB"))
    drawn = _not_ground(pixels)
    written = [_around(corners) for corners in lines]
    for left, top, right, bottom in written:
        drawn[max(0, top) : bottom, max(0, left) : right] = 0
    closed = cv2.morphologyEx(drawn, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    side = min(picture.size)
    found = []
    for left, top, width, height, area in stats[1:].tolist():
        small, large = sorted((width, height))
        fits = SMALLEST_SHARE * side <= small and large <= LARGEST_SHARE * side and large <= NOT_SQUARE * small
        region = (left, top, left + width, top + height)
        if fits and area >= FULL * width * height and _is_colourful(pixels, region) and _stands_beside(region, written):
            found.append(_box(region, picture))
    return found


def _not_ground(pixels: Pixels) -> Pixels:
    """255 for each pixel that has none of the most frequent colours of the picture."""
    levels = pixels >> 4
    names = (levels[..., 0].astype(np.uint16) << 8) | (levels[..., 1].astype(np.uint16) << 4) | levels[..., 2]
    frequent = np.argsort(-np.bincount(names.ravel(), minlength=4096))[:GROUNDS]
    far = np.full(names.shape, 255, dtype=np.uint8)
    for name in frequent.tolist():
        ground = np.median(pixels[names == name], axis=0)
        far[np.abs(pixels.astype(np.int16) - ground).max(axis=-1) <= FAR_FROM_GROUND] = 0
    return far


def _is_colourful(pixels: Pixels, region: Rectangle) -> bool:
    left, top, right, bottom = region
    levels = (pixels[top:bottom, left:right] >> 4).reshape(-1, 3).astype(np.uint16)
    counts = np.bincount((levels[:, 0] << 8) | (levels[:, 1] << 4) | levels[:, 2])
    return int((counts >= OFTEN * len(levels)).sum()) >= COLOURS


def _stands_beside(region: Rectangle, lines: Sequence[Rectangle]) -> bool:
    left, top, right, bottom = region
    reach = BESIDE * (right - left)
    return any(
        min(bottom, under) > max(top, over) and (0 <= begins - right <= reach or 0 <= left - ends <= reach)
        for begins, over, ends, under in lines
    )


def _around(corners: Sequence[Sequence[int]]) -> Rectangle:
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(down), max(across), max(down)


def _widened(face: Rectangle) -> Rectangle:
    left, top, right, bottom = face
    more = round(AROUND * (right - left))
    return left - more, top - more, right + more, bottom + more


def _box(region: Rectangle, picture: Image.Image) -> Box:
    left, top, right, bottom = region
    across, down = picture.size
    return (
        round(max(0, left) / across, 4), round(max(0, top) / down, 4),
        round(min(across, right) / across, 4), round(min(down, bottom) / down, 4),
    )  # fmt: skip

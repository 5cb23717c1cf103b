"""A picture's lines of text as a page: in the order in which they are read, with what stands beside a label.

The engine gives corners in pixels (models/foreign_files/lines.py). A page that was photographed at an angle is turned
straight first, by its own lines.
"""

import math
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from models.foreign_files.box import Box
from models.values.clean_text import clean_text

SURE = 0.9
"""A line that was read less surely is doubtful."""
LONGEST_TEXT = 1500
"""Characters of a page that are offered as a text."""
MOST_LINES = 300
LONG_LABEL = 4
"""Characters."""
_MARK = re.compile(r"^[:：\s]+")
_BEHIND_A_VALUE = re.compile(r"\s*(?:复制|[>›》〉])\s*$")
_ANOTHER_SENTENCE = re.compile("[如若][有需对果]|请|温馨|友情|说明|提示|注[意:：]|点击|查看|您")
"""How the sentences begin that apps put below a value."""
_WIDER_THAN_HIGH = 4
"""Only such lines tell how the page is turned."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. box: where it stands in the picture; left … bottom: where it would stand on the straight page, in
    pixels."""

    text: str
    score: float
    box: Box
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def is_beside(self, other: "Line") -> bool:
        """Whether both stand in one row."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared > 0.5 * min(self.height, other.height)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows. sure: it was read well, and nothing was guessed. lines: where it stands."""

    text: str
    sure: bool
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The lines from top to bottom, those of one row from left to right. faces, avatars: where such are to be seen."""

    lines: tuple[Line, ...]
    faces: tuple[Box, ...] = ()
    avatars: tuple[Box, ...] = ()

    @classmethod
    def of(cls, read: Any) -> "Page":
        """The page of what the engine read; before it looked for faces, it wrote of none."""
        (width, height), lines = read["size"], read["lines"][:MOST_LINES]
        turned = _angle([corners for _, _, corners in lines])
        made = [_line(text, score, corners, turned, width, height) for text, score, corners in lines]
        faces, avatars = (tuple((*box,) for box in read.get(key, ())) for key in ("faces", "avatars"))
        return cls(tuple(_in_order(made)), faces, avatars)

    @property
    def text(self) -> str:
        """All lines, one row a line, in plain characters."""
        rows = ("\u3000".join(each.text for each in row) for row in self.rows())
        return clean_text("\n".join(rows))[:LONGEST_TEXT]

    def rows(self) -> Iterator[Sequence[Line]]:
        """The lines that stand beside each other."""
        row: list[Line] = []
        for each in self.lines:
            if row and not each.is_beside(row[-1]):
                yield row
                row = []
            row.append(each)
        if row:
            yield row

    def beside(self, labels: Collection[str], *, others: Collection[str] = (), more: bool = False) -> Shown | None:
        """The value of one of the labels: behind it in its line, else to its right, else below it; None if the page has
        none. Different values make it doubtful.

        others: labels of other values, which are no value. more: the value may go on in the lines below.
        """
        found = self.all_beside(labels, others=others, more=more)
        if not found:
            return None
        one = len({each.text for each in found}) == 1
        return Shown(found[0].text, found[0].sure and one, found[0].lines)

    def all_beside(
        self, labels: Collection[str], *, others: Collection[str] = (), more: bool = False
    ) -> Sequence[Shown]:
        """As `beside`, the value of every such label on the page."""
        every = _longest_first({*labels, *others})
        mine = {plain(each) for each in labels}
        values = (self._value_of(line, mine, every, more=more) for line in self.lines)
        return [each for each in values if each is not None]

    def _value_of(self, line: Line, mine: Collection[str], every: Sequence[str], *, more: bool) -> Shown | None:
        label, rest, marked = _split(line.text, every)
        if label is None or label not in mine:
            return None
        if rest:
            return self._whole(Shown(rest, marked and line.score >= SURE, (line,)), every, more=more)
        near = (self._right_of(line), self._below(line))
        value = next((each for each in near if each is not None and _split(each.text, every)[0] is None), None)
        if value is None:
            return None
        text = _BEHIND_A_VALUE.sub("", value.text).strip()
        return self._whole(Shown(text, value.score >= SURE, (value,)), every, more=more) if text else None

    def _right_of(self, line: Line) -> Line | None:
        right = [each for each in self.lines if each.left >= line.right - line.height and each.is_beside(line)]
        return min((each for each in right if each is not line), key=lambda each: each.left, default=None)

    def _below(self, line: Line) -> Line | None:
        below = [
            each
            for each in self.lines
            if 0 <= each.top - line.bottom + 0.3 * line.height <= 2 * line.height
            and each.left < line.right
            and each.right > line.left
        ]
        return min(below, key=lambda each: each.top, default=None)

    def _whole(self, shown: Shown, every: Sequence[str], *, more: bool) -> Shown:
        """The value with the lines below in which it goes on; not sure if it seems to go on and does not."""
        if not more:
            return shown
        text, lines, sure = shown.text, [*shown.lines], shown.sure
        while self._is_full(lines[-1]):
            following = self._below(lines[-1])
            if following is not None and _begins_anew(following.text, every):
                break
            if following is None or not self._goes_on(lines[-1], following):
                sure = sure and (len(lines) > 1 or not self._begins_at_the_left(lines[0]))
                break
            text, sure = text + following.text, sure and following.score >= SURE
            lines.append(following)
        return Shown(text, sure, tuple(lines))

    def _goes_on(self, line: Line, following: Line) -> bool:
        """Whether the line below is of the same text: near, as high, and alone in its row."""
        alone = not any(each.is_beside(following) for each in self.lines if each is not following)
        near = following.top - line.bottom <= 0.8 * following.height
        return alone and near and abs(following.height - line.height) <= 0.5 * line.height

    def _is_full(self, line: Line) -> bool:
        """Whether the line goes as far as lines go on this page, so that its text may go on below."""
        return line.right > max(each.right for each in self.lines) - 1.5 * line.height

    def _begins_at_the_left(self, line: Line) -> bool:
        return line.left < min(each.left for each in self.lines) + 1.5 * line.height


def _split(text: str, every: Sequence[str]) -> tuple[str | None, str, bool]:
    """The label at the beginning of a line, what stands behind it, and whether a colon or a blank parts the two. Only a
    long label counts without one."""
    said = plain(text)
    label = next((each for each in every if said.startswith(each)), None)
    if label is None:
        return None, "", False
    rest = _behind(unicodedata.normalize("NFKC", text), len(label))
    value = _BEHIND_A_VALUE.sub("", _MARK.sub("", rest)).strip()
    marked = bool(_MARK.match(rest)) or value[:1] in "-¥+" or value[:1].isdigit()
    if not value:
        return label, "", True
    return (label, value, marked) if marked or len(label) >= LONG_LABEL else (None, "", False)


def _begins_anew(text: str, every: Sequence[str]) -> bool:
    """Whether a line is of another text than the value above it."""
    return bool(_ANOTHER_SENTENCE.match(text)) or _split(text, every)[0] is not None


def _behind(text: str, letters: int) -> str:
    """The text behind so many letters, blanks not counted."""
    for at, each in enumerate(text):
        if letters == 0:
            return text[at:]
        letters -= not each.isspace()
    return ""


def normal(text: str) -> str:
    """The text in the form in which a page is searched: compatible forms made one (NFKC), lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def plain(text: str) -> str:
    """The same without blanks."""
    return re.sub(r"\s", "", normal(text))


def _longest_first(labels: Collection[str]) -> list[str]:
    return sorted({plain(each) for each in labels}, key=len, reverse=True)


def _angle(every: Sequence[Any]) -> float:
    """By how much the page is turned, in radians: the median of its longer lines."""
    angles = [
        math.atan2(right[1] - left[1], right[0] - left[0])
        for left, right, _, below in every
        if right[0] - left[0] > _WIDER_THAN_HIGH * abs(below[1] - left[1])
    ]
    return median(angles) if angles else 0.0


def _line(text: str, score: float, corners: Any, turned: float, width: int, height: int) -> Line:
    cos, sin = math.cos(-turned), math.sin(-turned)
    straight = [(x * cos - y * sin, x * sin + y * cos) for x, y in corners]
    across, down = [x for x, _ in straight], [y for _, y in straight]
    left, right = min(x for x, _ in corners) / width, max(x for x, _ in corners) / width
    top, bottom = min(y for _, y in corners) / height, max(y for _, y in corners) / height
    return Line(text, score, (left, top, right, bottom), min(across), min(down), max(across), max(down))


def _in_order(lines: Sequence[Line]) -> list[Line]:
    """From top to bottom; lines of one row from left to right."""
    ordered: list[Line] = []
    row: list[Line] = []
    for each in sorted(lines, key=lambda line: (line.top + line.bottom) / 2):
        if row and not each.is_beside(row[0]):
            ordered += sorted(row, key=lambda line: line.left)
            row = []
        row.append(each)
    return ordered + sorted(row, key=lambda line: line.left)

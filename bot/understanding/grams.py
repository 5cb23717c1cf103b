"""The features of the intent model: characters, words and sounds, alone and in pairs and triples."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.understanding.sounds import sounds_of
from models.values.segmentation import words_of

LONGEST = 200
"""Characters that are looked at: a longer text has named its subject by then."""
FIGURE = "0"
"""Stands for any number: 50块 and 80块 are the same complaint."""
_FIGURES = re.compile(r"\d+(?:[.,:]\d+)*")
_CHINESE = re.compile("[\u3400-\u9fff0]+")
_LETTERS = re.compile("[a-z']+")


def grams(normal: str) -> list[str]:
    """All features of a normalised text; `c` characters, `w` words, `s` sounds, `l` parts of words in letters."""
    text = _FIGURES.sub(FIGURE, normal[:LONGEST])
    found: list[str] = []
    for piece in _CHINESE.findall(text):
        found.extend(_chinese(piece))
    found.extend(_letters(_LETTERS.findall(text)))
    return found


def _chinese(piece: str) -> Iterator[str]:
    edged = f"^{piece}$"
    for size in (1, 2, 3):
        yield from ("c" + edged[at : at + size] for at in range(len(edged) - size + 1))
    yield from _words(words_of(piece))
    sounds = sounds_of(piece)
    for size in (2, 3):
        yield from ("s" + " ".join(sounds[at : at + size]) for at in range(len(sounds) - size + 1))


def _letters(words: Sequence[str]) -> Iterator[str]:
    yield from _words(words)
    for word in words:
        edged = f"<{word}>"
        yield from ("l" + edged[at : at + 4] for at in range(len(edged) - 3))


def _words(words: Sequence[str]) -> Iterator[str]:
    yield from ("w" + word for word in words)
    yield from (f"w{one} {next_one}" for one, next_one in pairwise(words))

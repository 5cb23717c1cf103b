"""How like a question what can be found is: learned from titles, passages and example questions by ridge regression.

The index weighs this beside the shared words: it also tells what has nothing to do with anything that can be found.
"""

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

import numpy as np

from models.values.segmentation import search_words_of

SMOOTH = 1.0
"""The ridge: the greater, the less a single sentence counts."""
_PIECE = re.compile(r"[a-z0-9']+|[\u3400-\u9fff]+")

Thing = TypeVar("Thing", bound=Hashable)


class Likeness(Generic[Thing]):
    """Scores things for a question: about 1 for a sentence it was taught, about 0 for what no thing is about."""

    def __init__(self, taught: Sequence[tuple[Thing, str]]) -> None:
        """taught: things and normalised sentences about each. It takes a second of a core and 60 MB for 2,000."""
        from scipy import sparse  # with bm25s, not at the start

        self._things = list(dict.fromkeys(thing for thing, _ in taught))
        counted = [Counter(_features(text)) for _, text in taught]
        texts = Counter(feature for counts in counted for feature in counts)
        self._column = {feature: column for column, feature in enumerate(texts)}
        self._rare = np.log((1 + len(counted)) / (1 + np.fromiter(texts.values(), dtype=np.float32))) + 1
        rows = [self._row(counts) for counts in counted]
        self._rows = sparse.csr_matrix(
            (
                np.concatenate([values for _, values in rows]),
                np.concatenate([columns for columns, _ in rows]),
                np.cumsum([0, *(len(columns) for columns, _ in rows)]),
            ),
            shape=(len(rows), len(texts)),
        )
        number = {thing: at for at, thing in enumerate(self._things)}
        meant = np.zeros((len(rows), len(self._things)), dtype=np.float32)
        meant[np.arange(len(rows)), [number[thing] for thing, _ in taught]] = 1
        alike = (self._rows @ self._rows.T).toarray()
        alike[np.diag_indices(len(rows))] += SMOOTH
        self._weights = self._rows.T @ np.linalg.solve(alike, meant - meant.mean(axis=0)).astype(np.float32)

    def of(self, normal: str) -> Mapping[Thing, float]:
        """The score of every thing for a normalised question."""
        columns, values = self._row(Counter(each for each in _features(normal) if each in self._column))
        scores = values @ self._weights[columns]
        return dict(zip(self._things, map(float, scores), strict=True))

    def _row(self, counts: Mapping[str, int]) -> tuple[np.ndarray, np.ndarray]:
        """The columns and the weights, of length 1, of the counted features."""
        columns = np.fromiter((self._column[each] for each in counts), dtype=np.int32)
        values = np.fromiter((1 + math.log(each) for each in counts.values()), dtype=np.float32) * self._rare[columns]
        return columns, values / (np.linalg.norm(values) or 1)


def _features(normal: str) -> Iterator[str]:
    """Words, pairs of words, and one to three neighbouring Chinese characters."""
    words: list[str] = []
    for piece in _PIECE.findall(normal):
        words += [piece] if piece.isascii() else search_words_of(piece)
        if not piece.isascii():
            yield from ("c" + piece[at : at + size] for size in (1, 2, 3) for at in range(len(piece) - size + 1))
    yield from ("w" + word for word in words)
    yield from (f"w{one} {other}" for one, other in pairwise(words))

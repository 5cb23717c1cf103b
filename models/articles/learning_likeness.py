"""Learn how like a question what can be found is, by ridge regression, and when the likest thing answers it.

The latter is learned from questions that were held out: each example question without itself, and without all that is
known of the thing it asks for, as if nothing answered it. The service runs this in a process of its own, at lower
priority: sentences come in as JSON, the result goes out as bytes.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.articles import likeness
from models.articles.likeness import (
    NOTHING,
    Closer,
    Likeness,
    Numbers,
    Weights,
    counted,
    may_answer,
    packed,
    row_of,
    signs_of,
)
from models.learned import vectors
from models.learned.kept import NICER
from models.learned.vectors import centred, vectors_of
from models.values import segmentation

SMOOTH = 1.0
"""The ridge: the greater, the less a single sentence counts."""
VECTORS_COUNT = 1.0
"""The weight of the vectors, beside that of the words."""
FEWEST_ASKED = 30
"""Example questions; from fewer, it cannot be learned when a thing answers."""
USUAL_TRUST = (10.0, 2.0, -8.0, -2.7)
"""About what the sample city teaches; where there is too little to learn it from."""
MODULE = "models.articles.learning_likeness"
CODE = tuple(Path(str(each.__file__)) for each in (sys.modules[__name__], likeness, vectors, segmentation))

Taught = Sequence[tuple[str, str, bool]]
"""The name of a thing, a normalised sentence about it, and whether that is a question that the thing answers."""


def learned(taught: Taught, known: Numbers | None = None) -> Likeness:
    """Learn from what is taught. It takes some seconds of a core for 2,000. known: the vectors of the sentences, if the
    vectors of questions count too."""
    from scipy.sparse import csr_matrix

    texts = Counter(feature for _, text, _ in taught for feature in counted(text))
    features = np.array(sorted(texts), dtype=np.uint32)
    among = np.array([texts[each] for each in sorted(texts)], dtype=np.float32)
    rare = (np.log((1 + len(taught)) / (1 + among)) + 1).astype(np.float32)
    found = [row_of(text, features, rare) for _, text, _ in taught]
    rows = csr_matrix(
        (
            np.concatenate([values for _, values in found]),
            np.concatenate([columns for columns, _ in found]),
            np.cumsum([0, *(len(columns) for columns, _ in found)]),
        ),
        shape=(len(found), len(features)),
    )
    things = list(dict.fromkeys(thing for thing, _, _ in taught))
    lesson = _Taught(
        things, np.array([things.index(thing) for thing, _, _ in taught]), np.array([asks for _, _, asks in taught])
    )
    alike = (rows @ rows.T).toarray()
    words = Weights(*lesson.learned(alike))
    if known is None:
        return Likeness(things, features, rare, rows, words)
    mean = known.mean(axis=0)
    directions = centred(known, mean)
    by_sentence, trust = lesson.learned(alike + VECTORS_COUNT * directions @ directions.T)
    meaning = (VECTORS_COUNT * directions.T @ by_sentence).astype(np.float32)
    closer = Closer(by_sentence, trust, mean, meaning)
    return Likeness(things, features, rare, rows, words, closer)


class _Taught:
    """What the sentences are about. about: the number of each one's thing; asked: whether it is a question."""

    def __init__(self, things: Sequence[str], about: NDArray[np.intp], asked: NDArray[np.bool_]) -> None:
        self._things, self._about, self._asked = things, about, asked
        meant = np.eye(len(things), dtype=np.float32)[about]
        self._meant = meant - meant.mean(axis=0)

    def learned(self, alike: Numbers) -> tuple[Numbers, Numbers]:
        """How much each sentence says for each thing, and the trust. alike: how like each other the sentences are."""
        smooth = alike + SMOOTH * np.eye(len(alike), dtype=np.float32)
        if self._asked.sum() < FEWEST_ASKED or NOTHING not in self._things:
            return np.linalg.solve(smooth, self._meant).astype(np.float32), np.array(USUAL_TRUST, dtype=np.float32)
        inverse: Numbers = np.linalg.inv(smooth).astype(np.float32)
        by_sentence: Numbers = (inverse @ self._meant).astype(np.float32)
        return by_sentence, self._trust(inverse, by_sentence)

    def _trust(self, inverse: Numbers, by_sentence: Numbers) -> Numbers:
        """Learn when the likest thing answers. What a sentence would score, had it not been taught, follows from the
        inverse alone."""
        from sklearn.linear_model import LogisticRegression

        nothing = self._things.index(NOTHING)
        asked, idle = np.flatnonzero(self._asked), np.flatnonzero(self._about == nothing)
        without_itself = self._meant - by_sentence / np.diag(inverse)[:, None]
        without_thing = without_itself.copy()
        for thing in np.unique(self._about[asked]):
            its = np.flatnonzero(self._about == thing)
            left = np.linalg.solve(inverse[np.ix_(its, its)], by_sentence[its])
            without_thing[its] = self._meant[its] - left
            without_thing[its, thing] = -1
        signs, right = [], []
        for scores, rows in ((without_itself, asked), (without_thing, asked), (without_itself, idle)):
            best = np.where(may_answer(self._things), scores[rows], -np.inf).argmax(axis=1)
            signs.append(signs_of(scores[rows], self._things)[np.arange(len(rows)), best])
            right.append(best == self._about[rows])
        fitted = LogisticRegression(C=100).fit(np.concatenate(signs), np.concatenate(right))
        return np.append(fitted.coef_[0], fitted.intercept_).astype(np.float32)


def source_of(taught: Mapping[str, Taught]) -> bytes:
    """What the learning process is given. taught: by language."""
    return json.dumps(taught).encode()


def _learned_from(source: bytes, *of_vectors: str) -> bytes:
    """of_vectors: the file and the folder of vectors, if those count too."""
    found = {}
    for language, taught in json.loads(source).items():
        sentences = [sentence for _, sentence, _ in taught]
        found[language] = learned(taught, vectors_of(sentences, *map(Path, of_vectors)) if of_vectors else None)
    return packed(found)


if __name__ == "__main__":
    os.nice(NICER)
    sys.stdout.buffer.write(_learned_from(sys.stdin.buffer.read(), *sys.argv[1:]))

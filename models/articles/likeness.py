"""How like a question what can be found is, and how likely it answers it. It was learned (learning_likeness.py) from
titles, passages and example questions.

The index weighs this beside the shared words: it also tells what has nothing to do with anything that can be found.
Only the weight of each sentence it was taught is kept: a weight for each feature would be forty times as much.
"""

import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from models.learned.vectors import centred
from models.values.segmentation import search_words_of

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

NOTHING = ""
"""The name of what nothing answers."""
NO_ANSWER = "-"
"""What the name of a thing begins with that is alike, but never the answer: somewhere to go."""
_PIECE = re.compile(r"[a-z0-9']+|[\u3400-\u9fff]+")

Numbers = NDArray[np.float32]
Digests = NDArray[np.uint32]


class Alike(NamedTuple):
    """like: about 1 for a sentence that was taught, about 0 for what the thing is not about. answers: the probability,
    from 0 to 1, that the thing answers the question."""

    like: float
    answers: float


@dataclass(frozen=True)
class Weights:
    """by_sentence: how much each taught sentence says for each of the things. trust: the weights of a thing's score, of
    its lead over the best other one, of NOTHING's score, and a constant, in the probability that it answers."""

    by_sentence: Numbers
    trust: Numbers


@dataclass(frozen=True)
class Closer(Weights):
    """The same where the vector of the question (models/learned/vectors.py) counts too. mean: of the sentences'
    vectors; meaning: a column for each thing."""

    mean: Numbers
    meaning: Numbers


@dataclass(frozen=True)
class Likeness:
    """Compares questions with things. features: their digests, in order; rare: the weight of each. rows: a sentence
    each, a feature in each column."""

    things: Sequence[str]
    features: Digests
    rare: Numbers
    rows: "csr_matrix"
    words: Weights
    closer: Closer | None = None

    def of(self, normal: str, vector: Numbers | None = None) -> dict[str, Alike]:
        """Every thing compared with a normalised question."""
        asked = np.zeros(len(self.features), dtype=np.float32)
        columns, values = row_of(normal, self.features, self.rare)
        asked[columns] = values
        alike = self.rows @ asked
        if vector is None or self.closer is None:
            scores, trust = alike @ self.words.by_sentence, self.words.trust
        else:
            scores = alike @ self.closer.by_sentence + centred(vector, self.closer.mean) @ self.closer.meaning
            trust = self.closer.trust
        answers = _probabilities(signs_of(scores[None, :], self.things)[0], trust)
        return {thing: Alike(float(scores[at]), float(answers[at])) for at, thing in enumerate(self.things)}

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All that it is made of."""
        return {
            "things": np.frombuffer(json.dumps(self.things).encode(), dtype=np.uint8),
            "features": self.features,
            "rare": self.rare,
            "data": self.rows.data,
            "indices": self.rows.indices,
            "indptr": self.rows.indptr,
            **{f"words {name}": each for name, each in vars(self.words).items()},
            **({f"closer {name}": each for name, each in vars(self.closer).items()} if self.closer else {}),
        }

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "Likeness":
        from scipy.sparse import csr_matrix  # with bm25s, not at the start

        def of(kind: str) -> dict[str, NDArray[Any]]:
            return {name.removeprefix(kind): each for name, each in arrays.items() if name.startswith(kind)}

        shape = len(arrays["indptr"]) - 1, len(arrays["features"])
        rows = csr_matrix((arrays["data"], arrays["indices"], arrays["indptr"]), shape=shape)
        things = json.loads(arrays["things"].tobytes())
        closer = Closer(**of("closer ")) if "closer mean" in arrays else None
        return cls(things, arrays["features"], arrays["rare"], rows, Weights(**of("words ")), closer)


def signs_of(scores: Numbers, things: Sequence[str]) -> Numbers:
    """What tells whether a thing answers, for each question (a row of scores) and thing: its score, its lead over the
    best other one that may be the answer, and NOTHING's score if that is above 0."""
    nothing = np.array([thing == NOTHING for thing in things])
    of_things = np.where(may_answer(things), scores, -np.inf)
    best = np.sort(np.pad(of_things, ((0, 0), (2, 0)), constant_values=-np.inf), axis=1)[:, -2:]
    other = np.where(of_things == best[:, 1:], best[:, :1], best[:, 1:])
    lead = np.where(np.isfinite(of_things) & np.isfinite(other), scores - np.where(np.isfinite(other), other, 0), 0)
    idle = np.maximum(scores[:, nothing].max(axis=1, initial=0), 0)
    return np.stack([scores, lead, np.broadcast_to(idle[:, None], scores.shape)], axis=-1).astype(np.float32)


def may_answer(things: Sequence[str]) -> NDArray[np.bool_]:
    """Which of the things may be the answer of a question."""
    return np.array([thing != NOTHING and not thing.startswith(NO_ANSWER) for thing in things])


def _probabilities(signs: Numbers, trust: Numbers) -> Numbers:
    probabilities: Numbers = 1 / (1 + np.exp(-(signs @ trust[:-1] + trust[-1])))
    return probabilities


def packed(by_language: Mapping[str, Likeness]) -> bytes:
    """What was learned as bytes, to be passed between processes."""
    out = io.BytesIO()
    arrays: dict[str, Any] = {
        f"{language} {name}": each for language, of in by_language.items() for name, each in of.arrays().items()
    }
    np.savez(out, **arrays)
    return out.getvalue()


def unpacked(packed_bytes: bytes) -> dict[str, Likeness]:
    """Language -> what these bytes hold of it. Raises one of UNREADABLE."""
    found: dict[str, dict[str, NDArray[Any]]] = {}
    with np.load(io.BytesIO(packed_bytes), allow_pickle=False) as kept:
        for key in kept.files:
            language, _, name = key.partition(" ")
            found.setdefault(language, {})[name] = kept[key]
    return {language: Likeness.of_arrays(arrays) for language, arrays in found.items()}


def row_of(normal: str, features: Digests, rare: Numbers) -> tuple[NDArray[np.intp], Numbers]:
    """The columns and the weights, of length 1, of the features of a normalised text that are known."""
    counts = counted(normal)
    asked = np.fromiter(counts, dtype=np.uint32)
    times = np.fromiter(counts.values(), dtype=np.float32)
    columns = np.minimum(np.searchsorted(features, asked), len(features) - 1)
    known = features[columns] == asked
    values = (1 + np.log(times[known])) * rare[columns[known]]
    return columns[known], values / (np.linalg.norm(values) or 1)


def counted(normal: str) -> Counter[int]:
    """The digests of a normalised text's features, with their number."""
    return Counter(crc32(each.encode()) for each in _features(normal))


def _features(normal: str) -> Iterator[str]:
    """Words, pairs of words, and one to three neighbouring Chinese characters."""
    words: list[str] = []
    for piece in _PIECE.findall(normal):
        words += [piece] if piece.isascii() else search_words_of(piece)
        if not piece.isascii():
            yield from ("c" + piece[at : at + size] for size in (1, 2, 3) for at in range(len(piece) - size + 1))
    yield from ("w" + word for word in words)
    yield from (f"w{one} {other}" for one, other in pairwise(words))

"""How like a question what can be found is: learned from titles, passages and example questions by ridge regression.

The index weighs this beside the shared words: it also tells what has nothing to do with anything that can be found.
Only the weight of each sentence it was taught is kept: a weight for each feature would be forty times as much. The
service learns it in a process of its own: sentences come in as JSON, the result goes out as bytes.
"""

import io
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from models.learned.kept import NICER
from models.values import segmentation
from models.values.segmentation import keep_whole, search_words_of

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SMOOTH = 1.0
"""The ridge: the greater, the less a single sentence counts."""
CODE = Path(__file__), Path(segmentation.__file__)
_PIECE = re.compile(r"[a-z0-9']+|[\u3400-\u9fff]+")

Taught = Mapping[str, Sequence[tuple[str, str]]]
"""Language -> names of things, and normalised sentences about each."""
Numbers = NDArray[np.float32]


class Likeness:
    """Scores things for a question: about 1 for a sentence it was taught, about 0 for what no thing is about."""

    def __init__(
        self, things: Sequence[str], features: NDArray[np.uint32], rare: Numbers, rows: "csr_matrix", weights: Numbers
    ) -> None:
        """features: their digests, in order; rare: the weight of each. rows: a sentence each, a feature in each column.
        weights: how much each sentence says for each of the things."""
        self._things, self._features, self._rare, self._rows, self._weights = things, features, rare, rows, weights

    def of(self, normal: str) -> Mapping[str, float]:
        """The score of every thing for a normalised question."""
        asked = np.zeros(len(self._features), dtype=np.float32)
        columns, values = _row(_counted(normal), self._features, self._rare)
        asked[columns] = values
        scores = (self._rows @ asked) @ self._weights
        return dict(zip(self._things, map(float, scores), strict=True))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All that it is made of."""
        return {
            "things": np.frombuffer(json.dumps(self._things).encode(), dtype=np.uint8),
            "features": self._features,
            "rare": self._rare,
            "data": self._rows.data,
            "indices": self._rows.indices,
            "indptr": self._rows.indptr,
            "weights": self._weights,
        }

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "Likeness":
        from scipy.sparse import csr_matrix  # with bm25s, not at the start

        shape = len(arrays["indptr"]) - 1, len(arrays["features"])
        rows = csr_matrix((arrays["data"], arrays["indices"], arrays["indptr"]), shape=shape)
        things = json.loads(arrays["things"].tobytes())
        return cls(things, arrays["features"], arrays["rare"], rows, arrays["weights"])


def learned(taught: Sequence[tuple[str, str]]) -> Likeness:
    """Learn from names of things and normalised sentences about each. It takes a second of a core for 2,000."""
    from scipy.sparse import csr_matrix

    counted = [_counted(text) for _, text in taught]
    texts = Counter(feature for counts in counted for feature in counts)
    features = np.fromiter(sorted(texts), dtype=np.uint32)
    among = np.fromiter((texts[each] for each in sorted(texts)), dtype=np.float32)
    rare = (np.log((1 + len(counted)) / (1 + among)) + 1).astype(np.float32)
    found = [_row(counts, features, rare) for counts in counted]
    rows = csr_matrix(
        (
            np.concatenate([values for _, values in found]),
            np.concatenate([columns for columns, _ in found]),
            np.cumsum([0, *(len(columns) for columns, _ in found)]),
        ),
        shape=(len(found), len(features)),
    )
    things = list(dict.fromkeys(thing for thing, _ in taught))
    number = {thing: at for at, thing in enumerate(things)}
    meant = np.zeros((len(found), len(things)), dtype=np.float32)
    meant[np.arange(len(found)), [number[thing] for thing, _ in taught]] = 1
    alike = (rows @ rows.T).toarray()
    alike[np.diag_indices(len(found))] += SMOOTH
    weights = np.linalg.solve(alike, meant - meant.mean(axis=0)).astype(np.float32)
    return Likeness(things, features, rare, rows, weights)


def packed(by_language: Mapping[str, Likeness]) -> bytes:
    """What was learned as bytes, to be passed between processes."""
    out = io.BytesIO()
    arrays = {f"{language} {name}": each for language, of in by_language.items() for name, each in of.arrays().items()}
    np.savez(out, **arrays)  # type: ignore[arg-type]  # its stubs take the names for its own arguments
    return out.getvalue()


def unpacked(packed_bytes: bytes) -> dict[str, Likeness]:
    """Language -> what these bytes hold of it. Raises one of UNREADABLE."""
    found: dict[str, dict[str, NDArray[Any]]] = {}
    with np.load(io.BytesIO(packed_bytes), allow_pickle=False) as kept:
        for key in kept.files:
            language, _, name = key.partition(" ")
            found.setdefault(language, {})[name] = kept[key]
    return {language: Likeness.of_arrays(arrays) for language, arrays in found.items()}


def source_of(taught: Taught, whole: Sequence[str]) -> bytes:
    """What the learning process is given. whole: words that segmentation must not split."""
    return json.dumps([taught, whole]).encode()


def _row(counts: Mapping[int, int], features: NDArray[np.uint32], rare: Numbers) -> tuple[NDArray[np.intp], Numbers]:
    """The columns and the weights, of length 1, of the counted features that are known."""
    asked = np.fromiter(counts, dtype=np.uint32)
    times = np.fromiter(counts.values(), dtype=np.float32)
    columns = np.minimum(np.searchsorted(features, asked), len(features) - 1)
    known = features[columns] == asked
    values = (1 + np.log(times[known])) * rare[columns[known]]
    return columns[known], values / (np.linalg.norm(values) or 1)


def _counted(normal: str) -> Counter[int]:
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


if __name__ == "__main__":
    os.nice(NICER)
    taught_by_language, whole_words = json.load(sys.stdin)
    keep_whole(whole_words)
    sys.stdout.buffer.write(packed({language: learned(each) for language, each in taught_by_language.items()}))

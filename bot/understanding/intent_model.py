"""The most likely subject of a sentence: a linear model over characters, words and sounds. Learning it needs large
libraries (learning.py, in its own process); using it needs numpy alone.
"""

import io
import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.understanding.grams import grams
from handlers.talk.meaning import Guess
from models.city.intents import IDLE
from models.learned.vectors import centred

GUESSES = 4
LEAST_KNOWN, WELL_KNOWN = 0.2, 0.4
"""Shares of a text's grams that the model has seen. Below the first it guesses nothing; from the second on it believes
its scores fully. These are set by hand, because the pack has no sentences about other things to learn them from.
"""
VECTORS_COUNT = 2.0
"""The weight of the scores by vectors, beside those by words."""

Numbers = NDArray[np.float32]


@dataclass(frozen=True)
class Closer:
    """What the vector of a sentence (models/learned/vectors.py) adds. mean: of the examples' vectors.

    confidence: as in the model, for the scores of both together.
    """

    mean: Numbers
    weights: Numbers
    bias: Numbers
    confidence: Numbers

    def scores(self, vector: Numbers) -> Numbers:
        """A score for each intent."""
        scores: Numbers = centred(vector, self.mean) @ self.weights + self.bias
        return scores


def together(by_words: Numbers, by_vectors: Numbers) -> Numbers:
    """One score for each intent, of two that differ in scale. A row each, or one sentence."""
    return _in_scale(by_words) + VECTORS_COUNT * _in_scale(by_vectors)


def _in_scale(scores: Numbers) -> Numbers:
    scaled: Numbers = (scores - scores.mean(axis=-1, keepdims=True)) / scores.std(axis=-1, keepdims=True)
    return scaled


@dataclass(frozen=True)
class IntentModel:
    """The trained model. intents: one for each column of `weights`; grams: gram -> its row there and in `rarity`.

    confidence: the weights of a guess's score, of its lead over the best other one, and a constant, in its probability.
    """

    intents: tuple[str, ...]
    grams: dict[str, int]
    rarity: Numbers
    weights: Numbers
    bias: Numbers
    confidence: Numbers
    closer: Closer | None = None

    def guesses(self, normal: str, vector: Numbers | None = None) -> tuple[Guess, ...]:
        """The likeliest intents of a normalised text, the best first; empty if too few of its grams are known."""
        found = grams(normal)
        known = Counter(self.grams[gram] for gram in found if gram in self.grams)
        familiar = known.total() / max(1, len(found))
        if familiar < LEAST_KNOWN:
            return ()
        rows = np.fromiter(known, dtype=np.intp)
        times = np.fromiter(known.values(), dtype=np.float32)
        values = (1 + np.log(times)) * self.rarity[rows]
        scores = (values / np.linalg.norm(values)) @ self.weights[rows] + self.bias
        confidence = self.confidence
        if vector is not None and self.closer is not None:
            scores, confidence = together(scores, self.closer.scores(vector)), self.closer.confidence
        best = np.argsort(-scores)[:GUESSES]
        idle = [at for at, intent in enumerate(self.intents) if intent in IDLE]
        believed = min(1.0, familiar / WELL_KNOWN)
        alike = ((each, idle if each in idle else [each]) for each in best)
        return tuple(
            Guess(self.intents[each], believed * _probability(confidence, scores, each, which)) for each, which in alike
        )

    def packed(self) -> bytes:
        """The model as bytes, to be passed between processes."""
        arrays: dict[str, Any] = {name: getattr(self, name) for name in _ARRAYS}
        if self.closer is not None:
            arrays |= {f"closer_{name}": getattr(self.closer, name) for name in _OF_CLOSER}
        texts = json.dumps([self.intents, list(self.grams)]).encode()
        packed = io.BytesIO()
        np.savez(packed, texts=np.frombuffer(texts, dtype=np.uint8), **arrays)
        return packed.getvalue()

    @classmethod
    def unpacked(cls, packed: bytes) -> "IntentModel":
        """The model of these bytes."""
        with np.load(io.BytesIO(packed), allow_pickle=False) as kept:
            intents, known = json.loads(kept["texts"].tobytes())
            numbers = {gram: number for number, gram in enumerate(known)}
            closer = Closer(*(kept[f"closer_{name}"] for name in _OF_CLOSER)) if "closer_mean" in kept else None
            return cls(tuple(intents), numbers, **{name: kept[name] for name in _ARRAYS}, closer=closer)


def _probability(confidence: Numbers, scores: Numbers, one: np.intp, alike: Sequence[np.intp | int]) -> float:
    """The probability that one intent is right, from its score and its lead over the best other one. alike: it, and
    those that are no others to it."""
    lead = scores[one] - np.delete(scores, np.array(alike)).max(initial=-np.inf) if len(alike) < len(scores) else 0.0
    return 1 / (1 + math.exp(-float(confidence @ np.array([scores[one], lead, 1], dtype=np.float32))))


_ARRAYS = ("rarity", "weights", "bias", "confidence")
_OF_CLOSER = ("mean", "weights", "bias", "confidence")

"""Learn from examples what sentences are about. It takes two seconds of a core, and libraries of 80 MB.

It also learns how likely a guess is right, from sentences that the model had not seen (cross-validation). The service
runs this in its own process, at lower priority: examples come in as JSON, the model goes out as bytes.
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.svm import LinearSVC

from bot.understanding.examples import FOLDS
from bot.understanding.grams import grams
from bot.understanding.intent_model import Closer, IntentModel, Numbers, together
from models.learned.kept import NICER
from models.learned.vectors import centred, vectors_of

_SEED = 1


def learned_from(examples: Mapping[str, str], shipped: Path = Path(), kept: Path | None = None) -> IntentModel:
    """Train the model. examples: normalised sentence -> intent, of at least two intents. An intent with fewer than
    FOLDS examples is left out. shipped, kept: the file and the folder of vectors, where vectors count too.
    """
    intents_said = list(examples.values())
    intents = tuple(sorted(each for each in set(intents_said) if intents_said.count(each) >= FOLDS))
    numbers = {intent: number for number, intent in enumerate(intents)}
    sentences = [sentence for sentence, intent in examples.items() if intent in numbers]
    meant = np.array([numbers[examples[sentence]] for sentence in sentences])
    vectorizer = TfidfVectorizer(analyzer=grams, sublinear_tf=True, dtype=np.float32)
    seen = vectorizer.fit_transform(sentences)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=_SEED)
    unseen = _a_column_each(cross_val_predict(_separator(), seen, meant, cv=folds, method="decision_function"))
    closer = _closer(vectors_of(sentences, shipped, kept), meant, unseen, folds) if kept is not None else None
    confidence = _confidence(_lead(unseen), unseen.argmax(axis=1) == meant)
    weights, bias = _weights(_separator().fit(seen, meant))
    return IntentModel(
        intents=intents,
        grams={gram: row for row, gram in enumerate(vectorizer.get_feature_names_out())},
        rarity=vectorizer.idf_.astype(np.float32),
        weights=weights,
        bias=bias,
        confidence=confidence,
        closer=closer,
    )


def _closer(vectors: Numbers, meant: NDArray[np.int_], unseen: Numbers, folds: StratifiedKFold) -> Closer:
    """What the vectors add. unseen: the scores that words alone gave the folds."""
    mean = vectors.mean(axis=0)
    directions = centred(vectors, mean)
    by_vectors = cross_val_predict(_by_vectors(), directions, meant, cv=folds, method="decision_function")
    weights, bias = _weights(_by_vectors().fit(directions, meant))
    both = together(unseen, _a_column_each(by_vectors))
    return Closer(mean, weights, bias, _confidence(_lead(both), both.argmax(axis=1) == meant))


def _by_vectors() -> LogisticRegression:
    return LogisticRegression(C=30.0, class_weight="balanced", max_iter=300)


def _separator() -> LinearSVC:
    return LinearSVC(C=1.0, class_weight="balanced", random_state=_SEED)


def _weights(separator: LinearSVC | LogisticRegression) -> tuple[Numbers, Numbers]:
    """A column and a bias for each intent; for two intents scikit-learn returns only the second's."""
    coefficients, bias = separator.coef_, separator.intercept_
    if len(coefficients) == 1:
        coefficients, bias = np.vstack([-coefficients, coefficients]), np.append(-bias, bias)
    return np.ascontiguousarray(coefficients.T, dtype=np.float32), bias.astype(np.float32)


def _a_column_each(scores: Numbers) -> Numbers:
    return scores if scores.ndim == 2 else np.column_stack([-scores, scores])


def _confidence(lead: Numbers, right: NDArray[np.bool_]) -> Numbers:
    """Fit the probability of being right from score and lead. If a small pack gave only right, or only wrong, guesses,
    use a constant.
    """
    if right.all() or not right.any():
        share = (right.sum() + 1) / (len(right) + 2)
        return np.array([0, 0, np.log(share / (1 - share))], dtype=np.float32)
    fitted = LogisticRegression().fit(lead, right)
    return np.append(fitted.coef_[0], fitted.intercept_).astype(np.float32)


def _lead(scores: Numbers) -> Numbers:
    best = np.sort(scores, axis=1)
    return np.column_stack([best[:, -1], best[:, -1] - best[:, -2]])


if __name__ == "__main__":
    os.nice(NICER)
    sys.stdout.buffer.write(learned_from(json.load(sys.stdin), *map(Path, sys.argv[1:])).packed())

"""What a sentence is most likely about: a linear model over characters, words and sounds, learned from the pack.

Learning takes about two seconds and the libraries for it a second more, so it happens in a thread, after the service
is ready. How likely a guess is right is learned too, from sentences the model had not seen (cross-validation).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.svm import LinearSVC

from bot.understanding.grams import grams
from handlers.meaning import Guess

FOLDS = 3
GUESSES = 4
LEAST_KNOWN, WELL_KNOWN = 0.2, 0.4
"""Share of a text's grams that were seen: below the first nothing is guessed, from the second on scores are believed.
The pack cannot teach that: there nobody says what has nothing to do with it."""
_SEED = 1

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class IntentModel:
    """intents: in the order of the columns of `weights`, whose rows are the grams of `vectorizer`."""

    intents: tuple[str, ...]
    vectorizer: TfidfVectorizer
    weights: Scores
    bias: Scores
    confidence: LogisticRegression

    @classmethod
    def learned_from(cls, examples: Mapping[str, str]) -> "IntentModel":
        """examples: normalised sentence -> intent, of two intents at least with FOLDS sentences each."""
        intents = tuple(sorted(set(examples.values())))
        numbers = {intent: number for number, intent in enumerate(intents)}
        meant = np.array([numbers[intent] for intent in examples.values()])
        vectorizer = TfidfVectorizer(analyzer=grams, sublinear_tf=True, dtype=np.float32)
        seen = vectorizer.fit_transform(examples)
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=_SEED)
        unseen = cross_val_predict(_separator(), seen, meant, cv=folds, method="decision_function")
        confidence = LogisticRegression().fit(_lead(unseen), unseen.argmax(axis=1) == meant)
        separator = _separator().fit(seen, meant)
        weights = np.ascontiguousarray(separator.coef_.T, dtype=np.float32)
        return cls(intents, vectorizer, weights, separator.intercept_.astype(np.float32), confidence)

    def guesses(self, normal: str) -> tuple[Guess, ...]:
        """The likeliest intents of a normalised text, best first; none where too little of it was ever seen."""
        found = grams(normal)
        known = sum(gram in self.vectorizer.vocabulary_ for gram in found) / max(1, len(found))
        if known < LEAST_KNOWN:
            return ()
        vector = self.vectorizer.transform([normal])
        scores = vector.data @ self.weights[vector.indices] + self.bias
        best = np.argsort(-scores)[:GUESSES]
        believed = min(1.0, known / WELL_KNOWN)
        return tuple(Guess(self.intents[each], believed * self._probability(scores, each)) for each in best)

    def _probability(self, scores: Scores, which: np.intp) -> float:
        """Of being right: by how high it scores, and by how far it leads the best of the others."""
        others = np.delete(scores, which).max()
        return float(self.confidence.predict_proba([[scores[which], scores[which] - others]])[0, 1])


def _separator() -> LinearSVC:
    return LinearSVC(C=1.0, class_weight="balanced", random_state=_SEED)


def _lead(scores: Scores) -> Scores:
    best = np.sort(scores, axis=1)
    return np.column_stack([best[:, -1], best[:, -1] - best[:, -2]])

"""What help a text asks for at once: rules first, then a second look that weighs what they find, leave or doubt."""

import re
from collections.abc import Iterator

import numpy as np

from bot.understanding.alarm_model import OUTPUTS, AlarmModel, Scores
from bot.understanding.emergencies import UNCLEAR, EmergencyWords, Look, sentences_of, told
from handlers.meaning import Alarm

RINGS = 0.0
"""The score from which a text rings the alarm, for a sound balance of misses and false alarms."""
FOUND_RINGS = -0.15
"""The same where rules found something that nothing excuses."""
PART_NEEDS_MORE = 0.5
"""By so much more does one sentence of several have to score: what stands around it may take it back."""
DESPAIR_RINGS = -0.6
"""The same where rules read that somebody wants to die: a card too many is a smaller harm than one too few."""
KIND_IS_MEANT = -0.25
"""The score from which a kind is told beside the likeliest one."""
KIND_IS_CLEAR = -0.15
"""The likeliest kind scores less: nobody can tell what happened. Wanting to die is never left untold."""
LOOKED_AT_WHOLE = 120
"""Characters up to which a text is judged as one."""
PART = 60
LOOKED_AT_CLOSELY = 8
"""Parts of a long text."""

_CLAUSE_END = re.compile(r"(?<=[, ])")
_KINDS = OUTPUTS[1:]


class Alarms:
    """Built once. Reading keeps nothing."""

    def __init__(self) -> None:
        self._words = EmergencyWords.read()
        self._model = AlarmModel.load()

    def alarm_in(self, normal: str) -> Alarm | None:
        """The alarm that a normalised text rings, or None."""
        said = self._words.word_in(normal)
        if said is not None or not normal.strip(" .。!?;"):
            return said
        parts = self._doubtful(list(_parts_of(normal)))
        looks = [self._words.look_at(part) for part in parts]
        scores = self._model.scores(parts, np.array([look.evidence for look in looks], dtype=np.float32))
        needed = [_needed(look, is_whole=part == normal) for part, look in zip(parts, looks, strict=True)]
        lead = scores[:, 0] - np.array(needed, dtype=np.float32)
        best = int(lead.argmax())
        if lead[best] < 0:
            return None
        return Alarm(told(self._kinds(scores[best])), self._words.first_aid_in(parts[best]))

    def _doubtful(self, parts: list[str]) -> list[str]:
        """Of many parts those that sound most like an alarm before the rules look at them, which takes longer."""
        if len(parts) <= LOOKED_AT_CLOSELY:
            return parts
        nothing = np.zeros((len(parts), len(self._model.evidence)), dtype=np.float32)
        return [parts[at] for at in np.argsort(-self._model.scores(parts, nothing)[:, 0])[:LOOKED_AT_CLOSELY]]

    def _kinds(self, scores: Scores) -> set[str]:
        """The likeliest, and whatever else is meant as well."""
        best = int(scores[1:].argmax())
        likeliest = _KINDS[best]
        if likeliest == UNCLEAR or (likeliest != "suicide" and scores[1 + best] < KIND_IS_CLEAR):
            return set()
        return {likeliest, *(kind for kind, score in zip(_KINDS, scores[1:], strict=True) if score > KIND_IS_MEANT)}


def _needed(look: Look, *, is_whole: bool) -> float:
    if look.despairs:
        return DESPAIR_RINGS
    return (FOUND_RINGS if look.finds else RINGS) + (0 if is_whole else PART_NEEDS_MORE)


def _parts_of(normal: str) -> Iterator[str]:
    """The whole of a short text, and its sentences; of a long one pieces of sentences."""
    sentences = sentences_of(normal)
    if len(normal) <= LOOKED_AT_WHOLE:
        yield normal
        if len(sentences) > 1:
            yield from sentences
        return
    for sentence in sentences:
        yield from _pieces_of(sentence)


def _pieces_of(sentence: str) -> Iterator[str]:
    """Clauses together up to PART characters; what has no clauses is cut."""
    piece = ""
    for clause in _CLAUSE_END.split(sentence):
        for start in range(0, len(clause), PART):
            cut = clause[start : start + PART]
            if piece and len(piece) + len(cut) > PART:
                yield piece
                piece = ""
            piece += cut
    if piece.strip():
        yield piece

"""The help that a text asks for at once: the rules come first, then a second look weighs what they find,
miss or doubt.
"""

import re
from collections.abc import Iterator

import numpy as np

from bot.understanding.alarm_model import OUTPUTS, AlarmModel, Scores
from bot.understanding.emergencies import UNCLEAR, EmergencyWords, Look, sentences_of, told
from handlers.talk.meaning import Alarm

RINGS = -0.05
"""A text rings the alarm from this score on; it balances misses against false alarms."""
FOUND_RINGS = 0.1
"""The same if the rules found something. It is higher because the score includes the finding already, and figures of
speech are found too.
"""
SHORT = 6
"""Characters; the rules know the emergencies that are said in so few."""
SHORT_RINGS = 0.5
"""A text this short in which the rules found nothing rings from this score on: hardly ever."""
A_WORD = 2
"""Characters of a part that rings only if the rules find something in it: 尿急！快 is no alarm for its 快."""
PARTS_NEED_MORE: dict[str, tuple[float, float]] = {
    "whole": (0, 0),
    "long whole": (0, 0.3),
    "sentence": (0.4, 0.6),
    "piece": (0.6, 0.9),
    "clause": (0.6, float("inf")),
}
"""How much more a part of a text must score: if the rules found something in it, and if not. The words around a part
may take it back, more so the less it stands by itself.
"""
DESPAIR_RINGS = -0.25
"""The same if the rules read that somebody wants to die: a needless card does less harm than a missing one."""
DESPAIR_NEEDS_LESS = 0.2
"""How much less is needed if only the second look reads that, with a score above DESPAIR_IS_PLAIN."""
DESPAIR_IS_PLAIN = 0.4
KIND_IS_MEANT = -0.45
"""From this score on a kind is named beside the likeliest one."""
KIND_IS_CLEAR = -0.15
"""If the likeliest kind scores less, nobody can tell what happened. Wanting to die is always named."""
PART = 40
"""Characters of a part."""
WHOLE_PARTS = 3
"""A text of up to this many parts is also judged as a whole."""
LONG_PARTS = 2
"""A whole of more parts than this is long."""
LETTERS_A_CHARACTER = 4
"""This many letters say as much as one Chinese character."""
CLAUSE = 5
"""The fewest characters of a clause."""
LOOKED_AT_CLOSELY = 12
"""The number of parts of a long text that are judged."""

_CHINESE = re.compile("[\u3400-\u9fff]")
_CLAUSE_END = re.compile(r"(?<=[, ])")
_COMMA = re.compile(r",")
_KINDS = OUTPUTS[1:]
_DESPAIR = OUTPUTS.index("suicide")


class Alarms:
    """Finds alarms in texts. Built once; reading changes nothing."""

    def __init__(self) -> None:
        self._words = EmergencyWords.read()
        self._model = AlarmModel.load()

    def alarm_in(self, normal: str) -> Alarm | None:
        """The alarm that a normalised text rings, or None."""
        said = self._words.word_in(normal)
        if said is not None or not normal.strip(" .。!?;"):
            return said
        kinds = _parts_of(normal)
        parts = self._doubtful(list(kinds))
        if not parts:
            return None
        looks = [self._words.look_at(part) for part in parts]
        scores = self._model.scores(parts, np.array([look.evidence for look in looks], dtype=np.float32))
        needed = [_needed(part, look, kinds[part]) for part, look in zip(parts, looks, strict=True)]
        lead = (
            scores[:, 0]
            - np.array(needed, dtype=np.float32)
            + DESPAIR_NEEDS_LESS * (scores[:, _DESPAIR] > DESPAIR_IS_PLAIN)
        )
        best = int(lead.argmax())
        if lead[best] < 0:
            return None
        return Alarm(told(self._kinds(scores[best])), self._words.first_aid_in(parts[best]))

    def _doubtful(self, parts: list[str]) -> list[str]:
        """Of many parts, those that sound most like an alarm; the rules, which take longer, look only at these."""
        if len(parts) <= LOOKED_AT_CLOSELY:
            return parts
        nothing = np.zeros((len(parts), len(self._model.evidence)), dtype=np.float32)
        return [parts[at] for at in np.argsort(-self._model.scores(parts, nothing)[:, 0])[:LOOKED_AT_CLOSELY]]

    def _kinds(self, scores: Scores) -> set[str]:
        """The likeliest kind, and every other kind that is meant too; empty if it is unclear."""
        best = int(scores[1:].argmax())
        likeliest = _KINDS[best]
        if likeliest == UNCLEAR or (likeliest != "suicide" and scores[1 + best] < KIND_IS_CLEAR):
            return set()
        return {likeliest, *(kind for kind, score in zip(_KINDS, scores[1:], strict=True) if score > KIND_IS_MEANT)}


def _needed(part: str, look: Look, kind: str) -> float:
    if look.despairs:
        return DESPAIR_RINGS
    found, nothing = PARTS_NEED_MORE[kind]
    if look.finds:
        return FOUND_RINGS + found
    size = 1 if _CHINESE.search(part) else LETTERS_A_CHARACTER
    if kind != "whole" and len(part) <= A_WORD * size:
        return float("inf")
    is_short = len(part) <= SHORT * size
    return max(RINGS + nothing, SHORT_RINGS if is_short else RINGS)


def _parts_of(normal: str) -> dict[str, str]:
    """The parts that are judged, and the sort of each: the whole text if it is not long, its sentences and clauses, and
    pieces of long sentences.
    """
    size = PART if _CHINESE.search(normal) else LETTERS_A_CHARACTER * PART
    sentences = sentences_of(normal)
    whole = "whole" if len(normal) <= LONG_PARTS * size else "long whole"
    found = {normal: whole} if len(normal) <= WHOLE_PARTS * size else {}
    for sentence in sentences if len(sentences) > 1 or len(normal) > size else []:
        for piece in _pieces_of(sentence, size):
            found.setdefault(piece, "sentence" if piece == sentence else "piece")
    ends = _CLAUSE_END if _CHINESE.search(normal) else _COMMA
    for clause in (each.strip(" ,") for sentence in sentences for each in ends.split(sentence)):
        if CLAUSE <= len(clause) <= size:
            found.setdefault(clause, "clause")
    return found


def _pieces_of(sentence: str, size: int) -> Iterator[str]:
    """Clauses joined up to `size` characters. A sentence without clauses is cut, and a short rest dropped."""
    piece = ""
    for clause in _CLAUSE_END.split(sentence):
        for start in range(0, len(clause), size):
            cut = clause[start : start + size]
            if piece and len(piece) + len(cut) > size:
                yield piece
                piece = ""
            piece += cut
    if piece.strip() and (piece == sentence or len(piece) >= size / LETTERS_A_CHARACTER):
        yield piece

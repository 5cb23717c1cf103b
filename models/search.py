"""Full text search: the passage that answers a question, out of everything there is to read and to do.

BM25 over Chinese words; a word that riders use for the same thing counts as well. What was found is good enough when it
has most of what the question says, the rare words above all: ten times 工资 does not make an answer to 工资条.
"""

import logging
import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.normal_text import Normal
from models.search_words import SearchWords
from models.segmentation import keep_whole, search_words_of

GOOD_ENOUGH = 0.55
"""Share of the question, by weight, that a thing has to say."""
TITLE_COUNTS = 3
"""Times a word of the title counts."""
ALIKE_COUNTS = 0.8
"""What a word's synonym counts for, of the word itself."""
LONGEST_QUESTION = 200
"""Characters that are looked at."""
LOOKED_AT = 12
"""Things whose cover is measured."""
_TOKEN = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")


class FoundKind(StrEnum):
    ARTICLE = "article"
    BENEFIT = "benefit"
    EVENT = "event"
    CASE = "case"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of something that can be found. key: of the article, benefit, event, case type or need it belongs to.

    text: what is shown, below `answer`, the answer in one sentence, where there is one. as_of: when its source says so.
    audience: whom it applies to. clause: that it cites, or else the first that what it belongs to cites.
    words: what it is found by besides title and text.
    """

    kind: FoundKind
    key: str
    locale: str
    title: str
    text: str = ""
    clause: str | None = None
    as_of: date | None = None
    words: tuple[str, ...] = ()
    answer: str = ""
    audience: str = ""


Thing = tuple[FoundKind, str, str]
"""Kind, key and language."""
Concept = tuple[str, ...]
"""A word of the question, and those that mean the same."""
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. covers: the share of the question that its whole article says, from 0 to 1."""

    passage: Passage
    covers: float

    @property
    def good(self) -> bool:
        return self.covers >= GOOD_ENOUGH


class SearchIndex:
    """Everything that can be found in one city, at one time. Never changed: another is built in its place."""

    def __init__(self, passages: Iterable[Passage], words: SearchWords) -> None:
        self._normal = Normal()
        self._words = words
        keep_whole(words.whole)
        keep_whole(words.alike)
        self._passages = tuple(passages)
        tokens = [self._tokens_of_passage(each) for each in self._passages]
        self._said = _by_thing(self._passages, tokens)
        self._rare = _rarity(self._said.values())
        import bm25s  # with it comes scipy: half a second, which the start need not take

        bm25s.logger.setLevel(logging.WARNING)  # the library sets it to DEBUG when it is imported
        self._bm25 = bm25s.BM25()
        if self._passages:
            self._bm25.index(tokens, show_progress=False)

    def __len__(self) -> int:
        return len(self._passages)

    def search(self, question: str, *, locale: str, limit: int = 4) -> list[Hit]:
        """The best passage of each of the best things, best first, in that language; what is good enough before what
        is not."""
        asked = self._question(question)
        scores = self._scores(asked)
        best: dict[Thing, Hit] = {}
        for number in np.argsort(-scores, kind="stable"):
            passage = self._passages[number]
            if scores[number] <= 0 or len(best) == LOOKED_AT:
                break
            thing = _thing(passage)
            if passage.locale == locale and thing not in best:
                best[thing] = Hit(passage, self._covered(asked, self._said[thing]))
        return sorted(best.values(), key=lambda hit: not hit.good)[:limit]

    def _question(self, question: str) -> list[Concept]:
        """What is asked for: each word with those that mean the same, the word itself first."""
        normal = self._normal(question)[:LONGEST_QUESTION]
        tokens = dict.fromkeys(token for token in _tokens(normal) if token not in self._words.ignored)
        asked = [(token, *self._synonyms(token)) for token in tokens]
        said = {each for tokens in asked for each in tokens}
        whole = [word for word in self._words.alike if word in normal and word not in said]
        return asked + [(word, *self._synonyms(word)) for word in whole]

    def _synonyms(self, token: str) -> tuple[str, ...]:
        return tuple(each for each in self._words.alike.get(token, ()) if each != token)

    def _scores(self, asked: Sequence[Concept]) -> Scores:
        """One for each passage: of the words that mean the same, the one that counts most."""
        total = np.zeros(len(self._passages), dtype=np.float32)
        for token, *alike in asked:
            counted = [(token, 1.0), *((each, ALIKE_COUNTS) for each in alike)]
            known = [self._bm25.get_scores([each]) * counts for each, counts in counted if each in self._rare]
            if known:
                total += np.max(known, axis=0)
        return total

    def _covered(self, asked: Sequence[Concept], said: frozenset[str]) -> float:
        """By how rare the words are; a word that stands nowhere weighs as much as the usual one."""
        usual = sum(self._rare.values()) / len(self._rare)
        total = covered = 0.0
        for token, *alike in asked:
            weight = max((self._rare[each] for each in (token, *alike) if each in self._rare), default=usual)
            total += weight
            if token in said:
                covered += weight
            elif any(each in said for each in alike):
                covered += weight * ALIKE_COUNTS
        return covered / total if total else 0.0

    def _tokens_of_passage(self, passage: Passage) -> list[str]:
        title = _tokens(self._normal(passage.title))
        rest = _tokens(self._normal(" ".join((passage.text, passage.answer, passage.clause or "", *passage.words))))
        return [*title * TITLE_COUNTS, *rest]


def _tokens(normal: str) -> list[str]:
    """Chinese in words, long and short ones; letters and figures as they stand."""
    found: list[str] = []
    for piece in _TOKEN.findall(normal):
        found.extend([piece] if piece.isascii() else search_words_of(piece))
    return found


def _thing(passage: Passage) -> Thing:
    return passage.kind, passage.key, passage.locale


def _by_thing(passages: Sequence[Passage], tokens: Sequence[Sequence[str]]) -> dict[Thing, frozenset[str]]:
    """All the words of each thing, whichever of its passages they stand in."""
    said: defaultdict[Thing, set[str]] = defaultdict(set)
    for passage, its in zip(passages, tokens, strict=True):
        said[_thing(passage)].update(its)
    return {thing: frozenset(words) for thing, words in said.items()}


def _rarity(said: Collection[frozenset[str]]) -> dict[str, float]:
    """What a word weighs: the fewer things say it, the more (BM25's own measure)."""
    counts = Counter(token for each in said for token in each)
    return {token: math.log(1 + (len(said) - count + 0.5) / (count + 0.5)) for token, count in counts.items()}

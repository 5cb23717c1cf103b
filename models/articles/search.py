"""Full text search: the passage that answers a question, among everything there is to read and to do.

The rank of a thing combines BM25 over the Chinese words of its passages, BM25 over pairs of characters of its whole
text, because no dictionary has all words, and the words of its title; synonyms that riders use count as well. A hit is
good enough if it contains most of the question's words, weighed by rarity: ten times 工资 does not answer 工资条.
"""

import logging
import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.articles.clauses import clause_named
from models.articles.learning_likeness import learned
from models.articles.likeness import NO_ANSWER, Alike, Likeness
from models.city.search_words import SearchWords
from models.learned.vectors import Vectors
from models.values.normal_text import Normal
from models.values.segmentation import DomainWords

GOOD_ENOUGH = 0.7
"""The least share of the question, by weight, that a good hit contains."""
TITLE_COUNTS = 3
"""How many times a word of the title counts."""
PAIRS_COUNT, TITLE_FITS_COUNTS = 1.0, 1.0
"""The weights of the pairs of characters and of the title, relative to that of the best passage."""
LIKE_ENOUGH, ANSWERS_ENOUGH, COVERS_ALONE_ENOUGH = 0.08, 0.35, 0.8
"""The least likeness of a good hit that also contains GOOD_ENOUGH of the question; the least probability that it
answers, and the share of the question, that are enough alone."""
LIKENESS_COUNTS = 2.0
"""The weight of the likeness, the greatest counting 1."""
TITLE_ENOUGH = 0.5
"""The least share of the question at which the title alone can make a hit good."""
ALIKE_COUNTS = 0.8
"""The weight of a synonym, relative to the word itself."""
LONGEST_QUESTION = 200
"""Characters; the rest of a longer question is ignored."""
LOOKED_AT = 12
"""The number of best ranked things whose cover of the question is measured."""
_TOKEN = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")


class FoundKind(StrEnum):
    ARTICLE = "article"
    BENEFIT = "benefit"
    EVENT = "event"
    CASE = "case"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of something that can be found. key: of its article, benefit, event, case type or need.

    text: shown below `answer`, which is the answer in one sentence, if there is one. as_of: the date of the source.
    audience: the people it applies to. clause: that the passage cites, else the first that its article cites.
    words: more words to find it by, besides title and text.
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
    asked: tuple[str, ...] = ()
    """Questions that its thing answers, as people ask them."""
    story: bool = False
    """It tells of somebody, and answers no question."""
    form: str = ""
    """The key of the case type that a person files who was not helped by reading; empty if there is none."""


Thing = tuple[FoundKind, str, str]
"""A thing that can be found: kind, key and language."""
NOTHING: Thing = (FoundKind.ARTICLE, "", "")
"""What a question is about that nothing here answers."""
_UNLIKE = Alike(0.0, 0.0)
_TAUGHT = (FoundKind.ARTICLE, FoundKind.BENEFIT, FoundKind.EVENT, FoundKind.PLACE)
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Concept:
    """A word of the question with its synonyms. weight: of the rarest of them; the average weight if none of them is in
    the index."""

    word: str
    alike: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. covers: the share of the question that its whole thing contains, 0 to 1."""

    passage: Passage
    covers: float
    title: float = 0.0
    """The share of the question that its title contains, 0 to 1."""
    like: float = 0.0
    """How like the question what the thing says is, about 0 to 1 (likeness.py)."""
    answers: float = 0.0
    """The probability that the thing answers the question, as far as it follows from what is like what."""
    idle: bool = False
    """The question is likest what nobody here has an answer for."""

    @property
    def good(self) -> bool:
        """Whether it may be shown as the answer."""
        if self.idle:
            return False
        if self.answers >= ANSWERS_ENOUGH or self.covers >= COVERS_ALONE_ENOUGH:
            return True
        return self.like >= LIKE_ENOUGH and self.covers >= GOOD_ENOUGH

    @property
    def near(self) -> bool:
        """Whether it has to do with the question."""
        return self.good or (self.like >= LIKE_ENOUGH and not self.idle)


class SearchIndex:
    """The index of everything that can be found in a city at one time. It is never changed, only replaced."""

    def __init__(
        self,
        passages: Iterable[Passage],
        words: SearchWords,
        nothing: Sequence[str] = (),
        likeness: Mapping[str, Likeness] | None = None,
    ) -> None:
        """nothing: sentences that nothing answers, in any language. likeness: by language, what was learned from the
        same passages; if None, it is learned here, which takes seconds."""
        self._normal = Normal()
        self._words = words
        self._domain = DomainWords((*words.whole, *words.alike))
        self._phrases = _phrases(words.ignored)
        self.passages = tuple(passages)
        tokens = [self._tokens_of_passage(each) for each in self.passages]
        self._said = _by_thing(self.passages, tokens)
        self._rare = _rarity(self._said.values())
        self._usual = sum(self._rare.values()) / max(len(self._rare), 1)
        self._titles = {_thing(each): frozenset(self._tokens(self._normal(each.title))) for each in self.passages}
        import bm25s  # it imports scipy, which takes half a second: not at the start

        bm25s.logger.setLevel(logging.WARNING)  # the library sets it to DEBUG when it is imported
        self._bm25, self._bm25_pairs = bm25s.BM25(), bm25s.BM25()
        self._things = list(self._said)
        self._first: dict[Thing, int] = {}
        for number, each in enumerate(self.passages):
            self._first.setdefault(_thing(each), number)
        if self.passages:
            self._bm25.index(tokens, show_progress=False)
            pairs = [pairs_of(text) for text in self._whole_texts()]
            self._pairs_known = frozenset(pair for each in pairs for pair in each)
            self._bm25_pairs.index(pairs, show_progress=False)
        if likeness is None:
            taught = taught_by(self.passages, nothing)
            likeness = {locale: learned(sentences) for locale, sentences in taught.items()}
        self.likeness = likeness

    def __len__(self) -> int:
        return len(self.passages)

    def with_likeness(self, likeness: Mapping[str, Likeness]) -> "SearchIndex":
        """The same index with what was learned since."""
        other = copy(self)
        other.likeness = likeness
        return other

    def search(self, question: str, *, locale: str, limit: int = 4, vector: Vectors | None = None) -> list[Hit]:
        """The best passage of each of the best things in a language, best first, good hits before others.

        vector: of the question, if it was looked at closely.
        """
        if not self.passages:
            return []
        asked, clause = self._question(question), clause_named(question)
        scores = self._scores(asked)
        passages: dict[Thing, int] = {}
        for number in np.argsort(-scores, kind="stable"):
            if scores[number] <= 0:
                break
            passage = self.passages[number]
            if passage.locale == locale and (clause is None or _cites(passage, clause)):
                passages.setdefault(_thing(passage), int(number))
        like = self._like(question, locale, vector)
        likest = max(like, key=lambda thing: like[thing].like, default=None)
        if clause is None and likest in self._first and like[likest].like >= LIKE_ENOUGH:
            passages.setdefault(likest, self._first[likest])
        ranked = self._ranked(question, asked, passages, scores, like)[:LOOKED_AT]
        hits = [
            replace(
                self._hit(thing, passages[thing], asked, cited=clause is not None),
                **like.get(thing, _UNLIKE)._asdict(),
                idle=likest == NOTHING and clause is None,
            )
            for thing in ranked
        ]
        return sorted(hits, key=lambda hit: not hit.good)[:limit]

    def _ranked(
        self,
        question: str,
        asked: Sequence[Concept],
        passages: Mapping[Thing, int],
        scores: Scores,
        like: Mapping[Thing, Alike],
    ) -> list[Thing]:
        """The things whose passages were found, best first, by four measures: passage, pairs, title, likeness."""
        pairs = self._pair_scores(question)
        by_passage = {thing: float(scores[number]) for thing, number in passages.items()}
        by_pairs = {thing: pairs.get(thing, 0.0) for thing in passages}
        most, most_pairs = (max(each.values(), default=0.0) or 1.0 for each in (by_passage, by_pairs))
        most_like = max((each.like for each in like.values()), default=0.0) or 1.0
        total = {
            thing: by_passage[thing] / most
            + PAIRS_COUNT * by_pairs[thing] / most_pairs
            + TITLE_FITS_COUNTS * self._covered(asked, self._titles[thing])
            + LIKENESS_COUNTS * like.get(thing, _UNLIKE).like / most_like
            for thing in passages
        }
        return sorted(total, key=lambda thing: -total[thing])

    def _hit(self, thing: Thing, number: int, asked: Sequence[Concept], *, cited: bool) -> Hit:
        """The hit for a thing. cited: the passage cites the clause that the question names, and so covers it fully."""
        passage = self.passages[number]
        covers = self._covered(asked, self._said[thing])
        title = self._covered(asked, self._titles[thing])
        if cited:
            return Hit(passage, 1.0, title)
        return Hit(passage, max(covers, title) if title >= TITLE_ENOUGH else covers, title)

    def _pair_scores(self, question: str) -> dict[Thing, float]:
        total = np.zeros(len(self._things), dtype=np.float32)
        for pair in dict.fromkeys(pairs_of(self._plain(question))):
            if pair in self._pairs_known:
                total += self._bm25_pairs.get_scores([pair])
        return {thing: float(each) for thing, each in zip(self._things, total, strict=True)}

    def _whole_texts(self) -> list[str]:
        """The whole normalised text of each thing, title included."""
        whole: defaultdict[Thing, list[str]] = defaultdict(list)
        for each in self.passages:
            whole[_thing(each)] += [each.text, each.answer, *each.words]
        titles = {_thing(each): each.title for each in self.passages}
        return [self._normal(" ".join([titles[thing]] * TITLE_COUNTS + whole[thing])) for thing in self._things]

    def _plain(self, question: str) -> str:
        """The normalised question without phrases that ask for nothing."""
        return self._phrases.sub(" ", self._normal(question)[:LONGEST_QUESTION])

    def _like(self, question: str, locale: str, vector: Vectors | None) -> dict[Thing, Alike]:
        """How like the question each thing of the language is, NOTHING included; empty if nothing was learned of it."""
        if locale not in self.likeness:
            return {}
        of = self.likeness[locale].of(self._normal(question)[:LONGEST_QUESTION], vector)
        return {_thing_named(name, locale): each for name, each in of.items()}

    def _question(self, question: str) -> list[Concept]:
        """The words of the question with their synonyms."""
        normal = self._plain(question)
        tokens = dict.fromkeys(token for token in self._tokens(normal) if token not in self._words.ignored)
        asked = [self._concept(token) for token in tokens]
        said = {each for concept in asked for each in (concept.word, *concept.alike)}
        return asked + [self._concept(word) for word in self._words.alike if word in normal and word not in said]

    def _concept(self, word: str) -> Concept:
        alike = self._synonyms(word)
        known = (self._rare[each] for each in (word, *alike) if each in self._rare)
        return Concept(word, alike, max(known, default=self._usual))

    def _synonyms(self, token: str) -> tuple[str, ...]:
        return tuple(each for each in self._words.alike.get(token, ()) if each != token)

    def _scores(self, asked: Sequence[Concept]) -> Scores:
        """The BM25 score of each passage; of a word and its synonyms, the highest score counts."""
        total = np.zeros(len(self.passages), dtype=np.float32)
        for concept in asked:
            counted = [(concept.word, 1.0), *((each, ALIKE_COUNTS) for each in concept.alike)]
            known = [self._bm25.get_scores([each]) * counts for each, counts in counted if each in self._rare]
            if known:
                total += np.max(known, axis=0)
        return total

    def _covered(self, asked: Sequence[Concept], said: frozenset[str]) -> float:
        """The share of the question that the words said cover, weighed by rarity, 0 to 1."""
        total = covered = 0.0
        for concept in asked:
            total += concept.weight
            if concept.word in said:
                covered += concept.weight
            elif not said.isdisjoint(concept.alike):
                covered += concept.weight * ALIKE_COUNTS
        return covered / total if total else 0.0

    def _tokens_of_passage(self, passage: Passage) -> list[str]:
        title = self._tokens(self._normal(passage.title))
        rest = self._tokens(
            self._normal(" ".join((passage.text, passage.answer, passage.clause or "", *passage.words)))
        )
        return [*title * TITLE_COUNTS, *rest]

    def _tokens(self, normal: str) -> list[str]:
        """The Chinese words, long and short ones; Latin words and numbers as they are."""
        found: list[str] = []
        for piece in _TOKEN.findall(normal):
            found.extend([piece] if piece.isascii() else self._domain.search_words_of(piece))
        return found


def _cites(passage: Passage, clause: re.Pattern[str]) -> bool:
    return clause.search(f"{passage.clause or ''} {passage.text} {passage.answer}") is not None


def _phrases(ignored: Collection[str]) -> re.Pattern[str]:
    """The pattern of phrases to remove before segmentation: ignored words of two or more characters, and single ones
    that segmentation would attach to their neighbours."""
    longest_first = sorted(
        (each for each in ignored if not each.isascii() and (len(each) > 1 or each in _CLINGING)), key=len, reverse=True
    )
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


_CLINGING = "咋啥吗呢么嘛"


def pairs_of(normal: str) -> list[str]:
    """Every pair of neighbouring Chinese characters; Latin words and numbers as they are."""
    found: list[str] = []
    for piece in _TOKEN.findall(normal):
        found += [piece] if piece.isascii() else [piece[at : at + 2] for at in range(len(piece) - 1)]
    return found


def taught_by(passages: Sequence[Passage], nothing: Sequence[str]) -> dict[str, list[tuple[str, str, bool]]]:
    """Language -> what is known of each thing that can be read or visited, by its name, and what nothing answers."""
    normal = Normal()
    taught: dict[str, list[tuple[str, str, bool]]] = {each.locale: [] for each in passages}
    for each in passages:
        if each.kind in _TAUGHT:
            words = each.words if each.kind is FoundKind.PLACE else ()
            sentences = dict.fromkeys((each.title, *each.asked, *filter(None, [each.text]), *words))
            name = f"{NO_ANSWER if each.kind is FoundKind.PLACE else ''}{each.kind}:{each.key}"
            taught[each.locale] += [(name, normal(sentence), sentence in each.asked) for sentence in sentences]
    for its in taught.values():
        its += [("", normal(sentence), False) for sentence in nothing]
    return {locale: its for locale, its in taught.items() if its}


def _thing_named(name: str, locale: str) -> Thing:
    kind, _, key = name.removeprefix(NO_ANSWER).partition(":")
    return (FoundKind(kind), key, locale) if name else NOTHING


def _thing(passage: Passage) -> Thing:
    return passage.kind, passage.key, passage.locale


def _by_thing(passages: Sequence[Passage], tokens: Sequence[Sequence[str]]) -> dict[Thing, frozenset[str]]:
    """Thing -> the words of all its passages."""
    said: defaultdict[Thing, set[str]] = defaultdict(set)
    for passage, its in zip(passages, tokens, strict=True):
        said[_thing(passage)].update(its)
    return {thing: frozenset(words) for thing, words in said.items()}


def _rarity(said: Collection[frozenset[str]]) -> dict[str, float]:
    """Word -> weight: the fewer things contain it, the higher (BM25's own measure)."""
    counts = Counter(token for each in said for token in each)
    return {token: math.log(1 + (len(said) - count + 0.5) / (count + 0.5)) for token, count in counts.items()}

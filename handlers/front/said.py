"""One typed sentence with all that its handler was given, and what it asks for."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from aiogram.types import Message

from handlers.front.destinations import destination_of
from handlers.front.searching import answer_of, hits_for
from handlers.talk.meaning import SURE, Meaning
from handlers.talk.question_words import asks, asks_where, asks_where_it_is
from handlers.talk.said_core import core_of
from handlers.talk.talk import Talk
from models.articles.library import Library
from models.articles.search import FoundKind, Hit
from models.city.intents import case_type_of

LIKELY = 0.5
"""An intent of at least this probability comes before a need that the words name, and before an answer."""
LIKE_PLAINLY = 0.2
"""A question this like something to read does not ask for the place that it names."""
LONGEST_WORDS, LETTERS_OF_WORD = 8, 2
"""Characters of words to search for, and as how many an English word counts; a longer text is a sentence."""
ANSWERS_PLAINLY = 0.4
"""A passage that answers with this probability is taken for the answer, even if the question names a need."""


OWN = ("my_cases", "my_bookings", "points", "link", "my_data", "certificates", "language", "quiet_times", "notices")
"""Intents whose screen shows the person's own things. It does no harm to open one that was not meant."""
SURELY_CASES = 0.8
"""The least probability of two cases together."""
OWN_LIKELY, NOT_BESIDE = 0.7, 0.15
"""The least probability of an own thing that is opened, and below which anything else has to be."""


@dataclass(frozen=True)
class Said:
    """One sentence, its meaning, and all that its handler was given."""

    message: Message
    meaning: Meaning
    talk: Talk
    things: dict[str, Any]

    @cached_property
    def hits(self) -> list[Hit]:
        """The search's hits for the sentence; empty before the index is built."""
        return hits_for(self.message.text or "", self.things.get("library"), self.talk.words)

    @property
    def is_unsure(self) -> bool:
        """Whether a closer look could tell more, and was not taken: the words alone do not surely mean one thing."""
        library: Library | None = self.things.get("library")
        if library is None or not library.looked_at.lacks(self.message.text or ""):
            return False
        sure = self.meaning.intent is not None and not self.asks
        return not (sure or self.meaning.idle)

    @property
    def asks(self) -> bool:
        """Whether the sentence is a question."""
        return asks(self.message.text or "", self.meaning)

    @property
    def may_be_asked(self) -> bool:
        """Whether a passage may be the answer: not if the text likely means something that can be done here, or surely
        a case, unless it is plainly a question that a passage answers.
        """
        first = self.meaning.guesses[0] if self.meaning.guesses else None
        if first is None or first.probability < LIKELY:
            return True
        if self.own is not None:
            return False
        is_case, is_sure = destination_of(first.intent) is None, first.probability >= SURE
        if is_case:
            return not is_sure or self.is_plainly_answered
        return not is_sure and self.is_plainly_answered

    @property
    def own(self) -> str | None:
        """The intent of the person's own things that the sentence likely has, with nothing else beside it."""
        first, *others = self.meaning.guesses or (None,)
        if first is None or first.intent not in OWN or self.meaning.wishes:
            return None
        alone = all(guess.probability < NOT_BESIDE for guess in others)
        return first.intent if alone and first.probability >= OWN_LIKELY else None

    @property
    def is_about_cases(self) -> bool:
        """Whether the sentence means one of several cases, though none likely: 号封了，想找律师."""
        cases = [guess.probability for guess in self.meaning.guesses if case_type_of(guess.intent)]
        return len(cases) > 1 and sum(sorted(cases)[-2:]) >= SURELY_CASES

    @property
    def surely(self) -> str | None:
        """The intent that is opened without asking."""
        return self.meaning.intent or self.own

    @property
    def wants_somewhere(self) -> bool:
        """Whether the sentence asks where the need that it names is: 哪儿有心理咨询室."""
        return asks_where_it_is(self.message.text or "")

    @property
    def asks_about_a_need(self) -> bool:
        """Whether a question only names a need: 充电宝借一次多少钱 asks for no place."""
        if not self.asks or asks_where(self.message.text or ""):
            return False
        return any(hit.like >= LIKE_PLAINLY for hit in self.hits if hit.passage.kind is not FoundKind.PLACE)

    @property
    def is_plainly_answered(self) -> bool:
        """Whether the best passage is much like the text."""
        answer = answer_of(self.hits)
        return answer is not None and answer.answers >= ANSWERS_PLAINLY

    @property
    def seeks(self) -> bool:
        """Whether a passage may be what the text looks for: it is a question, or a few words to search for, or the
        passage is much like it. A longer story is not answered with what happens to share its words.
        """
        words = core_of(self.message.text or "")
        size = LETTERS_OF_WORD * len(words.split()) if words.isascii() else len(words)
        return len(words) > 1 and (self.asks or self.is_plainly_answered or size <= LONGEST_WORDS)

    @property
    def is_idle(self) -> bool:
        """Whether the search finds it likest what nothing answers, and nothing else is likely."""
        likely = self.meaning.guesses[0].probability if self.meaning.guesses else 0.0
        return bool(self.hits) and self.hits[0].idle and likely < LIKELY

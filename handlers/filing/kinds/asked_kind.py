"""The base class of every kind of answer in the conversation. Every kind must implement the abstract parts."""

from abc import ABC, abstractmethod
from datetime import date
from typing import ClassVar

from handlers.filing.answers import Read, Unread, names_nothing
from handlers.filing.asked import Asked
from handlers.talk.meaning import Meaning
from handlers.talk.said_words import says
from handlers.talk.screens import Button, Screen
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.draft import CaseDraft
from models.city.pack import City
from models.questions.question import Question
from models.storage.database import Json

LONGEST = 80
"""Characters of a text in a list of answers."""

Rows = tuple[tuple[Button, ...], ...]


class AskedKind(ABC):
    """One kind of answer: how the form reads, asks and says it."""

    awaits_number: ClassVar[bool]
    """Whether a number may be the answer: then a menu without buttons uses letters."""
    takes_position: ClassVar[bool] = False
    """Whether a sent position is the answer."""
    takes_contact: ClassVar[bool] = False
    """Whether the number of a sent contact is the answer."""
    repeats: ClassVar[bool] = False
    """Whether the form repeats how it understood the answer."""
    told_once: ClassVar[bool] = True
    """Whether a sentence tells the answer only if no other question of the type asks for the same kind."""
    skip_label: ClassVar[str] = "filing-button-skip"

    # --- read ---------------------------------------------------------------------------------------------------------

    @abstractmethod
    def read_value(self, question: Question, text: str, city: City, today: date) -> Read | Unread:
        """Read a typed text that skips nothing as the answer; models/questions decides whether it is valid."""

    def read(self, question: Question, text: str, city: City, today: date) -> Read | Unread:
        """Read a typed text as the answer, or as a skip."""
        return Read(None) if self.is_skip(question, text) else self.read_value(question, text, city, today)

    async def find(self, talk: Talk, asked: Asked, text: str) -> Read | Unread | Screen:
        """Read a typed text, with a look into the database if the kind needs one. A screen asks what is meant."""
        return self.read(asked.question, text, talk.city, talk.today)

    def is_skip(self, question: Question, text: str) -> bool:
        """Return whether the text says that there is no answer."""
        return says("filing-skip-words", text) or (not question.required and says("filing-nothing-words", text))

    def pressed(self, value: str) -> Json:
        """The answer that a button's value stands for; the value is not empty."""
        return value

    async def told(self, talk: Talk, question: Question, text: str, meaning: Meaning) -> Json:
        """The answer that the sentence which led here already gives; None if it gives none."""
        return None

    # --- ask ----------------------------------------------------------------------------------------------------------

    def how(self, talk: Talk) -> str | None:
        """How to answer on this channel, if that is not plain."""
        return None

    def choices(self, talk: Talk, asked: Asked) -> Rows:
        """The buttons that can be pressed instead of typing."""
        return ()

    # --- say ----------------------------------------------------------------------------------------------------------

    @abstractmethod
    def say_value(self, talk: Talk, question: Question, answer: Json) -> str:
        """A kept answer in words; it is not None."""

    def say(self, talk: Talk, question: Question, answer: Json, pieces: int = 0) -> str:
        """A kept answer in words, or that it was skipped. pieces: of evidence, for a question that takes files."""
        return talk.words("filing-skipped") if answer is None else self.say_value(talk, question, answer)

    def so_far(self, talk: Talk, asked: Asked) -> str | None:
        """The earlier answer, when the person comes back to the question."""
        before = asked.draft.answers.get(asked.question.key)
        return (
            None if before is None else talk.words("filing-before", answer=self.say_value(talk, asked.question, before))
        )

    async def remark(self, talk: Talk, draft: CaseDraft, question: Question, answer: Json) -> str | None:
        """A remark on a kept answer, shown before the next question."""
        if answer is None or not self.repeats:
            return None
        return talk.words("filing-noted", answer=self.say_value(talk, question, answer))

    async def before_next(self, talk: Talk, draft: CaseDraft, answer: Json) -> Screen | None:
        """A screen shown instead of the next question, from which the person can go on; None if there is none."""
        return None

    def label(self, words: Words, question: Question) -> str:
        """A question's name in a list: its first sentence."""
        title = words.pick(question.titles)
        ends = [place for mark in ("？", "?", "。", ". ") if (place := title.find(mark)) > 0]
        return title[: min(ends)] if ends else title.rstrip(".。")


def unless_nothing(question: Question, text: str, otherwise: Read | Unread) -> Read | Unread:
    """Skip if the text says that there is no such thing; for answers that are no sentences."""
    return Read(None) if not question.required and names_nothing(text) else otherwise

"""What every kind of answer does in the conversation. A part without a body has to be there in each kind."""

from abc import ABC, abstractmethod
from datetime import date
from typing import ClassVar

from handlers.filing.answers import Read, Unread, names_nothing, says
from handlers.filing.asked import Asked
from handlers.talk.meaning import Meaning
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
    """One kind of answer: how it is read, asked for and said."""

    awaits_number: ClassVar[bool]
    """Whether a number may be the answer: then a menu without buttons is lettered."""
    takes_position: ClassVar[bool] = False
    """Whether a position that is sent is the answer."""
    takes_contact: ClassVar[bool] = False
    """Whether the number of a contact that is sent is the answer."""
    repeats: ClassVar[bool] = False
    """Whether it is said how the answer was understood."""
    told_once: ClassVar[bool] = True
    """Whether a sentence tells the answer only where no other question of the type asks for such."""
    skip_label: ClassVar[str] = "filing-button-skip"

    # --- read ---------------------------------------------------------------------------------------------------------

    @abstractmethod
    def read_value(self, question: Question, text: str, city: City, today: date) -> Read | Unread:
        """The answer that a typed text is, which skips nothing; whether it may be one is the domain's to say."""

    def read(self, question: Question, text: str, city: City, today: date) -> Read | Unread:
        """The answer that a typed text is."""
        return Read(None) if self.is_skip(question, text) else self.read_value(question, text, city, today)

    async def find(self, talk: Talk, asked: Asked, text: str) -> Read | Unread | Screen:
        """The answer that a typed text is, where something has to be looked up for it. A screen asks what is meant."""
        return self.read(asked.question, text, talk.city, talk.today)

    def is_skip(self, question: Question, text: str) -> bool:
        """Whether the text says that there is no answer."""
        return says("filing-skip-words", text) or (not question.required and says("filing-nothing-words", text))

    def pressed(self, value: str) -> Json:
        """The answer that a button's value is; it is not empty."""
        return value

    async def told(self, talk: Talk, question: Question, text: str, meaning: Meaning) -> Json:
        """What the sentence that led here says of the question already, None: nothing."""
        return None

    # --- ask ----------------------------------------------------------------------------------------------------------

    def how(self, talk: Talk) -> str | None:
        """How it is answered on this channel, where that is not plain."""
        return None

    def choices(self, talk: Talk, asked: Asked) -> Rows:
        """What can be pressed instead of typing."""
        return ()

    # --- say ----------------------------------------------------------------------------------------------------------

    @abstractmethod
    def say_value(self, talk: Talk, question: Question, answer: Json) -> str:
        """A kept answer in words; it is not None."""

    def say(self, talk: Talk, question: Question, answer: Json, pieces: int = 0) -> str:
        """A kept answer in words, or that it was skipped. pieces: of evidence, for a question that takes files."""
        return talk.words("filing-skipped") if answer is None else self.say_value(talk, question, answer)

    def so_far(self, talk: Talk, asked: Asked) -> str | None:
        """What was answered before, when one comes back to the question."""
        before = asked.draft.answers.get(asked.question.key)
        return (
            None if before is None else talk.words("filing-before", answer=self.say_value(talk, asked.question, before))
        )

    async def remark(self, talk: Talk, draft: CaseDraft, question: Question, answer: Json) -> str | None:
        """What there is to say about a kept answer before the next question."""
        if answer is None or not self.repeats:
            return None
        return talk.words("filing-noted", answer=self.say_value(talk, question, answer))

    async def before_next(self, talk: Talk, draft: CaseDraft, answer: Json) -> Screen | None:
        """What is shown instead of the next question, which can be gone on to from there; None: nothing."""
        return None

    def label(self, words: Words, question: Question) -> str:
        """What a question is called in a list: itself, without what is said after it."""
        title = words.pick(question.titles)
        ends = [place for mark in ("？", "?", "。", ". ") if (place := title.find(mark)) > 0]
        return title[: min(ends)] if ends else title.rstrip(".。")


def unless_nothing(question: Question, text: str, otherwise: Read | Unread) -> Read | Unread:
    """Skipped, where the text says that there is no such thing; for answers that are no sentence."""
    return Read(None) if not question.required and names_nothing(text) else otherwise

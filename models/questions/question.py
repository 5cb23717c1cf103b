"""A question of a case, as the city pack has it, and what every kind of answer says of itself.

An answer is kept as JSON, and arrives here exact: reading "昨天" or "一千二" is the conversation's.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from models.errors import AnswerMissing


class AnswerKind(ABC):
    """One kind of answer: what is taken, what staff see of it, and what stays of it without its person."""

    key: ClassVar[str]
    """What the pack calls it."""
    stays: ClassVar[bool]
    """Whether the answer is kept for the figures once its person is gone. It holds no words then, and names nobody."""
    names_filer: ClassVar[bool] = False
    """Whether the answer says who filed: no department sees it in an anonymous case, and no other that helps at all."""
    leads_to_filer: ClassVar[bool] = False
    """Whether a platform can find out by the answer who filed: of an anonymous case no other department sees it."""
    lists_choices: ClassVar[bool] = False
    """Whether the pack lists the choices with the question."""
    lists_platforms: ClassVar[bool] = False
    """Whether the city's platforms are the choices."""
    takes_files: ClassVar[bool] = False
    """Whether the answer is the pieces of evidence that lie beside the draft."""
    asked_once: ClassVar[bool] = False
    """Whether a type asks for it once at most, because the case itself has it."""

    @abstractmethod
    def check(self, question: "Question", value: Any, *, today: date) -> Any:
        """The answer as it is kept. Raises NotAnAnswer. today: in the city."""

    @abstractmethod
    def fact(self, question: "Question", answer: Any) -> dict[str, Any]:
        """What staff see of a kept answer, in one of the forms of models/cases/facts.py; empty: nothing."""


@dataclass(frozen=True)
class Question:
    """One question. titles and other texts: locale -> what people read. why: why it is asked; hint: how to find the
    answer; both only where it is not obvious."""

    key: str
    kind: AnswerKind
    titles: Mapping[str, str]
    required: bool
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Key -> titles, of a kind that has choices."""
    told: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Choice -> what is said to somebody who chose it, before the next question."""
    why: Mapping[str, str] | None = None
    hint: Mapping[str, str] | None = None
    dangerous: tuple[str, ...] = ()
    """Choices that say that somebody may be hurt any moment."""
    said: tuple[str, ...] = ()
    """Words that are the answer where they stand in what somebody told."""
    only_if: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Question -> answers: it is asked where one of them was given; empty: always."""

    def is_asked(self, answers: Mapping[str, object]) -> bool:
        return not self.only_if or any(answers.get(key) in given for key, given in self.only_if.items())

    def checked(self, value: Any, *, today: date) -> Any:
        """The answer as it is kept; None, which skips the question, only where it is not required. Raises
        NotAnAnswer."""
        if value is not None and value != "":
            return self.kind.check(self, value, today=today)
        if self.required:
            raise AnswerMissing(self.key)
        return None

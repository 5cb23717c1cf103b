"""A question of a case, from the city pack, and the base class of the kinds of answers.

An answer is stored as JSON, and is exact when it arrives here: the conversation reads "昨天" or "一千二".
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from models.errors import AnswerMissing


class AnswerKind(ABC):
    """A kind of answer: the values it accepts, the facts that staff see, and whether it stays without its person."""

    key: ClassVar[str]
    """The pack's name for the kind."""
    stays: ClassVar[bool]
    """Whether the answer stays for the figures once its person is gone; only for answers without words and names."""
    names_filer: ClassVar[bool] = False
    """Whether the answer names the filer: no department sees it in an anonymous case, and an assisting department sees
    it in no case."""
    leads_to_filer: ClassVar[bool] = False
    """Whether a platform could find the filer by the answer: in an anonymous case no assisting department sees it."""
    lists_choices: ClassVar[bool] = False
    """Whether the pack lists the choices in the question."""
    lists_platforms: ClassVar[bool] = False
    """Whether the choices are the city's platforms."""
    takes_files: ClassVar[bool] = False
    """Whether the answer consists of the evidence beside the draft."""
    asked_once: ClassVar[bool] = False
    """Whether a type may ask for it only once, because the case itself stores it."""

    @abstractmethod
    def check(self, question: "Question", value: Any, *, today: date) -> Any:
        """The answer in the form that is stored. today: the city's date. Raises NotAnAnswer."""

    @abstractmethod
    def fact(self, question: "Question", answer: Any) -> dict[str, Any]:
        """The fact that staff see of a stored answer, in one of the forms of models/cases/facts.py; empty: nothing."""


@dataclass(frozen=True)
class Question:
    """One question. titles and other texts: locale -> text that people read. why: the reason for the question; hint:
    how to find the answer; both only if it is not obvious."""

    key: str
    kind: AnswerKind
    titles: Mapping[str, str]
    required: bool
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Key -> titles, for a kind that has choices."""
    told: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Choice -> text that is shown after it was chosen, before the next question."""
    why: Mapping[str, str] | None = None
    hint: Mapping[str, str] | None = None
    dangerous: tuple[str, ...] = ()
    """Choices that mean that somebody may be hurt at any moment."""
    said: tuple[str, ...] = ()
    """Words that are the answer if they occur in the person's text."""
    labels: tuple[str, ...] = ()
    """The labels beside which the answer stands on a screenshot."""
    shown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Choice -> words that mean it on a screenshot."""
    only_if: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Question -> answers: this question is asked only if one of them was given; empty: always."""

    def is_asked(self, answers: Mapping[str, object]) -> bool:
        return not self.only_if or any(answers.get(key) in given for key, given in self.only_if.items())

    def checked(self, value: Any, *, today: date) -> Any:
        """The answer in the form that is stored; None, which skips the question, only if it is not required. Raises
        NotAnAnswer."""
        if value is not None and value != "":
            return self.kind.check(self, value, today=today)
        if self.required:
            raise AnswerMissing(self.key)
        return None

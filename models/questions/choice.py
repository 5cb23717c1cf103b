"""An answer that is one of the choices listed in the pack, stored by its key."""

from datetime import date
from typing import Any

from models.errors import ChoiceUnknown
from models.questions.question import AnswerKind, Question

UNKNOWN_TITLES = {"zh-CN": "—", "en": "—"}
"""The titles of an entry that the pack no longer has."""


class ListedKind(AnswerKind):
    """A kind whose answer is the key of one of the question's choices, from wherever the pack takes them."""

    stays = True

    def check(self, question: Question, value: Any, *, today: date) -> str:
        """The key of the choice. Raises ChoiceUnknown."""
        if not isinstance(value, str) or value not in question.choices:
            raise ChoiceUnknown
        return value

    def fact(self, question: Question, answer: Any) -> dict[str, Any]:
        return {"titles": dict(question.choices.get(answer, UNKNOWN_TITLES))}


class ChoiceKind(ListedKind):
    key = "choice"
    lists_choices = True

"""One of the choices that the pack lists, kept by its key."""

from datetime import date
from typing import Any

from models.errors import ChoiceUnknown
from models.questions.question import AnswerKind, Question

UNKNOWN_TITLES = {"zh-CN": "—", "en": "—"}
"""Of what the pack does not have any more."""


class ListedKind(AnswerKind):
    """A key of the question's choices, wherever the pack has them from."""

    stays = True

    def check(self, question: Question, value: Any, *, today: date) -> str:
        """Raises ChoiceUnknown."""
        if not isinstance(value, str) or value not in question.choices:
            raise ChoiceUnknown
        return value

    def fact(self, question: Question, answer: Any) -> dict[str, Any]:
        return {"titles": dict(question.choices.get(answer, UNKNOWN_TITLES))}


class ChoiceKind(ListedKind):
    key = "choice"
    lists_choices = True

"""Free text in the person's own words, trimmed."""

from datetime import date
from typing import Any

from models.errors import AnswerMissing, AnswerTooLong
from models.questions.question import AnswerKind, Question
from models.values.clean_text import clean_text

LONGEST_TEXT = 2000
"""Characters; a longer text is refused."""


class TextKind(AnswerKind):
    key = "text"
    stays = False

    def check(self, question: Question, value: Any, *, today: date) -> str:
        """The cleaned text. Raises AnswerMissing, AnswerTooLong."""
        text = clean_text(value) if isinstance(value, str) else ""
        if not any(each.isalnum() for each in text):  # dots and emoji alone are no text
            raise AnswerMissing(question.key)
        if len(text) > LONGEST_TEXT:
            raise AnswerTooLong(LONGEST_TEXT)
        return text

    def fact(self, question: Question, answer: Any) -> dict[str, Any]:
        return {"text": str(answer)}

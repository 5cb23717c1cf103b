"""A sum of money, stored in fen."""

from datetime import date
from typing import Any

from models.questions.errors import SumOutOfRange
from models.questions.question import AnswerKind, Question

LARGEST_SUM = 100_000_000
"""Fen: a million yuan."""


class MoneyKind(AnswerKind):
    key = "money"
    stays = True

    def check(self, question: Question, value: Any, *, today: date) -> int:
        """The sum in fen. Raises SumOutOfRange."""
        if type(value) is not int or not 0 < value <= LARGEST_SUM:
            raise SumOutOfRange(LARGEST_SUM // 100)
        return value

    def fact(self, question: Question, answer: Any) -> dict[str, Any]:
        return {"fen": answer}

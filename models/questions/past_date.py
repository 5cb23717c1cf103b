"""A day up to today, by the city's calendar, stored as "2026-11-22"."""

from datetime import date, timedelta
from typing import Any

from models.questions.errors import DateTooEarly, DayToCome
from models.questions.question import AnswerKind, Question

EARLIEST = timedelta(days=366 * 20)


class DateKind(AnswerKind):
    key = "date"
    stays = True

    def check(self, question: Question, value: Any, *, today: date) -> str:
        """The day in ISO 8601. Raises DayToCome, DateTooEarly."""
        day = value if isinstance(value, date) else date.fromisoformat(value)
        if day > today:
            raise DayToCome
        if day < today - EARLIEST:
            raise DateTooEarly
        return day.isoformat()

    def fact(self, question: Question, answer: Any) -> dict[str, Any]:
        return {"day": answer}

"""Photos, files and recordings. They are stored beside the draft; the answer is True once no more will come."""

from datetime import date
from typing import Any

from models.questions.question import AnswerKind, Question


class EvidenceKind(AnswerKind):
    key = "evidence"
    stays = False
    takes_files = True

    def check(self, question: Question, value: Any, *, today: date) -> bool:
        return True

    def fact(self, question: Question, answer: Any) -> dict[str, Any]:
        return {}

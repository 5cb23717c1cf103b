"""Photos, files and recordings: they lie beside the draft, and the answer, True, says that there is no more to come."""

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

"""The number of an order: letters, digits, dashes."""

import re
import unicodedata
from datetime import date
from typing import Any

from models.questions.errors import OrderNumberUnreadable
from models.questions.question import AnswerKind, Question

_ORDER_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z\-_#/.]{3,39}")


class OrderNumberKind(AnswerKind):
    key = "order_number"
    stays = False
    leads_to_filer = True

    def check(self, question: Question, value: Any, *, today: date) -> str:
        """The number without blanks, in half width. Raises OrderNumberUnreadable."""
        plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", str(value)))
        if not _ORDER_NUMBER.fullmatch(plain):
            raise OrderNumberUnreadable
        return plain

    def fact(self, question: Question, answer: Any) -> dict[str, Any]:
        return {"text": str(answer)}

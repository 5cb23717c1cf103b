"""A telephone number, with its extension after 转."""

import re
import unicodedata
from datetime import date
from typing import Any

from models.questions.errors import PhoneUnreadable
from models.questions.question import AnswerKind, Question

_PHONE = re.compile(
    r"(?:(?:\+?86)?1[3-9]\d{9}|\+?86[1-9]\d{9,10}|0\d{9,11}|[2-9]\d{6,7}|\+[1-9]\d{6,14}|[48]00\d{7}|1[02]\d{3}|9[56]\d{3,6})"
    r"(?:转\d{1,6})?"
)
_EXTENSION = re.compile(r"\s*(?:转|分机号?|ext\.?|#|x)\s*(?=\d{1,6}\D*$)", re.IGNORECASE)


class PhoneKind(AnswerKind):
    key = "phone"
    stays = False
    names_filer = True

    def check(self, question: Question, value: Any, *, today: date) -> str:
        """The number in the form that is stored. Raises PhoneUnreadable."""
        return read_phone(value)

    def fact(self, question: Question, answer: Any) -> dict[str, Any]:
        return {"text": str(answer)}


def read_phone(value: Any) -> str:
    """A telephone number in the form that is stored. Raises PhoneUnreadable."""
    plain = _EXTENSION.sub("转", unicodedata.normalize("NFKC", str(value)))
    plain = re.sub(r"^00(?=[1-9])", "+", re.sub(r"[\s\-–—‐‑−()\[\].·•_/,、]", "", plain))
    if not _PHONE.fullmatch(plain):
        raise PhoneUnreadable
    return plain

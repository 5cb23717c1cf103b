"""Answers to the questions of an event."""

import re
import unicodedata

from models.errors import ChoiceUnknown
from models.questions.errors import PhoneUnreadable

SIZES = ("S", "M", "L", "XL", "2XL", "3XL")
_PHONE = re.compile(r"\+?\d{7,15}")


def read_answer(question: str, text: str) -> str:
    """The answer in the form that is stored: one of SIZES, or the digits of a phone number. Raises ChoiceUnknown,
    PhoneUnreadable."""
    said = unicodedata.normalize("NFKC", text).strip()
    if question == "size":
        if said.upper() not in SIZES:
            raise ChoiceUnknown
        return said.upper()
    number = re.sub(r"[\s\-()]", "", said)
    if not _PHONE.fullmatch(number):
        raise PhoneUnreadable
    return number
